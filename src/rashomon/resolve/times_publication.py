"""Bound a page's missing year by what the page knows: its dates, its office holders, a weekday with a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.domain import Document, Granularity, Reading, When
from rashomon.domain.wording import MONTHS
from rashomon.knowledge.offices import Holding, Term, find_holders
from rashomon.knowledge.times import TimeExpression, TimeShape, find_times
from rashomon.knowledge.times.tense import direction_of
from rashomon.resolve.times_dates import candidate_periods

_GRACE = timedelta(days=45)  # a page may still speak of a holder as in office some weeks after


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Days between which the page was published, the days that remain of its candidates, and why."""

    earliest: date | None
    latest: date | None
    reasons: tuple[str, ...]


def narrow_publication(document: Document, reading: Reading) -> When:
    """Return the publication date with its year bounded as far as the page allows.

    A date with its year, or one that is not open, is returned as it is. Otherwise the candidates are the years whose
    month and day fit the page's full dates, the office holders it names, and a weekday beside the day. One candidate
    left closes the year; several stay open, listed in `edtf` as a set and in `reasons`. Nothing is chosen by guess.
    """
    del reading  # the offices and dates stand in the text itself
    published = document.published
    if published.known:
        return published
    expression = _own_date(document, published)
    bounds = _bounds(document, published)
    if expression is None:
        return replace(published, earliest=bounds.earliest, latest=bounds.latest, reasons=bounds.reasons)
    days = [each.first for each in candidate_periods(expression, None, bounds.latest)]
    days = [day for day in days if bounds.earliest is None or day >= bounds.earliest]
    if expression.weekday is not None:
        reason = f"Only years in which {_written(expression)} is a {_weekday(expression)} are left."
        bounds = replace(bounds, reasons=(*bounds.reasons, reason))
    days, reasons = _in_office(days, document, bounds.reasons)
    if bounds.earliest is None and len(days) > _MOST:
        days = []
    return _when(published, expression, days, reasons)


_MOST = 12  # more candidate years than that are not listed: the year is simply open


def _when(published: When, expression: TimeExpression, days: Sequence[date], reasons: tuple[str, ...]) -> When:
    text = published.text or expression.text
    if len(days) == 1:
        return replace(
            published,
            text=text,
            earliest=days[0],
            latest=days[0],
            granularity=Granularity.DAY,
            edtf=days[0].isoformat(),
            year_open=False,
            reasons=(*reasons, f"One year is left: {days[0].year}."),
        )
    month, day = expression.month or 1, expression.day
    if not days:
        edtf = f"XXXX-{month:02}-{day:02}" if day else f"XXXX-{month:02}"
        return replace(published, text=text, edtf=edtf, year_open=True, reasons=reasons)
    listed = ", ".join(each.isoformat() for each in days)
    return replace(
        published,
        text=text,
        earliest=days[0],
        latest=days[-1],
        granularity=Granularity.DAY if day else Granularity.MONTH,
        edtf="[" + ",".join(each.isoformat() for each in days) + "]",
        year_open=True,
        reasons=(*reasons, f"Candidates: {listed}."),
    )


def _own_date(document: Document, published: When) -> TimeExpression | None:
    """Return the month and day that the publication date was read from, or the first that the body names."""
    if published.text:
        for each in find_times(published.text):
            if each.shape is TimeShape.DATE and each.month is not None and each.year is None:
                return _with_weekday(each, document, published)
    for expression in _expressions(document):
        if expression.shape is TimeShape.DATE and expression.day is not None and expression.month is not None:
            return expression if expression.year is None else None
    return None


def _with_weekday(expression: TimeExpression, document: Document, published: When) -> TimeExpression:
    """Add the weekday that the page gives the same day ("Thursday, April 9")."""
    for each in _expressions(document):
        same = (each.month, each.day) == (expression.month, expression.day) and each.year is None
        if same and each.weekday is not None:
            return replace(expression, weekday=each.weekday)
    del published
    return expression


def _expressions(document: Document) -> Iterable[TimeExpression]:
    for block in document.reporting():
        yield from find_times(document.text, block.span.start, block.span.end)


def _bounds(document: Document, published: When) -> _Bounds:
    """Return bounds from the page's own full dates and from the day it was read."""
    reasons: list[str] = []
    if published.text:
        reasons.append(f"{published.text!r} names no year.")
    latest = document.retrieved_at.date()
    if published.latest is not None:
        latest = min(latest, published.latest)
    floor, words = _last_told(document)
    earliest = published.earliest
    if floor is not None and (earliest is None or floor > earliest):
        earliest = floor
    if words and floor is not None:
        reasons.append(f"Not before {floor}: the page looks back on {words!r}.")
    reasons.append(f"Not after {latest}: the page was read on {document.retrieved_at.date()}.")
    return _Bounds(earliest, latest, tuple(reasons))


def _last_told(document: Document) -> tuple[date | None, str]:
    """Return the beginning of the latest dated period that the reporting looks back on, with its words."""
    best: tuple[date | None, str] = (None, "")
    for block in document.reporting():
        for each in find_times(document.text, block.span.start, block.span.end):
            if each.shape is not TimeShape.DATE or each.year is None or each.lead in ("until", "till", "by", "through"):
                continue
            if each.month is None and each.lead not in ("in", "since", "during", "from"):
                continue  # a bare year may be a forecast, a bond, a name
            if not _looks_back(document.text, each, block.span.start, block.span.end):
                continue
            periods = candidate_periods(replace(each, weekday=None), date(each.year, 1, 1), date(each.year, 12, 31))
            if periods and (best[0] is None or periods[0].first > best[0]):
                best = (periods[0].first, each.text)
    return best


def _looks_back(text: str, expression: TimeExpression, start: int, end: int) -> bool:
    """Tell whether the verb beside a date is of the past: only what is told as past bounds the page from below."""
    left = max(start, text.rfind(". ", start, expression.span.start) + 1)
    right = text.find(". ", expression.span.end, end)
    return direction_of(text, (left, right if right >= 0 else end), expression.span.start, expression.span.end) < 0


# ---- office holders ----------------------------------------------------------------------------------------------


def _in_office(days: list[date], document: Document, reasons: tuple[str, ...]) -> tuple[list[date], tuple[str, ...]]:
    """Keep the days on which the holders that the page names as in office were so.

    A holder with whom no day is left is passed over: the text may look back on that time.
    """
    told: set[str] = set()
    for holding in _holdings(document):
        key = holding.terms[0].name + holding.terms[0].office
        if key in told or holding.former:
            continue
        told.add(key)
        kept = [day for day in days if any(_served(term, day) for term in holding.terms)]
        if not kept:
            reasons = (*reasons, f"{holding.text!r} fits no candidate, so the text may look back on that time.")
        elif len(kept) < len(days):
            days = kept
            reasons = (*reasons, f"{holding.text!r}: {_terms(holding.terms)}.")
    return days, reasons


def _served(term: Term, day: date) -> bool:
    return term.since <= day and (term.until is None or day <= term.until + _GRACE)


def _terms(terms: Iterable[Term]) -> str:
    told = [f"{t.name} was {t.office} from {t.since} {'to ' + t.until.isoformat() if t.until else 'on'}" for t in terms]
    return ", or ".join(dict.fromkeys(told))


def _holdings(document: Document) -> Iterable[Holding]:
    for block in document.reporting():
        yield from find_holders(document.text, block.span.start, block.span.end)


def _written(expression: TimeExpression) -> str:
    return f"{MONTHS[(expression.month or 1) - 1]} {expression.day}"


def _weekday(expression: TimeExpression) -> str:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return days[expression.weekday or 0]
