"""A passage: consecutive sentences of one document with whatever labels its corpus gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rashomon.reading.sentences import split_sentences
from rashomon.reading.tokens import tokenize


@dataclass(slots=True, kw_only=True)
class Relation:
    """One attribution: token indexes of its source, cue and content."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(slots=True, kw_only=True)
class Passage:
    """Tokens of a document. Every label column is None where the corpus does not have that layer.

    `names` and `mentions` are bit masks over `labels.NAME_TAGS`; `heads` are token indexes, -1 for a root;
    `certainty` is NaN off the corpus's event words, and `events` masks the words whose being an event is known.
    """

    corpus: str
    id: str
    tokens: list[str]
    glued: list[bool]
    sentence: list[int]
    paragraph: list[int]
    upos: list[int] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[int] | None = None
    mentions: list[int] | None = None
    nominals: list[int] | None = None
    roles: list[int] | None = None
    relations: list[Relation] = field(default_factory=list)
    certainty: list[float] | None = None


@dataclass(slots=True, kw_only=True)
class Cut:
    """A raw text cut into sentences and tokens, with the code points of each token."""

    tokens: list[str]
    spans: list[tuple[int, int]]
    glued: list[bool]
    sentence: list[int]
    paragraph: list[int]

    def covered(self, start: int, end: int) -> list[int]:
        """Indexes of the tokens that overlap ``[start, end)``."""
        return [i for i, (a, b) in enumerate(self.spans) if a < end and b > start]


def cut_text(text: str, *, lines_are_paragraphs: bool = True) -> Cut:
    """Cut a raw text with the reader's own splitter and tokenizer."""
    cut = Cut(tokens=[], spans=[], glued=[], sentence=[], paragraph=[])
    number = 0
    for paragraph, (start, end) in enumerate(_paragraphs(text, lines_are_paragraphs)):
        for a, b in split_sentences(text, start, end):
            before = -1
            for c, d in tokenize(text, a, b):
                cut.tokens.append(text[c:d])
                cut.spans.append((c, d))
                cut.glued.append(before == c)
                cut.sentence.append(number)
                cut.paragraph.append(paragraph)
                before = d
            number += 1
    return cut


def _paragraphs(text: str, by_line: bool) -> Iterable[tuple[int, int]]:
    """Yield the stretches of a text between its line breaks, or the whole."""
    if not by_line:
        yield 0, len(text)
        return
    position = 0
    for line in text.splitlines(keepends=True):
        yield position, position + len(line)
        position += len(line)
