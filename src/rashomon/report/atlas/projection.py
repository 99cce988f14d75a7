"""A plain local projection, boxes in degrees, and rings cut at a box."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

KM_PER_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of 6371 km."""


@dataclass(frozen=True, slots=True)
class Box:
    """A window in degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Box:
        """Return the smallest box that holds these (longitude, latitude) points."""
        longitudes, latitudes = zip(*points, strict=True)
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))

    def meets(self, other: Box) -> bool:
        """Tell whether the two share a point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    def grown(self, share: float) -> Box:
        """Return the box with this share of its size added on each side."""
        wide, high = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(self.west - wide, self.south - high, self.east + wide, self.north + high)

    def holds(self, point: Point) -> bool:
        """Tell whether a (longitude, latitude) lies in it."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular, true to scale at the middle latitude of its box: good for a country or two.

    `width` and `height` are in the drawing's units; x goes right, y goes down.
    """

    box: Box
    width: float
    height: float

    @classmethod
    def fitting(cls, box: Box, width: float, height: float) -> Projection:
        """Return a projection that shows all of the box in a drawing of this size, north up."""
        squeeze = _squeeze(box)
        wide, high = (box.east - box.west) * squeeze, box.north - box.south
        scale = min(width / max(wide, 1e-6), height / max(high, 1e-6))
        more_wide, more_high = width / scale / squeeze / 2, height / scale / 2
        east, north = (box.west + box.east) / 2, (box.south + box.north) / 2
        return cls(Box(east - more_wide, north - more_high, east + more_wide, north + more_high), width, height)

    @property
    def units_per_km(self) -> float:
        """Drawing units a kilometre."""
        return self.height / ((self.box.north - self.box.south) * KM_PER_DEGREE)

    def point(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies on the drawing."""
        x = (longitude - self.box.west) / (self.box.east - self.box.west) * self.width
        y = (self.box.north - latitude) / (self.box.north - self.box.south) * self.height
        return round(x, 1), round(y, 1)

    def path(self, rings: Iterable[Sequence[Point]], *, closed: bool = True) -> str:
        """Return rings or lines as the `d` of an SVG path, points that fall together once."""
        parts = []
        for ring in rings:
            points = list(dict.fromkeys(self.point(*each) for each in ring))
            if len(points) > 1:
                parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + ("Z" if closed else ""))
        return "".join(parts)


def _squeeze(box: Box) -> float:
    return max(0.05, math.cos(math.radians((box.south + box.north) / 2)))


def box_around(latitude: float, longitude: float, km: float) -> Box:
    """Return the box that reaches this many kilometres from a point in each direction."""
    high = km / KM_PER_DEGREE
    wide = high / max(0.05, math.cos(math.radians(latitude)))
    return Box(longitude - wide, latitude - high, longitude + wide, latitude + high)


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a ring inside the box (Sutherland and Hodgman), its cut edges along the box."""
    edges: list[tuple[Callable[[Point], bool], int, float]] = [
        (lambda p: p[0] >= box.west, 0, box.west),
        (lambda p: p[0] <= box.east, 0, box.east),
        (lambda p: p[1] >= box.south, 1, box.south),
        (lambda p: p[1] <= box.north, 1, box.north),
    ]
    points = list(ring)
    for inside, axis, edge in edges:
        if not points:
            break
        points = _clip_side(points, inside, axis, edge)
    return points


def _clip_side(points: list[Point], inside: Callable[[Point], bool], axis: int, edge: float) -> list[Point]:
    kept: list[Point] = []
    before = points[-1]
    for here in points:
        if inside(here) != inside(before):
            kept.append(_crossing(before, here, axis, edge))
        if inside(here):
            kept.append(here)
        before = here
    return kept


def _crossing(one: Point, other: Point, axis: int, edge: float) -> Point:
    share = (edge - one[axis]) / (other[axis] - one[axis])
    across = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (edge, across) if axis == 0 else (across, edge)
