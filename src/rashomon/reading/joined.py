"""The model's reading with the lexicon's attributions beside it: the model knows extents, the lexicon knows rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from rashomon.domain.document import BlockKind, Document
from rashomon.domain.reading import Attribution, Reading
from rashomon.reading.lexical_attributions import find_attributions


class ManyReader(Protocol):
    """A reader that can be joined with the lexicon."""

    name: str

    def read_many(self, documents: Iterable[Document]) -> list[Reading]:
        """Return the readings of several documents, in order."""


class JoinedReader:
    """Reads with another reader and adds the attributions that the lexicon finds over its syntax.

    The other reader's attributions are kept untouched (their `kind` is "model"); which of two for the same words is
    used is for the claims to decide.
    """

    def __init__(self, reader: ManyReader) -> None:
        self.reader = reader
        self.name = reader.name

    def read(self, document: Document) -> Reading:
        """Return the reading of one document."""
        return self.read_many([document])[0]

    def read_many(self, documents: Iterable[Document]) -> list[Reading]:
        """Return the readings of several documents, in order."""
        given = list(documents)
        readings = self.reader.read_many(given)
        return [join(document, reading) for document, reading in zip(given, readings, strict=True)]


def join(document: Document, reading: Reading) -> Reading:
    """Return the reading with the lexicon's attributions added, all in the order of their cues."""
    titles = [block.span for block in document.blocks if block.kind is BlockKind.TITLE]
    found = find_attributions(document.text, reading.sentences, reading.tokens, titles)
    together: list[Attribution] = sorted((*reading.attributions, *found), key=lambda each: each.cue[0].start)
    return replace(reading, attributions=tuple(together))
