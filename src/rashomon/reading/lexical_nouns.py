"""Attributions by nouns.

"reports that", "a report accusing X of Y", "the group's claim that", and by adverbs of hearsay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rashomon.domain.reading import Attribution
from rashomon.knowledge.voices import Voices
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.words import DETERMINERS, OPENING, PREPOSITIONS, Words
from rashomon.reading.lexical_contents import content_span

_SUBJECT_AT: Final = 3
_PARTICIPLES: Final = word_set("nouns.participles")
_FATES: Final = word_set("nouns.fates")


def find_nouns(words: Words, voices: Voices) -> Iterator[Attribution]:
    """Yield what a sentence's nouns of speech and adverbs of hearsay ascribe."""
    for index in range(words.count):
        word = words.low(index)
        if word == "reportedly":
            yield from _hearsay(words, index)
            continue
        cue = voices.nouns.get(word)
        if cue is None or cue.referring or words.upos(index) in ("VERB", "AUX"):
            continue
        found = _after_noun(words, index, voices)
        if found is not None:
            yield found


def _hearsay(words: Words, index: int) -> Iterator[Attribution]:
    """An adverb like "reportedly": somebody said so, and the page leaves out who."""
    start = index
    while start > 0 and words.low(start - 1) not in {",", ";", ":", "but", "while"}:
        start -= 1
    content = content_span(words, start, words.count)
    if content is not None:
        mark = words.span_of(index, index)
        yield Attribution(source=(), cue=(mark,), content=(content,), kind="passive", rule="hearsay-adverb")


def _after_noun(words: Words, noun: int, voices: Voices) -> Attribution | None:
    last = _with_issuer(words, noun)
    nxt = words.low(last + 1)
    if nxt == "that" and not _is_relative(words, last + 1):
        start, rule = last + 2, "noun-that"
    elif nxt in _PARTICIPLES:
        start, rule = last + 1, "noun-participle"
    elif (
        nxt == "of"
        and words.low(noun).startswith(("report", "accusation", "allegation", "claim", "rumour", "rumor"))
        and words.low(noun) not in ("report", "claim")
    ):
        start, rule = last + 2, "noun-of"
    else:
        return None
    participle = rule == "noun-participle" and nxt not in ("accusing", "blaming", "denying")
    begin = start + 1 if participle else start
    if participle and words.low(begin) == "that":
        begin += 1
    content = content_span(words, begin, _matrix_verb(words, noun, begin, voices))
    if content is None:
        return None
    document = voices.nouns[words.low(noun)].document
    source = (_phrase_start(words, noun), last) if document else issuer_of(words, noun)
    if document and rule == "noun-participle":
        mark = words.span_of(last + 1, last + 1)
        whole = (words.span_of(_phrase_start(words, noun), last),)
        return Attribution(source=whole, cue=(mark,), content=(content,), kind="noun", rule=rule)
    cue = words.span_of(noun, last + 1) if rule == "noun-participle" else words.span_of(noun, noun)
    return Attribution(
        source=(words.span_of(*source),) if source else (), cue=(cue,), content=(content,), kind="noun", rule=rule
    )


def _with_issuer(words: Words, noun: int) -> int:
    """The last token of a noun with "by X" or "from X" behind it, where "that" or a participle follows.

    Else the noun.
    """
    if words.low(noun + 1) not in ("by", "from", "of"):
        return noun
    for at in range(noun + 3, min(noun + 11, words.count)):
        if words.low(at) == "," or (words.is_verb(at) and not words.low(at).endswith("ing")):
            return noun
        if words.low(at) in _PARTICIPLES | {"that"}:
            return at - 1
    return noun


def _matrix_verb(words: Words, noun: int, begin: int, voices: Voices) -> int:
    """Where the words end: before the verb whose subject the noun is ("claims that ... are untrue"), if one follows."""
    for at in range(begin + 1, words.count - 1):
        if (
            words.low(at) == "and"
            and words.upos(at + 1) == "AUX"
            and not any(words.is_verb(i) for i in range(begin, at))
        ):
            return at
    if noun > _SUBJECT_AT and words.low(noun - 1) not in {"'s", "’s"} | DETERMINERS:
        return words.count
    for at in range(begin + 2, words.count - 1):
        if words.low(at) not in (
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "remain",
            "remains",
            "remained",
            "could",
            "cannot",
        ):
            continue
        behind = [words.low(i) for i in range(at + 1, min(at + 8, words.count))]
        if any(word in voices.discredits or word in _FATES for word in behind):
            return at
    return words.count


def _is_relative(words: Words, that: int) -> bool:
    """Whether "that" opens a relative clause: a verb stands right after it."""
    return words.is_verb(that + 1) or words.deprel(that).startswith("nsubj")


def issuer_of(words: Words, noun: int) -> tuple[int, int] | None:
    """Whose words a noun of speech holds: a possessive or a name before it, "by X", "of X" or "from X" after it.

    A document with no issuer ("a new report") is its own voice; a claim with none has no speaker here.
    """
    first = noun - 1
    while first >= 0 and (
        words.low(first)
        in ("new", "latest", "recent", "earlier", "own", "joint", "official", "annual", "preliminary", "final")
        or words.low(first)
        in ("unconfirmed", "unverified", "repeated", "published", "leaked", "widespread", "initial", "false", "such")
    ):
        first -= 1
    if words.low(first) in ("'s", "’s", "’", "'") and first > 0:
        return _back(words, first - 1), first - 1
    if (
        first >= 0
        and words.is_capital(first)
        and words.low(first) not in DETERMINERS
        and not (first == 0 and words.low(first) in PREPOSITIONS)
    ):
        return _back(words, first), first
    if words.low(first) in ("its", "his", "her", "their"):
        return first, first
    return None


def _phrase_start(words: Words, noun: int) -> int:
    """The first token of a document's noun phrase ("a new report")."""
    start = noun
    while (
        start > 0
        and words.low(start - 1) not in PREPOSITIONS | {",", ";", "and", "but"}
        and not words.is_verb(start - 1)
        and not words.is_adverb(start - 1)
        and words.low(start - 1) not in OPENING
    ):
        start -= 1
        if words.low(start) in DETERMINERS:
            break
    return start


def _back(words: Words, last: int) -> int:
    """The first token of a run of capitals that ends here."""
    first = last
    while (
        first > 0
        and (
            words.is_capital(first - 1)
            or (words.low(first - 1) in ("of", "for", "'s", "’s") and words.is_capital(first - 2))
        )
        and words.low(first - 1) not in DETERMINERS
    ):
        first -= 1
    return first
