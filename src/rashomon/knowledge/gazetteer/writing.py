"""Writes a layer of the gazetteer: a folder with a trie of keys, rows, postings and shapes, all read by mmap."""

from __future__ import annotations

import math
import re
import struct
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.knowledge.gazetteer.entry import HOWS, KINDS, Entry, EntryKind, How
from rashomon.knowledge.gazetteer.folding import fold, simplify
from rashomon.knowledge.gazetteer.scripts import ARABIC, CYRILLIC

MAGIC = b"RSHGAZ04"
HEADER = struct.Struct("<8sIIIIIIII")
ROW = struct.Struct("<IIiiIHBB")
"""Name, id (a number, or a string where the flag says so), lat, lon (1e-5 degrees), population, area, radius, kind.

The radius is in steps of 5 % above 100 m, 0 for none; bit 7 of the kind is the flag.
"""
MANY = 1 << 31
SCALE = 100_000
_CODE = re.compile(r"^[A-Z]{3,4}$")
_CLASS_BEFORE = re.compile(
    r"^(?:Muhafazat|Sha[`']?biyat|Mayorality of|Wilayat?(?:-e)?|Velayat-e|Ostan-e|Departamento(?: de)?"
    r"|Provincia(?: de)?|Region(?: of)?|Departement(?: du| de la| de)?|State of|Province of|Autonomous Republic of"
    r"|Republic of|Estado(?: de)?|Wilaya(?: de| d['’])?|Gouvernorat(?: de)?) ",
    re.IGNORECASE,
)
_CLASS_AFTER = re.compile(
    r" (?:Governorate|Province|State|Oblast'?|Region|District|Department|Prefecture|Krai|Kray|Raion|Sheng|Division"
    r"|Municipality|Wilaya|Voivodeship|Autonomous Region|Special Region|Zone)$",
    re.IGNORECASE,
)
_LATIN = re.compile(r"^[\x00-\u024f\u1e00-\u1eff\u02b0-\u02ff\u2010-\u2027ʻʼ]+$")


@dataclass(slots=True)
class _Strings:
    """A pool of strings, each kept once."""

    number: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> int:
        return self.number.setdefault(text, len(self.number))

    def pack(self) -> tuple[bytes, bytes]:
        offsets, blob = array("I", [0]), bytearray()
        for text in self.number:
            blob += text.encode()
            offsets.append(len(blob))
        return offsets.tobytes(), bytes(blob)


def keys_of(entry: Entry) -> dict[str, How]:
    """Return the keys by which an entry is found, each with the best way that leads to it.

    Lower-case alternates (machine transliterations of other scripts), airport codes and scripts that are neither
    Latin, Arabic nor Cyrillic are left out.
    """
    found: dict[str, How] = {}
    bare = strip_class(entry.name) if entry.kind in (EntryKind.ADMIN1, EntryKind.ADMIN2) else entry.name
    mains = {simplify(entry.name), simplify(bare)}
    for name in (entry.name, bare, *entry.others):
        main = simplify(name) in mains
        code = entry.kind is EntryKind.PLACE and _CODE.match(name)
        if not main and (name[:1].islower() or code or len(name) < 2):
            continue
        if _LATIN.match(name):
            _note(found, simplify(name), How.NAME if main else How.ALTERNATE)
        elif not (ARABIC.search(name) or CYRILLIC.search(name)):
            continue
        for key in _folded_keys(name, entry.country):
            _note(found, key, How.FOLDED if main else How.FOLDED_ALTERNATE)
    found.pop("", None)
    return found


def strip_class(name: str) -> str:
    """Return the name of an admin area without its class word ("Salah ad Din Governorate", "Muhafazat Kirkuk").

    Counties and parishes keep theirs: "Orange" alone is no county.
    """
    return _CLASS_AFTER.sub("", _CLASS_BEFORE.sub("", name)) or name


def _folded_keys(name: str, country: str) -> Iterable[str]:
    yield fold(name)
    if country in ("UA", "BY") and "h" in name.lower() and _LATIN.match(name):
        yield fold(re.sub(r"(?<![kszcgKSZCG])h", "g", name.replace("H", "G")))


def _note(found: dict[str, How], key: str, how: How) -> None:
    if key not in found or HOWS.index(how) < HOWS.index(found[key]):
        found[key] = how


def write_layer(folder: Path, entries: Iterable[Entry], shapes: Mapping[str, bytes], source: str) -> dict[str, int]:
    """Write entries (and encoded shapes by entry id) into `folder`; return what was written, by what it is.

    Entries with equal ids are all kept: callers merge.
    """
    import marisa_trie  # noqa: PLC0415 - only the writer and the reader need it

    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(entries, key=lambda entry: (-entry.population, entry.id))
    strings, areas = _Strings(), _Strings()
    strings.add(source)
    rows = bytearray()
    postings: dict[str, list[int]] = {}
    for number, entry in enumerate(ordered):
        rows += _pack_row(entry, strings, areas)
        for key, how in keys_of(entry).items():
            postings.setdefault(key, []).append(number << 2 | HOWS.index(how))
    trie = marisa_trie.Trie(postings)
    trie.save(str(folder / "names.marisa"))
    values, lists = array("I", bytes(4 * len(postings))), array("I")
    for key, found in postings.items():
        if len(found) == 1:
            values[trie[key]] = found[0]
            continue
        values[trie[key]] = MANY | len(lists)
        lists.append(len(found))
        lists.extend(sorted(found, key=lambda posting: (posting & 3, posting >> 2)))
    _write_file(folder / "places.bin", bytes(rows), (strings, areas), (values, lists), len(ordered))
    _write_shapes(folder / "shapes.bin", shapes)
    return {
        "entries": len(ordered),
        "keys": len(postings),
        "shared_keys": sum(len(found) > 1 for found in postings.values()),
        "shapes": len(shapes),
    }


def _pack_row(entry: Entry, strings: _Strings, areas: _Strings) -> bytes:
    numeric = entry.id.isdigit() and int(entry.id) < 2**32
    return ROW.pack(
        strings.add(entry.name),
        int(entry.id) if numeric else strings.add(entry.id),
        round(entry.lat * SCALE),
        round(entry.lon * SCALE),
        min(entry.population, 2**32 - 1),
        areas.add(f"{entry.country}\t{entry.admin1}\t{entry.admin2}"),
        pack_radius(entry.radius_km),
        KINDS.index(entry.kind) | (0 if numeric else 128),
    )


def pack_radius(radius_km: float) -> int:
    """Return a radius in steps of 5 %, never smaller than it is (up to 24,000 km)."""
    return 0 if radius_km <= 0 else min(max(math.ceil(math.log(radius_km * 10, 1.05) + 1 - 1e-9), 1), 255)


def unpack_radius(step: int) -> float:
    """Return the radius in kilometres of a step."""
    return 0.0 if step == 0 else round(0.1 * 1.05 ** (step - 1), 3)


def _write_file(
    path: Path, rows: bytes, pools: tuple[_Strings, _Strings], index: tuple[array[int], array[int]], count: int
) -> None:
    parts = [rows, *pools[0].pack(), *pools[1].pack(), index[0].tobytes(), index[1].tobytes()]
    padded = [part + b"\0" * (-len(part) % 4) for part in parts]
    lengths = [len(part) for part in padded]
    with path.open("wb") as file:
        file.write(HEADER.pack(MAGIC, count, *lengths))
        for part in padded:
            file.write(part)


def _write_shapes(path: Path, shapes: Mapping[str, bytes]) -> None:
    index, blob = bytearray(), bytearray()
    for entry_id in sorted(shapes):
        name = entry_id.encode()
        index += struct.pack("<H", len(name)) + name + struct.pack("<II", len(blob), len(shapes[entry_id]))
        blob += shapes[entry_id]
    path.write_bytes(struct.pack("<I", len(index)) + index + blob)
