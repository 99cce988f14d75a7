"""The clauses of a sentence's words: where one ends and the next begins, and what stands outside them."""

from __future__ import annotations

from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.domain.span import Span
from rashomon.knowledge.times import find_times
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import CLOSING, OPENING, Words

_JOINTS: Final = frozenset({"and", "but", "while", "whereas", "although", "though", "yet", "as"})
_SPANNING: Final = frozenset({"during", "after", "following"})
_CONNECTIVES: Final = word_set("clauses.connectives")
_TAIL: Final = word_set("clauses.tail")


def split_clauses(page: ReadPage, span: Span) -> list[Span]:
    """Cut a span of one sentence at ", and", ", but", ", while" and ";" where verbs stand on both sides.

    Quotations are not cut. The pieces are trimmed and in order; a span without such a joint comes back as one.
    """
    sentence = page.reading.sentence_at(span.start)
    if sentence is None:
        return [span]
    words = page.words(sentence)
    inside = [i for i in range(words.count) if span.start <= words.start(i) and words.end(i) <= span.end]
    if not inside:
        return [span]
    cuts = [inside[0]]
    for index in inside[1:-2]:
        joint = words.low(index) == ";" or (words.low(index) == "," and words.low(index + 1) in _JOINTS)
        joint = joint or _relative_joint(words, index) or _second_that(words, index)
        if (
            joint
            and not words.quoted[index]
            and _is_clause(words, cuts[-1], index)
            and _is_clause(words, index + 2, _next_joint(words, index + 1, inside[-1]))
        ):
            cuts.append(index + 1)
    ends = [*(cut - 1 for cut in cuts[1:]), inside[-1] + 1]
    pieces = [
        Span(words.start(first), words.end(end - 1)) for first, end in zip(cuts, ends, strict=True) if end > first
    ]
    return [trimmed for piece in pieces if (trimmed := trim(page, piece)) is not None] or [span]


def _relative_joint(words: Words, index: int) -> bool:
    """Whether ", during which" or ", after which" opens a deed of its own here."""
    return words.low(index) == "," and words.low(index + 1) in _SPANNING and words.low(index + 2) == "which"


def _second_that(words: Words, index: int) -> bool:
    """Whether "and that" goes on with a second clause of what is said ("said that A and that B")."""
    return words.low(index) in ("and", "but") and words.low(index + 1) == "that" and words.low(index - 1) != ","


def _next_joint(words: Words, start: int, last: int) -> int:
    for index in range(start + 1, last):
        if words.low(index) == ";" or (words.low(index) == "," and words.low(index + 1) in _JOINTS):
            return index
    return last + 1


def _is_clause(words: Words, first: int, end: int) -> bool:
    """Whether a subject and a verb of its own stand here; a list item or a verb without a subject is no clause."""
    verbs = [i for i in range(first, min(end, words.count)) if words.is_verb(i)]
    if not verbs:
        return False
    if words.has_syntax:
        subject = any(words.deprel(c).startswith("nsubj") for v in verbs for c in words.children(v) if first <= c < end)
        # "..., and another hit a tent": readings take "another" for a determiner of the verb.
        return subject or any(words.low(v - 1) in ("another", "others") and v > first for v in verbs)
    return verbs[0] > first


def trim(page: ReadPage, span: Span) -> Span | None:
    """Take connectives, a time that stands first and is set off by a comma, and the final stop off a clause."""
    sentence = page.reading.sentence_at(span.start)
    if sentence is None:
        return span
    words = page.words(sentence)
    inside = [i for i in range(words.count) if span.start <= words.start(i) and words.end(i) <= span.end]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    while first < last and (words.low(first) in _CONNECTIVES | {",", ";"} or words.is_dash(first)):
        if words.low(first) == "so" and words.low(first + 1) in ("far", "many", "much"):
            break
        first += 1
    comma = next((i for i in range(first, min(first + 9, last)) if words.low(i) == ","), None)
    if comma is not None and _only_time(page, words, first, comma):
        first = comma + 1
    while last > first and (
        words.low(last) in _TAIL
        or words.is_dash(last)
        or (words.low(last) in CLOSING and not _opens(words, first, last))
    ):
        last -= 1
    while last > first + 1 and words.low(last) in _JOINTS and words.low(last - 1) == ",":
        last -= 2
    if words.low(last) in OPENING and words.low(last) != '"' and last > first:
        last -= 1
    return Span(words.start(first), words.end(last))


def _opens(words: Words, first: int, last: int) -> bool:
    return any(words.low(i) in OPENING for i in range(first, last))


def _only_time(page: ReadPage, words: Words, first: int, comma: int) -> bool:
    """Whether an adjunct before a comma is a time and its preposition, or a connective, and nothing else."""
    start, end = words.start(first), words.end(comma - 1)
    times = find_times(page.document.text, start, end)
    left = set(range(first, comma))
    for time in times:
        left -= {i for i in left if time.span.start < words.end(i) and words.start(i) < time.span.end}
    return bool(times) and all(
        words.low(i)
        in ("on", "in", "at", "by", "during", "the", "since", "earlier", "late", "early", "only", "just", "over")
        for i in left
    )


def without(span: Span, holes: list[Span]) -> list[Span]:
    """Return what is left of a span outside some others, in order."""
    pieces = [span]
    for hole in sorted(holes):
        rest: list[Span] = []
        for piece in pieces:
            if not piece.overlaps(hole):
                rest.append(piece)
                continue
            if piece.start < hole.start:
                rest.append(Span(piece.start, hole.start))
            if hole.end < piece.end:
                rest.append(Span(hole.end, piece.end))
        pieces = rest
    return pieces
