"""Routes of the inbox: what is brought in, and how far it is, told live."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from rashomon.desk.context import DeskDep, UserDep
from rashomon.desk.inbox.jobs import Inbox, Job
from rashomon.desk.rendering import is_fragment, render
from rashomon.ledger.waiting import Item

router = APIRouter()
MOST_FILES = 500
MOST_ADDRESSES = 50
TICK = 0.15
"""Seconds between two looks at a job while its events are sent."""


def inbox_of(request: Request) -> Inbox:
    """Return the inbox of a request's desk."""
    inbox: Inbox = request.app.state.inbox
    return inbox


@router.get("/inbox")
def show(request: Request, desk: DeskDep, user: UserDep) -> Response:
    """Show what can be brought in, and how the last ended."""
    del user
    return _page(request, desk.pages.ends())


@router.post("/inbox")
def bring_in(
    request: Request,
    desk: DeskDep,
    user: UserDep,
    files: Annotated[list[UploadFile] | None, Form()] = None,
    text: Annotated[str, Form(max_length=5_000_000)] = "",
    addresses: Annotated[str, Form(max_length=20_000)] = "",
    source: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    url: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Take files, pasted text or HTML, and addresses; all are read behind the desk."""
    try:
        items = _items(files or [], text, addresses, _given(source, published, url))
    except _Refused as refusal:
        return _page(request, desk.pages.ends(), str(refusal), 422)
    job = inbox_of(request).add(items, user.name)
    if is_fragment(request):
        return render(request, "inbox/job.html.j2", job=job)
    return RedirectResponse(f"/inbox#{job.id}", 303)


@router.post("/inbox/{job_id}/again")
def again(request: Request, user: UserDep, job_id: str) -> Response:
    """Go on with a job that something other than a page has stopped."""
    del user
    inbox = inbox_of(request)
    job = inbox.get(job_id)
    if job is None:
        raise HTTPException(404, "This job is not here any more.")
    inbox.again(job)
    return RedirectResponse(f"/inbox#{job.id}", 303)


@router.get("/inbox/{job_id}/events")
async def events(request: Request, user: UserDep, job_id: str) -> Response:
    """Send a job's events as they happen; a browser that was cut off goes on where it was."""
    del user
    job = inbox_of(request).get(job_id)
    if job is None:
        raise HTTPException(404, "This job is not here any more.")
    seen = request.headers.get("last-event-id", "")
    start = int(seen) + 1 if seen.isdigit() and len(seen) < 9 else 0
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(job, start, request), media_type="text/event-stream", headers=headers)


async def _stream(job: Job, start: int, request: Request) -> AsyncIterator[str]:
    at = start
    while True:
        for number, told in enumerate(job.told[at:], start=at):
            yield f"id: {number}\nevent: {told['kind']}\ndata: {json.dumps(told, ensure_ascii=True)}\n\n"
            at = number + 1
        if job.ended and at >= len(job.told):
            return
        if await request.is_disconnected():
            return
        await asyncio.sleep(TICK)


def items_from(text: str, addresses: list[str], source: str, published: date | None, url: str) -> list[Item]:
    """Return what the API brought in as pages and addresses to read. Raises HTTPException 422."""
    try:
        given = _given(source, published.isoformat() if published else "", url)
        return _items([], text, "\n".join(addresses), given)
    except _Refused as refusal:
        raise HTTPException(422, str(refusal)) from refusal


class _Refused(ValueError):
    """What came in cannot be taken as it is; the message is for the person."""


def _given(source: str, published: str, url: str) -> dict[str, str]:
    try:
        day = date.fromisoformat(published).isoformat() if published else ""
    except ValueError as error:
        raise _Refused(f"“{published}” is no day; write YYYY-MM-DD.") from error
    if url and not url.startswith(("http://", "https://")):
        raise _Refused("The page's address begins with http:// or https://.")
    given = {"source": _plain(source, 200), "published": day, "url": _plain(url, 2_000)}
    return {name: value for name, value in given.items() if value}


def _items(files: list[UploadFile], text: str, addresses: str, given: dict[str, str]) -> list[Item]:
    items: list[Item] = []
    for file in files[: MOST_FILES + 1]:
        if file.filename:
            known = {name: value for name, value in given.items() if name != "url"}
            items.append(Item(name=_name(file.filename), raw=file.file.read(), given=known))
    if text.strip():
        raw = text.encode("utf-8", "surrogatepass")
        items.append(Item(name=f"pasted: {_plain(text[:400], 60)}", raw=raw, given=given))
    wanted = list(dict.fromkeys(line.strip() for line in addresses.splitlines() if line.strip()))
    for address in wanted:
        if not address.startswith(("http://", "https://")) or len(address) > 2_000 or not address.isprintable():
            raise _Refused(f"“{address[:80]}” is no address of a page: it begins with http:// or https://.")
    if len(wanted) > MOST_ADDRESSES or len(items) > MOST_FILES:
        raise _Refused(f"At most {MOST_FILES} files and {MOST_ADDRESSES} addresses come in at once.")
    items += [Item(name=address, raw=None) for address in wanted]
    if not items:
        raise _Refused("Nothing was given: choose files, paste text, or write addresses.")
    return items


def _name(name: str) -> str:
    r"""Return the last part of an uploaded file's name: a label and never a path.

    >>> _name("../../etc/passwd"), _name("C:\\pages\\a.html")
    ('passwd', 'a.html')
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    return _plain(last, 200) or "file"


def _plain(words: str, most: int) -> str:
    """Return words on one line without control characters, which a database may refuse."""
    return "".join(letter for letter in " ".join(words.split()) if letter.isprintable())[:most].strip()


def _page(request: Request, outcomes: list[Any], wrong: str = "", status: int = 200) -> Response:
    return render(
        request, "inbox/inbox.html.j2", status, jobs=inbox_of(request).jobs()[:8], outcomes=outcomes, wrong=wrong
    )
