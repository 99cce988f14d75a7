"""A page after intake: its text, its blocks, where it comes from and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rashomon.domain.span import Evidence, Span
from rashomon.domain.when import When


class BlockKind(StrEnum):
    """What a block of a page is. Only the first four are reporting."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    COMMENT = "comment"
    WIDGET = "widget"

    @property
    def is_reporting(self) -> bool:
        """Whether the outlet speaks here: a comment or a widget is never read as reporting."""
        return self.value in _REPORTING


_REPORTING = frozenset({"title", "byline", "dateline", "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of the text of one kind, usually a paragraph. `author` is a pseudonym for comments."""

    kind: BlockKind
    span: Span
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes. `host` is the site's name without `www.`; `aligned_with` names sides, never judged by us alone."""

    id: str
    name: str
    host: str | None = None
    kind: str | None = None
    country: str | None = None
    aligned_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRival:
    """Another publication date that the page offers, and why it was not taken.

    `words` are the characters of the page that say so; they may stand in markup, outside `Document.text`.
    """

    when: When
    basis: str
    words: str
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page: text in NFC, blocks in order that do not overlap, and its provenance.

    `text` holds every block, comments and widgets included, so that each can be shown; blocks tell what is
    reporting. `raw_sha256` names the untouched bytes; `extractor` the code and its version that made the text.
    `copy_of` links a near-copy to the page it repeats; `notices` are sentences about what intake met on its way.
    """

    id: str
    url: str | None
    source: Source
    title: str
    text: str
    blocks: tuple[Block, ...]
    published: When
    retrieved_at: datetime
    language: str
    raw_sha256: str
    extractor: str
    copy_of: str | None = None
    byline: str | None = None
    date_rivals: tuple[DateRival, ...] = ()
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        end = 0
        for block in self.blocks:
            if block.span.start < end:
                raise ValueError(f"blocks overlap or are out of order at {block.span}")
            end = block.span.end
        if end > len(self.text):
            raise ValueError(f"a block ends at {end}, after the text's end at {len(self.text)}")

    def quote(self, start: int, end: int) -> Evidence:
        """Return the words at these code points as evidence.

        Raises ValueError when the span is empty or leaves the text.
        """
        if end > len(self.text):
            raise ValueError(f"{start}..{end} leaves the text, which ends at {len(self.text)}")
        return Evidence(document_id=self.id, span=Span(start, end), text=self.text[start:end])

    def reporting(self) -> Iterator[Block]:
        """Yield the blocks in which the outlet itself speaks."""
        return (block for block in self.blocks if block.kind.is_reporting)

    def words_of(self, block: Block) -> str:
        """Return a block's text."""
        return self.text[block.span.start : block.span.end]
