"""Linked-data exports: W3C Web Annotation and PROV, both JSON-LD whose context stands in the file or at W3C."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rashomon.domain import Claim, Document
from rashomon.domain.wording import chain_in_words
from rashomon.exports.view import ExportView

CONTEXT = 32
"""Characters before and after a quote in a TextQuoteSelector, enough to find it again in a page that moved."""

OURS = "urn:rashomon:"
"""What our own ids and terms begin with as IRIs."""


def web_annotations(view: ExportView) -> dict[str, Any]:
    """Return an AnnotationCollection: one annotation a claim, found by its quote and by its position.

    Positions are code points into the page's text as Rashomon keeps it (`scope` names it), not into its markup.
    """
    collection, page = f"{OURS}{view.ledger_hash}:claims", f"{OURS}{view.ledger_hash}:claims:1"
    items = [_annotation(view, claim) for claim in view.claims.values()]
    said = {**view.provenance, "withheld": list(view.withheld)}  # `generator` is a term of W3C's own, for an agent's id
    found: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"rashomon": OURS, **_OWN_TERMS}],
        "id": collection,
        "type": "AnnotationCollection",
        "label": "Claims, each with the words that say it",
        "creator": {"id": f"{OURS}software", "type": "Software", "name": f"Rashomon {view.version}"},
        "generated": _moment(view.made_at),
        "provenance": {"made_by" if key == "generator" else key: value for key, value in said.items()},
        "total": len(items),
    }
    if items:
        found["first"] = {
            "id": page,
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        }
    return found


_OWN_TERMS: dict[str, Any] = {
    name: f"rashomon:{name}" for name in ("provenance", "made_by", "policy", "ledger", "made_at", "access", "withheld")
}


def _annotation(view: ExportView, claim: Claim) -> dict[str, Any]:
    page = view.documents[claim.document_id]
    span = claim.content.span
    said = "not: " if claim.negated else ""
    return {
        "id": f"{OURS}{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "generated": _moment(view.made_at),
        "body": {
            "type": "TextualBody",
            "value": f"{said}{chain_in_words(claim)} [{claim.stance.value}, {claim.status.value}]",
            "format": "text/plain",
            "language": "en",
        },
        "target": {
            "type": "SpecificResource",
            "source": page.url or f"{OURS}{page.id}",
            "scope": f"{OURS}{page.id}",
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


def prov(view: ExportView) -> dict[str, Any]:
    """Return a PROV-O graph: bytes by SHA-256, the text made of them, the claims quoted from it, what was judged."""
    software = {
        "@id": "rashomon:software",
        "@type": ["prov:Agent", "prov:SoftwareAgent"],
        "label": f"Rashomon {view.version}",
    }
    run = {
        "@id": "rashomon:export",
        "@type": "prov:Activity",
        "endedAtTime": _moment(view.made_at),
        "wasAssociatedWith": "rashomon:software",
        "policy": view.policy,
        "ledger": view.ledger_hash,
        "access": view.provenance["access"],
        "withheld": list(view.withheld),
    }
    graph: list[dict[str, Any]] = [software, run, *_outlets(view)]
    for document in view.documents.values():
        graph += _page(document)
    graph += [_claim(claim) for claim in view.claims.values()]
    for verdict in view.verdicts:
        graph.append(
            {
                "@id": f"rashomon:{verdict.id}",
                "@type": "prov:Activity",
                "label": verdict.judgement.value,
                "endedAtTime": _moment(verdict.at),
                "used": f"rashomon:{verdict.subject.partition('/')[0]}",
                "by": verdict.by,
            }
        )
    return {"@context": _PROV_CONTEXT, "@graph": graph}


_TIMES = ("endedAtTime", "generatedAtTime")
_LINKS = (
    "wasDerivedFrom",
    "wasQuotedFrom",
    "wasAttributedTo",
    "wasGeneratedBy",
    "wasAssociatedWith",
    "used",
    "specializationOf",
)
_PROV_CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "rashomon": OURS,
    **{name: {"@id": f"prov:{name}", "@type": "xsd:dateTime"} for name in _TIMES},
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in _LINKS},
    "value": "prov:value",
    "rules": {"@id": "rashomon:rules", "@container": "@list"},
    **{
        name: f"rashomon:{name}"
        for name in ("policy", "ledger", "access", "withheld", "sha256", "extractor", "reader", "by")
    },
    "address": {"@id": "prov:atLocation", "@type": "@id"},
}
"""Every key of the graph is a term, so that a JSON-LD reader drops nothing."""


def _outlets(view: ExportView) -> list[dict[str, Any]]:
    sources = {document.source.id: document.source for document in view.documents.values()}
    return [
        {"@id": f"rashomon:{source.id}", "@type": ["prov:Agent", "prov:Organization"], "label": source.name}
        for source in sources.values()
    ]


def _page(document: Document) -> list[dict[str, Any]]:
    raw = f"rashomon:sha256:{document.raw_sha256}"
    bytes_kept: dict[str, Any] = {
        "@id": raw,
        "@type": "prov:Entity",
        "sha256": document.raw_sha256,
        "generatedAtTime": _moment(document.retrieved_at),
        "wasAttributedTo": f"rashomon:{document.source.id}",
    }
    if document.url:
        bytes_kept["address"] = document.url
    text: dict[str, Any] = {
        "@id": f"rashomon:{document.id}",
        "@type": "prov:Entity",
        "label": document.title,
        "wasDerivedFrom": [raw, *([f"rashomon:{document.copy_of}"] if document.copy_of else [])],
        "extractor": document.extractor,
    }
    return [bytes_kept, text]


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "@id": f"rashomon:{claim.id}",
        "@type": "prov:Entity",
        "value": claim.content.text,
        "wasQuotedFrom": f"rashomon:{claim.document_id}",
        "wasGeneratedBy": "rashomon:export",
        "reader": claim.reader,
        "rules": [step.rule for step in claim.trace],
    }


def _moment(when: datetime) -> str:
    """Return a moment in UTC as xsd:dateTime with a Z, as Web Annotation asks."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
