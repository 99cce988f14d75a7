"""Claimants out of the words that name a speaker: names, descriptions, issuers of documents, pronouns and take-ups."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Claimant, VoiceKind
from rashomon.domain.reading import Attribution, NameKind
from rashomon.domain.span import Evidence, Span
from rashomon.knowledge.voices import NounCue, kind_of_voice
from rashomon.knowledge.voices.sets import word_set
from rashomon.knowledge.voices.speakers import head_of

_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_DETERMINED: Final = re.compile(r"^(?:the|this|that|these|those|its|their|his|her|both)\s+", re.IGNORECASE)
_BY: Final = re.compile(r"\s(?:by|from|of)\s+(?:the\s+)?(?P<who>[A-Z][^,]*?)(?=,|$|\s+(?:and|on|in|to|that)\s)")
_CARRIED: Final = re.compile(
    r"\s(?:carried|published|quoted|cited|relayed|aired|broadcast|reported|"
    r"run)\s+by\s+(?P<who>(?:the\s+)?[\w’' -]+?)(?=,|$|\s+(?:and|on|in|that)\s)"
)
_NO_ISSUER: Final = word_set("speakers.no-issuer")
_EARLIER: Final = re.compile(
    r"(?:an|the|our|a)\s+(?:earlier|previous|original|initial|prior)\s+(?:version|article|story|"
    r"headline)\b|(?:the|this)\s+(?:headline|article|story)\s+(?:earlier|previously|originally)"
)
_ARMED: Final = re.compile(
    r"\b(?:terror\w*|narco\w*|rebel\w*|militant\w*|insurgent\w*|jihadis\w*|extremist\w*|armed|islamist|"
    r"separatist\w*|guerrilla\w*)\b"
)
_MOUTHPIECE: Final = re.compile(
    r"(its|their|his|her)\s+(?:[\w-]+\s+){0,2}?(?:spokes\w+|representatives?|press office|press service|media office)\b"
)
_REACH: Final = 8
_SHORT: Final = 2
_NAMED: Final = 2
#: In capitals a name of this many words may be a person's with a title; shorter ones are read as in small letters.
_TITLED: Final = 3
#: Nouns that say no more than what kind of voice is taken up.
_GENERIC: Final = word_set("speakers.generic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A voice that spoke earlier in the page.

    Its claimant, the words that named it, its sentence, its noun of speech.
    """

    claimant: Claimant
    evidence: Evidence
    sentence: int
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A claimant and how it was found.

    `noun` is the noun of speech in its words, `rule` and `note` go into the trace.
    """

    claimant: Claimant
    noun: NounCue | None = None
    relay: Claimant | None = None
    retracts: bool = False
    rule: str = "named-voice"
    note: str = ""
    gap: str = ""


def publisher_of(page: ReadPage) -> Claimant:
    """Return the publisher as the first link of every chain."""
    return Claimant(name=page.document.source.name, kind=VoiceKind.OUTLET)


def speaker_of(page: ReadPage, attribution: Attribution, sentence: int, heard: list[Heard]) -> Speaker:
    """Return who speaks in an attribution. `heard` are the voices of the page so far, in order."""
    if not attribution.source:
        return _left_out(page, attribution)
    span = attribution.source[0]
    words = page.text(span)
    low = words.lower()
    if _EARLIER.match(low):
        note = f"{words!r} is the outlet's own earlier text"
        return Speaker(claimant=publisher_of(page), rule="earlier-version", note=note, retracts=True)
    mouth = _MOUTHPIECE.match(low)
    if mouth:
        return _mouthpiece(page, span, sentence, heard, mouth[1])
    noun = _noun_of(page, words)
    if low in page.voices.pronouns or low in ("its", "their", "his", "her"):
        return _carried(page, span, sentence, heard, low)
    if noun is not None and not noun.document and _DETERMINED.match(words):
        return _taken_up_words(page, span, noun, heard)
    if noun is not None and noun.document:
        return _document(page, span, noun, heard, sentence)
    if _DETERMINED.match(words) and _head_word(words) in page.voices.takeups and not _has_name(words):
        found = _taken_up(page, span, sentence, heard)
        if found is not None:
            return found
    return Speaker(claimant=_named(page, span), noun=noun)


def _left_out(page: ReadPage, attribution: Attribution) -> Speaker:
    cue = page.quote(attribution.cue[0])
    who = Claimant(name=f"not named ({cue.text})", kind=VoiceKind.UNNAMED, evidence=cue, described=cue.text)
    return Speaker(
        claimant=who, rule="voice-left-out", note="the page does not say who said so", gap="voice: not named"
    )


def _named(page: ReadPage, span: Span) -> Claimant:
    words = page.text(span)
    upper = words.isupper() and " " in words
    kind = kind_of_voice(words.lower() if upper and len(words.split()) < _TITLED else words, page.voices)
    if _plain_name(words) == _plain_name(page.document.source.name):
        return publisher_of(page)
    if kind in (VoiceKind.ORGANISATION, VoiceKind.UNNAMED) and _is_person(page, span):
        kind = VoiceKind.PERSON
    if kind is VoiceKind.ORGANISATION and _is_place(page, span):
        kind = VoiceKind.STATE
    name = _ARTICLE.sub("", words)
    described = words if kind is VoiceKind.UNNAMED else None
    first, comma, _ = name.partition(", ")
    if comma and kind is not VoiceKind.UNNAMED and head_of(first).split()[-1][:1].isupper():
        name, described = first, words
    elif comma and _is_full_name(name.rpartition(", ")[2]):
        kind = VoiceKind.PERSON
    return Claimant(name=name, kind=kind, evidence=page.quote(span), described=described)


def _plain_name(words: str) -> str:
    return _ARTICLE.sub("", words).lower().replace("’", "'")


def _is_full_name(words: str) -> bool:
    """Whether words are a person's name, with or without titles: two capitals or more and nothing else."""
    parts = words.split()
    return 2 <= len(parts) <= 6 and all(
        part[:1].isupper() or part in ("al", "bin", "de", "van", "von") for part in parts
    )


def _is_person(page: ReadPage, span: Span) -> bool:
    """Whether the name ends in a person's name, by the reading's names ("Secretary of State Jane Roe")."""
    head = head_of(page.text(span))
    if head.split()[-1].isupper():
        return False
    end = span.start + len(head)
    people = [n.span for n in page.reading.names if n.kind is NameKind.PERSON and n.span.within(span)]
    full = [name for name in people if " " in page.text(name)]
    return any(name.end in (end, span.end) or name.start == span.start for name in full)


def _is_place(page: ReadPage, span: Span) -> bool:
    """Whether the whole name is a place, which then speaks for its government ("Ankara")."""
    return any(
        n.kind is NameKind.PLACE and n.span.start <= span.start and span.end <= n.span.end for n in page.reading.names
    )


def _head_word(words: str) -> str:
    parts = re.findall(r"[\w’'-]+", head_of(words).lower())
    return parts[-1] if parts else ""


def _has_name(words: str) -> bool:
    return any(part[:1].isupper() for part in re.findall(r"[\w’'-]+", words)[1:])


def _noun_of(page: ReadPage, words: str) -> NounCue | None:
    noun = page.voices.nouns.get(_head_word(words))
    return noun if noun is not None and not noun.referring else None


def _carried(page: ReadPage, span: Span, sentence: int, heard: list[Heard], pronoun: str) -> Speaker:
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
        if sentence - earlier.sentence > _REACH:
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
            named = _named(page, name.span)
            who = replace(named, evidence=page.quote(span), antecedent=words_said)
            note = f"{page.text(span)!r} stands for {words_said.text!r}, the subject of the sentence before"
            return Speaker(claimant=who, rule="carried-voice", note=note)
    return None


def _mouthpiece(page: ReadPage, span: Span, sentence: int, heard: list[Heard], pronoun: str) -> Speaker:
    """Such as "Its spokesman": whoever the possessive stands for speaks through them."""
    found = _carried(page, span, sentence, heard, pronoun)
    if found.claimant.antecedent is None:
        return Speaker(claimant=_named(page, span), gap=f"voice: whose {page.text(span)!r} this is was not resolved")
    return replace(found, claimant=replace(found.claimant, described=page.text(span)))


def _fits(claimant: Claimant, number: str) -> bool:
    """Whether a pronoun of this number can stand for a claimant."""
    words = (claimant.described or claimant.name).lower()
    head = _head_word(words)
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


def _taken_up_words(page: ReadPage, span: Span, noun: NounCue, heard: list[Heard]) -> Speaker:
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


def _document(page: ReadPage, span: Span, noun: NounCue, heard: list[Heard], sentence: int) -> Speaker:
    """A document speaks for whoever issued it, where the page says who; else it is its own voice."""
    words = page.text(span)
    issuer = None if _head_word(words) in _NO_ISSUER else _issuer(_CARRIED.sub("", words), noun)
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
    if _DETERMINED.match(words) and not _has_name(words):
        for earlier in reversed(heard):
            if sentence - earlier.sentence <= _REACH and (
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
        found = _taken_up(page, span, sentence, heard) if noun.lemma == "statement" else None
        if found is not None:
            return found
    if noun.plural and noun.lemma == "report":
        unnamed = Claimant(
            name=_ARTICLE.sub("", words), kind=VoiceKind.UNNAMED, evidence=page.quote(span), described=words
        )
        return Speaker(claimant=unnamed, noun=noun)
    return Speaker(
        claimant=Claimant(
            name=_ARTICLE.sub("", words), kind=VoiceKind.DOCUMENT, evidence=page.quote(span), described=words
        ),
        noun=noun,
    )


def _voice_at(page: ReadPage, start: int, name: str) -> Claimant:
    """The voice that carried a statement."""
    kind = kind_of_voice(name, page.voices)
    kind = VoiceKind.AGENCY if kind is VoiceKind.UNNAMED else kind
    return Claimant(name=_ARTICLE.sub("", name), kind=kind, evidence=page.quote(Span(start, start + len(name))))


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
        who = _ARTICLE.sub("", own["who"])
        return own.start("who") + len(own["who"]) - len(who), who
    head = head_of(words)
    before = head[: head.lower().rfind(noun.lemma)]
    name = re.search(r"(?:(?<=\s)|^)(?P<who>[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*)\s*$", before)
    if name and name["who"].lower() not in ("the", "a", "an", "this", "new", "one", "recent"):
        who = _ARTICLE.sub("", name["who"])
        return name.end("who") - len(who), who
    return None


def _named_before(page: ReadPage, span: Span, sentence: int, kinds: set[VoiceKind]) -> Speaker | None:
    """The group last named before "the group", where no voice fits: a name of a kind that the noun allows."""
    start = page.reading.sentences[max(0, sentence - _NAMED)].start
    for name in reversed(page.reading.names):
        if name.kind is not NameKind.GROUP or not start <= name.span.start < span.start:
            continue
        words = _ARTICLE.sub("", page.text(name.span))
        kind = kind_of_voice(words, page.voices)
        if kind not in kinds or _plain_name(words) == _plain_name(page.document.source.name):
            continue
        who = Claimant(name=words, kind=kind, evidence=page.quote(span), antecedent=page.quote(name.span))
        return Speaker(
            claimant=who, rule="carried-voice", note=f"{page.text(span)!r} takes up {words!r}, the group named last"
        )
    return None


def _taken_up(page: ReadPage, span: Span, sentence: int, heard: list[Heard]) -> Speaker | None:
    """Such as "The group", "the ministry", "the source".

    The last voice with the same head noun, else of the kind that it names.
    """
    if not page.is_on("carried-voice"):
        return None
    words = page.text(span)
    head = _head_word(words)
    kind = kind_of_voice(words, page.voices)
    told = len(_DETERMINED.sub("", words).split())
    near = [h for h in heard if sentence - h.sentence <= _REACH * 2 and h.evidence.span.start < span.start]
    same = [
        h for h in near if head in re.findall(r"[\w’'-]+", f"{h.claimant.name} {h.claimant.described or ''}".lower())
    ]
    kinds = {kind}
    if head in ("group", "movement", "party", "body", "network", "faction", "militia", "organisation", "organization"):
        kinds = {VoiceKind.ARMED_GROUP, VoiceKind.ORGANISATION, VoiceKind.MONITOR}
        if _ARMED.search(words.lower()):
            kinds = {VoiceKind.ARMED_GROUP, VoiceKind.ORGANISATION}
    alike = [h for h in near if h.claimant.kind in kinds] if head in _GENERIC and told <= _SHORT else []
    same = [h for h in same if len(_ARTICLE.sub("", h.claimant.name).split()) >= told]
    if not same and not alike and head in _GENERIC and told <= _SHORT:
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
