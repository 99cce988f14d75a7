"""Draws circles, sectors, corridors and halves in WGS 84. Longitude first in coordinates, distances in kilometres.

Points at a distance are geodesic (geographiclib); clipping and buffers are done in a local plane scaled by the
cosine of the latitude, whose error below 300 km stays under a few per cent and is covered by the radius.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rashomon.domain import Geometry

KM_A_DEGREE = 111.195
_ELLIPSOID = 1.0057
"""A great circle on the sphere is at most this much shorter than the geodesic."""
_STEPS = 32


def point_at(lat: float, lon: float, bearing: float, distance_km: float) -> tuple[float, float]:
    """Return (lat, lon) of the point at a bearing in degrees and a distance in kilometres."""
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415 - loaded at the first drawing

    end = Geodesic.WGS84.Direct(lat, lon, bearing, distance_km * 1000)
    return end["lat2"], end["lon2"]


def draw_circle(lat: float, lon: float, radius_km: float) -> Any:
    """Return the polygon of a circle."""
    return draw_sector(lat, lon, (0.0, 360.0), (0.0, radius_km))


@lru_cache(maxsize=4096)
def draw_sector(lat: float, lon: float, bearings: tuple[float, float], reach_km: tuple[float, float]) -> Any:
    """Return a sector between two bearings (degrees, clockwise) and two distances; 360 degrees give a ring."""
    from shapely.geometry import Polygon  # noqa: PLC0415 - loaded at the first drawing

    start, end = bearings
    whole = end - start >= 360
    count = max(int(_STEPS * (end - start) / 360), 6)
    angles = [start + (end - start) * step / count for step in range(count if whole else count + 1)]
    outer = [_lon_lat(lat, lon, angle, reach_km[1]) for angle in angles]
    if whole:
        hole = [_lon_lat(lat, lon, angle, reach_km[0]) for angle in angles] if reach_km[0] > 0 else None
        return Polygon(outer, [hole] if hole else None)
    inner = [_lon_lat(lat, lon, angle, reach_km[0]) for angle in reversed(angles)] if reach_km[0] > 0 else [(lon, lat)]
    return Polygon([*outer, *inner])


def _lon_lat(lat: float, lon: float, bearing: float, distance_km: float) -> tuple[float, float]:
    there = point_at(lat, lon, bearing, distance_km)
    return there[1], there[0]


def to_plane(shape: Any, lat: float) -> Any:
    """Return a shape with longitudes shrunk by the cosine of `lat`, so that degrees are alike in both directions."""
    from shapely.affinity import scale  # noqa: PLC0415

    return scale(shape, math.cos(math.radians(lat)), 1.0, origin=(0, 0))


def from_plane(shape: Any, lat: float) -> Any:
    """Undo `to_plane`."""
    from shapely.affinity import scale  # noqa: PLC0415

    return scale(shape, 1.0 / math.cos(math.radians(lat)), 1.0, origin=(0, 0))


def draw_corridor(points: Sequence[tuple[float, float]], width_km: float) -> Any:
    """Return a corridor of `width_km` to both sides of a line of (lon, lat) points."""
    from shapely.geometry import LineString  # noqa: PLC0415

    lat = sum(point[1] for point in points) / len(points)
    line = to_plane(LineString(points), lat)
    return from_plane(line.buffer(width_km / KM_A_DEGREE), lat)


def draw_side(line: Any, bearing: float, width_km: float) -> Any:
    """Return the strip of `width_km` on the side of a line that lies towards a bearing.

    The side is chosen by compass, whatever the direction in which the line was written down.
    """
    lat = line.centroid.y
    flat = to_plane(line, lat)
    parts = []
    for part in getattr(flat, "geoms", (flat,)):
        sides = [part.buffer(sign * width_km / KM_A_DEGREE, single_sided=True) for sign in (1, -1)]
        east, north = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))
        middle = part.centroid
        parts.append(
            max(sides, key=lambda side: (side.centroid.x - middle.x) * east + (side.centroid.y - middle.y) * north)
        )
    from shapely.ops import unary_union  # noqa: PLC0415

    return from_plane(unary_union(parts), lat)


def draw_hand(line: Any, hand: str, width_km: float) -> Any:
    """Return the strip of `width_km` on the "left" or "right" of a line as it runs: courses are kept downstream."""
    from shapely.ops import unary_union  # noqa: PLC0415

    lat = line.centroid.y
    flat = to_plane(line, lat)
    width = width_km / KM_A_DEGREE * (1 if hand == "left" else -1)
    parts = [part.buffer(width, single_sided=True) for part in getattr(flat, "geoms", (flat,))]
    return from_plane(unary_union(parts), lat)


def cut_half(shape: Any, bearing: float) -> Any:
    """Return the half of an area that lies towards a bearing from its centroid."""
    from shapely.geometry import Polygon  # noqa: PLC0415

    lat = shape.centroid.y
    flat = to_plane(shape, lat)
    centre = flat.centroid
    reach = 4 * max(flat.bounds[2] - flat.bounds[0], flat.bounds[3] - flat.bounds[1], 0.1)
    angle = math.radians(bearing)
    ahead, aside = (math.sin(angle), math.cos(angle)), (math.cos(angle), -math.sin(angle))
    corners = [
        (centre.x + reach * (a * aside[0] + b * ahead[0]), centre.y + reach * (a * aside[1] + b * ahead[1]))
        for a, b in ((-1, 0), (-1, 1), (1, 1), (1, 0))
    ]
    return from_plane(flat.intersection(Polygon(corners)), lat)


def as_geometry(shape: Any, kind: str, rule: str, centre: tuple[float, float] | None = None) -> Geometry:
    """Return the domain's geometry; `centre` is (lat, lon), else a point inside the shape nearest to its middle.

    The radius reaches from the centre to the farthest vertex.
    """
    if centre is None:
        middle = shape.centroid
        if not shape.covers(middle):
            middle = shape.representative_point()
        centre = (middle.y, middle.x)
    radius = max((_reach(centre, point) for point in vertices(shape)), default=0.0)
    return Geometry(
        kind=kind,
        wkt=_wkt(shape),
        lat=round(centre[0], 5),
        lon=round(centre[1], 5),
        radius_km=math.ceil(radius * _ELLIPSOID * 100 + 2) / 100,
        rule=rule,
    )


def _reach(centre: tuple[float, float], point: tuple[float, ...]) -> float:
    from rashomon.resolve.place_scoring import haversine_km  # noqa: PLC0415

    return haversine_km(centre[0], centre[1], point[1], point[0])


def vertices(shape: Any) -> list[tuple[float, ...]]:
    """Return all vertices of a shape as (lon, lat)."""
    if hasattr(shape, "geoms"):
        return [point for part in shape.geoms for point in vertices(part)]
    if shape.geom_type == "Polygon":
        return list(shape.exterior.coords)
    return list(shape.coords)


def _wkt(shape: Any) -> str:
    import shapely  # noqa: PLC0415

    return str(shapely.to_wkt(shape, rounding_precision=4, trim=True))
