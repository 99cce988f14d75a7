"""Claims and events as typed records: the rows of Parquet, and what other tables are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rashomon.domain import Claim, Figure, Place, When
from rashomon.domain.wording import place_in_words
from rashomon.exports.view import ExportView


def claim_records(view: ExportView) -> Iterator[dict[str, Any]]:
    """Yield a record a claim, in the order of pages and words. None is unknown, which is not zero."""
    event_of = {claim: event.id for event in view.events for claim in event.claim_ids}
    for claim in sorted(view.claims.values(), key=lambda each: (each.document_id, each.content.span, each.id)):
        page = view.documents[claim.document_id]
        yield {
            "claim": claim.id,
            "event": event_of.get(claim.id),
            "page": page.id,
            "outlet": page.source.name,
            "url": page.url,
            "published": page.published.day,
            "chain": [voice.described or voice.name for voice in claim.chain],
            "stance": claim.stance.value,
            "status": claim.status.value,
            "negated": claim.negated,
            "event_type": claim.deed.type if claim.deed else None,
            "sub_event_type": claim.deed.sub_type if claim.deed else None,
            "plover": claim.deed.plover if claim.deed else None,
            "figures": [_figure(figure) for figure in claim.figures],
            **_where(claim),
            **_when(claim.when),
            "words": claim.content.text,
            "start": claim.content.span.start,
            "end": claim.content.span.end,
            "confidence": claim.confidence,
            "gaps": list(claim.gaps),
            "reader": claim.reader,
        }


def event_records(view: ExportView) -> Iterator[dict[str, Any]]:
    """Yield a record an event, in the view's order, with the numbers that the policy chooses and its name."""
    for event in view.events:
        chosen, deed, place = view.chosen(event), event.deed, event.place
        path = (*place.admin_path, None, None) if place else (None, None)
        yield {
            "event": event.id,
            "title": event.title,
            "event_type": deed.type if deed else None,
            "sub_event_type": deed.sub_type if deed else None,
            "plover": deed.plover if deed else None,
            "aggregate": event.aggregate,
            "inside": view.inside(event),
            **_when(event.when),
            "place": place_in_words(place) if place else None,
            "place_words": place.evidence.text if place else None,
            "country": place.country if place else None,
            "admin1": path[0],
            "admin2": path[1],
            "radius_km": _radius(place),
            "geo_precision": place.acled_precision if place else None,
            "where_prec": place.ucdp_precision if place else None,
            "pages": len(event.document_ids),
            "roots": len(event.roots),
            "low": chosen.low,
            "best": chosen.best,
            "high": chosen.high,
            "grade": chosen.grade,
            "strike_status": chosen.strike,
            "civilian_harm": chosen.harm,
            "conceded_low": chosen.conceded[0] if chosen.conceded else None,
            "conceded_high": chosen.conceded[1] if chosen.conceded else None,
            "policy": chosen.policy,
            "disputes": [dispute.kind.value for dispute in event.disputes],
            "sources": view.sources_of(event),
            "notes": list(chosen.notes),
            "claims": [claim.id for claim in view.claims_of(event)],
        }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure.value,
        "group": figure.group,
        "low": figure.low,
        "high": figure.high,
        "modifier": figure.modifier.value,
        "word": figure.word,
        "flow_or_stock": figure.flow_or_stock.value,
        "part_of_another": figure.subset_of is not None,
        "words": figure.evidence.text,
    }


def _where(claim: Claim) -> dict[str, Any]:
    place = next((each for each in claim.places if each.role == "where"), None)
    return {
        "place": place_in_words(place) if place else None,
        "place_state": place.state.value if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "radius_km": _radius(place),
    }


def _radius(place: Place | None) -> float | None:
    return place.geometry.radius_km if place and place.geometry else None


def _when(when: When | None) -> dict[str, Any]:
    known = when is not None and not when.year_open
    return {
        "earliest": when.earliest if known and when else None,
        "latest": when.latest if known and when else None,
        "edtf": when.edtf if when else None,
    }
