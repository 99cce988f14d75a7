"""What a claim takes up: "the shooting", "that convoy", told of one incident of the page and of no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.domain import Claim, Document, Span

_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|its|their|his|her|both)\s+((?:[\w’'-]+\s+){0,2}?[\w’'-]+)(?=[\s.,;:”\"]|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE_END = re.compile(r"[.!?][”\"’]?\s|\n")

_COMMON_WORDS = (
    "army police government group people toll dead killed wounded town city village official officials spokesman "
    "spokeswoman ministry minister military force forces troop troops fighter fighters soldier soldiers militant "
    "militants civilian civilians resident residents source sources number figure figures report reports "
    "statement claim claims attack attacks attacker attackers incident side sides region province district area "
    "country local same first second third last other others evening morning night week month year time that this "
    "them they their from with have been were said says told "
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that any incident may have: they tell none from another."""

_KINDRED = (
    frozenset({"shoot", "fire", "gunman", "gunmen", "shot", "gun"}),
    frozenset({"bomb", "blast", "explosion", "explod", "detonat"}),
    frozenset({"shell", "shelling", "artillery", "mortar", "rocket"}),
    frozenset({"ambush", "convoy"}),
    frozenset({"air", "aircraft", "airstrik", "warplane", "jet", "drone"}),
    frozenset({"abduct", "kidnap", "abduction", "kidnapping", "hostage", "captiv"}),
)
"""Words by which one deed is told and taken up: gunmen open fire, and then it is "the shooting"."""


def told_words(claims: Iterable[Claim], document: Document) -> frozenset[str]:
    """Return the telling words of an incident: those of the sentences in which its claims stand."""
    found: set[str] = set()
    for claim in claims:
        found |= _stems(sentence_of(document.text, claim.content.span))
    return _with_kin(found)


def taken_words(claim: Claim) -> frozenset[str]:
    """Return the words that a claim speaks of as known."""
    heads = (match[1] for match in _DEFINITE.finditer(claim.content.text))
    return _with_kin({stem for head in heads for stem in _stems(head)})


def taken_up(claim: Claim, told: Sequence[frozenset[str]]) -> int | None:
    """Return which of several incidents a claim takes up by words that no other of them has, or None.

    `told` are the words of each incident. A page with one incident takes it up whatever it says.
    """
    if len(told) < 2:
        return None
    mine = taken_words(claim)
    counts = []
    for index, words in enumerate(told):
        others = frozenset().union(*(told[other] for other in range(len(told)) if other != index))
        counts.append(len(mine & (words - others)))
    best = max(counts)
    return counts.index(best) if best and counts.count(best) == 1 else None


def sentence_of(text: str, span: Span) -> str:
    """Return the sentence in which words stand, as far as stops and lines tell."""
    start, end = span.start, span.end
    head = [match.end() for match in _SENTENCE_END.finditer(text, max(0, start - 400), start)]
    tail = _SENTENCE_END.search(text, max(end - 1, start))
    return text[head[-1] if head else max(0, start - 400) : tail.start() if tail else len(text)]


def _stems(words: str) -> set[str]:
    found = (match.group().lower() for match in _WORD.finditer(words))
    return {_stem(word) for word in found if word not in _COMMON}


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ers", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _with_kin(stems: set[str]) -> frozenset[str]:
    """Add a name for the kind of deed to words of that kind, so that they meet."""
    return frozenset(stems | {f"kind {number}" for number, kin in enumerate(_KINDRED) if stems & kin})
