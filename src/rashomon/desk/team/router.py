"""Routes of a team: its users, what is assigned to whom, adjudication, agreement, and who saw what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.desk.config import Mode, Part
from rashomon.desk.context import AdminDep, Desk, DeskDep, ReviewerDep, User, UserDep
from rashomon.desk.queue.reading import document_of
from rashomon.desk.rendering import render
from rashomon.desk.team.agreement import Agreement
from rashomon.desk.team.codings import Codings, agreements, codings_of, compared
from rashomon.desk.team.passwords import add_user, check_password, hash_password
from rashomon.domain import Judgement, Verdict
from rashomon.errors import LedgerError, NotFound, VerdictConflict
from rashomon.ledger.decisions import Draft
from rashomon.ledger.people import Assignment

router = APIRouter(prefix="/team")
MOST_PAGES = 500


@router.get("")
def team(request: Request, desk: DeskDep, user: UserDep) -> Response:
    """Show what is assigned, how coders agree, and to admins the users."""
    return _page(request, desk, user)


@router.post("/users")
def new_user(
    request: Request,
    desk: DeskDep,
    user: AdminDep,
    name: Annotated[str, Form(max_length=64)],
    role: Annotated[str, Form(max_length=16)],
    password: Annotated[str, Form(max_length=400)],
) -> Response:
    """Add a user."""
    try:
        add_user(desk.ledger, name.strip(), role, password)
    except LedgerError as error:
        return _page(request, desk, user, str(error), 422)
    return RedirectResponse("/team", 303)


@router.post("/users/change")
def change_user(
    request: Request,
    desk: DeskDep,
    user: AdminDep,
    name: Annotated[str, Form(max_length=64)],
    role: Annotated[str, Form(max_length=16)] = "",
    active: Annotated[str, Form(max_length=8)] = "",
    password: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Set a user's role, password, or whether they may log in; the last admin stays one."""
    changes: dict[str, object] = {}
    if role in {part.value for part in Part}:
        changes["role"] = role
    if active in ("yes", "no"):
        changes["active"] = active == "yes"
    admins = [each.name for each in desk.people.all() if each.role == Part.ADMIN and each.active]
    gone = changes.get("active") is False or changes.get("role", Part.ADMIN) != Part.ADMIN
    if admins == [name] and gone:
        return _page(request, desk, user, "The last admin stays one.", 422)
    try:
        if password:
            check_password(name, password)
            changes["secret"] = hash_password(password)
        if changes:
            desk.people.change(name, **changes)
    except LedgerError as error:
        return _page(request, desk, user, str(error), 422)
    return RedirectResponse("/team", 303)


@router.post("/assign")
def assign(
    request: Request,
    desk: DeskDep,
    user: ReviewerDep,
    names: Annotated[list[str] | None, Form()] = None,
    count: Annotated[int, Form(ge=1, le=MOST_PAGES)] = 10,
    blind: Annotated[str, Form(max_length=8)] = "",
    document: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Give the next pages that nobody has, or one page, to people; blind ones see nobody else's verdicts."""
    try:
        assign_pages(desk, user, names or [], count=count, blind=bool(blind), page=document)
    except HTTPException as error:
        return _page(request, desk, user, str(error.detail), error.status_code)
    return RedirectResponse("/team", 303)


def assign_pages(desk: Desk, user: User, names: Sequence[str], *, count: int, blind: bool, page: str) -> None:
    """Give the next pages that nobody has, or one page, to people. Raises HTTPException 422, NotFound."""
    known = {each.name for each in desk.people.all() if each.active}
    wanted = [name for name in dict.fromkeys(names) if name in known]
    if not wanted:
        raise HTTPException(422, "Choose at least one person.")
    if blind and len(wanted) < 2:
        raise HTTPException(422, "Blind double coding needs two people or more.")
    if page:
        chosen = [document_of(desk, page).id]
    else:
        taken = {each.document_id for each in desk.people.assignments()}
        lines = desk.pages.lines(show="open", limit=MOST_PAGES + len(taken))
        chosen = [line.id for line in lines if line.id not in taken][:count]
    desk.people.assign(chosen, wanted, blind=blind, by=user.name)


@router.get("/adjudicate/{document_id}")
def adjudicate(request: Request, desk: DeskDep, user: ReviewerDep, document_id: str) -> Response:
    """Show what each coder said of each value, side by side."""
    del user
    codings = codings_for(desk, document_id)
    return render(
        request,
        "team/adjudicate.html.j2",
        document=document_of(desk, document_id),
        coders=codings.coders,
        compared=compared(codings),
        faster=None,
    )


@router.post("/adjudicate/{document_id}")
def settle(
    request: Request,
    desk: DeskDep,
    user: ReviewerDep,
    document_id: str,
    subject: Annotated[str, Form(max_length=120)] = "",
    coder: Annotated[str, Form(max_length=64)] = "",
    seen: Annotated[str, Form(max_length=40)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Let one coder's verdict count, the machine's value stand, or everything on which all agree."""
    codings = codings_for(desk, document_id)
    try:
        if subject:
            settle_value(desk, user, codings, subject, coder, (seen, reason))
        else:
            for line in [line for _card, each in compared(codings) for line in each]:
                if line.agree and not line.settled:
                    why = (line.seen, "all coders agree")
                    settle_value(desk, user, codings, line.subject, line.said[0].coder, why)
    except VerdictConflict as conflict:
        return render(
            request,
            "team/adjudicate.html.j2",
            409,
            document=document_of(desk, document_id),
            coders=codings.coders,
            compared=compared(codings),
            faster=conflict.current,
        )
    return RedirectResponse(f"/team/adjudicate/{document_id}", 303)


@router.get("/log")
def log(
    request: Request,
    desk: DeskDep,
    user: AdminDep,
    name: Annotated[str, Query(max_length=64)] = "",
    before: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Show who saw what."""
    del user
    lines = desk.people.accesses(name=name or None, before=before or None, limit=100)
    return render(request, "team/log.html.j2", lines=lines, name=name)


def settle_value(desk: Desk, user: User, codings: Codings, subject: str, coder: str, why: tuple[str, str]) -> Verdict:
    """Let one coder's verdict count, or the machine's value stand. `why` is the token seen, and the reason.

    Raises NotFound, HTTPException 422 where this coder said nothing of it, VerdictConflict.
    """
    seen, reason = why
    if subject not in {line.subject for _card, each in compared(codings) for line in each}:
        raise NotFound(subject, "no coder said anything of this", "load the page again")
    if coder == "machine":
        made = Draft(
            subject=subject, judgement=Judgement.ACCEPT, by=user.name, role=user.role, reason=reason, seen=seen
        )
    else:
        said = [each for each in codings.of(coder) if each.subject == subject and each.judgement is not Judgement.UNDO]
        if coder not in codings.coders or not said:
            raise HTTPException(422, "Choose whose verdict is to count.")
        last = said[-1]
        added = next((claim for claim in codings.claims if claim.id == subject), None)
        made = Draft(
            subject=subject,
            judgement=last.judgement,
            by=user.name,
            role=user.role,
            value=last.value,
            reason=reason or f"as {coder} coded it",
            seen=seen,
            added=added if last.judgement is Judgement.ADD else None,
        )
    return desk.decide(made)


def codings_for(desk: Desk, document_id: str) -> Codings:
    """Return what was said of a page that several people code blind. Raises NotFound."""
    document = document_of(desk, document_id)
    coders = [each.person for each in desk.people.assignments(document_id=document.id) if each.blind]
    if not coders:
        raise NotFound(document_id, "nobody codes this page blind", "see the team's assignments")
    return codings_of(desk, document.id, coders)


def _page(request: Request, desk: Desk, user: User, wrong: str = "", status: int = 200) -> Response:
    in_team(desk)
    given = shown_to(desk, user)
    return render(
        request,
        "team/team.html.j2",
        status,
        people=desk.people.all(),
        assignments=given,
        double=_coded_by_several(given),
        agreements=agreement_of(desk, given) if user.part.reviews else [],
        wrong=wrong,
        parts=[part.value for part in Part],
    )


def in_team(desk: Desk) -> None:
    """Raise HTTPException 404 where the desk has one user."""
    if desk.config.mode is Mode.SINGLE:
        raise HTTPException(404, "This desk has one user; a team's begins with rashomon desk --team.")


def shown_to(desk: Desk, user: User) -> list[Assignment]:
    """Return the assignments that a user sees: a coder their own, a reviewer everybody's."""
    return desk.people.assignments(name=None if user.part.reviews else user.name)


def agreement_of(desk: Desk, given: Sequence[Assignment]) -> list[Agreement]:
    """Return agreement by field over the pages that two or more people code blind."""
    return agreements([codings_of(desk, *each) for each in _coded_by_several(given).items()])


def _coded_by_several(given: Sequence[Assignment]) -> dict[str, list[str]]:
    blind: dict[str, list[str]] = {}
    for each in given:
        if each.blind:
            blind.setdefault(each.document_id, []).append(each.person)
    return {page: coders for page, coders in blind.items() if len(coders) > 1}
