"""Characters to text that spans can point into: NFC, one kind of line end, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Joiners U+200C and U+200D stay: scripts and emoji need them. A soft hyphen would split a name in two.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb\ud800-\udfff]")
# All of them at once: most pages have none, and three passes over a page cost more than its parsing.
_ANY = re.compile(
    "[\x00-\x08\v\f\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_BLANKS = re.compile("[^\\S\n]+")


def clean_text(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text in NFC without bidirectional controls and invisible characters, and notices of what went.

    Runs of blanks stay as they are; `squeeze` makes one of them. Line ends of every kind become a line feed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bidi = 0
    if _ANY.search(text):
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
