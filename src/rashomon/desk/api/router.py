"""The desk's operations as JSON under /api. The description is at /api/openapi.json."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any, cast

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rashomon.desk.api import models
from rashomon.desk.api.checking import checked_value
from rashomon.desk.context import Desk, DeskDep, UserDep, csrf_token
from rashomon.desk.history import own_only
from rashomon.desk.inbox.router import inbox_of, items_from
from rashomon.desk.queue.reading import OpenPage, open_page
from rashomon.domain import Claim, Document, Event, Judgement, Verdict
from rashomon.domain.judging import values_of
from rashomon.domain.serial import to_plain
from rashomon.errors import NotFound, VerdictConflict
from rashomon.ledger.decisions import Draft
from rashomon.version import __version__

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": models.Problem},
    401: {"model": models.Problem},
    403: {"model": models.Problem},
    404: {"model": models.Problem},
    422: {"model": models.Problem},
    503: {"model": models.Problem},
}
router = APIRouter(prefix="/api", responses=_PROBLEMS)

PageId = Annotated[str, Path(max_length=40)]
Start = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/openapi.json", include_in_schema=False)
def description() -> Response:
    """Describe the API."""
    said = get_openapi(
        title="Rashomon desk",
        version=__version__,
        summary="The ledger of who claims what.",
        description="What changes something needs the header X-CSRF-Token with the token of GET /api/session, and its "
        "cookie. Offsets are code points of the page's text, base 0, end excluded.",
        routes=router.routes,
    )
    return JSONResponse(said)


@router.get("/session")
def session(request: Request, user: UserDep) -> models.SessionOut:
    """Tell who asks, and give the token for changes."""
    return models.SessionOut(user=user.name, part=user.part.value, csrf=csrf_token(request))


@router.get("/progress")
def progress(desk: DeskDep, user: UserDep) -> models.ProgressOut:
    """Tell how far all pages are."""
    del user
    return models.ProgressOut(**asdict(desk.pages.progress()))


@router.get("/pages")
def pages(
    desk: DeskDep,
    user: UserDep,
    show: Annotated[str, Query(pattern="^(open|finished|all)$")] = "open",
    q: Annotated[str, Query(max_length=200)] = "",
    start: Start = 0,
    limit: Limit = 50,
) -> list[models.PageOut]:
    """List pages with how far each is."""
    del user
    lines = desk.pages.lines(show=show, words=q.strip(), start=start, limit=limit)
    return [models.PageOut(**asdict(line)) for line in lines]


@router.get("/pages/{page_id}")
def page(desk: DeskDep, user: UserDep, page_id: PageId) -> models.OpenPageOut:
    """Give a page with every claim and value read of it, as this user may see them."""
    opened = open_page(desk, page_id, user)
    return models.OpenPageOut(
        document=_plain(opened.document),
        blind=opened.blind,
        left=opened.left,
        claims=[_claim_out(opened, number) for number in range(len(opened.cards))],
    )


@router.post("/pages/{page_id}/verdicts", status_code=201, responses={409: {"model": models.Conflict}})
def judge(desk: DeskDep, user: UserDep, page_id: PageId, given: models.VerdictIn) -> models.VerdictOut:
    """Accept, reject or edit a value, a claim, or accept the page itself."""
    opened = open_page(desk, page_id, user)
    value = None
    if given.subject != opened.document.id:
        card = opened.card_of(given.subject)
        known = {f"{card.claim.id}/{each.key}": each for each in values_of(card.claim, opened.verdicts)}
        if given.subject != card.claim.id and given.subject not in known:
            raise NotFound(given.subject, "this claim has no such value", "see its values")
        if given.judgement == "edit":
            if given.subject not in known:
                raise HTTPException(422, "Only a value is edited; a claim is accepted or rejected.")
            value = checked_value(known[given.subject], given.value, opened, card.claim)
    elif given.judgement != "accept":
        raise HTTPException(422, "A page is accepted as done, or its acceptance undone.")
    draft = Draft(
        subject=given.subject,
        judgement=Judgement(given.judgement),
        by=user.name,
        role=user.role,
        value=value,
        reason=given.reason,
        seen=given.seen,
        blind=opened.blind,
    )
    return _verdict_out(desk.decide(draft))


@router.post("/verdicts/{verdict_id}/undo", status_code=201)
def undo(desk: DeskDep, user: UserDep, verdict_id: PageId, given: models.UndoIn) -> models.VerdictOut:
    """Take back a verdict."""
    return _verdict_out(desk.undo(verdict_id, user, given.reason))


@router.get("/verdicts")
def verdicts(
    desk: DeskDep,
    user: UserDep,
    document: Annotated[str, Query(max_length=40)] = "",
    by: Annotated[str, Query(max_length=64)] = "",
    before: Annotated[str, Query(max_length=40)] = "",
    limit: Limit = 50,
) -> list[models.VerdictOut]:
    """List verdicts, the latest first."""
    found = desk.decisions.history(
        document_id=document or None,
        by=by or None,
        before=before or None,
        limit=limit,
        own_only=own_only(desk, user),
    )
    return [_verdict_out(each) for each in found]


@router.get("/claims/{claim_id}")
def claim(desk: DeskDep, user: UserDep, claim_id: PageId) -> models.Plain:
    """Give a claim as it stands after all verdicts."""
    del user
    return _of_kind(desk, claim_id, Claim)


@router.get("/events/{event_id}")
def event(desk: DeskDep, user: UserDep, event_id: PageId) -> models.Plain:
    """Give an event with its accounts, disputes and findings."""
    del user
    return _of_kind(desk, event_id, Event)


@router.get("/search")
def search(desk: DeskDep, user: UserDep, q: Annotated[str, Query(max_length=200)], limit: Limit = 50) -> models.Plain:
    """Find pages and claims by words."""
    del user
    found = desk.ledger.search(q, limit=limit)
    return {
        "pages": [{"id": each.id, "title": each.title} for each in found if isinstance(each, Document)],
        "claims": [
            {"id": each.id, "page": each.document_id, "words": each.content.text}
            for each in found
            if isinstance(each, Claim)
        ],
    }


@router.post("/inbox", status_code=202)
def bring_in(request: Request, user: UserDep, given: models.InboxIn) -> models.JobOut:
    """Take text or addresses; they are read behind the desk."""
    items = items_from(given.text, given.addresses, given.source, given.published, given.url)
    return _job_out(inbox_of(request).add(items, user.name))


@router.get("/inbox/{job_id}")
def job(request: Request, user: UserDep, job_id: PageId) -> models.JobOut:
    """Tell how far a job is."""
    del user
    found = inbox_of(request).get(job_id)
    if found is None:
        raise HTTPException(404, "This job is not here any more.")
    return _job_out(found)


def conflict_answer(error: VerdictConflict) -> Response:
    """Answer that somebody was faster, with what stands."""
    current = _verdict_out(error.current).model_dump()
    return JSONResponse({"detail": str(error), "current": current}, 409)


def _claim_out(opened: OpenPage, number: int) -> models.ClaimOut:
    card = opened.cards[number]
    values = values_of(card.claim, opened.verdicts)
    return models.ClaimOut(
        id=card.claim.id,
        title=card.title,
        claim=_plain(card.claim),
        done=card.done,
        seen=card.seen,
        values=[
            models.ValueOut(
                subject=row.subject,
                kind=row.kind,
                label=row.label,
                words=row.words,
                read=value.read,
                now=value.now,
                hand=cast("Any", row.hand),
                done=cast("Any", row.done),
                seen=row.seen,
            )
            for row, value in zip(card.rows, values, strict=True)
        ],
    )


def _verdict_out(verdict: Verdict) -> models.VerdictOut:
    return models.VerdictOut(
        id=verdict.id,
        subject=verdict.subject,
        judgement=verdict.judgement.value,
        by=verdict.by,
        role=verdict.role,
        at=verdict.at.isoformat(),
        value=json.loads(verdict.value) if verdict.value is not None else None,
        reason=verdict.reason,
        replaces=verdict.replaces,
        blind=verdict.blind,
    )


def _job_out(found: Any) -> models.JobOut:
    return models.JobOut(
        id=found.id,
        total=found.total,
        done=found.done,
        ended=found.ended,
        resumed=found.resumed,
        told=[dict(each) for each in found.told],
    )


def _of_kind(desk: Desk, key: str, kind: type) -> models.Plain:
    found = desk.ledger.get(key)
    if not isinstance(found, kind):
        raise NotFound(key, f"this is no {kind.__name__.lower()}", "look at its beginning: clm_, evt_")
    return _plain(found)


def _plain(value: Any) -> models.Plain:
    return {"id": value.id, **to_plain(value)}
