"""Loads the hand-written tables: features, countries, demonyms, aliases, abbreviations, names that are actors."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.entry import Entry, EntryKind
from rashomon.knowledge.gazetteer.folding import simplify

_PACKAGE = "rashomon.knowledge.gazetteer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country of the table: its code, centre in degrees, other names and demonyms."""

    code: str
    lat: float
    lon: float
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name that no rule can derive, and the entry that it means."""

    alias: str
    target: str
    country: str
    kind: EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A feature that the city list lacks; `course` is lon/lat points of a river or road."""

    entry: Entry
    countries: tuple[str, ...]
    course: tuple[tuple[float, float], ...]


def _rows(name: str, least: int) -> Iterator[tuple[int, list[str]]]:
    lines = (files(_PACKAGE) / name).read_text("utf-8").splitlines()
    header_seen = name == "features.tsv"
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not header_seen:
            header_seen = True
            continue
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(cells) < least:
            raise KnowledgeError(f"{name}:{number}", f"has {len(cells)} columns, not {least}", "part them by tabs")
        yield number, [cell.strip() for cell in cells] + [""] * 4


@cache
def read_country_table() -> dict[str, Country]:
    """Return the country table by ISO code. Raises KnowledgeError naming file and line."""
    table: dict[str, Country] = {}
    for number, (code, lat, lon, names, demonyms, *_) in _rows("countries.tsv", 3):
        if len(code) != 2 or code in table:
            raise KnowledgeError(f"countries.tsv:{number}", f"{code!r} is no new two-letter code")
        table[code] = Country(code=code, lat=float(lat), lon=float(lon), names=_split(names), demonyms=_split(demonyms))
    return table


@cache
def read_features() -> tuple[Feature, ...]:
    """Return the features. Raises KnowledgeError naming file and line."""
    found: list[Feature] = []
    for number, (ident, kind, names, lat, lon, radius, countries, course, *_) in _rows("features.tsv", 6):
        if kind not in set(EntryKind):
            raise KnowledgeError(f"features.tsv:{number}", f"{kind!r} is no kind of place")
        first, *others = _split(names)
        inside = tuple(code for code in countries.split(",") if code)
        points = tuple((float(x), float(y)) for x, y in (pair.split() for pair in course.split(",") if pair.strip()))
        entry = Entry(
            id=f"feature:{ident}",
            name=first,
            kind=EntryKind(kind),
            lat=float(lat),
            lon=float(lon),
            country=inside[0] if len(inside) == 1 else "",
            radius_km=float(radius),
            source="rashomon",
            others=tuple(others),
        )
        found.append(Feature(entry=entry, countries=inside, course=points))
    return tuple(found)


@cache
def read_aliases() -> tuple[Alias, ...]:
    """Return the alias table. Raises KnowledgeError naming file and line."""
    found = []
    for number, (alias, target, country, kind, *_) in _rows("aliases.tsv", 4):
        if kind not in set(EntryKind):
            raise KnowledgeError(f"aliases.tsv:{number}", f"{kind!r} is no kind of place")
        found.append(Alias(alias=alias, target=target, country=country, kind=EntryKind(kind)))
    return tuple(found)


@cache
def read_standing_names() -> dict[str, tuple[str, str]]:
    """Return names that stand for an institution: simplified name to (institution, country)."""
    return {simplify(name): (stands_for, country) for _, (name, stands_for, country, *_) in _rows("actors.tsv", 3)}


@cache
def read_abbreviations() -> dict[str, tuple[str, str]]:
    """Return abbreviations of states and provinces, with exact case: abbreviation to (name, country)."""
    return {short: (name, country) for _, (short, name, country, *_) in _rows("abbreviations.tsv", 3)}


@cache
def read_demonyms() -> dict[str, tuple[str, ...]]:
    """Return demonyms: simplified word to the ISO codes that it may mean ("congolese" has two)."""
    found: dict[str, list[str]] = {}
    for country in read_country_table().values():
        for word in country.demonyms:
            codes = found.setdefault(simplify(word), [])
            if country.code not in codes:
                codes.append(country.code)
    return {word: tuple(codes) for word, codes in found.items()}


@cache
def read_area_demonyms() -> dict[str, tuple[str, EntryKind]]:
    """Return demonyms of areas that are no countries: simplified word to (name in the gazetteer, kind)."""
    found = {}
    for number, (words, name, kind, *_) in _rows("demonyms.tsv", 3):
        if kind not in set(EntryKind):
            raise KnowledgeError(f"demonyms.tsv:{number}", f"{kind!r} is no kind of place")
        for word in _split(words):
            found[simplify(word)] = (name, EntryKind(kind))
    return found


@cache
def read_varying_countries() -> frozenset[str]:
    """Return the countries whose names are written in many transliterations, so that folded keys may speak for them."""
    text = (files(_PACKAGE) / "transliterated.txt").read_text("utf-8")
    codes = [code for line in text.splitlines() if not line.startswith("#") for code in line.split()]
    unknown = sorted(set(codes) - set(read_country_table()))
    if unknown:
        raise KnowledgeError("transliterated.txt", f"names unknown countries: {', '.join(unknown)}")
    return frozenset(codes)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
