"""Towns for orientation, from the gazetteer: a map of steppe with one ring on it tells nobody where that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rashomon.errors import KnowledgeError
from rashomon.report.atlas.projection import Box

LEAST = 4000
"""Inhabitants from which a town may serve for orientation."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name, degrees and inhabitants."""

    name: str
    latitude: float
    longitude: float
    population: int


@cache
def _towns() -> tuple[Town, ...]:
    from rashomon.knowledge.gazetteer import EntryKind, open_gazetteer  # noqa: PLC0415 - opened only to draw maps

    try:
        layer = open_gazetteer().layers[-1]
    except KnowledgeError:
        return ()
    found = []
    for entry in layer.entries():
        if entry.population < LEAST:
            break
        if entry.kind is EntryKind.PLACE:
            found.append(Town(entry.name, entry.lat, entry.lon, entry.population))
    return tuple(found)


def towns_within(box: Box, limit: int = 200) -> tuple[Town, ...]:
    """Return the towns in a box, the largest first; none where there is no gazetteer."""
    found: list[Town] = []
    for town in _towns():
        if box.west <= town.longitude <= box.east and box.south <= town.latitude <= box.north:
            found.append(town)
            if len(found) == limit:
                break
    return tuple(found)
