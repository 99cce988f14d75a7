"""What reading adds to a document: sentences, tokens, syntax, names, attributions. Columns, not objects a token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from rashomon.domain.span import Span


class NameKind(StrEnum):
    """The kinds of names that the reading marks."""

    PERSON = "person"
    GROUP = "group"
    NATIONALITY = "nationality"
    PLACE = "place"
    FACILITY = "facility"
    WEAPON = "weapon"
    VEHICLE = "vehicle"
    TIME = "time"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name or expression: code points into the document's text, and how sure the reader is (0 to 1)."""

    span: Span
    kind: NameKind
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words ascribed to a source.

    `cue` are the words that ascribe ("said", "according to"); `content` what is ascribed, in order, in one piece or
    more ("X," he said, "Y"); `source` whom to, absent where the page leaves it out ("was reported"). `kind` is
    "speech", "headline", "passive", "noun" or "model"; `rule` names the rule or head that found it.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str = "speech"
    rule: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Columns of equal length, one entry a token, in the order of the text.

    `start` and `end` are code points into the document's text; `sentence` indexes `Reading.sentences`. `head` is
    the index of the syntactic head among all tokens, -1 for a root. A reader without syntax leaves `upos`, `head`
    and `deprel` empty; `certainty` is -3 (certainly not) to 3 (certainly) for words that tell an event, NaN for
    others, and empty where the reader has no such head. `lemma` is always there.
    """

    start: tuple[int, ...]
    end: tuple[int, ...]
    sentence: tuple[int, ...]
    lemma: tuple[str, ...]
    upos: tuple[str, ...] = ()
    head: tuple[int, ...] = ()
    deprel: tuple[str, ...] = ()
    certainty: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        size = len(self.start)
        for name in ("end", "sentence", "lemma"):
            if len(getattr(self, name)) != size:
                raise ValueError(f"column {name} has another length than start ({size})")
        for name in ("upos", "head", "deprel", "certainty"):
            if len(getattr(self, name)) not in (0, size):
                raise ValueError(f"column {name} must be empty or as long as start ({size})")

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as read. `sentences` are spans in order that never cross a block's edge.

    `names` are proper names and expressions of time and quantity; `mentions` are noun phrases that stand for a person,
    a group, a place, a weapon, ... whether by name or not ("the rebels"), where the reader finds them.
    """

    document_id: str
    sentences: tuple[Span, ...]
    tokens: Tokens
    names: tuple[Name, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Name, ...] = ()
    model: str = ""
    notices: tuple[str, ...] = ()
    _first: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        first = [0] * (len(self.sentences) + 1)
        for index in self.tokens.sentence:
            first[index + 1] += 1
        for index in range(len(self.sentences)):
            first[index + 1] += first[index]
        object.__setattr__(self, "_first", tuple(first))

    @property
    def has_syntax(self) -> bool:
        """Whether the reader gave parts of speech and dependencies."""
        return len(self.tokens.head) == len(self.tokens) > 0

    def tokens_of(self, sentence: int) -> range:
        """Return the indexes of a sentence's tokens."""
        return range(self._first[sentence], self._first[sentence + 1])

    def sentence_at(self, offset: int) -> int | None:
        """Return the index of the sentence that holds this code point, or None between sentences."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        inside = low < len(self.sentences) and self.sentences[low].start <= offset
        return low if inside else None

    def tokens_in(self, span: Span) -> Iterator[int]:
        """Yield the indexes of the tokens that overlap the span."""
        starts, ends = self.tokens.start, self.tokens.end
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) // 2
            if ends[middle] <= span.start:
                low = middle + 1
            else:
                high = middle
        while low < len(starts) and starts[low] < span.end:
            yield low
            low += 1
