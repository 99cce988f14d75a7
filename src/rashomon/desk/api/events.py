"""Events, sources and exports under /api: the same lists and the same decisions as on the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from rashomon.desk.api import models
from rashomon.desk.api.answers import CHANGED, PROBLEMS, Key, plain, verdict_out
from rashomon.desk.context import Desk, DeskDep, LedgerDep, ReviewerDep, UserDep
from rashomon.desk.events import regroup
from rashomon.desk.events.filters import SORTS, filter_of
from rashomon.desk.events.router import set_place
from rashomon.desk.exports.router import file_answer
from rashomon.domain import Verdict
from rashomon.ledger.event_views import EventViews
from rashomon.ledger.source_views import Profile, SourceViews

router = APIRouter(prefix="/api", responses=PROBLEMS)


@router.get("/events")
def events(
    request: Request, ledger: LedgerDep, _user: UserDep, asked: Annotated[models.EventsIn, Query()]
) -> models.EventsOut:
    """List events under the filters of the table; what cannot be read as a filter is left out."""
    wanted, views = filter_of(dict(request.query_params)), EventViews(ledger)
    total, odds = views.count(wanted)
    sort = asked.sort if asked.sort in SORTS else "-day"
    lines = views.lines(wanted, sort=sort, start=asked.start, limit=asked.limit)
    return models.EventsOut(
        total=total, disputed=odds, too_many=bool(wanted.q) and views.too_many(wanted.q), events=lines
    )


@router.get("/events/{event_id}")
def event(desk: DeskDep, _user: UserDep, event_id: Key) -> models.Plain:
    """Give an event with its accounts, disputes and findings; `seen` and `place_seen` go into what changes it."""
    found = regroup.event_of(desk, event_id)
    seen = {"seen": regroup.state_of(found), "place_seen": desk.decisions.last_seen(f"{found.id}/place")}
    return plain(found) | seen


@router.post("/events/merge", status_code=201)
def merge(desk: DeskDep, user: UserDep, given: models.MergeIn) -> models.RegroupedOut:
    """Make several events one."""
    chosen = [regroup.event_of(desk, each) for each in dict.fromkeys(given.events)]
    verdict = regroup.merge(desk, user, chosen, given.reason)
    return _regrouped(desk, verdict, chosen[0].claim_ids[0])


@router.post("/events/{event_id}/split", status_code=201, responses=CHANGED)
def split(desk: DeskDep, user: UserDep, event_id: Key, given: models.SplitIn) -> models.RegroupedOut:
    """Let claims of an event be one of their own."""
    here = regroup.checked(regroup.event_of(desk, event_id), given.seen)
    return _regrouped(desk, regroup.split(desk, user, here, given.claims, given.reason), given.claims[0])


@router.post("/events/{event_id}/move", status_code=201, responses=CHANGED)
def move(desk: DeskDep, user: UserDep, event_id: Key, given: models.MoveIn) -> models.RegroupedOut:
    """Let claims of an event be told of another."""
    here = regroup.checked(regroup.event_of(desk, event_id), given.seen)
    target = regroup.event_of(desk, given.to)
    return _regrouped(desk, regroup.move(desk, user, here, target, given.claims, given.reason), given.claims[0])


@router.post("/events/{event_id}/place", status_code=201, responses=CHANGED)
def place(desk: DeskDep, user: UserDep, event_id: Key, given: models.PlaceIn) -> models.RegroupedOut:
    """Set where an event was, with a radius."""
    here = regroup.event_of(desk, event_id)
    where = (given.lat, given.lon, given.radius_km)
    verdict = set_place(desk, user, here, where, given.name, (given.reason, given.seen))
    return _regrouped(desk, verdict, here.claim_ids[0])


@router.get("/sources")
def sources(ledger: LedgerDep, _user: UserDep) -> list[Profile]:
    """List publishers with what the ledger counts of each, those with most events first."""
    return SourceViews(ledger).profiles()


@router.get("/sources/{source_id}")
def source(ledger: LedgerDep, _user: UserDep, source_id: Key) -> models.SourceOut:
    """Give a publisher's profile and its loaded words."""
    views = SourceViews(ledger)
    return models.SourceOut(profile=views.profile(source_id), labels=views.labels(source_id))


@router.post(
    "/exports", response_class=Response, responses={200: {"content": {"application/octet-stream": {}}}, **PROBLEMS}
)
def export(request: Request, desk: DeskDep, user: ReviewerDep, given: models.ExportIn) -> Response:
    """Make an export and give the file; what the format writes beside it comes along in a ZIP."""
    return file_answer(request, desk, user, (given.format, given.policy), public=given.public)


def _regrouped(desk: Desk, verdict: Verdict, claim_id: str) -> models.RegroupedOut:
    homes = EventViews(desk.ledger).holding([claim_id])
    if not homes:
        raise HTTPException(404, "The event that held these claims is gone.")
    return models.RegroupedOut(verdict=verdict_out(verdict), event=homes[0])
