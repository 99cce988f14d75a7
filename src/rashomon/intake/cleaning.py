"""Characters to text that spans can point into: NFC, one kind of line end, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Joiners U+200C and U+200D stay: scripts and emoji need them. A soft hyphen would split a name in two.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb\ud800-\udfff]")
_BLANKS = re.compile("[^\\S\n]+")


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text in NFC without bidirectional controls and invisible characters, and notices of what went.

    Runs of blanks stay as they are; `squeeze` makes one of them. Line ends of every kind become a line feed.
    """
    text = _LINE_ENDS.sub("\n", text)
    text, bidi = _BIDI.subn("", text)
    text = _INVISIBLE.sub("", text)
    notices = (f"{bidi} bidirectional control characters were left out of the text.",) if bidi else ()
    return unicodedata.normalize("NFC", text), notices


def squeeze(line: str) -> str:
    r"""Return a line with each run of blanks as one space, none at its ends.

    >>> squeeze("  two\u00a0 words ")
    'two words'
    """
    return _BLANKS.sub(" ", line).strip()
