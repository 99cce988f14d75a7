"""Speakers in headlines: "Officials: 12 killed", "12 killed in strike - monitor", "12 killed, army says"."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.domain.reading import Attribution
from rashomon.knowledge.voices import Voices
from rashomon.knowledge.voices.words import DETERMINERS, OPENING, Words
from rashomon.reading.lexical_contents import content_span

_LONGEST = 6
_COLON_REACH = 12


def find_headline(words: Words, voices: Voices) -> Iterator[Attribution]:
    """Yield the speaker that a headline's colon or last dash sets off, where one side reads as a speaker."""
    for index in range(1, words.count - 1):
        colon = words.low(index) == ":"
        if not colon and not words.is_dash(index):
            continue
        if not colon and words.end(index - 1) == words.start(index):
            continue
        left, right = (0, index - 1), (index + 1, words.count - 1)
        if _speaks(words, right, voices) and index >= 3:
            source, start, end = right, 0, index
        elif colon and _speaks(words, left, voices) and words.count - index > 3:
            source, start, end = left, index + 1, words.count
        else:
            continue
        content = content_span(words, start, end)
        if content is not None:
            mark = words.span_of(index, index)
            yield Attribution(
                source=(words.span_of(*source),), cue=(mark,), content=(content,), kind="headline", rule="headline-mark"
            )
            return


def find_colon(words: Words, voices: Voices) -> Iterator[Attribution]:
    """Yield the speaker before a colon and a quotation in running text: a short phrase without a verb."""
    for index in range(1, min(words.count - 2, _COLON_REACH)):
        if words.low(index) != ":" or words.low(index + 1) not in OPENING:
            continue
        start = index
        while start > 0 and words.low(start - 1) not in {",", ";"}:
            start -= 1
        verbs = any(words.is_verb(i) or voices.verb(words.low(i)) for i in range(start, index))
        content = content_span(words, index + 1, words.count)
        if not verbs and content is not None and words.low(start)[:1].isalpha():
            mark = words.span_of(index, index)
            source = (words.span_of(start, index - 1),)
            yield Attribution(source=source, cue=(mark,), content=(content,), kind="headline", rule="colon-quote")
        return


def _speaks(words: Words, side: tuple[int, int], voices: Voices) -> bool:
    """Whether one side of the mark is short and names a kind of speaker or an acronym."""
    size = side[1] - side[0] + 1
    if size > _LONGEST or any(words.is_verb(i) and words.upos(i) != "NOUN" for i in range(side[0], side[1] + 1)):
        return False
    low = [words.low(i) for i in range(side[0], side[1] + 1)]
    named = any(word in voices.speakers for word in low) or " ".join(low) in voices.speakers
    acronym = size <= 3 and any(words.word(i).isupper() and len(words.word(i)) > 1 for i in range(side[0], side[1] + 1))
    return (named or acronym) and low[0] not in DETERMINERS - {"the"} and not any(word.isdigit() for word in low)
