"""Mentions of time to `When`: anchored to the page's day, or left open with bounds and reasons."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rashomon.domain import Claim, Document, Granularity, Reading, Span, Stance, Status, When
from rashomon.knowledge.times import TimeExpression, find_times
from rashomon.resolve.times_anchoring import settle
from rashomon.resolve.times_context import Context, Settled, context_of
from rashomon.resolve.times_deeds import count_from_deeds
from rashomon.resolve.times_publication import narrow_publication
from rashomon.resolve.times_sequence import settle_in_order
from rashomon.resolve.times_when import when_of

__all__ = ["anchor", "ground_times", "narrow_publication", "times_of"]

_AHEAD_STANCES = (Stance.PREDICTS, Stance.PLANS)
_AHEAD_STATUS = (Status.PLANNED, Status.PREDICTED)


def anchor(expression: TimeExpression, day: date | None, direction: int = -1, context: Context | None = None) -> When:
    """Return what an expression says on a page of this day.

    `direction` is -1 where the verb beside it looks back, 1 where it looks ahead, 0 where it does not say. `context`
    holds more that the page knows; without it the day is all.

    >>> anchor(find_times("since Monday")[0], date(2020, 4, 10)).edtf
    '2020-04-06/2020-04-10'
    """
    context = replace(context or Context(day=day, earliest=day, latest=day), direction=direction)
    return when_of(settle(expression, context), context)


def times_of(document: Document, reading: Reading) -> list[tuple[Settled, Context]]:
    """Return every expression of the page's reporting, settled in order, each with the context that it stood in."""
    expressions = [each for block in document.reporting()
                   for each in find_times(document.text, block.span.start, block.span.end)]  # fmt: skip
    context = context_of(document.published, expressions)
    return settle_in_order(document.text, expressions, reading.sentences, context)


def ground_times(document: Document, reading: Reading, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the claims with bounds for their times.

    A claim's `when` keeps its words and evidence; what the grammar does not understand stays open and says so. The
    page's date caps what is told of the past; plans and forecasts look ahead.
    """
    if not any(claim.when is not None for claim in claims):
        return claims
    known = times_of(document, reading)
    starts = [settled.expression.span.start for settled, _ in known]
    grounded = [_ground(claim, known, starts) for claim in claims]
    return count_from_deeds(document.text, grounded, known)


def _ground(claim: Claim, known: Sequence[tuple[Settled, Context]], starts: Sequence[int]) -> Claim:
    when = claim.when
    if when is None or when.evidence is None:
        return claim
    found = _at(when.evidence.span, known, starts)
    if found is None:
        reasons = (*when.reasons, "The time grammar does not know these words.")
        return claim.with_changes(when=replace(when, granularity=Granularity.OPEN, reasons=reasons))
    settled, context = found
    if claim.stance in _AHEAD_STANCES or claim.status in _AHEAD_STATUS:
        context = context.looking(1)
        settled = settle(settled.expression, context)
    return claim.with_changes(when=when_of(settled, context, when.evidence))


def _at(span: Span, known: Sequence[tuple[Settled, Context]], starts: Sequence[int]) -> tuple[Settled, Context] | None:
    """Return the expression that shares most words with this span."""
    best, most = None, 0
    for settled, context in known[max(0, bisect_left(starts, span.start) - 1) :]:
        other = settled.expression.span
        if other.start >= span.end:
            break
        shared = min(span.end, other.end) - max(span.start, other.start)
        if shared > most:
            best, most = (settled, context), shared
    return best
