"""Places as a page gives them: a name, a relation to it, an area with a radius, and the candidates that lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.domain.span import Evidence


class PlaceState(StrEnum):
    """How far a mention was resolved. Unresolved is an answer, with reasons, and never a guess."""

    PENDING = "pending"
    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"


class PlaceRelation(StrEnum):
    """How a deed's place stands to the named one."""

    IN = "in"
    NEAR = "near"
    DIRECTION = "direction"
    OUTSKIRTS = "outskirts"
    COUNTRYSIDE = "countryside"
    ALONG = "along"
    BETWEEN = "between"
    BANK = "bank"
    BORDER = "border"
    PART = "part of"
    AROUND = "in the area of"
    ACROSS = "across"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """An area in WGS 84. `wkt` has longitude first; `radius_km` reaches from `lat`, `lon` to its farthest point.

    `rule` names the rule and its version that drew it ("near-town/1").
    """

    kind: str
    wkt: str
    lat: float
    lon: float
    radius_km: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """One gazetteer entry that the name could mean, its score, and the reasons for and against it."""

    gazetteer_id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    admin_path: tuple[str, ...] = ()
    population: int = 0
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place mention and what it was resolved to.

    `evidence` are the words with their relation ("near the village of X"), `name_evidence` the name alone.
    `role` is "where" for the place of the deed, "admin" for a container named with it, "origin" or "target" for
    others. `kind` is the feature class asked or found (populated place, admin1, country, river, road, facility).
    `direction` is a compass bearing in degrees, `distance_km` what the page says. `acled_precision` is 1 to 3 and
    `ucdp_precision` 1 to 7 after the codebooks; both None while unresolved.
    """

    evidence: Evidence
    name: str
    name_evidence: Evidence
    state: PlaceState = PlaceState.PENDING
    role: str = "where"
    kind: str | None = None
    relation: PlaceRelation = PlaceRelation.IN
    direction: float | None = None
    distance_km: float | None = None
    other_name: str | None = None
    gazetteer_id: str | None = None
    gazetteer_source: str | None = None
    resolved_name: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin_path: tuple[str, ...] = ()
    geometry: Geometry | None = None
    acled_precision: int | None = None
    ucdp_precision: int | None = None
    candidates: tuple[PlaceCandidate, ...] = ()
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"{self.name!r} has one coordinate without the other")
        if self.state is PlaceState.UNRESOLVED and not self.reasons:
            raise ValueError(f"{self.name!r} is unresolved without a reason")

    @property
    def located(self) -> bool:
        """Whether it has coordinates."""
        return self.lat is not None
