"""Which claims of one page speak of one deed, before pages are compared.

A claim joins an incident of its page when it says the same place and day, or when it gives none of its own and stands
within reach of it with no other actors. Two claims that give different days or different places never join: a page
that tells two events apart knows better than any similarity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.domain import Claim, Document, FlowOrStock, Measure, Place, Status, When
from rashomon.knowledge.gazetteer.folding import fold
from rashomon.reconcile.keys import words_key

REACH = 2
"""How many paragraphs a claim without place and day may stand from the incident it belongs to."""

_UNREAL = frozenset({Status.PLANNED, Status.PREDICTED, Status.HYPOTHETICAL})
_HARM = frozenset(
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
_FAMILIES = {
    "Battles": "violence",
    "Explosions/Remote violence": "violence",
    "Violence against civilians": "violence",
    "Riots": "crowd",
    "Protests": "crowd",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Claims of one page about one deed, with what they together know.

    `days` are bounds as the claims give them; `near_days` widen them by the publication day where they give none, for
    finding partners only: they never become the event's date.
    """

    document_id: str
    claims: tuple[Claim, ...]
    days: tuple[date, date] | None
    near_days: tuple[date, date] | None
    place: Place | None
    families: frozenset[str]
    sub_types: frozenset[str]
    actors: frozenset[str]
    aggregate: bool

    @property
    def id(self) -> str:
        """The smallest id of its claims: stable when other pages come and go."""
        return min(claim.id for claim in self.claims)


def incidents_of(document: Document, claims: Iterable[Claim]) -> list[Incident]:
    """Group a page's claims into incidents. Plans, forecasts and hypotheses make none; remarks attach to theirs."""
    ordered = sorted(claims, key=lambda claim: (claim.content.span, claim.id))
    groups: list[list[Claim]] = []
    for claim in ordered:
        if not _tells_a_deed(claim):
            continue
        home = _home(claim, groups, document)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    _attach_remarks(ordered, groups)
    return [_incident(document, group) for group in groups]


def place_of(claim: Claim) -> Place | None:
    """Return the place of the claim's deed, a located one before others."""
    places = [place for place in claim.places if place.role == "where"]
    return next((place for place in places if place.located), places[0] if places else None)


def days_of(when: When | None) -> tuple[date, date] | None:
    """Return the bounds of a time that is known, or None."""
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return None
    return when.earliest, when.latest


def actors_of(claim: Claim) -> frozenset[str]:
    """Return the actors of a claim by registry id, or by their folded words where the registry has none."""
    named = {role.actor_id or words_key(role.mention) for role in claim.roles}
    named |= {figure.group_actor for figure in claim.figures if figure.group_actor}
    return frozenset(each for each in named if each)


def is_total(claim: Claim) -> bool:
    """Tell whether a claim gives a running total or counts deeds over more than a day: that is no incident."""
    if any(figure.flow_or_stock is FlowOrStock.STOCK for figure in claim.figures):
        return True
    days = days_of(claim.when)
    counts_deeds = any(figure.measure in (Measure.ATTACKS, Measure.STRIKES) for figure in claim.figures)
    return bool(days and (days[1] - days[0]).days > 1 and claim.figures and (counts_deeds or days_apart(days) > 20))


def days_apart(days: tuple[date, date]) -> int:
    """Return how many days lie between two bounds."""
    return (days[1] - days[0]).days


def _tells_a_deed(claim: Claim) -> bool:
    if claim.status in _UNREAL or claim.about:
        return False
    if claim.deed and claim.deed.type:
        return True
    return any(figure.measure in _HARM for figure in claim.figures)


def _home(claim: Claim, groups: list[list[Claim]], document: Document) -> list[Claim] | None:
    """Find the incident that a claim belongs to, the latest first."""
    for group in reversed(groups):
        if is_total(claim) and not is_total(group[0]):
            continue
        if is_total(group[0]) and not is_total(claim) and not _same_breath(claim, group[-1], document):
            continue
        if any(_apart(claim, other) for other in group):
            continue
        if _says_the_same(claim, group) or _leans_on(claim, group, document):
            return group
    return None


def _same_breath(claim: Claim, other: Claim, document: Document) -> bool:
    """Tell whether a harm figure follows the total it belongs to in one paragraph, from the same voice."""
    together = _paragraphs_between(claim, other, document) == 0
    return together and claim.voice.name == other.voice.name and claim.when is None and not claim.places


def _apart(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims cannot be of one deed."""
    mine, theirs = days_of(claim.when), days_of(other.when)
    if mine and theirs and (mine[1] < theirs[0] or theirs[1] < mine[0]):
        return True
    here, there = place_of(claim), place_of(other)
    if here and there and not _same_place(here, there):
        return True
    families = family_of(claim), family_of(other)
    if families[0] and families[1] and families[0] != families[1]:
        return True
    ours, yours = actors_of(claim), actors_of(other)
    return bool(ours and yours and not ours & yours and families[0] and families[1] and not claim.figures)


def family_of(claim: Claim) -> str | None:
    """Return the family of a claim's deed: violence, crowd, or the ACLED type of strategic developments."""
    if claim.deed is None or claim.deed.type is None:
        return None
    return _FAMILIES.get(claim.deed.type) or claim.deed.sub_type or claim.deed.type


def _same_place(one: Place, other: Place) -> bool:
    if one.gazetteer_id and other.gazetteer_id:
        if one.gazetteer_id == other.gazetteer_id:
            return True
        containers = {fold(each) for each in (*one.admin_path, *other.admin_path)}
        return fold(one.name) in containers or fold(other.name) in containers
    return fold(one.name) == fold(other.name)


def _says_the_same(claim: Claim, group: list[Claim]) -> bool:
    here, days = place_of(claim), days_of(claim.when)
    if here is None or days is None:
        return False
    for other in group:
        there, theirs = place_of(other), days_of(other.when)
        if there and theirs and _same_place(here, there) and days == theirs:
            return True
    return False


def _leans_on(claim: Claim, group: list[Claim], document: Document) -> bool:
    """Tell whether a claim that lacks a place or a day of its own stands near enough to take part."""
    if place_of(claim) and days_of(claim.when):
        return False
    return any(_paragraphs_between(claim, other, document) <= REACH for other in group)


def _paragraphs_between(claim: Claim, other: Claim, document: Document) -> int:
    first, last = sorted((claim.content.span.start, other.content.span.start))
    return sum(1 for block in document.reporting() if first < block.span.start <= last)


def _attach_remarks(ordered: list[Claim], groups: list[list[Claim]]) -> None:
    """Let claims about claims (denials, doubts, endorsements) follow the claim that they are about."""
    home = {claim.id: group for group in groups for claim in group}
    for claim in ordered:
        if claim.about in home and claim.id not in home:
            home[claim.about].append(claim)
            home[claim.id] = home[claim.about]


def _incident(document: Document, group: list[Claim]) -> Incident:
    days = [each for claim in group if (each := days_of(claim.when))]
    narrowest = min(days, key=days_apart) if days else None
    places = [place for claim in group if (place := place_of(claim))]
    best = min(places, key=_coarseness) if places else None
    published = document.published.latest if document.published.known else None
    near = narrowest or ((published - timedelta(days=7), published) if published else None)
    return Incident(
        document_id=document.id,
        claims=tuple(sorted(group, key=lambda claim: (claim.content.span, claim.id))),
        days=narrowest,
        near_days=near,
        place=best,
        families=frozenset(family for claim in group if (family := family_of(claim))),
        sub_types=frozenset(claim.deed.sub_type for claim in group if claim.deed and claim.deed.sub_type),
        actors=frozenset().union(*(actors_of(claim) for claim in group)),
        aggregate=is_total(group[0]),
    )


def _coarseness(place: Place) -> tuple[int, float]:
    if not place.located:
        return (1, 0.0) if place.gazetteer_id is None else (2, 0.0)
    return (0, place.geometry.radius_km if place.geometry else 0.0)
