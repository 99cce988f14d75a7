"""What people settled about events, as reconciling obeys it: claims that are together or apart, and places set by hand.

The last word on a pair of claims holds. It outranks every rule and score of the machine, and newcomers find their
place around it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from rashomon.domain import Claim, Evidence, Geometry, Place, PlaceState, Verdict
from rashomon.domain.judging import REVIEWER, live
from rashomon.domain.regrouping import PlaceSet, Regrouping, documents_of, place_set_by, regrouping_of
from rashomon.domain.verdict import Judgement

RULE = "set-by-hand/1"
EXACT_KM = 1.0
NEAR_KM = 25.0
_RING = 48

Pair = tuple[str, str]
Word = tuple[int, bool]
"""How late it was said, and whether a pair of claims is together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Live decisions. `words` are by pairs of claim ids, the smaller first; `places` are the latest first."""

    words: Mapping[Pair, Word] = field(default_factory=dict)
    reasons: tuple[tuple[frozenset[str], str], ...] = ()
    places: tuple[tuple[PlaceSet, Verdict], ...] = ()

    def parted(self, group: Sequence[Claim]) -> list[list[Claim]]:
        """Return one page's claims of one deed, parted where people said that they tell different events."""
        parts: list[list[Claim]] = []
        for claim in group:
            home = next((part for part in parts if not any(self._apart(claim, other) for other in part)), None)
            if home is None:
                parts.append([claim])
            else:
                home.append(claim)
        return parts

    def between(self, homes: Mapping[str, int]) -> dict[tuple[int, int], Word]:
        """Return what was said of pairs of incidents, which `homes` gives by their claims.

        Two incidents are apart when any claim of one is apart from one of the other.
        """
        found: dict[tuple[int, int], Word] = {}
        for (one, other), word in self.words.items():
            i, j = homes.get(one), homes.get(other)
            if i is not None and j is not None and i != j:
                key = (min(i, j), max(i, j))
                found[key] = max(found.get(key, word), word, key=lambda each: (not each[1], each[0]))
        return found

    def why(self, claim_ids: Iterable[str]) -> tuple[str, ...]:
        """Return what people said of an event with these claims, as reasons."""
        ids = set(claim_ids)
        return tuple(words for moved, words in self.reasons if moved & ids)

    def place_of(self, claims: Sequence[Claim], read: Place | None, present: frozenset[str]) -> Place | None:
        """Return the event's place: the last one set by hand for it, or the one that was read.

        `present` are the claims that take part in any event.
        """
        ids = {claim.id for claim in claims}
        for said, verdict in self.places:
            anchor = next((each for each in said.claims if each in present), None)
            if anchor in ids:
                return _placed(said, verdict, next(claim for claim in claims if claim.id == anchor), read)
        return read

    def _apart(self, one: Claim, other: Claim) -> bool:
        return not self.words.get(_pair(one.id, other.id), (0, True))[1]


NOTHING = Settled()


def settled_by(verdicts: Iterable[Verdict]) -> Settled:
    """Return what live verdicts say of events, whatever else the verdicts are about."""
    words: dict[Pair, Word] = {}
    reasons: list[tuple[frozenset[str], str]] = []
    places: list[tuple[PlaceSet, Verdict]] = []
    said_of_events = [each for each in live(verdicts) if each.subject.startswith("evt_")]
    for order, verdict in enumerate(said_of_events):
        said = regrouping_of(verdict)
        if said is not None:
            for pair, together in _pairs(said):
                words[pair] = (order, together)
            reasons.append((frozenset((*said.moved, *said.away_from)), _reason(verdict)))
        elif (place := place_set_by(verdict)) is not None:
            places.append((place, verdict))
    places.sort(key=lambda each: (each[1].role == REVIEWER, each[1].at, each[1].id), reverse=True)
    return Settled(words=words, reasons=tuple(reasons), places=tuple(places))


def bound_pages(verdicts: Iterable[Verdict]) -> list[frozenset[str]]:
    """Return sets of pages that live verdicts bind: the events of one cannot be made without the others."""
    said = [documents_of(each) for each in live(verdicts) if each.subject.startswith("evt_")]
    return [frozenset(each) for each in said if each]


def _pairs(said: Regrouping) -> Iterable[tuple[Pair, bool]]:
    for one, other in combinations(sorted(set(said.moved)), 2):
        yield (one, other), True
    for one, other in product(said.moved, said.to):
        if one != other:
            yield _pair(one, other), True
    for one, other in product(said.moved, said.away_from):
        yield _pair(one, other), False


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _reason(verdict: Verdict) -> str:
    done = {Judgement.MERGE: "merged", Judgement.SPLIT: "set apart", Judgement.MOVE: "moved"}[verdict.judgement]
    why = f": {verdict.reason}" if verdict.reason else ""
    return f"{done} by {verdict.by} on {verdict.at.date().isoformat()}{why}"


def _placed(said: PlaceSet, verdict: Verdict, anchor: Claim, read: Place | None) -> Place:
    """Return the place as it was set. Its words are those of the place it stands for, or else of the claim."""
    evidence: Evidence = read.evidence if read else anchor.content
    why = f": {verdict.reason}" if verdict.reason else ""
    reasons: tuple[str, ...] = (f"set on the map by {verdict.by} on {verdict.at.date().isoformat()}{why}",)
    if read is not None:
        reasons += (f"the machine read {read.resolved_name or read.name}",)
    exact, near = said.radius_km <= EXACT_KM, said.radius_km <= NEAR_KM
    made = read or Place(evidence=evidence, name=said.name or evidence.text[:60], name_evidence=evidence)
    return replace(
        made,
        state=PlaceState.RESOLVED,
        resolved_name=said.name or made.resolved_name or made.name,
        lat=said.lat,
        lon=said.lon,
        geometry=Geometry(
            kind="circle", wkt=_ring(said), lat=said.lat, lon=said.lon, radius_km=said.radius_km, rule=RULE
        ),
        acled_precision=1 if exact else 2 if near else 3,
        ucdp_precision=1 if exact else 2 if near else 5,
        reasons=reasons,
    )


def _ring(said: PlaceSet) -> str:
    """Return the circle as WKT, longitude first; good to a hundredth of its radius up to the polar circles."""
    if said.radius_km <= 0:
        return f"POINT ({said.lon:.5f} {said.lat:.5f})"
    high = said.radius_km / 111.195
    wide = high / max(math.cos(math.radians(said.lat)), 0.01)
    points = []
    for step in range(_RING + 1):
        turn = 2 * math.pi * (step % _RING) / _RING
        points.append(f"{said.lon + wide * math.sin(turn):.5f} {said.lat + high * math.cos(turn):.5f}")
    return f"POLYGON (({', '.join(points)}))"
