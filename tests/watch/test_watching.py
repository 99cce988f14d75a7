"""A watch against a real server that misbehaves: nothing hangs, nothing is lost, everything is said."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rashomon.intake.fetching import Fetcher
from rashomon.ledger import Ledger
from rashomon.ledger.watched import WatchState
from rashomon.settings import Settings
from rashomon.watch import Manners, Round, Watch
from tests.watch import server
from tests.watch.server import Site, article, rss


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


class Desk:
    """A ledger and its watch; `round` opens all anew each time, as a restart does."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site = folder, site
        self.slept: list[float] = []

    def round(self, *paths: str, most: int = 50, gate: bool = False) -> Round:
        settings = Settings(reader="lexical", fetch_timeout=1.0, max_page_bytes=300_000, gate=gate)
        local = Fetcher(settings=settings, allows=lambda address: address.is_loopback)
        manners = Manners(pause=0.5, most=most, fetcher=local, sleep=self.slept.append)
        feeds = [path if path.startswith("http") else self.site.base + path for path in paths]
        with Ledger(self.folder / "l.db") as ledger, WatchState(self.folder / "l.db.watch") as state:
            done = Watch(feeds, ledger, state, settings, manners=manners).round()
            self.documents = ledger.documents()
            return done


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    return Desk(tmp_path, site)


def test_new_pages_are_read_once_and_a_restart_asks_only_for_what_changed(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": article("A clash"), "/b": article("Another clash")}
    site.answers["/feed"] = server.conditional(rss(site.base, ["/a", "/b"]), '"one"')
    first = desk.round("/feed")
    assert (first.changed, first.listed) == (1, 2)
    assert first.summary is not None
    assert first.summary.line == "2 read, 0 partly, 0 refused"
    assert {document.published.day.isoformat() for document in desk.documents} == {"2024-05-07"}, "the feed's own zone"
    second = desk.round("/feed")
    assert (second.changed, second.unchanged, second.listed) == (0, 1, 0)
    assert site.asked[-1][1]["If-None-Match"] == '"one"'
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 07 May 2024 23:30:00 GMT"
    assert site.paths().count("/a") == 1
    site.answers |= {"/c": article("Third"), "/feed": server.conditional(rss(site.base, ["/c", "/a"]), '"two"')}
    third = desk.round("/feed")
    assert third.listed == 1
    assert len(desk.documents) == 3


def test_requests_to_one_host_are_apart_and_robots_may_ask_for_more(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": article("A"), "/b": article("B"), "/feed": rss(site.base, ["/a", "/b"])}
    desk.round("/feed")
    assert len(desk.slept) == 2
    assert all(0.3 < seconds <= 0.5 for seconds in desk.slept)
    desk.slept.clear()
    site.answers["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7\nDisallow: /closed\n"
    site.answers |= {"/c": article("C"), "/closed": article("D"), "/feed": rss(site.base, ["/c", "/closed"])}
    done = desk.round("/feed")
    assert max(desk.slept) > 6
    assert "/closed" not in site.paths()
    assert done.summary is not None
    assert "robots.txt" in next(o.reason for o in done.summary.outcomes if o.name.endswith("/closed"))


BAD_PAGES = {
    "/picture": (server.typed(b"x", "image/png"), "image/png"),
    "/bomb": (server.bomb, "MB"),
    "/loop": (server.status(302, {"Location": "/loop"}), "redirects more than"),
    "/inward": (server.status(302, {"Location": "http://10.0.0.7/x"}), "private address 10.0.0.7"),
    "/metadata": (server.status(301, {"Location": "http://169.254.169.254/latest"}), "private address"),
    "/file": (server.status(302, {"Location": "file:///etc/passwd"}), "only http and https"),
    "/gone": (server.status(410), "410"),
    "/empty": (b"", "empty"),
}


def test_pages_that_misbehave_are_refused_with_the_reason_and_cost_no_other(desk: Desk, site: Site) -> None:
    site.answers |= {path: answer for path, (answer, _) in BAD_PAGES.items()}
    site.answers |= {"/good": article("Good"), "/feed": rss(site.base, [*BAD_PAGES, "/good"])}
    done = desk.round("/feed")
    assert done.summary is not None
    reasons = {outcome.name.removeprefix(site.base): outcome.reason for outcome in done.summary.outcomes}
    assert reasons.pop("/good") == ""
    for path, (_, what) in BAD_PAGES.items():
        assert what in reasons[path], path
    before = len(site.asked)
    again = desk.round("/feed")
    assert again.listed == 0
    assert [path for path, _ in site.asked[before:] if path != "/robots.txt"] == ["/feed"], "final is final"


@pytest.mark.parametrize(
    "answer", [server.drip, server.drip_headers, server.truncated, server.status(503), server.status(429)]
)
def test_what_may_pass_is_put_off_and_fetched_later(desk: Desk, site: Site, answer: object) -> None:
    site.answers |= {"/a": answer, "/feed": rss(site.base, ["/a"])}  # type: ignore[dict-item]
    began = time.monotonic()
    done = desk.round("/feed")
    assert time.monotonic() - began < 5
    assert (done.put_off, done.waiting) == (1, 1)
    asked = site.paths().count("/a")
    assert desk.round("/feed").put_off == 0, "not asked again before its time"
    assert site.paths().count("/a") == asked
    _let_time_pass(desk)
    site.answers["/a"] = article("At last")
    later = desk.round("/feed")
    assert later.summary is not None
    assert later.summary.line == "1 read, 0 partly, 0 refused"
    assert later.waiting == 0


def test_after_five_failures_a_page_is_given_up_aloud(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": server.status(503), "/feed": rss(site.base, ["/a"])}
    for _ in range(4):
        assert desk.round("/feed").put_off == 1
        _let_time_pass(desk)
    last = desk.round("/feed")
    assert last.summary is not None
    assert "503, 5 times" in last.summary.outcomes[0].reason
    assert last.waiting == 0


def test_retry_after_is_heeded_by_page_and_host(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": server.status(429, {"Retry-After": "3600"}), "/b": article("B")}
    site.answers["/feed"] = rss(site.base, ["/a", "/b"])
    done = desk.round("/feed")
    assert done.put_off == 2, "the whole host is left alone"
    assert "/b" not in site.paths()
    with WatchState(desk.folder / "l.db.watch") as state:
        feeds = [site.base + "/feed"]
        assert [page.url for page in state.waiting(feeds, time.time() + 3_000, 9)] == [f"{site.base}/b"]
        assert len(state.waiting(feeds, time.time() + 3_700, 9)) == 2


BAD_FEEDS = {
    "/bomb": (server.bomb, "MB"),
    "/entities": (
        b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
        "entities",
    ),
    "/html": (b"<html><body><p>No feed.</p></body></html>", "no RSS"),
    "/empty": (b"", "empty"),
    "/loop": (server.status(302, {"Location": "/loop"}), "redirects"),
    "/inward": (server.status(302, {"Location": "http://192.168.1.1/feed"}), "private address"),
    "/huge": (b"<rss><channel>" + b"<item/>" * 60_000 + b"</channel></rss>", "MB"),
    "/drip": (server.drip, "too long"),
    "/missing": (server.status(404), "404"),
    "/sitemap": (b"<urlset><url><loc>http://a.example/x</loc>", "XML is broken"),
}


@pytest.mark.parametrize("path", BAD_FEEDS)
def test_a_feed_that_misbehaves_is_said_and_left_alone_for_a_while(desk: Desk, site: Site, path: str) -> None:
    answer, what = BAD_FEEDS[path]
    site.answers |= {path: answer, "/good": rss(site.base, ["/a"]), "/a": article("A")}
    done = desk.round(path, "/good")
    assert [url for url, _ in done.failed] == [site.base + path]
    assert what in done.failed[0][1]
    assert done.changed == 1
    asked = site.paths().count(path)
    again = desk.round(path, "/good")
    assert "left alone" in again.failed[0][1]
    assert site.paths().count(path) == asked
    _let_time_pass(desk)
    site.answers[path] = rss(site.base, [])
    assert desk.round(path, "/good").failed == []


def test_a_feed_with_broken_xml_gives_what_can_be_read(desk: Desk, site: Site) -> None:
    site.answers |= {"/a": article("A"), "/feed": rss(site.base, ["/a"], extra="<b>A & B <br>")}
    done = desk.round("/feed")
    assert done.listed == 1
    assert "broken" in done.notices[0][1]


def test_sitemaps_and_their_index_newest_first_and_no_more_than_asked(desk: Desk, site: Site) -> None:
    pages = "".join(
        f"<url><loc>{site.base}/{day}</loc><lastmod>2024-05-{day}</lastmod></url>" for day in ("01", "03", "02")
    )
    site.answers |= {
        "/index": f"<sitemapindex><sitemap><loc>{site.base}/map</loc></sitemap></sitemapindex>".encode(),
        "/map": f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'.encode(),
    }
    site.answers |= {f"/{day}": article(f"Day {day}") for day in ("01", "02", "03")}
    first = desk.round("/index", most=2)
    assert [path for path in site.paths() if path[1:].isdigit()] == ["/03", "/02"]
    assert (first.listed, first.waiting) == (3, 1)
    desk.round("/index", most=2)
    assert site.paths()[-1] == "/01"


def test_private_addresses_are_never_asked_whatever_a_feed_lists(tmp_path: Path, site: Site) -> None:
    site.answers["/feed"] = rss(site.base, ["/a"])
    with Ledger(tmp_path / "l.db") as ledger, WatchState(tmp_path / "w") as state:
        done = Watch([f"{site.base}/feed"], ledger, state, Settings(reader="lexical")).round()
    assert "private address 127.0.0.1" in done.failed[0][1]
    assert site.asked == []


def test_a_name_that_moves_inward_between_two_requests_is_refused(tmp_path: Path, site: Site) -> None:
    settings = Settings(reader="lexical", fetch_timeout=1.0)
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])
    fetcher = Fetcher(
        settings=settings,
        allows=lambda address: address.is_loopback,
        resolve=lambda host, port: next(answers, ["10.0.0.9"]),
    )
    feed = f"http://feeds.example:{site.server.server_port}"
    site.answers |= {"/feed": rss(feed, ["/a"]), "/a": article("A")}
    manners = Manners(fetcher=fetcher, sleep=lambda seconds: None)
    with Ledger(tmp_path / "l.db") as ledger, WatchState(tmp_path / "w") as state:
        done = Watch([f"{feed}/feed"], ledger, state, settings, manners=manners).round()
    assert done.summary is not None
    assert "private address 10.0.0.9" in done.summary.outcomes[0].reason
    assert "/a" not in site.paths()


def test_a_watch_killed_in_a_round_loses_nothing(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers |= {"/a": article("A"), "/b": article("B")}
    site.answers["/feed"] = server.conditional(rss(site.base, ["/a", "/b"]), '"one"')
    monkeypatch.setattr("rashomon.watch.watching.read_pages", _killed)
    with pytest.raises(KeyboardInterrupt):
        desk.round("/feed")
    monkeypatch.undo()
    after = desk.round("/feed")
    assert after.unchanged == 1
    assert after.summary is not None
    assert after.summary.line == "2 read, 0 partly, 0 refused"


def test_the_gate_stands_before_reading(desk: Desk, site: Site) -> None:
    school = "<html><body><article><h1>School board</h1><p>{}</p></article></body></html>".format(
        "The school board approved the budget for the next year on Tuesday and hired two teachers. " * 3
    )
    site.answers |= {"/a": article("A clash"), "/b": school.encode(), "/feed": rss(site.base, ["/a", "/b"])}
    done = desk.round("/feed", gate=True)
    assert done.summary is not None
    assert done.summary.line == "1 read, 0 partly, 1 refused (1 of them set aside: no conflict event)"


def _killed(pages: object, *_: object, **__: object) -> None:
    next(iter(pages))  # type: ignore[call-overload]
    raise KeyboardInterrupt


def _let_time_pass(desk: Desk) -> None:
    """Make everything due that waits for its time."""
    with closing(sqlite3.connect(desk.folder / "l.db.watch", isolation_level=None)) as connection:
        connection.execute("UPDATE page SET next_at = 0")
        connection.execute("UPDATE feed SET next_at = 0")
