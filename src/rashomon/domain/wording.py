"""Values in words for people: the same short forms in the terminal, the report and the exports."""

from __future__ import annotations

from rashomon.domain.claim import Claim, Figure, Measure, Modifier
from rashomon.domain.place import Place, PlaceRelation, PlaceState
from rashomon.domain.when import When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In English whatever the machine's language: reports read so, and ACLED's file has them so."""

_MEASURES = {
    Measure.KILLED_OR_WOUNDED: "killed or wounded",
    Measure.PEOPLE_PRESENT: "people present",
    Measure.OTHER: "counted",
}

_THINGS = frozenset({Measure.ATTACKS, Measure.STRIKES, Measure.SITES, Measure.VEHICLES, Measure.PEOPLE_PRESENT})
"""Measures that the group's own words name already: "15 combat vehicles" needs no "vehicles" after it."""


def quoted(words: str) -> str:
    """Return words on one line in quotation marks, without doubling those that they bring.

    >>> quoted("“No one was hurt.”"), quoted("no one was hurt")
    ('“No one was hurt.”', '“no one was hurt”')
    """
    flat = " ".join(words.split())
    whole = flat[:1] in "“\"‘'«" and flat[-1:] in "”\"’'»" and len(flat) > 1
    return flat if whole else f"“{flat}”"


def number_in_words(low: int | None, high: int | None, modifier: Modifier, word: str | None = None) -> str:
    """Return bounds as a reader sees them; what is open stays open.

    >>> number_in_words(21, None, Modifier.MORE_THAN)
    '≥ 21'
    >>> number_in_words(None, None, Modifier.VAGUE, "dozens")
    '“dozens”'
    """
    if low is None and high is None:
        return f"“{word}”" if word else "an unknown number of"
    if high is None:
        return f"≥ {low}"
    if low is None:
        return f"≤ {high}"
    if low != high:
        return f"{low}–{high}"
    return f"about {low}" if modifier is Modifier.ABOUT else str(low)


def figure_in_words(figure: Figure) -> str:
    """Return a figure as "≥ 21 soldiers killed"; a running total says so."""
    number = number_in_words(figure.low, figure.high, figure.modifier, figure.word)
    measure = _MEASURES.get(figure.measure, figure.measure.value)
    group = figure.group or ""
    if group and figure.measure in _THINGS:
        measure = ""
    total = " (running total)" if figure.flow_or_stock.value == "stock" else ""
    return " ".join(f"{number} {group} {measure}".split()) + total


def when_in_words(when: When | None) -> str:
    """Return a time with its bounds, or what is missing."""
    if when is None:
        return "time not given"
    part = f", {when.part_of_day.value}" if when.part_of_day else ""
    if when.year_open:
        return f"“{when.text}”, year open{part}"
    if when.day:
        return f"{when.day.day} {when.day:%B %Y}{part}"
    if when.earliest and when.latest:
        return f"{when.earliest.isoformat()} to {when.latest.isoformat()}{part}"
    if when.earliest:
        return f"{when.earliest.isoformat()} or later{part}"
    if when.latest:
        return f"{when.latest.isoformat()} or earlier{part}"
    return f"“{when.text}”, not resolved{part}"


def place_in_words(place: Place | None) -> str:
    """Return a place with its relation and containers; unresolved is said."""
    if place is None:
        return "place not given"
    name = place.resolved_name or place.name
    if place.state is not PlaceState.RESOLVED:
        return f"{place_name(place)} ({place.state.value})"
    path = [each for each in (*place.admin_path, place.country or "") if each and each != name]
    return place_name(place) + (f", {', '.join(path)}" if path else "")


def place_name(place: Place) -> str:
    """Return a place's name with its relation and without containers: "near Ansongo"; unresolved names are quoted."""
    relation = "" if place.relation is PlaceRelation.IN else f"{_relation(place)} "
    resolved = place.state is PlaceState.RESOLVED
    return relation + ((place.resolved_name or place.name) if resolved else f"“{place.name}”")


def _relation(place: Place) -> str:
    if place.relation is PlaceRelation.DIRECTION and place.distance_km is not None:
        return f"{place.distance_km:g} km {_compass(place.direction)} of"
    if place.relation is PlaceRelation.DIRECTION:
        return f"{_compass(place.direction)} of"
    if place.relation is PlaceRelation.BETWEEN and place.other_name:
        return f"between {place.other_name} and"
    return {PlaceRelation.OUTSKIRTS: "outskirts of", PlaceRelation.COUNTRYSIDE: "countryside of"}.get(
        place.relation, place.relation.value
    )


def _compass(bearing: float | None) -> str:
    if bearing is None:
        return "away"
    names = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
    return names[round(bearing / 45) % 8]


def chain_in_words(claim: Claim) -> str:
    """Return the chain of voices, publisher first: "The Post › a spokesman › residents"."""
    return " › ".join(voice.described or voice.name for voice in claim.chain)
