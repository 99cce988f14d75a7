"""Attributions by the lexicon of voices: who is said to say what, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.domain.reading import Attribution, Tokens
from rashomon.domain.span import Span
from rashomon.knowledge.voices import Voices, load_voices
from rashomon.knowledge.voices.words import Words, sentence_words
from rashomon.reading.lexical_additions import find_additions
from rashomon.reading.lexical_headlines import find_colon, find_headline
from rashomon.reading.lexical_nouns import find_nouns
from rashomon.reading.lexical_quotes import continue_quotes
from rashomon.reading.lexical_sources import find_sources
from rashomon.reading.lexical_verbs import find_verbs


def find_attributions(
    text: str, sentences: tuple[Span, ...], tokens: Tokens, titles: Sequence[Span] = ()
) -> tuple[Attribution, ...]:
    """Return the attributions of a document in the order of their cues.

    `text` is the document's, `titles` the spans of its titles, where a colon or a dash names the speaker. Syntax in
    `tokens` is used where it is there. Spans are code points into `text`.
    """
    voices = load_voices()
    found: list[Attribution] = []
    for index in range(len(sentences)):
        words = sentence_words(text, sentences, tokens, index)
        if words.count < 3:
            continue
        title = any(sentences[index].within(each) for each in titles)
        found += _settle(list(_of_sentence(words, voices, title=title)), words)
    return tuple(continue_quotes(text, sentences, found))


def _of_sentence(words: Words, voices: Voices, *, title: bool) -> Iterator[Attribution]:
    if title:
        yield from find_headline(words, voices)
    else:
        yield from find_colon(words, voices)
    yield from find_sources(words, voices)
    verbs = list(find_verbs(words, voices))
    yield from verbs
    yield from find_additions(words, voices, verbs)
    yield from find_nouns(words, voices)


def _settle(found: list[Attribution], words: Words) -> list[Attribution]:
    """Keep one attribution a cue, and end one's words where the next speaker of the same rank begins."""
    kept: list[Attribution] = []
    for each in sorted(found, key=lambda item: (item.cue[0].start, -item.score)):
        if any(other.cue == each.cue and other.kind == each.kind for other in kept):
            continue
        if each.kind == "noun" and any(_takes_place_of(other, each) for other in found):
            continue
        same = each.kind == "speech" and any(other.kind == "speech" and other.content == each.content for other in kept)
        if same:  # "said in a statement posted on its channel that": the first verb speaks
            continue
        kept.append(each)
    kept = [each for each in kept if each.source or not any(_holds(other, each) for other in kept)]
    return [_cut(each, kept, words) for each in kept]


def _holds(other: Attribution, hearsay: Attribution) -> bool:
    """Whether hearsay without a speaker ("reportedly") stands in words whose speaker is named: then that one speaks."""
    inside = any(hearsay.cue[0].within(piece) for piece in other.content)
    return inside and bool(other.source) and other.kind in ("speech", "source") and hearsay.kind == "passive"


def _takes_place_of(other: Attribution, noun: Attribution) -> bool:
    """Whether a verb's attribution is the same as a noun's.

    The same cue, or the same words ("said in a statement that").
    """
    same = other.content[0] == noun.content[0] and other.cue[0].start < noun.cue[0].start
    return other.kind == "speech" and (other.cue[0].overlaps(noun.cue[0]) or same)


def _cut(each: Attribution, others: list[Attribution], words: Words) -> Attribution:
    """End the words at ", while Y said".

    A connective outside their quotation before another speaker with words of its own.
    """
    if each.kind not in ("speech", "source", "noun", "passive") or not each.content:
        return each
    last = each.content[-1]
    for other in others:
        if other.rule == "passive-denied" and other is not each and last.start < other.content[0].start < last.end:
            edge = _before_comma(words, other.content[0].start)
            return replace(each, content=(*each.content[:-1], Span(last.start, edge))) if edge > last.start else each
    for other in others:
        if other is not each and other.kind == "speech" and _goes_on(words, each, other, last):
            edge = _before_comma(words, other.cue[0].start)
            return replace(each, content=(*each.content[:-1], Span(last.start, edge))) if edge > last.start else each
    for other in others:
        if other is each or not other.source or not other.content or other.kind not in ("speech", "passive"):
            continue
        begin = min(other.source[0].start, other.cue[0].start)
        if not (last.start < begin < last.end and other.content[0].start >= begin):
            continue
        joint = _connective(words, last, begin)
        if joint is not None:
            return replace(each, content=(*each.content[:-1], Span(last.start, joint)))
    return each


def _goes_on(words: Words, each: Attribution, other: Attribution, last: Span) -> bool:
    """Whether the same speaker goes on with another verb inside these words: ", adding", "and said"."""
    if not last.start < other.cue[0].start < last.end or not other.source or not each.source:
        return False
    if other.source == each.source:
        return True
    index = next((i for i in range(words.count) if words.start(i) >= other.cue[0].start), 0) - 1
    while index > 0 and words.is_adverb(index):
        index -= 1
    return words.low(index) in ("and", "but") and other.source[0].start <= each.cue[0].start


def _before_comma(words: Words, begin: int) -> int:
    """Where the words end before ", adding" or "and saying"."""
    index = next(i for i in range(words.count) if words.start(i) >= begin) - 1
    while index > 0 and words.low(index) in {",", "and", "—", "–"}:
        index -= 1
    return words.end(index)


def _connective(words: Words, content: Span, begin: int) -> int | None:
    """Where the words end before a connective that stands right before the next speaker, or None."""
    for index in range(words.count):
        if not content.start < words.start(index) < begin:
            continue
        if words.quoted[index]:
            continue
        strong = words.low(index) in ("while", "whereas", "but", "although", "though", ";")
        loose = words.low(index) == "and" and words.low(index - 1) == ","
        if (strong or loose) and not any(words.is_verb(i) for i in range(index, words.count) if words.end(i) < begin):
            end = words.end(index - 1)
            stop = index - 1
            while words.low(stop) == "," and stop > 0:
                stop -= 1
                end = words.end(stop)
            return end if end > content.start else None
    return None
