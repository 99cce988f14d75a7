"""What a speaker goes on to say in the same sentence: ", adding that ...", ", accusing the army of ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices import VerbCue, Voices
from rashomon.knowledge.voices.words import OPENING, Words
from rashomon.reading.lexical_contents import content_span, look_after
from rashomon.reading.lexical_speakers import speaker_before


def find_additions(words: Words, voices: Voices, verbs: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the attributions of participles after a comma; the speaker is that of the verb before, else the subject."""
    for index in range(3, words.count - 1):
        cue = next((c for c in voices.verbs.get(words.low(index), ()) if c.form == "ing"), None)
        if cue is None or words.low(index - 1) not in {",", "and"} or words.upos(index) in ("NOUN", "ADJ"):
            continue
        content = _content(words, index, cue, voices)
        if content is None:
            continue
        source = _speaker(words, index, verbs, voices)
        if source is not None:
            mark = words.span_of(index, index)
            yield Attribution(
                source=(source,), cue=(mark,), content=(content,), kind="speech", rule="verb-addition", score=0.9
            )


def _content(words: Words, index: int, cue: VerbCue, voices: Voices) -> Span | None:
    after = look_after(words, index, cue, voices)
    if "clause" in cue.takes and (after.mode in ("that", "quote") or (after.mode == "bare" and not cue.weak)):
        return content_span(words, after.start, words.count)
    if cue.takes & {"of", "for"} and any(
        words.low(i) in cue.takes for i in range(index + 2, min(index + 14, words.count))
    ):
        return content_span(words, index, words.count)
    if "object-quote" in cue.takes or "as" in cue.takes:
        at = next((i for i in range(index + 1, min(index + 10, words.count)) if words.low(i) in OPENING), None)
        return content_span(words, at, words.count) if at is not None else None
    return content_span(words, after.start, words.count) if "object" in cue.takes and after.mode == "bare" else None


def _speaker(words: Words, index: int, verbs: Sequence[Attribution], voices: Voices) -> Span | None:
    """The speaker of the last reporting verb before, else the subject of the sentence's main verb."""
    before = [
        each for each in verbs if each.source and each.kind == "speech" and each.cue[0].start < words.start(index)
    ]
    if before:
        return before[-1].source[0]
    if words.has_syntax:
        found = speaker_before(words, index, voices)
        return words.span_of(*found) if found else None
    verb = next((i for i in range(1, index) if words.is_verb(i) and not words.low(i).endswith("ing")), None)
    found = speaker_before(words, verb, voices) if verb is not None else None
    return words.span_of(*found) if found else None
