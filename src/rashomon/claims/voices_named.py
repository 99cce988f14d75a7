"""Voices that words name: a name, a description, a title with a name, the outlet itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Claimant, VoiceKind
from rashomon.domain.reading import NameKind
from rashomon.domain.span import Evidence, Span
from rashomon.knowledge.voices import NounCue, kind_of_voice
from rashomon.knowledge.voices.speakers import head_of

ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
DETERMINED: Final = re.compile(r"^(?:the|this|that|these|those|its|their|his|her|both)\s+", re.IGNORECASE)
REACH: Final = 8
#: In capitals a name of this many words may be a person's with a title; shorter ones are read as in small letters.
_TITLED: Final = 3
#: Who handed on the words of a voice: "a source quoted by the agency".
_QUOTED_BY: Final = re.compile(r",?\s(?:quoted|cited)\s+by\s+(?P<who>(?:the\s+)?[\w’'. -]+?)(?=,|$)")
#: Initials of an outlet stand for a name of more words than this.
_SHARE: Final = 2


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


def named_voice(page: ReadPage, span: Span) -> Claimant:
    """Return the claimant that words name: its kind, its name without articles, the words where they describe it."""
    words = page.text(span)
    upper = words.isupper() and " " in words
    kind = kind_of_voice(words.lower() if upper and len(words.split()) < _TITLED else words, page.voices)
    if is_publisher(page, span):
        return publisher_of(page)
    if kind in (VoiceKind.ORGANISATION, VoiceKind.UNNAMED) and _is_person(page, span):
        kind = VoiceKind.PERSON
    if kind is VoiceKind.ORGANISATION and _is_place(page, span):
        kind = VoiceKind.STATE
    name = ARTICLE.sub("", words)
    described = words if kind is VoiceKind.UNNAMED else None
    first, comma, _ = name.partition(", ")
    holder = _holder(page, span)
    if holder is not None:
        name, described, kind = page.text(holder), words, VoiceKind.PERSON
    elif comma and kind is not VoiceKind.UNNAMED and head_of(first).split()[-1][:1].isupper():
        name, described = first, words
    elif comma and _is_full_name(name.rpartition(", ")[2]):
        kind, described = VoiceKind.PERSON, words
        name = name.rpartition(", ")[2] if not has_name(first) else name
    return Claimant(name=name, kind=kind, evidence=page.quote(span), described=described)


def _holder(page: ReadPage, span: Span) -> Span | None:
    """The person behind an office in capitals: "the Police Public Relations Officer, Musa Bello"."""
    words = page.text(span)
    office, comma, rest = words.partition(", ")
    last = re.findall(r"[\w’'-]+", office)[-1:]
    if not comma or not last or last[0].lower() not in page.voices.titles | page.voices.speakers.keys():
        return None
    if not last[0][:1].isupper() or not _is_full_name(rest):
        return None
    people = [n.span for n in page.reading.names if n.kind is NameKind.PERSON and n.span.overlaps(span)]
    start = span.start + len(office) + len(comma)
    return Span(start, span.end) if people and not any(name.start < start for name in people) else None


def relay_in(page: ReadPage, span: Span) -> tuple[Span, Claimant] | None:
    """Return the words of a voice without "quoted by ...", and who handed them on; None where nobody did."""
    found = _QUOTED_BY.search(page.text(span))
    if found is None or found.start() == 0:
        return None
    who = Span(span.start + found.start("who"), span.start + found.end("who"))
    relay = named_voice(page, who)
    kind = VoiceKind.AGENCY if relay.kind in (VoiceKind.UNNAMED, VoiceKind.ORGANISATION) else relay.kind
    return Span(span.start, span.start + found.start()), replace(relay, kind=kind)


def is_publisher(page: ReadPage, span: Span) -> bool:
    """Tell whether words name the outlet: its name or the start of it, its initials, or its last word in capitals."""
    name = page.document.source.name
    words = page.text(span)
    bare = ARTICLE.sub("", words)
    start = span.end - len(bare)
    own, parts = plain_name(name), plain_name(name).split()
    if plain_name(words) == own:
        return True
    if len(parts) == 1 or not bare[:1].isupper():
        return False
    if plain_name(page.document.text[start : start + len(own)]) == own:
        return True
    initials = "".join(part[0] for part in parts)
    return plain_name(words) == parts[-1] or (len(parts) > _SHARE and bare.isupper() and bare.lower() == initials)


def plain_name(words: str) -> str:
    """Return a name in small letters, without its article."""
    return ARTICLE.sub("", words).lower().replace("’", "'")


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


def head_word(words: str) -> str:
    """Return the head noun of a description, in small letters; empty where there is none."""
    parts = re.findall(r"[\w’'-]+", head_of(words).lower())
    return parts[-1] if parts else ""


def has_name(words: str) -> bool:
    """Tell whether a word other than the first has a capital."""
    return any(part[:1].isupper() for part in re.findall(r"[\w’'-]+", words)[1:])
