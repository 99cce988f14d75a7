"""Routes of exports: what can be had, and the file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from rashomon.desk.config import Mode
from rashomon.desk.context import Desk, DeskDep, ReviewerDep, User
from rashomon.desk.exports.files import FORMATS, make_file
from rashomon.desk.rendering import render
from rashomon.errors import NotFound, OutputFailed

router = APIRouter()
Name = Annotated[str, Form(max_length=40)]


@router.get("/exports")
def exports(request: Request, desk: DeskDep, _user: ReviewerDep) -> Response:
    """Show what can be exported, by which policy."""
    return _page(request, desk)


@router.post("/exports")
def download(
    request: Request,
    desk: DeskDep,
    user: ReviewerDep,
    wanted: Annotated[str, Form(alias="format", max_length=40)],
    policy: Name = "all",
    public: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Make an export and send it."""
    try:
        return file_answer(request, desk, user, (wanted, policy), public=public == "yes")
    except (NotFound, OutputFailed) as error:
        return _page(request, desk, str(error), 422, (wanted, policy, public))


def file_answer(request: Request, desk: Desk, user: User, wish: tuple[str, str], *, public: bool) -> Response:
    """Return an export as a file; `wish` is its format and policy. In a team the log says who took what."""
    wanted, policy = wish
    path = make_file(desk.ledger, wanted, policy=policy, public=public)
    if desk.config.mode is Mode.TEAM:
        said = urlencode({"format": wanted, "policy": policy, "public": "yes" if public else "no"})
        address = request.client.host if request.client else "unknown"
        desk.people.note_access(user.name, "export", f"/exports?{said}", address)
    return FileResponse(
        path,
        media_type="application/octet-stream",
        filename=path.name,
        background=BackgroundTask(_remove, path.parent),
        headers={"Cache-Control": "no-store"},
    )


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _page(
    request: Request,
    desk: Desk,
    wrong: str = "",
    status: int = 200,
    chosen: tuple[str, str, str] = ("table", "all", ""),
) -> Response:
    from rashomon.reconcile.policies import policies  # noqa: PLC0415 - the policies wait for this page

    ledger = desk.ledger
    return render(
        request,
        "exports.html.j2",
        status,
        formats=FORMATS,
        policies=list(policies().values()),
        chosen=chosen,
        wrong=wrong,
        counts=(ledger.count("document"), ledger.count("claim"), ledger.count("event")),
        progress=desk.pages.progress(),
    )
