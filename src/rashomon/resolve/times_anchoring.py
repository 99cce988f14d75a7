"""Anchor expressions to the page: which Tuesday, which week, since when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from rashomon.domain import DaySense, PartOfDay
from rashomon.knowledge.times import Anchor, TimeExpression, TimeShape, Unit
from rashomon.resolve import times_periods as periods
from rashomon.resolve.times_context import Context, Settled
from rashomon.resolve.times_dates import settle_date
from rashomon.resolve.times_periods import Period

_NO_DAY = "It counts from the day of the page, which is not known."
_FINE = (Unit.HOUR, Unit.MINUTE, Unit.SECOND)


def settle(expression: TimeExpression, context: Context) -> Settled:
    """Return what an expression says on this page. Nothing is invented: what is not known stays open with a reason."""
    settled = _BY_SHAPE[expression.shape](expression, context)
    if expression.part is not None and settled.period is not None and settled.period.days > 2:
        part = periods.part_of(settled.period, expression.part)
        reason = f"{expression.part.value.title()} is taken as a third of the {settled.period.unit.value}."
        settled = replace(settled, earliest=part.first, latest=part.last, reasons=(*settled.reasons, reason))
    return _towards(settled, context)


def _whole(expression: TimeExpression, period: Period, *reasons: str) -> Settled:
    return Settled(
        expression=expression,
        period=period,
        earliest=period.first,
        latest=period.last,
        part_of_day=expression.part_of_day,
        reasons=reasons,
    )


def _towards(settled: Settled, context: Context) -> Settled:
    """Cut "earlier this week" at the page's day, and begin "later this week" there."""
    expression, day = settled.expression, context.day
    if day is None or expression.direction is None or settled.period is None or expression.offset is None:
        return settled
    if expression.count is not None or not settled.period.first < day < settled.period.last:
        return settled
    if expression.direction < 0:
        return replace(settled, latest=day)
    return replace(settled, earliest=day)


# ---- weekdays ----------------------------------------------------------------------------------------------------


def _weekday(expression: TimeExpression, context: Context) -> Settled:
    day, weekday = context.day, expression.weekday
    if day is None or weekday is None:
        return _from_bounds(expression, context)
    if expression.count is not None:
        eve = replace(expression, count=None)
        chosen = _weekday_near(eve, day, context) + timedelta(days=int(expression.count))
    else:
        chosen = _weekday_near(expression, day, context)
    return _whole(expression, Period(Unit.DAY, chosen, chosen), _which_day(chosen, day))


def _weekday_near(expression: TimeExpression, day: date, context: Context) -> date:
    weekday = expression.weekday or 0
    back = timedelta(days=(day.weekday() - weekday) % 7)
    ahead = timedelta(days=(weekday - day.weekday()) % 7)
    if expression.unit is Unit.WEEK and expression.offset is not None:
        return periods.shift(Unit.WEEK, day, expression.offset).first + timedelta(days=weekday)
    if expression.rule == "last weekday" and expression.offset is not None:
        word = expression.text.lower()
        if "previous" in word or "following" in word:
            base = context.narrative.first if context.narrative else day
            back = timedelta(days=(base.weekday() - weekday) % 7 or 7)
            ahead = timedelta(days=(weekday - base.weekday()) % 7 or 7)
            return base - back if expression.offset < 0 else base + ahead
        if expression.offset < 0:
            return day - (back or timedelta(days=7))
        if expression.offset > 0:
            return day + (ahead or timedelta(days=7))
        return day + ahead if context.direction > 0 else day - back
    if context.direction > 0 or (context.direction == 0 and expression.lead in ("until", "till", "by")):
        return day + ahead
    return day - back


def _which_day(chosen: date, day: date) -> str:
    if chosen == day:
        return f"The day of the page, {day}."
    side = "before" if chosen < day else "after"
    return f"The one {side} the page's day, {day}."


# ---- counted from an anchor --------------------------------------------------------------------------------------


def _relative(expression: TimeExpression, context: Context) -> Settled:
    if expression.reference == "event":
        return Settled(
            expression=expression, latest=context.latest, reasons=("It counts from another deed, not from a date.",)
        )
    if expression.unit is None:
        return Settled(expression=expression, reasons=("It names no unit of time.",))
    compares = expression.anchor is Anchor.NARRATIVE or (expression.count == 1 and expression.unit is Unit.YEAR)
    if expression.unit is Unit.QUARTER or (context.quarterly and compares):
        quarter = _quarterly(expression, context)
        if quarter is not None:
            return quarter
    if expression.rolling:
        return _rolling(expression, context)
    base, reason = _base(expression, context)
    if base is None:
        return _from_bounds(expression, context)
    if expression.offset is None:
        return _vague_count(expression, base)
    if _follows_nothing(expression, context):
        return Settled(
            expression=expression,
            latest=context.latest or context.day,
            part_of_day=expression.part_of_day,
            reasons=("It counts from a day that the text does not tell, and cannot lie after the page.",),
        )
    period = periods.shift(expression.unit, base, expression.offset)
    if expression.rule == "the weekend" and context.direction <= 0 and period.first > base:
        period = periods.shift(Unit.WEEKEND, base, -1)
    return _whole(expression, period, reason)


def _base(expression: TimeExpression, context: Context) -> tuple[date | None, str]:
    if expression.anchor is Anchor.NARRATIVE and context.narrative is not None:
        near = context.narrative.last if (expression.offset or 0) > 0 else context.narrative.first
        return near, f"Counted from {near}, which the text spoke of last."
    return context.day, f"Counted from the page, published {context.day}."


def _follows_nothing(expression: TimeExpression, context: Context) -> bool:
    """Tell of "the following day" in a tale of the past that it follows no day which the text told before."""
    after = (expression.offset or 0) > 0 and expression.anchor is Anchor.NARRATIVE
    return after and context.narrative is None and context.direction < 0


def _vague_count(expression: TimeExpression, base: date) -> Settled:
    reason = "How many is not said, so one end stays open."
    if (expression.direction or -1) < 0:
        return Settled(expression=expression, latest=base, reasons=(reason,))
    return Settled(expression=expression, earliest=base, reasons=(reason,))


def _rolling(expression: TimeExpression, context: Context) -> Settled:
    """Settle "the past week" (up to the page) and "the coming days" (after it)."""
    day, unit, back = context.day, expression.unit or Unit.DAY, (expression.direction or -1) < 0
    if day is None:
        bound = context.latest if back else context.earliest
        return Settled(
            expression=expression,
            rolling=True,
            earliest=None if back else bound,
            latest=bound if back else None,
            reasons=(_NO_DAY,),
        )
    count = expression.count
    if back:
        # The page may have been written the day before it was published, so the stretch may begin a day sooner.
        first = None if count is None else periods.step(unit, day, -count) - timedelta(days=unit not in _FINE)
        reason = f"A stretch up to the page, published {day}; it may have been written the day before."
        period = Period(unit, first, day) if first else None
        return Settled(
            expression=expression, period=period, earliest=first, latest=day, rolling=True, reasons=(reason,)
        )
    start = day if unit in _FINE else day + timedelta(days=1)
    last = None if count is None else max(start, periods.step(unit, day, count))
    reason = f"After the page, published {day}." + ("" if last else " How long is not said.")
    period = Period(unit, start, last) if last else None
    return Settled(expression=expression, period=period, earliest=start, latest=last, rolling=True, reasons=(reason,))


def _quarterly(expression: TimeExpression, context: Context) -> Settled | None:
    """Settle "a year earlier", "the quarter" where the page reckons in quarters."""
    base = context.recent
    if base is None and context.day is not None:
        base = periods.shift(Unit.QUARTER, context.day, -1)
    if base is None or expression.offset is None or expression.rolling:
        return None
    year = expression.year
    if expression.unit is Unit.QUARTER and year is not None:
        number = (base.first.month + 2) // 3
        return _whole(expression, periods.quarter(year, number), "The quarter that the text spoke of last.")
    if expression.unit is Unit.QUARTER:
        if expression.rule == "last week" and context.day is not None:
            return _whole(expression, periods.shift(Unit.QUARTER, context.day, expression.offset))
        period = periods.shift(Unit.QUARTER, base.first, expression.offset)
        return _whole(expression, period, f"Counted from the quarter that begins {base.first}.")
    if expression.unit is Unit.YEAR and expression.count == 1 and expression.direction == -1:
        period = periods.shift(Unit.QUARTER, base.first, -4)
        return _whole(expression, period, f"Counted from the quarter that begins {base.first}.")
    return None


def _from_bounds(expression: TimeExpression, context: Context) -> Settled:
    """Bound a relative expression by the bounds of an unknown publication date."""
    if context.day is None and context.earliest is not None and context.latest is not None:
        low = settle(expression, replace(context, day=context.earliest))
        high = settle(expression, replace(context, day=context.latest))
        return Settled(
            expression=expression,
            earliest=low.earliest,
            latest=high.latest,
            part_of_day=expression.part_of_day,
            reasons=(_NO_DAY, f"The page is from between {context.earliest} and {context.latest}."),
        )
    latest = context.latest if context.direction <= 0 else None
    return Settled(expression=expression, latest=latest, part_of_day=expression.part_of_day, reasons=(_NO_DAY,))


# ---- parts of the day, spans, anniversaries, vague words -----------------------------------------------------------


def _clock(expression: TimeExpression, context: Context) -> Settled:
    base = context.narrative if context.narrative and context.narrative.unit is Unit.DAY else None
    if expression.rule == "overnight":
        day = base.first if base else context.day
        if day is None:
            return _from_bounds_of_clock(expression, context)
        period = Period(Unit.DAY, day - timedelta(days=1), day)
        return replace(
            _whole(expression, period, f"The night that ends or begins on {day}."), part_of_day=PartOfDay.NIGHT
        )
    if base is not None:
        return _whole(expression, base, f"On {base.first}, the day that the text spoke of last.")
    return _from_bounds_of_clock(expression, context)


def _from_bounds_of_clock(expression: TimeExpression, context: Context) -> Settled:
    return Settled(
        expression=expression,
        latest=context.latest if context.direction <= 0 else None,
        part_of_day=expression.part_of_day,
        reasons=("Which day is not said.",),
    )


def _span(expression: TimeExpression, context: Context) -> Settled:
    if expression.first is None or expression.last is None:
        return Settled(expression=expression, reasons=("One end is missing.",))
    last = settle(expression.last, context)
    first_expression = expression.first
    if first_expression.shape is TimeShape.DATE and first_expression.year is None and last.latest is not None:
        if expression.last.year is not None:
            first_expression = replace(first_expression, year=expression.last.year)
        first = settle(first_expression, replace(context, day=last.latest if context.day else None, direction=-1))
    else:
        first = settle(first_expression, context)
    earliest, latest = first.earliest, last.latest
    if earliest is not None and latest is not None and earliest > latest:
        earliest = None
    period = Period(Unit.DAY, earliest, latest) if earliest and latest else None
    return Settled(
        expression=expression,
        period=period,
        earliest=earliest,
        latest=latest,
        part_of_day=expression.part_of_day,
        sense=DaySense.EVERY if expression.lead == "from" else None,
        year_open=first.year_open or last.year_open,
        reasons=tuple(dict.fromkeys((*first.reasons, *last.reasons))),
        ends=(first, last),
    )


def _anniversary(expression: TimeExpression, context: Context) -> Settled:
    count, date_of = expression.count, expression.first
    if count is not None and date_of is not None and date_of.year is not None and date_of.day is not None:
        base = settle_date(date_of, context)
        if base.period is not None:
            day = periods.step(Unit.YEAR, base.period.first, count)
            return _whole(expression, Period(Unit.DAY, day, day), f"{int(count)} years after {base.period.first}.")
    return Settled(
        expression=expression,
        latest=context.latest if context.direction <= 0 else None,
        reasons=("The page does not date what this is the anniversary of.",),
    )


def _duration(expression: TimeExpression, context: Context) -> Settled:
    del context
    return Settled(expression=expression, reasons=("It says how long, not when.",))


def _set(expression: TimeExpression, context: Context) -> Settled:
    del context
    return Settled(expression=expression, sense=DaySense.EVERY, reasons=("It says how often, not when.",))


def _reference(expression: TimeExpression, context: Context) -> Settled:
    if expression.reference == "future":
        return Settled(expression=expression, earliest=context.earliest, reasons=("Some time after the page.",))
    if expression.reference == "present" and context.day is not None:
        return _whole(expression, Period(Unit.DAY, context.day, context.day), "As the page was published.")
    return Settled(expression=expression, latest=context.latest, reasons=("Some time before the page.",))


_BY_SHAPE: dict[TimeShape, Callable[[TimeExpression, Context], Settled]] = {
    TimeShape.DATE: settle_date,
    TimeShape.RELATIVE: _relative,
    TimeShape.WEEKDAY: _weekday,
    TimeShape.CLOCK: _clock,
    TimeShape.SPAN: _span,
    TimeShape.DURATION: _duration,
    TimeShape.SET: _set,
    TimeShape.ANNIVERSARY: _anniversary,
    TimeShape.REFERENCE: _reference,
}
