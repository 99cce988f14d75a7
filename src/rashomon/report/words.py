"""Values in words, for people. Nothing here decides anything: every phrase says what the value says."""

from __future__ import annotations

from datetime import date

from rashomon.domain import (
    Claim,
    Claimant,
    Figure,
    FlowOrStock,
    Granularity,
    Interest,
    Measure,
    Modifier,
    Place,
    PlaceRelation,
    PlaceState,
    When,
)
from rashomon.domain.wording import MONTHS
from rashomon.report.atlas.towns import country_name

MEASURES = {
    Measure.KILLED: "killed",
    Measure.WOUNDED: "wounded",
    Measure.KILLED_OR_WOUNDED: "killed or wounded",
    Measure.CAPTURED: "captured",
    Measure.MISSING: "missing",
    Measure.SURRENDERED: "surrendered",
    Measure.DISPLACED: "displaced",
    Measure.NEUTRALISED: "“neutralised”",
    Measure.ATTACKS: "attacks",
    Measure.STRIKES: "strikes",
    Measure.SITES: "sites",
    Measure.VEHICLES: "vehicles",
    Measure.PEOPLE_PRESENT: "present",
    Measure.OTHER: "counted",
}

AMBIGUOUS = {
    Measure.NEUTRALISED: "killed, wounded or captured: the word does not say which",
    Measure.KILLED_OR_WOUNDED: "killed or wounded: the words do not say how many of each",
}

INTERESTS = {
    Interest.OWN_LOSSES: "of their own losses",
    Interest.ADVERSARY: "of their adversary’s losses",
    Interest.ALLY: "of an ally’s losses",
    Interest.THIRD_PARTY: "third party",
    Interest.OWN_DEED: "of their own deed",
    Interest.UNKNOWN: "",
}

THINGS = frozenset({Measure.ATTACKS, Measure.STRIKES, Measure.SITES, Measure.VEHICLES, Measure.OTHER})
"""Measures of things: the words that name the things say all."""


def day_words(day: date) -> str:
    """Return a day as "9 April 2020".

    >>> day_words(date(2020, 4, 9))
    '9 April 2020'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when_words(when: When | None) -> str:
    """Return a time as a reader would say it; what is open is said to be open.

    >>> when_words(When(text="April 3 to 7", earliest=date(2020, 4, 3), latest=date(2020, 4, 7)))
    '3–7 April 2020'
    >>> when_words(None)
    'time not known'
    """
    if when is None:
        return "time not known"
    if when.year_open:
        return _year_open(when)
    if when.earliest is None and when.latest is None:
        return f"“{when.text}”, not placed in time" if when.text else "time not known"
    if when.earliest is None and when.latest is not None:
        return f"until {day_words(when.latest)}"
    if when.latest is None and when.earliest is not None:
        return f"since {day_words(when.earliest)}"
    words = _range_words(when)
    return f"{words}, {when.part_of_day.value}" if when.part_of_day else words


def _range_words(when: When) -> str:
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return ""
    if first == last:
        return day_words(first)
    if when.granularity is Granularity.MONTH and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if when.granularity is Granularity.YEAR and first.year == last.year:
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def _year_open(when: When) -> str:
    month_day = ""
    if when.edtf and when.edtf.startswith("XXXX-") and len(when.edtf) >= 10:
        month, day = when.edtf[5:7], when.edtf[8:10]
        if month.isdigit() and day.isdigit() and 1 <= int(month) <= 12:
            month_day = f"{int(day)} {MONTHS[int(month) - 1]}"
    said = month_day or f"“{when.text}”"
    if when.earliest and when.latest:
        return f"{said}, year not known ({when.earliest.year}–{when.latest.year})"
    return f"{said}, year not known"


def when_grain(when: When | None) -> str:
    """Return how finely the time is known, for a tag: "day known", "month", "year open"."""
    if when is None or (when.earliest is None and when.latest is None and not when.year_open):
        return "open"
    if when.year_open:
        return "year open"
    if when.day is not None:
        return "day known"
    return {Granularity.SPAN: "a span", Granularity.OPEN: "open-ended"}.get(when.granularity, when.granularity.value)


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun.

    >>> plural(1, "page"), plural(2000, "page"), plural(2, "copy", "copies")
    ('1 page', '2,000 pages', '2 copies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """Return words with a capital at their head, where they begin with a letter.

    >>> sentence("army and rebels differ"), sentence("“it” was said")
    ('Army and rebels differ', '“it” was said')
    """
    return words[:1].upper() + words[1:]


def number(value: int) -> str:
    """Return a number with thin groups of thousands: "2,316"."""
    return f"{value:,}"


def amount(figure: Figure) -> str:
    """Return the figure's number as it was put, without its measure: "over 20", "up to 30", "“dozens”", "not known".

    A vague word stays a word.
    """
    low, high, modifier = figure.low, figure.high, figure.modifier
    if low is None and high is None:
        return f"“{figure.word}”" if figure.word else "not known"
    if low is not None and low == high:
        return f"about {number(low)}" if modifier is Modifier.ABOUT else number(low)
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"over {number(low - 1)}" if modifier is Modifier.MORE_THAN else f"at least {number(low)}"
    top = high or 0
    return f"fewer than {number(top + 1)}" if modifier is Modifier.FEWER_THAN else f"up to {number(top)}"


def bounds(figure: Figure) -> str:
    """Return the figure's bounds in short signs: "≥ 21", "≤ 30", "30–40", "0", "?" where nothing is known."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return f"“{figure.word}”" if figure.word else "?"
    if low is not None and low == high:
        return f"≈ {number(low)}" if figure.modifier is Modifier.ABOUT else number(low)
    if low is not None and high is not None:
        return f"{number(low)}–{number(high)}"
    return f"≥ {number(low)}" if low is not None else f"≤ {number(high or 0)}"


def is_ambiguous(figure: Figure) -> bool:
    """Tell whether the figure's word does not say what happened to them; of none it says all."""
    return figure.measure in AMBIGUOUS and figure.high != 0


def measure_words(figure: Figure, group: str | None = None) -> str:
    """Return the measure, or nothing where the group already says it ("six vehicles", "a bus station" among sites)."""
    words = MEASURES[figure.measure]
    if figure.measure in THINGS and (group or figure.group):
        return ""
    return "" if (group or figure.group or "").casefold().rstrip("s") == words.rstrip("s") else words


def figure_note(figure: Figure) -> str:
    """Return what a reader must know to read the figure rightly, or nothing."""
    notes = []
    if is_ambiguous(figure):
        notes.append(AMBIGUOUS[figure.measure])
    if figure.low is None and figure.high is None:
        notes.append("a word, not a number" if figure.word else "said to be unknown, which is not zero")
    if figure.flow_or_stock is FlowOrStock.STOCK:
        notes.append("a running total")
    return "; ".join(notes)


def group_words(figure: Figure, claim: Claim) -> str:
    """Return whom a figure counts, as said; a loaded label ("terrorists") stands in quotation marks and is no name."""
    group = figure.group or ""
    said = group.casefold().split()
    loaded = any(label.word.text.casefold() in (group.casefold(), *said) for label in claim.labels)
    return f"“{group}”" if group and loaded else group


def voice_words(voice: Claimant) -> str:
    """Return how a voice is described where it has no name, else its name."""
    return voice.described or voice.name or "unnamed"


def chain_words(claim: Claim) -> tuple[str, ...]:
    """Return the chain of voices, publisher first."""
    return tuple(voice_words(voice) for voice in claim.chain)


_RELATIONS = {
    PlaceRelation.IN: "",
    PlaceRelation.NEAR: "near ",
    PlaceRelation.OUTSKIRTS: "outskirts of ",
    PlaceRelation.COUNTRYSIDE: "countryside of ",
    PlaceRelation.ALONG: "along ",
    PlaceRelation.BETWEEN: "between ",
    PlaceRelation.BANK: "bank of ",
    PlaceRelation.BORDER: "border of ",
    PlaceRelation.PART: "part of ",
    PlaceRelation.AROUND: "in the area of ",
    PlaceRelation.ACROSS: "across ",
}

_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def place_words(place: Place | None) -> str:
    """Return a place with its relation: "near Ansongo", "15 km east of Ansongo", "between Ansongo and Menaka"."""
    if place is None:
        return "place not known"
    name = place.resolved_name or place.name
    if place.relation is PlaceRelation.DIRECTION:
        side = f"{_COMPASS[round(place.direction / 45) % 8]} of " if place.direction is not None else "near "
        far = f"{place.distance_km:g} km " if place.distance_km else ""
        return f"{far}{side}{name}"
    if place.relation is PlaceRelation.BETWEEN and place.other_name:
        return f"between {name} and {place.other_name}"
    if place.relation is PlaceRelation.ALONG and place.other_name:
        return f"along the road {name}–{place.other_name}"
    return f"{_RELATIONS.get(place.relation, '')}{name}"


def place_area(place: Place | None) -> str:
    """Return the place's admin path and country, outermost last: "Gao, Mali"."""
    if place is None:
        return ""
    parts = [*reversed(place.admin_path), country_name(place.country or "")]
    own = place.resolved_name or place.name
    return ", ".join(dict.fromkeys(part for part in parts if part and part != own))


def place_grain(place: Place | None) -> str:
    """Return how exactly the place is known, for a tag."""
    if place is None:
        return "open"
    if place.state is not PlaceState.RESOLVED:
        return {PlaceState.AMBIGUOUS: "several places fit"}.get(place.state, "not found in the gazetteer")
    if place.geometry is None:
        return "the named place" if place.located else "no coordinates"
    radius = place.geometry.radius_km
    return "the named place" if radius <= 1 else f"within {radius:.0f} km"
