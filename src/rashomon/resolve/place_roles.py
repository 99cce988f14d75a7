"""Roles of places that only their resolution tells: a province named beside its town is where the town is."""

from __future__ import annotations

from dataclasses import replace

from rashomon.domain import Place, PlaceState

_AREAS = frozenset({"admin1", "admin2", "country", "region"})


def with_containers(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return a claim's places, those that contain another place of the claim in the role "admin".

    "in A, B region" and "in A, a town in B" place the deed in A; B only says which A.
    """
    return tuple(
        replace(place, role="admin") if any(_holds(place, other) for other in places) else place for place in places
    )


def _holds(area: Place, place: Place) -> bool:
    if area is place or area.role != "where" or place.role != "where" or area.kind not in _AREAS:
        return False
    if PlaceState.RESOLVED not in (area.state, place.state) or place.gazetteer_id in (None, area.gazetteer_id):
        return False
    if area.kind == "country":
        return place.kind != "country" and place.country == area.country
    return area.resolved_name in place.admin_path and area.country == place.country
