"""A reporting verb where it stands: its speaker and what follows it, found once and asked by every construction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices import VerbCue, Voices
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import AUXILIARIES, Words
from rashomon.reading.lexical_contents import After, content_span, look_after
from rashomon.reading.lexical_speakers import speaker_before

_BE: Final = word_set("spots.be")
_BEFORE: Final = AUXILIARIES | {"not", "n't", "n’t", "never", "also", "to"}
_NEVER: Final = frozenset({"no", "nobody", "neither"})
Range = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """A form of a reporting verb in a sentence. `shared` is the speaker of the reporting verb before it, if any.

    Indexes are tokens of the sentence, base 0; ranges include both ends.
    """

    words: Words
    verb: int
    cue: VerbCue
    voices: Voices
    shared: Span | None = None

    @cached_property
    def speaker(self) -> Range | None:
        """Who stands before the verb, or shares the verb before it ("accused ... and said")."""
        found = speaker_before(self.words, self.verb, self.voices)
        if self.shared is None or (found is not None and self._may_speak(found)):
            return found
        return self._shared_subject(self.shared) or found

    @cached_property
    def after(self) -> After:
        """What follows the verb, its adjuncts stepped over."""
        return look_after(self.words, self.verb, self.cue, self.voices)

    @property
    def object(self) -> int:
        """The token right behind the verb and its particle."""
        return self.verb + len(self.cue.lemma.split())

    @property
    def mark(self) -> Range:
        """The verb with its particle, and the auxiliaries and negations before it."""
        first = self.verb
        while first > 0 and self.words.low(first - 1) in _BEFORE:
            first -= 1
        return first, self.object - 1

    @property
    def is_passive(self) -> bool:
        """Whether a form of "be" stands before the verb."""
        index = self.verb - 1
        while index >= 0 and self.words.is_adverb(index):
            index -= 1
        return self.words.low(index) in _BE

    @property
    def can_speak(self) -> bool:
        """Whether the one who stands before the verb, if any, can be a speaker.

        Not "nobody", not "we" in a quotation.
        """
        if self.speaker is None:
            return True
        first, last = self.speaker
        word = self.words.low(first)
        if word in _NEVER or (first == last and word in ("we", "i") and self.words.quoted[first]):
            return False
        return not (first == last and self.voices.pronouns.get(word) == "never")

    def make(
        self, rule: str, speaker: Range | None, *content: Span | None, mark: Range | None = None
    ) -> Attribution | None:
        """Return the attribution with these words, None where there are none."""
        pieces = tuple(each for each in content if each is not None)
        if not pieces:
            return None
        return Attribution(
            source=(self.words.span_of(*speaker),) if speaker else (),
            cue=(self.words.span_of(*(mark or self.mark)),),
            content=pieces,
            kind="passive" if rule.startswith("passive") and not speaker else "speech",
            rule=rule,
        )

    def span(self, first: int, end: int | None = None) -> Span | None:
        """Return the words from a token up to, not including, another; to the sentence's end without one."""
        return content_span(self.words, first, self.words.count if end is None else end)

    def find(self, word: str, reach: int = 14, start: int | None = None) -> int | None:
        """Return where a word stands behind the verb, within `reach` tokens and before a comma or stop."""
        first = self.object if start is None else start
        for at in range(first, min(first + reach, self.words.count)):
            if self.words.low(at) == word:
                return at
            if self.words.low(at) in {",", ";", "."}:
                return None
        return None

    def _may_speak(self, found: Range) -> bool:
        """Whether a subject is the kind of thing that speaks: a name, a pronoun, or a noun of the lexicon."""
        words = self.words
        for index in range(found[0], found[1] + 1):
            low = words.low(index)
            if low in self.voices.speakers or low in self.voices.pronouns or low in self.voices.nouns:
                return True
            if words.is_capital(index) and index > 0:
                return True
        return False

    def _shared_subject(self, shared: Span) -> Range | None:
        """The speaker of the verb before, for a verb that stands right after "and" or "but"."""
        words, index = self.words, self.verb - 1
        while index > 0 and (words.is_adverb(index) or words.low(index) in AUXILIARIES):
            index -= 1
        if words.low(index) not in ("and", "but", "then"):
            return None
        inside = [i for i in range(words.count) if words.start(i) >= shared.start and words.end(i) <= shared.end]
        return (inside[0], inside[-1]) if inside else None
