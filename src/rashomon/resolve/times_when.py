"""From a settled expression to the domain's `When`, with EDTF on the way out."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.domain import DaySense, Evidence, Granularity, When
from rashomon.knowledge.times import Anchor, TimeExpression, TimeShape, Unit
from rashomon.resolve.times_context import Context, Settled

_GRAIN = {
    Unit.DAY: Granularity.DAY,
    Unit.WEEK: Granularity.WEEK,
    Unit.WEEKEND: Granularity.WEEK,
    Unit.MONTH: Granularity.MONTH,
    Unit.QUARTER: Granularity.SEASON,
    Unit.SEASON: Granularity.SEASON,
    Unit.HALF: Granularity.SPAN,
    Unit.YEAR: Granularity.YEAR,
}
_DAY = timedelta(days=1)
_EVERY_LEADS = ("throughout", "through", "for")


def when_of(settled: Settled, context: Context, evidence: Evidence | None = None) -> When:
    """Return the time as the ledger keeps it. The page's date caps what it tells of the past.

    `evidence` is kept as given; without it the words of the expression stand alone.
    """
    expression = settled.expression
    earliest, latest, reasons = _bounds(settled, context)
    granularity = _granularity(settled, earliest, latest)
    every = _sense(expression, settled, earliest, latest)
    if expression.hour is not None:
        zone = f" {expression.zone}" if expression.zone else ""
        reasons = (*reasons, f"At {expression.hour:02}:{expression.minute or 0:02}{zone}.")
    return When(
        text=evidence.text if evidence else expression.text,
        earliest=earliest,
        latest=latest,
        granularity=granularity,
        part_of_day=settled.part_of_day,
        every_or_any_day=every,
        anchor=_anchor(expression, context),
        edtf=edtf_of(settled, earliest, latest),
        year_open=settled.year_open,
        evidence=evidence,
        reasons=reasons,
    )


def _bounds(settled: Settled, context: Context) -> tuple[date | None, date | None, tuple[str, ...]]:
    """Return the bounds after the preposition ("since", "until", "by") and the page's day had their say."""
    earliest, latest, reasons = settled.earliest, settled.latest, settled.reasons
    day = context.day or context.latest
    lead = settled.expression.lead
    if settled.expression.shape in (TimeShape.SPAN, TimeShape.CLOCK):
        lead = None  # "before noon" is of that day
    if lead == "since" and earliest is not None:
        latest = max(day, earliest) if day is not None and context.direction <= 0 else None
        reasons = (*reasons, "From then up to the page.")
    elif lead == "after" and earliest is not None:
        latest = day if day is not None and context.direction <= 0 and day >= earliest else None
        reasons = (*reasons, "At some time after it.")
    elif lead in ("until", "till", "by", "before") and latest is not None:
        yet_to_come = day is not None and (context.direction > 0 or latest > day)
        earliest = day if yet_to_come and day is not None and day <= latest else None
        latest = latest - _DAY if lead == "before" and settled.earliest else latest
        reasons = (*reasons, "At some time up to it.")
    ending = lead in ("until", "till", "by", "before") and earliest is not None
    begun = day is not None and (earliest is None or earliest <= day) and not ending
    if begun and day is not None and context.direction < 0 and latest is not None and latest > day + _DAY:
        latest, reasons = day, (*reasons, f"What has happened cannot lie after the page of {day}.")
    if earliest is not None and latest is not None and earliest > latest:
        earliest, latest = settled.earliest, settled.latest
    return earliest, latest, reasons


def _granularity(settled: Settled, earliest: date | None, latest: date | None) -> Granularity:
    expression = settled.expression
    if earliest is None or latest is None or _is_bounded_only(settled):
        return Granularity.OPEN if not (settled.year_open and expression.day) else Granularity.DAY
    if expression.hour is not None:
        return Granularity.MOMENT
    if settled.rolling or expression.shape is TimeShape.SPAN or expression.lead in ("since", "after"):
        return _rolling_grain(settled)
    if settled.candidates:
        return Granularity.DAY if settled.year_open and expression.day else Granularity.SPAN
    if settled.period is None:
        return Granularity.SPAN
    if expression.rule == "overnight":
        return Granularity.DAY
    if expression.part is not None:
        days = (latest - earliest).days + 1
        return (
            Granularity.DAY
            if days == 1
            else Granularity.WEEK
            if days <= 7
            else Granularity.MONTH
            if days <= 31
            else Granularity.SPAN
        )
    many = settled.period.unit is Unit.DAY and earliest != latest
    return Granularity.SPAN if many else _GRAIN.get(settled.period.unit, Granularity.SPAN)


def _is_bounded_only(settled: Settled) -> bool:
    """Tell whether the bounds are those of the page, and not of the expression."""
    return settled.period is None and not settled.candidates and settled.expression.shape is not TimeShape.SPAN


def _rolling_grain(settled: Settled) -> Granularity:
    expression = settled.expression
    if settled.rolling and expression.count == 1 and expression.unit is not None:
        return _GRAIN.get(expression.unit, Granularity.SPAN)
    if settled.rolling and expression.count == 24 and expression.unit is Unit.HOUR:
        return Granularity.DAY
    return Granularity.SPAN


def _sense(expression: TimeExpression, settled: Settled, earliest: date | None, latest: date | None) -> DaySense | None:
    """Tell whether it is said of every day of a stretch or of some day in it (Security Force Monitor)."""
    if settled.sense is not None:
        return settled.sense
    if expression.shape in (TimeShape.DURATION, TimeShape.SET):
        return DaySense.EVERY
    if earliest is not None and earliest == latest:
        return None
    if expression.lead in _EVERY_LEADS:
        return DaySense.EVERY
    return DaySense.ANY if earliest is not None or latest is not None else None


def _anchor(expression: TimeExpression, context: Context) -> str | None:
    if expression.shape in (TimeShape.DURATION, TimeShape.SET) or expression.is_full:
        return None
    if expression.anchor is Anchor.NARRATIVE and context.narrative is not None:
        return f"told {context.narrative.first.isoformat()}"
    return f"published {context.day.isoformat()}" if context.day else None


def edtf_of(settled: Settled, earliest: date | None, latest: date | None) -> str | None:
    """Return the bounds in EDTF (ISO 8601-2): a day, month, year, season, an interval, a set of candidates, or None.

    >>> from rashomon.knowledge.times import find_times
    >>> from rashomon.resolve.times_anchoring import settle
    >>> settled = settle(find_times("in March 2017")[0], Context(day=None))
    >>> edtf_of(settled, settled.earliest, settled.latest)
    '2017-03'
    """
    expression = settled.expression
    if settled.candidates:
        return "[" + ",".join(each.isoformat() for each in settled.candidates) + "]"
    if settled.year_open:
        month = f"{expression.month:02}" if expression.month else None
        if month is None:
            return None
        return f"XXXX-{month}-{expression.day:02}" if expression.day else f"XXXX-{month}"
    if earliest is None and latest is None:
        return None
    if earliest is None or latest is None:
        return f"{earliest.isoformat() if earliest else '..'}/{latest.isoformat() if latest else '..'}"
    if earliest == latest:
        return earliest.isoformat()
    return _whole_unit(settled, earliest, latest) or f"{earliest.isoformat()}/{latest.isoformat()}"


def _whole_unit(settled: Settled, earliest: date, latest: date) -> str | None:
    period = settled.period
    if period is None or (period.first, period.last) != (earliest, latest) or settled.rolling:
        return None
    if period.unit is Unit.MONTH and earliest.day == 1:
        return f"{earliest.year:04}-{earliest.month:02}"
    if period.unit is Unit.YEAR:
        return f"{earliest.year:04}"
    if period.unit is Unit.DECADE:
        return f"{earliest.year // 10:03}X"
    return None
