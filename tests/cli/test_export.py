"""`rashomon export` and `rashomon import` as a user meets them."""

import json

import pytest
from typer.testing import CliRunner

from rashomon.cli.program import app
from rashomon.errors import NotFound, OutputFailed
from rashomon.exports import FORMATS
from rashomon.ledger import Ledger
from rashomon.ledger.keeping import secret_of
from tests.cli.test_report import ledger  # noqa: F401 - a fixture

RUN = CliRunner()


def run(*arguments):
    done = RUN.invoke(app, [str(each) for each in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_can_be_written_by_its_name(name, ledger, tmp_path):  # noqa: F811
    assert f"Wrote {tmp_path / 'out'}" in run("export", name, tmp_path / "out", "--ledger", ledger, "--policy", "ucdp")
    assert name in run("export", "formats", tmp_path / "none").split()
    assert not (tmp_path / "none").exists()


def test_a_ledger_travels_by_jsonl(ledger, tmp_path):  # noqa: F811
    run("export", "jsonl", tmp_path / "all.jsonl", "--ledger", ledger)
    said = run("import", tmp_path / "all.jsonl", "--ledger", tmp_path / "new.db")
    assert said.startswith("3 pages, ")
    with Ledger(ledger) as old, Ledger(tmp_path / "new.db") as new:
        assert new.events() == old.events()
        assert {end.name for end in new.outcomes()} == {end.name for end in old.outcomes()}


def test_a_public_export_says_what_it_withheld_and_keeps_the_ledgers_secret(ledger, tmp_path):  # noqa: F811
    said = run("export", "acled", tmp_path / "out.csv", "--public", "--ledger", ledger)
    assert "withheld or coarsened: 4 ends of pages" in said or "the names of files are not published" in said
    about = json.loads((tmp_path / "out.csv.about.json").read_text(encoding="utf-8"))
    assert about["access"] == "public, coarsened"
    assert about["withheld"]
    with Ledger(ledger) as opened:
        assert secret_of(opened) not in json.dumps(about)


def test_what_is_not_there_is_named_and_nothing_is_written(ledger, tmp_path):  # noqa: F811
    with pytest.raises(NotFound, match="there is no such format"):
        run("export", "pdf", tmp_path / "out", "--ledger", ledger)
    with pytest.raises(NotFound, match="there is no such policy"):
        run("export", "acled", tmp_path / "out", "--ledger", ledger, "--policy", "median")
    with pytest.raises(OutputFailed, match="cannot be written"):
        run("export", "acled", tmp_path / "nowhere" / "out", "--ledger", ledger)
    assert not (tmp_path / "out").exists()


def test_the_policies_explain_themselves():
    said = run("policies")
    assert "acled: " in said
    assert "“dozens” 12" in said
