"""Time as drawings: when events fell and when pages spoke of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.domain import Claim, Document, Event, Relation, RelationKind, Stance, When
from rashomon.report.view import ReportView
from rashomon.report.words import bounds, chain_words, group_words, measure_words, when_words

MOST = 24
"""Events on the common time line: more rows than that are a list, not a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one page has of another, beside being its copy: "quotes and repeats" the page `of`, by `source`."""

    how: str
    of: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A page in the order of publication: what it says of the event. `figures` are triples of voice, value, words."""

    when: str
    source: str
    title: str
    document_id: str
    copy_of: str
    figures: tuple[tuple[str, str, str], ...]
    retracts: bool
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """An event on the common time line: shares of its length, 0 to 1. `pages` are where pages were published."""

    number: int
    event_id: str
    title: str
    when: str
    start: float
    end: float
    pages: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeChart:
    """Events on one time line, with ticks at months or years; how many have no known time, and how many no room."""

    ticks: tuple[tuple[float, str], ...]
    stretches: tuple[Stretch, ...]
    undated: int
    left_out: int


def tellings_of(event: Event, view: ReportView) -> tuple[Telling, ...]:
    """Return the event's pages in the order of publication; a page without a known date comes last."""
    by_page: dict[str, list[Claim]] = {}
    for claim in view.claims_of(event.claim_ids):
        by_page.setdefault(claim.document_id, []).append(claim)
    pages = sorted(view.documents_of(event.document_ids), key=_published_order)
    return tuple(_telling(page, by_page.get(page.id, []), _ties(page, event, view), view) for page in pages)


def _ties(page: Document, event: Event, view: ReportView) -> tuple[Tie, ...]:
    found: dict[str, list[Relation]] = {}
    for each in event.relations:
        if each.document_id == page.id and each.kind is not RelationKind.COPIES and each.of in view.documents:
            found.setdefault(each.of, []).append(each)
    return tuple(
        Tie(
            how=" and ".join(dict.fromkeys(each.kind.value for each in ties)),
            of=of,
            source=view.documents[of].source.name,
            note="; ".join(dict.fromkeys(each.note for each in ties)),
        )
        for of, ties in found.items()
    )


def _telling(page: Document, claims: Sequence[Claim], ties: tuple[Tie, ...], view: ReportView) -> Telling:
    figures = dict.fromkeys(
        (chain_words(claim)[-1], bounds(figure), f"{group_words(figure, claim)} {measure_words(figure)}".strip())
        for claim in claims
        for figure in claim.figures
        if not figure.subset_of
    )
    original = view.documents.get(page.copy_of) if page.copy_of else None
    return Telling(
        when=when_words(page.published),
        source=page.source.name,
        title=page.title,
        document_id=page.id,
        copy_of=original.source.name if original else "",
        figures=tuple(figures),
        retracts=any(claim.stance is Stance.RETRACTS for claim in claims),
        ties=ties,
    )


def _published_order(page: Document) -> tuple[date, str]:
    return (page.published.earliest if page.published.known and page.published.earliest else date.max, page.id)


def draw_time(events: Sequence[tuple[int, Event]], view: ReportView) -> TimeChart | None:
    """Return the dated events on one line, those that most pages tell first to get room.

    Returns None when fewer than two days are known.
    """
    dated = [(number, event) for number, event in events if _days(event.when)]
    kept = sorted(dated, key=lambda each: (-len(each[1].document_ids), each[0]))[:MOST]
    undated, left_out, events = len(events) - len(dated), len(dated) - len(kept), sorted(kept, key=lambda each: each[0])
    days = [day for _, event in events for day in _days(event.when)]
    pages = {event.id: _page_days(event, view) for _, event in events}
    everything = [*days, *(day for each in pages.values() for day in each)]
    if len(set(everything)) < 2:
        return None
    margin = timedelta(days=max(2, (max(everything) - min(everything)).days // 30))
    first, last = min(everything) - margin, max(everything) + margin
    length = (last - first).days

    def share(day: date) -> float:
        return round((day - first).days / length, 4)

    stretches = []
    for number, event in events:
        own = _days(event.when)
        stretches.append(
            Stretch(
                number=number,
                event_id=event.id,
                title=event.title,
                when=when_words(event.when),
                start=share(own[0]),
                end=share(own[-1]),
                pages=tuple(share(day) for day in pages[event.id]),
            )
        )
    return TimeChart(ticks=_ticks(first, last, length), stretches=tuple(stretches), undated=undated, left_out=left_out)


def _days(when: When | None) -> list[date]:
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return []
    return [when.earliest, when.latest]


def _page_days(event: Event, view: ReportView) -> list[date]:
    days = [_days(page.published) for page in view.documents_of(event.document_ids)]
    return sorted({each[0] for each in days if each})


def _ticks(first: date, last: date, length: int) -> tuple[tuple[float, str], ...]:
    months = 1 if length <= 240 else 3 if length <= 800 else 12
    ticks = []
    year, month = first.year, first.month
    while date(year, month, 1) <= last:
        day = date(year, month, 1)
        if day >= first and (month - 1) % months == 0:
            name = f"{day:%b}" if months < 12 and month != 1 else ""
            ticks.append((round((day - first).days / length, 4), f"{name} {year}".strip()))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if len(ticks) < 2:
        step = max(1, length // 4)
        days = [first + timedelta(days=offset) for offset in range(step, length, step)]
        ticks = [(round((day - first).days / length, 4), f"{day.day} {day:%b}") for day in days]
    return tuple(ticks)
