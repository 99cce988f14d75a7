"""Documents as voices: whoever issued them, else the voice that spoke of them before, else themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.claims.voices_carried import taken_up_voice
from rashomon.claims.voices_named import (
    ARTICLE,
    DETERMINED,
    REACH,
    Heard,
    Speaker,
    has_name,
    head_word,
    named_voice,
)
from rashomon.domain.claim import Claimant, VoiceKind
from rashomon.domain.span import Span
from rashomon.knowledge.voices import NounCue, kind_of_voice
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.speakers import head_of

_BY: Final = re.compile(r"\s(?:by|from|of)\s+(?:the\s+)?(?P<who>[A-Z][^,]*?)(?=,|$|\s+(?:and|on|in|to|that)\s)")
_CARRIED: Final = re.compile(
    r"\s(?:carried|published|quoted|cited|relayed|aired|broadcast|reported|"
    r"run)\s+by\s+(?P<who>(?:the\s+)?[\w’' -]+?)(?=,|$|\s+(?:and|on|in|that)\s)"
)
_BY_NOUN: Final = re.compile(
    r"\s(?:by|from|of)\s+(?P<who>(?:the|its|their|his|her|an?)\s+[a-z][\w-]*(?:[’']s?)?(?:\s+[a-z][\w-]*){0,2})(?=,|$)"
)
#: Words that may open a sentence with a capital and name nobody ("Initial reports spoke of 11 dead").
_NO_NAMES: Final = word_set("speakers.no-names")
_NO_ISSUER: Final = word_set("speakers.no-issuer")


def document_voice(page: ReadPage, span: Span, noun: NounCue, heard: list[Heard], sentence: int) -> Speaker:
    """A document speaks for whoever issued it, where the page says who; else it is its own voice."""
    words = page.text(span)
    issuer = None if head_word(words) in _NO_ISSUER else _issuer(_CARRIED.sub("", words), noun)
    carrier = _CARRIED.search(words)
    relay = _voice_at(page, span.start + carrier.start("who"), carrier["who"]) if carrier else None
    if issuer is not None:
        start = span.start + issuer[0]
        who = Span(start, start + len(issuer[1]))
        claimant = Claimant(
            name=issuer[1], kind=_issuer_kind(page, issuer[1]), evidence=page.quote(who), described=words
        )
        return Speaker(
            claimant=claimant,
            noun=noun,
            relay=relay,
            rule="issuer-of-document",
            note=f"{words!r} is issued by {issuer[1]!r}",
        )
    described = _described_issuer(page, span, noun, heard, sentence)
    if described is not None:
        return described
    taken = _taken_up_document(page, span, noun, heard, sentence)
    if taken is not None:
        return taken
    if noun.plural and noun.lemma == "report":
        unnamed = Claimant(
            name=ARTICLE.sub("", words), kind=VoiceKind.UNNAMED, evidence=page.quote(span), described=words
        )
        return Speaker(claimant=unnamed, noun=noun)
    return Speaker(
        claimant=Claimant(
            name=ARTICLE.sub("", words), kind=VoiceKind.DOCUMENT, evidence=page.quote(span), described=words
        ),
        noun=noun,
    )


def _taken_up_document(page: ReadPage, span: Span, noun: NounCue, heard: list[Heard], sentence: int) -> Speaker | None:
    """Such as "The report", "this statement": whoever spoke by a document of that kind before."""
    words = page.text(span)
    if not DETERMINED.match(words) or has_name(words):
        return None
    for earlier in reversed(heard):
        if sentence - earlier.sentence <= REACH and (
            earlier.noun == noun.lemma or noun.lemma in (earlier.claimant.described or "").lower()
        ):
            who_said = Claimant(
                name=earlier.claimant.name,
                kind=earlier.claimant.kind,
                evidence=page.quote(span),
                antecedent=earlier.evidence,
                described=words,
            )
            return Speaker(
                claimant=who_said,
                noun=noun,
                rule="taken-up-words",
                note=f"{words!r} takes up {earlier.evidence.text!r}",
            )
    return taken_up_voice(page, span, sentence, heard) if noun.lemma == "statement" else None


def _described_issuer(page: ReadPage, span: Span, noun: NounCue, heard: list[Heard], sentence: int) -> Speaker | None:
    """The issuer that is no name: "a count by the agency", "a statement by the governor's office"."""
    words = page.text(span)
    found = _BY_NOUN.search(words)
    if found is None or head_word(words) in _NO_ISSUER:
        return None
    who = Span(span.start + found.start("who"), span.start + found.end("who"))
    head = head_word(found["who"])
    if head not in page.voices.speakers:
        return None
    note = f"{words!r} is issued by {found['who']!r}"
    taken = taken_up_voice(page, who, sentence, heard) if DETERMINED.match(found["who"]) else None
    claimant = taken.claimant if taken is not None else named_voice(page, who)
    return Speaker(claimant=replace(claimant, described=words), noun=noun, rule="issuer-of-document", note=note)


def _voice_at(page: ReadPage, start: int, name: str) -> Claimant:
    """The voice that carried a statement."""
    kind = kind_of_voice(name, page.voices)
    kind = VoiceKind.AGENCY if kind is VoiceKind.UNNAMED else kind
    return Claimant(name=ARTICLE.sub("", name), kind=kind, evidence=page.quote(Span(start, start + len(name))))


def _issuer_kind(page: ReadPage, name: str) -> VoiceKind:
    kind = kind_of_voice(name, page.voices)
    return VoiceKind.ORGANISATION if kind in (VoiceKind.UNNAMED, VoiceKind.DOCUMENT) else kind


def _issuer(words: str, noun: NounCue) -> tuple[int, str] | None:
    """The issuer in a document's name with its offset: "a report by X", "X's report", "a new X report"."""
    by = _BY.search(words)
    if by:
        return by.start("who"), by["who"]
    own = re.search(r"(?P<who>[^,]+?)[’']s?\s", words)
    if own and own["who"][:1].isupper():
        who = ARTICLE.sub("", own["who"])
        return own.start("who") + len(own["who"]) - len(who), who
    head = head_of(words)
    before = head[: head.lower().rfind(noun.lemma)]
    name = re.search(r"(?:(?<=\s)|^)(?P<who>[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*)\s*$", before)
    if name and name["who"].lower() not in _NO_NAMES:
        who = ARTICLE.sub("", name["who"])
        return name.end("who") - len(who), who
    return None
