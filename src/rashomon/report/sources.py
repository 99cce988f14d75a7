"""What the ledger can say of its sources: how often alone, how often disputed, and about whose losses they speak.

None of this grades a source. It counts what stands in the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rashomon.domain import Document, Event, Interest, Stance
from rashomon.report.chart import PEOPLE
from rashomon.report.view import ReportView

UNKNOWN_OUTLET = "unknown outlet"
"""The name that intake gives where a page does not say who publishes it."""

LOSSES = (Interest.OWN_LOSSES, Interest.ADVERSARY, Interest.ALLY, Interest.THIRD_PARTY)
"""Whose losses a figure may be, seen from who gives it, in the order of the bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many figures one side of losses has, and its share of the bar (0 to 1, from `start`)."""

    name: str
    css: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One publisher. Counts are of events, except `pages` and `figures`, which are those of people harmed or taken.

    `unnamed` gathers pages that do not say who publishes them: they need not have one publisher.
    """

    id: str
    name: str
    host: str
    pages: tuple[Document, ...]
    events: int
    alone: int
    disputed: int
    withdrawn: int
    copies: int
    figures: int
    shares: tuple[Share, ...]
    unnamed: bool = False


@dataclass(slots=True)
class _Tally:
    """What has been counted of one source so far; filled in one pass over the ledger."""

    pages: list[Document] = field(default_factory=list)
    events: int = 0
    alone: int = 0
    disputed: int = 0
    withdrawn: int = 0
    interests: Counter[Interest] = field(default_factory=Counter)


def source_rows(view: ReportView) -> tuple[SourceRow, ...]:
    """Return the publishers, those with most events first. Reads each claim and each event once."""
    tallies: dict[str, _Tally] = {}
    source_of = {page.id: page.source.id for page in view.documents.values()}
    for page in view.documents.values():
        tallies.setdefault(page.source.id, _Tally()).pages.append(page)
    for claim in view.claims.values():
        if claim.stance is Stance.RETRACTS and claim.document_id in source_of:
            tallies[source_of[claim.document_id]].withdrawn += 1
    for event in view.events:
        _count_event(event, view, source_of, tallies)
    rows = [_row(tally) for tally in tallies.values()]
    return tuple(sorted(rows, key=lambda row: (-row.events, row.name.casefold())))


def _count_event(event: Event, view: ReportView, source_of: Mapping[str, str], tallies: Mapping[str, _Tally]) -> None:
    telling = {source_of[page] for page in event.document_ids if page in source_of}
    for source in telling:
        tallies[source].events += 1
        tallies[source].alone += len(telling) == 1
    in_dispute = view.claims_of(claim_id for dispute in event.disputes for claim_id in dispute.claim_ids)
    for source in {source_of[claim.document_id] for claim in in_dispute if claim.document_id in source_of}:
        tallies[source].disputed += 1
    for account in event.accounts:
        for item in account.figures:
            claim = view.claims.get(item.claim_id)
            if claim and claim.document_id in source_of and item.figure.measure in PEOPLE:
                tallies[source_of[claim.document_id]].interests[account.interest] += 1


def _row(tally: _Tally) -> SourceRow:
    source = tally.pages[0].source
    return SourceRow(
        id=source.id,
        name=source.name,
        host=source.host or "",
        pages=tuple(
            sorted(tally.pages, key=lambda page: (page.published.earliest is None, str(page.published.earliest)))
        ),
        events=tally.events,
        alone=tally.alone,
        disputed=tally.disputed,
        withdrawn=tally.withdrawn,
        copies=sum(page.copy_of is not None for page in tally.pages),
        figures=tally.interests.total(),
        shares=_shares(tally.interests),
        unnamed=source.host is None and source.name == UNKNOWN_OUTLET,
    )


def _shares(counts: Counter[Interest]) -> tuple[Share, ...]:
    total = sum(counts[interest] for interest in LOSSES)
    shares, start = [], 0.0
    for interest in LOSSES:
        if counts[interest]:
            width = counts[interest] / total
            css, name = interest.value.replace(" ", "-"), interest_words(interest)
            shares.append(Share(name=name, css=css, count=counts[interest], start=start, width=width))
            start += width
    return tuple(shares)


def interest_words(interest: Interest) -> str:
    """Return whose losses a figure is about, seen from who gives it."""
    return {
        Interest.OWN_LOSSES: "their own",
        Interest.ADVERSARY: "their adversary’s",
        Interest.ALLY: "an ally’s",
        Interest.THIRD_PARTY: "others’, by a third party",
    }[interest]
