"""Public exports: no more precise than the claim, coarser for facilities, and no words of unnamed people."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace

from rashomon.domain import Event, Geometry, Place, VoiceKind
from rashomon.exports.view import ExportView

FACILITY_KM = 5.0
"""How far a facility's, shelter's or camp's point is moved at most, and the radius then given."""

_SENSITIVE = ("facility", "hospital", "school", "shelter", "camp", "clinic", "mosque", "church")


def coarsened(view: ExportView, *, salt: str) -> ExportView:
    """Return the view as it may be published, with a list of what was coarsened or withheld.

    `salt` seeds each record's move, so that repeated exports move it alike and do not average out.
    """
    withheld: list[str] = []
    claims = {}
    for key, claim in view.claims.items():
        if any(voice.kind is VoiceKind.UNNAMED and _is_witness(voice.name) for voice in claim.chain):
            withheld.append(f"{key}: the words of a witness")
            continue
        claims[key] = claim
    events = []
    for event in view.events:
        place = _coarse(event, salt, withheld)
        events.append(replace(event, place=place))
    return replace(view, events=tuple(events), claims=claims, public=True, withheld=tuple(withheld))


def _is_witness(name: str) -> bool:
    return any(word in name.lower() for word in ("witness", "resident", "survivor", "relative", "family"))


def _coarse(event: Event, salt: str, withheld: list[str]) -> Place | None:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return place
    if not any(word in (place.kind or "") or word in place.name.lower() for word in _SENSITIVE):
        return place
    withheld.append(f"{event.id}: the point of a facility, moved by up to {FACILITY_KM:g} km")
    digest = hashlib.sha256(f"{salt}/{event.id}".encode()).digest()
    angle = digest[0] / 255 * 2 * math.pi
    distance = (0.3 + 0.7 * digest[1] / 255) * FACILITY_KM
    lat = place.lat + math.cos(angle) * distance / 110.57
    lon = place.lon + math.sin(angle) * distance / (111.32 * max(0.1, math.cos(math.radians(place.lat))))
    moved = Geometry(
        kind="circle",
        wkt=f"POINT ({lon:.4f} {lat:.4f})",
        lat=lat,
        lon=lon,
        radius_km=FACILITY_KM,
        rule="public-facility/1",
    )
    return replace(place, lat=lat, lon=lon, geometry=moved, candidates=())
