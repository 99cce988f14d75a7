"""GeoJSON with the uncertainty as a shape, and TimeMap JSON for timelines."""

from __future__ import annotations

from typing import Any

from rashomon.domain import Event
from rashomon.domain.wording import when_in_words
from rashomon.exports.view import ExportView

PIN_KM = 1.0
"""No bare pin is drawn where the radius is above this."""


def geojson(view: ExportView) -> dict[str, Any]:
    """Return a FeatureCollection: a feature an event that has coordinates; the others are counted by name.

    Where the place is known to within a kilometre the geometry is a point, else the shape that the words allow.
    """
    features, nowhere = [], []
    for event in view.events:
        geometry = _geometry(event)
        if geometry is None:
            nowhere.append(event.id)
            continue
        features.append(
            {"type": "Feature", "id": event.id, "geometry": geometry, "properties": _properties(view, event)}
        )
    return {
        "type": "FeatureCollection",
        "rashomon": {**view.provenance, "without_coordinates": nowhere, "withheld": list(view.withheld)},
        "features": features,
    }


def timemap(view: ExportView) -> list[dict[str, Any]]:
    """Return TimeMap's list of events, each with a day and a point of at most the claimed precision."""
    entries = []
    for event in view.events:
        place, day = event.place, event.when.earliest if event.when and event.when.known else None
        if place is None or place.lat is None or place.lon is None or day is None:
            continue
        entries.append(
            {
                "id": event.id,
                "date": day.isoformat(),
                "time": "",
                "location": place.resolved_name or place.name,
                "latitude": f"{place.lat:.4f}",
                "longitude": f"{place.lon:.4f}",
                "description": event.title,
                "category": (event.deed.sub_type or "") if event.deed else "",
                "sources": view.sources_of(event),
                "precision_km": round(place.geometry.radius_km, 1) if place.geometry else None,
            }
        )
    return entries


def _properties(view: ExportView, event: Event) -> dict[str, Any]:
    chosen = view.chosen(event)
    place = event.place
    return {
        "title": event.title,
        "when": when_in_words(event.when),
        "edtf": event.when.edtf if event.when else None,
        "event_type": event.deed.type if event.deed else None,
        "sub_event_type": event.deed.sub_type if event.deed else None,
        "aggregate": event.aggregate,
        "place": place.evidence.text if place else None,
        "radius_km": place.geometry.radius_km if place and place.geometry else None,
        "geo_precision": place.acled_precision if place else None,
        "where_prec": place.ucdp_precision if place else None,
        "pages": len(event.document_ids),
        "roots": len(event.roots),
        "disputes": [dispute.kind.value for dispute in event.disputes],
        "policy": chosen.policy,
        "low": chosen.low,
        "best": chosen.best,
        "high": chosen.high,
        "grade": chosen.grade,
    }


def _geometry(event: Event) -> dict[str, Any] | None:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.geometry is None or place.geometry.radius_km <= PIN_KM:
        return {"type": "Point", "coordinates": [round(place.lon, 5), round(place.lat, 5)]}
    from shapely import from_wkt, get_type_id  # noqa: PLC0415 - shapes are loaded only where there are some
    from shapely.geometry import mapping  # noqa: PLC0415

    shape = from_wkt(place.geometry.wkt)
    if get_type_id(shape) == 0:
        shape = shape.buffer(place.geometry.radius_km / 111.0)
    plain: dict[str, Any] = mapping(shape)
    return plain
