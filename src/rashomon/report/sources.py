"""What the ledger can say of its sources: how often alone, how often disputed, and about whose losses they speak.

None of this grades a source. It counts what stands in the ledger.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.domain import Document, Interest, Stance
from rashomon.report.view import ReportView

_LOSSES = (Interest.OWN_LOSSES, Interest.ADVERSARY, Interest.ALLY, Interest.THIRD_PARTY)


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
    """One publisher. Counts are of events, except `pages` and `figures`."""

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


def source_rows(view: ReportView) -> tuple[SourceRow, ...]:
    """Return the publishers, those with most events first."""
    pages: dict[str, list[Document]] = {}
    for page in view.documents.values():
        pages.setdefault(page.source.id, []).append(page)
    rows = [_row(found, view) for found in pages.values()]
    return tuple(sorted(rows, key=lambda row: (-row.events, row.name.casefold())))


def _row(pages: list[Document], view: ReportView) -> SourceRow:
    ids = {page.id for page in pages}
    events = [event for event in view.events if ids & set(event.document_ids)]
    own_claims = {claim.id for claim in view.claims.values() if claim.document_id in ids}
    interests = _interests(ids, view)
    return SourceRow(
        name=pages[0].source.name,
        host=pages[0].source.host or "",
        pages=tuple(sorted(pages, key=lambda page: (page.published.earliest is None, str(page.published.earliest)))),
        events=len(events),
        alone=sum(set(event.document_ids) <= ids for event in events),
        disputed=sum(any(own_claims & set(each.claim_ids) for each in event.disputes) for event in events),
        withdrawn=sum(view.claims[each].stance is Stance.RETRACTS for each in own_claims),
        copies=sum(page.copy_of is not None for page in pages),
        figures=sum(interests.values()),
        shares=_shares(interests),
    )


def _interests(ids: set[str], view: ReportView) -> Counter[Interest]:
    """Count the figures that these pages carry by whose losses they are, seen from the voice that gives them."""
    counts: Counter[Interest] = Counter()
    for event in view.events:
        for account in event.accounts:
            for item in account.figures:
                claim = view.claims.get(item.claim_id)
                if claim and claim.document_id in ids:
                    counts[account.interest] += 1
    return counts


def _shares(counts: Counter[Interest]) -> tuple[Share, ...]:
    total = sum(counts[interest] for interest in _LOSSES)
    shares, start = [], 0.0
    for interest in _LOSSES:
        if counts[interest]:
            width = counts[interest] / total
            name = {Interest.OWN_LOSSES: "own losses", Interest.ADVERSARY: "the adversary’s"}.get(
                interest, interest.value
            )
            css = interest.value.replace(" ", "-")
            shares.append(Share(name=name, css=css, count=counts[interest], start=start, width=width))
            start += width
    return tuple(shares)
