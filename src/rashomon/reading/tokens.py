"""Tokens of English text, cut the way Universal Dependencies cuts them.

The syntax heads are trained on the English Web Treebank, so the cut follows its customs: clitics stand alone
(``do|n't``, ``city|'s``), hyphens split compounds (``truck|-|mounted``) but not prefixes (``pro-government``) or
numbers that belong together (``713-853-3989``), initials and abbreviations keep their stop (``U.S.``, ``Gen.``), and a
unit glued to its number stands apart (``40|km``), while a designation stays whole (``4x4``; ``T-72`` is cut at its
hyphen).

Offsets are code points into the text that is passed in, and every token is a non-empty slice without white space.
"""

from __future__ import annotations

import re
from typing import Final

from rashomon.reading.cutting import load_cutting

APOSTROPHES: Final = "'’‘`´ʼ"
HYPHENS: Final = "-‐‑"

_CUTTING: Final = load_cutting()
ABBREVIATIONS: Final = _CUTTING.abbreviations
_PREFIXES: Final = "|".join(_CUTTING.prefixes)
_A: Final = "['’‘`´ʼ]"
_LETTERS: Final = r"[^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f]*"
_WORD: Final = r"(?:[^\W_]|[\u0300-\u036f\u064b-\u0652])+"

_TOKEN: Final = re.compile(
    r"""
    (?P<web> (?:https?|ftp)://[^\s<>"”’)\]]+[^\s<>"”’)\].,;:!?'] | www\.[^\s<>"”’)\]]+[^\s<>"”’)\].,;:!?']
           | [\w.+%-]+@[\w-]+(?:\.[\w-]+)* | [\w-]+(?:\.[\w-]+)*\.(?:docx?|xlsx?|pdf|jpe?g|png|html?|txt)\b
           | (?<!\w)@\w+ | (?<!\w)\#[^\W\d]\w+
           | (?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|mil|info|co\.uk)\b )
  | (?P<smile> (?<!\w)(?:[:;=]-?[()DPp]|<3|\^_\^)(?!\w) )
  | (?P<date> (?<![\w.])\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}(?!\w) )
  | (?P<phone> (?<![\w-])\+?\d{1,3}(?:[-.]\d{3,4}){2,3}(?![\w-]) | (?<![\w-])\d{3}-\d{4}(?![\w-]) )
  | (?P<clock> (?<!\w)\d{1,2}:\d{2}(?::\d{2})?(?![\d]) )
  | (?P<ratio> (?<![\w/])\d{1,2}/\d{1,2}(?![\w/]) )
  | (?P<ordinal> (?<!\w)\d+(?:st|nd|rd|th|ST|ND|RD|TH)\b )
  | (?P<decade> (?<!\w)'?\d+0s\b | (?<!\w)['’]\d\ds\b )
  | (?P<number> (?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)*(?=(?:[a-zA-Z]{1,3}\b|[^\w]|$)) )
  | (?P<mark> \.{2,}|…+\.?|(?:\.\s){2,}\.(?=\s|$)|-{2,}|[–—]+|[!?]+|\*+|={2,}|_{2,}|<<|>>|‘‘|’’|``|''|[+~]{2,}|/{2,} )
  | (?P<initials> (?<![\w.])(?:[^\W\d_]\.){2,}(?![^\W\d_]{2}) | (?<![\w.'’])[^\W\d_]\.(?=\s*[^\W\d_]) )
  | (?P<company> (?<!\w)[A-Z]{1,2}&[A-Z]{1,2}\b | (?<!\w)(?:[cCwW]/[oO])\b | (?<!\w)w/(?=\s) )
  | (?P<prefixed> (?<![\w-])(?:"""
    + _PREFIXES
    + r""")[-‐‑]"""
    + _WORD
    + r""" )
  | (?P<word> """
    + _WORD
    + r"(?:"
    + _A
    + _WORD
    + r""")* )
  | (?P<other> \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: A word of plain letters before white space or a mark that cannot belong to it: most words, found without the rest.
_PLAIN: Final = re.compile(r"\s*([A-Za-z]+)(?=[\s,;)\]\"”]|$)")
_CLITIC: Final = re.compile(
    rf"(?P<not>n{_A}t)$|(?P<rest>{_A}(?:s|m|re|ve|ll|d))$",
    re.IGNORECASE,
)
_CLITICS_FIRST: Final = re.compile(rf"{_A}(?:s|m|re|ve|ll|d|em|n|til|cause|tis|twas)\b", re.IGNORECASE)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut ``text[start:end]`` into tokens.

    Returns ``(start, end)`` pairs, code points into `text`, in order and without overlap. White space is never part of
    a token, and every other code point of the stretch belongs to exactly one.
    """
    stop = len(text) if end is None else min(end, len(text))
    tokens: list[tuple[int, int]] = []
    position = start
    while position < stop:
        plain = _PLAIN.match(text, position, stop)
        if plain is not None:
            _cut_word(text, plain.start(1), plain.end(), tokens)
            position = plain.end()
            continue
        match = _TOKEN.search(text, position, stop)
        if match is None:
            break
        begin, finish = match.span()
        kind = match.lastgroup
        if kind == "word":
            finish = _keep_stop(text, begin, finish, stop)
            _cut_word(text, begin, finish, tokens)
        elif kind == "other" and text[begin] in APOSTROPHES:
            clitic = _CLITICS_FIRST.match(text, begin, stop)
            if clitic is not None and tokens and tokens[-1][1] == begin:
                finish = clitic.end()
            tokens.append((begin, finish))
        elif kind == "mark" and text[begin] == "." and any(c.isspace() for c in text[begin:finish]):
            tokens.extend((i, i + 1) for i in range(begin, finish) if text[i] == ".")
        else:
            tokens.append((begin, finish))
        position = finish
    return tokens


def _keep_stop(text: str, begin: int, finish: int, stop: int) -> int:
    """Take the stop of an abbreviation into its word, but leave one that ends the stretch's last sentence."""
    if finish >= stop or text[finish] != ".":
        return finish
    word = text[begin:finish].lower()
    if word not in ABBREVIATIONS:
        return finish
    if word in _CUTTING.not_last and (finish + 1 >= stop or text[finish + 1] in '\n"”'):
        return finish
    if word in _CUTTING.words_too and not text[begin].isupper():
        return finish
    if word == "no" and not text[finish + 1 : finish + 3].strip()[:1].isdigit():
        return finish
    return finish + 1


def _cut_word(text: str, begin: int, finish: int, tokens: list[tuple[int, int]]) -> None:
    """Split clitics off a word and append its parts."""
    word = text[begin:finish]
    lower = word.lower()
    glued = _CUTTING.glued.get(lower) or (_CUTTING.glued_small.get(word) if word == lower else None)
    if glued is not None:
        tokens.append((begin, begin + glued))
        tokens.append((begin + glued, finish))
        return
    clitic = None if word.isalpha() else _CLITIC.search(word)
    if clitic is None or clitic.start() == 0:
        tokens.append((begin, finish))
        return
    middle = begin + clitic.start()
    _cut_word(text, begin, middle, tokens) if clitic.group("rest") else tokens.append((begin, middle))
    tokens.append((middle, finish))
