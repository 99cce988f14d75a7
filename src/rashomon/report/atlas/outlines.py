"""The outlines that `outlines.json` holds; PROVENANCE.md says where they come from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashomon.errors import KnowledgeError
from rashomon.report.atlas.projection import Box

CREDIT = "Outlines: Natural Earth 1:50 million, borders as its editors see them on the ground. Borders are claims, too."

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's name and rings of (longitude, latitude) in degrees; holes are rings as well."""

    name: str
    rings: tuple[tuple[Point, ...], ...]
    boxes: tuple[Box, ...]


@cache
def _countries() -> tuple[Country, ...]:
    path = Path(__file__).parent / "outlines.json"
    try:
        plain = json.loads(path.read_text("utf-8"))
        arcs = [_arc(steps, plain["scale"]) for steps in plain["arcs"]]
        return tuple(_country(name, [_ring(ring, arcs) for ring in rings]) for name, rings in plain["countries"])
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise KnowledgeError(str(path), f"the outlines cannot be read ({error})", "install the package anew") from error


def countries_within(box: Box) -> tuple[Country, ...]:
    """Return the countries of which some ring's box meets this one, with those rings alone.

    Raises KnowledgeError when the outlines cannot be read.
    """
    found = []
    for country in _countries():
        near = [index for index, each in enumerate(country.boxes) if each.meets(box)]
        if near:
            rings = tuple(country.rings[index] for index in near)
            found.append(Country(name=country.name, rings=rings, boxes=tuple(country.boxes[index] for index in near)))
    return tuple(found)


def _arc(steps: Sequence[int], scale: int) -> list[Point]:
    x = y = 0
    points: list[Point] = []
    for index in range(0, len(steps), 2):
        x, y = x + steps[index], y + steps[index + 1]
        points.append((x / scale, y / scale))
    return points


def _ring(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> tuple[Point, ...]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[-1 - number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def _country(name: str, rings: Sequence[tuple[Point, ...]]) -> Country:
    kept = tuple(ring for ring in rings if len(ring) > 3)
    return Country(name=name, rings=kept, boxes=tuple(Box.around(ring) for ring in kept))
