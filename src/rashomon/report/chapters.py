"""The report's chapters: events, pages, and what was not read, ready for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.domain import Claim, Document, Event, Measure, Outcome, PageState, content_id
from rashomon.report.cards import Card, Labelled, LeftOpen, Speaker, card_of, labels_of, left_open, speakers_of
from rashomon.report.chart import Panel, draw_panels
from rashomon.report.disputes import DisputeNote, dispute_notes
from rashomon.report.maps import MapDrawing, event_map
from rashomon.report.marks import Axis, Mark, axis_for, mark_of
from rashomon.report.numbers import ByPolicy, numbers_of
from rashomon.report.quotes import PagePart, page_parts
from rashomon.report.timeline import Telling, tellings_of
from rashomon.report.view import ReportView
from rashomon.report.words import place_area, place_grain, place_words, when_grain, when_words

LANES = 5
"""Groups that the list keeps apart; more share the last lane."""

_STRIP = (Measure.KILLED, Measure.NEUTRALISED, Measure.KILLED_OR_WOUNDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """An event's marks of the dead for the list, groups apart: triples of a lane from 0, a colour and a mark.

    `most` is the highest number that anyone named.
    """

    marks: tuple[tuple[int, int, Mark], ...]
    lanes: int
    axis: Axis
    most: int
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChapter:
    """One event with all that the report shows of it."""

    number: int
    event: Event
    when: str
    when_grain: str
    place: str
    area: str
    place_grain: str
    deed: str
    pages: int
    voices: int
    panels: tuple[Panel, ...]
    strip: Strip | None
    disputes: tuple[DisputeNote, ...]
    speakers: tuple[Speaker, ...]
    tellings: tuple[Telling, ...]
    map: MapDrawing | None
    labels: tuple[Labelled, ...]
    open: tuple[LeftOpen, ...]
    numbers: tuple[ByPolicy, ...]

    @property
    def taken(self) -> ByPolicy | None:
        """What the policy of this report makes of the dead, None where none are claimed."""
        return next((each for each in self.numbers if each.taken), None)

    @property
    def told_often(self) -> bool:
        """Whether more than one page tells of it, or its accounts differ."""
        return self.pages > 1 or bool(self.event.disputes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChapter:
    """One page with its highlights; `loose` are its claims that belong to no event."""

    document: Document
    published: str
    parts: tuple[PagePart, ...]
    comments: int
    claims: int
    loose: tuple[Card, ...]
    outcome: Outcome | None
    copy_of: Document | None


def event_chapter(number: int, event: Event, view: ReportView) -> EventChapter:
    """Return the chapter of one event."""
    claims = view.claims_of(event.claim_ids)
    panels = draw_panels(event, view.claims)
    return EventChapter(
        number=number,
        event=event,
        when=when_words(event.when),
        when_grain=when_grain(event.when),
        place=place_words(event.place),
        area=place_area(event.place),
        place_grain=place_grain(event.place),
        deed=(event.deed.sub_type or event.deed.type or event.deed.plover or "") if event.deed else "",
        pages=len(event.document_ids),
        voices=len(event.roots) or len({account.root for account in event.accounts}),
        panels=panels,
        strip=_strip(event, claims, panels),
        disputes=dispute_notes(event, view),
        speakers=speakers_of(event, view),
        tellings=tellings_of(event, view),
        map=event_map(event, claims),
        labels=labels_of(claims, view),
        open=left_open(claims),
        numbers=numbers_of(event, view),
    )


def _strip(event: Event, claims: Sequence[Claim], panels: Sequence[Panel]) -> Strip | None:
    """Return the marks of the dead, in the colours of the chart."""
    by_id = {claim.id: claim for claim in claims}
    colours = {
        claim_id: block.colour
        for panel in panels
        for block in panel.blocks
        for row in block.rows
        for claim_id in row.claim_ids
    }
    found = [
        (by_id[item.claim_id], item)
        for account in event.accounts
        for item in account.figures
        if item.claim_id in by_id and item.figure.measure in _STRIP and not item.figure.subset_of
    ]
    if not found:
        return None
    axis = axis_for(item.figure for _, item in found)
    marks = [
        (
            colours.get(claim.id, 0),
            mark_of(item.figure, axis, claim.status, claim.stance, withdrawn=item.withdrawn),
        )
        for claim, item in found
    ]
    unique = tuple(dict.fromkeys(marks))
    order = list(dict.fromkeys(colour for colour, _ in unique))
    lanes = {colour: min(place, LANES - 1) for place, colour in enumerate(order)}
    said = Counter(mark.label for _, mark in unique)
    most = max((value for _, item in found for value in (item.figure.low, item.figure.high) if value), default=0)
    return Strip(
        marks=tuple((lanes[colour], colour, mark) for colour, mark in unique),
        lanes=min(len(order), LANES),
        axis=axis,
        most=most,
        summary="Killed, as claimed: " + ", ".join(said),
    )


def page_chapters(view: ReportView) -> tuple[PageChapter, ...]:
    """Return the pages in the order of their sources and dates, each with all its claims."""
    by_page: dict[str, list[Claim]] = {}
    for claim in view.claims.values():
        by_page.setdefault(claim.document_id, []).append(claim)
    placed = {claim_id for event in view.events for claim_id in event.claim_ids}
    ends = {outcome.document_id: outcome for outcome in view.outcomes if outcome.document_id}
    pages = sorted(view.documents.values(), key=lambda page: (page.source.name.casefold(), page.title, page.id))
    return tuple(_page(page, by_page.get(page.id, []), placed, ends.get(page.id), view) for page in pages)


def _page(
    page: Document, claims: Sequence[Claim], placed: set[str], outcome: Outcome | None, view: ReportView
) -> PageChapter:
    parts = page_parts(page, claims)
    return PageChapter(
        document=page,
        published=when_words(page.published),
        parts=parts,
        comments=sum(part.kind.value == "comment" for part in parts),
        claims=len(claims),
        loose=tuple(card_of(claim, view) for claim in claims if claim.id not in placed),
        outcome=outcome,
        copy_of=view.documents.get(page.copy_of) if page.copy_of else None,
    )


def unread(view: ReportView) -> tuple[Outcome, ...]:
    """Return the pages that were read in part or refused, refused ones first."""
    ends = [outcome for outcome in view.outcomes if outcome.state is not PageState.READ]
    return tuple(sorted(ends, key=lambda outcome: (outcome.state is not PageState.REFUSED, outcome.name)))


def read_in(view: ReportView) -> tuple[int, int]:
    """Return how many pages were read, whole or in part, and by how many sources they are.

    A page that was refused for its language is kept and shown, and tells of nothing.
    """
    refused = {end.document_id for end in view.outcomes if end.state is PageState.REFUSED}
    pages = [page for page in view.documents.values() if page.id not in refused]
    return len(pages), len({page.source.id for page in pages})


def report_id(view: ReportView) -> str:
    """Return an id of what the report shows, for citing it."""
    return content_id("rep", *sorted(view.claims), *(event.id for event in view.events), view.version)
