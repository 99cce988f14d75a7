"""Linked-data exports: W3C Web Annotation, PROV, and FollowTheMoney statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rashomon.domain import Claim
from rashomon.domain.wording import chain_in_words, figure_in_words
from rashomon.exports.view import ExportView

CONTEXT = 32
"""Characters before and after a quote in a TextQuoteSelector, enough to find it again in a page that moved."""


def web_annotations(view: ExportView) -> dict[str, Any]:
    """Return an AnnotationCollection: one annotation a claim, found by its quote and by its position."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": "Claims",
        "rashomon": view.provenance,
        "total": len(view.claims),
        "first": {
            "type": "AnnotationPage",
            "items": [_annotation(view, claim) for claim in view.claims.values()],
        },
    }


def prov(view: ExportView) -> dict[str, Any]:
    """Return a PROV-O graph: each claim was derived from its page, whose bytes are named by SHA-256."""
    graph: list[dict[str, Any]] = [{"@id": "rashomon:run", "@type": "prov:Activity", **view.provenance}]
    for document in view.documents.values():
        graph.append(
            {
                "@id": f"rashomon:{document.id}",
                "@type": "prov:Entity",
                "sha256": document.raw_sha256,
                "prov:generatedAtTime": document.retrieved_at.isoformat(),
                "extractor": document.extractor,
                "url": document.url,
            }
        )
    for claim in view.claims.values():
        graph.append(
            {
                "@id": f"rashomon:{claim.id}",
                "@type": "prov:Entity",
                "prov:wasDerivedFrom": {"@id": f"rashomon:{claim.document_id}"},
                "prov:wasGeneratedBy": {"@id": "rashomon:run"},
                "reader": claim.reader,
                "rules": [step.rule for step in claim.trace],
            }
        )
    return {"@context": {"prov": "http://www.w3.org/ns/prov#", "rashomon": "urn:rashomon:"}, "@graph": graph}


def followthemoney(view: ExportView) -> Iterator[dict[str, Any]]:
    """Yield FollowTheMoney entities: an Event an event, a Document a page, a Documentation each link of the two."""
    for document in view.documents.values():
        yield _entity("Document", document.id, title=[document.title], sourceUrl=[document.url], contentHash=[])
    for event in view.events:
        when, place = event.when, event.place
        known = when is not None and when.known
        yield _entity(
            "Event",
            event.id,
            name=[event.title],
            startDate=[when.earliest.isoformat() if known and when and when.earliest else None],
            endDate=[when.latest.isoformat() if known and when and when.latest else None],
            location=[place.resolved_name or place.name if place else None],
            country=[place.country.lower() if place and place.country else None],
            summary=[figure_in_words(figure) for claim in view.claims_of(event) for figure in claim.figures],
            notes=[f"EDTF {when.edtf}" if when and when.edtf else None, f"policy {view.policy}"],
        )
        for page in event.document_ids:
            yield _entity("Documentation", f"{event.id}-{page}", document=[page], entity=[event.id], role=["reports"])


def _entity(schema: str, key: str, **properties: list[str | None]) -> dict[str, Any]:
    kept = {name: [each for each in values if each] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _annotation(view: ExportView, claim: Claim) -> dict[str, Any]:
    page = view.documents[claim.document_id]
    span = claim.content.span
    return {
        "id": f"urn:rashomon:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "type": "TextualBody",
            "value": f"{chain_in_words(claim)} [{claim.stance.value}, {claim.status.value}]",
        },
        "target": {
            "source": page.url or f"urn:rashomon:{page.id}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": claim.content.text,
                    "prefix": page.text[max(0, span.start - CONTEXT) : span.start],
                    "suffix": page.text[span.end : span.end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }
