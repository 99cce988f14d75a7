"""One sentence as words, with the few questions that the lexical rules ask of it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rashomon.domain.reading import Reading, Tokens
from rashomon.domain.span import Span
from rashomon.knowledge.voices.sets import word_set

OPENING: Final = frozenset('“«"‟')
CLOSING: Final = frozenset('”»"')
DASHES: Final = frozenset({"—", "–", "--", "-"})
AUXILIARIES: Final = word_set("words.auxiliaries")
FINITE: Final = word_set("words.finite")
ADVERBS: Final = word_set("words.adverbs")
SUBORDINATORS: Final = word_set("words.subordinators")
DETERMINERS: Final = word_set("words.determiners")
PREPOSITIONS: Final = word_set("words.prepositions")
OBJECT_PRONOUNS: Final = word_set("words.object-pronouns")


@dataclass(frozen=True)
class Words:
    """A sentence's tokens: `lower` words, code points.

    And syntax where the reading has it. Indexes are local, base 0.
    """

    text: str
    span: Span
    first: int
    tokens: Tokens
    count: int

    @cached_property
    def lower(self) -> list[str]:
        """The tokens in lower case."""
        return [self.text[self.start(i) : self.end(i)].lower() for i in range(self.count)]

    @cached_property
    def quoted(self) -> list[bool]:
        """Whether each token stands inside double quotation marks (or is one)."""
        inside, marks = False, []
        for word in self.lower:
            if word in OPENING and not (inside and word == '"'):
                inside = True
                marks.append(True)
            elif word in CLOSING:
                marks.append(True)
                inside = False
            else:
                marks.append(inside)
        return marks

    @property
    def has_syntax(self) -> bool:
        """Whether heads and parts of speech are there."""
        return len(self.tokens.head) > 0

    def start(self, index: int) -> int:
        """Return where a token starts, in code points into the document."""
        return self.tokens.start[self.first + index]

    def end(self, index: int) -> int:
        """Return where a token ends."""
        return self.tokens.end[self.first + index]

    def word(self, index: int) -> str:
        """Return a token as it stands, or nothing outside the sentence."""
        return self.text[self.start(index) : self.end(index)] if 0 <= index < self.count else ""

    def low(self, index: int) -> str:
        """Return a token in lower case, or nothing outside the sentence."""
        return self.lower[index] if 0 <= index < self.count else ""

    def upos(self, index: int) -> str:
        """Return a token's part of speech, or nothing where it is not known."""
        return self.tokens.upos[self.first + index] if self.tokens.upos and 0 <= index < self.count else ""

    def deprel(self, index: int) -> str:
        """Return a token's relation to its head, or nothing where it is not known."""
        return self.tokens.deprel[self.first + index] if self.has_syntax and 0 <= index < self.count else ""

    def head(self, index: int) -> int:
        """Return the local index of a token's head, -1 for a root or a head outside the sentence."""
        if not self.has_syntax:
            return -1
        head = self.tokens.head[self.first + index] - self.first
        return head if 0 <= head < self.count else -1

    def children(self, index: int) -> list[int]:
        """Return the tokens whose head this is."""
        if 0 <= index < self.count:
            return list(self._children[index])
        return [i for i in range(self.count) if i != index and self.head(i) == index]

    @cached_property
    def _children(self) -> list[list[int]]:
        under: list[list[int]] = [[] for _ in range(self.count)]
        for i in range(self.count):
            head = self.head(i)
            if 0 <= head != i:
                under[head].append(i)
        return under

    def subtree(self, index: int) -> list[int]:
        """Return a token and everything under it, in order."""
        found, todo = {index}, [index]
        while todo:
            for child in self.children(todo.pop()):
                if child not in found:
                    found.add(child)
                    todo.append(child)
        return sorted(found)

    def span_of(self, first: int, last: int) -> Span:
        """Return the code points from one token to another, both included."""
        return Span(self.start(first), self.end(last))

    def is_capital(self, index: int) -> bool:
        """Whether a token begins with a capital."""
        return self.word(index)[:1].isupper()

    def is_dash(self, index: int) -> bool:
        """Whether a token is a dash between words, not the hyphen of a compound."""
        if self.low(index) not in DASHES:
            return False
        glued = 0 < index < self.count - 1 and self.end(index - 1) == self.start(index) == self.start(index + 1) - 1
        return not (self.low(index) == "-" and glued)

    def is_glued(self, index: int) -> bool:
        """Whether a token is part of a hyphenated compound ("so-called")."""
        before = self.low(index - 1) == "-" and self.end(index - 1) == self.start(index)
        after = self.low(index + 1) == "-" and self.start(index + 1) == self.end(index)
        return before or after

    @cached_property
    def is_upper(self) -> bool:
        """Whether the sentence is set in capitals."""
        letters = [sign for sign in self.text[self.span.start : self.span.end] if sign.isalpha()]
        return sum(sign.isupper() for sign in letters) > 0.7 * len(letters)

    def is_verb(self, index: int) -> bool:
        """Whether a token heads or helps a verb phrase; without parts of speech this is a guess by its form."""
        tag = self.upos(index)
        if tag:
            return tag in ("VERB", "AUX")
        word = self.low(index)
        if word in FINITE:
            return True
        return (
            word.endswith("ed")
            and len(word) > 4
            and self.low(index - 1) not in DETERMINERS
            and not self.is_capital(index)
        )

    def is_adverb(self, index: int) -> bool:
        """Whether a token is an adverb or a negation."""
        if self.upos(index):
            return self.upos(index) in ("ADV", "PART")
        word = self.low(index)
        return word in ADVERBS or (
            word.endswith("ly") and len(word) > 4 and word not in {"only", "family", "italy", "july", "ally"}
        )


def words_of(text: str, reading: Reading) -> list[Words]:
    """Return every sentence of a reading as words."""
    return [sentence_words(text, reading.sentences, reading.tokens, index) for index in range(len(reading.sentences))]


def sentence_words(text: str, sentences: tuple[Span, ...], tokens: Tokens, index: int) -> Words:
    """Return one sentence as words; tokens are found by their sentence column."""
    first = bisect.bisect_left(tokens.sentence, index)
    last = bisect.bisect_right(tokens.sentence, index)
    return Words(text=text, span=sentences[index], first=first, tokens=tokens, count=last - first)
