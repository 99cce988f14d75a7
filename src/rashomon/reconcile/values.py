"""What single claims give for comparing: place, days, actors, family of the deed, and whether it is a total."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from rashomon.domain import Claim, FlowOrStock, Measure, Place, Status, When
from rashomon.knowledge.gazetteer.folding import fold
from rashomon.reconcile.distances import radius_of
from rashomon.reconcile.keys import words_key

LONGEST_DAYS = 10
"""Spans above this many days are compared by their bounds alone."""

_OPEN_DAY = re.compile(r"XXXX-(\d\d-\d\d)$")

COARSE_KM = 50.0
"""A place with a wider radius is a province or a region."""


UNREAL = frozenset({Status.PLANNED, Status.PREDICTED, Status.HYPOTHETICAL})


HARM = frozenset(
    {
        Measure.KILLED,
        Measure.WOUNDED,
        Measure.KILLED_OR_WOUNDED,
        Measure.CAPTURED,
        Measure.MISSING,
        Measure.NEUTRALISED,
        Measure.SURRENDERED,
        Measure.DISPLACED,
    }
)


HOW = frozenset(
    {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    }
)
"""Sub-events that say by what it was done: two of them for one deed are a dispute of its kind."""

LOSSES = frozenset({Measure.SITES, Measure.VEHICLES, Measure.STRIKES, Measure.ATTACKS})
"""What a claim counts that has a place and a day: a deed, though no frame names it ("destroyed a command post")."""


_BY_VIOLENCE = frozenset({"Looting/property destruction", "Disrupted weapons use"})

_FAMILIES = {
    "Battles": "violence",
    "Explosions/Remote violence": "violence",
    "Violence against civilians": "violence",
    "Riots": "crowd",
    "Protests": "crowd",
}


def place_of(claim: Claim) -> Place | None:
    """Return the place of the claim's deed, a located one before others."""
    places = [place for place in claim.places if place.role == "where"]
    return next((place for place in places if place.located), places[0] if places else None)


def days_of(when: When | None) -> tuple[date, date] | None:
    """Return the bounds of a time that is known, or None."""
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return None
    return when.earliest, when.latest


def open_day(when: When | None) -> str | None:
    """Return month and day as "MM-DD" of a time whose year is open, or None."""
    found = _OPEN_DAY.match(when.edtf) if when is not None and when.year_open and when.edtf else None
    return found[1] if found else None


def month_days(days: tuple[date, date]) -> frozenset[str]:
    """Return the days of a span as "MM-DD", none for a span too long to tell anything."""
    length = days_apart(days)
    if length > LONGEST_DAYS:
        return frozenset()
    return frozenset(f"{days[0] + timedelta(days=step):%m-%d}" for step in range(length + 1))


def actors_of(claim: Claim) -> frozenset[str]:
    """Return the actors of a claim by registry id, or by their folded words where the registry has none."""
    named = {role.actor_id or words_key(role.mention) for role in claim.roles}
    named |= {figure.group_actor for figure in claim.figures if figure.group_actor}
    return frozenset(each for each in named if each)


def is_total(claim: Claim) -> bool:
    """Tell whether a claim gives a running total or counts deeds over more than a day: that is no incident."""
    stocks = [figure for figure in claim.figures if figure.flow_or_stock is FlowOrStock.STOCK]
    if any(figure.measure is not Measure.DISPLACED for figure in stocks):
        return True
    days = days_of(claim.when)
    counts_deeds = any(figure.measure in (Measure.ATTACKS, Measure.STRIKES) for figure in claim.figures)
    if counts_deeds and claim.when is not None and claim.when.earliest is None and claim.when.latest is not None:
        return True  # "in recent days ... four attacks"
    return bool(days and (days[1] - days[0]).days > 1 and claim.figures and (counts_deeds or days_apart(days) > 20))


def days_apart(days: tuple[date, date]) -> int:
    """Return how many days lie between two bounds."""
    return (days[1] - days[0]).days


def family_of(claim: Claim) -> str | None:
    """Return the family of a claim's deed: violence, crowd, or the ACLED type of strategic developments.

    Property destroyed and weapons stopped are told of what struck them, so they are of the family of violence; so is
    what is told with its dead ("arrested two men over the shooting in which five died").
    """
    if claim.deed is None or claim.deed.type is None:
        return None
    hurt = any(figure.measure in (Measure.KILLED, Measure.WOUNDED) for figure in claim.figures)
    if claim.deed.sub_type in _BY_VIOLENCE or (hurt and claim.deed.type not in _FAMILIES):
        return "violence"
    return _FAMILIES.get(claim.deed.type) or claim.deed.sub_type or claim.deed.type


def main_place(claims: Sequence[Claim]) -> Place | None:
    """Return the place that most claims give in words of their own, a town before a province, or None.

    Claims that only carry on the place of the words before them have no vote where others have; of equals the earliest
    is taken. A place without coordinates is taken only when there is no other.
    """
    given = [(place, not carries(claim, "place")) for claim in claims if (place := place_of(claim))]
    places = [place for place, own in given if own] or [place for place, _ in given]
    located = [place for place in places if place.located]
    fine = [place for place in located if radius_of(place) <= COARSE_KM] or located
    fine = fine or places
    if not fine:
        return None
    names, kinds = Counter(map(_named, fine)), Counter((_named(place), place.relation) for place in fine)
    return max(fine, key=lambda place: (names[_named(place)], kinds[_named(place), place.relation], -fine.index(place)))


def carries(claim: Claim, value: str) -> bool:
    """Tell whether a claim's place or time is only carried on from the words before it."""
    return any(gap.startswith(f"{value}: carried") for gap in claim.gaps)


def _named(place: Place) -> str:
    return place.gazetteer_id or fold(place.name)
