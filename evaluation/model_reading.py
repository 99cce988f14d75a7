"""The model behind the reading suites: opening it, and giving it tokens or lines of text."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path

from evaluation.figures import Skipped
from evaluation.text_documents import make_document
from rashomon.domain.document import Block, BlockKind, Document
from rashomon.domain.span import Span
from rashomon.reading.network import MODEL_FOLDER, Network, has_model
from rashomon.reading.reader import Cut, ModelReader, Read
from rashomon.settings import Settings

#: Another ONNX file with the same tokenizer and labels, to compare (the float32 model beside the int8 one).
OTHER_MODEL = "RASHOMON_MODEL"


def open_reader() -> ModelReader:
    """Open the reader with the model; raises Skipped where it is not installed."""
    if not has_model():
        raise Skipped("the reader's model is not installed")
    other = os.environ.get(OTHER_MODEL)
    return ModelReader(Settings(), Network(MODEL_FOLDER, model=Path(other) if other else None))


def cut_of(words: Sequence[str], glued: Sequence[bool], sentence: Sequence[int], paragraph: Sequence[int]) -> Cut:
    """Make a cut document of gold tokens; a token's code points are those of the tokens joined by single spaces."""
    cut = Cut(glued=list(glued), sentence=list(sentence), paragraph=list(paragraph))
    position = 0
    for word in words:
        cut.words.append(word)
        cut.start.append(position)
        cut.end.append(position + len(word))
        position += len(word) + 1
    return cut


def read_cut(reader: ModelReader, cut: Cut) -> list[Read]:
    """Read a cut document, window by window."""
    return [reader.read_window(cut, window) for window in reader.plan(cut)]


def document_of_lines(name: str, text: str) -> Document:
    """Return a document in which every line that is not blank is a body block."""
    blocks, position = [], 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = position + line.index(bare)
            blocks.append(Block(kind=BlockKind.BODY, span=Span(start, start + len(bare))))
        position += len(line)
    return dataclasses.replace(make_document(name, text), blocks=tuple(blocks))


def raise_case(text: str) -> str:
    """Upper-case a text without changing the number of its code points."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)
