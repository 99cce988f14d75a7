"""Where the ascribed words begin and end around a reporting verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rashomon.domain.span import Span
from rashomon.knowledge.voices import VerbCue, Voices
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import CLOSING, DETERMINERS, OBJECT_PRONOUNS, OPENING, Words
from rashomon.reading.lexical_speakers import _DAY as DAY

_NUMBERS: Final = word_set("objects.numbers")
_ADDRESSED: Final = frozenset({"tell", "inform", "assure", "brief", "notify", "remind", "advise"})
_STOPS: Final = frozenset({".", "!", "?", "…", "...", ";"})
_CHANNEL_PREPOSITIONS: Final = word_set("contents.channel-prepositions")
_DAYS: Final = frozenset({"day", "night", "week", "morning", "evening", "afternoon", "month"})
_RELAY_VERBS: Final = word_set("contents.relay-verbs")
_UNDONE: Final = word_set("contents.undone")
#: Words that a relative clause of a channel has at most before its verb.
_RELATIVE: Final = 6


Step = tuple[int, "tuple[int, int] | None"]
_MODES: Final = (
    (frozenset({":"}), "colon", 1),
    (frozenset({"how", "why", "whether", "if", "what"}), "that", 0),
    (OPENING, "quote", 0),
)


@dataclass(frozen=True, slots=True)
class After:
    """What follows a reporting verb.

    `start` is the local token where words begin, `mode` how (that, quote, colon, bare, infinitive, gerund, comma, end),
    `relay` the voice that the words were handed to, if any.
    """

    start: int
    mode: str
    relay: tuple[int, int] | None = None


def look_after(words: Words, verb: int, cue: VerbCue, voices: Voices) -> After:
    """Step over adverbs, an addressee, days and channels after a reporting verb and tell what stands there."""
    index = verb + len(cue.lemma.split())
    relay: tuple[int, int] | None = None
    while index < words.count and words.is_adverb(index) and not _counts(words, index):
        index += 1
    if cue.lemma in _ADDRESSED:
        index, relay = _addressee(words, index, voices)
    while index < words.count:
        step, handed = _adjunct(words, index, voices)
        relay = handed or relay
        if step == index:
            break
        index = step
    return After(*_mode(words, index, voices), relay)


def _counts(words: Words, index: int) -> bool:
    """Whether an adverb belongs to a number behind it ("over 20", "at least six", "only two")."""
    near = range(index + 1, min(index + 4, words.count))
    return any(words.low(i)[:1].isdigit() or words.upos(i) == "NUM" or words.low(i) in _NUMBERS for i in near)


def _mode(words: Words, index: int, voices: Voices) -> tuple[int, str]:
    """Where words begin at or behind this token, and how."""
    word = words.low(index)
    if index >= words.count or word in _STOPS or word in CLOSING:
        return index, "end"
    if word in (",", "—", "–", "--", "-"):
        return _after_comma(words, index)
    if word == "that" and (undone := _describes_channel(words, index)) is not None:
        return (undone + 2, "that") if words.low(undone + 1) == "that" else (index, "end")
    if word == "that":
        noun = voices.nouns.get(words.low(index + 1))
        determiner = noun is not None and not noun.plural and not words.is_verb(index + 2)
        return (index, "bare") if determiner else (index + 1, "that")
    for marks, mode, step in _MODES:
        if word in marks:
            return index + step, mode
    if word == "to" and words.upos(index + 1) in ("", "VERB", "AUX", "ADV", "PART"):
        return index, "infinitive"
    gerund = word.endswith("ing") and len(word) > 5 and words.upos(index) in ("", "VERB")
    return index, "gerund" if gerund else "bare"


def _describes_channel(words: Words, index: int) -> int | None:
    """The verb of a relative clause of the channel that "that" opens here ("in a tweet that it later deleted")."""
    if words.low(index + 1) not in ("it", "he", "she", "they", "was"):
        return None
    rest = range(index + 2, min(index + _RELATIVE, words.count))
    verb = next((i for i in rest if words.low(i) in _UNDONE), None)
    return verb if verb is not None and words.low(verb + 1) in {"", ".", ",", ";", "that"} else None


def _after_comma(words: Words, index: int) -> tuple[int, str]:
    following = words.low(index + 1)
    if following == "that":
        return index + 2, "that"
    return (index + 1, "quote") if following in OPENING else (index, "comma")


def _addressee(words: Words, index: int, voices: Voices) -> tuple[int, tuple[int, int] | None]:
    """Step over whom something was told; a named outlet or agency hands the words on."""
    if words.low(index) in OBJECT_PRONOUNS:
        return index + 1, None
    first = index
    while index < words.count:
        word = words.low(index)
        if word in ("that", ",", ":") or word in OPENING | CLOSING or word in _STOPS or word in _CHANNEL_PREPOSITIONS:
            break
        if index > first and DAY.fullmatch(word):
            break
        if (
            index > first
            and words.low(first) in DETERMINERS
            and words.low(index - 1) in ("agency", "newspaper", "agencies", "council", "media")
        ):
            break
        if index > first and words.is_verb(index):
            return _first_capitals(words, first), _named(words, first, _first_capitals(words, first), voices)
        index += 1
    return index, _named(words, first, index, voices)


def _first_capitals(words: Words, index: int) -> int:
    if words.low(index) in DETERMINERS:
        index += 1
    start = index
    while index < words.count and words.is_capital(index) and words.low(index) not in DETERMINERS:
        index += 1
    return max(index, start + 1)


def _named(words: Words, first: int, end: int, voices: Voices) -> tuple[int, int] | None:
    """The addressee as a voice that handed the words on, where it is named and is an outlet's kind of thing."""
    if end <= first:
        return None
    phrase = words.text[words.start(first) : words.end(end - 1)]
    if phrase.lower() in voices.relays["not_relays"] or not any(words.is_capital(i) for i in range(first, end)):
        return None
    if any(words.low(i) in ("and", "council", "parliament", "congress", "conference") for i in range(first, end)):
        return None
    return first, end - 1


def _adjunct(words: Words, index: int, voices: Voices) -> Step:
    """Step over one day, channel, hand-over or citation after a reporting verb; returns where it ends and the relay."""
    word = words.low(index)
    end = _day(words, index)
    if end > index:
        return end, None
    if word in _RELAY_VERBS and words.low(index + 1) in ("by", "to", "on"):
        end = _phrase_end(words, index + 2)
        return end, (_named(words, index + 2, end, voices) if words.low(index + 1) == "by" else None)
    if word in _CHANNEL_PREPOSITIONS:
        return _channel(words, index, voices)
    first = index + (word == ",")
    return (_citation_end(words, first + 1), None) if words.low(first) in ("citing", "quoting") else (index, None)


def _day(words: Words, index: int) -> int:
    """The end of a day or a part of it that stands here ("on Monday", "late on April 9").

    This token where none does.
    """
    step = index + 1 if words.low(index) in ("on", "in", "at", "since", "during", "by", "as") else index
    part = words.low(step) == "the" and words.low(step + 1) in (
        "morning",
        "evening",
        "weekend",
        "same",
        "next",
        "following",
    )
    part = part and (words.low(step + 1) in ("morning", "evening", "weekend") or words.low(step + 2) in _DAYS)
    if step >= words.count or not (DAY.fullmatch(words.low(step)) or part):
        return index
    if words.low(step)[:1].isdigit() and step == index:
        return index
    while step < words.count:
        small = words.low(step) in ("at", "on", "in", "the", "weekend", "same", "next", "following")
        far = words.low(step) == "the" and words.low(step + 1) in ("same", "next", "following")
        near = words.low(step) in ("same", "next", "following") and words.low(step + 1) in _DAYS
        joins = small and (DAY.fullmatch(words.low(step + 1)) or near or (far and words.low(step + 2) in _DAYS))
        if not DAY.fullmatch(words.low(step)) and words.low(step) not in _DAYS and not joins:
            break
        step += 1
    return step


def _channel(words: Words, index: int, voices: Voices) -> Step:
    """The end of "in a statement", "on Telegram", "in an interview with X"."""
    for at in range(index + 1, min(index + 8, words.count)):
        word = words.low(at)
        if word in ("that", ",", ".") or word in OPENING or (words.is_verb(at) and at > index + 3):
            break
        if f"{word} {words.low(at + 1)}" in voices.channels:
            return at + 2, None
        if word in voices.channels and words.low(at + 1) not in voices.channels:
            return _after_channel(words, at + 1, voices)
    return index, None


def _citation_end(words: Words, end: int) -> int:
    """Where ", citing X," ends."""
    while end < words.count and words.low(end) not in (",", "that", ".", ":"):
        end += 1
    return end + 1 if words.low(end) == "," else end


def _after_channel(words: Words, index: int, voices: Voices) -> Step:
    """After "in a statement" or "in an interview": "with X", "to X", "in Geneva"."""
    if words.low(index) in ("with", "to", "for"):
        end = _phrase_end(words, index + 1)
        return end, _named(words, index + 1, end, voices)
    if words.low(index) in ("in", "at") and words.is_capital(index + 1):
        end = index + 1
        while end < words.count and words.is_capital(end):
            end += 1
        return end, None
    return index, None


def _phrase_end(words: Words, index: int) -> int:
    """The end of a short noun phrase: capitals after an optional determiner and small words before them."""
    seen = False
    while index < words.count:
        word = words.low(index)
        if (
            word in ("that", ",", ".", ":")
            or word in OPENING
            or (seen and not words.is_capital(index) and word not in ("of", "agency", "news", "newspaper"))
        ):
            break
        if DAY.fullmatch(word) or (words.is_verb(index) and not words.is_capital(index)):
            break
        seen = seen or words.is_capital(index)
        index += 1
    return index


def content_span(words: Words, first: int, end: int) -> Span | None:
    """Return the words from token `first` up to, not including, token `end`, without outer commas and the final stop.

    A stop inside a quotation that the words open stays in, as does its closing mark; a stray mark is left out.
    """
    last = min(end, words.count) - 1
    while first <= last and words.low(first) in {",", ":", "that"}:
        first += 1
    while last >= first:
        word = words.low(last)
        if (
            (word in {"but", "and", "while", "which", "who"} and words.low(last - 1) == ",")
            or (word in CLOSING and not _opened(words, first, last))
            or word in {",", ".", "!", "?", "…", ";", ":", "—", "–", "--", "-"}
            or (word in OPENING and word != '"')
        ):
            last -= 1
        else:
            break
    if last < first or (last == first and not words.low(first)[:1].isalnum()):
        return None
    start, stop = words.start(first), words.end(last)
    mark = words.low(first)
    if mark in OPENING and not any(words.low(i) in CLOSING for i in range(first + 1, last + 1)) and first < last:
        start = words.start(first + 1)
    return Span(start, stop)


def _opened(words: Words, first: int, last: int) -> bool:
    """Whether a closing mark at `last` has its opening mark at or after `first`."""
    depth = 0
    for index in range(last - 1, first - 1, -1):
        word = words.low(index)
        if word == '"':
            depth += 1
        elif word in OPENING:
            return True
    return depth % 2 == 1 if words.low(last) == '"' else False
