"""Areas: each holds its own centre where it should, and its radius reaches every point of it."""

from __future__ import annotations

import math

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import PlaceRelation
from rashomon.knowledge.gazetteer import Entry, EntryKind, Gazetteer
from rashomon.knowledge.gazetteer.relations import RelationMatch
from rashomon.knowledge.gazetteer.shapes import decode_shape, encode_shape
from rashomon.resolve.geometry import draw_place
from rashomon.resolve.place_scoring import haversine_km
from rashomon.resolve.shapes import as_geometry, cut_half, draw_circle, draw_corridor, draw_sector, draw_side, point_at

LATITUDES = st.floats(-65, 65)
LONGITUDES = st.floats(-170, 170)
BEARINGS = st.floats(0, 359)


def town(lat, lon, population=10_000):
    return Entry(id="1", name="Town", kind=EntryKind.PLACE, lat=lat, lon=lon, country="SY", population=population)


def reaches(geometry):
    shape = shapely.from_wkt(geometry.wkt)
    points = shapely.get_coordinates(shape)
    return max(haversine_km(geometry.lat, geometry.lon, lat, lon) for lon, lat in points)


RELATIONS = st.sampled_from(
    [PlaceRelation.IN, PlaceRelation.NEAR, PlaceRelation.DIRECTION, PlaceRelation.OUTSKIRTS, PlaceRelation.COUNTRYSIDE,
     PlaceRelation.PART, PlaceRelation.AROUND]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(LATITUDES, LONGITUDES, RELATIONS, BEARINGS, st.one_of(st.none(), st.floats(1, 80)))
def test_the_radius_covers_the_area(lat, lon, relation, direction, distance):
    phrase = RelationMatch(start=0, end=4, relation=relation, direction=direction, distance_km=distance, slack_km=1.0)
    drawing = draw_place(town(lat, lon), phrase, Gazetteer([]))
    assert reaches(drawing.geometry) <= drawing.geometry.radius_km + 0.02
    assert 1 <= drawing.acled <= 3
    assert 1 <= drawing.ucdp <= 7
    assert shapely.from_wkt(drawing.geometry.wkt).is_valid


@settings(max_examples=60, deadline=None)
@given(LATITUDES, LONGITUDES, BEARINGS, st.floats(2, 60))
def test_a_sector_holds_the_point_that_the_page_describes(lat, lon, direction, distance):
    there = point_at(lat, lon, direction, distance)
    sector = draw_sector(lat, lon, (direction - 22.5, direction + 22.5), (distance - 1, distance + 1))
    assert sector.contains(shapely.Point(there[1], there[0]))


@settings(max_examples=40, deadline=None)
@given(LATITUDES, LONGITUDES, st.floats(1, 50))
def test_a_circle_is_as_wide_as_it_says(lat, lon, radius):
    circle = draw_circle(lat, lon, radius)
    far = [haversine_km(lat, lon, y, x) for x, y in circle.exterior.coords]
    assert math.isclose(min(far), radius, rel_tol=0.01)
    assert math.isclose(max(far), radius, rel_tol=0.01)


@settings(max_examples=40, deadline=None)
@given(LATITUDES, LONGITUDES, BEARINGS)
def test_a_half_lies_towards_its_bearing(lat, lon, bearing):
    circle = draw_circle(lat, lon, 20)
    half = cut_half(circle, bearing)
    assert math.isclose(half.area / circle.area, 0.5, abs_tol=0.05)
    ahead = point_at(lat, lon, bearing, 10)
    behind = point_at(lat, lon, bearing + 180, 10)
    assert half.contains(shapely.Point(ahead[1], ahead[0]))
    assert not half.contains(shapely.Point(behind[1], behind[0]))


def test_the_side_of_a_river_does_not_depend_on_the_direction_of_its_line():
    river = shapely.LineString([(40, 36), (40.2, 35.5), (40.1, 35)])
    for line in (river, river.reverse()):
        west, east = draw_side(line, 270, 5), draw_side(line, 90, 5)
        assert west.centroid.x < east.centroid.x


def test_a_corridor_holds_both_ends():
    corridor = draw_corridor([(38.9, 34.9), (40.1, 35.3)], 5)
    assert corridor.contains(shapely.Point(38.9, 34.9))
    assert corridor.contains(shapely.Point(40.1, 35.3))
    geometry = as_geometry(corridor, "corridor", "test/1")
    assert 55 < geometry.radius_km < 75


def test_near_a_city_reaches_farther_than_near_a_town():
    phrase = RelationMatch(start=0, end=4, relation=PlaceRelation.NEAR)
    small = draw_place(town(35, 38, 4_000), phrase, Gazetteer([])).geometry
    large = draw_place(town(35, 38, 400_000), phrase, Gazetteer([])).geometry
    assert (round(small.radius_km), round(large.radius_km)) == (5, 10)
    assert (small.rule, large.rule) == ("near-town/1", "near-city/1")


def test_an_outline_survives_being_packed():
    ring = shapely.Polygon(
        [(38, 35), (39, 35.5), (38.7, 36), (38.1, 35.9)], [[(38.4, 35.4), (38.6, 35.5), (38.5, 35.6)]]
    )
    line = shapely.LineString([(38, 35), (39, 35.51)])
    assert decode_shape(encode_shape(ring)).equals_exact(ring, 0.01)
    assert decode_shape(encode_shape(line)).equals_exact(line, 0.01)
