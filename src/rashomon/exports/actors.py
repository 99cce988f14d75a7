"""The two sides of an event as coding formats want them: actors of the registry, never pronouns, things or labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.domain import Claim, Event, RoleKind
from rashomon.knowledge.actors.registry import Registry, open_registry

CODED = frozenset(
    {
        "State forces",
        "Rebel group",
        "Political militia",
        "Identity militia",
        "Rioters",
        "Protesters",
        "Civilians",
        "External/Other forces",
    }
)
"""Kinds of actors that a coding format knows; outlets and monitors only speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor of an event: its id and name, ACLED's inter code in words, its country (ISO alpha-2, "" unknown)."""

    id: str
    name: str
    inter: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """First and second actor, None where no claim names one that is known, with those who act beside them."""

    first: Party | None
    first_beside: tuple[str, ...]
    second: Party | None
    second_beside: tuple[str, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The two names, empty where there is none."""
        return (self.first.name if self.first else "", self.second.name if self.second else "")

    @property
    def interaction(self) -> str:
        """Both inter codes in words: "State forces-Rebel group", or "Protesters only"."""
        inters = [side.inter for side in (self.first, self.second) if side]
        return f"{inters[0]} only" if len(inters) == 1 else "-".join(inters)


def sides_of(event: Event, claims: Sequence[Claim]) -> Sides:
    """Return who acts and who is acted upon, over an event's claims; those named by most claims come first.

    A state's forces in another country than their own are external ones. In a battle both sides fight and civilians
    are none of them; elsewhere a target's civilians come before its fighters. Mentions that were not linked to a known
    actor are left to the notes: a coding format's actor is a name, and a page's word is none.
    """
    registry, country = open_registry(), event.place.country if event.place else None
    agents = _parties(claims, registry, country, RoleKind.AGENT)
    targets = _parties(claims, registry, country, RoleKind.TARGET, RoleKind.VICTIM)
    beside = _parties(claims, registry, country, RoleKind.ALLY, RoleKind.SUPPORTER)
    fights = event.deed is not None and event.deed.type == "Battles"
    if fights:
        agents = [party for party in agents if party.inter != "Civilians"]
    first = agents[0] if agents else None
    opposed = [party for party in targets if first is None or party.id != first.id]
    opposed.sort(key=lambda party: (party.inter == "Civilians") is fights)
    if fights and first:
        opposed += [party for party in agents[1:] if party.inter != first.inter and party not in opposed]
    second = next((party for party in opposed if not (fights and party.inter == "Civilians")), None)
    taken = {party.name for party in (first, second) if party}
    others = [party for party in opposed if party != second]
    with_first = _others([*agents[1:], *beside], taken)
    return Sides(
        first=first, first_beside=with_first, second=second, second_beside=_others(others, taken | set(with_first))
    )


def _others(parties: Sequence[Party], taken: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.name for party in parties if party.name not in taken))


def _parties(claims: Sequence[Claim], registry: Registry, country: str | None, *kinds: RoleKind) -> list[Party]:
    found: Counter[str] = Counter()
    for claim in claims:
        found.update({role.actor_id for role in claim.roles if role.kind in kinds and role.actor_id})
    parties = []
    for actor_id in sorted(found, key=lambda each: (-found[each], each)):
        actor = registry.get(actor_id)
        if actor is None or actor.kind not in CODED:
            continue
        home = (actor.country or "").upper()
        abroad = actor.kind == "State forces" and country and home and home != country.upper()
        parties.append(
            Party(id=actor_id, name=actor.name, inter="External/Other forces" if abroad else actor.kind, country=home)
        )
    return parties
