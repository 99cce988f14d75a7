"""The desk's operations as JSON under /api. The description is at /api/openapi.json."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, HTTPException, Query
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rashomon.desk.api import models
from rashomon.desk.api.answers import FASTER, PROBLEMS, Key, Limit, Start, fields_of, plain, verdict_out
from rashomon.desk.api.checking import checked_value
from rashomon.desk.api.events import router as events
from rashomon.desk.api.team import router as team
from rashomon.desk.context import DeskDep, UserDep, csrf_token
from rashomon.desk.history import own_only
from rashomon.desk.inbox.router import inbox_of, items_from
from rashomon.desk.queue.reading import OpenPage, open_page
from rashomon.desk.queue.router import add_to_page
from rashomon.domain import Claim, Document, Judgement
from rashomon.domain.judging import values_of
from rashomon.errors import NotFound, VerdictConflict
from rashomon.ledger.decisions import Draft
from rashomon.ledger.pages import PageLine, Progress
from rashomon.version import __version__

router = APIRouter(prefix="/api", responses=PROBLEMS)


@router.get("/openapi.json", include_in_schema=False)
def description() -> Response:
    """Describe the API."""
    said = get_openapi(
        title="Rashomon desk",
        version=__version__,
        summary="The ledger of who claims what.",
        description="What changes something needs the header X-CSRF-Token with the token of GET /api/session, and its "
        "cookie. Offsets are code points of the page's text, base 0, end excluded.",
        routes=[*router.routes, *events.routes, *team.routes],
    )
    return JSONResponse(said)


@router.get("/session")
def session(request: Request, user: UserDep) -> models.SessionOut:
    """Tell who asks, and give the token for changes."""
    return models.SessionOut(user=user.name, part=user.part.value, csrf=csrf_token(request))


@router.get("/progress")
def progress(desk: DeskDep, user: UserDep) -> Progress:
    """Tell how far all pages are."""
    del user
    return desk.pages.progress()


@router.get("/pages")
def pages(
    desk: DeskDep,
    user: UserDep,
    show: Annotated[str, Query(pattern="^(open|finished|all)$")] = "open",
    q: Annotated[str, Query(max_length=200)] = "",
    start: Start = 0,
    limit: Limit = 50,
) -> list[PageLine]:
    """List pages with how far each is."""
    del user
    return desk.pages.lines(show=show, words=q.strip(), start=start, limit=limit)


@router.get("/pages/{page_id}")
def page(desk: DeskDep, user: UserDep, page_id: Key) -> models.OpenPageOut:
    """Give a page with every claim and value read of it, as this user may see them."""
    opened = open_page(desk, page_id, user)
    return models.OpenPageOut(
        document=plain(opened.document),
        blind=opened.blind,
        left=opened.left,
        claims=[_claim_out(opened, number) for number in range(len(opened.cards))],
    )


@router.post("/pages/{page_id}/verdicts", status_code=201, responses=FASTER)
def judge(desk: DeskDep, user: UserDep, page_id: Key, given: models.VerdictIn) -> models.VerdictOut:
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
    return verdict_out(desk.decide(draft))


@router.post("/pages/{page_id}/claims", status_code=201)
def add_claim(desk: DeskDep, user: UserDep, page_id: Key, given: models.AddClaimIn) -> models.VerdictOut:
    """Add a claim that the reader missed; its id is the verdict's subject."""
    opened = open_page(desk, page_id, user)
    return verdict_out(add_to_page(desk, user, opened, fields_of(given) | {"what": "claim"}, given.reason))


@router.post("/pages/{page_id}/claims/{claim_id}/values", status_code=201)
def add_value(desk: DeskDep, user: UserDep, page_id: Key, claim_id: Key, given: models.AddValueIn) -> models.VerdictOut:
    """Add a figure or a place that the reader missed in a claim."""
    opened = open_page(desk, page_id, user)
    form = fields_of(given) | {"claim": claim_id, "choice": "none" if given.lat is None else "set"}
    return verdict_out(add_to_page(desk, user, opened, form, given.reason))


@router.post("/verdicts/{verdict_id}/undo", status_code=201)
def undo(desk: DeskDep, user: UserDep, verdict_id: Key, given: models.UndoIn) -> models.VerdictOut:
    """Take back a verdict."""
    return verdict_out(desk.undo(verdict_id, user, given.reason))


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
    return [verdict_out(each) for each in found]


@router.get("/claims/{claim_id}")
def claim(desk: DeskDep, user: UserDep, claim_id: Key) -> models.Plain:
    """Give a claim as it stands after all verdicts."""
    del user
    found = desk.ledger.get(claim_id)
    if not isinstance(found, Claim):
        raise NotFound(claim_id, "this is no claim", "a claim's id begins with clm_")
    return plain(found)


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
def job(request: Request, user: UserDep, job_id: Key) -> models.JobOut:
    """Tell how far a job is."""
    del user
    found = inbox_of(request).get(job_id)
    if found is None:
        raise HTTPException(404, "This job is not here any more.")
    return _job_out(found)


@router.post("/inbox/{job_id}/again", status_code=202)
def again(request: Request, user: UserDep, job_id: Key) -> models.JobOut:
    """Go on with a job that something other than a page has stopped."""
    del user
    inbox = inbox_of(request)
    found = inbox.get(job_id)
    if found is None:
        raise HTTPException(404, "This job is not here any more.")
    inbox.again(found)
    return _job_out(found)


def conflict_answer(error: VerdictConflict) -> Response:
    """Answer that somebody was faster, with what stands."""
    current = verdict_out(error.current).model_dump()
    return JSONResponse({"detail": str(error), "current": current}, 409)


def _claim_out(opened: OpenPage, number: int) -> models.ClaimOut:
    card = opened.cards[number]
    values = values_of(card.claim, opened.verdicts)
    return models.ClaimOut(
        id=card.claim.id,
        title=card.title,
        claim=plain(card.claim),
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


def _job_out(found: Any) -> models.JobOut:
    return models.JobOut(
        id=found.id,
        total=found.total,
        done=found.done,
        ended=found.ended,
        resumed=found.resumed,
        told=[dict(each) for each in found.told],
    )
