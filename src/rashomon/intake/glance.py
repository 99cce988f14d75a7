"""A glance at raw HTML that is plainly in a language that is not read, or plainly about no conflict.

Such a page need not be opened; in doubt it is.

For the language it looks at the paragraphs alone, and answers only where both halves of them agree. For the gate it
looks at every long line that the page shows: article, teasers and comments are not told apart, so the few strongest
passages count, and a page must stay well under the gate's threshold. What was measured is in `docs/watch.md`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

from rashomon.errors import PageRefused
from rashomon.intake.cleaning import clean_text
from rashomon.intake.decoding import decode_page
from rashomon.intake.gate import LANGUAGES, Relevance, judge_words
from rashomon.intake.languages import Language, language_of
from rashomon.intake.markup import lines_of, looks_like_markup, parse_markup
from rashomon.intake.page import Page
from rashomon.settings import Settings

_PARAGRAPH = re.compile(r"<p[\s>]([^\0]{0,20000}?)</p>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")

ENOUGH = 600
"""Characters of paragraphs from which a glance is trusted."""

LONG = 80
"""Characters of a line that a glance for the gate looks at: menus and headings are shorter."""

PARTS = 10
"""The strongest passages, one in so many, make a page's score at a glance: fewer than the gate takes, because a page
shows more than its article."""

MARGIN = 0.3
"""Log odds by which a page must stay under the gate's threshold to be set aside at a glance."""

_LOOKED_AT = 8_000
_MOST_BYTES = 2_000_000


def other_language(raw: bytes, languages: Collection[str]) -> Language | None:
    """Return the language of an HTML page where it plainly is none of these ISO 639-1 codes, else None.

    >>> other_language(b"<p>The army said that it had taken the town.</p>", ("en",)) is None
    True
    """
    if len(raw) > _MOST_BYTES:
        return None
    text = raw.decode("utf-8", "ignore")
    parts: list[str] = []
    size = 0
    for found in _PARAGRAPH.finditer(text):
        part = html.unescape(_TAG.sub(" ", found[1]))
        parts.append(part)
        size += len(part)
        if size > _LOOKED_AT:
            break
    words = " ".join(" ".join(parts).split())
    if len(words) < ENOUGH:
        return None
    middle = len(words) // 2
    one, other = language_of(words[:middle]), language_of(words[middle:])
    if one.sure and other.sure and one.code not in languages and other.code not in languages:
        return one
    return None


def plainly_ordinary(page: Page, settings: Settings) -> Relevance | None:
    """Return how an HTML page is judged that plainly tells of no conflict event; None where it is to be opened.

    That is told of most pages that the gate would set aside after opening, at a fifth of the cost. It is told of no
    page without enough words, in a language without weights, or that cannot be parsed.
    """
    if len(page.raw) > min(_MOST_BYTES, settings.max_page_bytes):
        return None
    try:
        text, _ = clean_text(decode_page(page).text)
    except PageRefused:
        return None  # opening it says why
    tree = parse_markup(text) if looks_like_markup(text) else None
    if tree is None:
        return None
    words = "\n".join(line for line in lines_of(tree) if len(line) >= LONG)
    language = language_of(words)
    if len(words) < ENOUGH or not language.sure or language.code not in LANGUAGES:
        return None
    judged = judge_words(words, settings.relevance_threshold - MARGIN, parts=PARTS)
    return None if judged.relevant else judged
