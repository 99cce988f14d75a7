"""Reporting verbs with objects.

Accuse of, blame for, describe as, deny doing, vow to, claim responsibility, put the toll at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rashomon.domain.reading import Attribution
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import CLOSING, OPENING, PREPOSITIONS, Words
from rashomon.reading.lexical_passives import clause_end
from rashomon.reading.lexical_spots import Spot

_NUMBERS: Final = word_set("objects.numbers")
_NUMBERED: Final = PREPOSITIONS - {"at", "over", "about", "up", "around", "between"}
_TOLL: Final = word_set("objects.toll")
_DEEDS: Final = word_set("objects.deeds")
_GO_ON: Final = word_set("objects.go-on")
_RELATIVES: Final = frozenset({"which", "whom", "who"})
_STOPS_CALLED: Final = frozenset({",", ";", ".", "and", "but", "that", "who"})
#: How far behind "held" stands "responsible", and behind "called" the judgement.
_HELD_REACH: Final = 12
_CALLED_REACH: Final = 7
_BREAKS: Final = PREPOSITIONS | {",", "that", "as", "who", "which", "and", "but"}


def find_object(spot: Spot) -> Attribution | None:
    """Return the attribution of the first construction that the verb takes and its words have."""
    if spot.speaker is None:
        return None
    for takes, build in _BUILDS:
        if takes & spot.cue.takes:
            found = build(spot)
            if found is not None:
                return found
    return None


def _responsibility(spot: Spot) -> Attribution | None:
    """Such as "Claimed responsibility for", "took the blame for", "claimed the attack": the whole clause."""
    words = spot.words
    near = [words.low(i) for i in range(spot.object, spot.object + 4)]
    claimed = spot.cue.lemma == "claim" and any(word.rstrip("s") in _DEEDS for word in near)
    if claimed and any(words.is_verb(i) for i in range(spot.object, words.count)):
        claimed = False
    return _clause(spot, "verb-responsibility") if claimed or "responsibility" in near else None


def _accusation(spot: Spot) -> Attribution | None:
    """Such as "Accused X of Y", "blamed X for Y", "blamed Y on X": the whole clause."""
    for preposition in ("of", "for", "with", "on"):
        if preposition not in spot.cue.takes or spot.cue.lemma == "suspect":
            continue
        at = spot.find(preposition)
        if at is not None and at > spot.object:
            content = spot.span(_first(spot))
            return spot.make(f"verb-{spot.cue.lemma}-{preposition}", spot.speaker, content)
        if at is not None and spot.words.low(spot.speaker[0] - 1 if spot.speaker else -1) in _RELATIVES:
            return spot.make(f"verb-{spot.cue.lemma}-{preposition}", spot.speaker, spot.span(_first(spot)))
    return _clause(spot, "verb-blame-object") if spot.cue.lemma == "blame" and spot.after.mode == "bare" else None


def _held(spot: Spot) -> Attribution | None:
    """Such as "held X responsible for Y": the whole clause, as where X is blamed for it."""
    words = spot.words
    near = range(spot.object + 1, min(spot.object + _HELD_REACH, words.count))
    at = next((i for i in near if words.low(i) in ("responsible", "accountable", "liable")), None)
    if at is None or words.low(at + 1) != "for":
        return None
    return spot.make("verb-blame-for", spot.speaker, spot.span(_first(spot)))


def _as(spot: Spot) -> Attribution | None:
    """Such as "Described X as Y": what X is said to be."""
    words, at = spot.words, spot.find("as")
    if at is None or at == spot.object:
        return None
    own = any(words.upos(i) == "VERB" and words.deprel(i) in ("root", "conj") for i in range(spot.object, at))
    return None if own else spot.make("verb-as", spot.speaker, spot.span(at + 1))


def _called(spot: Spot) -> Attribution | None:
    """Such as "Called X “Y”": the quotation."""
    words = spot.words
    at = next((i for i in range(spot.object, min(spot.object + 10, words.count)) if words.low(i) in OPENING), None)
    if at is None or at == spot.object:
        return _called_untrue(spot)
    end = next((i + 1 for i in range(at + 1, words.count) if words.low(i) in CLOSING), None)
    return spot.make("verb-object-quote", spot.speaker, spot.span(at, end))


def _called_untrue(spot: Spot) -> Attribution | None:
    """Such as "called the report fabricated": the judgement, where one of the lexicon ends the phrase."""
    words, first = spot.words, spot.object + 1
    for at in range(first, min(first + _CALLED_REACH, words.count)):
        if words.low(at) in _STOPS_CALLED or (words.is_verb(at) and words.low(at) not in spot.voices.discredits):
            return None
        if words.low(at) in spot.voices.discredits and at > spot.object:
            return spot.make("verb-object-quote", spot.speaker, spot.span(at, clause_end(words, at)))
    return None


def _infinitive(spot: Spot) -> Attribution | None:
    if spot.after.mode != "infinitive":
        return None
    content = spot.span(spot.after.start, clause_end(spot.words, spot.after.start))
    return spot.make("verb-infinitive", spot.speaker, content)


def _gerund(spot: Spot) -> Attribution | None:
    if spot.after.mode != "gerund":
        return None
    return spot.make("verb-gerund", spot.speaker, spot.span(spot.after.start))


def _object_infinitive(spot: Spot) -> Attribution | None:
    """Such as "Expects the number to rise"."""
    if spot.after.mode != "bare" or spot.find("to") is None:
        return None
    return spot.make("verb-object-infinitive", spot.speaker, spot.span(spot.after.start))


def _foreseen(spot: Spot) -> Attribution | None:
    """Such as "expects more attacks on railways": the whole clause is the forecast."""
    if spot.after.mode != "bare" or spot.cue.lemma in ("hope", "fear", "project"):
        return None
    return _clause(spot, "verb-foreseen")


def _topic(spot: Spot) -> Attribution | None:
    """Such as "spoke of nine killed": what is spoken of."""
    if spot.after.mode != "bare":
        return None
    return spot.make("verb-topic", spot.speaker, spot.span(spot.object, clause_end(spot.words, spot.object)))


def _count(spot: Spot) -> Attribution | None:
    """A number as object: "recorded 45 civilian deaths", "confirmed at least five dead"."""
    near = [spot.words.low(i) for i in range(spot.object, min(spot.object + 4, spot.words.count))]
    numbered = any(word[:1].isdigit() or word in _NUMBERS for word in near)
    if not numbered or near[0] in _NUMBERED:
        return None
    return spot.make("verb-count", spot.speaker, spot.span(spot.object))


def _toll(spot: Spot) -> Attribution | None:
    """Such as "Put the toll at 14", "raised the number of dead to 14"."""
    told = any(spot.words.low(i) in _TOLL for i in range(spot.object, spot.object + 4))
    return spot.make("verb-toll", spot.speaker, spot.span(spot.object)) if told else None


def _noun(spot: Spot) -> Attribution | None:
    """A noun as object: "denied the report", "confirmed the deaths", "retracted its claim": the whole clause."""
    words, index = spot.words, spot.object
    if spot.after.mode != "bare" or ("clause" in spot.cue.takes and _opens_clause(words, index)):
        return None
    near = range(index, min(index + 6, words.count))
    if spot.cue.needs == "statement" and not any(words.low(i) in spot.voices.nouns for i in near):
        return None
    return _clause(spot, "verb-object")


def _clause(spot: Spot, rule: str) -> Attribution | None:
    return spot.make(rule, spot.speaker, spot.span(_first(spot), _addition(spot.words, spot.object)))


def _first(spot: Spot) -> int:
    """Where the clause begins: with its speaker, or with the verb where the speaker belongs to the verb before."""
    words, speaker = spot.words, spot.speaker
    if speaker is None or (spot.shared is not None and words.span_of(*speaker) == spot.shared):
        return spot.mark[0]
    return speaker[0]


def _addition(words: Words, index: int) -> int:
    """Where a clause ends: before a participle that goes on with it (", calling them ...") or another clause."""
    for at in range(index, words.count - 1):
        if words.low(at) in ("but", "and") and words.is_verb(at + 1):
            return at
        if words.low(at) == "," and (words.low(at + 1).endswith("ing") or words.low(at + 1) in _GO_ON):
            return at
    return words.count


def _opens_clause(words: Words, index: int) -> bool:
    """Whether a bare clause and no noun phrase begins here: a verb stands before the phrase could end."""
    for at in range(index + 1, min(index + 9, words.count)):
        if words.low(at) in _BREAKS:
            return False
        if words.is_verb(at) and not words.low(at).endswith("ing"):
            return True
    return False


_BUILDS: Final[tuple[tuple[frozenset[str], Callable[[Spot], Attribution | None]], ...]] = (
    (frozenset({"responsibility"}), _responsibility),
    (frozenset({"of", "for", "with", "on"}), _accusation),
    (frozenset({"responsible"}), _held),
    (frozenset({"as"}), _as),
    (frozenset({"object-quote"}), _called),
    (frozenset({"infinitive"}), _infinitive),
    (frozenset({"gerund"}), _gerund),
    (frozenset({"object-infinitive"}), _object_infinitive),
    (frozenset({"foreseen"}), _foreseen),
    (frozenset({"topic"}), _topic),
    (frozenset({"count"}), _count),
    (frozenset({"toll"}), _toll),
    (frozenset({"object"}), _noun),
)
