"""Reads a layer of the gazetteer by mmap: nothing is parsed when it is opened."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.entry import HOWS, KINDS, Entry, Hit
from rashomon.knowledge.gazetteer.writing import HEADER, MAGIC, MANY, ROW, SCALE, unpack_radius


class Layer:
    """One compiled gazetteer folder. Raises KnowledgeError when a file is missing, damaged or of another version."""

    def __init__(self, folder: Path) -> None:
        import marisa_trie  # noqa: PLC0415 - the lexical reader runs without a gazetteer

        self.folder = folder
        try:
            with (folder / "places.bin").open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._trie = marisa_trie.Trie()
            self._trie.mmap(str(folder / "names.marisa"))
        except (OSError, ValueError, RuntimeError) as error:
            raise KnowledgeError(
                str(folder), f"the gazetteer cannot be opened ({error})", "run `make gazetteer`"
            ) from error
        magic, self._count, *lengths = HEADER.unpack_from(self._map, 0)
        if magic != MAGIC or HEADER.size + sum(lengths) != len(self._map):
            raise KnowledgeError(
                str(folder), "the gazetteer is of another version or cut short", "run `make gazetteer`"
            )
        view, at, parts = memoryview(self._map), HEADER.size, []
        for length in lengths:
            parts.append(view[at : at + length])
            at += length
        self._rows = parts[0]
        self._string_ends, self._strings = parts[1].cast("I"), parts[2]
        self._area_ends, self._areas = parts[3].cast("I"), parts[4]
        self._values, self._lists = parts[5].cast("I"), parts[6].cast("I")
        self._shape_index: dict[str, tuple[int, int]] | None = None
        self.source = self._string(0)

    def __len__(self) -> int:
        return int(self._count)

    def has(self, key: str) -> bool:
        """Tell whether a simplified or folded key is there."""
        return key in self._trie

    def has_prefix(self, key: str) -> bool:
        """Tell whether any key starts so."""
        return next(self._trie.iterkeys(key), None) is not None

    def postings(self, key: str) -> Any:
        """Return the raw postings of a key, best first: a view of numbers, empty where the key is not there."""
        number = self._trie.get(key)
        if number is None:
            return ()
        value = self._values[number]
        if not value & MANY:
            return (value,)
        at = value ^ MANY
        return self._lists[at + 1 : at + 1 + self._lists[at]]

    def hits(self, key: str) -> Iterator[Hit]:
        """Yield the entries of a key, best name first, then by population."""
        for posting in self.postings(key):
            yield Hit(self.entry(posting >> 2), HOWS[posting & 3], key)

    def entry(self, number: int) -> Entry:
        """Return the entry of a row."""
        name, ident, lat, lon, population, area, radius, kind = ROW.unpack_from(self._rows, number * ROW.size)
        country, admin1, admin2 = self._area(area).split("\t")
        return Entry(
            id=self._string(ident) if kind & 128 else str(ident),
            name=self._string(name),
            kind=KINDS[kind & 127],
            lat=lat / SCALE,
            lon=lon / SCALE,
            country=country,
            admin1=admin1,
            admin2=admin2,
            population=population,
            radius_km=unpack_radius(radius),
            source=self.source,
        )

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, the most populous first."""
        return (self.entry(number) for number in range(self._count))

    def shape(self, entry_id: str) -> Any | None:
        """Return the shapely geometry of an entry, or None where only its point is known."""
        from rashomon.knowledge.gazetteer.shapes import decode_shape  # noqa: PLC0415 - shapely is slow to import

        path = self.folder / "shapes.bin"
        if self._shape_index is None:
            self._shape_index = _read_shape_index(path)
        at = self._shape_index.get(entry_id)
        if at is None:
            return None
        with path.open("rb") as file:
            file.seek(at[0])
            return decode_shape(file.read(at[1]))

    def _string(self, number: int) -> str:
        return str(self._strings[self._string_ends[number] : self._string_ends[number + 1]], "utf-8")

    def _area(self, number: int) -> str:
        return str(self._areas[self._area_ends[number] : self._area_ends[number + 1]], "utf-8")


def _read_shape_index(path: Path) -> dict[str, tuple[int, int]]:
    if not path.exists():
        return {}
    index: dict[str, tuple[int, int]] = {}
    with path.open("rb") as file:
        (size,) = struct.unpack("<I", file.read(4))
        data = file.read(size)
    at = 0
    while at < size:
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        offset, extent = struct.unpack_from("<II", data, at + 2 + length)
        index[name] = (4 + size + offset, extent)
        at += 2 + length + 8
    return index
