"""Settle the expressions of a page in their order: each may count from the one before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from rashomon.domain import Span
from rashomon.knowledge.times import TimeExpression, TimeShape, Unit
from rashomon.knowledge.times.tense import direction_of
from rashomon.resolve.times_anchoring import settle
from rashomon.resolve.times_context import Context, Settled
from rashomon.resolve.times_periods import Period, period_of

_SPOKE = re.compile(
    r"\b(?:said|says|told\s+[^.,;]{1,40}|announced|declared|added|wrote|tweeted|repeated|denied|confirmed|insisted|claimed"
    r"|(?:statement|communiqu[eé]|briefing|press\s+conference|message|letter|post))"
    r"\s+(?:(?:late|early|later|again)\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
"""Words before a time by which it is that of the telling."""

_NARRATED = (Unit.DAY, Unit.WEEK, Unit.WEEKEND, Unit.MONTH, Unit.QUARTER, Unit.SEASON, Unit.YEAR)


def settle_in_order(
    text: str, expressions: Sequence[TimeExpression], sentences: Sequence[Span], context: Context
) -> list[tuple[Settled, Context]]:
    """Return the expressions as they stand on the page, one for one, each with the context that it stood in.

    What a narrative expression ("a day earlier") counts from is the last day or period that the text spoke of. The
    tense is that of the verb nearest by.
    """
    starts = [each.start for each in sentences]
    found: list[tuple[Settled, Context]] = []
    for expression in expressions:
        sentence = _sentence_of(expression, sentences, starts, len(text))
        direction = direction_of(text, sentence, expression.span.start, expression.span.end)
        here = context.looking(direction)
        settled = settle(expression, here)
        found.append((settled, here))
        if not _is_of_telling(text, sentence[0], expression):
            context = _told(settled, context)
    return found


def _is_of_telling(text: str, start: int, expression: TimeExpression) -> bool:
    """Tell whether a time is when a voice spoke ("police said on Friday"): what follows does not count from it."""
    return _SPOKE.search(text[start : expression.span.start]) is not None


def _sentence_of(
    expression: TimeExpression, sentences: Sequence[Span], starts: Sequence[int], size: int
) -> tuple[int, int]:
    at = bisect_right(starts, expression.span.start) - 1
    if at < 0 or sentences[at].end <= expression.span.start:
        return expression.span.start, min(size, expression.span.end + 200)
    return sentences[at].start, max(sentences[at].end, expression.span.end)


def _told(settled: Settled, context: Context) -> Context:
    """Return the context after this expression was told."""
    expression, period = settled.expression, settled.period
    if expression.shape is TimeShape.SPAN and settled.ends:
        settled, period = settled.ends[-1], settled.ends[-1].period
    if period is None or settled.rolling or expression.shape in (TimeShape.REFERENCE, TimeShape.ANNIVERSARY):
        return context
    if period.unit is Unit.QUARTER:
        # A report of a quarter's figures compares them with others; the latest quarter is the one that it is about.
        over = context.day is None or period.last <= context.day
        newer = context.recent is None or period.first >= context.recent.first
        if expression.shape is TimeShape.DATE and over and newer:
            context = replace(context, recent=period)
        return context
    if period.unit in _NARRATED and expression.shape is not TimeShape.CLOCK:
        return replace(context, narrative=_as_told(period))
    return context


def _as_told(period: Period) -> Period:
    return period_of(Unit.DAY, period.first) if period.days == 1 else period
