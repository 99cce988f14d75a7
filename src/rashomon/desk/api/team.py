"""Actors, proposals and the work of a team under /api. Users and logins are kept on the pages alone."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from rashomon.desk.api import models
from rashomon.desk.api.answers import FASTER, PROBLEMS, Key, plain, verdict_out
from rashomon.desk.context import DeskDep, LedgerDep, ReviewerDep, UserDep
from rashomon.desk.events.actors import KIND, actor_of, actors_named, decided, propose_alias, propose_side
from rashomon.desk.team.agreement import Agreement
from rashomon.desk.team.codings import Compared, compared
from rashomon.desk.team.router import agreement_of, assign_pages, codings_for, in_team, settle_value, shown_to
from rashomon.ledger.people import Assignment
from rashomon.ledger.proposals import Proposal, Proposals

router = APIRouter(prefix="/api", responses=PROBLEMS)


@router.get("/actors")
def actors(_user: UserDep, q: Annotated[str, Query(max_length=120)]) -> list[models.Plain]:
    """Find actors of the registry by any of their names."""
    return [plain(each) for each in actors_named(q.strip())]


@router.get("/actors/{actor_id}")
def actor(_user: UserDep, actor_id: Key) -> models.Plain:
    """Give an actor with its aliases and dated sides."""
    return plain(actor_of(actor_id))


@router.get("/proposals")
def proposals(
    ledger: LedgerDep,
    _user: UserDep,
    state: Annotated[Literal["open", "accepted", "refused", ""], Query()] = "open",
    actor: Annotated[str, Query(max_length=40)] = "",
) -> list[Proposal]:
    """List what is proposed for the registry."""
    return Proposals(ledger).all(KIND, state=state or None, subject=actor or None)


@router.post("/actors/{actor_id}/aliases", status_code=201)
def alias(desk: DeskDep, user: UserDep, actor_id: Key, given: models.AliasIn) -> Proposal:
    """Propose another name of an actor."""
    return propose_alias(desk, user, actor_id, given.alias, given.reason)


@router.post("/actors/{actor_id}/sides", status_code=201)
def side(desk: DeskDep, user: UserDep, actor_id: Key, given: models.SideIn) -> Proposal:
    """Propose a side that an actor takes, with its days."""
    said = given.model_dump(exclude={"reason"}, exclude_none=True, mode="json")
    return propose_side(desk, user, actor_id, {name: str(value) for name, value in said.items()}, given.reason)


@router.post("/proposals/{proposal_id}/{take}")
def decide(
    desk: DeskDep, user: ReviewerDep, proposal_id: Key, take: Annotated[Literal["accept", "refuse"], Path()]
) -> Proposal:
    """Accept or refuse a proposal; `rashomon actors export` writes what was accepted."""
    return decided(desk, user, proposal_id, take=take == "accept")


@router.get("/team/assignments")
def assignments(desk: DeskDep, user: UserDep) -> list[Assignment]:
    """List what is assigned: to a coder their own, to a reviewer everybody's."""
    in_team(desk)
    return shown_to(desk, user)


@router.post("/team/assignments", status_code=201)
def assign(desk: DeskDep, user: ReviewerDep, given: models.AssignIn) -> list[Assignment]:
    """Give the next pages that nobody has, or one page, to people; blind ones see nobody else's verdicts."""
    in_team(desk)
    assign_pages(desk, user, given.names, count=given.count, blind=given.blind, page=given.page)
    return shown_to(desk, user)


@router.get("/team/agreement")
def agreement(desk: DeskDep, user: ReviewerDep) -> list[Agreement]:
    """Give exact match and Krippendorff's alpha by field, over the pages that two or more coded blind."""
    in_team(desk)
    return agreement_of(desk, shown_to(desk, user))


@router.get("/team/adjudication/{page_id}")
def adjudication(desk: DeskDep, _user: ReviewerDep, page_id: Key) -> models.AdjudicationOut:
    """Give what each coder said of each value, side by side."""
    in_team(desk)
    codings = codings_for(desk, page_id)
    lines = [_compared_out(line) for _card, each in compared(codings) for line in each]
    return models.AdjudicationOut(coders=list(codings.coders), values=lines)


@router.post("/team/adjudication/{page_id}", status_code=201, responses=FASTER)
def settle(desk: DeskDep, user: ReviewerDep, page_id: Key, given: models.SettleIn) -> models.VerdictOut:
    """Let one coder's verdict count, or the machine's value stand."""
    in_team(desk)
    codings = codings_for(desk, page_id)
    return verdict_out(settle_value(desk, user, codings, given.subject, given.coder, (given.seen, given.reason)))


def _compared_out(line: Compared) -> models.ComparedOut:
    return models.ComparedOut(
        subject=line.subject,
        label=line.label,
        machine=line.machine,
        said={each.coder: verdict_out(each.verdict) if each.verdict else None for each in line.said},
        agree=line.agree,
        settled=verdict_out(line.settled) if line.settled else None,
        seen=line.seen,
    )
