"""Attributions by reporting verbs: words after the verb, before it, and on both sides of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices import Voices
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import AUXILIARIES, CLOSING, DETERMINERS, OPENING, PREPOSITIONS, Words
from rashomon.reading.lexical_contents import content_span
from rashomon.reading.lexical_objects import find_object
from rashomon.reading.lexical_passives import agent_of, find_passive, find_quoted
from rashomon.reading.lexical_speakers import phrase_from, speaker_after, speaker_before
from rashomon.reading.lexical_spots import Range, Spot

_NOT_VERBS: Final = ("NOUN", "PROPN", "ADJ", "ADP")
_COMMAS: Final = frozenset({",", "—", "–"})
_RELATIVE: Final = frozenset({"which", "that", "who", "whom", "where", "when"})
_NO_REST: Final = word_set("verbs.no-rest")
_CONTINUING: Final = word_set("verbs.continuing")
_OUTCOMES: Final = word_set("verbs.outcomes")
_POSSESSIVES: Final = word_set("verbs.possessives")
_STARTS: Final = DETERMINERS | OPENING | word_set("verbs.starts")
_CLAUSE_PREPOSITIONS: Final = word_set("verbs.clause-prepositions")
_ADJECTIVES: Final = ("ed", "ial", "ive", "ous", "ary", "ic")


def find_verbs(words: Words, voices: Voices) -> Iterator[Attribution]:
    """Yield the attributions that a sentence's reporting verbs make."""
    shared: Span | None = None
    for index, (word, following) in enumerate(itertools.pairwise((*words.lower, ""))):
        cues = voices.verbs.get(f"{word} {following}") or voices.verbs.get(word) or ()
        if not cues or words.is_glued(index) or (words.upos(index) in _NOT_VERBS and not _closes(words, index, voices)):
            continue
        for cue in sorted(cues, key=lambda each: "responsibility" not in each.takes):
            spot = Spot(words, index, cue, voices, shared)
            found = _attribution(spot)
            if found is None:
                continue
            yield found
            shared = found.source[0] if found.source and found.kind == "speech" else shared
            relay = _relay(spot, found)
            if relay is not None:
                yield relay
            break


def _closes(words: Words, index: int, voices: Voices) -> bool:
    """Whether a form that was read as a noun ends the sentence behind a speaker (", local sources report")."""
    ends = index >= words.count - 2 and words.low(index - 1) in voices.speakers
    return ends and any(words.low(i) == "," for i in range(max(0, index - 6), index))


def _relay(spot: Spot, found: Attribution) -> Attribution | None:
    """The outlet that was told, or that carried the statement: it stands between the publisher and the speaker."""
    relay = agent_of(spot) if found.rule == "quoted-as-saying" else spot.after.relay
    if relay is None or not found.source:
        return None
    source = spot.words.span_of(*relay)
    if any(source.overlaps(piece) for piece in found.content) or source.overlaps(found.source[0]):
        return None
    whole = found.source[0].cover(found.cue[0])
    for piece in found.content:
        whole = whole.cover(piece)
    return Attribution(source=(source,), cue=found.cue, content=(whole,), kind="relay", rule="relay")


def _attribution(spot: Spot) -> Attribution | None:
    words, cue = spot.words, spot.cue
    if "source" in cue.takes:
        return find_quoted(spot)
    reduced = words.low(spot.verb + 1) == "by" and words.low(spot.verb - 1) in spot.voices.nouns
    if cue.form in ("past", "participle") and (spot.is_passive or reduced):
        return find_passive(spot)
    if not _is_verb_here(spot) or not spot.can_speak:
        return None
    if not words.upos(spot.verb) and spot.speaker and _holds_verb(spot, spot.speaker):
        return None
    objects = bool(cue.takes & {"object", "responsibility"}) and spot.after.mode == "bare"
    for build in (find_object, _before, _around) if objects else (_before, find_object, _around):
        found = build(spot)
        if found is not None:
            return found
    return None


def _is_verb_here(spot: Spot) -> bool:
    """Whether a form that may be a noun or a participle stands where a reporting verb can."""
    words, verb, cue = spot.words, spot.verb, spot.cue
    if cue.form in ("past", "participle") and words.low(verb - 1) in _POSSESSIVES:
        return False
    if cue.form == "ing":
        return not (words.low(verb - 1) in spot.voices.nouns or (verb > 2 and words.low(verb - 1) in {",", "and"}))
    if not cue.ambiguous or words.upos(verb):
        return True
    before, after = words.low(verb - 1), words.low(verb + 1)
    if words.is_capital(verb) and not words.is_upper:
        return False
    if verb == 0 or before in DETERMINERS | PREPOSITIONS | {"'s", "’s", "’", "'", ",", "and", "or"}:
        return False
    if before.endswith(_ADJECTIVES) and not words.is_capital(verb - 1):
        return False
    return after in _STARTS or words.is_capital(verb + 1) or after[:1].isdigit()


def _holds_verb(spot: Spot, speaker: Range) -> bool:
    """Whether a supposed speaker holds a verb of its own, so that it is none."""
    words, voices = spot.words, spot.voices
    inside = [words.low(i) for i in range(speaker[0], speaker[1] + 1)]
    first = voices.verb(inside[0])
    if first is not None and first.form in ("past", "s") and not words.is_capital(speaker[0]):
        return True
    helped = any(word in AUXILIARIES - {"'s", "’s"} for word in inside)
    if not spot.cue.ambiguous:
        return helped and "who" not in inside and "which" not in inside
    return helped or any((cue := voices.verb(w)) and not cue.ambiguous and cue.form in ("past", "s") for w in inside)


def _before(spot: Spot) -> Attribution | None:
    """X said that ..., X said: "...", X said the attack ..."""
    words, cue, speaker, after = spot.words, spot.cue, spot.speaker, spot.after
    if speaker is None or not cue.takes & {"clause", "quote"} or after.mode not in ("that", "quote", "bare", "colon"):
        return None
    if after.mode == "bare" and (
        cue.weak or cue.form == "ing" or "clause" not in cue.takes or not _has_clause(words, after.start)
    ):
        return None
    if after.mode == "bare" and words.low(spot.verb - 1) == "," and _told_before(words, speaker[1], spot.verb):
        return None
    medial = speaker[0] > 1 and words.low(speaker[0] - 1) == "," and words.low(after.start - 1) == ","
    if after.mode == "quote" and (medial or (cue.weak and "quote" not in cue.takes)):
        return None
    if after.mode == "colon" and cue.weak and words.low(after.start) not in OPENING:
        return None
    comma = _interrupted(spot, speaker)
    if comma is not None:
        return spot.make("verb-after", (comma + 1, speaker[1]), spot.span(speaker[0], comma), spot.span(after.start))
    end = quote_end(words, after.start) if after.mode == "quote" else None
    rule = f"verb-before-{'words' if after.mode == 'colon' else after.mode}"
    return spot.make(rule, speaker, spot.span(after.start, end))


def _told_before(words: Words, speaker: int, verb: int) -> bool:
    """Whether a clause of its own ends before the verb (", assured on Sunday the mayor"): its subject is no speaker."""
    return words.low(speaker + 1) != "," and any(words.is_verb(i) for i in range(speaker + 1, verb - 1))


def _interrupted(spot: Spot, speaker: Range) -> int | None:
    """The comma before the real speaker in "The rebels, he said, “are on the run”": the words lack their subject."""
    words, after = spot.words, spot.after
    if after.mode != "quote" or words.low(after.start + 1) not in AUXILIARIES or words.low(after.start - 1) != ",":
        return None
    return next((i for i in range(speaker[1], speaker[0], -1) if words.low(i) == ","), None)


def _has_clause(words: Words, start: int) -> bool:
    """Whether a clause of its own can begin here: enough words, and no preposition that only opens an adjunct."""
    return words.count - start >= 3 and words.low(start) not in PREPOSITIONS - _CLAUSE_PREPOSITIONS


def quote_end(words: Words, start: int) -> int:
    """Return the token after a quotation that begins here; the sentence's end where words go on outside the marks."""
    for index in range(start + 1, words.count):
        if words.low(index) in CLOSING:
            follows = words.low(index + 1)
            return index + 1 if not follows or follows in {".", ",", ";", "—", "–"} else words.count
    return words.count


def _around(spot: Spot) -> Attribution | None:
    """Words first: "...", X said; ..., said X; and words on both sides."""
    words, cue, after = spot.words, spot.cue, spot.after
    helped = cue.form == "base" and words.low(spot.verb - 1) in AUXILIARIES | {"to"}
    if "after" not in cue.takes or cue.form in ("ing", "participle") or helped:
        return None
    closes = words.low(spot.verb - 1) in _COMMAS | CLOSING
    if spot.verb > 1 and closes and after.mode == "bare" and after.start <= spot.verb + 4:
        return _inverted(spot)
    speaker = _speaker_in_tail(spot)
    if speaker is None or after.mode not in ("end", "comma", "quote") or not _may_follow(spot, speaker[0]):
        return None
    left, right = content_span(words, 0, speaker[0]), _rest(words, after.start)
    if left is None:
        return None
    if words.low(speaker[0] - 2) in _RELATIVE and right is not None:
        left = None
    return spot.make("verb-after", speaker, left, right)


def _inverted(spot: Spot) -> Attribution | None:
    """Such as "...", said Ahmed Karim, a spokesman."""
    speaker = phrase_from(spot.words, spot.after.start) or speaker_after(spot.words, spot.verb)
    left = content_span(spot.words, 0, spot.verb)
    if speaker is None or left is None or not _may_follow(spot, spot.verb):
        return None
    return spot.make(
        "verb-after-inverted", speaker, left, _rest(spot.words, speaker[1] + 1), mark=(spot.verb, spot.verb)
    )


def _may_follow(spot: Spot, index: int) -> bool:
    """Whether a verb may stand behind its words: a weak one only after a quotation."""
    quoted = any(spot.words.low(i) in CLOSING for i in range(max(0, index - 2), index))
    return not spot.cue.weak or quoted or spot.cue.group == "beliefs" or spot.cue.lemma == "continue"


def _speaker_in_tail(spot: Spot) -> Range | None:
    """The speaker between a comma or a closing quotation mark and the verb."""
    speaker = speaker_before(spot.words, spot.verb, spot.voices)
    if speaker is None or speaker[0] == 0:
        return None
    edge = spot.words.low(speaker[0] - 1)
    return speaker if edge in _COMMAS | CLOSING | {"--", "-", "…", "?", "!", "that"} else None


def _goes_on_telling(words: Words, index: int) -> bool:
    """Whether the words go on behind their speaker: ", bringing the toll to 31", ", which have left 21 dead"."""
    at = index
    if words.low(at) == "which":
        at += 1
        while words.low(at) in AUXILIARIES:
            at += 1
        return words.low(at) in _OUTCOMES
    return words.low(at) in _CONTINUING


def _rest(words: Words, index: int) -> Span | None:
    """The second half of words that their speaker interrupts, if what follows is theirs."""
    while index < words.count and words.low(index) in _COMMAS | {"--"}:
        index += 1
    if index >= words.count - 1 or words.low(index) in {".", "!", "?"}:
        return None
    if words.low(index) in OPENING:
        return content_span(words, index, words.count)
    if _goes_on_telling(words, index):
        return content_span(words, index, words.count)
    quoted = any(words.low(i) in OPENING | CLOSING for i in range(index))
    if quoted or words.low(index).endswith("ing") or words.low(index) in _NO_REST:
        return None
    return content_span(words, index, words.count)
