"""Routes of the queue: the list, a page, and the verdicts on it."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.desk.changes import changes_of
from rashomon.desk.config import Mode
from rashomon.desk.context import Desk, DeskDep, FormDep, User, UserDep
from rashomon.desk.queue import choices
from rashomon.desk.queue.additions import added_claim, added_value, draft_of_claim
from rashomon.desk.queue.cards import Card, Row
from rashomon.desk.queue.edits import Misfit, edited
from rashomon.desk.queue.page import shown_blocks
from rashomon.desk.queue.reading import OpenPage, open_page
from rashomon.desk.rendering import is_fragment, render
from rashomon.domain import Judgement, Verdict
from rashomon.domain.judging import values_of
from rashomon.domain.serial import to_plain
from rashomon.errors import NotFound, VerdictConflict
from rashomon.ledger.decisions import Draft

router = APIRouter()
PAGES = 50


@router.get("/")
def home() -> Response:
    """Go to the queue."""
    return RedirectResponse("/queue", 303)


@router.get("/queue")
def queue(
    request: Request,
    desk: DeskDep,
    user: UserDep,
    show: Annotated[str, Query(pattern="^(open|finished|all)$")] = "open",
    q: Annotated[str, Query(max_length=200)] = "",
    mine: bool = False,
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """List pages with how far each is."""
    person = user.name if mine else None
    lines = desk.pages.lines(show=show, words=q.strip(), person=person, start=start, limit=PAGES + 1)
    return render(
        request,
        "queue/list.html.j2",
        lines=lines[:PAGES],
        more=len(lines) > PAGES,
        progress=desk.pages.progress(),
        show=show,
        q=q,
        mine=mine,
        start=start,
        size=PAGES,
    )


@router.get("/queue/next")
def next_page(desk: DeskDep, user: UserDep, after: Annotated[str, Query(max_length=40)] = "") -> Response:
    """Go to the next page that is not finished; a coder with assignments gets those first."""
    found = None
    if desk.config.mode is Mode.TEAM:
        found = desk.pages.after(after, person=user.name)
    found = found or desk.pages.after(after)
    return RedirectResponse(f"/queue/{found}" if found else "/queue?show=all", 303)


@router.get("/queue/{document_id}")
def page(
    request: Request,
    desk: DeskDep,
    user: UserDep,
    document_id: str,
    value: Annotated[str, Query(max_length=120)] = "",
) -> Response:
    """Show a page beside its values."""
    return _whole_page(request, desk, user, open_page(desk, document_id, user), value)


@router.get("/queue/{document_id}/edit")
def edit_form(
    request: Request, desk: DeskDep, user: UserDep, document_id: str, value: Annotated[str, Query(max_length=120)]
) -> Response:
    """Show the form that edits one value."""
    opened = open_page(desk, document_id, user)
    return _edit_page(request, opened, value)


@router.post("/queue/{document_id}/judge")
def judge(
    request: Request,
    desk: DeskDep,
    user: UserDep,
    document_id: str,
    subject: Annotated[str, Form(max_length=120)],
    judgement: Annotated[str, Form(pattern="^(accept|reject|accept-rest)$")],
    seen: Annotated[str, Form(max_length=40)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Accept or reject a value, a claim as a whole, all that is left of a claim, or the page."""
    opened = open_page(desk, document_id, user)
    if subject == document_id:
        _decide(desk, user, opened, subject, Judgement(judgement), seen=opened.seen, reason=reason)
        if opened.assigned:
            desk.people.finish(document_id, user.name)
        return RedirectResponse(f"/queue/next?after={document_id}", 303)
    card = opened.card_of(subject)
    try:
        if judgement == "accept-rest":
            for row in card.rows:
                if not row.done:
                    _decide(desk, user, opened, row.subject, Judgement.ACCEPT, seen=row.seen, reason=reason)
        else:
            _decide(desk, user, opened, subject, Judgement(judgement), seen=seen, reason=reason)
    except VerdictConflict as conflict:
        return _conflict(request, opened, card, subject, conflict, {"judgement": judgement, "reason": reason})
    return _answer(request, desk, user, document_id, subject)


@router.post("/queue/{document_id}/edit")
def edit(request: Request, desk: DeskDep, user: UserDep, document_id: str, form: FormDep) -> Response:
    """Set one value as the form says."""
    opened = open_page(desk, document_id, user)
    subject = form.get("subject", "")
    card = opened.card_of(subject)
    value = _value_of(opened, card, subject)
    try:
        plain = edited(value, form, opened.document, card.claim)
    except Misfit as misfit:
        return _edit_page(request, opened, subject, str(misfit), form)
    seen, reason = form.get("seen", ""), form.get("reason", "")[:2000]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    try:
        if plain == value.now:
            _decide(desk, user, opened, subject, Judgement.ACCEPT, seen=seen, reason=reason)
        else:
            _decide(desk, user, opened, subject, Judgement.EDIT, value=text, seen=seen, reason=reason)
    except VerdictConflict as conflict:
        return _conflict(request, opened, card, subject, conflict, form)
    return _answer(request, desk, user, document_id, subject)


@router.post("/queue/{document_id}/undo")
def undo(
    request: Request,
    desk: DeskDep,
    user: UserDep,
    document_id: str,
    verdict: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Take back a verdict, or this person's last one on the page."""
    last = desk.decisions.get(verdict) if verdict else desk.decisions.last_of(user.name, document_id=document_id)
    if last is None:
        raise NotFound(document_id, "there is nothing of yours to undo on this page", "see the history")
    desk.undo(last.id, user)
    return _answer(request, desk, user, document_id, last.subject)


@router.get("/queue/{document_id}/add")
def add_form(
    request: Request,
    desk: DeskDep,
    user: UserDep,
    document_id: str,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
    what: Annotated[str, Query(pattern="^(claim|figure|place)$")] = "claim",
) -> Response:
    """Show the form that adds what was missed, from selected words."""
    opened = open_page(desk, document_id, user)
    words = opened.document.text[start:end]
    form = {"words": words, "start": str(start) if words else "", "end": str(end) if words else "", "what": what}
    return _add_page(request, opened, form)


@router.post("/queue/{document_id}/add")
def add(request: Request, desk: DeskDep, user: UserDep, document_id: str, form: FormDep) -> Response:
    """Add a claim, or a figure or place to a claim."""
    opened = open_page(desk, document_id, user)
    try:
        verdict = add_to_page(desk, user, opened, form, form.get("reason", "")[:2000])
    except Misfit as misfit:
        return _add_page(request, opened, form, str(misfit))
    return RedirectResponse(f"/queue/{document_id}?value={verdict.subject}", 303)


def add_to_page(desk: Desk, user: User, opened: OpenPage, form: dict[str, str], reason: str) -> Verdict:
    """Write the verdict that adds a claim, or a figure or place of one. Raises Misfit with what does not fit."""
    if form.get("what") == "claim":
        claim = added_claim(form, opened.document, user.name)
        text = json.dumps(to_plain(claim), ensure_ascii=False, sort_keys=True)
        made = draft_of_claim(claim, text, by=user.name, role=user.role, reason=reason, blind=opened.blind)
        return desk.decide(made)
    card = opened.card_of(form.get("claim", ""))
    key, plain = added_value(form, opened.document, card.claim)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return _decide(desk, user, opened, f"{card.claim.id}/{key}", Judgement.ADD, value=text, seen=None, reason=reason)


def _decide(desk: Desk, user: User, opened: OpenPage, subject: str, judgement: Judgement, **more: Any) -> Verdict:
    return desk.decide(
        Draft(subject=subject, judgement=judgement, by=user.name, role=user.role, blind=opened.blind, **more)
    )


def _value_of(opened: OpenPage, card: Card, subject: str) -> Any:
    for value in values_of(card.claim, opened.verdicts):
        if f"{card.claim.id}/{value.key}" == subject:
            return value
    raise NotFound(subject, "this claim has no such value", "load the page again")


def _row_of(card: Card, subject: str) -> Row | None:
    return next((row for row in card.rows if row.subject == subject), None)


def _whole_page(request: Request, desk: Desk, user: User, opened: OpenPage, value: str) -> Response:
    told, comments = shown_blocks(opened.document, opened.cards)
    current = value or _first_open(opened)
    on = [(card.id, row.id) for card in opened.cards for row in card.rows if row.subject == current]
    history = [] if opened.blind else desk.decisions.history(document_id=opened.document.id, limit=12)
    return render(
        request,
        "queue/page.html.j2",
        page=opened,
        told=told,
        comments=comments,
        current=current,
        on_card=on[0][0] if on else "",
        on_row=on[0][1] if on else "",
        progress=desk.pages.progress(),
        line=desk.pages.line(opened.document.id),
        history=history,
        changes=changes_of(desk, history),
        can_undo=desk.decisions.last_of(user.name, document_id=opened.document.id),
    )


def _first_open(opened: OpenPage) -> str:
    for card in opened.cards:
        for row in card.rows:
            if not card.done and not row.done:
                return row.subject
    return opened.cards[0].rows[0].subject if opened.cards and opened.cards[0].rows else ""


def _answer(request: Request, desk: Desk, user: User, document_id: str, subject: str) -> Response:
    """Answer a verdict: the changed card for htmx, and the page again for a plain form."""
    if not is_fragment(request):
        return RedirectResponse(f"/queue/{document_id}?value={subject}", 303)
    opened = open_page(desk, document_id, user)
    try:
        card = opened.card_of(subject)
    except NotFound:
        answer = Response(status_code=204)
        answer.headers["HX-Refresh"] = "true"
        return answer
    return render(request, "queue/answer.html.j2", page=opened, card=card, current=subject, said="")


def _conflict(
    request: Request, opened: OpenPage, card: Card, subject: str, conflict: VerdictConflict, form: dict[str, str]
) -> Response:
    theirs = conflict.current
    kept = {key: value for key, value in form.items() if key not in ("csrf", "seen", "subject")}
    return render(
        request,
        "queue/conflict.html.j2",
        409,
        page=opened,
        card=card,
        row=_row_of(card, subject),
        subject=subject,
        theirs=theirs,
        kept=kept,
        action="judge" if "judgement" in form else "edit",
    )


def _edit_page(
    request: Request, opened: OpenPage, subject: str, misfit: str = "", form: dict[str, str] | None = None
) -> Response:
    card = opened.card_of(subject)
    value = _value_of(opened, card, subject)
    row = _row_of(card, subject)
    if row is None:
        raise NotFound(subject, "this claim has no such value", "load the page again")
    return render(
        request,
        "queue/edit.html.j2",
        422 if misfit else 200,
        page=opened,
        card=card,
        row=row,
        now=choices.lenient(value.now if value.now is not None else value.read),
        choices=choices.all_choices(),
        misfit=misfit,
        form=form or {},
    )


def _add_page(request: Request, opened: OpenPage, form: dict[str, str], misfit: str = "") -> Response:
    at = int(form["start"]) if form.get("start", "").isdigit() else 0
    nearest = min(opened.cards, key=lambda card: abs(card.claim.content.span.start - at), default=None)
    return render(
        request,
        "queue/add.html.j2",
        422 if misfit else 200,
        page=opened,
        form=form,
        nearest=nearest.claim.id if nearest else "",
        choices=choices.all_choices(),
        misfit=misfit,
    )
