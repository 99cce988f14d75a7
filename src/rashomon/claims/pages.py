"""A document and its reading side by side, as the claims rules look at them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rashomon.domain.claim import Label, Stance, Step
from rashomon.domain.document import Block, BlockKind, Document
from rashomon.domain.reading import Reading
from rashomon.domain.span import Evidence, Span
from rashomon.knowledge.voices import Voices
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import Words, sentence_words
from rashomon.settings import Settings

#: Words that tell nothing of what a claim is about.
_EMPTY: Final = word_set("pages.empty")


#: Marks of doubt that stand before a noun and speak of it alone ("the alleged bomber").
_OF_NOUNS: Final = frozenset(
    ("alleged", "purported", "supposed", "suspected", "unconfirmed", "unverified", "rumoured", "rumored")
)


def _stem(word: str) -> str:
    """A word without -ing, so that "shelling" and "shelled" are one topic."""
    return word[:-3] if word.endswith("ing") and len(word) > len("bombing") - 1 else word


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these words or phrases as a whole, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")


@dataclass(frozen=True)
class ReadPage:
    """What the rules ask of a page. Sentences are counted from 0 over the reading, paragraphs over the blocks."""

    document: Document
    reading: Reading
    voices: Voices
    settings: Settings
    labels: dict[int, tuple[Label, ...]] = field(default_factory=dict, repr=False, compare=False)
    _words: dict[int, Words] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def blocks(self) -> tuple[Block | None, ...]:
        """The block of each sentence; None for a sentence outside all reporting blocks, which no rule may read."""
        reporting = list(self.document.reporting())
        found: list[Block | None] = []
        at = 0
        for sentence in self.reading.sentences:
            while at < len(reporting) and reporting[at].span.end <= sentence.start:
                at += 1
            inside = at < len(reporting) and sentence.within(reporting[at].span)
            found.append(reporting[at] if inside else None)
        return tuple(found)

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """A number for each sentence's block, from 0 in the order of the page; -1 outside reporting."""
        numbers: dict[int, int] = {}
        return tuple(-1 if b is None else numbers.setdefault(b.span.start, len(numbers)) for b in self.blocks)

    @cached_property
    def judging(self) -> tuple[tuple[Stance, re.Pattern[str]], ...]:
        """The words that deny a claim and those that support it, each as one pattern over lower-case text."""
        lexicons = ((Stance.DENIES, self.voices.discredits), (Stance.ENDORSES, self.voices.supports))
        return tuple((stance, any_of(words)) for stance, words in lexicons)

    @cached_property
    def hedging(self) -> re.Pattern[str]:
        """The outlet's marks of doubt, as one pattern over lower-case text."""
        return any_of(word for word in self.voices.hedges if word not in _OF_NOUNS)

    def is_on(self, rule: str) -> bool:
        """Whether a rule is to be used."""
        return rule not in self.settings.rules_off

    def kind(self, sentence: int) -> BlockKind | None:
        """Return what kind of block a sentence stands in."""
        block = self.blocks[sentence]
        return block.kind if block else None

    def words(self, sentence: int) -> Words:
        """Return a sentence as words."""
        if sentence not in self._words:
            made = sentence_words(self.document.text, self.reading.sentences, self.reading.tokens, sentence)
            self._words[sentence] = made
        return self._words[sentence]

    def text(self, span: Span) -> str:
        """Return the words at a span."""
        return self.document.text[span.start : span.end]

    def quote(self, span: Span) -> Evidence:
        """Return a span as evidence."""
        return self.document.quote(span.start, span.end)

    def topics(self, span: Span) -> frozenset[str]:
        """Return the dictionary forms of the telling words in a span."""
        lemma = self.reading.tokens.lemma
        found = (lemma[i].lower() for i in self.reading.tokens_in(span))
        return frozenset(_stem(word) for word in found if len(word) > 2 and word[0].isalnum() and word not in _EMPTY)

    def step(self, rule: str, file: str, note: str, span: Span | None = None) -> Step:
        """Return a step of the trace."""
        return Step(rule=rule, file=file, note=note, evidence=self.quote(span) if span else None)
