"""The raw page: untouched bytes and what was given with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as they came, and what somebody said of them.

    `name` is for messages: a path, `pages.jsonl:12`, `stdin` or a URL. `published`, `source` (an outlet's name) and
    `title` are given by a person or a feed, and go before everything the page says itself. `media_type` is what a
    server or a record declared ("text/html; charset=utf-8"), as far as anybody did. `retrieved_at` is when it was
    fetched, in UTC, where an archive says so; without it that is now.
    """

    raw: bytes
    name: str
    url: str | None = None
    published: date | None = None
    source: str | None = None
    title: str | None = None
    media_type: str | None = None
    retrieved_at: datetime | None = None
