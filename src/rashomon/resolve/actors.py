"""Mentions of actors to the registry: roles, voices and the groups that figures count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rashomon.domain import Claim, Claimant, Document, Figure, Reading, Role, RoleKind, VoiceKind, content_id
from rashomon.knowledge.actors import Link, Linker, Registry, interest
from rashomon.knowledge.actors.heads import open_heads
from rashomon.knowledge.actors.names import fold_name
from rashomon.resolve.actors_page import PageActors, page_actors

__all__ = ["ground_actors", "interest", "page_actors"]

# Voices whose kind the reading already knows better than the registry could.
_KEPT = (VoiceKind.PERSON, VoiceKind.DOCUMENT)


# A pronoun before a mention that makes it the speaker's own, with an adjective at most between.
_POSSESSED = re.compile(r"\b(?:its|their|our)\s+(?:own\s+)?$", re.IGNORECASE)
_GROUPS = (VoiceKind.ARMED_GROUP, VoiceKind.ORGANISATION)
_DOERS = (RoleKind.AGENT, RoleKind.SUPPORTER, RoleKind.ALLY)
_OF_GROUPS = ("Rebel group", "Political militia", "Identity militia")


@dataclass(frozen=True, slots=True)
class _Page:
    """The page's text, linker and id, where the claim at hand is placed (country, names of places), and who speaks."""

    document_id: str
    linker: Linker
    known: PageActors
    text: str = ""
    placed: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    voice: str | None = None


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
    page = _Page(document.id, known.linker(registry), known, document.text)
    return tuple(_ground(claim, page) for claim in claims)


def _ground(claim: Claim, page: _Page) -> Claim:
    countries = {place.country for place in claim.places if place.country and place.role == "where"}
    placed = tuple(each for each in countries if each) if len(countries) == 1 else ()
    chain = tuple(_voice(voice, page) for voice in claim.chain)
    speaks = chain[-1].actor_id if len(chain) > 1 else None
    page = replace(page, placed=placed, places=frozenset(place.name for place in claim.places), voice=speaks)
    return claim.with_changes(
        chain=chain,
        roles=tuple(_role(role, page) for role in claim.roles),
        figures=_figures(claim.figures, page),
    )


def _role(role: Role, page: _Page) -> Role:
    if role.actor_id is not None:
        return role
    link = _as_state(role, _link(role.mention, role.evidence.span.start, page), page)
    if link.actor_id is not None:
        name = page.linker.registry.name_of(link.actor_id)
        return replace(role, actor_id=link.actor_id, actor_name=name, reasons=(*role.reasons, *_reasons(link, page)))
    named = _is_name(role.mention) or open_heads().describes_group(role.mention)
    if named and role.mention not in page.places and not link.others:
        name = " ".join(role.mention.split())
        local = _local(name, page)
        reason = f"{link.how} It is an actor of this page alone."
        return replace(role, actor_id=local, actor_name=name, reasons=(*role.reasons, reason))
    return replace(role, reasons=(*role.reasons, *_reasons(link, page)))


def _as_state(role: Role, link: Link, page: _Page) -> Link:
    """Take a bare adjective that does or backs something for its state ("an Israeli strike", "Turkish-backed")."""
    if link.actor_id is None or not link.actor_id.endswith(".people") or role.kind not in _DOERS:
        return link
    code = link.actor_id.partition(".")[0]
    state = page.linker.registry.states.by_code.get(code.upper())
    if state is None or fold_name(role.mention) not in map(fold_name, state.adjectives):
        return link
    body = "military" if role.kind is RoleKind.AGENT and page.linker.registry.get(f"{code}.military") else "government"
    name = page.linker.registry.name_of(f"{code}.{body}")
    return Link(actor_id=f"{code}.{body}", how=f"{role.mention!r} alone, of who does or backs it, is {name}.")


def _voice(voice: Claimant, page: _Page) -> Claimant:
    if voice.actor_id is not None:
        return voice
    if voice.kind is VoiceKind.OUTLET and voice.evidence is None:
        # The publisher is whom its whole name names, and never "Monitor" for being a monitor of something.
        named = page.linker.registry.named(voice.name)
        return replace(voice, actor_id=named[0]) if len(named) == 1 else voice
    start = voice.evidence.span.start if voice.evidence else -1
    for words in (voice.name, voice.antecedent.text if voice.antecedent else "", voice.described or ""):
        link = _link(words, start, page) if words else None
        if link is not None and link.actor_id is not None:
            kind = page.linker.registry.voice_of(link.actor_id)
            keeps = voice.kind in _KEPT or kind is None
            return replace(voice, actor_id=link.actor_id, kind=voice.kind if keeps or kind is None else kind)
    if voice.kind in _GROUPS and voice.evidence is not None and _is_name(voice.name) and voice.name not in page.places:
        return replace(voice, actor_id=_local(voice.name, page))
    return voice


def _local(words: str, page: _Page) -> str:
    """Return the id of an actor of this page alone, one for all its mentions by these words."""
    return content_id("act", page.document_id, fold_name(words))


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
    """Link a mention; a bare "the army" is of the state that its own sentence names, else of the page's.

    "Its troops" are of whoever speaks: the state whose ministry says so, or the armed group itself.
    """
    own = _own(words, start, page)
    if own is not None:
        return own
    return page.known.linker_at(start, page.linker, page.placed).link(words)


def _own(words: str, start: int, page: _Page) -> Link | None:
    """The forces that a voice calls its own; None where the words before the mention or the voice do not say so."""
    if page.voice is None or not _POSSESSED.search(page.text[max(0, start - 12) : start]):
        return None
    heads = open_heads()
    if fold_name(words) not in heads.bare and fold_name(words.rsplit(maxsplit=1)[-1]) not in heads.after:
        return None
    registry = page.linker.registry
    actor = registry.get(page.voice)
    country = page.linker.country_of(page.voice)
    how = f"{words!r} are the voice's own, {registry.name_of(page.voice)}."
    if actor is not None and actor.kind in _OF_GROUPS:
        return Link(actor_id=page.voice, how=how)
    branch = registry.states.by_head.get(fold_name(words).rpartition(" ")[2])
    body = f"{country.lower()}.{branch}" if country and branch else ""
    if fold_name(words) not in heads.bare and registry.get(body) is not None:
        return Link(actor_id=body, how=f"{how} {words!r} are its {branch}.")
    if fold_name(words) in heads.bare and country:
        link = replace(page.linker, countries=(country,)).link(words)
        return Link(actor_id=link.actor_id, how=f"{how} {link.how}", others=link.others)
    return None


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
