"""Feeds, lists of feeds, waiting, and the state's file: what is taken, and what is refused."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InputDamaged, LedgerBusy, LedgerError, NotFound
from rashomon.ledger.watched import Listed, WatchState
from rashomon.watch import feeds_of
from rashomon.watch.feeds import NoFeed, read_feed
from rashomon.watch.waiting import LONGEST_BACKOFF, Hosts, backoff, retry_after

BASE = "https://example.org/feeds/all.xml"
MOST = 100_000


def read(content: bytes) -> list[tuple[str, date | None]]:
    return [(page.url, page.published) for page in read_feed(content, BASE, most_bytes=MOST).pages]


def test_atom_with_relative_links_and_dates_in_its_own_zone() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>a</title><link href="../a?x=1#top"/>'
        b"<published>2024-05-07T23:30:00-05:00</published><updated>2024-05-09T00:00:00Z</updated></entry></feed>"
    )
    assert read(atom) == [("https://example.org/a?x=1", date(2024, 5, 7))]


def test_a_day_that_has_not_come_is_no_publication_and_a_sitemaps_lastmod_neither() -> None:
    item = "<item><link>https://example.org/a</link><pubDate>Tue, 07 May 2199 10:00:00 GMT</pubDate></item>"
    assert read(f"<rss><channel>{item}</channel></rss>".encode()) == [("https://example.org/a", None)]
    entry = "<url><loc>https://example.org/b</loc><lastmod>2024-05-07</lastmod></url>"
    assert read(f"<urlset>{entry}</urlset>".encode()) == [("https://example.org/b", None)]


def test_a_news_sitemap_tells_the_publication_and_may_be_gzipped() -> None:
    news = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/'
        b'sitemap-news/0.9"><url><loc>https://example.org/a</loc><n:news><n:publication_date>2024-05-07T10:00:00Z'
        b"</n:publication_date></n:news></url></urlset>"
    )
    assert read(gzip.compress(news)) == [("https://example.org/a", date(2024, 5, 7))]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/a", "http://", "http://[", "  ", "a b"]
)
def test_only_web_addresses_are_taken_from_a_feed(link: str) -> None:
    assert read(f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>".encode()) == []


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-32"])
def test_entities_are_refused_in_any_encoding(code: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel><title>&a;</title></channel></rss>'
    with pytest.raises(NoFeed, match="entities"):
        read_feed(bomb.encode(code), BASE, most_bytes=MOST)


def test_a_gzip_bomb_stops_at_the_limit() -> None:
    with pytest.raises(NoFeed, match="unpacked"):
        read_feed(gzip.compress(b"\0" * 50_000_000), BASE, most_bytes=MOST)


def test_lists_of_feeds_give_each_address_once(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    outline = (
        '<outline text="g"><outline xmlUrl="https://a.example/f"/><outline xmlUrl="https://b.example/f"/></outline>'
    )
    opml.write_text(f"<opml><body>{outline}<outline xmlUrl='file:///etc/passwd'/></body></opml>")
    assert feeds_of(["https://b.example/f", str(opml)]) == ["https://b.example/f", "https://a.example/f"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<opml><body/></opml>", "lists no feed"),
        (b"<opml><body>", "no OPML"),
        (b"", "no OPML"),
        (b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>', "entities"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused(tmp_path: Path, content: bytes, what: str) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_bytes(content)
    with pytest.raises(InputDamaged, match=what):
        feeds_of([str(opml)])
    with pytest.raises(NotFound):
        feeds_of([str(tmp_path / "missing.opml")])


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_back_off_grows_to_its_limit_and_never_to_nothing(failures: int, chance: float) -> None:
    assert 45 <= backoff(failures, lambda: chance) <= LONGEST_BACKOFF * 1.25
    assert backoff(failures, lambda: chance) <= backoff(failures + 1, lambda: chance)


def test_retry_after_as_a_date() -> None:
    now = datetime(2024, 5, 7, 10, tzinfo=UTC)
    assert retry_after("Tue, 07 May 2024 10:02:00 GMT", now) == 120
    assert retry_after("Tue, 07 May 2024 09:00:00 GMT", now) == 0
    assert retry_after("Tue, 07 May 2199 09:00:00 GMT", now) == 86_400


def test_hosts_are_left_alone_each_by_itself() -> None:
    hosts = Hosts(2.0)
    hosts.asked("a", 100.0)
    assert hosts.wait("a", 101.0) == 1.0
    assert hosts.wait("b", 101.0) == 0.0
    hosts.put_off("a", 100.0, 50.0)
    hosts.asked("a", 100.0)
    assert hosts.wait("a", 100.0) == 50.0
    hosts.asked("b", 100.0, delay=10_000.0)
    assert hosts.wait("b", 100.0) == 60.0


def test_a_clock_that_jumped_back_silences_no_page(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w") as state:
        state.add([Listed(url="https://example.org/a", feed="f")])
        state.put_off("https://example.org/a", 2_000_000_000.0)
        assert state.waiting(["f"], 1_999_999_000.0, 9) == []
        assert len(state.waiting(["f"], 1_700_000_000.0, 9)) == 1


def test_a_damaged_state_says_that_the_ledger_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "w"
    path.write_bytes(b"no database" * 1_000)
    with pytest.raises(LedgerError, match="the ledger is safe"):
        WatchState(path)


def test_a_second_watch_of_one_ledger_is_told_so(tmp_path: Path) -> None:
    with WatchState(tmp_path / "w") as first:
        first.add([Listed(url="https://example.org/a", feed="f")])
        with pytest.raises(LedgerBusy, match="another watch"):
            WatchState(tmp_path / "w")
    with WatchState(tmp_path / "w") as later:
        assert later.counts() == {"waiting": 1}
