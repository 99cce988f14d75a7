"""Cut a text for the time grammar: words, figures and signs, each turned into one sign of the grammar's alphabet."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?!\d)"
    r"|\d{1,4}/\d{1,2}/\d{2,4}(?![\d/])|\d{1,4}\.\d{1,2}\.\d{2,4}(?![\d.])|\d{1,2}-\d{1,2}-\d{4}(?!\d)"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+(?:st|nd|rd|th|s|ST|ND|RD|TH)\b|\d+"
    r"|[’']\d\ds?\b|[’'][sS]\b|[oO][’'][cC]lock"
    r"|[ap]\.m\.?(?!\w)|[AP]\.M\.?(?!\w)"
    r"|[^\W\d_]+|\n\s*\n|[^\w\s]"
)

_LONGEST_FIGURE = 15

# Shapes of tokens that are told by their form. The signs stand in compiled patterns.
SHAPES: dict[str, str] = {
    "ISO": "!",
    "NUMDATE": '"',
    "CLOCK": "%",
    "NUMSMALL": "0",
    "NUM12": "1",
    "NUM31": "2",
    "NUM59": "3",
    "NUMBIG": "4",
    "CLOCK4": "5",
    "YEAR": "6",
    "YEAROLD": "7",
    "YEAR2": "8",
    "ORDDAY": "9",
    "ORDBIG": ":",
    "DECADE": ";",
    "LOWERWORD": "a",
    "COUNTABLE": "b",
    "CAPWORD": "c",
    "POSS": "d",
    "COMMA": ",",
    "DOT": "e",
    "HYPHEN": "-",
    "SLASH": "/",
    "COLON": "f",
    "CUR": "g",
    "PERCENT": "h",
    "HASH": "i",
    "END": "j",
    "SIGN": "k",
    "ZERODAY": "l",
    "NUM99": "m",
    "DECIMAL": "n",
}
UNIONS: dict[str, tuple[str, ...]] = {
    "DAY": ("NUM12", "NUM31", "ZERODAY"),
    "NUM": ("NUMSMALL", "NUM12", "NUM31", "NUM59", "NUM99", "NUMBIG", "CLOCK4", "DECIMAL", "NUMWORD"),
    "LOWER": ("LOWERWORD", "COUNTABLE"),
    "QUARTERORD": ("FIRSTFOUR",),
}
SIGNS = {
    ",": "COMMA",
    ".": "DOT",
    "-": "HYPHEN",
    "–": "HYPHEN",
    "—": "SIGN",
    "/": "SLASH",
    ":": "COLON",
    "$": "CUR",
    "€": "CUR",
    "£": "CUR",
    "¥": "CUR",
    "%": "PERCENT",
    "#": "HASH",
    "!": "DOT",
    "?": "DOT",
    ";": "DOT",
}
_CLOCK_LIKE = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d$")
# Nouns of people and things that armies count: "2000 fighters" is a number, "2000 elections" a year.
_COUNTED = re.compile(
    r"(?:\w+(?:ers|ors|ants|ians|ists|men|ees|ans|als|icles)|people|troops|police|children|civilians|"
    r"rebels|families|homes|houses|tanks|rockets|shells|miles|meters|metres|kilometers|tons|tonnes|dollars|euros|"
    r"rounds|tents|injured|wounded|killed|dead|strong|km|points|shares|jobs|votes|guns|rifles|bombs|km|m)$"
)


@dataclass(frozen=True, slots=True)
class TimeToken:
    """A token: code points into the text, its words, and the lower-cased form that the lexicon knows."""

    start: int
    end: int
    text: str
    low: str


def shape_of(text: str) -> str:
    """Return the name of the shape of a token that the lexicon does not hold.

    >>> [shape_of(each) for each in ("9", "2020", "9th", "1990s", "10:30", "civilians", "Homs")]
    ['NUM12', 'YEAR', 'ORDDAY', 'DECADE', 'CLOCK', 'COUNTABLE', 'CAPWORD']
    """
    first = text[0]
    if first.isdecimal():
        return _figure(text)
    if first in "’'" and len(text) > 1:
        return _apostrophe(text)
    if first.isalpha():
        if first.isupper():
            return "CAPWORD"
        return "COUNTABLE" if _COUNTED.match(text) else "LOWERWORD"
    if first.isspace():
        return "END"
    return SIGNS.get(text, "SIGN")


def _apostrophe(text: str) -> str:
    if text[-1] in "sS":
        return "POSS" if len(text) == 2 else "DECADE"
    return "YEAR2"


def _figure(text: str) -> str:
    if text.isdecimal():
        # No year and no count is longer, and Python refuses to read figures of thousands of digits.
        return _plain_figure(text) if len(text) <= _LONGEST_FIGURE else "NUMBIG"
    if ":" in text:
        return "ISO" if "-" in text else "CLOCK"
    if text[-1] in "sS" and text[-2].isdigit():
        return "DECADE" if text[-2] == "0" and len(text) in (3, 5) else "SIGN"
    if text[-1].isalpha():
        return "ORDDAY" if len(text) <= _LONGEST_FIGURE and 1 <= int(text[:-2]) <= 31 else "ORDBIG"
    if text.count("-") == 2:
        return "ISO" if text[4] == "-" else "NUMDATE"
    if text.count("/") == 2 or text.count(".") == 2:
        return "NUMDATE"
    return "DECIMAL" if _CLOCK_LIKE.match(text) else "NUMBIG"


def _plain_figure(text: str) -> str:
    value, size = int(text), len(text)
    if size == 4:
        if text[0] == "0":
            return "CLOCK4"
        if 1900 <= value <= 2059:
            return "YEAR"
        return "YEAROLD" if value <= 2100 else "NUMBIG"
    if size > 2:
        return "NUMBIG"
    if size == 2 and text[0] == "0" and value:
        return "ZERODAY"
    tops = (("NUMSMALL", 0), ("NUM12", 12), ("NUM31", 31), ("NUM59", 59), ("NUM99", 99))
    return next(name for name, top in tops if value <= top)
