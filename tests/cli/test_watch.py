"""`rashomon watch` as a user runs it."""

import pytest
from typer.testing import CliRunner

from rashomon.cli.program import app
from rashomon.intake.fetching import Fetcher
from tests.watch.server import Site, article, rss


@pytest.fixture
def site():
    opened = Site()
    yield opened
    opened.close()


def run(folder, *words):
    return CliRunner().invoke(app, ["watch", *words, "--once", "--ledger", str(folder / "l.db"), "--reader", "lexical"])


def test_this_machine_is_never_asked_and_no_option_changes_that(tmp_path, site):
    done = run(tmp_path, f"{site.base}/feed")
    assert done.exit_code == 1
    assert "private address 127.0.0.1" in done.output
    assert site.asked == []


def test_one_round_reads_and_says_how_it_went(tmp_path, site, monkeypatch):
    # The only way to let a watch ask this machine is to change the program's code.
    monkeypatch.setitem(Fetcher.__init__.__kwdefaults__, "allows", lambda address: address.is_loopback)
    site.answers |= {"/a": article("A clash"), "/feed": rss(site.base, ["/a", "/gone"])}
    first = run(tmp_path, f"{site.base}/feed", "--pause", "0.5")
    assert "1 feeds changed, 0 unchanged, 0 failed; 2 new pages listed; 1 read, 0 partly, 1 refused" in first.output
    assert "404" in first.output
    assert first.exit_code == 1
    second = run(tmp_path, f"{site.base}/feed", "--pause", "0.5")
    assert "0 new pages listed" in second.output
    assert second.exit_code == 0
