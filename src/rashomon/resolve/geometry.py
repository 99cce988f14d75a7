"""From a resolved name and the words about it to an area with a radius, and the precisions of ACLED and UCDP.

Each rule has a name and a version; distances are those of the field's rules: near a town 5 km and a city 10,
"N km west of X" a sector of 45 degrees as deep as the distance is vague, "west of X" a wedge of 90 degrees to 10 km,
countryside an area without its town, roads and intervals corridors, banks the side of a river by compass.
Precision codes follow the ACLED codebook (geo_precision) and the UCDP GED codebook (where_prec).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rashomon.domain import Geometry, PlaceRelation
from rashomon.knowledge.gazetteer import Entry, EntryKind, Gazetteer, simplify
from rashomon.knowledge.gazetteer.relations import RelationMatch
from rashomon.resolve.shapes import (
    KM_A_DEGREE,
    as_geometry,
    cut_half,
    draw_circle,
    draw_corridor,
    draw_hand,
    draw_sector,
    draw_side,
    from_plane,
    point_at,
    to_plane,
)

_CITY = 50_000
_SIZES = ((500_000, 8.0), (_CITY, 4.0), (5_000, 2.0), (0, 1.0))
_SETTLED = (EntryKind.PLACE, EntryKind.NEIGHBOURHOOD, EntryKind.FACILITY, EntryKind.ADMIN3)
_WIDE = (EntryKind.CONTINENT, EntryKind.COUNTRY)
_LINES = (EntryKind.RIVER, EntryKind.ROAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a phrase amounts to: an area (None where none can be drawn), whether its centre may be shown, codes."""

    geometry: Geometry | None
    pin: bool
    acled: int
    ucdp: int


def settlement_radius(entry: Entry) -> float:
    """Return the radius in kilometres that a settlement or facility fills, by population."""
    if entry.kind is EntryKind.FACILITY:
        return max(entry.radius_km, 1.0)
    return next(radius for least, radius in _SIZES if entry.population >= least)


def near_radius(entry: Entry) -> float:
    """Return how far "near" reaches from a settlement, in kilometres: a town 5, a city 10."""
    return 10.0 if entry.population >= _CITY else 5.0


def draw_place(
    entry: Entry,
    phrase: RelationMatch,
    gazetteer: Gazetteer,
    other: Entry | None = None,
    within: Entry | None = None,
) -> Drawing:
    """Return the area of a phrase about an entry.

    `other` is the second end of a road, interval or border; `within` the country that the page speaks of most, which
    cuts rivers that run through several.
    """
    relation = phrase.relation
    if relation is PlaceRelation.ACROSS:
        return _draw_across(entry, phrase.direction, gazetteer)
    if relation in (PlaceRelation.ALONG, PlaceRelation.BETWEEN):
        return _draw_way(entry, other, relation, gazetteer)
    if relation is PlaceRelation.BORDER:
        return _draw_border(entry, other or within, gazetteer)
    if entry.kind in _LINES:
        return _draw_at_line(entry, phrase, gazetteer, within)
    if entry.kind in _SETTLED:
        seat = _draw_about_seat(entry, phrase)
        return seat or _draw_at_settlement(entry, phrase, gazetteer)
    return _draw_at_area(entry, phrase, gazetteer)


def _draw_across(entry: Entry, direction: float | None, gazetteer: Gazetteer) -> Drawing:
    """Draw what "across X" or "throughout northern X" spreads over: an area, and never a point."""
    shape = gazetteer.shape(entry) if direction is not None else None
    if shape is None or direction is None:
        return Drawing(geometry=_area(entry, gazetteer), pin=False, acled=3, ucdp=_area_code(entry))
    half = cut_half(shape, direction)
    code = 5 if entry.kind in _WIDE else _area_code(entry)
    return Drawing(geometry=as_geometry(half, "half", "part-of-area/1"), pin=False, acled=3, ucdp=code)


def _draw_about_seat(entry: Entry, phrase: RelationMatch) -> Drawing | None:
    """Draw an area whose town alone is in the gazetteer ("Port Loko district"): 25 km about it, 60 for a province."""
    if not phrase.kinds or entry.kind in phrase.kinds or EntryKind.PLACE in phrase.kinds:
        return None
    wide = EntryKind.ADMIN1 in phrase.kinds
    if not wide and EntryKind.ADMIN2 not in phrase.kinds:
        return None
    circle = draw_circle(entry.lat, entry.lon, 60.0 if wide else 25.0)
    geometry = as_geometry(circle, "circle", "seat-for-area/1", (entry.lat, entry.lon))
    return Drawing(geometry=geometry, pin=True, acled=3 if wide else 2, ucdp=4 if wide else 3)


def _draw_at_settlement(entry: Entry, phrase: RelationMatch, gazetteer: Gazetteer) -> Drawing:
    lat, lon, size = entry.lat, entry.lon, settlement_radius(entry)
    relation = phrase.relation
    if phrase.distance_km is not None:
        return _draw_distance(entry, phrase)
    if relation is PlaceRelation.DIRECTION and phrase.direction is not None:
        wedge = draw_sector(lat, lon, (phrase.direction - 45, phrase.direction + 45), (0.0, 10.0))
        centre = point_at(lat, lon, phrase.direction, 5.0)
        return Drawing(geometry=as_geometry(wedge, "wedge", "direction/1", centre), pin=True, acled=2, ucdp=2)
    if relation in (PlaceRelation.NEAR, PlaceRelation.AROUND, PlaceRelation.DIRECTION):
        circle = draw_circle(lat, lon, near_radius(entry))
        rule = "near-city/1" if entry.population >= _CITY else "near-town/1"
        return Drawing(geometry=as_geometry(circle, "circle", rule, (lat, lon)), pin=True, acled=2, ucdp=2)
    if relation is PlaceRelation.OUTSKIRTS:
        ring = draw_sector(lat, lon, (0.0, 360.0), (0.6 * size, 1.5 * size + 1.0))
        if phrase.direction is not None:
            ring = draw_sector(lat, lon, (phrase.direction - 45, phrase.direction + 45), (0.6 * size, 1.5 * size + 1.0))
        middle = (lat, lon) if phrase.direction is None else None
        return Drawing(geometry=as_geometry(ring, "ring", "outskirts/1", middle), pin=True, acled=2, ucdp=2)
    if relation is PlaceRelation.COUNTRYSIDE:
        return _draw_countryside(entry, phrase.direction, gazetteer)
    circle = draw_circle(lat, lon, size)
    if relation is PlaceRelation.PART and phrase.direction is not None:
        half = cut_half(circle, phrase.direction)
        return Drawing(geometry=as_geometry(half, "half", "part-of-town/1"), pin=True, acled=1, ucdp=1)
    return Drawing(geometry=as_geometry(circle, "circle", "in-place/1", (lat, lon)), pin=True, acled=1, ucdp=1)


def _draw_distance(entry: Entry, phrase: RelationMatch) -> Drawing:
    distance = phrase.distance_km or 0.0
    slack = max(phrase.slack_km, 0.1)
    reach = (max(distance - slack, 0.0), distance + slack)
    code = 2 if reach[1] <= 25 + slack else 5
    if phrase.direction is None:
        ring = draw_sector(entry.lat, entry.lon, (0.0, 360.0), reach)
        geometry = as_geometry(ring, "ring", "distance/1", (entry.lat, entry.lon))
        return Drawing(geometry=geometry, pin=True, acled=2, ucdp=code)
    bearings = (phrase.direction - 22.5, phrase.direction + 22.5)
    sector = draw_sector(entry.lat, entry.lon, bearings, reach)
    centre = point_at(entry.lat, entry.lon, phrase.direction, distance)
    geometry = as_geometry(sector, "sector", "distance-direction/1", centre)
    return Drawing(geometry=geometry, pin=True, acled=2, ucdp=code)


def _draw_countryside(entry: Entry, direction: float | None, gazetteer: Gazetteer) -> Drawing:
    """Draw X's area without the town: its governorate or district of the same name, else 30 km about it."""
    area, code = _namesake_area(entry, gazetteer), 4
    if area is None:
        area, code = draw_circle(entry.lat, entry.lon, 30.0), 3
    outside = area.difference(draw_circle(entry.lat, entry.lon, settlement_radius(entry)))
    shape = cut_half(outside, direction) if direction is not None else outside
    if shape.is_empty:
        shape = outside
    return Drawing(geometry=as_geometry(shape, "area", "countryside/1"), pin=True, acled=2, ucdp=code)


def _namesake_area(entry: Entry, gazetteer: Gazetteer) -> Any | None:
    for area in gazetteer.areas(entry.admin1, entry.country) if entry.admin1 else ():
        if area.kind is EntryKind.ADMIN1 and simplify(area.name) == simplify(entry.admin1):
            shape = gazetteer.shape(area)
            same = simplify(area.name) == simplify(entry.name) or entry.name in gazetteer_names(area, gazetteer, entry)
            if shape is not None and same:
                return shape
    return None


def gazetteer_names(area: Entry, gazetteer: Gazetteer, entry: Entry) -> tuple[str, ...]:
    """Return the entry's name where it also finds the area (Ḩamāh and the governorate Hama), else nothing."""
    found = any(hit.id == area.id and hit.source == area.source for hit in gazetteer.find(entry.name))
    return (entry.name,) if found else ()


def _draw_at_area(entry: Entry, phrase: RelationMatch, gazetteer: Gazetteer) -> Drawing:
    acled, ucdp = _acled_code(entry), _area_code(entry)
    if phrase.direction is None and phrase.relation is not PlaceRelation.COUNTRYSIDE:
        return Drawing(geometry=_whole(entry, gazetteer), pin=entry.kind not in _WIDE, acled=acled, ucdp=ucdp)
    shape = gazetteer.shape(entry)
    if shape is None or shape.geom_type in ("LineString", "MultiLineString"):
        shape = draw_circle(entry.lat, entry.lon, max(entry.radius_km, 5.0))
    if phrase.relation is PlaceRelation.COUNTRYSIDE and entry.kind in (EntryKind.ADMIN1, EntryKind.ADMIN2):
        half = cut_half(shape, phrase.direction) if phrase.direction is not None else shape
        return Drawing(geometry=as_geometry(half, "area", "countryside/1"), pin=True, acled=2, ucdp=ucdp)
    if phrase.direction is not None and phrase.relation in (PlaceRelation.PART, PlaceRelation.OUTSKIRTS):
        half = cut_half(shape, phrase.direction)
        code = 5 if entry.kind in _WIDE else ucdp
        acled = 2 if entry.kind not in _WIDE else 3
        return Drawing(geometry=as_geometry(half, "half", "part-of-area/1"), pin=True, acled=acled, ucdp=code)
    if phrase.relation is PlaceRelation.DIRECTION and phrase.direction is not None:
        reach = entry.radius_km + (phrase.distance_km or 10.0)
        wedge = draw_sector(entry.lat, entry.lon, (phrase.direction - 45, phrase.direction + 45), (0.0, reach))
        outside = wedge.difference(shape)
        wedge = outside if not outside.is_empty else wedge
        return Drawing(geometry=as_geometry(wedge, "wedge", "beside-area/1"), pin=True, acled=3, ucdp=5)
    return Drawing(geometry=_whole(entry, gazetteer), pin=entry.kind not in _WIDE, acled=acled, ucdp=ucdp)


@lru_cache(maxsize=2048)
def _whole(entry: Entry, gazetteer: Gazetteer) -> Geometry:
    """Return an area as it is: page after page names the same countries and provinces, and outlines are long."""
    outline = gazetteer.shape(entry)
    centre = (entry.lat, entry.lon)
    if outline is not None and outline.geom_type not in ("LineString", "MultiLineString"):
        return as_geometry(outline, "area", "outline/1", centre)
    circle = draw_circle(entry.lat, entry.lon, max(entry.radius_km, 5.0))
    return as_geometry(circle, "area", "extent/1" if outline is None else "outline/1", centre)


def _draw_at_line(entry: Entry, phrase: RelationMatch, gazetteer: Gazetteer, within: Entry | None = None) -> Drawing:
    line = gazetteer.shape(entry)
    outline = gazetteer.shape(within) if within is not None and line is not None and not entry.country else None
    if line is not None and outline is not None:
        cut = line.intersection(outline)
        line = cut if not cut.is_empty else line
    if line is None:
        circle = draw_circle(entry.lat, entry.lon, max(entry.radius_km, 5.0))
        geometry = as_geometry(circle, "area", "extent/1", (entry.lat, entry.lon))
        return Drawing(geometry=geometry, pin=False, acled=3, ucdp=5)
    if phrase.hand is not None:
        side = draw_hand(line, phrase.hand, 5.0)
        return Drawing(geometry=as_geometry(side, "bank", "bank-downstream/1"), pin=False, acled=3, ucdp=5)
    sided = phrase.relation in (PlaceRelation.BANK, PlaceRelation.DIRECTION, PlaceRelation.PART)
    if sided and phrase.direction is not None:
        width = 5.0 if phrase.relation is PlaceRelation.BANK else 10.0
        side = draw_side(line, phrase.direction, width)
        return Drawing(geometry=as_geometry(side, "bank", "bank/1"), pin=False, acled=3, ucdp=5)
    lat = line.centroid.y
    strip = from_plane(to_plane(line, lat).buffer(3.0 / KM_A_DEGREE), lat)
    return Drawing(geometry=as_geometry(strip, "corridor", "course/1"), pin=False, acled=3, ucdp=5)


def _draw_way(entry: Entry, other: Entry | None, relation: PlaceRelation, gazetteer: Gazetteer) -> Drawing:
    if other is None:
        if entry.kind in _LINES:
            return _draw_at_line(entry, RelationMatch(start=0, end=1), gazetteer)
        radius = 4 * near_radius(entry) if entry.kind in _SETTLED else max(entry.radius_km, 20.0)
        circle = draw_circle(entry.lat, entry.lon, radius)
        geometry = as_geometry(circle, "circle", "one-end/1", (entry.lat, entry.lon))
        return Drawing(geometry=geometry, pin=True, acled=2, ucdp=5)
    points = [(entry.lon, entry.lat), (other.lon, other.lat)]
    from rashomon.resolve.place_scoring import distance_km  # noqa: PLC0415

    length = distance_km(entry, other)
    if length < 0.1:
        circle = draw_circle(entry.lat, entry.lon, near_radius(entry))
        return Drawing(geometry=as_geometry(circle, "circle", "near-town/1"), pin=True, acled=2, ucdp=2)
    along = relation is PlaceRelation.ALONG
    width = max(3.0, 0.06 * length) if along else max(5.0, 0.12 * length)
    corridor = draw_corridor(points, width)
    rule = "along-road/1" if along else "between/1"
    code = 2 if length <= 25 else 5
    return Drawing(geometry=as_geometry(corridor, "corridor", rule), pin=length <= 50, acled=2, ucdp=code)


def _draw_border(entry: Entry, other: Entry | None, gazetteer: Gazetteer) -> Drawing:
    """Draw 10 km to both sides of a border, by the outlines of the gazetteer's source (named in the rule)."""
    mine = gazetteer.shape(entry)
    if mine is None:
        return _draw_at_area(entry, RelationMatch(start=0, end=1), gazetteer)
    lat = entry.lat
    edge = to_plane(mine, lat).boundary
    theirs = gazetteer.shape(other) if other is not None else None
    if theirs is not None:
        shared = edge.intersection(to_plane(theirs, lat).buffer(0.08))
        edge = shared if not shared.is_empty else edge
    strip = from_plane(edge.buffer(10.0 / KM_A_DEGREE), lat)
    code = 5 if entry.kind in _WIDE else 4
    return Drawing(geometry=as_geometry(strip, "corridor", "border-natural-earth/1"), pin=False, acled=3, ucdp=code)


def _area(entry: Entry, gazetteer: Gazetteer) -> Geometry:
    return _draw_at_area(entry, RelationMatch(start=0, end=1), gazetteer).geometry or as_geometry(
        draw_circle(entry.lat, entry.lon, max(entry.radius_km, 5.0)), "area", "extent/1"
    )


def _acled_code(entry: Entry) -> int:
    if entry.kind is EntryKind.ADMIN2:
        return 2
    return 2 if entry.radius_km <= 25 and entry.kind not in (EntryKind.ADMIN1, *_WIDE) else 3


def _area_code(entry: Entry) -> int:
    codes = {EntryKind.ADMIN2: 3, EntryKind.ADMIN1: 4, EntryKind.COUNTRY: 6, EntryKind.CONTINENT: 6, EntryKind.SEA: 7}
    if entry.kind in codes:
        return codes[entry.kind]
    if entry.kind in _SETTLED:
        return 1
    return 2 if entry.radius_km <= 25 else 5
