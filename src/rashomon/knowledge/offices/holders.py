"""Find office holders in a text: a title with a name ("Prime Minister Tony Blair"), or a government by its head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rashomon.domain import Span
from rashomon.knowledge.offices.terms import Term, open_terms, open_titles

_HEADS = frozenset({"president", "prime minister", "chancellor", "leader", "king"})
_FORMER = re.compile(
    r"\b(?:former|ex|then|late|ousted|deposed|future|incoming|elect)[\s-]+(?:[\w.’']+\s+){0,2}$", re.IGNORECASE
)
_NAME = r"(?:[A-Z][\w.’'-]+|al-\w+|bin|von|der|de|da|el)"
_AFTER = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec", re.IGNORECASE
)
_PARTICLES = ("al-", "el-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A mention of an office holder: where, the terms it may mean, and whether it looks back ("former")."""

    span: Span
    text: str
    terms: tuple[Term, ...]
    former: bool


@dataclass(frozen=True, slots=True)
class _Index:
    """Patterns of mentions, and terms by folded full name and surname."""

    titled: re.Pattern[str]
    governed: re.Pattern[str]
    apposed: re.Pattern[str]
    by_name: dict[str, tuple[Term, ...]]

    def is_after(self, word: str) -> bool:
        """Tell whether a capitalised word after a surname is no part of the name: a weekday, a month."""
        return _AFTER.match(word) is not None


def find_holders(text: str, start: int = 0, end: int | None = None) -> tuple[Holding, ...]:
    """Return the office holders that `text[start:end]` names with their office, in order.

    A surname alone may mean several terms ("President Bush"): all are given. Spans are code points into `text`.

    >>> [each.terms[0].name for each in find_holders("Secretary of State Mike Pompeo accused Iran.")]
    ['Mike Pompeo']
    """
    index = _open_index()
    end = len(text) if end is None else end
    found: list[Holding] = []
    for hit in index.titled.finditer(text, start, end):
        offices = open_titles()[hit["title"].lower().replace("’", "'")]
        found += _hold(text, hit, hit["name"], offices, index)
    for hit in index.governed.finditer(text, start, end):
        found += _hold(text, hit, hit["name"], _HEADS, index)
    for hit in index.apposed.finditer(text, start, end):
        found += _hold(text, hit, hit["name"], open_titles()[hit["title"].lower()], index)
    return tuple(sorted(_apart(found), key=lambda each: each.span))


def terms_of(name: str) -> tuple[Term, ...]:
    """Return the terms of everybody of this name, full or surname; none where nobody of that name held an office."""
    return _open_index().by_name.get(_fold(name), ())


def _hold(text: str, hit: re.Match[str], name: str, offices: frozenset[str], index: _Index) -> list[Holding]:
    words = name.split()
    for size in range(len(words), 0, -1):
        if size == 1 and len(words) > 1 and not words[0].endswith((",", "’s", "'s")) and not index.is_after(words[1]):
            break  # "President Ahmed Ben Bella" is nobody of the surname Ahmed
        terms = tuple(t for t in index.by_name.get(_fold(" ".join(words[:size])), ()) if t.office in offices)
        if terms:
            at = hit.start("name") - hit.start() + len(" ".join(words[:size])) + hit.start()
            span = Span(hit.start(), max(at, hit.end() if hit.re is not index.titled else at))
            before = text[max(0, span.start - 40) : span.start]
            former = bool(_FORMER.search(before)) or hit["name"].lower().endswith("-elect")
            return [Holding(span=span, text=text[span.start : span.end], terms=terms, former=former)]
    return []


def _apart(found: list[Holding]) -> list[Holding]:
    kept: list[Holding] = []
    for each in sorted(found, key=lambda holding: (holding.span.start, -len(holding.span))):
        if not kept or kept[-1].span.end <= each.span.start:
            kept.append(each)
    return kept


def _fold(name: str) -> str:
    name = name.lower().replace("’", "'").strip(".,'")
    return name.removesuffix("'s")


@cache
def _open_index() -> _Index:
    by_name: dict[str, list[Term]] = {}
    for term in open_terms():
        for name in term.names:
            surname = name.split()[-1]
            keys = {name, surname, *(surname.removeprefix(each) for each in _PARTICLES)}
            for key in {_fold(each) for each in keys}:
                by_name.setdefault(key, []).append(term)
    titles = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in sorted(open_titles(), key=len, reverse=True))
    surnames = "|".join(re.escape(each) for each in _surnames())
    return _Index(
        re.compile(rf"\b(?P<title>(?i:{titles}))\s+(?P<name>{_NAME}(?:\s+{_NAME}){{0,4}})"),
        re.compile(rf"\b(?:the\s+)?(?P<name>{surnames})(?:[’']s)?\s+(?:government|administration|regime|cabinet)\b"),
        re.compile(
            rf"\b(?P<name>{_NAME}(?:\s+{_NAME}){{1,3}}),\s+(?:the\s+|a\s+)?(?:[A-Z][\w.’']+\s+){{0,2}}(?P<title>(?i:{titles}))\b"
        ),
        {key: tuple(dict.fromkeys(terms)) for key, terms in by_name.items()},
    )


def _surnames() -> list[str]:
    found = set()
    for term in open_terms():
        if term.office in _HEADS:
            for name in term.names:
                surname = name.split()[-1]
                found |= {surname, *(surname.removeprefix(each) for each in _PARTICLES)}
    return sorted((each for each in found if each[0].isupper() or each.startswith("al-")), key=len, reverse=True)
