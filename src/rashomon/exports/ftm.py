"""FollowTheMoney: events, the actors in them, the pages that tell of them, and where those pages name whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.domain import Claim, Document, Event, When
from rashomon.domain.wording import chain_in_words, figure_in_words
from rashomon.exports.view import ExportView

DATASET = "rashomon"
"""The dataset that each entity names as its origin."""

_LANGUAGES = {"en": "eng", "ar": "ara", "fr": "fra", "ru": "rus", "uk": "ukr", "es": "spa", "de": "deu"}
_LOCAL = "act_"
"""What the ids of actors begin with that only a page knows."""


def followthemoney(view: ExportView) -> Iterator[dict[str, Any]]:
    """Yield entities, one a line of the file: pages, actors, events, then the links of pages and events, and mentions.

    Times that FollowTheMoney cannot hold stand in `notes` as EDTF; figures stand in `summary` as claimed, each with its
    voices, and are never added up there.
    """
    actors = _actors(view)
    for document in view.documents.values():
        yield _page(document)
    for actor_id, name in actors.items():
        yield _entity("LegalEntity", _actor_key(actor_id), name=[name])
    for event in view.events:
        yield _event(view, event, actors)
        for page in event.document_ids:
            if page in view.documents:
                voices = [chain_in_words(claim) for claim in view.claims_of(event) if claim.document_id == page]
                link, said = f"{event.id}-{page}", list(dict.fromkeys(voices))
                yield _entity(
                    "Documentation",
                    link,
                    document=[_key(page)],
                    entity=[_key(event.id)],
                    role=["reports"],
                    summary=said,
                )
    yield from _mentions(view.claims.values(), actors)


def _page(document: Document) -> dict[str, Any]:
    day = document.published.day
    return _entity(
        "Document",
        document.id,
        title=[document.title],
        fileName=[document.raw_sha256],
        sourceUrl=[document.url],
        publisher=[document.source.name],
        publishedAt=[day.isoformat() if day else None],
        retrievedAt=[document.retrieved_at.date().isoformat()],
        language=[_LANGUAGES.get(document.language)],
        notes=["fileName is the SHA-256 of the bytes as they came"],
    )


def _event(view: ExportView, event: Event, actors: dict[str, str]) -> dict[str, Any]:
    place, chosen = event.place, view.chosen(event)
    claims = view.claims_of(event)
    involved = dict.fromkeys(role.actor_id for claim in claims for role in claim.roles if role.actor_id in actors)
    figures = [f"{chain_in_words(claim)}: {figure_in_words(figure)}" for claim in claims for figure in claim.figures]
    bounds = ", ".join(
        f"{name} {value}"
        for name, value in (("low", chosen.low), ("best", chosen.best), ("high", chosen.high))
        if value is not None
    )
    return _entity(
        "Event",
        event.id,
        name=[event.title],
        startDate=[_day(event.when, first=True)],
        endDate=[_day(event.when, first=False)],
        location=[(place.resolved_name or place.name) if place else None],
        country=[place.country.lower() if place and place.country else None],
        summary=list(dict.fromkeys(figures)),
        involved=[_actor_key(each) for each in involved if each],
        keywords=[event.deed.type if event.deed else None, event.deed.sub_type if event.deed else None],
        sourceUrl=[view.documents[each].url for each in event.document_ids if each in view.documents],
        publisher=view.sources_of(event),
        notes=[
            f"EDTF {event.when.edtf}" if event.when and event.when.edtf else None,
            f"killed, by policy {view.policy}: {bounds or 'open'}",
            *(dispute.note for dispute in event.disputes),
        ],
    )


def _mentions(claims: Iterable[Claim], actors: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield a Mention for each page and actor that it names, with the words that it uses."""
    words: dict[tuple[str, str], dict[str, None]] = {}
    for claim in claims:
        for role in claim.roles:
            if role.actor_id in actors and role.actor_id:
                words.setdefault((claim.document_id, role.actor_id), {})[role.mention] = None
    for (page, actor_id), said in words.items():
        yield _entity(
            "Mention",
            f"{page}-{_actor_key(actor_id)}",
            document=[_key(page)],
            resolved=[_actor_key(actor_id)],
            name=list(said),
            detectedSchema=["LegalEntity"],
        )


def _actors(view: ExportView) -> dict[str, str]:
    """Return the actors of the registry that roles were linked to, by id; those that only a page knows stay words."""
    found: dict[str, str] = {}
    for claim in _in_order(view):
        for role in claim.roles:
            if role.actor_id and role.actor_name and not role.actor_id.startswith(_LOCAL):
                found.setdefault(role.actor_id, role.actor_name)
    return found


def _in_order(view: ExportView) -> list[Claim]:
    return sorted(view.claims.values(), key=lambda claim: (claim.document_id, claim.content.span, claim.id))


def _actor_key(actor_id: str) -> str:
    return _key(f"actor-{actor_id}")


def _key(own: str) -> str:
    """Return an id of ours as FollowTheMoney allows it: without underscores."""
    return own.replace("_", "-")


def _day(when: When | None, *, first: bool) -> str | None:
    if when is None or not when.known:
        return None
    day = when.earliest if first else when.latest
    return day.isoformat() if day else None


def _entity(schema: str, key: str, **properties: Sequence[str | None]) -> dict[str, Any]:
    kept = {name: [each for each in values if each] for name, values in properties.items()}
    return {
        "id": _key(key),
        "schema": schema,
        "datasets": [DATASET],
        "properties": {name: values for name, values in kept.items() if values},
    }
