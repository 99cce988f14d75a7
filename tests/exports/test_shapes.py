"""Shapes follow RFC 7946: winding, the antimeridian, boxes; and GeoParquet says the same."""

import json
from dataclasses import replace

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import from_wkb
from shapely.geometry import LinearRing, Point, Polygon, shape

from rashomon.errors import OutputFailed
from rashomon.exports import export
from rashomon.exports.shapes import box_of, circle, mapping_of, shape_of
from tests.exports.test_exports import view  # noqa: F401 - a fixture
from tests.reconcile.test_reconcile import post

PAGE, CLAIMS = post()


def event_at(lat, lon, radius, wkt=None):
    from rashomon.reconcile import reconcile  # noqa: PLC0415

    (event,) = reconcile(CLAIMS, [PAGE])
    geometry = replace(event.place.geometry, lat=lat, lon=lon, radius_km=radius, wkt=wkt or f"POINT ({lon} {lat})")
    return replace(event, place=replace(event.place, lat=lat, lon=lon, geometry=geometry))


def rings(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


@settings(max_examples=60, deadline=None)
@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(1.5, 150))
def test_every_area_is_valid_within_the_world_and_turns_the_right_way(lat, lon, radius):
    drawn = shape_of(event_at(lat, lon, radius))
    plain = mapping_of(drawn)
    assert drawn.is_valid
    for ring in rings(plain):
        assert ring[0] == ring[-1]
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
        assert LinearRing(ring).is_ccw
    west, south, east, north = box_of([drawn])
    width = (east - west) % 360
    assert width < 120, "the box takes the short way round"
    assert south <= lat <= north
    assert (lon - west) % 360 <= width + 1e-4


@pytest.mark.parametrize("lon", [179.95, -179.95, 180.0])
def test_an_area_across_the_antimeridian_is_cut_there(lon):
    drawn = shape_of(event_at(-17.0, lon, 20.0))
    assert drawn.geom_type == "MultiPolygon"
    west, _, east, _ = box_of([drawn])
    assert west > east, "as RFC 7946 says of boxes that cross it"
    assert {part.bounds[0] == -180 or part.bounds[2] == 180 for part in drawn.geoms} == {True}


def test_an_area_whose_corners_jump_across_is_cut_too():
    drawn = shape_of(event_at(0, 180, 100, "POLYGON ((179 -1, -179 -1, -179 1, 179 1, 179 -1))"))
    assert drawn.area == pytest.approx(4.0)


def test_a_circle_is_as_wide_as_it_says_everywhere():
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415

    for lat in (0, 35, 66):
        for x, y in circle(lat, 10, 20):
            assert Geodesic.WGS84.Inverse(lat, 10, y, x)["s12"] == pytest.approx(20_000)
        assert Polygon(circle(lat, 10, 20)).contains(Point(10, lat))


def test_geojson_keeps_events_without_a_place_and_has_no_crs(view, tmp_path):  # noqa: F811
    (event,) = view.events
    nowhere = replace(event, id="evt_nowhere", place=None)
    (path,) = export("geojson", replace(view, events=(event, nowhere)), tmp_path / "out.geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert "crs" not in found
    assert [feature["geometry"] is None for feature in found["features"]] == [False, True]
    assert found["bbox"] == [38.0, 35.0, 38.0, 35.0]
    assert shape(found["features"][0]["geometry"]) == Point(38, 35)


def test_geoparquet_says_what_geojson_says(view, tmp_path):  # noqa: F811
    (event,) = view.events
    wide = replace(
        event, id="evt_wide", place=replace(event.place, geometry=replace(event.place.geometry, radius_km=10.0))
    )
    nowhere = replace(event, id="evt_nowhere", place=None)
    (path,) = export("geoparquet", replace(view, events=(event, wide, nowhere)), tmp_path / "out.parquet")
    table = pyarrow.parquet.read_table(path)
    geo = json.loads(table.schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], column["encoding"], column["orientation"]) == ("1.1.0", "WKB", "counterclockwise")
    assert column["geometry_types"] == ["Point", "Polygon"]
    point, area, none = table["geometry"].to_pylist()
    assert from_wkb(point) == Point(38, 35)
    assert from_wkb(area).exterior.is_ccw
    assert none is None
    assert json.loads(table.schema.metadata[b"rashomon"])["policy"] == "acled"
    assert table["low"].to_pylist()[0] == 3


def test_parquet_keeps_bounds_apart(view, tmp_path):  # noqa: F811
    (path,) = export("parquet", view, tmp_path / "out.parquet")
    rows = {row["claim"]: row for row in pyarrow.parquet.read_table(path).to_pylist()}
    assert set(rows) == set(view.claims)
    for key, claim in view.claims.items():
        assert [(figure["low"], figure["high"]) for figure in rows[key]["figures"]] == [
            (figure.low, figure.high) for figure in claim.figures
        ]
        assert view.documents[claim.document_id].text[rows[key]["start"] : rows[key]["end"]] == rows[key]["words"]


def test_without_pyarrow_one_line_says_how_to_get_it(view, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    for name in ("parquet", "geoparquet"):
        with pytest.raises(OutputFailed, match=r"pip install 'rashomon\[parquet\]'"):
            export(name, view, tmp_path / "out")
    assert not list(tmp_path.iterdir())
