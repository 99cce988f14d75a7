"""Quotations that go on: a sentence wholly in quotation marks after one with a speaker belongs to that speaker."""

from __future__ import annotations

from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices.words import CLOSING, OPENING

_REACH = 3


def continue_quotes(text: str, sentences: tuple[Span, ...], found: list[Attribution]) -> list[Attribution]:
    """Return the attributions with those added that carry a speaker on into quoted sentences with none of their own."""
    by_sentence: dict[int, list[Attribution]] = {}
    for each in found:
        for index, sentence in enumerate(sentences):
            if sentence.start <= each.cue[0].start < sentence.end:
                by_sentence.setdefault(index, []).append(each)
                break
    backward = _before_their_speaker(text, sentences, by_sentence)
    taken = {each.content[0] for each in backward}
    result = [*found, *backward]
    open_quote, speaker, since = False, None, 0
    for index, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        inside = open_quote
        open_quote = _stays_open(words, inside)
        own = [each for each in by_sentence.get(index, ()) if each.source and each.kind == "speech"]
        if own:
            speaker, since = own[0], 0
            continue
        since += 1
        whole = words[:1] in OPENING and words.rstrip(".!?")[-1:] in CLOSING | {"”", '"'}
        if (
            sentence not in taken
            and speaker is not None
            and since <= _REACH
            and (inside or whole or (words[:1] in OPENING and open_quote))
        ):
            result.append(
                Attribution(
                    source=speaker.source,
                    cue=speaker.cue,
                    content=(sentence,),
                    kind="speech",
                    rule="quote-continued",
                    score=0.8,
                )
            )
        elif not inside and "\n" in text[sentences[index - 1].end : sentence.start] if index else False:
            speaker = None if not whole else speaker
    return sorted(
        result, key=lambda each: each.content[0].start if each.rule == "quote-continued" else each.cue[0].start
    )


def _before_their_speaker(
    text: str, sentences: tuple[Span, ...], by_sentence: dict[int, list[Attribution]]
) -> list[Attribution]:
    """Sentences that open a quotation which a later sentence closes and ascribes ("A. B," X said): A is X's too."""
    found = []
    waiting: list[int] = []
    inside = False
    for index, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        began, inside = inside, _stays_open(words, inside)
        own = [
            a for a in by_sentence.get(index, ()) if a.source and a.kind == "speech" and a.rule.startswith("verb-after")
        ]
        if waiting and began and own:
            for earlier in waiting:
                found.append(
                    Attribution(
                        source=own[0].source,
                        cue=own[0].cue,
                        content=(sentences[earlier],),
                        kind="speech",
                        rule="quote-continued",
                        score=0.85,
                    )
                )
        if not inside or (began and own):
            waiting = []
        starts = words[:1] in OPENING and not any(a.kind == "speech" for a in by_sentence.get(index, ()))
        if inside and (starts or waiting):
            waiting.append(index)
    return found


def _stays_open(words: str, inside: bool) -> bool:
    """Whether a quotation is still open at the sentence's end."""
    for sign in words:
        if sign in "“«":
            inside = True
        elif sign in "”»":
            inside = False
        elif sign == '"':
            inside = not inside
    return inside
