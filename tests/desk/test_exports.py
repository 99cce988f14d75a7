"""Exports from the desk are those of the command line, and only who may take them takes them."""

import csv
import io
import json
import zipfile

import pytest

from rashomon.desk.exports import files
from rashomon.exports import FORMATS as MADE
from rashomon.reconcile.policies import policies
from tests.desk.conftest import first_value


def test_the_page_offers_every_format_and_policy(client):
    html = client.get("/exports").text
    assert {each.name for each in files.FORMATS} == set(MADE)
    for name in MADE:
        assert f'name="format" value="{name}"' in html
    for name in policies():
        assert f'name="policy" value="{name}"' in html, name


def test_a_humans_value_is_in_the_file_and_the_folder_is_gone(client, monkeypatch):
    made = []

    def remembering(*args, **kwargs):
        made.append(files.make_file(*args, **kwargs))
        return made[-1]

    monkeypatch.setattr("rashomon.desk.exports.router.make_file", remembering)
    page, claim, subject = first_value(client)
    words = claim.figures[0].evidence.text
    client.form(f"/queue/{page}/edit", subject=subject, seen="", measure="killed", low="77", high="", words=words)
    answer = client.form("/exports", format="jsonl", policy="all")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert {"header", "document", "claim", "event", "verdict", "outcome"} <= {line["kind"] for line in lines}
    assert [line["value"]["by"] for line in lines if line["kind"] == "verdict"] == ["ana"]
    assert not made[0].parent.exists()
    table = client.form("/exports", format="table", policy="acled")
    with zipfile.ZipFile(io.BytesIO(table.content)) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith("table.csv")]
        assert {each.rpartition(".csv")[2] for each in archive.namelist()} >= {"", ".about.json"}
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8-sig")))
    assert len(rows) == client.state.ledger.count("claim")
    assert any("77" in value for row in rows for value in row.values())


def test_a_public_export_says_so_and_keeps_no_verdict(client):
    answer = client.form("/exports", format="geojson", policy="all", public="yes")
    assert "-public" in answer.headers["content-disposition"]
    assert "public, coarsened" in answer.text


@pytest.mark.parametrize("fields", [{"format": "../x"}, {"format": "table", "policy": "none"}])
def test_what_is_not_there_is_refused_on_the_page(client, fields):
    answer = client.form("/exports", **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_second_export_waits_for_the_first(client):
    with files._ONE_AT_A_TIME:
        answer = client.form("/exports", format="jsonl")
    assert answer.status_code == 422
    assert "another export is being made" in answer.text
    assert client.form("/exports", format="jsonl").status_code == 200


def test_in_a_team_reviewers_export_and_the_log_says_what(team):
    cem, rea, ada = team("cem"), team("rea"), team("ada")
    assert cem.get("/exports").status_code == 403
    assert cem.form("/exports", format="jsonl").status_code == 403
    assert "/exports" not in cem.get("/queue").text
    assert rea.form("/exports", format="acled", policy="acled", public="yes").status_code == 200
    assert "/exports?format=acled&amp;policy=acled&amp;public=yes" in ada.get("/team/log").text


def test_without_the_token_nothing_is_exported(client):
    assert client.post("/exports", data={"format": "jsonl"}).status_code == 403
