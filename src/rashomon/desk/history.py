"""The history: every verdict with who, when, from, to and why, and the way back."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.desk.changes import changes_of
from rashomon.desk.config import Mode
from rashomon.desk.context import Desk, DeskDep, User, UserDep
from rashomon.desk.rendering import render
from rashomon.domain import Judgement

router = APIRouter()
LINES = 60


@router.get("/history")
def history(
    request: Request,
    desk: DeskDep,
    user: UserDep,
    document: Annotated[str, Query(max_length=40)] = "",
    by: Annotated[str, Query(max_length=64)] = "",
    before: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """List verdicts, the latest first."""
    found = desk.decisions.history(
        document_id=document or None,
        by=by or None,
        before=before or None,
        limit=LINES + 1,
        own_only=own_only(desk, user),
    )
    lines = found[:LINES]
    more = {"document": document, "by": by, "before": found[LINES - 1].at.isoformat()} if len(found) > LINES else None
    return render(
        request,
        "history.html.j2",
        lines=lines,
        changes=changes_of(desk, lines),
        undone={each.replaces for each in found if each.judgement is Judgement.UNDO},
        document=document,
        by=by,
        after=f"/history?{urlencode(more)}" if more else None,
    )


@router.post("/history/undo")
def undo(desk: DeskDep, user: UserDep, verdict: Annotated[str, Form(max_length=40)]) -> Response:
    """Take back one verdict."""
    undone = desk.undo(verdict, user)
    return RedirectResponse(f"/history?by={undone.by}" if undone.by == user.name else "/history", 303)


def own_only(desk: Desk, user: User) -> tuple[str, list[str]] | None:
    """Return for a team's coder the pages coded blind, of which only their own verdicts are shown; None for others."""
    if desk.config.mode is Mode.SINGLE or user.part.reviews:
        return None
    return user.name, [each.document_id for each in desk.people.assignments(name=user.name) if each.blind]
