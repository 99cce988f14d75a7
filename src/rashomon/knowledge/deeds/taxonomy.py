"""The types that a deed can have: ACLED's 25 sub-events in their order of precedence, PLOVER's types, other topics."""

from __future__ import annotations

from typing import Final

#: ACLED event types and sub-event types, highest precedence first (ACLED codebook, "order of precedence").
ACLED: Final[dict[str, tuple[str, ...]]] = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}

#: Which event type a sub-event type belongs to.
TYPE_OF: Final[dict[str, str]] = {sub: kind for kind, subs in ACLED.items() for sub in subs}

#: Rank of each sub-event type: 0 wins over everything, 24 over nothing.
PRECEDENCE: Final[dict[str, int]] = {sub: rank for rank, sub in enumerate(TYPE_OF)}

#: PLOVER event types (the names of its gold standard records, version 0.5b1).
PLOVER: Final[tuple[str, ...]] = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "INVESTIGATE",
    "DEMAND",
    "DISAPPROVE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "COERCE",
    "ASSAULT",
    "FIGHT",
)

#: What reporting also tells and neither scheme has a type for; "harm" is a death whose cause is not told. A deed with a
#: topic alone is kept out of events.
TOPICS: Final[tuple[str, ...]] = (
    "natural disaster",
    "man-made disaster",
    "crime",
    "responsibility",
    "diplomacy",
    "harm",
)


def precedence_of(sub_type: str | None) -> int:
    """Return the rank of a sub-event type, 0 the highest; a deed without one comes after all that have one."""
    return PRECEDENCE.get(sub_type or "", len(PRECEDENCE))
