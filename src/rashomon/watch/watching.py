"""Watching: ask the feeds that are due, fetch what they newly list, read it into the ledger, and remember."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rashomon.errors import FetchFailed, PageError
from rashomon.intake.fetching import AGENT, Fetcher, Reply, page_of
from rashomon.ledger.watched import LONGEST_WAIT, Listed, Watched, WatchState
from rashomon.pipeline import RunSummary, Stages, read_pages
from rashomon.watch.feeds import Feed, NoFeed, read_feed
from rashomon.watch.waiting import Hosts, backoff, retry_after

if TYPE_CHECKING:
    from rashomon.domain import Outcome
    from rashomon.intake import Page
    from rashomon.ledger import Ledger
    from rashomon.settings import Settings

_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
MOST_ATTEMPTS = 5
"""Fetches of one page after which a failure that should pass is taken for final."""

PATIENCE = 120.0
"""Seconds a round waits for one host; what would take longer is left to a later round."""


@dataclass(slots=True, kw_only=True)
class Round:
    """How one round went: feeds by how they answered, pages listed for the first time, pages put off, and the reading.

    `failed` and `notices` are (address, words) pairs; `waiting` counts pages that are still to be fetched.
    """

    changed: int = 0
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    listed: int = 0
    put_off: int = 0
    waiting: int = 0
    summary: RunSummary | None = None

    @property
    def line(self) -> str:
        """The closing line of a round."""
        feeds = f"{self.changed} feeds changed, {self.unchanged} unchanged, {len(self.failed)} failed"
        pages = f"{self.listed} new pages listed; {self.summary.line if self.summary else 'none read'}"
        return f"{feeds}; {pages}; {self.put_off} put off, {self.waiting} waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a watch behaves.

    `pause` is the least time in seconds between two requests to a host; `most` the pages taken of a feed in a round.
    `fetcher` decides which addresses may be asked, by default public ones only: nothing that a feed or a page says
    can change it.
    """

    pause: float = 2.0
    most: int = 50
    fetcher: Fetcher | None = None
    sleep: Callable[[float], None] = time.sleep


class Watch:
    """Feeds, the ledger they feed, and what is remembered of them. One process a ledger."""

    def __init__(
        self,
        feeds: Sequence[str],
        ledger: Ledger,
        state: WatchState,
        settings: Settings,
        manners: Manners | None = None,
    ) -> None:
        self.feeds = tuple(feeds)
        self.ledger, self.state, self.settings = ledger, state, settings
        manners = manners or Manners()
        self._most, self._sleep = manners.most, manners.sleep
        self._fetcher = manners.fetcher or Fetcher(settings=settings)
        self._hosts = Hosts(manners.pause)
        self._stages = Stages(settings)

    def round(self, on_page: Callable[[Outcome], None] | None = None) -> Round:
        """Ask every feed that is due once, and read the pages that wait.

        Raises LedgerError; whatever a server does ends in the round's words or in a page's outcome.
        """
        # robots.txt is asked anew each round, so that a change of mind is heeded.
        self._fetcher = replace(self._fetcher, rules={})
        done = Round()
        for url in self.feeds:
            self._ask_feed(url, url, done)

        def end(outcome: Outcome) -> None:
            self.state.finish(outcome.name, outcome.state.value)
            if on_page:
                on_page(outcome)

        pages = self._pages(done)
        done.summary = read_pages(pages, self.ledger, self.settings, stages=self._stages, on_page=end)
        done.waiting = self.state.counts().get("waiting", 0)
        return done

    def _ask_feed(self, url: str, root: str, done: Round) -> bool:
        """Ask one feed and take up its pages under `root`; return whether it answered."""
        known = self.state.feed(url)
        now = time.time()
        if now < known.next_at <= now + LONGEST_WAIT:
            done.failed.append(
                (url, f"it failed {known.failures} times and is left alone for {known.next_at - now:.0f} s")
            )
            return False
        try:
            reply = self._ask(url, _conditions(known))
            if reply.status == 304:
                done.unchanged += 1
                self.state.save_feed(replace(known, failures=0, next_at=0.0), "unchanged")
                return True
            feed = read_feed(_content(reply), reply.url, most_bytes=self.settings.max_page_bytes)
        except (PageError, NoFeed, _Unanswered) as error:
            self._feed_failed(known, error, done)
            return False
        self._take_up(feed, known, root, reply, done)
        return True

    def _take_up(self, feed: Feed, known: Watched, root: str, reply: Reply, done: Round) -> None:
        if feed.notice:
            done.notices.append((known.url, feed.notice))
        done.changed += 1
        done.listed += self.state.add(
            Listed(url=page.url, feed=root, published=page.published, rank=page.rank) for page in feed.pages
        )
        # An index inside an index is not followed: no site needs it, and it could go on for ever.
        complete = known.url == root or not feed.sitemaps
        if known.url == root:
            answered = [self._ask_feed(sitemap, root, done) for sitemap in feed.sitemaps]
            complete = all(answered)
        # Only now are the marks kept: a watch that is killed before asks again and loses nothing.
        headers = reply.headers if complete else {}
        marks = replace(known, etag=headers.get("etag"), modified=headers.get("last-modified"))
        self.state.save_feed(replace(marks, failures=0, next_at=0.0), f"{feed.kind}, {len(feed.pages)} pages")

    def _feed_failed(self, known: Watched, error: Exception, done: Round) -> None:
        failures = known.failures + 1
        asked = error.wait if isinstance(error, _Unanswered) else None
        wait = max(asked or 0.0, backoff(failures))
        what = error.what if isinstance(error, PageError) else str(error)
        self.state.save_feed(replace(known, failures=failures, next_at=time.time() + wait), what)
        done.failed.append((known.url, what))

    def _pages(self, done: Round) -> Iterator[Page | PageError]:
        """Fetch what waits, host by host in turn, and give each page or its final failure."""
        waiting = self.state.waiting(self.feeds, time.time(), self._most)
        while waiting:
            now = time.monotonic()
            at = min(range(len(waiting)), key=lambda i: self._hosts.wait(_host(waiting[i].url), now))
            page = waiting.pop(at)
            wait = self._hosts.wait(_host(page.url), now)
            if wait > PATIENCE:
                done.put_off += 1
                continue
            found = self._fetch(page)
            if found is None:
                done.put_off += 1
            else:
                yield found

    def _fetch(self, page: Listed) -> Page | PageError | None:
        """Fetch one page; None where it was put off."""
        try:
            reply = self._ask(page.url, {})
            if reply.status in _BUSY:
                error = FetchFailed(page.url, f"the server answered with status {reply.status}", passing=True)
                return self._later(page, error, _asked(reply))
            fetched = page_of(reply)
        except FetchFailed as error:
            if error.passing:
                return self._later(page, error, None)
            # Named as listed, so that it is found again; what it says may name where it was led.
            return FetchFailed(page.url, error.what, error.do)
        except _Unanswered:
            return None
        return replace(fetched, name=page.url, published=page.published)

    def _later(self, page: Listed, error: FetchFailed, asked: float | None) -> PageError | None:
        if page.attempts + 1 >= MOST_ATTEMPTS:
            return FetchFailed(page.url, f"{error.what}, {MOST_ATTEMPTS} times", "read it by hand: rashomon read --url")
        wait = max(asked or 0.0, backoff(page.attempts + 1))
        self.state.put_off(page.url, time.time() + wait)
        if asked:
            self._hosts.put_off(_host(page.url), time.monotonic(), asked)
        return None

    def _ask(self, url: str, headers: dict[str, str]) -> Reply:
        """Ask when the host may be asked again."""
        host = _host(url)
        wait = self._hosts.wait(host, time.monotonic())
        if wait > PATIENCE:
            raise _Unanswered("its server asked to be left alone", wait)
        if wait > 0:
            self._sleep(wait)
        reached = host
        try:
            reply = self._fetcher.ask(url, headers)
            reached = _host(reply.url)
            return reply
        finally:
            now = time.monotonic()
            for each in {host, reached}:
                self._hosts.asked(each, now, self._crawl_delay(each))

    def _crawl_delay(self, host: str) -> float | None:
        for site, rules in (self._fetcher.rules or {}).items():
            if _host(site) == host and (delay := rules.crawl_delay(AGENT)) is not None:
                return float(delay)
        return None


class _Unanswered(Exception):
    """A feed gave no feed; `wait` is what its server asked for, in seconds."""

    def __init__(self, what: str, wait: float | None) -> None:
        super().__init__(what)
        self.wait = wait


def _conditions(known: Watched) -> dict[str, str]:
    """Return the headers that ask only for what changed since the last answer."""
    headers = {"Accept": _ACCEPT}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _content(reply: Reply) -> bytes:
    if reply.status != 200:
        raise _Unanswered(f"the server answered with status {reply.status}", _asked(reply))
    return reply.content


def _asked(reply: Reply) -> float | None:
    return retry_after(reply.headers.get("retry-after"))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
