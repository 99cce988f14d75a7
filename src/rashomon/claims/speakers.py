"""Claimants out of the words that name a speaker."""

from __future__ import annotations

import re
from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.claims.voices_carried import carried_voice, mouthpiece, taken_up_voice, taken_up_words
from rashomon.claims.voices_documents import document_voice
from rashomon.claims.voices_named import (
    DETERMINED,
    Heard,
    Speaker,
    has_name,
    head_word,
    is_publisher,
    named_voice,
    publisher_of,
    relay_in,
)
from rashomon.domain.claim import Claimant, VoiceKind
from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices import NounCue

_EARLIER: Final = re.compile(
    r"(?:an|the|our|a)\s+(?:earlier|previous|original|initial|prior)\s+(?:version|article|story|"
    r"headline)\b|(?:the|this)\s+(?:headline|article|story)\s+(?:earlier|previously|originally)"
)
_MOUTHPIECE: Final = re.compile(
    r"(its|their|his|her)\s+(?:[\w-]+\s+){0,2}?(?:spokes\w+|representatives?|press office|press service|media office)\b"
)


def speaker_of(page: ReadPage, attribution: Attribution, sentence: int, heard: list[Heard]) -> Speaker:
    """Return who speaks in an attribution. `heard` are the voices of the page so far, in order."""
    if not attribution.source:
        return _left_out(page, attribution)
    span = attribution.source[0]
    words = page.text(span)
    low = words.lower()
    if is_publisher(page, span):
        return Speaker(claimant=publisher_of(page), rule="outlet-itself", note="the outlet names itself")
    if _EARLIER.match(low):
        note = f"{words!r} is the outlet's own earlier text"
        return Speaker(claimant=publisher_of(page), rule="earlier-version", note=note, retracts=True)
    if mouth := _MOUTHPIECE.match(low):
        return mouthpiece(page, span, sentence, heard, mouth[1])
    noun = _noun_of(page, words)
    if low in page.voices.pronouns or low in ("its", "their", "his", "her"):
        return carried_voice(page, span, sentence, heard, low)
    if noun is not None and (noun.document or DETERMINED.match(words)):
        document = document_voice(page, span, noun, heard, sentence) if noun.document else None
        return document or taken_up_words(page, span, noun, heard)
    if DETERMINED.match(words) and head_word(words) in page.voices.takeups and not has_name(words):
        found = taken_up_voice(page, span, sentence, heard)
        if found is not None:
            return found
    return _named(page, span, noun)


def _named(page: ReadPage, span: Span, noun: NounCue | None) -> Speaker:
    """A voice by its own words, and whoever handed its words on ("a source quoted by the agency")."""
    handed = relay_in(page, span)
    if handed is None:
        return Speaker(claimant=named_voice(page, span), noun=noun)
    named = named_voice(page, handed[0])
    note = f"{page.text(span)!r} was handed on by {handed[1].name!r}"
    return Speaker(claimant=named, noun=noun, relay=handed[1], rule="handed-on", note=note)


def _left_out(page: ReadPage, attribution: Attribution) -> Speaker:
    cue = page.quote(attribution.cue[0])
    who = Claimant(name=f"not named ({cue.text})", kind=VoiceKind.UNNAMED, evidence=cue, described=cue.text)
    return Speaker(
        claimant=who, rule="voice-left-out", note="the page does not say who said so", gap="voice: not named"
    )


def _noun_of(page: ReadPage, words: str) -> NounCue | None:
    noun = page.voices.nouns.get(head_word(words))
    return noun if noun is not None and not noun.referring else None
