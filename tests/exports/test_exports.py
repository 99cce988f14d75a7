import csv
import io
import json
from datetime import UTC, datetime

import pytest

from rashomon.domain import Claim, Document, Interest
from rashomon.domain.serial import from_plain
from rashomon.errors import NotFound, OutputFailed
from rashomon.exports import FORMATS, ExportView, export
from rashomon.exports.acled import COLUMNS as ACLED
from rashomon.exports.acled import _divided
from rashomon.exports.formats import _inert
from rashomon.reconcile import reconcile
from tests.reconcile.test_reconcile import herald, post


@pytest.fixture
def view():
    tellings = [post(), herald()]
    documents = [page for page, _ in tellings]
    claims = [claim for _, told in tellings for claim in told]
    events = reconcile(claims, documents, find_interest=lambda *_: Interest.THIRD_PARTY)
    return ExportView(
        events=events,
        claims={claim.id: claim for claim in claims},
        documents={page.id: page for page in documents},
        policy="acled",
        version="0.0",
        made_at=datetime(2024, 5, 9, tzinfo=UTC),
    )


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_acled_shape(view, tmp_path):
    path, about = export("acled", view, tmp_path / "out.csv")
    (row,) = rows(path.read_text(encoding="utf-8"))
    assert tuple(row) == ACLED
    assert row["event_date"] == "06 May 2024"
    assert row["fatalities"] == "3", "the lowest of 12 and 3"
    assert (row["latitude"], row["longitude"]) == ("35.0000", "38.0000")
    assert row["event_id_cnty"].startswith("RSH-")
    assert "12 rebels were killed" in row["notes"]
    assert "Policy acled" in row["notes"]
    assert json.loads(about.read_text())["policy"] == "acled"


@pytest.mark.parametrize(
    ("total", "days", "shares"), [(7, 3, [3, 2, 2]), (6, 3, [2, 2, 2]), (0, 2, [0, 0]), (None, 2, [None, None])]
)
def test_a_total_is_divided_with_the_remainder_to_the_first_day(total, days, shares):
    assert _divided(total, days) == shares


def test_ged_shape(view, tmp_path):
    path, _ = export("ged", view, tmp_path / "out.csv")
    (row,) = rows(path.read_text(encoding="utf-8"))
    assert len(row) == 49
    assert (row["date_start"], row["date_prec"], row["best"], row["high"]) == ("2024-05-06", "1", "3", "3")
    assert row["number_of_sources"] == str(len(view.events[0].roots))


def test_hxl_has_its_row_of_tags_second(view, tmp_path):
    path, _ = export("hxl", view, tmp_path / "out.csv")
    first, second = rows(path.read_text(encoding="utf-8"))
    assert first["date"] == "#date+occurred"
    assert first["killed_max"] == "#affected+killed+max"
    assert second["killed"] == "3"


def test_geojson_draws_a_point_only_where_the_place_is_known_to_a_kilometre(view, tmp_path):
    (path,) = export("geojson", view, tmp_path / "out.geojson")
    found = json.loads(path.read_text())
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [38.0, 35.0]}
    assert found["rashomon"]["policy"] == "acled"
    (event,) = view.events
    from dataclasses import replace  # noqa: PLC0415

    wide = replace(event, place=replace(event.place, geometry=replace(event.place.geometry, radius_km=10.0)))
    (path,) = export("geojson", replace(view, events=(wide,)), tmp_path / "wide.geojson")
    assert json.loads(path.read_text())["features"][0]["geometry"]["type"] == "Polygon"


def test_annotations_find_their_words_again(view, tmp_path):
    (path,) = export("webannotation", view, tmp_path / "out.json")
    items = json.loads(path.read_text())["first"]["items"]
    assert len(items) == len(view.claims)
    for item, claim in zip(items, view.claims.values(), strict=True):
        quote, position = item["target"]["selector"]
        text = view.documents[claim.document_id].text
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text


def test_json_lines_hold_everything(view, tmp_path):
    (path,) = export("jsonl", view, tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[0]["kind"] == "header"
    assert lines[0]["ledger"] == view.ledger_hash
    claims = [from_plain(Claim, line["value"]) for line in lines if line["kind"] == "claim"]
    pages = [from_plain(Document, line["value"]) for line in lines if line["kind"] == "document"]
    assert claims == list(view.claims.values())
    assert pages == list(view.documents.values())


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_names_its_policy_and_is_written_whole(name, view, tmp_path):
    written = export(name, view, tmp_path / "out")
    said = b"".join(path.read_bytes() for path in written).decode("utf-8", "replace")
    assert '"policy": "acled"' in said
    assert view.ledger_hash in said
    assert "Rashomon 0.0" in said
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in written}, "no half-written file is left"


def test_what_cannot_be_written_is_said_and_leaves_nothing(view, tmp_path):
    with pytest.raises(OutputFailed, match="cannot be written"):
        export("hxl", view, tmp_path / "nowhere" / "out.csv")
    with pytest.raises(NotFound, match="use one of"):
        export("pdf", view, tmp_path / "out.pdf")


@pytest.mark.parametrize(
    ("cell", "kept"), [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("-3.5", "-3.5"), ("-cmd", "'-cmd"), ("", ""), ("12", "12")]
)
def test_a_pages_words_never_run_as_a_formula(cell, kept):
    assert _inert(cell) == kept
