"""Find time expressions in a text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from rashomon.domain import Span
from rashomon.knowledge.times.expression import TimeExpression, TimeShape
from rashomon.knowledge.times.grammar import Grammar, TimeRule, open_grammar
from rashomon.knowledge.times.lexicon import Lexicon
from rashomon.knowledge.times.meaning import read_fields
from rashomon.knowledge.times.merging import Piece, merge
from rashomon.knowledge.times.tokens import SHAPES, TOKEN, TimeToken, shape_of


class Match(NamedTuple):
    """A rule that matched tokens `start` to `end`, with the fields it filled."""

    start: int
    end: int
    rule: TimeRule
    fields: dict[str, Any]


class Cut(NamedTuple):
    """A text cut into tokens, and their signs as one string of equal length."""

    tokens: list[TimeToken]
    signs: str


def find_times(text: str, start: int = 0, end: int | None = None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text[start:end]` in order, un-anchored.

    Spans are code points into `text` (base 0). Nothing is anchored to a day here: `resolve.times` does that.

    >>> [
    ...     each.text
    ...     for each in find_times("Clashes erupted on April 9 evening; 22 civilians fled May Village last week.")
    ... ]
    ['April 9 evening', 'last week']
    """
    grammar = open_grammar()
    cut = _cut(text, start, len(text) if end is None else end, grammar)
    matches = _match(cut, grammar)
    if not matches:
        return ()
    return merge([_express(text, cut, each, grammar.lexicon) for each in matches], text, cut.tokens)


def matched_rules(text: str) -> tuple[str, ...]:
    """Return the names of the rules that match in a text, in order, also of those that a neighbour takes in."""
    grammar = open_grammar()
    return tuple(each.rule.name for each in _match(_cut(text, 0, len(text), grammar), grammar))


def _cut(text: str, start: int, end: int, grammar: Grammar) -> Cut:
    hits = list(TOKEN.finditer(text, start, end))
    signs = "".join([_sign(hit[0]) for hit in hits]) + SHAPES["END"]
    if grammar.any_start.search(signs) is None:
        return Cut([], signs)
    return Cut([TimeToken(hit.start(), hit.end(), hit[0], hit[0].lower()) for hit in hits], signs)


@lru_cache(maxsize=65_536)
def _sign(word: str) -> str:
    """Return the sign of a token by the lexicon, else by its shape."""
    lexicon, low = open_grammar().lexicon, word.lower()
    sign = (lexicon.capital if word[0].isupper() else lexicon.small).get(low)
    if sign is None:
        if low[1:].startswith(("’c", "'c")) and low.startswith("o"):
            sign = lexicon.small["oclock"]
        else:
            sign = lexicon.small.get(low.rstrip("."), "") if low.endswith(".") and len(low) > 1 else ""
        sign = sign or SHAPES[shape_of(word)]
    return sign


def _match(cut: Cut, grammar: Grammar) -> list[Match]:
    found: list[Match] = []
    signs, at = cut.signs, 0
    while (start := grammar.any_start.search(signs, at)) is not None:
        at = start.start()
        best, best_end = None, at
        starters = grammar.by_first[signs[at]]
        if starters.any_rule is not None and starters.any_rule.match(signs, at) is None:
            at += 1
            continue
        for rule in starters.rules:
            hit = rule.regex.match(signs, at)
            if hit is not None and hit.end() > best_end:
                best, best_end, best_hit = rule, hit.end(), hit
        if best is None:
            at += 1
            continue
        fields = read_fields(best, best_hit, cut.tokens, grammar.lexicon)
        if fields is None:
            at += 1
            continue
        found.append(Match(at, best_end, best, fields))
        at = best_end
    return found


def _express(text: str, cut: Cut, match: Match, lexicon: Lexicon) -> Piece:
    span = Span(cut.tokens[match.start].start, cut.tokens[match.end - 1].end)
    lead, lead_span = None, None
    if match.start and ((before := cut.tokens[match.start - 1]).low, "LEAD") in lexicon.values:
        lead, lead_span = before.low, Span(before.start, before.end)
    fields = dict(match.fields)
    ends = _ends(fields, span, text, match.rule.name) if match.rule.shape is TimeShape.SPAN else {}
    value = TimeExpression(
        span=span,
        text=text[span.start : span.end],
        shape=match.rule.shape,
        rule=match.rule.name,
        lead=lead,
        lead_span=lead_span,
        **fields,
        **ends,
    )
    return Piece(match.start, match.end, match.rule.weak, value)


def _ends(fields: dict[str, Any], span: Span, text: str, rule: str) -> dict[str, Any]:
    """Take the two ends of a stretch out of the fields that one pattern filled ("April 3 to 7")."""
    year, month, day = (fields.pop(each, None) for each in ("year", "month", "day"))
    year2, month2, day2 = (fields.pop(each, None) for each in ("year2", "month2", "day2"))
    if year2 is not None and year is not None and year2 < 100:
        year2 += year - year % 100
    common: dict[str, Any] = {"span": span, "text": text[span.start : span.end], "shape": TimeShape.DATE, "rule": rule}
    return {
        "first": TimeExpression(year=year, month=month, day=day, **common),
        "last": TimeExpression(year=year2 or year, month=month2 or month, day=day2, **common),
    }
