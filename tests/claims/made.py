"""Documents for tests, made of a title and paragraphs."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from rashomon.domain import Block, BlockKind, Document, Source, Span, When, content_id


def document_of(text: str, *, title: str = "", source: str = "The Outlet", comments: str = "") -> Document:
    """Return a document: the title, the paragraphs (set apart by blank lines), and a comment at the end."""
    whole = ""
    blocks = []
    parts = [(BlockKind.TITLE, title)] if title else []
    parts += [(BlockKind.BODY, part) for part in re.split(r"\n\s*\n", text.strip())]
    parts += [(BlockKind.COMMENT, comments)] if comments else []
    for kind, part in parts:
        words = part.strip()
        whole += "\n\n" if whole else ""
        blocks.append(Block(kind=kind, span=Span(len(whole), len(whole) + len(words))))
        whole += words
    return Document(
        id=content_id("doc", whole),
        url=None,
        source=Source(id=content_id("src", source), name=source),
        title=title,
        text=whole,
        blocks=tuple(blocks),
        published=When(text=""),
        retrieved_at=datetime(2024, 1, 1, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="tests",
    )
