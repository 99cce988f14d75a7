"""What does not add up in what pages say: shown as findings, never repaired.

Each check names the words that clash and says what else would explain them; none of them drops or changes a value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, product

from rashomon.domain import Claim, Document, Figure, Finding, FlowOrStock, Place, PlaceRelation
from rashomon.domain.wording import figure_in_words, place_name, quoted, when_in_words
from rashomon.reconcile.accounts import group_key, root_of
from rashomon.reconcile.distances import distance_km, radius_of
from rashomon.reconcile.values import UNREAL, days_of

ZONES = timedelta(days=1)
"""How far a deed's day may lie after its page's day: pages are dated where they are written."""

FLEEING_KM_A_DAY = 600.0
"""The farthest that people flee in a day, by road: about ten hours at 60 km/h."""

ON_FOOT_KM_A_DAY = 60.0
"""The farthest that people walk in a day."""

STATED_SLACK_KM = 25.0
"""How far a stated distance ("20 km west of X") may be from the gazetteer's before it is a finding."""

_ON_FOOT = ("on foot", "walked", "walking", "marched")


def check(claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
    """Return the findings about an event's claims, in a stable order."""
    found = [
        *(each for claim in claims for each in _parts(claim)),
        *(each for claim in claims for each in _after_publication(claim, documents[claim.document_id])),
        *(each for claim in claims for each in _distances(claim)),
    ]
    unique = {(each.kind, each.note): each for each in found}
    return tuple(sorted(unique.values(), key=lambda each: (each.kind, each.claim_ids, each.note)))


def check_totals(claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[Finding, ...]:
    """Return the findings about running totals of one page, against its other figures and against each other.

    "Four new posts, up to 60 in all" holds together; "70 new posts, 60 in all" does not, nor does a total that is
    smaller on a later day. Only figures of one root, measure and group are compared.
    """
    said: dict[tuple[str, str, str], list[tuple[Claim, Figure]]] = defaultdict(list)
    for claim in claims:
        if claim.status in UNREAL:
            continue
        for figure in claim.figures:
            if not (figure.subset_of or figure.superseded):
                said[root_of(claim, documents), figure.measure.value, group_key(figure)].append((claim, figure))
    found: list[Finding] = []
    for key in sorted(said):
        pairs = sorted(said[key], key=lambda pair: (pair[0].content.span, pair[1].id))
        stocks = [pair for pair in pairs if pair[1].flow_or_stock is FlowOrStock.STOCK]
        flows = [pair for pair in pairs if pair[1].flow_or_stock is FlowOrStock.FLOW]
        found += [each for flow, stock in product(flows, stocks) for each in _new_against_all(flow, stock)]
        found += [each for one, other in combinations(stocks, 2) for each in _shrinking(one, other)]
    return tuple(found)


def _parts(claim: Claim) -> Iterator[Finding]:
    """Yield wholes that are smaller than a part of theirs, or than all their parts together."""
    for whole in claim.figures:
        parts = [each for each in claim.figures if each.subset_of == whole.id and each.low is not None]
        if whole.high is None or not parts:
            continue
        said = ", ".join(figure_in_words(part) for part in parts)
        if max(part.low or 0 for part in parts) > whole.high:
            note = f"{_name(claim)} gives a part that is larger than its whole: {said} of {figure_in_words(whole)}."
            yield Finding(kind="part above total", note=note, claim_ids=(claim.id,), document_ids=(claim.document_id,))
            continue
        same = [part for part in parts if part.measure is whole.measure]
        added = sum(part.low or 0 for part in same)
        if len(same) > 1 and added > whole.high:
            note = (
                f"{_name(claim)} names parts that make {added} together ({said}) of {figure_in_words(whole)}; "
                "they overlap, or one of the figures is wrong."
            )
            yield Finding(kind="parts above total", note=note, claim_ids=(claim.id,), document_ids=(claim.document_id,))


def _new_against_all(flow: tuple[Claim, Figure], stock: tuple[Claim, Figure]) -> Iterator[Finding]:
    """Yield a running total that is smaller than what is said to be new in it."""
    new, total = flow[1], stock[1]
    if new.low is None or total.high is None or new.low <= total.high or _before(stock[0], flow[0]):
        return
    note = (
        f"{_name(flow[0])} counts {figure_in_words(new)} as new and {figure_in_words(total)} in all: "
        "the total is smaller than what is new in it."
    )
    yield Finding(
        kind="new above running total",
        note=note,
        claim_ids=(flow[0].id, stock[0].id),
        document_ids=tuple(sorted({flow[0].document_id, stock[0].document_id})),
    )


def _shrinking(one: tuple[Claim, Figure], other: tuple[Claim, Figure]) -> Iterator[Finding]:
    """Yield running totals of the killed and the like that are smaller at a later end than at an earlier one."""
    earlier, later = (one, other) if _before(one[0], other[0]) else (other, one)
    if not _before(earlier[0], later[0]) or not _covers(later[0], earlier[0]):
        return
    first, last = earlier[1], later[1]
    if first.low is not None and last.high is not None and last.high < first.low:
        note = (
            f"{_name(earlier[0])} gives a running total of {figure_in_words(first)} to {_end(earlier[0])}, and of "
            f"{figure_in_words(last)} to {_end(later[0])}: a running total does not shrink."
        )
        yield Finding(
            kind="shrinking total",
            note=note,
            claim_ids=(earlier[0].id, later[0].id),
            document_ids=tuple(sorted({earlier[0].document_id, later[0].document_id})),
        )


def _before(one: Claim, other: Claim) -> bool:
    """Tell whether the time of one claim ends before the other's does."""
    mine, theirs = days_of(one.when), days_of(other.when)
    return bool(mine and theirs and mine[1] < theirs[1])


def _covers(later: Claim, earlier: Claim) -> bool:
    """Tell whether the later total counts from as early a day: else the two count different periods."""
    mine, theirs = days_of(later.when), days_of(earlier.when)
    return bool(mine and theirs and mine[0] <= theirs[0])


def _end(claim: Claim) -> str:
    days = days_of(claim.when)
    return days[1].isoformat() if days else "a day not given"


def _after_publication(claim: Claim, document: Document) -> Iterator[Finding]:
    """Yield deeds told as done whose day lies after the page's own."""
    days, published = days_of(claim.when), days_of(document.published)
    if claim.status in UNREAL or days is None or published is None or days[0] <= published[1] + ZONES:
        return
    note = (
        f"{document.source.name} of {published[1].isoformat()} tells of {when_in_words(claim.when)} as past: "
        f"{quoted(_short(claim.content.text))}. The page's date or the time's reading is wrong."
    )
    yield Finding(kind="date after publication", note=note, claim_ids=(claim.id,), document_ids=(document.id,))


def _distances(claim: Claim) -> Iterator[Finding]:
    """Yield ways that no one could go in the time given, and stated distances that the map does not bear out."""
    located = [place for place in claim.places if place.located and place.role != "admin"]
    for one, other in combinations(located, 2):
        distance = distance_km(one, other)
        if distance is None:
            continue
        yield from _too_far(claim, (one, other), distance)
        yield from _misstated(claim, (one, other), distance)


def _too_far(claim: Claim, places: tuple[Place, Place], distance: float) -> Iterator[Finding]:
    roles = {place.role for place in places}
    days = days_of(claim.when)
    moves = roles in ({"origin", "target"}, {"where", "target"}, {"where", "origin"})
    if not moves or days is None or not any(figure.measure.value in _MOVING for figure in claim.figures):
        return
    pace = ON_FOOT_KM_A_DAY if any(words in claim.content.text.lower() for words in _ON_FOOT) else FLEEING_KM_A_DAY
    reach = pace * ((days[1] - days[0]).days + 1) + sum(radius_of(place) for place in places)
    if distance <= reach:
        return
    note = (
        f"{_name(claim)}: {place_name(places[0])} and {place_name(places[1])} lie {distance:.0f} km apart, more than "
        f"anyone could go in the time given ({when_in_words(claim.when)}). A place may be taken for its namesake."
    )
    yield Finding(kind="distance too great", note=note, claim_ids=(claim.id,), document_ids=(claim.document_id,))


_MOVING = frozenset({"displaced", "people_present", "wounded", "killed_or_wounded", "captured"})


def _misstated(claim: Claim, places: tuple[Place, Place], distance: float) -> Iterator[Finding]:
    """Yield "A, 20 km from B" where the map has A and B far from 20 km apart.

    A place with a stated distance lies where the words put it: about that far from its name. So the other place named
    for it should be near that spot.
    """
    for stated, named in (places, places[::-1]):
        if stated.distance_km is None or named.distance_km is not None or named.relation is not PlaceRelation.IN:
            continue
        off = distance - radius_of(stated) - radius_of(named)
        if stated.role == named.role == "where" and off > STATED_SLACK_KM + stated.distance_km:
            note = (
                f"{_name(claim)} puts {place_name(named)} {place_name(stated)}, but the map has them {off:.0f} km from "
                "there. The distance is wrong, or a place is taken for its namesake."
            )
            yield Finding(
                kind="distance misstated", note=note, claim_ids=(claim.id,), document_ids=(claim.document_id,)
            )


def _name(claim: Claim) -> str:
    return claim.voice.described or claim.voice.name


def _short(words: str, longest: int = 120) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
