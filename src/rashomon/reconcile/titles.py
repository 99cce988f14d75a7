"""Titles of events. A title takes no side: it says what and where, and names actors only where accounts share them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rashomon.domain import Claim, Deed, Measure, Place, PlaceRelation, RoleKind
from rashomon.domain.wording import place_name

_NOUNS = {
    "Government regains territory": "Territory taken back",
    "Non-state actor overtakes territory": "Territory taken",
    "Armed clash": "Clash",
    "Excessive force against protesters": "Force used against protesters",
    "Protest with intervention": "Protest met by force",
    "Peaceful protest": "Protest",
    "Violent demonstration": "Violent demonstration",
    "Mob violence": "Mob violence",
    "Chemical weapon": "Chemical attack",
    "Air/drone strike": "Air or drone strike",
    "Suicide bomb": "Suicide bombing",
    "Shelling/artillery/missile attack": "Shelling or missile attack",
    "Remote explosive/landmine/IED": "Explosive device",
    "Grenade": "Grenade attack",
    "Sexual violence": "Sexual violence",
    "Attack": "Attack",
    "Abduction/forced disappearance": "Abduction",
    "Agreement": "Agreement",
    "Arrests": "Arrests",
    "Change to group/activity": "Change in a group",
    "Disrupted weapons use": "Weapons stopped or seized",
    "Headquarters or base established": "Base or outpost established",
    "Looting/property destruction": "Property destroyed or looted",
    "Non-violent transfer of territory": "Territory handed over",
    "Other": "Other development",
}

_BY_FIGURES: tuple[tuple[str, frozenset[Measure]], ...] = (
    ("Casualties", frozenset({Measure.KILLED, Measure.WOUNDED, Measure.KILLED_OR_WOUNDED, Measure.NEUTRALISED})),
    ("People displaced", frozenset({Measure.DISPLACED})),
    ("People missing or captured", frozenset({Measure.MISSING, Measure.CAPTURED, Measure.SURRENDERED})),
)
LOCAL = "act_"
"""How ids of actors begin that a page names and the registry lacks: their words are no names for a title."""

_IN = frozenset({PlaceRelation.IN, PlaceRelation.PART})


def title_of(claims: Sequence[Claim], deed: Deed | None, place: Place | None, *, total: bool) -> str:
    """Return an event's title: "Clash between A and B near C", "Total: attacks in D".

    Attackers are not named: who did it is what accounts differ in. Both sides of a clash are, in the order of the
    alphabet, when the registry knows them.
    """
    what = _NOUNS.get(deed.sub_type or "") if deed else None
    if what is None and deed is not None and deed.plover:
        what = deed.plover.replace("_", " ").capitalize()
    if what is None:
        what = _counted(claims)
    if deed is not None and deed.type == "Battles":
        what = f"{what}{_between(claims)}"
    if total:
        what = f"Total: {what[:1].lower()}{what[1:]}"
    return f"{what} {_where(place)}".strip()


def _counted(claims: Sequence[Claim]) -> str:
    """Name an event without a deed by what its figures count: no dead, no casualties."""
    measures = {figure.measure for claim in claims for figure in claim.figures}
    return next((name for name, wanted in _BY_FIGURES if wanted & measures), "Event")


def _between(claims: Sequence[Claim]) -> str:
    counts: Counter[str] = Counter()
    for claim in claims:
        for role in claim.roles:
            fights = role.kind in (RoleKind.AGENT, RoleKind.TARGET)
            known = role.actor_id and not role.actor_id.startswith(LOCAL)
            if fights and known and role.actor_name and "ivilian" not in role.actor_name:
                counts[role.actor_name] += 1
    names = sorted(name for name, _ in counts.most_common(2))
    if len(names) == 2:
        return f" between {names[0]} and {names[1]}"
    return f" involving {names[0]}" if names else ""


def _where(place: Place | None) -> str:
    if place is None:
        return "at a place not given"
    name = place_name(place)
    return f"in {name}" if place.relation in _IN else name
