"""Keys by which names and groups of different pages meet when the registry does not know them."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our"})


def words_key(words: str) -> str:
    """Return words without case, accents, articles and plural s.

    >>> words_key("The Soldiers") == words_key("soldier")
    True
    """
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = [word for word in _WORD.findall(plain) if word not in _ARTICLES]
    return " ".join(_singular(word) for word in kept)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
