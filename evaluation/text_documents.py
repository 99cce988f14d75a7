"""Documents made of plain text, for corpora that come as snippets and not as pages."""

from __future__ import annotations

from datetime import UTC, datetime

from rashomon.domain.document import Block, BlockKind, Document, Source
from rashomon.domain.span import Span
from rashomon.domain.when import When


def make_document(name: str, text: str, published: When | None = None) -> Document:
    """Return a document with one body block that holds the whole text."""
    return Document(
        id=f"doc-{name}",
        url=None,
        source=Source(id="src-corpus", name="corpus"),
        title="",
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),) if text else (),
        published=published or When(text=""),
        retrieved_at=datetime(2000, 1, 1, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="evaluation",
    )
