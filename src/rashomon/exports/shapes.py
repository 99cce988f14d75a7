"""Events as shapes: a point only where the place is known to a kilometre, else the area that the words allow.

Shapes follow RFC 7946: longitude first in WGS 84, outer rings counterclockwise, areas that cross the antimeridian
cut in two there, boxes whose west lies east of their east where they cross it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rashomon.domain import Event, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PIN_KM = 1.0
"""No bare pin is drawn where the radius is above this."""

CORNERS = 64
"""Corners of a circle: its polygon is nowhere more than 0.13 % of the radius inside it."""

_PLACES = 5
"""Decimals of degrees: 1 m, finer than any claim."""


def shape_of(event: Event) -> BaseGeometry | None:
    """Return an event's shape, or None where it has no coordinates."""
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    from shapely.geometry import Point  # noqa: PLC0415 - shapes are loaded only where there are some

    if place.geometry is None or place.geometry.radius_km <= PIN_KM:
        return Point(round(_within(place.lon), _PLACES), round(place.lat, _PLACES))
    return _area(place)


def mapping_of(shape: BaseGeometry) -> dict[str, Any]:
    """Return a shape as a GeoJSON geometry, its coordinates rounded to a metre."""
    from shapely.geometry import mapping  # noqa: PLC0415

    plain: dict[str, Any] = mapping(shape)
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def box_of(shapes: Iterable[BaseGeometry]) -> list[float] | None:
    """Return west, south, east, north around shapes, by the shorter way round the earth; None for no shapes."""
    parts = [part.bounds for shape in shapes for part in _parts(shape)]
    if not parts:
        return None
    south, north = min(part[1] for part in parts), max(part[3] for part in parts)
    west, east = _shorter_way([(part[0], part[2]) for part in parts])
    return [round(each, _PLACES) for each in (west, south, east, north)]


def circle(lat: float, lon: float, radius_km: float) -> list[tuple[float, float]]:
    """Return the corners of a circle on the ellipsoid, counterclockwise, closed; longitudes may pass 180."""
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415

    corners = []
    for step in range(CORNERS):
        end = Geodesic.WGS84.Direct(lat, lon, -360.0 * step / CORNERS, radius_km * 1000)
        corners.append((lon + (end["lon2"] - lon + 180) % 360 - 180, end["lat2"]))
    return [*corners, corners[0]]


def _area(place: Place) -> BaseGeometry:
    from shapely import from_wkt, get_type_id  # noqa: PLC0415
    from shapely.geometry import Polygon  # noqa: PLC0415

    geometry = place.geometry
    if geometry is None:
        raise ValueError(f"{place.name!r} has no geometry")
    shape = from_wkt(geometry.wkt)
    if get_type_id(shape) == 0:
        shape = Polygon(circle(geometry.lat, geometry.lon, geometry.radius_km))
    return _cut(shape)


def _cut(shape: BaseGeometry) -> BaseGeometry:
    """Turn rings the right way and cut what crosses the antimeridian into parts on either side."""
    from shapely import make_valid, transform  # noqa: PLC0415
    from shapely.affinity import translate  # noqa: PLC0415
    from shapely.geometry import MultiPolygon, box  # noqa: PLC0415
    from shapely.geometry.polygon import orient  # noqa: PLC0415

    west, _, east, _ = shape.bounds
    if east - west > 180:  # its corners jump from one side to the other: count them on beyond 180
        shape = transform(shape, lambda points: [(lon % 360, lat) for lon, lat in points])
    shape = make_valid(shape)
    polygons = []
    for turns in (-360, 0, 360):
        inside = shape.intersection(box(-180 - turns, -90, 180 - turns, 90))
        polygons += [
            translate(part, xoff=turns) for part in _parts(inside) if part.geom_type == "Polygon" and part.area
        ]
    if not polygons:
        return shape
    turned = [orient(part, 1.0) for part in polygons]
    return turned[0] if len(turned) == 1 else MultiPolygon(turned)


def _parts(shape: BaseGeometry) -> list[BaseGeometry]:
    return list(getattr(shape, "geoms", [shape]))


def _shorter_way(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return west and east of the spans by leaving out the widest gap between them on the circle."""
    ordered = sorted(spans)
    west, reach = ordered[0][0], ordered[0][1]
    gaps = []
    for start, end in ordered[1:]:
        if start > reach:
            gaps.append((start - reach, reach, start))
        reach = max(reach, end)
    across = (west + 360 - reach, reach, west)
    _, east, first = max([across, *gaps])
    return first, east


def _rounded(value: Any) -> Any:
    if isinstance(value, (int, float)):
        return round(float(value), _PLACES)
    return [_rounded(each) for each in value]


def _within(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180
