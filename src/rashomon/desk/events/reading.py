"""An event with its claims and pages, ready for its page; and its places as areas for the map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rashomon.domain import Claim, Event, Place
from rashomon.report.chapters import EventChapter, event_chapter
from rashomon.report.view import ReportView
from rashomon.report.words import place_words
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.ledger import Ledger


def open_event(ledger: Ledger, event: Event, at: datetime) -> EventChapter:
    """Return the chapter of one event, read from the ledger."""
    claims = ledger.claims(event_id=event.id)
    pages = ledger.documents(ids=event.document_ids)
    originals = ledger.documents(ids={page.copy_of for page in pages if page.copy_of} - set(event.document_ids))
    view = ReportView(
        events=(event,),
        claims={claim.id: claim for claim in claims},
        documents={page.id: page for page in (*pages, *originals)},
        outcomes=(),
        generated_at=at,
        ledger_name=ledger.name,
        version=__version__,
    )
    chapter = event_chapter(1, event, view)
    return replace(chapter, map=None) if event.place is None else chapter


def areas_of(event: Event, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return the event's place first, then rival places that its claims give for the deed, each once."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    own = [event.place] if event.place else []
    for place in (*own, *(each for claim in claims for each in claim.places if each.role == "where")):
        if not place.located:
            continue
        area = _area(place, own=place is event.place)
        if area["shape"] is None and place.kind in ("country", "admin1"):
            continue  # a circle round a country's middle would say something that nobody says
        found.setdefault((round(area["lat"], 2), round(area["lon"], 2), round(area["radius_km"])), area)
    return list(found.values())[:40]


def _area(place: Place, *, own: bool) -> dict[str, Any]:
    drawn = place.geometry
    return {
        "name": place_words(place),
        "lat": drawn.lat if drawn else place.lat,
        "lon": drawn.lon if drawn else place.lon,
        "radius_km": drawn.radius_km if drawn else 0.0,
        "kind": drawn.kind if drawn else "point",
        "shape": _polygons(drawn.wkt) if drawn else None,
        "own": own,
    }


def _polygons(wkt: str) -> dict[str, Any] | None:
    """Return a WKT of one polygon or several as GeoJSON; a point, or what cannot be read, gives None."""
    import shapely  # noqa: PLC0415 - shapes wait for a map

    if not wkt.startswith(("POLYGON", "MULTIPOLYGON")):
        return None
    try:
        shape = shapely.from_wkt(wkt)
    except shapely.errors.GEOSException:
        return None
    if shape.is_empty:
        return None
    found: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    return found
