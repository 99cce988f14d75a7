"""The corpus of web pages with gold strings, and how a page of it is opened."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.figures import Skipped
from rashomon.domain import BlockKind, Document
from rashomon.errors import PageRefused
from rashomon.intake import Page, open_page
from rashomon.settings import Settings

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LIKE_QUOTES = str.maketrans("‘’‚`´“”„«»–—", "'''''\"\"\"\"\"--")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page and what a person marked in it: strings its body must and must not have, comments, title, date."""

    url: str
    path: Path
    musts: tuple[str, ...]
    must_nots: tuple[str, ...]
    comments: tuple[str, ...]
    title: str | None
    day: date | None

    def raw(self) -> bytes:
        """Return the untouched bytes."""
        return self.path.read_bytes()


def read_gold(root: Path, limit: int | None) -> Iterator[GoldPage]:
    """Yield the pages of `webpages/gold.json` whose file is there, at most `limit`. Raises Skipped without any."""
    folder = root / "webpages"
    table: Mapping[str, Mapping[str, Any]] = json.loads((folder / "gold.json").read_text("utf-8"))
    given = 0
    for url, record in table.items():
        path = folder / "html" / record["file"]
        if not path.exists() or (limit is not None and given >= limit):
            continue
        given += 1
        yield GoldPage(
            url=url,
            path=path,
            musts=_strings(record.get("with")),
            must_nots=_strings(record.get("without")),
            comments=_strings(record.get("comments")),
            title=record.get("title") or None,
            day=gold_day(record.get("date") or ""),
        )
    if not given:
        raise Skipped(f"no page of {folder / 'gold.json'} is in {folder / 'html'}")


def _strings(value: object) -> tuple[str, ...]:
    """Return the strings of a list that hold more than blanks; an empty string would be in every page."""
    return (
        tuple(unicodedata.normalize("NFC", text) for text in value if text.strip()) if isinstance(value, list) else ()
    )


def gold_day(words: str) -> date | None:
    """Return a gold date; a few were written year, day, month.

    >>> gold_day("2022-29-11")
    datetime.date(2022, 11, 29)
    """
    found = _DATE.fullmatch(words.strip())
    if not found:
        return None
    year, month, day = (int(number) for number in found.groups())
    if month > 12 >= day:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None


def open_bytes(raw: bytes, name: str, url: str | None) -> Document | None:
    """Open a page as the program does; one in another language is measured too; None when it is refused otherwise."""
    try:
        return open_page(Page(raw=raw, name=name, url=url), Settings())
    except PageRefused as refused:
        return refused.document


def text_of_kinds(document: Document | None, *kinds: BlockKind) -> str:
    """Return the text of all blocks of these kinds, a line each; blocks of one line, a space apart, stay together."""
    pieces: list[str] = []
    end = -2
    for block in document.blocks if document else ():
        if block.kind in kinds and document:
            pieces.append(" " if block.span.start == end + 1 else "\n")
            pieces.append(document.words_of(block))
            end = block.span.end
    return "".join(pieces)


def reporting_text(document: Document | None) -> str:
    """Return the text in which the outlet speaks."""
    return text_of_kinds(document, *(kind for kind in BlockKind if kind.is_reporting))


def spaced(text: str) -> str:
    """Return a text with each run of blanks and line ends as one space."""
    return " ".join(text.split())


def same_title(ours: str, gold: str) -> bool:
    """Tell whether two titles are the same but for case, blanks and the style of quotes and dashes."""
    return _plain(ours) == _plain(gold)


def _plain(title: str) -> str:
    return spaced(unicodedata.normalize("NFC", title).translate(_LIKE_QUOTES)).casefold()
