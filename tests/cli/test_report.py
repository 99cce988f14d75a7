"""`rashomon report`: with a policy, and of some events alone."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from rashomon.cli.program import app
from rashomon.domain import Outcome, PageState
from rashomon.errors import NotFound, OutputFailed
from rashomon.ledger import Ledger
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour
from tests.reconcile.test_reconcile import elsewhere, herald, post

RUN = CliRunner()


@pytest.fixture
def ledger(tmp_path):
    where = tmp_path / "rashomon.db"
    with Ledger(where) as opened:
        for tell, country in ((post, "SY"), (herald, "SY"), (elsewhere, "ML")):
            page, told = tell()
            told = [
                claim.with_changes(places=tuple(replace(place, country=country) for place in claim.places))
                for claim in told
            ]
            end = Outcome(name=f"{page.title}.html", state=PageState.READ, document_id=page.id, claims=len(told))
            opened.save_page(page, told, end, reader="r/1", run="r", keys=neighbour(page, told).keys)
        opened.save_outcome(Outcome(name="x.pdf", state=PageState.REFUSED, reason="it is binary"), run="r")
        bring_up_to_date(opened)
    return str(where)


def test_only_the_events_asked_for_are_in_it_with_their_pages(ledger, tmp_path):
    out = tmp_path / "report.html"
    done = RUN.invoke(app, ["report", str(out), "--ledger", ledger, "--country", "ml"])
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert "Corrin" in page
    assert "Arven" not in page
    assert "x.pdf" not in page
    done = RUN.invoke(app, ["report", str(out), "--ledger", ledger, "--disputed", "--policy", "acled"])
    assert done.exit_code == 0, done.output
    assert "by “acled”" in out.read_text(encoding="utf-8")
    assert "Corrin" not in out.read_text(encoding="utf-8")


def test_a_policy_that_is_none_is_named(ledger, tmp_path):
    done = RUN.invoke(app, ["report", str(tmp_path / "r.html"), "--ledger", ledger, "--policy", "median"])
    assert isinstance(done.exception, NotFound)
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("format_", ["html", "md"])
def test_what_was_not_read_is_in_both_forms(ledger, tmp_path, format_):
    out = tmp_path / f"report.{format_}"
    RUN.invoke(app, ["report", str(out), "--ledger", ledger, "--format", format_])
    assert "it is binary" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--since", "yesterday"), "it is no day"),
        (("--country", "XX"), "no country has this code"),
        (("--format", "pdf"), "use html or md"),
    ],
)
def test_a_day_a_country_and_a_format_that_are_none_are_named_and_nothing_is_written(ledger, tmp_path, given, words):
    done = RUN.invoke(app, ["report", str(tmp_path / "r.html"), "--ledger", ledger, *given])
    assert isinstance(done.exception, NotFound)
    assert words in str(done.exception)
    assert not (tmp_path / "r.html").exists()


def test_a_report_without_events_and_one_of_many_claims_say_so(ledger, tmp_path, monkeypatch):
    out = tmp_path / "report.html"
    done = RUN.invoke(app, ["report", str(out), "--ledger", ledger, "--country", "UA"])
    assert "note: no event of the ledger fits" in done.stderr
    assert RUN.invoke(app, ["report", str(out), "--ledger", ledger]).stderr == ""
    monkeypatch.setattr("rashomon.report.view.MANY", 1)
    assert "are left out" in RUN.invoke(app, ["report", str(out), "--ledger", ledger]).stderr


def test_a_report_onto_a_folder_is_one_line(ledger, tmp_path):
    done = RUN.invoke(app, ["report", str(tmp_path), "--ledger", ledger])
    assert isinstance(done.exception, OutputFailed)
