"""Loaded words and whom they label."""

from __future__ import annotations

from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Label
from rashomon.domain.span import Span
from rashomon.knowledge.voices import LabelWord
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import CLOSING, DETERMINERS, OPENING, PREPOSITIONS, Words

_QUOTES: Final = OPENING | CLOSING | {"‘", "’", "'"}
_BE: Final = word_set("labels.be")


def find_labels(page: ReadPage, span: Span) -> tuple[Label, ...]:
    """Return the loaded words in a span, each with its tone and the words for whom it labels."""
    if not page.is_on("loaded-words"):
        return ()
    sentence = page.reading.sentence_at(span.start)
    if sentence is None:
        return ()
    if sentence not in page.labels:
        page.labels[sentence] = _labels_of(page, sentence)
    return tuple(label for label in page.labels[sentence] if label.word.span.within(span))


def _labels_of(page: ReadPage, sentence: int) -> tuple[Label, ...]:
    words = page.words(sentence)
    found: list[Label] = []
    free = 0
    for index in range(words.count):
        if index < free or words.low(index) not in page.voices.label_starts:
            continue
        for size in range(page.voices.longest_label + 2, 0, -1):
            last = index + size - 1
            if last >= words.count:
                continue
            form = page.text(words.span_of(index, last)).lower()
            made = _label(page, words, (index, last), page.voices.labels.get(form, ()))
            if made is not None:
                found.append(made)
                free = last + 1
                break
    return tuple(found)


def _label(page: ReadPage, words: Words, at: tuple[int, int], entries: tuple[LabelWord, ...]) -> Label | None:
    for entry in entries:
        whom = {"self": _self, "next": _next, "object": _object}[entry.labels](words, at)
        if whom is not None:
            return Label(word=page.quote(words.span_of(*at)), labels=page.text(words.span_of(*whom)), tone=entry.tone)
    return None


def _self(words: Words, at: tuple[int, int]) -> tuple[int, int] | None:
    """The name before the word ("X terrorists"), else the word with its determiner. A noun must not follow it."""
    first, last = at
    after = words.low(last + 1)
    follows_noun = (
        after.isalpha()
        and after not in PREPOSITIONS | DETERMINERS
        and not words.is_verb(last + 1)
        and words.upos(last + 1) in ("NOUN", "PROPN")
    )
    if follows_noun or _guess_noun(words, last):
        return None
    begin = first
    while (
        begin > 0
        and words.is_capital(begin - 1)
        and words.low(begin - 1) not in DETERMINERS
        and not (begin - 1 == 0 and words.low(0) in PREPOSITIONS)
    ):
        begin -= 1
    if begin < first:
        return begin, first - 1
    return (first - 1, last) if words.low(first - 1) in DETERMINERS else at


def _guess_noun(words: Words, last: int) -> bool:
    """Without parts of speech: the words that most often make an adjective of a loaded noun ("terrorist group")."""
    return not words.upos(last) and words.low(last + 1) in (
        "group",
        "groups",
        "organisation",
        "organization",
        "attack",
        "attacks",
        "cell",
        "cells",
        "threat",
        "forces",
        "force",
        "army",
        "troops",
        "militia",
        "militias",
        "positions",
        "gangs",
        "elements",
        "movement",
        "network",
        "regime",
        "state",
        "operation",
        "positions",
        "targets",
        "hideouts",
        "leaders",
        "leader",
        "fighters",
        "strikes",
        "shelling",
        "media",
    )


def _next(words: Words, at: tuple[int, int]) -> tuple[int, int] | None:
    """The noun phrase that follows, quotation marks left out."""
    first = at[1] + 1
    while words.low(first) in _QUOTES and first < words.count:
        first += 1
    last = first
    while last < words.count and last - first < 4 and _in_phrase(words, last):
        last += 1
    return (first, last - 1) if last > first else None


def _in_phrase(words: Words, index: int) -> bool:
    word = words.low(index)
    if words.upos(index):
        return words.upos(index) in ("NOUN", "PROPN", "ADJ", "NUM") or (word == "-" and not words.is_dash(index))
    return (
        word[:1].isalnum()
        and word not in PREPOSITIONS | DETERMINERS | {"and", "or", "who", "which", "that"}
        and not words.is_verb(index)
    )


def _object(words: Words, at: tuple[int, int]) -> tuple[int, int] | None:
    """Whom a loaded verb is said of: its passive subject, or the noun phrase after it."""
    first, last = at
    before = first - 1
    while before >= 0 and (words.low(before) in _BE | _QUOTES or words.is_adverb(before)):
        before -= 1
    if before < first - 1 and before >= 0:
        begin = before
        while begin > 0 and _in_phrase(words, begin - 1):
            begin -= 1
        while begin < before and words.low(begin)[:1].isdigit():
            begin += 1
        return (begin, before) if _in_phrase(words, before) else None
    begin = last + 1
    while words.low(begin) in DETERMINERS or words.low(begin)[:1].isdigit():
        begin += 1
    end = begin
    while end < words.count and end - begin < 5 and _in_phrase(words, end):
        end += 1
    return (begin, end - 1) if end > begin else None
