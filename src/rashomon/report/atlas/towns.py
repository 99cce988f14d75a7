"""Towns for orientation, from the gazetteer: a map of steppe with one ring on it tells nobody where that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from rashomon.errors import KnowledgeError
from rashomon.report.atlas.projection import Box

if TYPE_CHECKING:
    from rashomon.knowledge.gazetteer import Entry

LEAST = 4000
"""Inhabitants from which a town may serve for orientation."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name, degrees and inhabitants."""

    name: str
    latitude: float
    longitude: float
    population: int


def _is_large(entry: Entry) -> bool:
    return entry.population >= LEAST


@cache
def _towns() -> dict[tuple[int, int], tuple[Town, ...]]:
    """Return the towns by whole degrees of longitude and latitude, the largest first in each square."""
    from rashomon.knowledge.gazetteer import EntryKind, open_gazetteer  # noqa: PLC0415 - opened only to draw maps

    try:
        layers = open_gazetteer().layers
    except KnowledgeError:
        return {}
    squares: dict[tuple[int, int], list[Town]] = {}
    for entry in (entry for layer in layers for entry in takewhile(_is_large, layer.entries())):
        if entry.kind is EntryKind.PLACE:
            town = Town(entry.name, entry.lat, entry.lon, entry.population)
            squares.setdefault((math.floor(entry.lon), math.floor(entry.lat)), []).append(town)
    return {square: tuple(towns) for square, towns in squares.items()}


def towns_within(box: Box, limit: int = 200) -> tuple[Town, ...]:
    """Return the towns in a box, the largest first, at most `limit`; none where there is no gazetteer."""
    squares = _towns()
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
