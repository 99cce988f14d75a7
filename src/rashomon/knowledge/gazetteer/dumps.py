"""Reads places that a user adds: GeoNames country dumps, alternate name tables, and tables with a header.

Formats: GeoNames' `SY.txt` (19 columns, no header) and its table of alternate names (8 columns or more), each zipped
or not; any tab- or comma-separated table whose header has `name`, `lat` and `lon` (or OpenStreetMap's words for
them), such as an export from OpenStreetMap or a coder's own list.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.entry import Entry, EntryKind

_DUMP_COLUMNS, _ALTERNATE_COLUMNS = 19, 4
_CODES = {
    "PPLX": EntryKind.NEIGHBOURHOOD, "ADM1": EntryKind.ADMIN1, "ADM2": EntryKind.ADMIN2, "ADM3": EntryKind.ADMIN3,
    "ADM4": EntryKind.ADMIN3, "LK": EntryKind.LAKE, "LKS": EntryKind.LAKE, "RSV": EntryKind.LAKE, "SEA": EntryKind.SEA,
    "GULF": EntryKind.SEA, "STRT": EntryKind.SEA, "BAY": EntryKind.SEA, "OCN": EntryKind.SEA, "STM": EntryKind.RIVER,
    "STMI": EntryKind.RIVER, "CNL": EntryKind.RIVER, "WAD": EntryKind.RIVER, "ISL": EntryKind.ISLAND,
    "ISLS": EntryKind.ISLAND, "DSRT": EntryKind.DESERT, "VAL": EntryKind.VALLEY, "MILB": EntryKind.FACILITY,
    "PLN": EntryKind.VALLEY,
}  # fmt: skip
_CLASSES = {
    "P": EntryKind.PLACE, "A": EntryKind.REGION, "H": EntryKind.LAKE, "T": EntryKind.MOUNTAIN, "L": EntryKind.REGION,
    "S": EntryKind.FACILITY, "R": EntryKind.ROAD, "V": EntryKind.REGION,
}  # fmt: skip
_HEADS = {
    "name": ("name", "place", "toponym", "name:en"),
    "lat": ("lat", "latitude", "y", "@lat"),
    "lon": ("lon", "lng", "long", "longitude", "x", "@lon"),
    "id": ("id", "@id", "osm_id", "geonameid", "code", "pcode"),
    "kind": ("kind", "type", "class", "feature", "fclass"),
    "country": ("country", "iso", "cc", "countrycode", "addr:country"),
    "admin1": ("admin1", "adm1", "governorate", "province", "state", "is_in:state"),
    "admin2": ("admin2", "adm2", "district", "is_in:district"),
    "population": ("population", "pop"),
}
_OTHER_NAMES = re.compile(r"^(?:alt_name|old_name|other_names?|aliases|alternate_?names|name:\w+|int_name|loc_name)$")
_OSM_KINDS = {
    "city": EntryKind.PLACE, "town": EntryKind.PLACE, "village": EntryKind.PLACE, "hamlet": EntryKind.PLACE,
    "isolated_dwelling": EntryKind.PLACE, "locality": EntryKind.PLACE, "suburb": EntryKind.NEIGHBOURHOOD,
    "neighbourhood": EntryKind.NEIGHBOURHOOD, "quarter": EntryKind.NEIGHBOURHOOD, "island": EntryKind.ISLAND,
    "governorate": EntryKind.ADMIN1, "province": EntryKind.ADMIN1, "district": EntryKind.ADMIN2,
    "base": EntryKind.FACILITY, "airfield": EntryKind.FACILITY, "camp": EntryKind.FACILITY,
    "crossing": EntryKind.FACILITY, "checkpoint": EntryKind.FACILITY, "dam": EntryKind.FACILITY,
}  # fmt: skip


def read_added(paths: Iterable[Path]) -> list[Entry]:
    """Return the entries of several files together; tables of alternate names give theirs to entries with their id.

    Raises KnowledgeError naming file and line for a row that cannot be read, and for a file of no known form.
    """
    entries: dict[str, Entry] = {}
    others: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for label, text in _texts(path):
            first = text.split("\n", 1)[0]
            cells = first.rstrip("\r").split("\t")
            if len(cells) == _DUMP_COLUMNS and cells[0].isdigit():
                entries.update((entry.id, entry) for entry in _read_dump(label, text))
            elif len(cells) >= _ALTERNATE_COLUMNS and cells[0].isdigit() and cells[1].isdigit():
                _read_alternates(text, others)
            else:
                entries.update((entry.id, entry) for entry in _read_table(label, text))
    for ident, names in others.items():
        if ident in entries:
            entry = entries[ident]
            entries[ident] = replace(entry, others=tuple(dict.fromkeys((*entry.others, *names))))
    return list(entries.values())


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.lower().endswith((".txt", ".tsv", ".csv")) and "readme" not in name.lower():
                        yield f"{path}:{name}", archive.read(name).decode("utf-8-sig")
            return
        yield str(path), path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise KnowledgeError(
            str(path), f"cannot be read ({error})", "give a UTF-8 text file or a zip of one"
        ) from error


def _read_dump(label: str, text: str) -> Iterator[Entry]:
    rows = [line.split("\t") for line in text.splitlines() if line]
    areas = {(row[10], ""): row[1] for row in rows if len(row) == _DUMP_COLUMNS and row[7] == "ADM1"}
    areas |= {(row[10], row[11]): row[1] for row in rows if len(row) == _DUMP_COLUMNS and row[7] == "ADM2"}
    for number, row in enumerate(rows, 1):
        if len(row) != _DUMP_COLUMNS:
            raise KnowledgeError(f"{label}:{number}", f"has {len(row)} columns, not {_DUMP_COLUMNS}")
        kind = EntryKind.COUNTRY if row[7].startswith("PCL") else _CODES.get(row[7]) or _CLASSES.get(row[6])
        if kind is None:
            continue
        yield Entry(
            id=row[0],
            name=row[1],
            kind=kind,
            lat=_number(row[4], label, number),
            lon=_number(row[5], label, number),
            country=row[8],
            admin1=areas.get((row[10], ""), ""),
            admin2=areas.get((row[10], row[11]), "") if row[11] else "",
            population=int(row[14] or 0),
            others=tuple(name for name in (row[2], *row[3].split(",")) if name),
        )


def _read_alternates(text: str, others: dict[str, list[str]]) -> None:
    for line in text.splitlines():
        cells = line.split("\t")
        if len(cells) >= _ALTERNATE_COLUMNS and cells[2] not in ("link", "post", "iata", "icao", "wkdt", "unlc"):
            others[cells[1]].append(cells[3])


def _read_table(label: str, text: str) -> Iterator[Entry]:
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = [cell.strip().lower() for cell in next(reader, [])]
    column = {
        role: next((header.index(head) for head in heads if head in header), -1) for role, heads in _HEADS.items()
    }
    if min(column["name"], column["lat"], column["lon"]) < 0:
        raise KnowledgeError(
            label, "is neither a GeoNames dump nor a table with name, lat and lon", "name the columns in its first line"
        )
    more = [index for index, head in enumerate(header) if _OTHER_NAMES.match(head) and index != column["name"]]
    for number, row in enumerate(reader, 2):
        if any(cell.strip() for cell in row):
            padded = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
            yield _table_entry(label, number, padded, column, more)


def _table_entry(label: str, number: int, row: list[str], column: dict[str, int], more: list[int]) -> Entry:
    cell = {role: row[index] if index >= 0 else "" for role, index in column.items()}
    if not cell["name"]:
        raise KnowledgeError(f"{label}:{number}", "has no name", "give each place a name or leave its line out")
    kind = cell["kind"].lower()
    known = {member.value: member for member in EntryKind} | _OSM_KINDS
    others = [name.strip() for index in more for name in re.split(r"[;|]", row[index])]
    digits = re.sub(r"\D", "", cell["population"])
    stem = Path(label.rpartition(":")[2] if label.count(":") > 1 else label).stem
    return Entry(
        id=f"{stem}:{cell['id'] or number}",
        name=cell["name"],
        kind=known.get(kind, EntryKind.PLACE),
        lat=_number(cell["lat"], label, number),
        lon=_number(cell["lon"], label, number),
        country=cell["country"].upper()[:2],
        admin1=cell["admin1"],
        admin2=cell["admin2"],
        population=int(digits or 0),
        others=tuple(name for name in others if name),
    )


def _number(text: str, label: str, line: int) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise KnowledgeError(f"{label}:{line}", f"{text!r} is no coordinate in degrees") from error
    if not -180 <= value <= 180:
        raise KnowledgeError(f"{label}:{line}", f"{value} is no coordinate in degrees")
    return value
