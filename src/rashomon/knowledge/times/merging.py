"""Join neighbours into one expression: "Friday" + "Oct. 23", "April 9" + "evening", "mid-" + "March"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rashomon.domain import PartOfDay, Span
from rashomon.knowledge.times.expression import Part, TimeExpression, TimeShape, Unit
from rashomon.knowledge.times.tokens import TimeToken

_DAYLIKE = (TimeShape.DATE, TimeShape.WEEKDAY, TimeShape.RELATIVE)
_RANGED = (TimeShape.DATE, TimeShape.WEEKDAY, TimeShape.RELATIVE, TimeShape.CLOCK)
_TO_POD = {
    (),
    ("in", "the"),
    ("in",),
    ("during", "the"),
    ("around",),
    ("at",),
    (",",),
    ("at", "about"),
    ("at", "around"),
}
_POD_TO = {(), ("of",), ("on",), (",",), ("of", "the"), ("on", "the"), (")",), (")", "on"), (")", ",")}
_RANGE = {("to",), ("until",), ("till",), ("through",), ("-",), ("–",), ("and",), ("to", "the"), ("and", "the")}


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression with the tokens it covers, and whether it may stand alone."""

    start: int
    end: int
    weak: bool
    value: TimeExpression


def merge(pieces: Sequence[Piece], text: str, tokens: Sequence[TimeToken]) -> tuple[TimeExpression, ...]:
    """Return the expressions after joining neighbours; what may not stand alone and found no neighbour is dropped."""
    done: list[Piece] = []
    for piece in pieces:
        current = piece
        while done and (joined := _join(done[-1], current, text, tokens)) is not None:
            done.pop()
            current = joined
        done.append(current)
    return _date_anniversaries([each for each in done if not each.weak])


def _join(left: Piece, right: Piece, text: str, tokens: Sequence[TimeToken]) -> Piece | None:
    if right.start - left.end > 3:
        return None
    gap = tuple(each.low for each in tokens[left.end : right.start])
    for rule in _RULES:
        value = rule(left.value, right.value, gap, left.weak)
        if value is not None:
            span = Span(left.value.span.start, right.value.span.end)
            value = replace(value, span=span, text=text[span.start : span.end])
            value = replace(value, lead=left.value.lead, lead_span=left.value.lead_span)
            return Piece(left.start, right.end, False, value)
    return None


def _shaded(left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool) -> TimeExpression | None:
    """Join "early", "late on", "mid-", "the end of" with what follows."""
    if not weak or left.shape is not TimeShape.REFERENCE or left.part is None or gap:
        return None
    if right.shape not in _RANGED or right.reference == "event":
        return None
    word = left.text.lower()
    if word.startswith(("earlier", "later")):
        return replace(right, direction=-1 if word.startswith("earlier") else 1)
    if right.has_day and right.part_of_day is None:
        part = {Part.EARLY: PartOfDay.MORNING, Part.LATE: PartOfDay.EVENING, Part.MIDDLE: PartOfDay.MIDDAY}[left.part]
        return replace(right, part_of_day=part)
    return replace(right, part=left.part)


def _weekday_of_date(
    left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool
) -> TimeExpression | None:
    """Join "Friday" and "Oct. 23", in either order."""
    del weak
    if gap not in ((), (",",), (".", ","), (".",), (",", "the"), ("the",), ("(",)):
        return None
    if left.shape is TimeShape.WEEKDAY and left.offset is None and right.shape is TimeShape.DATE and right.has_day:
        return replace(right, weekday=left.weekday, part_of_day=right.part_of_day or left.part_of_day)
    if right.shape is TimeShape.WEEKDAY and right.offset is None and left.shape is TimeShape.DATE and left.has_day:
        return replace(left, weekday=right.weekday) if gap in ((), ("(",)) else None
    return None


def _day_then_part(
    left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool
) -> TimeExpression | None:
    """Join "Tuesday" and "evening", "April 9" and "at 10:30 GMT"."""
    if weak or right.shape is not TimeShape.CLOCK or gap not in _TO_POD or left.shape not in _DAYLIKE:
        return None
    if not left.has_day or left.hour is not None or (gap == (",",) and right.hour is None):
        return None
    if right.text.lower().startswith("the ") and gap[:1] != ("in",):
        return None
    return _with_clock(left, right)


def _part_then_day(
    left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool
) -> TimeExpression | None:
    """Join "the evening" of "9 April", "10 a.m." and "Tuesday"."""
    del weak
    if left.shape is TimeShape.CLOCK and right.shape is TimeShape.SPAN and gap in (("of",), ("of", "the")):
        return replace(right, part_of_day=left.part_of_day)
    if left.shape is not TimeShape.CLOCK or not right.has_day or gap not in _POD_TO or right.hour is not None:
        return None
    if right.shape is TimeShape.RELATIVE and right.rule not in ("today or yesterday", "that day", "the following day"):
        return None
    return _with_clock(right, left)


def _same_clock(left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool) -> TimeExpression | None:
    """Join "3 p.m." and "(1200 GMT)": the hour of the place stays, the other zone's is the same moment."""
    if weak or gap != ("(",) or left.shape is not TimeShape.CLOCK or right.shape is not TimeShape.CLOCK:
        return None
    return left if left.hour is not None and right.hour is not None else None


def _with_clock(day: TimeExpression, clock: TimeExpression) -> TimeExpression:
    return replace(
        day,
        part_of_day=clock.part_of_day or day.part_of_day,
        hour=clock.hour,
        minute=clock.minute,
        zone=clock.zone,
    )


def _of_a_year(left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool) -> TimeExpression | None:
    """Join "June" and "last year", "Tuesday" of "last week"."""
    if weak or gap not in ((), ("of",)) or right.shape is not TimeShape.RELATIVE or right.offset is None:
        return None
    if right.rolling or right.anchor != "publication" or right.direction is not None:
        return None
    if left.shape is TimeShape.DATE and right.unit is Unit.YEAR and left.year is None and left.offset is None:
        return replace(left, unit=Unit.YEAR, offset=right.offset)
    if left.shape is TimeShape.WEEKDAY and right.unit is Unit.WEEK and left.offset is None:
        return replace(left, unit=Unit.WEEK, offset=right.offset)
    return None


def _unit_of_date(
    left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool
) -> TimeExpression | None:
    """Join "the week of" and "March 6"."""
    if not weak or left.reference != "of date" or gap or right.shape is not TimeShape.DATE or right.day is None:
        return None
    return replace(right, unit=left.unit)


def _range(left: TimeExpression, right: TimeExpression, gap: tuple[str, ...], weak: bool) -> TimeExpression | None:
    """Join two ends: from A to B, between A and B, A-B."""
    if weak or gap not in _RANGE or left.shape not in _RANGED or right.shape not in _RANGED:
        return None
    if gap[0] == "and" and left.lead != "between":
        return None
    if gap[0] not in ("-", "–") and left.lead not in ("between", "from") and left.shape is not right.shape:
        return None
    if "event" in (left.reference, right.reference):
        return None
    return TimeExpression(span=left.span, text=left.text, shape=TimeShape.SPAN, rule="range", first=left, last=right)


_Rule = Callable[[TimeExpression, TimeExpression, tuple[str, ...], bool], TimeExpression | None]
_RULES: tuple[_Rule, ...] = (
    _shaded,
    _weekday_of_date,
    _day_then_part,
    _part_then_day,
    _same_clock,
    _of_a_year,
    _unit_of_date,
    _range,
)


def _date_anniversaries(pieces: list[Piece]) -> tuple[TimeExpression, ...]:
    """Give an anniversary the date that follows it within a few words, where there is one."""
    found: list[TimeExpression] = []
    for at, piece in enumerate(pieces):
        value = piece.value
        if value.shape is TimeShape.ANNIVERSARY and at + 1 < len(pieces):
            after = pieces[at + 1]
            near = 5 if after.value.year is None else 14
            if (
                after.start - piece.end <= near
                and after.value.shape is TimeShape.DATE
                and after.value.month is not None
            ):
                value = replace(value, first=after.value)
        found.append(value)
    return tuple(found)
