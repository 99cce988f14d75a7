"""Fold the names of actors, so that spellings and transliterations of one meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLES = frozenset({"the", "a", "an", "al", "el", "ul", "as", "ash", "ar", "ad", "at", "az", "an-"})
_DROPPED = re.compile(r"[’'‘`´ʿʾʻʼ\"“”«»]|(?<=[A-Za-z])\.(?=\s|$|[A-Za-z])")
_SPLIT = re.compile(r"[\s\-–—/_,;:()\[\].&+]+")
_POSSESSIVE = re.compile(r"[’']s?$")


@lru_cache(maxsize=65_536)
def fold_name(name: str) -> str:
    """Return the folded form: small letters, no marks, no articles, single spaces.

    >>> fold_name("Hay’at Tahrir al-Sham"), fold_name("U.S. Army"), fold_name("Al-Qaeda")
    ('hayat tahrir sham', 'us army', 'qaeda')
    """
    if not name.isascii():
        name = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    words = _SPLIT.split(_DROPPED.sub("", name).lower())
    kept = [word for word in words if word and word not in _ARTICLES]
    return " ".join(kept) or " ".join(word for word in words if word)


def is_acronym(name: str) -> bool:
    """Tell whether a name is told by its capitals ("IS", "YPG", "U.N."), so that "is" must not match it."""
    plain = name.replace(".", "").replace("-", "")
    return 2 <= len(plain) <= 6 and plain.isalnum() and plain.upper() == plain and any(map(str.isalpha, plain))


def acronym_key(name: str) -> str:
    """Return an acronym without dots."""
    return name.replace(".", "")


def without_possessive(words: str) -> str:
    """Return the words without a final possessive.

    >>> without_possessive("Syria’s")
    'Syria'
    """
    return _POSSESSIVE.sub("", words) if words[-2:].lower() in ("'s", "’s") else words
