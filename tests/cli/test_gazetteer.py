"""`rashomon gazetteer`: each command says what it found or did, and errors name what to do."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from rashomon.cli.gazetteer import app
from rashomon.errors import NotFound


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("RASHOMON_GAZETTEERS", str(tmp_path / "added"))
    runner = CliRunner()

    def invoke(*arguments):
        result = runner.invoke(app, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.output

    return invoke


def test_info_names_the_layers(run):
    assert "GeoNames" in run("info")
    assert json.loads(run("info", "--json").splitlines()[-1])["entries"] > 200_000


def test_find_shows_how_a_name_was_found(run):
    line = run("find", "Deir Ezzor", "--in", "sy").splitlines()[0]
    assert "Deir ez-Zor" in line
    assert "SY" in line
    entry = json.loads(run("find", "Halab", "--in", "SY", "--json").splitlines()[0])
    assert entry["entry"]["country"] == "SY"


def test_a_name_that_is_not_there_names_the_command_that_may_fill_it(run):
    with pytest.raises(NotFound, match="rashomon gazetteer update SY"):
        run("find", "Zqurblimarash", "--in", "SY")


def test_added_places_are_found_first(run, tmp_path):
    table = tmp_path / "ours.tsv"
    table.write_text("name\tlat\tlon\tcountry\nHoms\t34.7\t36.7\tSY\n", "utf-8")
    assert "1 place added" in run("add", str(table), "--name", "Our list")
    assert run("find", "Homs").splitlines()[0].endswith("Our list ours:2")
