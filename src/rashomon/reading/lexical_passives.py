"""Speech in the passive: "it was reported that", "were reported killed", "was accused of", "was quoted as saying"."""

from __future__ import annotations

from typing import Final

from rashomon.domain.claim import Stance
from rashomon.domain.reading import Attribution
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import Words
from rashomon.reading.lexical_speakers import phrase_from
from rashomon.reading.lexical_spots import Range, Spot

_HELPERS: Final = word_set("passives.helpers")
_SAYING: Final = ("saying", "telling", "stating", "claiming")
_OUTCOMES: Final = word_set("passives.outcomes")
_EDGES: Final = word_set("passives.edges")
_JOINTS: Final = ("and", "but", "while", "whereas", "although", "though")


def find_quoted(spot: Spot) -> Attribution | None:
    """X was quoted (by Y) as saying that ...: X speaks."""
    words = spot.words
    if words.low(spot.verb) not in ("quoted", "cited") or not spot.is_passive:
        return None
    at = spot.find("as", 10)
    if at is None or words.low(at + 1) not in _SAYING or spot.speaker is None:
        return None
    start = at + 2 + (words.low(at + 2) == "that")
    return spot.make("quoted-as-saying", spot.speaker, spot.span(start), mark=(spot.verb, spot.verb))


def find_passive(spot: Spot) -> Attribution | None:
    """Return the attribution of a passive verb; its speaker is the agent, where one is named."""
    words, verb = spot.words, spot.verb
    after = words.low(verb + 1)
    if spot.cue.stance is Stance.DENIES:
        return _denied(spot) if after == "by" else None
    kind = spot.voices.passives.get(words.low(verb))
    if kind is None or kind in ("predicted", "planned"):
        return None
    first = verb
    while first > 1 and (words.is_adverb(first - 1) or words.low(first - 1) in _HELPERS):
        first -= 1
    if any(words.low(i) in ("not", "n't", "n’t", "never") for i in range(first, verb)):
        return None
    agent = agent_of(spot)
    if kind == "accuses":
        told = after in ("of", "for") or (after == "by" and agent is not None)
        content = spot.span(_clause_start(words, first))
        return spot.make("passive-accused", agent, content, mark=(verb, verb)) if told else None
    if after == "that":
        source = agent or _place_of_words(spot, first)
        return spot.make("passive-that", source, spot.span(verb + 2), mark=(first, verb))
    if after in _OUTCOMES:
        content = spot.span(_clause_start(words, first), clause_end(words, verb))
        return spot.make("passive-participle", agent, content, mark=(first, verb))
    return None


def _denied(spot: Spot) -> Attribution | None:
    """The allegation was rejected by X."""
    agent = agent_of(spot)
    begin = max((i + 1 for i in range(spot.verb) if spot.words.low(i) == ";"), default=0)
    if not spot.is_passive:
        begin = max((i + 1 for i in range(spot.verb) if spot.words.low(i) == ","), default=begin)
    mark = (spot.verb, spot.verb)
    return spot.make("passive-denied", agent, spot.span(begin, spot.verb + 1), mark=mark) if agent else None


def _place_of_words(spot: Spot, first: int) -> Range | None:
    """Such as "On a Russian channel it was written that": where the words stood speaks for who wrote them."""
    words = spot.words
    if words.low(0) not in ("on", "in") or words.low(first - 1) != "it" or first < 3:
        return None
    last = first - 2 - (words.low(first - 2) == ",")
    return (1, last) if words.low(last) in spot.voices.speakers or words.low(last) in spot.voices.nouns else None


def agent_of(spot: Spot) -> Range | None:
    """Return the speaker in "was reported by X", up to what X is said to have accused of."""
    words = spot.words
    found = phrase_from(words, spot.verb + 2) if words.low(spot.verb + 1) == "by" else None
    if found is None:
        return None
    for index in range(found[0], found[1] + 1):
        if words.low(index) in ("of", "to", "for") and words.low(index + 1).endswith("ing"):
            return found[0], index - 1
    return found


def clause_end(words: Words, index: int) -> int:
    """Return the token at which a clause ends: before ", and", ", but", ", while" or ";" with a verb behind."""
    for at in range(index + 1, words.count - 2):
        joined = words.low(at) == "," and words.low(at + 1) in _JOINTS
        if (joined or words.low(at) == ";") and any(words.is_verb(i) for i in range(at + 2, words.count)):
            return at
    return words.count


def _clause_start(words: Words, index: int) -> int:
    """The first token of the clause whose verb stands here."""
    while index > 0 and words.low(index - 1) not in _EDGES:
        index -= 1
    return index
