"""Merging, splitting, moving and placing: forms to verdicts, with the events made anew before the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import HTTPException

from rashomon.desk.context import Desk, User
from rashomon.domain import Event, Judgement, Verdict, content_id
from rashomon.domain.regrouping import PlaceSet, Regrouping, place_set_by, regrouping_of, value_of
from rashomon.errors import NotFound
from rashomon.ledger.decisions import Draft
from rashomon.ledger.event_views import EventViews


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A verdict on events as a history shows it."""

    verdict: Verdict
    words: str
    undone: bool


def state_of(event: Event) -> str:
    """Return a token for what the event holds now; a form sends it back."""
    return content_id("now", *sorted(event.claim_ids))


def merge(desk: Desk, user: User, events: Sequence[Event], reason: str) -> Verdict:
    """Make these events one."""
    if len(events) < 2:
        raise HTTPException(400, "One event alone cannot be merged: choose two or more.")
    said = Regrouping(
        moved=tuple(claim for event in events for claim in event.claim_ids),
        events=tuple(event.id for event in events),
        documents=_pages(events),
    )
    return _decide(desk, user, events[0].id, Judgement.MERGE, said, reason)


def split(desk: Desk, user: User, event: Event, claim_ids: Sequence[str], reason: str) -> Verdict:
    """Let these claims be an event of their own."""
    said = Regrouping(
        moved=_chosen(event, claim_ids),
        away_from=tuple(each for each in event.claim_ids if each not in set(claim_ids)),
        events=(event.id,),
        documents=_pages([event]),
    )
    return _decide(desk, user, event.id, Judgement.SPLIT, said, reason)


def move(desk: Desk, user: User, event: Event, target: Event, claim_ids: Sequence[str], reason: str) -> Verdict:
    """Let these claims of an event be told of another."""
    if target.id == event.id:
        raise HTTPException(400, "The claims are of this event already: choose another one.")
    said = Regrouping(
        moved=_chosen(event, claim_ids, all_may_go=True),
        to=target.claim_ids,
        away_from=tuple(each for each in event.claim_ids if each not in set(claim_ids)),
        events=(event.id, target.id),
        documents=_pages([event, target]),
    )
    return _decide(desk, user, event.id, Judgement.MOVE, said, reason)


def place(desk: Desk, user: User, event: Event, said: PlaceSet, why: tuple[str, str]) -> Verdict:
    """Let the event be where a person says. `why` is the reason, and the last verdict on its place that they saw.

    Raises VerdictConflict when somebody else has set it in the meantime.
    """
    reason, seen = why
    draft = Draft(
        subject=f"{event.id}/place",
        judgement=Judgement.EDIT,
        by=user.name,
        role=user.role,
        value=value_of(said),
        reason=reason[:500],
        seen=seen,
        touches=said.documents,
    )
    verdict = desk.decide(draft)
    desk.updater.settle()
    return verdict


def decided_on(views: EventViews, event: Event) -> list[Decided]:
    """Return what people decided about the claims of an event, newest first."""
    verdicts = views.decisions()
    undone = {each.replaces for each in verdicts if each.judgement is Judgement.UNDO}
    ids, found = set(event.claim_ids), list[Decided]()
    for verdict in reversed(verdicts):
        said, placed = regrouping_of(verdict), place_set_by(verdict)
        about = said.claim_ids if said else placed.claims if placed else ()
        if not ids.isdisjoint(about):
            found.append(Decided(verdict=verdict, words=_words(verdict), undone=verdict.id in undone))
    return found


def checked(event: Event, seen: str) -> Event:
    """Return the event if it still is what the person saw. Raises HTTPException 409."""
    if seen and seen != state_of(event):
        raise HTTPException(
            409, "The event has changed while you looked at it. Look at it as it is now; nothing is lost."
        )
    return event


def event_of(desk: Desk, event_id: str) -> Event:
    """Return an event. Raises NotFound."""
    found = desk.ledger.get(event_id.strip())
    if not isinstance(found, Event):
        raise NotFound(event_id, "no event has this id", "see the list of events")
    return found


def _chosen(event: Event, claim_ids: Sequence[str], *, all_may_go: bool = False) -> tuple[str, ...]:
    chosen = tuple(each for each in event.claim_ids if each in set(claim_ids))
    if not chosen or len(chosen) != len(set(claim_ids)):
        raise HTTPException(400, "Choose the claims first.")
    if len(chosen) == len(event.claim_ids) and not all_may_go:
        raise HTTPException(400, "All claims were chosen: leave at least one in the event.")
    return chosen


def _pages(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(sorted({page for event in events for page in event.document_ids}))


def _decide(desk: Desk, user: User, subject: str, judgement: Judgement, said: Regrouping, reason: str) -> Verdict:
    draft = Draft(
        subject=subject,
        judgement=judgement,
        by=user.name,
        role=user.role,
        value=value_of(said),
        reason=reason[:500],
        seen=None,
        touches=said.documents,
    )
    verdict = desk.decide(draft)
    desk.updater.settle()
    return verdict


def _words(verdict: Verdict) -> str:
    said, placed = regrouping_of(verdict), place_set_by(verdict)
    if placed:
        return f"set the place: {placed.name or 'a point'}, within {placed.radius_km:g} km"
    if said is None:
        return verdict.judgement.value
    many = f"{len(said.moved)} claim{'s' if len(said.moved) != 1 else ''}"
    return {
        Judgement.MERGE: f"merged {len(said.events)} events",
        Judgement.SPLIT: f"split off {many}",
        Judgement.MOVE: f"moved {many} to another event",
    }[verdict.judgement]
