"""A plain table of claims for spreadsheets, with a codebook that says what each column means."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.domain.wording import chain_in_words, figure_in_words, place_in_words, when_in_words
from rashomon.exports.view import ExportView

CODEBOOK = {
    "claim": "The claim's id.",
    "event": "The id of the event that the claim is part of; empty where it is part of none.",
    "page": "The page's id.",
    "outlet": "Who publishes the page.",
    "published": "The page's publication day, ISO 8601; empty while the year is open.",
    "chain": "The voices, publisher first, original voice last.",
    "stance": "The last voice: asserts, denies, doubts, admits, accuses, endorses, predicts, plans or retracts.",
    "status": "How it is put: stated, attributed, distanced, unconfirmed, disputed, planned, predicted, hypothetical.",
    "negated": "yes where the words say that it did not happen.",
    "event_type": "ACLED event type, where one applies.",
    "sub_event_type": "ACLED sub-event type, where one applies.",
    "plover": "PLOVER type.",
    "figures": "Counts with their bounds; several are separated by semicolons. Nothing is averaged.",
    "where": "The place with its relation and containers; unresolved places keep the page's words.",
    "when": "The time with its bounds.",
    "words": "The exact words of the claim.",
    "start": "Where the words begin in the page's text, in code points from 0.",
    "end": "Where the words end.",
    "confidence": "How sure the machine is of its own reading, 0 to 1; it says nothing of the claim's truth.",
    "gaps": "What the reading could not fill.",
}


def table_rows(view: ExportView) -> Iterator[dict[str, str]]:
    """Yield a row a claim."""
    event_of = {claim: event.id for event in view.events for claim in event.claim_ids}
    for claim in sorted(view.claims.values(), key=lambda each: (each.document_id, each.content.span)):
        page = view.documents[claim.document_id]
        deed = claim.deed
        yield {
            "claim": claim.id,
            "event": event_of.get(claim.id, ""),
            "page": page.id,
            "outlet": page.source.name,
            "published": page.published.day.isoformat() if page.published.day else "",
            "chain": chain_in_words(claim),
            "stance": claim.stance.value,
            "status": claim.status.value,
            "negated": "yes" if claim.negated else "",
            "event_type": (deed.type or "") if deed else "",
            "sub_event_type": (deed.sub_type or "") if deed else "",
            "plover": (deed.plover or "") if deed else "",
            "figures": "; ".join(figure_in_words(figure) for figure in claim.figures),
            "where": "; ".join(place_in_words(place) for place in claim.places),
            "when": when_in_words(claim.when),
            "words": " ".join(claim.content.text.split()),
            "start": str(claim.content.span.start),
            "end": str(claim.content.span.end),
            "confidence": f"{claim.confidence:.2f}",
            "gaps": "; ".join(claim.gaps),
        }
