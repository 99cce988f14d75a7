"""Distances between places, with the slack that reporters' words have."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rashomon.domain import Place

SLACK_KM = 15.0
"""How far two named places may lie apart, beyond their radii, and still be one place to a reporter."""

EARTH_KM = 6371.0088
"""The Earth's mean radius."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place lies, and its radius in km: all that comparing needs of it, for millions are held at once."""

    lat: float | None
    lon: float | None
    radius_km: float


def spot_of(place: Place | None) -> Spot | None:
    """Return where a place lies, or None for no place."""
    return None if place is None else Spot(place.lat, place.lon, radius_of(place))


def within_reach(one: Place | Spot, other: Place | Spot) -> bool:
    """Tell whether two located places lie within their radii and the slack of a reporter's words."""
    distance = distance_km(one, other)
    return distance is None or distance <= radius_of(one) + radius_of(other) + SLACK_KM


def distance_km(one: Place | Spot, other: Place | Spot) -> float | None:
    """Return the great-circle distance in km, or None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat1, lon1, lat2, lon2 = (math.radians(each) for each in (one.lat, one.lon, other.lat, other.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def radius_of(place: Place | Spot) -> float:
    """Return a place's radius in km, 0 where it has no geometry."""
    if isinstance(place, Spot):
        return place.radius_km
    return place.geometry.radius_km if place.geometry else 0.0
