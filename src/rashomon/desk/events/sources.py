"""Routes of sources: the list with its counts, and each one's profile."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from rashomon.desk.context import LedgerDep, UserDep
from rashomon.desk.rendering import render
from rashomon.ledger.event_views import EventFilter, EventViews
from rashomon.ledger.pages import Pages
from rashomon.ledger.source_views import SourceViews

router = APIRouter()
MOST = 300


@router.get("/sources")
def sources(request: Request, ledger: LedgerDep, _user: UserDep) -> Response:
    """Every publisher with what the ledger counts of it."""
    found = SourceViews(ledger).profiles()
    return render(request, "events/sources.html.j2", profiles=found[:MOST], left_out=max(0, len(found) - MOST))


@router.get("/sources/{source_id}")
def source(request: Request, ledger: LedgerDep, _user: UserDep, source_id: str) -> Response:
    """One publisher: what it tells alone, what is disputed, and its loaded words."""
    views, events = SourceViews(ledger), EventViews(ledger)
    profile = views.profile(source_id)
    return render(
        request,
        "events/source.html.j2",
        profile=profile,
        source=views.source(source_id),
        labels=views.labels(source_id),
        disputed=events.lines(EventFilter(source=source_id, disputed=True, what="all"), sort="-day", limit=12),
        latest=events.lines(EventFilter(source=source_id, what="all"), sort="-day", limit=12),
        pages=Pages(ledger).lines(show="all", words=profile.name, limit=12),
    )
