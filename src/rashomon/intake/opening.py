"""From a raw page to a `Document`."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from rashomon.domain import BlockKind, Document, content_id
from rashomon.errors import PageRefused
from rashomon.intake.articles import flatten, read_article
from rashomon.intake.cleaning import clean_text
from rashomon.intake.dateclues import clues_of_parts, clues_of_url, dateline_parts
from rashomon.intake.dating import Dated, Dating, given_date
from rashomon.intake.decoding import decode_page
from rashomon.intake.draft import Draft, Laid, Part, lay_out
from rashomon.intake.founddates import with_places
from rashomon.intake.frontmatter import FrontMatter, read_front_matter
from rashomon.intake.languages import Language, language_of
from rashomon.intake.markup import looks_like_markup
from rashomon.intake.page import Page
from rashomon.intake.scrapes import read_scrape
from rashomon.intake.sources import choose_source, host_of
from rashomon.settings import Settings

_LOOKED_THROUGH = 200_000
"""Characters of the body that are looked through for years."""

_LEAST_BODY = 25
"""Characters: what is shorter is no report, whatever stands around it."""


def open_page(page: Page, settings: Settings) -> Document:
    """Open a page: decode, clean, tell its blocks apart, name its source, date it.

    Raises PageRefused with a reason: empty, binary, large, charset, no-body, or language. A page refused for its
    language carries the document as `error.document`, so that it can be kept though it is not read.
    """
    if len(page.raw) > settings.max_page_bytes:
        size, most = len(page.raw) / 1e6, settings.max_page_bytes / 1e6
        what = f"the page has {size:.0f} MB, more than the {most:.0f} MB that are read"
        raise PageRefused(page.name, what, "raise max_page_bytes or cut the page", reason="large")
    decoded = decode_page(page)
    text, cleaned = clean_text(decoded.text)
    front = read_front_matter(text)
    draft = _draft(text[front.start :], page, front)
    draft = replace(draft, notices=(*decoded.notices, *cleaned, *draft.notices))
    language = language_of(draft.body_text(), draft.markup_language)
    document = _document(page, front, replace(draft, notices=(*draft.notices, *_doubts(language))), settings)
    document = replace(document, language=language.code)
    if language.sure and language.code not in settings.languages:
        raise _not_read(page, document, language)
    return document


def _draft(text: str, page: Page, front: FrontMatter) -> Draft:
    draft = None
    if looks_like_markup(text):
        draft = read_article(text, page.url or front.fields.get("url"))
        if draft is not None and _body_length(draft) < _LEAST_BODY:
            draft = _read_by_lines(draft, text)
    if draft is None:
        draft = read_scrape(text)
    draft = replace(draft, parts=tuple(_spaced(dateline_parts(iter(draft.parts)))))
    if _body_length(draft) < _LEAST_BODY:
        raise PageRefused(
            page.name, "no article text was found in it", "check that it is the article's page", reason="no-body"
        )
    return draft


def _read_by_lines(draft: Draft, text: str) -> Draft:
    """Return the draft of a page whose markup shows no article, with the body that its lines alone give."""
    flat = read_scrape(flatten(text))
    if draft.parts:
        rest = tuple(part for part in draft.parts if part.kind is not BlockKind.BODY)
        body = tuple(part for part in flat.parts if part.kind is BlockKind.BODY)
        parts = (*rest[:2], *body, *rest[2:])
    else:
        parts = flat.parts
    notices = (*draft.notices, *flat.notices)
    title = draft.title or flat.title
    extractor = f"{draft.extractor}, {flat.extractor}"
    return replace(draft, parts=parts, notices=notices, title=title, extractor=extractor)


def _body_length(draft: Draft) -> int:
    return sum(len(part.text) for part in draft.parts if part.kind is BlockKind.BODY)


def _spaced(parts: Iterator[Part]) -> Iterator[Part]:
    """Drop what has no characters left: a block must hold words."""
    return (part for part in parts if part.text.strip())


def _document(page: Page, front: FrontMatter, draft: Draft, settings: Settings) -> Document:
    raw_sha256 = hashlib.sha256(page.raw).hexdigest()
    url = page.url or front.fields.get("url") or draft.url
    document_id = content_id("doc", raw_sha256, url)
    now = page.retrieved_at or datetime.now(UTC)
    parts = tuple(_with_pseudonyms(draft.parts, settings.comment_salt, host_of(url) or ""))
    laid = lay_out(parts)
    given = [(name, "given") for name in (page.source, front.fields.get("source")) if name]
    source, told = choose_source([*given, *draft.publishers], url)
    dated = _dated(page, front, draft, _Opened(document_id, laid, url, now))
    return Document(
        id=document_id,
        url=url,
        source=source,
        title=page.title or front.fields.get("title") or draft.title,
        text=laid.text,
        blocks=laid.blocks,
        published=dated.published,
        retrieved_at=now,
        language="und",
        raw_sha256=raw_sha256,
        extractor=draft.extractor,
        byline=draft.byline,
        date_rivals=dated.rivals,
        notices=(*draft.notices, told),
    )


class _Opened:
    """What dating needs of the document in the making."""

    __slots__ = ("document_id", "laid", "now", "url")

    def __init__(self, document_id: str, laid: Laid, url: str | None, now: datetime) -> None:
        self.document_id, self.laid, self.url, self.now = document_id, laid, url, now


def _dated(page: Page, front: FrontMatter, draft: Draft, opened: _Opened) -> Dated:
    given = (page.published, page.published.isoformat()) if page.published else None
    words = front.fields.get("date")
    if given is None and words and (day := given_date(words)):
        given = (day, words)
    dating = Dating(
        document_id=opened.document_id,
        laid=opened.laid,
        body=draft.body_text()[:_LOOKED_THROUGH],
        today=opened.now.date(),
        given=given,
    )
    clues = [*with_places(draft.clues, draft.parts), *clues_of_parts(draft.parts)]
    if not any(clue.basis == "url" for clue in clues):
        clues += clues_of_url(opened.url)
    return dating.choose(clues)


def _with_pseudonyms(parts: tuple[Part, ...], salt: str, host: str) -> Iterator[Part]:
    """Give each comment's author a name that is the same on one site and says nothing of the person."""
    for part in parts:
        if part.author is None:
            yield part
        else:
            words = f"{host}\0{part.author.casefold().strip()}".encode()
            digest = hmac.new(salt.encode(), words, hashlib.sha256).hexdigest()
            yield replace(part, author=f"reader-{digest[:10]}")


def _doubts(language: Language) -> tuple[str, ...]:
    return () if language.sure else (f"There are too few words to be sure that the language is {language.name}.",)


def _not_read(page: Page, document: Document, language: Language) -> PageRefused:
    return PageRefused(
        page.name,
        f"it is written in {language.name}, which is not read",
        "it is kept and can be shown",
        reason="language",
        document=document,
    )
