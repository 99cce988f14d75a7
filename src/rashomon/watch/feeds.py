"""Feeds: RSS and Atom by feedparser, sitemaps by their schema, as one list of pages."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from rashomon.watch.xml import XmlRefused, defines_entities, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PAGES = 50_000
"""Pages taken from one feed: the most that a sitemap may hold."""

MOST_SITEMAPS = 200
"""Sitemaps taken from one index."""

_LONGEST_ADDRESS = 2_000


class NoFeed(Exception):
    """What came is no feed that can be read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """A page that a feed lists. `published` is its day there; `rank` sorts newest last, empty where nothing is told."""

    url: str
    published: date | None = None
    rank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed lists: pages, and for an index of sitemaps the sitemaps. `notice` says what was left out."""

    kind: str
    pages: tuple[FeedPage, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notice: str = ""


def read_feed(content: bytes, url: str, *, most_bytes: int) -> Feed:
    """Read a feed or a sitemap, gzipped or not. `url` is its own address, for relative links.

    Raises NoFeed: empty, no feed, entities of its own, or larger than `most_bytes` when unpacked.
    """
    content = _unpacked(content, most_bytes)
    if not content.strip():
        raise NoFeed("it is empty")
    if defines_entities(content):
        raise NoFeed("it defines entities, which no feed needs")
    head = content[:2_000].lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _sitemap(content, url)
    return _syndicated(content, url)


def _unpacked(content: bytes, most: int) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpack = zlib.decompressobj(31)
    try:
        plain = unpack.decompress(content, most + 1)
    except zlib.error as error:
        raise NoFeed("its compression is damaged") from error
    if len(plain) > most:
        raise NoFeed(f"it has more than {most / 1e6:.0f} MB when unpacked")
    return plain


def _syndicated(content: bytes, url: str) -> Feed:
    import feedparser  # noqa: PLC0415 - loaded only to watch

    # A stream and no string, so that feedparser never takes the content for an address or a file's name.
    try:
        parsed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # its lenient parser meets input that it was not made for
        raise NoFeed(f"its parser gave up ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise NoFeed("it is no RSS, no Atom and no sitemap")
    pages = []
    for entry in parsed.entries[:MOST_PAGES]:
        words = entry.get("published") or ""
        # dict's own get: feedparser's gives one date for the other, with a warning.
        at = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
        if address := _web_address(str(entry.get("link") or ""), url):
            pages.append(FeedPage(url=address, published=_day(words, entry), rank=_rank(at)))
    broken = parsed.get("bozo_exception") if parsed.get("bozo") else None
    notice = f"its XML is broken ({type(broken).__name__}); what could be read was taken" if broken else ""
    return Feed(kind=str(parsed.version or "feed"), pages=_once(pages), notice=notice)


def _rank(at: Any) -> str:
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*at[:6]) if at else ""


def _day(words: str, entry: Any) -> date | None:
    """Return the publication day in the feed's own time zone; a day that has not come yet is no publication."""
    found = day_of(words)
    if found is None and entry.get("published_parsed"):
        try:
            found = date(*entry["published_parsed"][:3])
        except ValueError:
            return None
    return found if found and _has_come(found) else None


def _has_come(day: date) -> bool:
    return date(1990, 1, 1) <= day <= datetime.now(UTC).date() + timedelta(days=1)


def day_of(words: str) -> date | None:
    """Return the day of an RFC 822 or ISO 8601 time as it is written, whatever its zone.

    >>> day_of("Tue, 07 May 2024 23:30:00 -0500"), day_of("2024-05-07T23:30:00-05:00"), day_of("soon")
    (datetime.date(2024, 5, 7), datetime.date(2024, 5, 7), None)
    """
    words = words.strip()
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        return None


def _sitemap(content: bytes, url: str) -> Feed:
    try:
        root = parse_xml(content)
    except XmlRefused as error:
        raise NoFeed(f"its XML is broken: {error}") from error
    if _name(root) == "sitemapindex":
        found = [(_text(each, "lastmod"), _web_address(_text(each, "loc"), url)) for each in _children(root, "sitemap")]
        newest = sorted((each for each in found if each[1]), key=lambda each: each[0], reverse=True)
        notice = f"it lists {len(newest)} sitemaps; the {MOST_SITEMAPS} newest are read"
        kept = tuple(dict.fromkeys(address for _, address in newest[:MOST_SITEMAPS] if address))
        return Feed(kind="sitemapindex", sitemaps=kept, notice=notice if len(newest) > MOST_SITEMAPS else "")
    pages: list[FeedPage] = []
    for each in _children(root, "url"):
        if (address := _web_address(_text(each, "loc"), url)) and len(pages) < MOST_PAGES:
            day = day_of(_text(each, "publication_date"))
            rank = _text(each, "publication_date") or _text(each, "lastmod")
            # lastmod is no publication: it only says what to fetch first.
            pages.append(FeedPage(url=address, published=day if day and _has_come(day) else None, rank=rank[:40]))
    return Feed(kind="sitemap", pages=_once(pages))


def _children(root: _Element, name: str) -> Iterator[_Element]:
    return (child for child in root if _name(child) == name)


def _text(element: _Element, name: str) -> str:
    return next(((each.text or "").strip() for each in element.iter() if _name(each) == name), "")


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _once(pages: Iterable[FeedPage]) -> tuple[FeedPage, ...]:
    return tuple({page.url: page for page in reversed(list(pages))}.values())[::-1]


def _web_address(link: str, base: str) -> str | None:
    """Return an absolute web address without its fragment; None for anything else."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        host = parts.hostname
    except ValueError:
        return None
    if not link.strip() or parts.scheme not in {"http", "https"} or not host:
        return None
    address = parts._replace(fragment="").geturl()
    return address if len(address) <= _LONGEST_ADDRESS and address.isprintable() and " " not in address else None
