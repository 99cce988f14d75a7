"""Times that count from a deed: "two days after the attack", "the day before the vote"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from rashomon.domain import Claim, Granularity, When
from rashomon.knowledge.times import Unit
from rashomon.resolve.times_anchoring import settle
from rashomon.resolve.times_context import Context, Settled
from rashomon.resolve.times_periods import period_of
from rashomon.resolve.times_when import when_of

_DEED: Final = re.compile(r"\s*(?:after|before)\s+(?P<deed>[^,.;:\n]{2,60})")
_WORD: Final = re.compile(r"[a-z]{4,}")
_ONE: Final = re.compile(r"\b(?:the|a|one)\s+$", re.IGNORECASE)
#: Letters by which "attack" and "attacked", "bombing" and "bombed" are one word.
_STEM: Final = 4
#: How far after "after" a date may stand and still be that of the deed ("two days after the June 3 attack").
_BESIDE: Final = 60
#: Days of the longest feast that a time may count from ("a week before Christmas").
_FEAST: Final = 4
#: Claims before that are asked for the deed.
_REACH: Final = 8
_EMPTY: Final = frozenset({"that", "they", "were", "this", "these", "their", "which", "when", "with", "from", "into"})
_FINE: Final = (Unit.HOUR, Unit.MINUTE, Unit.SECOND)


def count_from_deeds(text: str, claims: Sequence[Claim], known: Sequence[tuple[Settled, Context]]) -> tuple[Claim, ...]:
    """Return the claims with times that count from a deed bounded by that deed's own day, where the page tells it.

    The day is that of a date beside the deed's words, else that of the claims before that tell such a deed, if they
    have one day and agree. Otherwise the time stays open, as it was.
    """
    result = list(claims)
    for index, claim in enumerate(claims):
        found = _counted(text, result[:index], claim, known)
        if found is not None:
            result[index] = claim.with_changes(when=found)
    return tuple(result)


def _counted(text: str, before: Sequence[Claim], claim: Claim, known: Sequence[tuple[Settled, Context]]) -> When | None:
    when = claim.when
    if when is None or when.evidence is None:
        return None
    spot = when.evidence.span
    here = next((pair for pair in known if pair[0].expression.span.overlaps(spot)), None)
    if here is None or here[0].expression.reference != "event":
        return None
    settled, context = here
    expression = settled.expression
    deed = _DEED.match(text, expression.span.end)
    if deed is None:
        return None
    day = _dated_beside(deed.start("deed"), deed.end("deed"), known) or _day_of(deed["deed"], before, spot.start)
    if day is None:
        return None
    offset = expression.offset
    if offset is None and _ONE.search(text[max(0, expression.span.start - 5) : expression.span.start]):
        offset = expression.direction
    reason = f"Counted from {day}, the day of {deed['deed'].strip()!r}."
    if expression.unit in _FINE or offset is None:
        return _near(when, day, expression.direction or 1, expression.unit in _FINE, reason)
    base = replace(context, narrative=period_of(Unit.DAY, day))
    counted = settle(replace(expression, reference=None, offset=offset), base)
    return when_of(replace(counted, reasons=(reason,)), base, when.evidence)


def _near(when: When, day: date, direction: int, fine: bool, reason: str) -> When | None:
    """Hours after a deed are its day or the next; how many days or weeks is not said, so nothing is bounded."""
    if not fine:
        return None
    first, last = (day, day + timedelta(days=1)) if direction > 0 else (day - timedelta(days=1), day)
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return replace(when, earliest=first, latest=last, granularity=Granularity.DAY, edtf=edtf, reasons=(reason,))


def _dated_beside(start: int, end: int, known: Sequence[tuple[Settled, Context]]) -> date | None:
    for settled, _ in known:
        span = settled.expression.span
        short = settled.period is not None and settled.period.days <= _FEAST
        if start <= span.start < min(end, start + _BESIDE) and settled.period is not None and short:
            return settled.period.first
    return None


def _day_of(words: str, before: Sequence[Claim], start: int) -> date | None:
    """The one day of the claims before that tell of the same deed, by a word that both share."""
    stems = {word[:_STEM] for word in _WORD.findall(words.lower()) if word not in _EMPTY}
    days = set()
    for claim in before[-_REACH:]:
        when = claim.when
        if when is None or when.earliest is None or when.earliest != when.latest or claim.content.span.start >= start:
            continue
        told = {word[:_STEM] for word in _WORD.findall(claim.content.text.lower())}
        if claim.deed is not None and stems & told:
            days.add(when.earliest)
    return days.pop() if len(days) == 1 else None
