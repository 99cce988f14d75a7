"""Calendar periods: days, weeks, months, quarters, seasons, years and what lies between them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.knowledge.times import Part, Unit

# Meteorological seasons of the northern hemisphere: first month; winter begins in December of the year before it ends.
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_DAYS = {Unit.DAY: 1, Unit.NIGHT: 1, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.FORTNIGHT: 14}
_FINE = {Unit.HOUR, Unit.MINUTE, Unit.SECOND}


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar unit or a stretch of days, first and last inclusive."""

    unit: Unit
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def period_of(unit: Unit, day: date) -> Period:
    """Return the calendar unit that holds this day: its ISO week, its month, its decade.

    >>> period_of(Unit.WEEK, date(2020, 4, 10)).first
    datetime.date(2020, 4, 6)
    """
    if unit in _FINE or unit in (Unit.DAY, Unit.NIGHT):
        return Period(Unit.DAY, day, day)
    if unit in (Unit.WEEK, Unit.FORTNIGHT):
        first = day - timedelta(days=day.weekday())
        return Period(Unit.WEEK, first, first + timedelta(days=6))
    if unit is Unit.WEEKEND:
        first = day - timedelta(days=day.weekday()) + timedelta(days=5)
        return Period(unit, first, first + timedelta(days=1))
    if unit is Unit.SEASON:
        return _season_of(day)
    return _months_of(unit, day)


def _months_of(unit: Unit, day: date) -> Period:
    size = _MONTHS[unit]
    index = (day.year * 12 + day.month - 1) // size * size
    return Period(unit, _month_start(index), _month_start(index + size) - timedelta(days=1))


def _season_of(day: date) -> Period:
    for name in SEASON_MONTHS:
        for year in (day.year - 1, day.year):
            period = season(year, name)
            if period.first <= day <= period.last:
                return period
    raise AssertionError(f"no season holds {day}")


def _month_start(index: int) -> date:
    year, month = divmod(index, 12)
    return date(min(max(year, 1), 9999), month + 1, 1)


def month(year: int, number: int) -> Period:
    """Return a month."""
    return Period(Unit.MONTH, date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    """Return a quarter, 1 to 4, of a calendar year."""
    return period_of(Unit.QUARTER, date(year, number * 3 - 2, 1))


def half(year: int, number: int) -> Period:
    """Return a half, 1 or 2, of a calendar year."""
    return period_of(Unit.HALF, date(year, number * 6 - 5, 1))


def half_month(year: int, number: int, which: int) -> Period:
    """Return the first 15 days of a month (`which` 1) or the rest of it (2)."""
    whole = month(year, number)
    middle = date(year, number, 15)
    return Period(Unit.DAY, *((whole.first, middle) if which == 1 else (middle + timedelta(days=1), whole.last)))


def season(year: int, name: str) -> Period:
    """Return a meteorological season; the winter of a year begins in that year's December."""
    start = year * 12 + SEASON_MONTHS[name] - 1
    return Period(Unit.SEASON, _month_start(start), _month_start(start + 3) - timedelta(days=1))


def shift(unit: Unit, day: date, count: int) -> Period:
    """Return the calendar unit that lies `count` units from the one that holds the day.

    >>> shift(Unit.MONTH, date(2020, 3, 31), -1).first
    datetime.date(2020, 2, 1)
    """
    return period_of(unit, step(unit, day, count))


def step(unit: Unit, day: date, count: float) -> date:
    """Return the day that lies `count` units away; a day that the month lacks becomes its last."""
    if unit in _FINE:
        hours = count / {Unit.HOUR: 1, Unit.MINUTE: 60, Unit.SECOND: 3600}[unit]
        return _add_days(day, round(hours / 24))
    if unit in _DAYS:
        return _add_days(day, round(_DAYS[unit] * count))
    months = round({Unit.SEASON: 3}.get(unit, _MONTHS.get(unit, 1)) * count)
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12)
    year, number = divmod(index, 12)
    return date(year, number + 1, min(day.day, calendar.monthrange(year, number + 1)[1]))


def _add_days(day: date, count: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def part_of(period: Period, part: Part) -> Period:
    """Return the early, middle or late third of a period, in whole days.

    >>> part_of(month(2020, 3), Part.MIDDLE)
    Period(unit=<Unit.MONTH: 'month'>, first=datetime.date(2020, 3, 11), last=datetime.date(2020, 3, 20))
    """
    third = period.days // 3
    if third == 0:
        return period
    early, late = period.first + timedelta(days=third - 1), period.first + timedelta(days=2 * third)
    if part is Part.EARLY:
        return Period(period.unit, period.first, early)
    if part is Part.MIDDLE:
        return Period(period.unit, early + timedelta(days=1), late - timedelta(days=1))
    return Period(period.unit, late, period.last)
