"""Routes of events: the table with its map and timeline, an event's page, and what people decide about events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rashomon.desk.context import Desk, DeskDep, LedgerDep, User, UserDep
from rashomon.desk.events import regroup
from rashomon.desk.events.actors import router as actors
from rashomon.desk.events.drawing import drawings
from rashomon.desk.events.filters import KINDS, SORTS, box_of, counts_of, filter_of, query_of
from rashomon.desk.events.reading import areas_of, open_event
from rashomon.desk.events.sources import router as sources
from rashomon.desk.rendering import render
from rashomon.domain import Event, Verdict
from rashomon.domain.regrouping import PlaceSet
from rashomon.errors import NotFound
from rashomon.ledger.event_views import EventViews

router = APIRouter()
router.include_router(sources)
router.include_router(actors)
LINES = 50
TOWNS = 40
Reason = Annotated[str, Form(max_length=500)]


@router.get("/events")
def events(
    request: Request,
    ledger: LedgerDep,
    _user: UserDep,
    sort: Annotated[str, Query(max_length=12)] = "-day",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """The table of events under filters, beside a map and a timeline of the same."""
    wanted, views = filter_of(dict(request.query_params)), EventViews(ledger)
    sort = sort if sort in SORTS else "-day"
    lines = views.lines(wanted, sort=sort, start=start, limit=LINES + 1)
    total, disputed = views.count(wanted)
    return render(
        request,
        "events/table.html.j2",
        lines=lines[:LINES],
        more=len(lines) > LINES,
        total=total,
        disputed=disputed,
        wanted=wanted,
        choices=views.choices(),
        source_name=_source_name(ledger, wanted.source),
        sorts=SORTS,
        kinds=KINDS,
        sort=sort,
        start=start,
        size=LINES,
        query_of=query_of,
        too_many=bool(wanted.q) and views.too_many(wanted.q),
    )


@router.get("/events/points.json")
def points(request: Request, ledger: LedgerDep, _user: UserDep) -> Response:
    """Give the map's points under the filters: id, longitude, latitude, radius in km, disputes, pages."""
    found, unplaced = EventViews(ledger).points(filter_of(dict(request.query_params)))
    return Response(f'{{"points":{found},"unplaced":{unplaced}}}', media_type="application/json")


@router.get("/events/days.json")
def days(request: Request, ledger: LedgerDep, _user: UserDep) -> Response:
    """Give the timeline's counts under the filters."""
    found, undated = EventViews(ledger).days(filter_of(dict(request.query_params)))
    return JSONResponse(counts_of(found) | {"undated": undated})


@router.get("/events/towns.json")
def towns(_user: UserDep, box: Annotated[str, Query(max_length=80)] = "") -> Response:
    """Give the largest towns of a box for orientation: name, longitude, latitude."""
    from rashomon.report.atlas import Box  # noqa: PLC0415 - the gazetteer is opened only for maps
    from rashomon.report.atlas.towns import towns_within  # noqa: PLC0415

    wanted = box_of(box)
    if wanted is None:
        return JSONResponse({"towns": []})
    largest: dict[str, tuple[str, float, float]] = {}
    for town in towns_within(Box(*wanted)):
        largest.setdefault(town.name, (town.name, town.longitude, town.latitude))
        if len(largest) == TOWNS:
            break
    found = list(largest.values())
    return JSONResponse({"towns": found})


@router.get("/events/peek")
def peek(
    request: Request, ledger: LedgerDep, _user: UserDep, ids: Annotated[str, Query(max_length=400)] = ""
) -> Response:
    """Show a few events as lines, for the map."""
    found = EventViews(ledger).lines_of([each for each in ids.split(",") if each][:8])
    return render(request, "events/peek.html.j2", lines=found)


@router.post("/events/merge")
def merge(
    desk: DeskDep, user: UserDep, ids: Annotated[list[str] | None, Form()] = None, reason: Reason = ""
) -> Response:
    """Make several events one."""
    chosen = [regroup.event_of(desk, each) for each in dict.fromkeys(ids or [])][:50]
    verdict = regroup.merge(desk, user, chosen, reason)
    return _to_event(desk.ledger, chosen[0].claim_ids[0], verdict.id)


@router.get("/events/{event_id}")
def event(
    request: Request, desk: DeskDep, _user: UserDep, event_id: str, said: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """One event with all that is said of it."""
    views = EventViews(desk.ledger)
    try:
        found = regroup.event_of(desk, event_id)
    except NotFound:
        now = views.now(event_id)
        if now is None:
            raise
        return RedirectResponse(f"/events/{now}", 303)
    decided = regroup.decided_on(views, found)
    return render(
        request,
        "events/event.html.j2",
        chapter=open_event(desk.ledger, found, datetime.now(UTC)),
        state=regroup.state_of(found),
        place_seen=desk.decisions.last_seen(f"{found.id}/place"),
        like=views.like(found),
        decided=decided,
        said=next((each for each in decided if each.verdict.id == said and not each.undone), None),
        **drawings(),
    )


@router.get("/events/{event_id}/areas.json")
def areas(desk: DeskDep, _user: UserDep, event_id: str) -> Response:
    """Give the places that an event's claims name for it, and its own, as areas."""
    found = regroup.event_of(desk, event_id)
    return JSONResponse({"areas": areas_of(found, desk.ledger.claims(event_id=found.id))})


@router.post("/events/{event_id}/merge")
def merge_into(
    desk: DeskDep,
    user: UserDep,
    event_id: str,
    other: Annotated[str, Form(max_length=40)],
    seen: Annotated[str, Form()] = "",
    reason: Reason = "",
) -> Response:
    """Make this event and another one."""
    here = regroup.checked(regroup.event_of(desk, event_id), seen)
    verdict = regroup.merge(desk, user, [here, regroup.event_of(desk, other)], reason)
    return _to_event(desk.ledger, here.claim_ids[0], verdict.id)


@router.post("/events/{event_id}/split")
def split(
    desk: DeskDep,
    user: UserDep,
    event_id: str,
    claims: Annotated[list[str] | None, Form()] = None,
    seen: Annotated[str, Form()] = "",
    reason: Reason = "",
) -> Response:
    """Let the chosen claims be an event of their own."""
    here = regroup.checked(regroup.event_of(desk, event_id), seen)
    verdict = regroup.split(desk, user, here, claims or [], reason)
    return _to_event(desk.ledger, (claims or [""])[0], verdict.id)


@router.post("/events/{event_id}/move")
def move(
    desk: DeskDep,
    user: UserDep,
    event_id: str,
    other: Annotated[str, Form(max_length=40)] = "",
    claims: Annotated[list[str] | None, Form()] = None,
    seen: Annotated[str, Form()] = "",
    reason: Reason = "",
) -> Response:
    """Let the chosen claims be told of another event."""
    if not other:
        raise HTTPException(400, "Choose the event that the claims tell of.")
    here = regroup.checked(regroup.event_of(desk, event_id), seen)
    verdict = regroup.move(desk, user, here, regroup.event_of(desk, other), claims or [], reason)
    return _to_event(desk.ledger, (claims or [""])[0], verdict.id)


@router.post("/events/{event_id}/place")
def place(
    desk: DeskDep,
    user: UserDep,
    event_id: str,
    lat: Annotated[float, Form()],
    lon: Annotated[float, Form()],
    radius_km: Annotated[float, Form()],
    name: Annotated[str, Form(max_length=120)] = "",
    before: Annotated[str, Form(max_length=40)] = "",
    reason: Reason = "",
) -> Response:
    """Set where an event was, with a radius."""
    here = regroup.event_of(desk, event_id)
    verdict = set_place(desk, user, here, (lat, lon, radius_km), name, (reason, before))
    return _to_event(desk.ledger, here.claim_ids[0], verdict.id)


@router.post("/events/{event_id}/undo")
def undo(
    desk: DeskDep,
    user: UserDep,
    event_id: str,
    verdict: Annotated[str, Form(max_length=40)],
    claim: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Take back what somebody decided about the event."""
    desk.undo(verdict, user)
    desk.updater.settle()
    return _to_event(desk.ledger, claim) if claim else RedirectResponse(f"/events/{event_id}", 303)


def set_place(
    desk: Desk, user: User, here: Event, where: tuple[float, float, float], name: str, why: tuple[str, str]
) -> Verdict:
    """Set where an event was: latitude, longitude, radius in km. `why` is the reason, and the last verdict seen.

    Raises HTTPException 400 where that is no place, VerdictConflict where somebody was faster.
    """
    try:
        said = PlaceSet(
            claims=here.claim_ids,
            name=" ".join(name.split()),
            lat=round(where[0], 5),
            lon=round(where[1], 5),
            radius_km=round(where[2], 2),
            documents=here.document_ids,
        )
    except (ValueError, OverflowError) as error:
        raise HTTPException(400, f"That is no place: {error}.") from error
    return regroup.place(desk, user, here, said, why)


def _to_event(ledger: LedgerDep, claim_id: str, verdict_id: str = "") -> Response:
    """Go to the event that holds a claim now."""
    homes = EventViews(ledger).holding([claim_id])
    if not homes:
        return RedirectResponse("/events", 303)
    return RedirectResponse(f"/events/{homes[0]}" + (f"?said={verdict_id}" if verdict_id else ""), 303)


def _source_name(ledger: LedgerDep, source_id: str) -> str:
    from rashomon.domain import Source  # noqa: PLC0415

    if not source_id:
        return ""
    try:
        found = ledger.get(source_id)
    except NotFound:
        return source_id
    return found.name if isinstance(found, Source) else source_id
