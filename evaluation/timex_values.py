"""From our settled times to the values that TIMEX3 writes. Only the suite needs them: exports speak EDTF."""

from __future__ import annotations

from rashomon.domain import PartOfDay
from rashomon.knowledge.times import TimeExpression, TimeShape, Unit
from rashomon.resolve.times_context import Settled
from rashomon.resolve.times_periods import Period

_LETTERS = {
    Unit.SECOND: "S",
    Unit.MINUTE: "M",
    Unit.HOUR: "H",
    Unit.DAY: "D",
    Unit.NIGHT: "D",
    Unit.WEEKEND: "WE",
    Unit.WEEK: "W",
    Unit.FORTNIGHT: "W",
    Unit.MONTH: "M",
    Unit.QUARTER: "Q",
    Unit.HALF: "H",
    Unit.SEASON: "M",
    Unit.YEAR: "Y",
    Unit.DECADE: "E",
    Unit.CENTURY: "CE",
}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_PARTS = {
    PartOfDay.MORNING: "MO",
    PartOfDay.MIDDAY: "MI",
    PartOfDay.AFTERNOON: "AF",
    PartOfDay.EVENING: "EV",
    PartOfDay.NIGHT: "NI",
}


def value_of(settled: Settled) -> str:
    """Return the TIMEX3 value: a calendar value, a duration, a set or a reference.

    >>> from datetime import date
    >>> from rashomon.knowledge.times import find_times
    >>> from rashomon.resolve.times_anchoring import settle
    >>> from rashomon.resolve.times_context import Context
    >>> [
    ...     value_of(settle(find_times(words)[0], Context(day=date(1998, 11, 20))))
    ...     for words in ("last month", "five days")
    ... ]
    ['1998-10', 'P5D']
    """
    expression = settled.expression
    if expression.shape is TimeShape.REFERENCE:
        return {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}[expression.reference or "present"]
    if expression.shape is TimeShape.SET:
        return _set(expression)
    if expression.shape is TimeShape.DURATION or settled.rolling or settled.period is None:
        return _duration(expression)
    value = calendar_value(settled.period)
    if settled.period.unit is Unit.DAY and expression.hour is not None:
        return f"{value}T{expression.hour:02}:{expression.minute or 0:02}"
    if (
        settled.period.unit is Unit.DAY
        and settled.part_of_day is not None
        and expression.shape.value not in ("weekday", "date")
    ):
        return f"{value}T{_PARTS[settled.part_of_day]}"
    return value


def calendar_value(period: Period) -> str:
    """Return a period as TIMEX3 writes it: 1998-11-20, 1998-W47, 1998-Q3, 1998-FA, 199."""
    first, unit = period.first, period.unit
    if unit is Unit.WEEK or unit is Unit.WEEKEND:
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit is Unit.WEEKEND else "")
    if unit is Unit.MONTH:
        return f"{first.year:04}-{first.month:02}"
    if unit is Unit.QUARTER:
        return f"{first.year:04}-Q{(first.month + 2) // 3}"
    if unit is Unit.HALF:
        return f"{first.year:04}-H{(first.month + 5) // 6}"
    if unit is Unit.SEASON:
        return f"{first.year:04}-{_SEASONS[first.month]}"
    short = {Unit.YEAR: 4, Unit.DECADE: 3, Unit.CENTURY: 2}.get(unit)
    return first.isoformat() if short is None else f"{first.year:04}"[:short]


def _duration(expression: TimeExpression) -> str:
    unit = expression.unit
    if unit is None:
        return ""
    count = "X" if expression.count is None else f"{expression.count:g}"
    if unit is Unit.FORTNIGHT and expression.count is not None:
        count = f"{expression.count * 2:g}"
    if unit is Unit.DECADE and expression.count is not None and expression.count > 1:
        return f"P{expression.count * 10:g}Y"
    if unit is Unit.HOUR and expression.count is not None and expression.count % 1 == 0.5:
        return f"PT{int(expression.count)}H30M"
    time = "T" if unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND) else ""
    return f"P{time}{count}{_LETTERS[unit]}"


def _set(expression: TimeExpression) -> str:
    if expression.weekday is not None:
        return f"XXXX-WXX-{expression.weekday + 1}"
    if expression.unit is Unit.QUARTER:
        return "P3M"
    return _duration(expression)
