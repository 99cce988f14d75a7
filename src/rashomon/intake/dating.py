"""The publication date: one clue chosen, the others kept as rivals with the reason, a missing year left open."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rashomon.domain import DateRival, Evidence, Granularity, Span, When
from rashomon.intake.draft import DateClue, Laid

_RANK = ("given", "json-ld", "meta", "byline", "dateline", "markup", "url", "body", "widget")
_NEVER = frozenset({"widget"})
_MOST_RIVALS = 12
_SLACK = timedelta(days=2)
"""A page may be dated a day ahead of the reader's clock by its time zone."""

_NEAR = 31
"""Days between a date without a year and a full one that still tell the same story."""

_UTC = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)\s*\Z")

_PAST_YEAR = re.compile(
    r"\b(?:in|on|since|from|during|of|by|until|after|before)\s+"
    r"(?:(?:early|late|mid|the\s+\w+\s+of)[\s-]+)?(?:[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?)?((?:19|20)\d\d)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|due|expected|until|by|through|next|upcoming|scheduled|forecast|projected|target|goal)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The publication date and its rivals."""

    published: When
    rivals: tuple[DateRival, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """What a date is chosen from: the laid-out text that clues may point into, its body, and the day of reading."""

    document_id: str
    laid: Laid
    body: str
    today: date
    given: tuple[date, str] | None = None

    def choose(self, clues: Iterable[DateClue]) -> Dated:
        """Choose the publication date: given, JSON-LD, meta, byline or dateline, URL, body. Widgets never give it."""
        known = list(dict.fromkeys(clues))
        if self.given is not None:
            day, words = self.given
            when = When(
                text=words,
                earliest=day,
                latest=day,
                granularity=Granularity.DAY,
                edtf=day.isoformat(),
                basis="given",
                reasons=("The date was given with the page.",),
            )
            return Dated(published=when, rivals=self._rivals(known, when, "a date was given with the page"))
        usable = [clue for clue in known if clue.basis not in _NEVER and not self._ahead(clue)]
        usable = [clue for clue in usable if not _placeholder(clue, usable)]
        chosen = _best(usable)
        if chosen is None:
            when = When(text="", latest=self.today, reasons=("The page says no date of its own.",))
            return Dated(published=when, rivals=self._rivals(known, when, "it is no date of the page"))
        chosen = _renewed(_local(chosen, usable), usable)
        when = self._when(chosen, usable)
        return Dated(published=when, rivals=self._rivals(known, when, f"the {chosen.basis} goes first"))

    def _ahead(self, clue: DateClue) -> bool:
        if clue.year is None:
            return False
        return date(clue.year, clue.month, clue.day or 1) > self.today + _SLACK

    def _when(self, clue: DateClue, others: Sequence[DateClue]) -> When:
        """Return the clue as a time; a missing year is taken from another clue of the same days, or stays open."""
        evidence = self._evidence(clue)
        if clue.year is None:
            return self._without_year(clue, others, evidence)
        if clue.day is None:
            last = calendar.monthrange(clue.year, clue.month)[1]
            return When(
                text=clue.words,
                earliest=date(clue.year, clue.month, 1),
                latest=date(clue.year, clue.month, last),
                granularity=Granularity.MONTH,
                edtf=f"{clue.year:04}-{clue.month:02}",
                basis=clue.basis,
                evidence=evidence,
                reasons=(f"The {clue.basis} names the month only.",),
            )
        day = date(clue.year, clue.month, clue.day)
        if clue.other is not None:
            return _two_readings(clue, day, others, evidence)
        return When(
            text=clue.words,
            earliest=day,
            latest=day,
            granularity=Granularity.DAY,
            edtf=day.isoformat(),
            basis=clue.basis,
            evidence=evidence,
            reasons=(_reason(clue),),
        )

    def _without_year(self, clue: DateClue, others: Sequence[DateClue], evidence: Evidence | None) -> When:
        month, number = clue.month, clue.day or 1
        years = {year for other in others if (year := _year_of_same_days(clue, other)) is not None}
        if len(years) == 1:
            day = date(years.pop(), month, number)
            reason = f"{_reason(clue)} Its year is that of another date of the page near it."
            return When(
                text=clue.words, earliest=day, latest=day, granularity=Granularity.DAY, edtf=day.isoformat(),
                basis=clue.basis, evidence=evidence, reasons=(reason,),
            )  # fmt: skip
        floor, words = latest_past_year(self.body)
        earliest = _first_on_or_after(floor, month, number) if floor else None
        latest = _last_on_or_before(self.today, month, number)
        reasons = [_reason(clue), f"{clue.words!r} names no year, so the year stays open."]
        if words:
            reasons.append(f"Not before {earliest}: the text looks back on {words!r}.")
        if latest:
            reasons.append(f"Not after {latest}: the page was read on {self.today}.")
        if earliest and latest and earliest > latest:
            earliest = None
        closed = earliest is not None and earliest == latest
        return When(
            text=clue.words,
            earliest=earliest,
            latest=latest,
            granularity=Granularity.DAY,
            edtf=earliest.isoformat() if closed and earliest else f"XXXX-{month:02}-{number:02}",
            year_open=not closed,
            basis=clue.basis,
            evidence=evidence,
            reasons=tuple(reasons),
        )

    def _evidence(self, clue: DateClue) -> Evidence | None:
        if clue.part is None:
            return None
        start = self.laid.starts[clue.part] + clue.offset
        end = start + len(clue.words)
        if self.laid.text[start:end] != clue.words:
            return None
        return Evidence(document_id=self.document_id, span=Span(start, end), text=clue.words)

    def _rivals(self, clues: Sequence[DateClue], taken: When, why_not: str) -> tuple[DateRival, ...]:
        rivals: list[DateRival] = []
        seen = {(taken.earliest, taken.latest, taken.year_open)}
        for clue in clues:
            when = self._when(clue, ())
            if (key := (when.earliest, when.latest, when.year_open)) in seen:
                continue
            seen.add(key)
            rivals.append(
                DateRival(when=when, basis=clue.basis, words=clue.words, why_not=self._why_not(clue, why_not))
            )
        return tuple(rivals[:_MOST_RIVALS])

    def _why_not(self, clue: DateClue, otherwise: str) -> str:
        if clue.basis == "widget":
            return "it stands in a widget, which never dates a page"
        if self._ahead(clue):
            return "it lies after the day the page was read"
        if clue.changed:
            return "it says when the page was changed"
        return otherwise


def _best(clues: Sequence[DateClue]) -> DateClue | None:
    """Return the clue to take: full dates that the page gives itself, then those without a year, then the body's."""

    def rank(clue: DateClue) -> tuple[int, int]:
        return (clue.changed, _RANK.index(clue.basis))

    own = [clue for clue in clues if clue.basis != "body"]
    full = [clue for clue in own if clue.full or clue.other]
    partial = [clue for clue in own if clue.year is None and clue.day is not None]
    body = [clue for clue in clues if clue.basis == "body"]
    # News leaves the year off what has just happened, so such a date in the first paragraphs goes before a full one.
    recent = [clue for clue in body if clue.year is None]
    for group in (full, partial):
        if group:
            return min(group, key=rank)
    if recent or body:
        return (recent or body)[0]
    return min(own, key=rank) if own else None


def _local(clue: DateClue, others: Sequence[DateClue]) -> DateClue:
    """Return the local day of a time stamp, where the page tells it in another way too.

    An outlet dates its pages by its own clock; a stamp in UTC near midnight may fall on the neighbouring day, which the
    URL or a dateline then names.
    """
    if clue.basis not in {"json-ld", "meta"} or not _UTC.search(clue.words):
        return clue
    for other in others:
        beside = other.full and abs((_day_of(other) - _day_of(clue)).days) == 1
        if beside and other.basis in {"url", "dateline"}:
            return other
    return clue


def _renewed(clue: DateClue, others: Sequence[DateClue]) -> DateClue:
    """Return the day of the last change, where the page puts that day, and not the first, over its text.

    An outlet that renews an article and dates it anew tells its reader that the text is of that day. A change that only
    the metadata name (a correction, a new picture) does not date a page.
    """
    if clue.basis not in {"json-ld", "meta"} or clue.changed or not clue.full:
        return clue
    shown = next((other for other in others if other.basis == "byline" and other.part is None), None)
    if shown is None or not shown.full or _day_of(shown) <= _day_of(clue):
        return clue
    if all(_day_of(other) != _day_of(shown) for other in others if other.changed and other.full):
        return clue
    return replace(shown, changed=True)


def _day_of(clue: DateClue) -> date:
    return date(clue.year or 1, clue.month, clue.day or 1)


def _placeholder(clue: DateClue, others: Sequence[DateClue]) -> bool:
    """Tell a content system's "1 January" from a date: it has no time of day and all other dates are years away."""
    if not clue.full or (clue.month, clue.day) != (1, 1) or ":" in clue.words.replace("00:00", ""):
        return False
    rest = [
        _day_of(other) for other in others if other.full and other.basis != "body" and _day_of(other) != _day_of(clue)
    ]
    return bool(rest) and all(abs((day - _day_of(clue)).days) > 366 for day in rest)


def _reason(clue: DateClue) -> str:
    if clue.changed and clue.basis == "byline":
        return "The page was changed after it was first published, and puts the day of that change over its text."
    if clue.changed:
        return "The page only says when it was changed."
    if clue.basis == "body":
        return (
            "The page says no date of its own; this is the first dated deed in its text, and the page cannot be older."
        )
    return f"The date is from the page's {clue.basis}."


def _two_readings(clue: DateClue, day: date, others: Sequence[DateClue], evidence: Evidence | None) -> When:
    readings = sorted({day, clue.other or day})
    plain = {date(o.year, o.month, o.day) for o in others if o.year and o.day and o.other is None}
    agreed = [reading for reading in readings if reading in plain]
    kept = agreed if len(agreed) == 1 else readings
    reason = f"{clue.words!r} can be read day first or month first"
    reason += "; another date of the page settles it." if len(kept) == 1 else ", and nothing on the page settles it."
    one = len(kept) == 1
    return When(
        text=clue.words,
        earliest=kept[0],
        latest=kept[-1],
        granularity=Granularity.DAY if one else Granularity.SPAN,
        edtf=kept[0].isoformat() if one else "[" + ",".join(d.isoformat() for d in kept) + "]",
        basis=clue.basis,
        evidence=evidence,
        reasons=(reason,),
    )


def _year_of_same_days(clue: DateClue, other: DateClue) -> int | None:
    """Return the year that a full date near the clue's month and day gives it."""
    if other.year is None or other.other is not None or other.changed:
        return None
    if other.day is None:
        return other.year if other.month == clue.month else None
    theirs = date(other.year, other.month, other.day)
    for year in (other.year, other.year - 1, other.year + 1):
        day = _day(year, clue.month, clue.day or 1)
        if day is not None and abs((day - theirs).days) <= _NEAR:
            return year
    return None


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _first_on_or_after(floor: date, month: int, number: int) -> date | None:
    days = (_day(year, month, number) for year in range(floor.year, floor.year + 9))
    return next((day for day in days if day is not None and day >= floor), None)


def _last_on_or_before(ceiling: date, month: int, number: int) -> date | None:
    days = (_day(year, month, number) for year in range(ceiling.year, ceiling.year - 9, -1))
    return next((day for day in days if day is not None and day <= ceiling), None)


def latest_past_year(body: str) -> tuple[date | None, str]:
    """Return the first day of the latest year that the text looks back on, with the words; (None, "") without one.

    A year in a sentence that looks ahead (will, until, expected ...) does not count.
    """
    best: tuple[date | None, str] = (None, "")
    for found in _PAST_YEAR.finditer(body):
        start = max(body.rfind(". ", 0, found.start()), body.rfind("\n", 0, found.start())) + 1
        end = body.find(". ", found.end())
        if _AHEAD.search(body[start : end if end > 0 else found.end() + 200]):
            continue
        day = date(int(found[1]), 1, 1)
        if best[0] is None or day > best[0]:
            best = (day, found.group())
    return best


def given_date(words: str) -> date | None:
    """Return the day that a given date names: ISO, or words that leave no doubt; None otherwise."""
    from rashomon.intake.datewords import find_written_dates  # noqa: PLC0415 - only for front matter

    for written in find_written_dates(words):
        return written.full
    return None
