"""A glance at raw HTML: is it plainly in a language that is not read? Then an archive need not be opened page by page.

It looks at the paragraphs alone, and answers only where both halves of them agree; in doubt the page is opened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

from rashomon.intake.languages import Language, language_of

_PARAGRAPH = re.compile(r"<p[\s>]([^\0]{0,20000}?)</p>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")

ENOUGH = 600
"""Characters of paragraphs from which a glance is trusted."""

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
