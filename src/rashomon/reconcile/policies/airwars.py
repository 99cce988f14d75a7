"""Casualty recorders' words for an event: the grade of its civilian harm, the status of the strike, what is conceded.

Rules after Airwars' published methodology. They read what the voices of an event say and weigh nobody's word: a root
is a root, whoever it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rashomon.domain import (
    Account,
    AccountFigure,
    Claim,
    DisputeKind,
    Event,
    FlowOrStock,
    Interest,
    Measure,
    RoleKind,
    Stance,
)
from rashomon.reconcile.accounts import REFUSALS
from rashomon.reconcile.policies.groups import Kind, group_of
from rashomon.reconcile.values import UNREAL

_HARM = frozenset({Measure.KILLED, Measure.WOUNDED, Measure.KILLED_OR_WOUNDED})


class Grade(StrEnum):
    """How well civilian harm is borne out. Headlines add up `fair` and `confirmed` only."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Strike(StrEnum):
    """What is known of the strike, apart from whom it harmed."""

    DECLARED = "declared"
    LIKELY = "likely"
    CONTESTED = "contested"
    SINGLE = "single source claim"


class Harm(StrEnum):
    """Whether civilians came to harm: no harm known, harm in an unknown number, and none at all are three things."""

    COUNTED = "counted"
    UNKNOWN = "unknown"
    NONE = "none"
    NOT_KNOWN = "no harm known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A recorder's words for an event. `grade` is None where nobody speaks of harm to anyone.

    `conceded` are the lowest and the highest count of civilians that a belligerent admits to, None where none does.
    """

    grade: Grade | None
    strike: Strike | None
    harm: Harm
    conceded: tuple[int | None, int | None] | None
    notes: tuple[str, ...]


def assess(event: Event, claims: Mapping[str, Claim]) -> Assessment:
    """Return grade, strike status, harm and what is conceded. `claims` are the event's claims by id."""
    told = [claims[each] for each in event.claim_ids if each in claims]
    civil = [pair for pair in _harmed(event) if is_civil(pair[1])]
    armed = [pair for pair in _harmed(event) if not is_civil(pair[1])]
    claimed = [pair for pair in civil if pair[1].figure.high != 0 and not pair[1].withdrawn]
    admitting = sorted({_name(claim) for claim in told if _accepts(claim)})
    grade, why = _grade(event, claimed, civil, armed, admitting)
    return Assessment(
        grade=grade,
        strike=_strike(event, told),
        harm=_harm(claimed, civil),
        conceded=_conceded(claimed, claims),
        notes=(*why, *_other_party(told, admitting)),
    )


def is_civil(item: AccountFigure) -> bool:
    """Tell whether a figure counts civilians, or people of whom nobody says what they were."""
    kind = group_of(item.figure.group, item.figure.group_actor).kind
    return kind in (Kind.CIVILIANS, Kind.PEOPLE, Kind.UNKNOWN) and item.figure.measure is not Measure.NEUTRALISED


def _harmed(event: Event) -> Iterator[tuple[Account, AccountFigure]]:
    for account in event.accounts:
        for item in account.figures:
            figure = item.figure
            flow = event.aggregate or figure.flow_or_stock is FlowOrStock.FLOW
            if figure.measure in _HARM and flow and not figure.superseded:
                yield account, item


def _grade(
    event: Event,
    claimed: Sequence[tuple[Account, AccountFigure]],
    civil: Sequence[tuple[Account, AccountFigure]],
    armed: Sequence[tuple[Account, AccountFigure]],
    admitting: Sequence[str],
) -> tuple[Grade | None, tuple[str, ...]]:
    if not claimed:
        if armed:
            return Grade.DISCOUNTED, ("discounted: every voice that counts the hurt has them as combatants",)
        if any(item.withdrawn for _, item in civil):
            return Grade.DISCOUNTED, ("discounted: the voice that claimed harm to civilians took it back",)
        return None, ()
    if admitting:
        return Grade.CONFIRMED, (f"confirmed: {', '.join(admitting)} accepted responsibility",)
    if any(each.kind is DisputeKind.ACTOR for each in event.disputes):
        return Grade.CONTESTED, ("contested: voices name different attackers",)
    roots = {account.root for account, _ in claimed}
    if len(roots) > 1:
        return Grade.FAIR, (f"fair: {len(roots)} independent roots claim harm to civilians",)
    return Grade.WEAK, ("weak: one root claims harm to civilians",)


def _accepts(claim: Claim) -> bool:
    """Tell whether a voice owns up to the deed: it admits it, or says that it did it itself."""
    if claim.status in UNREAL or claim.negated or claim.stance in REFUSALS or claim.deed is None:
        return False
    if claim.stance is Stance.ADMITS:
        return True
    voice = claim.voice.actor_id
    return bool(voice and claim.deed.type and voice in _agents(claim) and claim.stance is Stance.ASSERTS)


def _agents(claim: Claim) -> frozenset[str]:
    return frozenset(role.actor_id for role in claim.roles if role.kind is RoleKind.AGENT and role.actor_id)


def _accused(claim: Claim) -> frozenset[tuple[str, str]]:
    """Return the actors whom a claim accuses, with their names."""
    if claim.stance is not Stance.ACCUSES:
        return frozenset()
    kinds = (RoleKind.AGENT, RoleKind.TARGET) if claim.deed is None or claim.deed.type is None else (RoleKind.AGENT,)
    return frozenset(
        (role.actor_id, role.actor_name or role.mention)
        for role in claim.roles
        if role.kind in kinds and role.actor_id and role.actor_id != claim.voice.actor_id
    )


def _other_party(told: Sequence[Claim], admitting: Sequence[str]) -> Iterator[str]:
    """Say of whom the allegation is discounted: those accused of what another party owned up to."""
    owned = {each for claim in told if _accepts(claim) for each in (claim.voice.actor_id, *_agents(claim)) if each}
    if not owned:
        return
    accused = {pair for claim in told for pair in _accused(claim)}
    for actor, name in sorted(accused):
        if actor not in owned:
            yield f"discounted for {name}: {', '.join(admitting)} accepted responsibility"


def _strike(event: Event, told: Sequence[Claim]) -> Strike | None:
    deeds = [claim for claim in told if claim.deed and claim.deed.type and claim.stance not in REFUSALS]
    if not deeds:
        return None
    if any(_accepts(claim) for claim in told):
        return Strike.DECLARED
    if any(each.kind is DisputeKind.ACTOR for each in event.disputes):
        return Strike.CONTESTED
    return Strike.LIKELY if len(event.roots) > 1 else Strike.SINGLE


def _harm(claimed: Sequence[tuple[Account, AccountFigure]], civil: Sequence[tuple[Account, AccountFigure]]) -> Harm:
    if any(item.figure.low is not None or item.figure.high is not None for _, item in claimed):
        return Harm.COUNTED
    if claimed:
        return Harm.UNKNOWN
    return Harm.NONE if any(item.figure.high == 0 for _, item in civil) else Harm.NOT_KNOWN


def _conceded(
    claimed: Sequence[tuple[Account, AccountFigure]], claims: Mapping[str, Claim]
) -> tuple[int | None, int | None] | None:
    """Return the lowest and the highest count of killed civilians that whoever did it concedes."""
    figures = [
        item.figure
        for account, item in claimed
        if item.figure.measure is Measure.KILLED
        and item.figure.subset_of is None
        and item.claim_id in claims
        and (account.interest is Interest.OWN_DEED or _accepts(claims[item.claim_id]))
    ]
    if not figures:
        return None
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    return min(lows, default=None), (max(highs) if len(highs) == len(figures) else None)


def _name(claim: Claim) -> str:
    return claim.voice.described or claim.voice.name
