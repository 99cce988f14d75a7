"""A page for each publisher: what it tells of, about whose losses, through whom, and what it took back.

None of this grades a source. It counts what stands in the ledger, and every count leads to its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.domain import AccountFigure, Claim, Event, Interest, Stance
from rashomon.report.cards import Labelled, labels_of
from rashomon.report.chart import PEOPLE
from rashomon.report.sources import LOSSES, SourceRow, interest_words
from rashomon.report.view import ReportView
from rashomon.report.words import amount, group_words, measure_words, voice_words, when_words

MOST_EVENTS = 12
"""Events that a source's page lists; the rest is counted, and the overview's filter finds it by the outlet's name."""

MOST_FIGURES = 6
"""Figures that stand under each sort of losses; the rest is counted."""

MOST_VOICES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event that a source tells of. `alone` where no other source does; `disputed` names in what it is disputed."""

    number: int
    event: Event
    when: str
    alone: bool
    disputed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LossFigure:
    """A figure as this source carries it: "over 20", "soldiers killed", the voice, and the claim that says so."""

    amount: str
    words: str
    voice: str
    claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The figures of one sort of losses, seen from who gives them.

    `count` is of all, parts and repetitions too; `more` is how many different ones are not listed.
    """

    name: str
    css: str
    count: int
    figures: tuple[LossFigure, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """All that the report says of one publisher.

    `voices` are those that speak through it, with how many claims each has; `withdrawn` its claims that take something
    back, as pairs of a claim's id and its words.
    """

    row: SourceRow
    told: tuple[Told, ...]
    more_told: int
    losses: tuple[Losses, ...]
    voices: tuple[tuple[str, int], ...]
    more_voices: int
    own_voice: int
    withdrawn: tuple[tuple[str, str], ...]
    labels: tuple[Labelled, ...]


@dataclass(slots=True)
class _Gathered:
    """What one pass over the ledger found of a source."""

    events: list[tuple[Event, bool]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    figures: dict[Interest, list[tuple[Claim, AccountFigure]]] = field(default_factory=dict)


def source_pages(view: ReportView, rows: Sequence[SourceRow], numbers: Mapping[str, int]) -> tuple[SourcePage, ...]:
    """Return a page for each row, in their order. `numbers` are those under which the report lists its events."""
    gathered = {row.id: _Gathered() for row in rows}
    source_of = {page.id: page.source.id for page in view.documents.values()}
    for claim in view.claims.values():
        if claim.document_id in source_of:
            gathered[source_of[claim.document_id]].claims.append(claim)
    for event in view.events:
        _gather(event, view, source_of, gathered)
    return tuple(_page(row, gathered[row.id], view, numbers) for row in rows)


def _gather(event: Event, view: ReportView, source_of: Mapping[str, str], gathered: Mapping[str, _Gathered]) -> None:
    telling = dict.fromkeys(source_of[page] for page in event.document_ids if page in source_of)
    for source in telling:
        gathered[source].events.append((event, len(telling) == 1))
    for account in event.accounts:
        for item in account.figures:
            claim = view.claims.get(item.claim_id)
            if claim is None or claim.document_id not in source_of or item.figure.measure not in PEOPLE:
                continue
            if account.interest in LOSSES:
                figures = gathered[source_of[claim.document_id]].figures
                figures.setdefault(account.interest, []).append((claim, item))


def _page(row: SourceRow, found: _Gathered, view: ReportView, numbers: Mapping[str, int]) -> SourcePage:
    # What others tell too, and what is disputed, comes first: that is what a reader of one source cannot see in it.
    events = sorted(found.events, key=lambda each: (each[1], not each[0].disputes, numbers[each[0].id]))
    own = {claim.id for claim in found.claims}
    spelled: dict[str, str] = {}
    voices = Counter(_spelling(claim, spelled) for claim in found.claims if len(claim.chain) > 1)
    return SourcePage(
        row=row,
        told=tuple(_told(event, numbers[event.id], own, alone=alone) for event, alone in events[:MOST_EVENTS]),
        more_told=max(0, len(events) - MOST_EVENTS),
        losses=tuple(_losses(each, found.figures[each]) for each in LOSSES if each in found.figures),
        voices=tuple(voices.most_common(MOST_VOICES)),
        more_voices=max(0, len(voices) - MOST_VOICES),
        own_voice=sum(len(claim.chain) == 1 for claim in found.claims),
        withdrawn=tuple((claim.id, claim.content.text) for claim in found.claims if claim.stance is Stance.RETRACTS),
        labels=labels_of(found.claims, view),
    )


def _spelling(claim: Claim, spelled: dict[str, str]) -> str:
    """Return a voice as it was first spelled: "Residents" at the head of a sentence are "residents"."""
    words = voice_words(claim.voice)
    return spelled.setdefault(words.casefold(), words)


def _told(event: Event, number: int, own: set[str], *, alone: bool) -> Told:
    kinds = dict.fromkeys(each.kind.value for each in event.disputes if own.intersection(each.claim_ids))
    return Told(number=number, event=event, when=when_words(event.when), alone=alone, disputed=", ".join(kinds))


def _losses(interest: Interest, pairs: Sequence[tuple[Claim, AccountFigure]]) -> Losses:
    listed = dict.fromkeys(
        LossFigure(
            amount=amount(item.figure),
            words=" ".join(part for part in (group_words(item.figure, claim), measure_words(item.figure)) if part),
            voice=voice_words(claim.voice),
            claim_id=claim.id,
        )
        for claim, item in pairs
        if not item.figure.subset_of
    )
    return Losses(
        name=interest_words(interest),
        css=interest.value.replace(" ", "-"),
        count=len(pairs),
        figures=tuple(listed)[:MOST_FIGURES],
        more=max(0, len(listed) - MOST_FIGURES),
    )
