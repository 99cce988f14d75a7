"""Login and logout. Failures are counted by name and by address, in the ledger, and slow both down."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.desk.config import Mode
from rashomon.desk.context import Desk, DeskDep, session_digest, user_or_none
from rashomon.desk.guard import cookie, new_session
from rashomon.desk.rendering import render
from rashomon.desk.team.passwords import matches

router = APIRouter()
ADDRESS_TRIES = 6
"""How many times the tries of one name an address has: a team behind one router is one address."""


@router.get("/login")
def form(
    request: Request, desk: DeskDep, next_: Annotated[str, Query(alias="next", max_length=500)] = "/queue"
) -> Response:
    """Show the login, or go on where none is needed."""
    if desk.config.mode is Mode.SINGLE or user_or_none(request):
        return RedirectResponse(own_path(next_), 303)
    return render(request, "team/login.html.j2", next=own_path(next_), wrong="", name="")


@router.post("/login")
def log_in(
    request: Request,
    desk: DeskDep,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=400)],
    next_: Annotated[str, Form(alias="next", max_length=500)] = "/queue",
) -> Response:
    """Check name and password; a new session begins, so that one planted before is worth nothing."""
    if desk.config.mode is Mode.SINGLE:
        raise HTTPException(404, "This desk needs no login.")
    address = address_of(request)
    if _too_many(desk, name, address):
        minutes = round(desk.config.login_wait / 60)
        said = f"Too many failed logins. Wait {minutes} minutes, then try again."
        return render(request, "team/login.html.j2", 429, next=own_path(next_), wrong=said, name=name)
    person = desk.people.get(name)
    good = matches(person.secret if person else None, password)
    if not good or person is None or not person.active:
        desk.people.note_failure(f"name {name}", f"from {address}")
        said = "Name and password do not fit together."
        return render(request, "team/login.html.j2", 403, next=own_path(next_), wrong=said, name=name)
    desk.people.forget_failures(f"name {name}")
    desk.people.close_session(session_digest(request))
    request.state.session = new_session()
    desk.people.open_session(session_digest(request), person.name)
    answer = RedirectResponse(own_path(next_), 303)
    answer.headers["Set-Cookie"] = cookie(request.state.session, secure=desk.config.secure)
    return answer


@router.post("/logout")
def log_out(request: Request, desk: DeskDep) -> Response:
    """End the session."""
    desk.people.close_session(session_digest(request))
    answer = RedirectResponse("/login", 303)
    answer.headers["Set-Cookie"] = cookie("", secure=desk.config.secure, gone=True)
    return answer


def own_path(path: str) -> str:
    r"""Return the path if it is one of this desk, else the queue: a link to elsewhere is never followed.

    >>> own_path("/queue?q=a"), own_path("//evil.example"), own_path("https://evil.example/"), own_path("/\evil")
    ('/queue?q=a', '/queue', '/queue', '/queue')
    """
    parts = urlsplit(path)
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if plain and not parts.scheme and not parts.netloc else "/queue"


def address_of(request: Request) -> str:
    """Return the address that a request comes from; headers that a client can write are not believed."""
    return request.client.host if request.client else "unknown"


def _too_many(desk: Desk, name: str, address: str) -> bool:
    wait, tries = desk.config.login_wait, desk.config.login_tries
    by_name = desk.people.failures(f"name {name}", seconds=wait)
    return by_name >= tries or desk.people.failures(f"from {address}", seconds=wait) >= tries * ADDRESS_TRIES
