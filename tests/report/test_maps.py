"""Maps say no more than their sources: areas instead of pins, rivals side by side, all of it on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rashomon.domain import BlockKind, Event, Geometry, Place
from rashomon.report.atlas import Box, Projection, clip_ring, countries_within
from rashomon.report.atlas.compile import compile_outlines
from rashomon.report.atlas.towns import towns_within
from rashomon.report.labels import LabelRoom, inside
from rashomon.report.maps import event_map, overview_map

Make = dict[str, Callable[..., Any]]


def one_event(make: Make, radius: float, **more: Any) -> tuple[Event, list[Any], Place]:
    page = make["document"]("a", [(BlockKind.TITLE, "T"), (BlockKind.BODY, "Nine died near Ansongo.")])
    place = make["place"](page, "near Ansongo", "Ansongo", radius=radius, **more)
    claim = make["claim"](page, "Nine died near Ansongo", places=(place,))
    event = Event(
        id="evt_1", title="E", deed=None, place=place, when=None, claim_ids=(claim.id,), document_ids=(page.id,)
    )
    return event, [claim], place


@pytest.mark.parametrize(("radius", "pin"), [(0.4, True), (1.0, True), (1.1, False), (5.0, False), (60.0, False)])
def test_no_pin_where_the_radius_is_above_a_kilometre(make: Make, radius: float, pin: bool) -> None:
    event, claims, _ = one_event(make, radius)
    drawing = event_map(event, claims)
    assert drawing is not None
    (area,) = drawing.areas
    assert area.pin is pin
    assert (area.note == "") is pin


def test_area_is_drawn_to_scale(make: Make) -> None:
    event, claims, _ = one_event(make, 20.0)
    drawing = event_map(event, claims)
    assert drawing is not None
    assert drawing.areas[0].radius == pytest.approx(20 * drawing.scale_units / drawing.scale_km, abs=0.3)


def test_rival_places_stand_side_by_side(make: Make) -> None:
    event, claims, place = one_event(make, 5.0)
    other = replace(
        place,
        resolved_name="Menaka",
        lat=15.9,
        lon=2.4,
        geometry=Geometry(kind="circle", wkt="POINT (2.4 15.9)", lat=15.9, lon=2.4, radius_km=5.0, rule="near/1"),
    )
    rival = claims[0].with_changes(places=(other,))
    drawing = event_map(event, [*claims, rival])
    assert drawing is not None
    assert {area.label for area in drawing.areas} == {"near Ansongo", "near Menaka"}
    assert all(0 < area.x < drawing.width and 0 < area.y < drawing.height for area in drawing.areas)


def test_no_town_is_named_twice(make: Make) -> None:
    event, claims, place = one_event(make, 5.0)
    gao = replace(place, role="admin", resolved_name="Gao", name="Gao", lat=16.27, lon=-0.04, geometry=None)
    drawing = event_map(event, [claims[0].with_changes(places=(place, gao))])
    assert drawing is not None
    names = [spot.label for spot in drawing.spots]
    assert names.count("Gao") == 1
    assert len(names) == len(set(names))


def test_shapes_are_drawn_and_broken_ones_become_circles(make: Make) -> None:
    wedge = "POLYGON ((0.5 15.66, 0.9 15.9, 0.9 15.4, 0.5 15.66))"
    for wkt, drawn in [(wedge, True), ("POLYGON ((0.5", False), ("POLYGON EMPTY", False), ("nonsense", False)]:
        event, claims, place = one_event(make, 40.0)
        shaped = replace(place, geometry=Geometry(kind="x", wkt=wkt, lat=15.66, lon=0.5, radius_km=40.0, rule="r/1"))
        drawing = event_map(replace(event, place=shaped), [claims[0].with_changes(places=(shaped,))])
        assert drawing is not None
        assert bool(drawing.areas[0].shape) is drawn


def test_unlocated_events_have_no_map(make: Make) -> None:
    event, claims, _ = one_event(make, 5.0)
    bare = claims[0].with_changes(places=())
    assert event_map(replace(event, place=None), [bare]) is None
    assert overview_map([(1, replace(event, place=None))]) is None


def test_events_at_one_spot_share_a_ring(make: Make) -> None:
    event, _, _ = one_event(make, 5.0)
    drawing = overview_map([(1, event), (2, replace(event, id="evt_2", title="F"))])
    assert drawing is not None
    assert [(area.tag, area.note) for area in drawing.areas] == [("1, 2", "1: E; 2: F")]


def test_outlines_know_where_countries_are() -> None:
    found = {country.name: country for country in countries_within(Box(0.4, 15.6, 0.6, 15.7))}
    assert "Mali" in found
    assert any(inside((0.5, 15.66), [ring]) for ring in found["Mali"].rings)
    assert not any(
        inside((25.55, 14.13), [ring])
        for country in countries_within(Box(25, 14, 26, 15))
        if country.name == "Chad"
        for ring in country.rings
    )


def test_neighbours_share_their_border_after_simplifying() -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [0, 10]], [[0, 10], [10, 0], [0, -10], [-10, 0]], [[0, 0], [-10, 0], [0, 10], [10, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "East"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"name": "West"}},
                ]
            }
        },
    }
    outlines = compile_outlines(topology)
    assert outlines["arcs"][0] == [0, 0, 0, 1000]
    assert outlines["countries"] == [["East", [[0, 1]]], ["West", [[2, -1]]]]


degrees = st.floats(-60, 60, allow_nan=False)


@given(st.lists(st.tuples(degrees, degrees), min_size=3, max_size=12), degrees, degrees, st.floats(0.1, 50))
def test_a_clipped_ring_stays_in_its_box(
    ring: list[tuple[float, float]], west: float, south: float, size: float
) -> None:
    box = Box(west, south, west + size, south + size)
    for x, y in clip_ring(ring, box):
        assert box.west - 1e-6 <= x <= box.east + 1e-6
        assert box.south - 1e-6 <= y <= box.north + 1e-6


@given(degrees, degrees, st.floats(0.01, 20), st.floats(0.01, 20))
def test_a_projection_shows_all_of_its_box(west: float, south: float, wide: float, high: float) -> None:
    box = Box(west, south, west + wide, south + high)
    assume(box.north < 70)
    projection = Projection.fitting(box, 300, 200)
    for longitude, latitude in [(box.west, box.south), (box.east, box.north)]:
        x, y = projection.point(longitude, latitude)
        assert -0.2 <= x <= 300.2
        assert -0.2 <= y <= 200.2
    assert re.fullmatch(r"M[-\d.e ]+L[-\d.e L]+Z|", projection.path([[(west, south), (west + wide, south + high)]]))


@given(
    st.lists(st.tuples(st.text("abcdefgh", min_size=1, max_size=12), st.floats(0, 300), st.floats(0, 200)), max_size=25)
)
def test_names_never_run_into_each_other(names: list[tuple[str, float, float]]) -> None:
    room = LabelRoom(300, 200)
    for text, x, y in names:
        room.place(text, (x, y), 6)
    taken = room._taken
    for index, one in enumerate(taken):
        assert one.left >= 0
        assert one.right <= 300
        assert not any(one.meets(other) for other in taken[index + 1 :])


def test_towns_of_a_box_come_largest_first() -> None:
    towns = towns_within(Box(24.0, 13.0, 26.0, 15.0), limit=3)
    assert len(towns) == 3
    assert [town.population for town in towns] == sorted((town.population for town in towns), reverse=True)
    assert all(24 <= town.longitude <= 26 and 13 <= town.latitude <= 15 for town in towns)
    assert towns_within(Box(-40.0, -40.0, -39.0, -39.0)) == ()


def test_a_name_that_had_to_move_off_is_tied_to_its_area(make: Make) -> None:
    event, claims, place = one_event(make, 5.0)
    drawing = event_map(event, claims)
    assert drawing is not None
    assert drawing.areas[0].lead is None, "it stands beside its area"
    wide = make["place"](make["document"]("b", [(BlockKind.BODY, "At Ansongo.")]), "At Ansongo", "Ansongo", radius=28.0)
    claims = [claims[0].with_changes(places=(replace(place, role="where"), replace(wide, role="where")))]
    drawing = event_map(event, claims)
    assert drawing is not None
    moved = [area for area in drawing.areas if area.standing and abs(area.standing.drop) >= 15]
    assert moved, "two names cannot stand at one middle"
    for area in moved:
        assert area.lead is not None
        assert abs(area.lead[1] - (area.y + area.standing.drop)) <= 8  # type: ignore[union-attr]
