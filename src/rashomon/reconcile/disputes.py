"""What rival accounts differ in, and what looks like a dispute and is none. Nothing is averaged, nobody dropped."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from rashomon.domain import (
    Account,
    AccountFigure,
    Claim,
    Dispute,
    DisputeKind,
    Document,
    Figure,
    Finding,
    FlowOrStock,
    Interest,
    Measure,
    RoleKind,
    Stance,
)
from rashomon.domain.wording import figure_in_words, place_in_words, quoted, when_in_words
from rashomon.reconcile.accounts import group_key, root_of
from rashomon.reconcile.attackers import rival_attackers
from rashomon.reconcile.distances import SLACK_KM, distance_km, radius_of
from rashomon.reconcile.values import HARM, UNREAL, days_of, place_of

_REFUSALS = (Stance.DENIES, Stance.DOUBTS, Stance.RETRACTS)
_WAYS = (
    (
        "an attack from the air",
        re.compile(
            r"\b(?:air[ -]?(?:strike|raid|craft)|war ?plane|jet|drone|helicopter|aeroplane|barrel bomb)s?\b",
            re.IGNORECASE,
        ),
    ),
    ("shelling", re.compile(r"\b(?:shelling|shelled|(?:shell|mortar|howitzer)s?|artillery)\b", re.IGNORECASE)),
    (
        "a planted bomb",
        re.compile(r"\b(?:car|roadside|motor(?:cycle|bike)) bombs?|\b(?:land)?mines?\b|\bIEDs?\b", re.IGNORECASE),
    ),
    ("a suicide bomber", re.compile(r"\bsuicide (?:bomb|attack)\w*|\bblew (?:him|her)self up\b", re.IGNORECASE)),
)
"""Words that say by what a deed was done."""
_OVERLAPPING = {
    Measure.KILLED: {Measure.KILLED_OR_WOUNDED, Measure.NEUTRALISED},
    Measure.WOUNDED: {Measure.KILLED_OR_WOUNDED, Measure.NEUTRALISED},
    Measure.CAPTURED: {Measure.NEUTRALISED},
}


def disputes_of(
    accounts: Sequence[Account], claims: Sequence[Claim], documents: Mapping[str, Document]
) -> tuple[Dispute, ...]:
    """Return every dispute of an event, each with its kind, its claims and a sentence."""
    found = [
        *_counts(accounts),
        *_denials(claims),
        *_places_and_times(claims, documents),
        *_mirrors(claims, documents),
        *_deeds(claims, documents),
    ]
    mirrored = {frozenset(each.claim_ids) for each in found if each.kind is DisputeKind.ACTOR}
    found += [each for each in rival_attackers(claims, documents) if frozenset(each.claim_ids) not in mirrored]
    unique = {(each.kind, each.note): each for each in found}
    return tuple(sorted(unique.values(), key=lambda each: (each.kind, each.claim_ids)))


def findings_of(accounts: Sequence[Account], claims: Sequence[Claim]) -> tuple[Finding, ...]:
    """Return what a reader should see beside disputes."""
    return (*_each_counts_the_other(accounts), *_changes(accounts), *_retractions(claims))


def _counts(accounts: Sequence[Account]) -> Iterator[Dispute]:
    for one, other in combinations(accounts, 2):
        if one.root == other.root:
            continue
        for mine in one.figures:
            for theirs in other.figures:
                yield from _compare(one, mine, other, theirs)


def _compare(one: Account, mine: AccountFigure, other: Account, theirs: AccountFigure) -> Iterator[Dispute]:
    a, b = mine.figure, theirs.figure
    if group_key(a) != group_key(b) or any(each.subset_of or each.superseded for each in (a, b)):
        return
    both = (mine.claim_id, theirs.claim_id)
    said = f"{_name(one)}: {figure_in_words(a)}; {_name(other)}: {figure_in_words(b)}"
    if a.measure not in HARM or b.measure not in HARM:
        return  # two voices' vehicles or posts may well be different ones
    if a.measure is b.measure and a.flow_or_stock is b.flow_or_stock:
        if not overlap(a, b):
            yield Dispute(kind=DisputeKind.COUNT, claim_ids=both, note=f"{said}.", group=a.group or b.group)
    elif b.measure in _OVERLAPPING.get(a.measure, ()) or a.measure in _OVERLAPPING.get(b.measure, ()):
        yield Dispute(
            kind=DisputeKind.SCOPE, claim_ids=both, note=f"{said}: not the same thing is counted.", group=a.group
        )


def overlap(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can both be right. A vague word is compatible with any count above none."""
    for vague, count in ((one, other), (other, one)):
        if vague.low is None and vague.high is None:
            return count.high != 0 or vague.word is None
    low = max(one.low or 0, other.low or 0)
    high = min(math.inf if one.high is None else one.high, math.inf if other.high is None else other.high)
    return low <= high


def _denials(claims: Sequence[Claim]) -> Iterator[Dispute]:
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        target = by_id.get(claim.about or "")
        if target is None or claim.stance not in _REFUSALS or claim.voice.name == target.voice.name:
            continue
        verb = {Stance.DENIES: "denies", Stance.DOUBTS: "doubts", Stance.RETRACTS: "withdraws"}[claim.stance]
        note = f"{claim.voice.name} {verb} what {target.voice.name} says: {quoted(_short(target.content.text))}."
        yield Dispute(kind=DisputeKind.DENIAL, claim_ids=(target.id, claim.id), note=note)


def _places_and_times(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Dispute]:
    for one, other in combinations(claims, 2):
        if root_of(one, documents) == root_of(other, documents):
            continue
        here, there = place_of(one), place_of(other)
        if here and there and (distance := distance_km(here, there)) is not None:
            apart = distance > max(1.0, radius_of(here) + radius_of(there))
            if apart and distance <= radius_of(here) + radius_of(there) + SLACK_KM:
                note = (
                    f"{one.voice.name}: {place_in_words(here)}; {other.voice.name}: {place_in_words(there)}, "
                    f"{distance:.0f} km apart."
                )
                yield Dispute(kind=DisputeKind.PLACE, claim_ids=(one.id, other.id), note=note)
        if not (_tells_deed(one) and _tells_deed(other)):
            continue
        mine, theirs = days_of(one.when), days_of(other.when)
        if mine and theirs and (mine[1] < theirs[0] or theirs[1] < mine[0]):
            note = f"{one.voice.name}: {when_in_words(one.when)}; {other.voice.name}: {when_in_words(other.when)}."
            yield Dispute(kind=DisputeKind.TIME, claim_ids=(one.id, other.id), note=note)


def _tells_deed(claim: Claim) -> bool:
    """Tell whether a claim's day is that of a deed and not of a statement or a count."""
    return claim.deed is not None and claim.deed.type is not None and place_of(claim) is not None


def _mirrors(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Dispute]:
    """Yield pairs in which one voice's attacker is the other voice's victim."""
    for one, other in combinations(claims, 2):
        if root_of(one, documents) == root_of(other, documents) or one.about or other.about:
            continue
        mine, theirs = _sides(one), _sides(other)
        if mine[0] & theirs[1] and mine[1] & theirs[0]:
            note = (
                f"{one.voice.name} and {other.voice.name} name each other's attacker as the attacked: "
                f"{quoted(_short(one.content.text))} against {quoted(_short(other.content.text))}."
            )
            yield Dispute(kind=DisputeKind.ACTOR, claim_ids=(one.id, other.id), note=note)


def _deeds(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Dispute]:
    """Yield two ways in which voices tell the deed as done: shells by one, an aircraft's bombs by the other.

    Only words that say the way count ("strike" and "missile" fit several), once a pair of ways, by voices of
    two roots of which neither tells both.
    """
    ways: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        way = _way(claim)
        if way is not None and not claim.about and claim.stance not in _REFUSALS and claim.status not in UNREAL:
            ways.setdefault(way, {}).setdefault(root_of(claim, documents), claim)
    for mine, theirs in combinations(sorted(ways), 2):
        ones = [root for root in sorted(ways[mine]) if root not in ways[theirs]]
        others = [root for root in sorted(ways[theirs]) if root not in ways[mine]]
        if not ones or not others:
            continue
        a, b = ways[mine][ones[0]], ways[theirs][others[0]]
        note = (
            f"{a.voice.described or a.voice.name} tells of {mine}, {b.voice.described or b.voice.name} of {theirs}: "
            f"{quoted(_short(a.content.text))} against {quoted(_short(b.content.text))}."
        )
        yield Dispute(kind=DisputeKind.DEED, claim_ids=(a.id, b.id), note=note)


def _way(claim: Claim) -> str | None:
    """Return by what a claim's words say that the deed was done, None where they say nothing or several things."""
    if claim.deed is None or claim.deed.type is None:
        return None
    found = [way for way, words in _WAYS if words.search(claim.content.text)]
    return found[0] if len(found) == 1 else None


def _sides(claim: Claim) -> tuple[set[str], set[str]]:
    agents = {role.actor_id for role in claim.roles if role.kind is RoleKind.AGENT and role.actor_id}
    targets = {role.actor_id for role in claim.roles if role.kind is RoleKind.TARGET and role.actor_id}
    return agents, targets


def _each_counts_the_other(accounts: Sequence[Account]) -> Iterator[Finding]:
    """Yield pairs of partisan accounts that count each other's dead: they do not contradict each other."""
    adversary = [each for each in accounts if each.interest is Interest.ADVERSARY and each.figures]
    for one, other in combinations(adversary, 2):
        if one.claimant.actor_id and one.claimant.actor_id == other.claimant.actor_id:
            continue
        if one.root != other.root and group_key(one.figures[0].figure) != group_key(other.figures[0].figure):
            note = (
                f"{_name(one)} counts {one.group or 'people'}, {_name(other)} counts {other.group or 'people'}: each "
                "side counts the other's losses, so the two do not contradict each other."
            )
            yield Finding(kind="no dispute", note=note, claim_ids=(*one.claim_ids, *other.claim_ids))


def _changes(accounts: Sequence[Account]) -> Iterator[Finding]:
    """Yield tolls that one voice raised or lowered from one page to a later one."""
    for account in accounts:
        dated = [
            each
            for each in account.figures
            if each.seen and each.figure.flow_or_stock is FlowOrStock.FLOW and not each.figure.superseded
        ]
        for earlier, later in combinations(dated, 2):
            if earlier.seen == later.seen or earlier.figure.measure is not later.figure.measure:
                continue
            if earlier.figure.subset_of or later.figure.subset_of or overlap(earlier.figure, later.figure):
                continue
            raised = (later.figure.low or later.figure.high or 0) > (earlier.figure.low or earlier.figure.high or 0)
            note = (
                f"{_name(account)} {'raised' if raised else 'lowered'} its figure from "
                f"{figure_in_words(earlier.figure)} ({earlier.seen}) to {figure_in_words(later.figure)} ({later.seen})."
            )
            yield Finding(
                kind="raised" if raised else "lowered", note=note, claim_ids=(earlier.claim_id, later.claim_id)
            )


def _retractions(claims: Sequence[Claim]) -> Iterator[Finding]:
    for claim in claims:
        if claim.stance is Stance.RETRACTS:
            yield Finding(
                kind="withdrawn",
                note=f"{claim.voice.name} withdraws or corrects: {quoted(_short(claim.content.text))}.",
                claim_ids=(claim.id,),
                document_ids=(claim.document_id,),
            )


def _name(account: Account) -> str:
    return account.claimant.described or account.claimant.name


def _short(words: str, longest: int = 120) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
