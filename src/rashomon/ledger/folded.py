"""Folding for search: Latin and Arabic words meet whatever their case, accents and letter variants."""

from __future__ import annotations

import re
import unicodedata

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_APART = re.compile(r"[^\w]+", re.UNICODE)
_HYPHEN = re.compile(r"[’ʼ'`ʿʾ-]+")


def folded(words: str) -> str:
    """Return words in lower case without accents, vowel marks, apostrophes and hyphens, one space between them.

    >>> folded("Al-Z’aïniyah")
    'alzainiyah'
    >>> folded("الرَّقَّة") == folded("الرقه")
    True
    """
    plain = unicodedata.normalize("NFKD", words.translate(_ARABIC).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _APART.sub(" ", _HYPHEN.sub("", bare).translate(_ARABIC)).strip()
