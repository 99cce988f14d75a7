"""Voices carried over: pronouns, "its spokesman", "the group", "these claims", resolved to whoever spoke before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.claims.voices_named import (
    ARTICLE,
    DETERMINED,
    REACH,
    Heard,
    Speaker,
    head_word,
    named_voice,
    plain_name,
    publisher_of,
)
from rashomon.domain.claim import Claimant, VoiceKind
from rashomon.domain.reading import NameKind
from rashomon.domain.span import Span
from rashomon.knowledge.voices import NounCue, kind_of_voice
from rashomon.knowledge.voices.sets import word_set

_ARMED: Final = re.compile(
    r"\b(?:terror\w*|narco\w*|rebel\w*|militant\w*|insurgent\w*|jihadis\w*|extremist\w*|armed|islamist|"
    r"separatist\w*|guerrilla\w*)\b"
)
_SHORT: Final = 2
_NAMED: Final = 2
#: A title cut short has two letters and its stop, or more.
_TITLE: Final = 2
_STEM: Final = 5
#: Words that tell no voice of a kind from another.
_NEUTRAL: Final = word_set("speakers.neutral")
_GENERIC: Final = word_set("speakers.generic")


def carried_voice(page: ReadPage, span: Span, sentence: int, heard: list[Heard], pronoun: str) -> Speaker:
    """A pronoun stands for the last voice that fits it in number and kind, within a few sentences."""
    as_said = Claimant(name=page.text(span), kind=VoiceKind.UNNAMED, evidence=page.quote(span))
    number = {"its": "thing", "their": "many", "his": "one", "her": "one"}.get(pronoun) or page.voices.pronouns[pronoun]
    if number == "outlet":
        return Speaker(claimant=publisher_of(page), rule="outlet-itself", note="the outlet speaks of itself")
    if not page.is_on("carried-voice"):
        return Speaker(claimant=as_said, gap=f"voice: {as_said.name!r} not resolved")
    subject = _subject_before(page, span, sentence, heard, number)
    if subject is not None:
        return subject
    for earlier in reversed(heard):
        if sentence - earlier.sentence > REACH:
            break
        if earlier.evidence.span.start >= span.start or not _fits(earlier.claimant, number):
            continue
        who = Claimant(
            name=earlier.claimant.name,
            kind=earlier.claimant.kind,
            actor_id=earlier.claimant.actor_id,
            evidence=page.quote(span),
            antecedent=earlier.evidence,
            described=earlier.claimant.described,
        )
        note = f"{page.text(span)!r} stands for {earlier.evidence.text!r}, the last voice before it that fits"
        return Speaker(claimant=who, rule="carried-voice", note=note)
    return Speaker(
        claimant=as_said,
        rule="carried-voice",
        note="no voice before it fits",
        gap=f"voice: {as_said.name!r} not resolved",
    )


def _subject_before(page: ReadPage, span: Span, sentence: int, heard: list[Heard], number: str) -> Speaker | None:
    """The named subject of the sentence before, in the same paragraph, where no voice spoke in it."""
    spoke = any(sentence - 1 <= h.sentence <= sentence and h.evidence.span.start < span.start for h in heard)
    if spoke or sentence == 0 or number == "many" or page.paragraphs[sentence - 1] != page.paragraphs[sentence]:
        return None
    words = page.words(sentence - 1)
    head = next(
        (i for i in range(words.count) if words.deprel(i) == "nsubj" and words.deprel(words.head(i)) == "root"), None
    )
    if head is None:
        return None
    wanted = NameKind.PERSON if number == "one" else NameKind.GROUP
    for name in page.reading.names:
        if name.kind is wanted and name.span.start <= words.start(head) and words.end(head) <= name.span.end:
            words_said = page.quote(name.span)
            named = named_voice(page, name.span)
            who = replace(named, evidence=page.quote(span), antecedent=words_said)
            note = f"{page.text(span)!r} stands for {words_said.text!r}, the subject of the sentence before"
            return Speaker(claimant=who, rule="carried-voice", note=note)
    return None


def mouthpiece(page: ReadPage, span: Span, sentence: int, heard: list[Heard], pronoun: str) -> Speaker:
    """Such as "Its spokesman": whoever the possessive stands for speaks through them."""
    found = carried_voice(page, span, sentence, heard, pronoun)
    if found.claimant.antecedent is None:
        return Speaker(
            claimant=named_voice(page, span), gap=f"voice: whose {page.text(span)!r} this is was not resolved"
        )
    return replace(found, claimant=replace(found.claimant, described=page.text(span)))


def _fits(claimant: Claimant, number: str) -> bool:
    """Whether a pronoun of this number can stand for a claimant."""
    words = (claimant.described or claimant.name).lower()
    head = head_word(words)
    plural = (
        (head.endswith("s") and not head.endswith(("ss", "us", "is")))
        or head in ("people", "police", "media", "many", "some", "others")
        or " and " in words
    )
    if number == "one":
        return claimant.kind is VoiceKind.PERSON or (claimant.kind is VoiceKind.UNNAMED and not plural)
    if number == "many":
        return plural or claimant.kind is VoiceKind.ARMED_GROUP
    if (
        number == "thing"
        and plural
        and not any(part[:1].isupper() for part in claimant.name.split()[1:] or [claimant.name])
    ):
        return False
    if number == "thing":
        return claimant.kind not in (VoiceKind.PERSON, VoiceKind.UNNAMED) or (
            claimant.kind is VoiceKind.UNNAMED and head in ("source", "channel")
        )
    return True


def taken_up_words(page: ReadPage, span: Span, noun: NounCue, heard: list[Heard]) -> Speaker:
    """Such as "The new accusations", "these claims": whoever spoke the words that are taken up."""
    if page.is_on("taken-up-words"):
        same = [h for h in heard if h.noun == noun.lemma or (noun.stance.value == "accuses" and h.noun)]
        for earlier in reversed(same or heard):
            who = Claimant(
                name=earlier.claimant.name,
                kind=earlier.claimant.kind,
                evidence=page.quote(span),
                antecedent=earlier.evidence,
                described=earlier.claimant.described or page.text(span),
            )
            return Speaker(
                claimant=who,
                noun=noun,
                rule="taken-up-words",
                note=f"{page.text(span)!r} takes up the words of {earlier.evidence.text!r}",
            )
    words = page.quote(span)
    return Speaker(
        claimant=Claimant(name=words.text, kind=VoiceKind.UNNAMED, evidence=words, described=words.text),
        noun=noun,
        gap="voice: whose words these are is not said",
    )


def _named_before(page: ReadPage, span: Span, sentence: int, kinds: set[VoiceKind]) -> Speaker | None:
    """The group last named before "the group", where no voice fits: a name of a kind that the noun allows."""
    start = page.reading.sentences[max(0, sentence - _NAMED)].start
    for name in reversed(page.reading.names):
        if name.kind is not NameKind.GROUP or not start <= name.span.start < span.start:
            continue
        words = ARTICLE.sub("", page.text(name.span))
        kind = kind_of_voice(words, page.voices)
        if kind not in kinds or plain_name(words) == plain_name(page.document.source.name):
            continue
        who = Claimant(name=words, kind=kind, evidence=page.quote(span), antecedent=page.quote(name.span))
        return Speaker(
            claimant=who, rule="carried-voice", note=f"{page.text(span)!r} takes up {words!r}, the group named last"
        )
    return None


def _words_of(heard: Heard) -> list[str]:
    return re.findall(r"[\w’'-]+\.?", f"{heard.claimant.name} {heard.claimant.described or ''}".lower())


def _has_head(heard: Heard, head: str) -> bool:
    """Whether a voice's words hold a head noun, in full or as the title before a name ("Gen." for "the general")."""
    return any(
        word.rstrip(".") == head or (word.endswith(".") and len(word) > _TITLE and head.startswith(word[:-1]))
        for word in _words_of(heard)
    )


def _may_be(heard: Heard, words: str, head: str) -> bool:
    """Whether what a noun says beside its head leaves it with a voice: "the armed group", not "the other militia"."""
    beside = set(re.findall(r"[\w-]+", DETERMINED.sub("", words).lower())) - {head} - _NEUTRAL
    told = " ".join(_words_of(heard))
    return all(word[:_STEM] in told or _ARMED.search(word) for word in beside)


def taken_up_voice(page: ReadPage, span: Span, sentence: int, heard: list[Heard]) -> Speaker | None:
    """Such as "The group", "the ministry", "the source".

    The last voice with the same head noun, else of the kind that it names.
    """
    if not page.is_on("carried-voice"):
        return None
    words = page.text(span)
    head = head_word(words)
    kind = kind_of_voice(words, page.voices)
    told = len(DETERMINED.sub("", words).split())
    near = [h for h in heard if sentence - h.sentence <= REACH * 2 and h.evidence.span.start < span.start]
    same = [h for h in near if _has_head(h, head)]
    kinds = {kind} - {VoiceKind.UNNAMED}
    if head in ("group", "movement", "party", "body", "network", "faction", "militia", "organisation", "organization"):
        kinds = {VoiceKind.ARMED_GROUP, VoiceKind.ORGANISATION, VoiceKind.MONITOR}
        if _ARMED.search(words.lower()):
            kinds = {VoiceKind.ARMED_GROUP, VoiceKind.ORGANISATION}
    if head in ("militia", "insurgents", "rebels", "militants", "terrorists", "fighters"):
        kinds = {VoiceKind.ARMED_GROUP}
    generic = head in _GENERIC and told <= _SHORT
    alike = [h for h in near if h.claimant.kind in kinds and _may_be(h, words, head)] if generic else []
    same = [h for h in same if len(ARTICLE.sub("", h.claimant.name).split()) >= told]
    if not same and not alike and generic:
        return _named_before(page, span, sentence, kinds)
    for earlier in reversed(same or alike):
        who = Claimant(
            name=earlier.claimant.name,
            kind=earlier.claimant.kind,
            evidence=page.quote(span),
            antecedent=earlier.evidence,
            described=earlier.claimant.described,
        )
        return Speaker(claimant=who, rule="carried-voice", note=f"{words!r} takes up {earlier.evidence.text!r}")
    return None
