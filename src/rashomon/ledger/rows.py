"""Domain objects to rows and back."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from rashomon.domain import Claim, Document, Event, Outcome, Source, Verdict, When
from rashomon.domain.serial import from_plain, to_plain

T = TypeVar("T")
Row = dict[str, Any]


def body_of(value: object) -> str:
    """Return the object as compact JSON text."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def object_of(kind: type[T], body: str) -> T:
    """Return the object that this JSON text holds."""
    return from_plain(kind, json.loads(body))


def source_row(source: Source) -> Row:
    """Return a source as a row."""
    return {"id": source.id, "name": source.name, "host": source.host, "body": body_of(source)}


def document_row(document: Document, reader: str, state: str) -> Row:
    """Return a document as a row."""
    return {
        "id": document.id,
        "source_id": document.source.id,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "published": _day(document.published, first=True),
        "retrieved_at": document.retrieved_at.isoformat(),
        "raw_sha256": document.raw_sha256,
        "copy_of": document.copy_of,
        "reader": reader,
        "state": state,
        "body": body_of(document),
    }


def claim_row(claim: Claim) -> Row:
    """Return a claim as a row."""
    where = next((place for place in claim.places if place.role == "where"), None)
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "position": claim.content.span.start,
        "voice": claim.voice.name,
        "stance": claim.stance.value,
        "status": claim.status.value,
        "deed": claim.deed and (claim.deed.sub_type or claim.deed.plover),
        "place": where and (where.resolved_name or where.name),
        "country": where and where.country,
        "earliest": _day(claim.when, first=True),
        "latest": _day(claim.when, first=False),
        "confidence": claim.confidence,
        "reader": claim.reader,
        "live": True,
        "body": body_of(claim),
    }


def event_row(event: Event) -> Row:
    """Return an event as a row."""
    place = event.place
    return {
        "id": event.id,
        "title": event.title,
        "deed": event.deed and (event.deed.sub_type or event.deed.plover),
        "place": place and (place.resolved_name or place.name),
        "country": place and place.country,
        "lat": place and place.lat,
        "lon": place and place.lon,
        "earliest": _day(event.when, first=True),
        "latest": _day(event.when, first=False),
        "claims": len(event.claim_ids),
        "documents": len(event.document_ids),
        "disputes": len(event.disputes),
        "aggregate": event.aggregate,
        "body": body_of(event),
        "roots": len(event.roots),
        "radius_km": place and place.geometry and place.geometry.radius_km,
        "kinds": f" {' '.join(sorted({dispute.kind.value for dispute in event.disputes}))} ",
    }


def verdict_row(verdict: Verdict, document_id: str | None) -> Row:
    """Return a verdict as a row; `document_id` is the page that its subject is of, if it is of one."""
    return {
        "id": verdict.id,
        "subject": verdict.subject,
        "judgement": verdict.judgement.value,
        "by": verdict.by,
        "at": verdict.at.isoformat(),
        "machine": verdict.machine,
        "document_id": document_id,
        "blind": verdict.blind,
        "body": body_of(verdict),
    }


def outcome_row(outcome: Outcome, run: str, at: str) -> Row:
    """Return a page's end as a row."""
    return {
        "run": run,
        "at": at,
        "name": outcome.name,
        "state": outcome.state.value,
        "document_id": outcome.document_id,
        "body": body_of(outcome),
    }


def _day(when: When | None, *, first: bool) -> str | None:
    if when is None or when.year_open:
        return None
    day = when.earliest if first else when.latest
    return day.isoformat() if day else None
