"""Routes of actors: the registry with names and dated sides, and changes to it as proposals that somebody reviews."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.desk.context import Desk, DeskDep, FormDep, LedgerDep, ReviewerDep, User, UserDep
from rashomon.desk.rendering import render
from rashomon.domain import Actor
from rashomon.errors import NotFound
from rashomon.ledger.proposals import ACCEPTED, OPEN, REFUSED, Proposal, Proposals

router = APIRouter()
KIND = "actor"
MOST = 60
SIDES = ("with", "against")
Line = Annotated[str, Form(max_length=120)]


@router.get("/actors")
def actors(
    request: Request, ledger: LedgerDep, _user: UserDep, q: Annotated[str, Query(max_length=120)] = ""
) -> Response:
    """Find actors by any of their names, and see what is proposed."""
    return render(
        request,
        "events/actors.html.j2",
        q=q,
        found=actors_named(q.strip()),
        proposals=Proposals(ledger).all(KIND, state=OPEN),
        accepted=Proposals(ledger).all(KIND, state=ACCEPTED),
        most=MOST,
    )


@router.get("/actors/{actor_id}")
def actor(request: Request, ledger: LedgerDep, _user: UserDep, actor_id: str) -> Response:
    """One actor: its names, what it is part of, and its sides with their dates."""
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415 - the registry is loaded only where it is shown

    registry, found = open_registry(), actor_of(actor_id)
    sides = [
        (above, registry.name_of(above), registry.conflicts.alignments(above)) for above in registry.line(actor_id)
    ]
    return render(
        request,
        "events/actor.html.j2",
        actor=found,
        name_of=registry.name_of,
        sides=[each for each in sides if each[2]],
        proposals=Proposals(ledger).all(KIND, subject=actor_id),
        choices=SIDES,
    )


@router.post("/actors/{actor_id}/alias")
def alias(
    desk: DeskDep, user: UserDep, actor_id: str, alias: Line, reason: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """Propose another name of an actor."""
    propose_alias(desk, user, actor_id, alias, reason)
    return RedirectResponse(f"/actors/{actor_id}", 303)


@router.post("/actors/{actor_id}/side")
def side(desk: DeskDep, user: UserDep, actor_id: str, fields: FormDep) -> Response:
    """Propose a side that an actor takes: other, stance, conflict, and its days since and until."""
    propose_side(desk, user, actor_id, fields, fields.get("reason", ""))
    return RedirectResponse(f"/actors/{actor_id}", 303)


@router.post("/actors/proposals/{proposal_id}")
def decide(desk: DeskDep, user: ReviewerDep, proposal_id: str, take: Annotated[bool, Form()]) -> Response:
    """Accept or refuse a proposal; `rashomon actors export` writes what was accepted."""
    return RedirectResponse(f"/actors/{decided(desk, user, proposal_id, take=take).subject}", 303)


def decided(desk: Desk, user: User, proposal_id: str, *, take: bool) -> Proposal:
    """Accept or refuse a proposal and return it. Raises NotFound, LedgerError where it was decided before."""
    return Proposals(desk.ledger).decide(proposal_id, ACCEPTED if take else REFUSED, by=user.name)


def propose_alias(desk: Desk, user: User, actor_id: str, alias: str, reason: str) -> Proposal:
    """Propose another name of an actor. Raises NotFound, HTTPException 400 where it is none or is known."""
    found, name = actor_of(actor_id), " ".join(alias.replace("|", " ").split())
    if not name:
        raise HTTPException(400, "Write the name first.")
    if name in (found.name, *found.aliases):
        raise HTTPException(400, "The registry has this name of the actor already.")
    body = {"change": "alias", "alias": name, "reason": reason.strip()}
    return Proposals(desk.ledger).add(KIND, actor_id, body, by=user.name)


def propose_side(desk: Desk, user: User, actor_id: str, fields: Mapping[str, str], reason: str) -> Proposal:
    """Propose a side: other, stance, conflict, since, until. Raises NotFound, HTTPException 400 where it is none."""
    given = {name: " ".join(fields.get(name, "").split())[:120] for name in ("other", "stance", "conflict")}
    actor_of(actor_id)
    actor_of(given["other"])
    if given["stance"] not in SIDES or not given["conflict"]:
        raise HTTPException(400, "Say with or against whom, and in which conflict.")
    days = {name: _day(fields.get(name, "")) for name in ("since", "until")}
    if days["since"] and days["until"] and days["since"] > days["until"]:
        raise HTTPException(400, "It would end before it begins.")
    body = {"change": "side", "other": given["other"], "side": given["stance"], "conflict": given["conflict"], **days}
    return Proposals(desk.ledger).add(KIND, actor_id, body | {"reason": reason.strip()[:500]}, by=user.name)


def actor_of(actor_id: str) -> Actor:
    """Return an actor of the registry. Raises NotFound."""
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415

    found = open_registry().get(actor_id)
    if found is None:
        raise NotFound(actor_id, "the registry has no such actor", "find one by its name")
    return found


def actors_named(words: str) -> list[Actor]:
    """Return actors whose id is this, or one of whose names has all these words or their beginnings."""
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415
    from rashomon.knowledge.actors.names import fold_name  # noqa: PLC0415

    wanted = set(fold_name(words).split())
    if not wanted:
        return []
    hits: list[tuple[int, str, Any]] = []
    for each in open_registry():
        names = [fold_name(name).split() for name in (each.name, *each.aliases)]
        if words.lower() == each.id or any(
            all(any(has.startswith(w) for has in name) for w in wanted) for name in names
        ):
            hits.append((len(each.name), each.id, each))
    return [each for _, _, each in sorted(hits, key=lambda hit: hit[:2])[:MOST]]


def _day(words: str) -> str | None:
    if not words.strip():
        return None
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError as error:
        raise HTTPException(400, f"{words!r} is no day such as 2024-05-07.") from error
