"""GeoJSON with the uncertainty as a shape, and TimeMap JSON for timelines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rashomon.domain import Event
from rashomon.domain.wording import when_in_words
from rashomon.exports.shapes import box_of, mapping_of, shape_of
from rashomon.exports.view import ExportView


def geojson(view: ExportView) -> dict[str, Any]:
    """Return a FeatureCollection after RFC 7946: a feature an event, those without coordinates with a null geometry.

    Where the place is known to within a kilometre the geometry is a point, else the shape that the words allow.
    """
    features, shapes = [], []
    for event in view.events:
        feature: dict[str, Any] = {"type": "Feature", "id": event.id}
        shape = shape_of(event)
        if shape is not None:
            shapes.append(shape)
            feature["bbox"] = box_of([shape])
        feature["geometry"] = mapping_of(shape) if shape is not None else None
        features.append({**feature, "properties": _properties(view, event)})
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    if shapes:
        collection["bbox"] = box_of(shapes)
    collection["rashomon"] = {**view.provenance, "withheld": list(view.withheld)}
    return {**collection, "features": features}


def timemap(view: ExportView) -> list[dict[str, Any]]:
    """Return TimeMap's list of events: all values texts, the date as month/day/year, of at most the claimed precision.

    The keys are those that TimeMap's own schema of events knows; others would be refused by it.
    """
    entries = []
    for event in view.events:
        place, day = event.place, _first_day(event)
        if place is None or place.lat is None or place.lon is None or day is None:
            continue
        within = (
            f", within {place.geometry.radius_km:.0f} km" if place.geometry and place.geometry.radius_km > 1 else ""
        )
        entries.append(
            {
                "id": event.id,
                "description": f"{event.title}. {when_in_words(event.when)}{within}.",
                "date": day.strftime("%m/%d/%Y"),
                "time": "",
                "time_precision": event.when.granularity.value if event.when else "",
                "location": place.resolved_name or place.name,
                "latitude": f"{place.lat:.4f}",
                "longitude": f"{place.lon:.4f}",
                "category": (event.deed.type or "") if event.deed else "",
                "category_full": (event.deed.sub_type or "") if event.deed else "",
                "associations": [],
                "sources": view.sources_of(event),
                "comments": _numbers(view, event),
            }
        )
    return entries


def timemap_left_out(view: ExportView) -> Iterator[tuple[str, str]]:
    """Yield the events that TimeMap cannot show, with the reason."""
    for event in view.events:
        if event.place is None or event.place.lat is None:
            yield event.id, "its place is not known"
        elif _first_day(event) is None:
            yield event.id, "its day is not known"


def _first_day(event: Event) -> date | None:
    return event.when.earliest if event.when and event.when.known else None


def _numbers(view: ExportView, event: Event) -> str:
    chosen = view.chosen(event)
    low, high = ("open" if each is None else str(each) for each in (chosen.low, chosen.high))
    return f"Killed, by policy {chosen.policy}: low {low}, high {high}. {' '.join(chosen.notes)}".strip()


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
        "inside": view.inside(event),
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
        "strike_status": chosen.strike,
        "civilian_harm": chosen.harm,
        "conceded_low": chosen.conceded[0] if chosen.conceded else None,
        "conceded_high": chosen.conceded[1] if chosen.conceded else None,
        "in_headlines": chosen.in_headlines,
    }
