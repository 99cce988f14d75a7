"""`rashomon actors`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rashomon.cli.actors import app


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return lambda *words: CliRunner().invoke(app, list(words))


def test_find_says_who_and_why(run) -> None:
    done = run("find", "the army", "--in", "sy", "--on", "2016-01-01")
    assert done.exit_code == 0
    assert "Syrian armed forces  (sy.military)" in done.stdout
    assert "against Islamic State" in done.stdout
    assert "on a page about SY" in done.stdout


def test_find_offers_near_names(run) -> None:
    assert "also sy.jaysh-al-izza" in run("find", "Izza").stdout
    assert run("find", "xyzzy").exit_code != 0


def test_find_in_json(run) -> None:
    assert '"id": "tr.pkk"' in run("find", "PKK", "--json").stdout


def test_added_actors_are_found_and_checked(run) -> None:
    added = run("add", "xx.lions", "Lions of Testland", "--kind", "Rebel group", "--country", "sy", "--alias", "LoT")
    assert added.exit_code == 0, added.output
    assert "(xx.lions)" in run("find", "Lions of Testland").stdout
    done = run("check")
    assert done.exit_code == 0
    assert "0 wrong" in done.stdout


def test_a_wrong_kind_is_refused(run) -> None:
    assert run("add", "xx.lions", "Lions", "--kind", "Heroes").exit_code != 0
    assert run("add", "xx.lions", "Lions", "--kind", "Rebel group", "--part-of", "xx.nobody").exit_code != 0
