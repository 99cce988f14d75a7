"""Mentions of actors to the registry: roles, voices and the groups that figures count."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.domain import Claim, Claimant, Document, Figure, Reading, Role, VoiceKind, content_id
from rashomon.knowledge.actors import Link, Linker, Registry, interest
from rashomon.knowledge.actors.heads import open_heads
from rashomon.knowledge.actors.names import fold_name
from rashomon.resolve.actors_page import PageActors, page_actors

__all__ = ["ground_actors", "interest", "page_actors"]

# Voices whose kind the reading already knows better than the registry could.
_KEPT = (VoiceKind.PERSON, VoiceKind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class _Page:
    """The page's linker and id, and where the claim at hand is placed: country, and names that are places."""

    document_id: str
    linker: Linker
    known: PageActors
    placed: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()


def ground_actors(
    document: Document, reading: Reading, claims: tuple[Claim, ...], registry: Registry
) -> tuple[Claim, ...]:
    """Return the claims with actors for their roles, voices and counted groups.

    A mention is linked by name, by an abbreviation that the page explains, by office, or by head noun and the page's
    country. A label links to nobody. A named group that the registry lacks becomes an actor of this page alone, with
    its own words; what stays open says why.
    """
    if not claims:
        return claims
    known = page_actors(document, reading, claims, registry)
    page = _Page(document.id, known.linker(registry), known)
    return tuple(_ground(claim, page) for claim in claims)


def _ground(claim: Claim, page: _Page) -> Claim:
    countries = {place.country for place in claim.places if place.country and place.role == "where"}
    placed = tuple(each for each in countries if each) if len(countries) == 1 else ()
    page = replace(page, placed=placed, places=frozenset(place.name for place in claim.places))
    return claim.with_changes(
        chain=tuple(_voice(voice, page) for voice in claim.chain),
        roles=tuple(_role(role, page) for role in claim.roles),
        figures=_figures(claim.figures, page),
    )


def _role(role: Role, page: _Page) -> Role:
    if role.actor_id is not None:
        return role
    link = _link(role.mention, role.evidence.span.start, page)
    if link.actor_id is not None:
        name = page.linker.registry.name_of(link.actor_id)
        return replace(role, actor_id=link.actor_id, actor_name=name, reasons=(*role.reasons, *_reasons(link, page)))
    named = _is_name(role.mention) or open_heads().describes_group(role.mention)
    if named and role.mention not in page.places and not link.others:
        name = " ".join(role.mention.split())
        local = content_id("act", page.document_id, fold_name(name))
        reason = f"{link.how} It is an actor of this page alone."
        return replace(role, actor_id=local, actor_name=name, reasons=(*role.reasons, reason))
    return replace(role, reasons=(*role.reasons, *_reasons(link, page)))


def _voice(voice: Claimant, page: _Page) -> Claimant:
    if voice.actor_id is not None:
        return voice
    start = voice.evidence.span.start if voice.evidence else -1
    for words in (voice.name, voice.antecedent.text if voice.antecedent else "", voice.described or ""):
        link = _link(words, start, page) if words else None
        if link is not None and link.actor_id is not None:
            kind = page.linker.registry.voice_of(link.actor_id)
            keeps = voice.kind in _KEPT or kind is None
            return replace(voice, actor_id=link.actor_id, kind=voice.kind if keeps or kind is None else kind)
    return voice


def _figures(figures: tuple[Figure, ...], page: _Page) -> tuple[Figure, ...]:
    grounded = []
    for figure in figures:
        if figure.group is None or figure.group_actor is not None:
            grounded.append(figure)
            continue
        start = figure.group_evidence.span.start if figure.group_evidence else figure.evidence.span.start
        grounded.append(replace(figure, group_actor=_link(figure.group, start, page).actor_id))
    return tuple(grounded)


def _link(words: str, start: int, page: _Page) -> Link:
    """Link a mention; a bare "the army" is of the state that its own sentence names, else of the page's."""
    return page.known.linker_at(start, page.linker, page.placed).link(words)


def _reasons(link: Link, page: _Page) -> tuple[str, ...]:
    if not link.others:
        return (link.how,)
    names = ", ".join(page.linker.registry.name_of(each) for each in link.others)
    return (link.how, f"The name is shared by: {names}.")


def _is_name(mention: str) -> bool:
    """Tell whether a mention is a proper name: two words or more with capitals, or one in capitals."""
    words = [word for word in mention.split() if word.lower() not in ("the", "a", "an", "of", "and", "for", "in")]
    capital = [word for word in words if word[:1].isupper()]
    return bool(words) and len(capital) == len(words) and (len(words) > 1 or words[0].isupper())
