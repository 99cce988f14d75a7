"""Towns for orientation and names of countries, from one pass over the larger places of the gazetteer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from rashomon.errors import KnowledgeError
from rashomon.report.atlas.projection import Box

if TYPE_CHECKING:
    from rashomon.knowledge.gazetteer import Entry

LEAST = 5000
"""Inhabitants from which a town may serve for orientation."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name, degrees and inhabitants."""

    name: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class _Known:
    """Towns by whole degrees of longitude and latitude, and countries' names by ISO 3166-1 alpha-2 code."""

    squares: dict[tuple[int, int], list[Town]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


@cache
def _known() -> _Known:
    from rashomon.knowledge.gazetteer import EntryKind, open_gazetteer  # noqa: PLC0415 - opened only to draw maps

    known = _Known()
    try:
        layers = open_gazetteer().layers
    except KnowledgeError:
        return known
    for entry in (entry for layer in layers for entry in takewhile(_is_large, layer.entries())):
        if entry.kind is EntryKind.COUNTRY:
            known.countries.setdefault(entry.country, entry.name)
        elif entry.kind is EntryKind.PLACE:
            square = (math.floor(entry.lon), math.floor(entry.lat))
            known.squares.setdefault(square, []).append(Town(entry.name, entry.lat, entry.lon, entry.population))
    return known


def _is_large(entry: Entry) -> bool:
    return entry.population >= LEAST


def country_name(code: str) -> str:
    """Return a country's name for its ISO 3166-1 alpha-2 code; what is no known code stays as it is."""
    return _known().countries.get(code, code) if len(code) == 2 else code


def towns_within(box: Box, limit: int = 200) -> tuple[Town, ...]:
    """Return the towns in a box, the largest first, at most `limit`; none where there is no gazetteer."""
    squares = _known().squares
    columns = range(math.floor(box.west), math.floor(box.east) + 1)
    rows = range(math.floor(box.south), math.floor(box.north) + 1)
    found = [
        town
        for column in columns
        for row in rows
        for town in squares.get((column, row), ())
        if box.holds((town.longitude, town.latitude))
    ]
    return tuple(sorted(found, key=lambda town: (-town.population, town.name, town.longitude))[:limit])
