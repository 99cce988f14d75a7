"""What people decide about events: which claims tell one, which do not, and where it was. Kept as a verdict's value.

Events come and go with their claims, so such a verdict names claims and not events: it holds whatever else is read.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TypeVar

from rashomon.domain.serial import from_plain, to_plain
from rashomon.domain.verdict import Judgement, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """The value of a merge, a split or a move.

    `moved` claims tell one event; it is also that of the claims in `to`, and not that of those in `away_from`. A merge
    has all claims in `moved`. `events` are the ids of the events as the person saw them, so that old ids lead on;
    `documents` are the pages of all these claims.
    """

    moved: tuple[str, ...]
    to: tuple[str, ...] = ()
    away_from: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.moved:
            raise ValueError("a regrouping needs the claims that it moves")
        if (set(self.moved) | set(self.to)) & set(self.away_from):
            raise ValueError("a claim cannot go where it is to be kept from")

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Every claim that it names."""
        return (*self.moved, *self.to, *self.away_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSet:
    """The value of an edit of `evt_.../place`: a point in WGS 84 degrees with a radius in km, set by a person.

    It is that of the event that holds the first of `claims` that still takes part.
    """

    claims: tuple[str, ...]
    name: str
    lat: float
    lon: float
    radius_km: float
    documents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        numbers = (self.lat, self.lon, self.radius_km)
        if not all(math.isfinite(each) for each in numbers) or abs(self.lat) > 90 or abs(self.lon) > 180:
            raise ValueError(f"{self.lat}, {self.lon} is no place on earth")
        if not 0 <= self.radius_km <= 2000:
            raise ValueError(f"a radius is 0 to 2,000 km, not {self.radius_km}")
        if not self.claims:
            raise ValueError("a place is set for an event with claims")


def regrouping_of(verdict: Verdict) -> Regrouping | None:
    """Return what a merge, split or move says, or None where the verdict is none or says nothing that can be read."""
    if verdict.judgement not in (Judgement.MERGE, Judgement.SPLIT, Judgement.MOVE):
        return None
    return _read(Regrouping, verdict)


def place_set_by(verdict: Verdict) -> PlaceSet | None:
    """Return the place that a verdict sets, or None where it sets none."""
    if verdict.judgement is not Judgement.EDIT or not verdict.subject.startswith("evt_"):
        return None
    return _read(PlaceSet, verdict) if verdict.subject.endswith("/place") else None


def documents_of(verdict: Verdict) -> tuple[str, ...]:
    """Return the pages whose events a verdict on an event changes; none for verdicts on claims and pages."""
    said = regrouping_of(verdict) or place_set_by(verdict)
    return said.documents if said else ()


def value_of(said: Regrouping | PlaceSet) -> str:
    """Return it as a verdict's value."""
    return json.dumps(to_plain(said), ensure_ascii=False, separators=(",", ":"))


def _read(kind: type[T], verdict: Verdict) -> T | None:
    try:
        return from_plain(kind, json.loads(verdict.value or ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
