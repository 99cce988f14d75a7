"""A watch that is killed, for real and more than once: nothing is lost, nothing is there twice."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.ledger.watched import WatchState
from tests.watch import server
from tests.watch.server import Site, article, rss

PAGES = [f"/{number}" for number in range(40)]


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


def start(folder: Path, site: Site) -> "subprocess.Popen[str]":
    words = [sys.executable, "-m", "tests.watch.killed", str(folder), f"{site.base}/feed"]
    return subprocess.Popen(words, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True)


def test_killed_twice_and_run_again_it_has_every_page_once(tmp_path: Path, site: Site) -> None:
    site.answers |= {path: article(f"Clash {path}", f"{path} " + server.CLASH) for path in PAGES}
    site.answers["/feed"] = server.conditional(rss(site.base, PAGES), '"one"')
    for stop_at in (3, 25):
        process = start(tmp_path, site)
        until = time.monotonic() + 60
        while len(set(site.paths())) <= stop_at and time.monotonic() < until:
            time.sleep(0.01)
        process.kill()
        process.wait()
    process = start(tmp_path, site)
    said, _ = process.communicate(timeout=120)
    assert "0 put off, 0 waiting" in said
    with Ledger(tmp_path / "l.db") as ledger:
        documents = ledger.documents()
        assert sorted(document.url or "" for document in documents) == sorted(site.base + path for path in PAGES)
        assert ledger.check() == []
        assert ledger.count("event") > 0
    with WatchState(tmp_path / "l.db.watch") as state:
        assert state.counts() == {"read": len(PAGES)}
