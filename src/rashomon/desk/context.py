"""What routes depend on: the desk, its ledger, who asks, and the token that shows that our own page asks."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, HTTPException
from starlette.requests import Request

from rashomon.desk.config import DeskSettings, Mode, Part
from rashomon.desk.guard import SAFE
from rashomon.ledger import Ledger
from rashomon.ledger.decisions import Decisions, Draft
from rashomon.ledger.pages import Pages
from rashomon.ledger.people import People

if TYPE_CHECKING:
    from rashomon.desk.refreshing import Updater
    from rashomon.domain import Verdict
    from rashomon.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who asks. `role` is what verdicts carry: "coder" or "reviewer"."""

    name: str
    part: Part

    @property
    def role(self) -> str:
        """The part in which this user's verdicts are made."""
        return "reviewer" if self.part.reviews else "coder"


@dataclass(slots=True, kw_only=True)
class Desk:
    """Everything that the routes of one desk share."""

    ledger: Ledger
    settings: Settings
    config: DeskSettings
    updater: Updater
    secret: bytes
    decisions: Decisions = field(init=False)
    pages: Pages = field(init=False)
    people: People = field(init=False)

    def __post_init__(self) -> None:
        self.decisions = Decisions(self.ledger)
        self.pages = Pages(self.ledger)
        self.people = People(self.ledger)

    def decide(self, draft: Draft) -> Verdict:
        """Write a verdict and let the events be made anew. Raises VerdictConflict."""
        verdict = self.decisions.decide(draft)
        self.updater.wake()
        return verdict

    def undo(self, verdict_id: str, user: User, reason: str = "") -> Verdict:
        """Take back a verdict. Raises NotFound, or HTTPException 403 where it is another's and this user is a coder."""
        verdict = self.decisions.get(verdict_id)
        if verdict.by != user.name and not user.part.reviews and self.config.mode is Mode.TEAM:
            raise HTTPException(403, "Only a reviewer takes back what somebody else decided.")
        undone = self.decisions.undo(verdict_id, by=user.name, role=user.role, reason=reason)
        self.updater.wake()
        return undone


class LoginNeeded(Exception):
    """Nobody is logged in; answered by the way to the login."""


def desk_of(request: Request) -> Desk:
    """Return the desk of a request."""
    desk: Desk = request.app.state.desk
    return desk


def ledger_of(request: Request) -> Ledger:
    """Return the ledger of a request's desk."""
    return desk_of(request).ledger


def user_or_none(request: Request) -> User | None:
    """Return who asks, or None where nobody is logged in."""
    desk = desk_of(request)
    if desk.config.mode is Mode.SINGLE:
        return User(name=desk.config.user, part=desk.config.part)
    if "user" not in request.state._state:  # noqa: SLF001 - Starlette has no other way to ask for what may be absent
        found = desk.people.of_session(session_digest(request))
        request.state.user = User(name=found.name, part=Part(found.role)) if found else None
    user: User | None = request.state.user
    return user


def user_of(request: Request) -> User:
    """Return who asks. Raises LoginNeeded."""
    user = user_or_none(request)
    if user is None:
        raise LoginNeeded
    return user


def reviewer_of(request: Request) -> User:
    """Return who asks, who must be a reviewer or an admin in a team."""
    user = user_of(request)
    if not user.part.reviews and desk_of(request).config.mode is Mode.TEAM:
        raise HTTPException(403, "Only reviewers and admins do this.")
    return user


def admin_of(request: Request) -> User:
    """Return who asks, who must be an admin of a team."""
    user = user_of(request)
    if user.part is not Part.ADMIN:
        raise HTTPException(403, "Only admins do this.")
    return user


def session_digest(request: Request) -> str:
    """Return the SHA-256 of the session's cookie, by which the ledger knows it."""
    return hashlib.sha256(request.state.session.encode()).hexdigest()


def csrf_token(request: Request) -> str:
    """Return the token that forms of this session carry."""
    return hmac.new(desk_of(request).secret, request.state.session.encode(), hashlib.sha256).hexdigest()


async def check_csrf(request: Request) -> None:
    """Refuse what changes something without this session's token, in the form or the header X-CSRF-Token.

    It stands before every route of the desk, so that no route can forget it.
    """
    if request.method in SAFE:
        return
    given = request.headers.get("x-csrf-token", "")
    kind = request.headers.get("content-type", "")
    if not given and kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        value = (await request.form()).get("csrf", "")
        given = value if isinstance(value, str) else ""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), csrf_token(request).encode()):
        raise HTTPException(403, "This form is out of date or not ours. Load the page again and repeat.")


def note_read(request: Request) -> None:
    """In a team, write down who sees what; it stands before every route."""
    desk = desk_of(request)
    if desk.config.mode is Mode.SINGLE or request.url.path == "/login":
        return
    user = user_or_none(request)
    if user is not None:
        where = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        address = request.client.host if request.client else "unknown"
        action = "read" if request.method in SAFE else "change"
        desk.people.note_access(user.name, action, where, address)


async def fields_of(request: Request) -> dict[str, str]:
    """Return the text fields of a form; the last of a name counts."""
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}


DeskDep = Annotated[Desk, Depends(desk_of)]
LedgerDep = Annotated[Ledger, Depends(ledger_of)]
UserDep = Annotated[User, Depends(user_of)]
ReviewerDep = Annotated[User, Depends(reviewer_of)]
AdminDep = Annotated[User, Depends(admin_of)]
FormDep = Annotated[dict[str, str], Depends(fields_of)]
