"""Attributions by "according to" and its like, and by "citing" and "quoting"."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices import Voices
from rashomon.knowledge.voices.words import CLOSING, DETERMINERS, OPENING, Words
from rashomon.reading.lexical_contents import content_span
from rashomon.reading.lexical_speakers import phrase_from, speaker_before


def find_sources(words: Words, voices: Voices) -> Iterator[Attribution]:
    """Yield what "according to X" and "citing X" ascribe."""
    for phrase in voices.sources:
        parts = phrase.split()
        if parts[0] not in words.lower:
            continue
        for index in range(words.count - len(parts)):
            if words.lower[index : index + len(parts)] == parts:
                found = _according(words, index, index + len(parts))
                if found is not None and _is_outer(words, index, phrase):
                    yield found
    for index in range(1, words.count - 1):
        if words.low(index) in ("citing", "quoting", "cited", "quoted") and words.low(index + 1) not in (
            "by",
            "as",
            ",",
            ".",
        ):
            found = _citing(words, index)
            if found is not None:
                yield found
                yield from _quoter(words, index, found, voices)


def _is_outer(words: Words, index: int, phrase: str) -> bool:
    """Keep "per" and "quoted by" only where a name follows and no word before makes them something else."""
    if phrase == "per":
        return index > 1 and words.low(index - 1) in {",", "—"} and words.is_capital(index + 1)
    if phrase in ("quoted by", "cited by"):
        return words.low(index - 1) in {",", "as"} or words.low(index - 1) in CLOSING
    return True


def _according(words: Words, index: int, after: int) -> Attribution | None:
    if _opens_clause(words, index):
        return _preposed(words, index, after)
    source = phrase_from(words, after)
    if source is None:
        return None
    content = content_span(words, _left_edge(words, index), index)
    if content is None:
        return None
    return Attribution(
        source=(words.span_of(*source),),
        cue=(words.span_of(index, after - 1),),
        content=(content,),
        kind="source",
        rule="according-to-after",
    )


def _opens_clause(words: Words, index: int) -> bool:
    """Whether the phrase stands first in its clause: at the sentence's start or after a connective."""
    if index == 0:
        return True
    before = [words.low(i) for i in range(index)]
    if before[-1] in ("and", "but", "while", "that", ";") or before[-1] in OPENING:
        return True
    return (
        len(before) <= 3
        and before[-1] == ","
        and before[0] in ("meanwhile", "however", "but", "and", "earlier", "separately", "also", "still")
    )


def _preposed(words: Words, index: int, after: int) -> Attribution | None:
    """According to X, ...: the comma that ends the speaker is the last one before a clause of its own."""
    comma = next((i for i in range(after, words.count) if words.low(i) == ","), None)
    if comma is None:
        return None
    end = comma
    nxt = words.low(comma + 1)
    if nxt in ("who", "which", "whose", "citing", "quoting") or (
        nxt in DETERMINERS and _is_named(words, after, comma) and _describes(words, comma + 1)
    ):
        later = next((i for i in range(comma + 1, words.count) if words.low(i) == ","), None)
        end = later if later is not None else comma
    content = content_span(words, end + 1, words.count)
    if content is None or comma == after:
        return None
    return Attribution(
        source=(words.span_of(after, (comma if nxt in ("citing", "quoting", "who", "which") else end) - 1),),
        cue=(words.span_of(index, after - 1),),
        content=(content,),
        kind="source",
        rule="according-to-before",
    )


def _is_named(words: Words, first: int, end: int) -> bool:
    """Whether a speaker is named, so that an apposition can describe it."""
    return any(words.is_capital(i) for i in range(first, end)) and not words.low(end - 1).endswith("s")


def _describes(words: Words, start: int) -> bool:
    """Whether an apposition stands here: no verb before the next comma, and a clause after it."""
    for index in range(start, words.count):
        if words.low(index) == ",":
            return any(words.is_verb(i) for i in range(index + 1, words.count))
        if words.is_verb(index):
            return False
    return False


def _left_edge(words: Words, index: int) -> int:
    """Where the words before ", according to X" begin: the sentence's start, or after ";" or ", while"."""
    for at in range(index - 1, 0, -1):
        if words.low(at) == ";" or (words.low(at) in ("while", "whereas") and words.low(at - 1) == ","):
            return at + 1
    return 0


def _quoter(words: Words, index: int, found: Attribution, voices: Voices) -> Iterator[Attribution]:
    """The subject of "quoted X as saying": it hands on what X said."""
    if words.low(index) not in ("cited", "quoted", "cites", "quotes") or words.low(index - 1) in ("who", "which"):
        return
    subject = speaker_before(words, index, voices)
    if subject is None or not found.source:
        return
    source = words.span_of(*subject)
    if source.overlaps(found.source[0]) or any(source.overlaps(piece) for piece in found.content):
        return
    whole = source.cover(found.cue[0])
    for piece in found.content:
        whole = whole.cover(piece)
    yield Attribution(source=(source,), cue=found.cue, content=(whole,), kind="relay", rule="quoter")


def _citing(words: Words, index: int) -> Attribution | None:
    """..., citing X: the speaker behind the speaker. Its words are those of the whole sentence but for this phrase."""
    if (
        words.low(index) in ("cited", "quoted")
        and words.low(index - 1) not in ("who", "which", "also", "had", "has", "have")
        and not words.is_capital(index - 1)
        and words.low(index - 1) not in ("agency", "it", "they", "television", "media")
    ):
        return None
    source = phrase_from(words, index + 1)
    if source is None:
        return None
    last = source[1]
    for at in range(source[0], last + 1):
        if words.low(at) in ("that", "who", "as"):
            last = at - 1
            break
    if last < source[0]:
        return None
    content = _cited_words(words, index, last)
    return (
        None
        if content is None
        else Attribution(
            source=(words.span_of(source[0], last),),
            cue=(words.span_of(index, index),),
            content=content,
            kind="citation",
            rule="citing",
        )
    )


def _cited_words(words: Words, index: int, last: int) -> tuple[Span, ...] | None:
    follows = words.low(last + 1)
    after = last + 1
    if follows in ("that", "as") or follows in OPENING:
        start = after + (1 if follows == "that" else 0)
        start = start + 1 if follows == "as" and words.low(start + 1) in ("saying", "telling") else start
        if follows == "as" and words.low(after + 1) == "saying":
            start = after + 2
        piece = content_span(words, start, words.count)
    elif follows == "," and after + 2 < words.count:
        piece = content_span(words, after + 1, words.count)
    else:
        piece = content_span(words, 0, index)
    return None if piece is None else (piece,)
