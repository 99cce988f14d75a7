"""Disputes as a reader takes them in: many pairs of one sort become one note, with the pairs beneath it."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.domain import Claim, Dispute, DisputeKind, Event
from rashomon.report.view import ReportView
from rashomon.report.words import MEASURES, bounds, sentence, voice_words

FEW = 2
"""Up to so many disputes of one sort stand for themselves."""

_HEADS = {
    DisputeKind.COUNT: "The count is disputed",
    DisputeKind.PLACE: "The place is disputed",
    DisputeKind.TIME: "The time is disputed",
    DisputeKind.ACTOR: "Who did it is disputed",
    DisputeKind.DEED: "What was done is disputed",
    DisputeKind.SCOPE: "Not the same thing is counted",
    DisputeKind.DENIAL: "Denied, doubted or withdrawn",
}

_SUMS = {
    DisputeKind.SCOPE: "{} pairs of figures count different things, so they need not contradict each other.",
    DisputeKind.DENIAL: "{} claims are denied, doubted or withdrawn.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeNote:
    """One note. `pairs` are the disputes that it sums up, empty where it is a single one."""

    head: str
    words: str
    claim_ids: tuple[str, ...]
    pairs: tuple[tuple[str, tuple[str, ...]], ...] = ()


def dispute_notes(event: Event, view: ReportView) -> tuple[DisputeNote, ...]:
    """Return the event's disputes as notes, in their order; every dispute is in exactly one."""
    sorts: dict[tuple[DisputeKind, str], list[Dispute]] = {}
    for dispute in event.disputes:
        group = (dispute.group or "").casefold() if dispute.kind is DisputeKind.COUNT else ""
        sorts.setdefault((dispute.kind, group), []).append(dispute)
    notes: list[DisputeNote] = []
    for (kind, _), disputes in sorts.items():
        if len(disputes) <= FEW:
            notes += [
                DisputeNote(head=_HEADS[kind], words=sentence(each.note), claim_ids=each.claim_ids) for each in disputes
            ]
        else:
            notes.append(_summed(kind, disputes, view))
    return tuple(notes)


def _summed(kind: DisputeKind, disputes: list[Dispute], view: ReportView) -> DisputeNote:
    ids = tuple(dict.fromkeys(each for dispute in disputes for each in dispute.claim_ids))
    claims = view.claims_of(ids)
    words = _SUMS.get(kind, "{} pairs of claims cannot both be right.").format(len(disputes))
    if kind is DisputeKind.COUNT and claims:
        group = disputes[0].group
        words = f"{'Among ' + group if group else 'Of those not named more closely'}: {_figures(claims, group)}."
    return DisputeNote(
        head=_HEADS[kind],
        words=words,
        claim_ids=(),
        pairs=tuple((sentence(each.note), each.claim_ids) for each in disputes),
    )


def _figures(claims: tuple[Claim, ...], group: str | None) -> str:
    """Return the figures of the group by measure: "killed 5 (the council), 6 (officials); wounded 11 (a doctor)"."""
    by_measure: dict[str, dict[str, dict[str, None]]] = {}
    for claim in claims:
        for figure in claim.figures:
            if figure.subset_of or (figure.group or "").casefold() not in ("", (group or "").casefold()):
                continue
            voices = by_measure.setdefault(MEASURES[figure.measure], {}).setdefault(bounds(figure), {})
            voices[voice_words(claim.voice)] = None
    return "; ".join(
        f"{measure} " + ", ".join(f"{value} ({', '.join(voices)})" for value, voices in values.items())
        for measure, values in by_measure.items()
        if len(values) > 1
    )
