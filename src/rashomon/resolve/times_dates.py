"""Calendar dates with missing fields: which year, which month, which of two readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from rashomon.knowledge.times import TimeExpression, Unit
from rashomon.knowledge.times.almanac import feast_days
from rashomon.resolve import times_periods as periods
from rashomon.resolve.times_context import Context, Settled
from rashomon.resolve.times_periods import Period

_WIDEST = 60  # years that are tried where the page gives no bound
_STALE, _SOON = 240, 125  # days: a bare date so long ago gives way to one so near ahead, where no verb looks back
_JUST = 45  # days: of a date so shortly past and so far ahead, the past one is meant whatever the verb
_FRESH = 150  # days since a quarter ended in which a bare "second quarter" still means it
_AHEAD = timedelta(days=1)  # a deed may be dated a day after its page, by time zones


def settle_date(expression: TimeExpression, context: Context) -> Settled:
    """Settle a calendar date. What the words and the page do not tell stays open, with the candidates."""
    if expression.numbers is not None:
        return _either_order(expression, context)
    if expression.century is not None:
        first = date((expression.century - 1) * 100 or 1, 1, 1)
        return _certain(expression, periods.period_of(Unit.CENTURY, first))
    if expression.decade is not None:
        return _certain(expression, periods.period_of(Unit.DECADE, date(expression.decade, 1, 1)))
    if expression.year is not None:
        return _in_year(expression, expression.year)
    if expression.unit is Unit.YEAR and expression.offset is not None and context.day is not None:
        return _in_year(expression, context.day.year + expression.offset)
    return _without_year(expression, context)


def _certain(expression: TimeExpression, period: Period, *reasons: str) -> Settled:
    return Settled(
        expression=expression,
        period=period,
        earliest=period.first,
        latest=period.last,
        part_of_day=expression.part_of_day,
        reasons=reasons,
    )


def _in_year(expression: TimeExpression, year: int) -> Settled:
    found = periods_in(expression, year)
    if not found:
        return Settled(expression=expression, reasons=(f"There is no {expression.text!r} in {year}.",))
    reasons = (f"{expression.feast.title()} of {year} by the almanac.",) if expression.feast else ()
    return _certain(expression, found[0], *reasons)


def periods_in(expression: TimeExpression, year: int) -> list[Period]:
    """Return the periods in this year that the expression's fields fit: usually one, none for 29 February."""
    if not 1 <= year <= 9998:
        return []
    if expression.feast is not None:
        return [_feast(first, last) for first, last in feast_days(expression.feast, year)]
    part = _part_of_year(expression, year)
    if part is not None:
        return [part]
    if expression.month is None or expression.day is None:
        return []
    try:
        day = date(year, expression.month, expression.day)
    except ValueError:
        return []
    unit = expression.unit if expression.unit in (Unit.WEEK, Unit.WEEKEND) else Unit.DAY
    return [periods.period_of(unit, day)]


def _feast(first: date, last: date) -> Period:
    days = (last - first).days + 1
    return Period(Unit.DAY if days == 1 else Unit.WEEK if days <= 7 else Unit.MONTH, first, last)


def _part_of_year(expression: TimeExpression, year: int) -> Period | None:
    """Return the quarter, half, season, month or whole year that is meant; None for a day."""
    if expression.quarter is not None:
        return periods.quarter(year, expression.quarter)
    if expression.half is not None and expression.month is not None:
        return periods.half_month(year, expression.month, expression.half)
    if expression.half is not None:
        return periods.half(year, expression.half)
    if expression.season is not None:
        return periods.season(year, expression.season)
    if expression.day is not None:
        return None
    if expression.month is not None:
        return periods.month(year, expression.month)
    return periods.period_of(Unit.YEAR, date(year, 1, 1))


def _without_year(expression: TimeExpression, context: Context) -> Settled:
    if expression.month is None and expression.day is not None:
        return _day_of_month(expression, context)
    if context.day is None:
        return _open_year(expression, context)
    day = context.day
    known = [each for year in range(day.year - 12, day.year + 13) for each in periods_in(expression, year)]
    if expression.weekday is not None and expression.day is not None:
        fitting = [each for each in known if each.first.weekday() == expression.weekday]
        known = fitting or known
    chosen = _choose(expression, known, context)
    if chosen is None:
        return Settled(expression=expression, reasons=(f"{expression.text!r} names no day of a year that fits.",))
    return _certain(expression, chosen, f"The year is that of the page, published {day}.")


def _choose(expression: TimeExpression, known: list[Period], context: Context) -> Period | None:
    """Choose among the years: before the page by default, after it where the words look ahead."""
    day = context.day
    if day is None or not known:
        return None
    if expression.offset is not None:
        return _by_offset(expression.offset, known, day)
    # Of "Thursday, April 9" the weekday tells the year; only a near one is meant.
    if expression.weekday is not None and expression.day is not None:
        return min(known, key=lambda each: abs((each.first - day).days))
    before = [each for each in known if each.first <= day + _AHEAD]
    after = [each for each in known if each.last >= day]
    if expression.quarter is not None:
        return _near_quarter(before, after, context)
    if context.direction > 0 or (context.direction == 0 and expression.lead in ("until", "till", "through", "by")):
        just = before and after and (day - before[-1].last).days < _JUST and (after[0].first - day).days > _STALE
        return before[-1] if just else after[0] if after else None
    if context.direction == 0 and before and after and (day - before[-1].last).days > _STALE:
        soon = (after[0].first - day).days < _SOON
        return after[0] if soon else before[-1]
    return before[-1] if before else None


def _by_offset(offset: int, known: list[Period], day: date) -> Period | None:
    """Choose "last April", "next April", "this April"."""
    before = [each for each in known if each.last < day]
    after = [each for each in known if each.first > day]
    of_year = [each for each in known if each.first <= day <= each.last or each.first.year == day.year]
    if offset < 0:
        return before[-1] if before else None
    if offset > 0:
        return after[0] if after else None
    return of_year[-1] if of_year else None


def _near_quarter(before: list[Period], after: list[Period], context: Context) -> Period | None:
    """Choose the quarter: the one under way, else the one just over; an older one only where the words look back."""
    day = context.day
    if day is None or not before or not after:
        return None
    if before[-1] is after[0] or ((day - before[-1].last).days <= _FRESH) or context.direction < 0:
        return before[-1]
    return after[0]


def _day_of_month(expression: TimeExpression, context: Context) -> Settled:
    """Settle "Friday the 13th": the nearest such day before the page, or after where the words look ahead."""
    if context.day is None:
        return Settled(expression=expression, latest=context.latest, reasons=("The page's own date is not known.",))
    step = 1 if context.direction > 0 else -1
    for distance in range(400):
        day = context.day + timedelta(days=step * distance)
        if day.day == expression.day and expression.weekday in (None, day.weekday()):
            return _certain(expression, Period(Unit.DAY, day, day), f"Counted from the page, published {context.day}.")
    return Settled(expression=expression, reasons=("No such day lies near the page.",))


def _open_year(expression: TimeExpression, context: Context) -> Settled:
    """Leave the year open, with the years that the page's bounds and a weekday allow."""
    found = candidate_periods(expression, context.earliest, context.latest)
    reasons = [f"{expression.text!r} names no year and the page's own date is not known."]
    if expression.weekday is not None and expression.day is not None and found:
        reasons.append("Only years in which the weekday fits the day are left.")
    if context.earliest is None or not found:
        return Settled(
            expression=expression,
            latest=found[-1].last if found and context.latest else None,
            part_of_day=expression.part_of_day,
            year_open=True,
            reasons=tuple(reasons),
        )
    if len(found) == 1:
        return _certain(expression, found[0], "The page's bounds leave one year.")
    return Settled(
        expression=expression,
        earliest=found[0].first,
        latest=found[-1].last,
        part_of_day=expression.part_of_day,
        year_open=True,
        candidates=tuple(each.first for each in found),
        reasons=(
            *reasons,
            f"Bounds of the page leave {len(found)} years: {found[0].first.year} to {found[-1].last.year}.",
        ),
    )


def candidate_periods(expression: TimeExpression, earliest: date | None, latest: date | None) -> list[Period]:
    """Return the periods of years between the bounds that fit the expression and its weekday, in order."""
    top = latest or (earliest.replace(year=earliest.year + _WIDEST, day=1) if earliest else None)
    if top is None:
        return []
    bottom = earliest.year if earliest else top.year - _WIDEST
    found = [each for year in range(bottom, top.year + 1) for each in periods_in(expression, year)]
    fitting = (each for each in found if each.first <= top and (earliest is None or each.last >= earliest))
    return list(_fitting_weekday(fitting, expression))


def _fitting_weekday(found: Iterable[Period], expression: TimeExpression) -> Iterable[Period]:
    if expression.weekday is None or expression.day is None:
        return found
    return (each for each in found if each.first.weekday() == expression.weekday)


def _either_order(expression: TimeExpression, context: Context) -> Settled:
    """Settle figures that allow two orders by the page's other figures, else by what cannot lie after the page."""
    first, second = expression.numbers or (1, 1)
    year = expression.year or 1
    if context.day_first is not None:
        day, month = (first, second) if context.day_first else (second, first)
        plain = replace(expression, numbers=None, day=day, month=month)
        order = "day" if context.day_first else "month"
        return replace(settle_date(plain, context), reasons=(f"The page's other figures put the {order} first.",))
    days = sorted((date(year, second, first), date(year, first, second)))
    ceiling = context.day or context.latest
    if ceiling is not None and days[0] <= ceiling + _AHEAD < days[1] and context.direction <= 0:
        reason = f"Read the other way it would lie after the page of {ceiling}."
        return _certain(expression, Period(Unit.DAY, days[0], days[0]), reason)
    return Settled(
        expression=expression,
        earliest=days[0],
        latest=days[1],
        part_of_day=expression.part_of_day,
        candidates=tuple(days),
        reasons=("Day and month can be read in two orders, and the page does not tell which.",),
    )
