"""A sentence as the deed rules see it: words in lower case, syntax by position, names by token."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from rashomon.domain.document import Document
from rashomon.domain.reading import NameKind, Reading
from rashomon.domain.span import Span
from rashomon.knowledge.deeds import DeedLexicon

_HYPHENS = frozenset("-‐‑–")


@dataclass(slots=False, kw_only=True)
class SentenceView:
    """One sentence; positions count its tokens from 0. `head` is -1 for the root and outside the sentence."""

    document: Document
    lexicon: DeedLexicon
    sentence: int
    first: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: list[str]
    lower: list[str]
    upos: tuple[str, ...] = ()
    head: tuple[int, ...] = ()
    deprel: tuple[str, ...] = ()
    names: dict[int, NameKind] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def has_syntax(self) -> bool:
        """Whether heads and relations are there."""
        return bool(self.head)

    @cached_property
    def children(self) -> list[list[int]]:
        """Each token's dependents, in order."""
        found: list[list[int]] = [[] for _ in self.words]
        for at, head in enumerate(self.head):
            if head >= 0:
                found[head].append(at)
        return found

    @cached_property
    def is_upper(self) -> bool:
        """Whether the sentence is in capitals, so that a capital tells nothing."""
        return not any(word[0].islower() for word in self.words if word.isalpha() and len(word) > 1)

    def span(self, left: int, right: int) -> Span:
        """Return the code points of tokens `left` to `right`, both included."""
        return Span(self.starts[left], self.ends[right])

    def is_hyphen(self, at: int) -> bool:
        """Tell whether a token is a hyphen inside a word."""
        return self.words[at] in _HYPHENS

    def is_mark(self, at: int) -> bool:
        """Tell whether a token is punctuation other than a hyphen."""
        word = self.words[at]
        return not word[0].isalnum() and word[0] not in "'’$#@" and not self.is_hyphen(at)

    def relation(self, at: int) -> str:
        """Return a token's relation without its subtype."""
        return self.deprel[at].partition(":")[0]

    def dependents(self, at: int, *relations: str) -> list[int]:
        """Return the dependents of a token under any of these relations; one without subtype takes all subtypes."""
        deprel = self.deprel
        return [
            child
            for child in self.children[at]
            if deprel[child] in relations or deprel[child].partition(":")[0] in relations
        ]

    def case_of(self, at: int) -> tuple[str, ...]:
        """Return the prepositions of a noun phrase, in lower case ("on", "on top of" gives "on")."""
        return tuple(self.lower[child] for child in self.children[at] if self.deprel[child] == "case")


def view_sentence(document: Document, reading: Reading, sentence: int, lexicon: DeedLexicon) -> SentenceView:
    """Make the view of one sentence; costs a few list look-ups a token."""
    tokens = reading.tokens
    span = reading.tokens_of(sentence)
    first, last = span.start, span.stop
    starts, ends = tokens.start[first:last], tokens.end[first:last]
    text = document.text
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    view = SentenceView(
        document=document,
        lexicon=lexicon,
        sentence=sentence,
        first=first,
        starts=starts,
        ends=ends,
        words=words,
        lower=[word.lower() for word in words],
    )
    if reading.has_syntax:
        size = last - first
        view.upos = tokens.upos[first:last]
        view.deprel = tokens.deprel[first:last]
        view.head = tuple(
            head - first if head >= 0 and 0 <= head - first < size else -1 for head in tokens.head[first:last]
        )
    return view


def place_names(view: SentenceView, names: list[tuple[Span, NameKind]]) -> None:
    """Mark the view's tokens with the kinds of the names that cover them."""
    for span, kind in names:
        for at, (start, end) in enumerate(zip(view.starts, view.ends, strict=True)):
            if start < span.end and span.start < end:
                view.names[at] = kind
