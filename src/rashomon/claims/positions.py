"""Parties by position where dependencies give none: a parse that goes wrong should not cost a deed its actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.claims.deeds import FoundDeed, find_deeds
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import RoleKind
from rashomon.domain.reading import Reading, Tokens

_PARTIES = (RoleKind.AGENT, RoleKind.TARGET)


def fill_parties(page: ReadPage, deeds: Sequence[FoundDeed]) -> tuple[FoundDeed, ...]:
    """Return the deeds with roles by position for those to which dependencies gave neither agent nor target."""
    bare = sorted({deed.sentence for deed in deeds if _is_bare(deed)})
    if not page.reading.has_syntax or not bare or not page.is_on("parties-by-position"):
        return tuple(deeds)
    again = find_deeds(page.document, _without_syntax(page.reading, bare))
    by_trigger = {deed.deed.trigger.span: deed for deed in again if not _is_bare(deed)}
    return tuple(_filled(page, deed, by_trigger.get(deed.deed.trigger.span)) for deed in deeds)


def _is_bare(deed: FoundDeed) -> bool:
    return deed.deed.sub_type is not None and not any(role.kind in _PARTIES for role in deed.roles)


def _filled(page: ReadPage, deed: FoundDeed, other: FoundDeed | None) -> FoundDeed:
    if other is None or not _is_bare(deed):
        return deed
    harmed = [role.evidence.span for role in deed.roles if role.kind is RoleKind.VICTIM]
    parties = tuple(
        r for r in other.roles if r.kind in _PARTIES and not any(r.evidence.span.overlaps(h) for h in harmed)
    )
    if not parties:
        return deed
    kept = tuple(r for r in deed.roles if not any(r.evidence.span.overlaps(p.evidence.span) for p in parties))
    note = "dependencies give no party; these stand where parties of such words stand"
    step = page.step("parties-by-position", "claims/positions.py", note, deed.deed.trigger.span)
    return replace(deed, roles=(*parties, *kept), steps=(*deed.steps, step))


def _without_syntax(reading: Reading, sentences: Sequence[int]) -> Reading:
    """A reading of some sentences alone, without parts of speech and dependencies."""
    chosen = [i for sentence in sentences for i in reading.tokens_of(sentence)]
    place = {sentence: number for number, sentence in enumerate(sentences)}
    tokens = reading.tokens
    return replace(
        reading,
        sentences=tuple(reading.sentences[sentence] for sentence in sentences),
        tokens=Tokens(
            start=tuple(tokens.start[i] for i in chosen),
            end=tuple(tokens.end[i] for i in chosen),
            sentence=tuple(place[tokens.sentence[i]] for i in chosen),
            lemma=tuple(tokens.lemma[i] for i in chosen),
        ),
        attributions=(),
    )
