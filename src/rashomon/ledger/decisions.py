"""Writing verdicts so that two people never overwrite each other, and reading back who decided what, when and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, func, or_, select

from rashomon.domain import Claim, Judgement, Verdict
from rashomon.domain.judging import live
from rashomon.domain.regrouping import documents_of
from rashomon.errors import LedgerError, NotFound, VerdictConflict
from rashomon.ledger import desk_tables, rows, tables
from rashomon.ledger.connection import insert_missing
from rashomon.ledger.search import index_claim
from rashomon.ledger.settling import append_verdict, mark_stale, verdicts_of_page

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

SUBJECT_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A verdict before it is written.

    `seen` is the id of the last verdict on the subject that the person saw, "" for none, None to write whatever was
    said in the meantime. `added` is a claim that a person adds; then the subject is its id.
    """

    subject: str
    judgement: Judgement
    by: str
    role: str = ""
    value: str | None = None
    reason: str = ""
    seen: str | None = ""
    blind: bool = False
    added: Claim | None = None
    touches: tuple[str, ...] = ()


class Decisions:
    """The verdicts of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def decide(self, draft: Draft) -> Verdict:
        """Write a verdict in one transaction with all that follows from it for its claim and page.

        Saying again what stands already adds nothing. Raises VerdictConflict when somebody else was faster,
        LedgerError when the subject cannot be one.
        """
        if not draft.subject or len(draft.subject) > SUBJECT_LENGTH:
            raise LedgerError(draft.subject[:40], f"a subject has 1 to {SUBJECT_LENGTH} characters", "give an id")
        with self._ledger.writing() as connection:
            last = self._last(connection, draft.subject, by=draft.by if draft.blind else None)
            if last is not None and _says_the_same(last, draft):
                return last
            if draft.seen is not None and draft.seen != (last.id if last else ""):
                raise _conflict(draft.subject, last)
            if draft.added is not None:
                _add_claim(connection, draft.added, live=not draft.blind)
            verdict = Verdict(
                subject=draft.subject,
                judgement=draft.judgement,
                by=draft.by,
                role=draft.role,
                at=_after(last),
                value=draft.value,
                reason=draft.reason.strip(),
                replaces=last.id if last else None,
                blind=draft.blind,
            )
            append_verdict(connection, verdict)
            mark_stale(connection, draft.touches, verdict.at)
        return verdict

    def undo(self, verdict_id: str, *, by: str, role: str = "", reason: str = "") -> Verdict:
        """Take back a verdict that is in force; undoing twice adds nothing. Raises NotFound."""
        with self._ledger.writing() as connection:
            undone = _find(connection, verdict_id)
            last = self._last(connection, undone.subject, by=undone.by if undone.blind else None)
            said = _on_subject(connection, undone.subject)
            before = next((v for v in said if v.judgement is Judgement.UNDO and v.replaces == verdict_id), None)
            if before is not None:
                return before
            if undone.judgement is Judgement.UNDO:
                raise NotFound(verdict_id, "an undo is not undone", "judge the value again")
            verdict = replace(
                undone,
                judgement=Judgement.UNDO,
                by=by,
                role=role,
                at=_after(last),
                value=None,
                reason=reason.strip(),
                replaces=undone.id,
            )
            append_verdict(connection, verdict)
            mark_stale(connection, documents_of(undone), verdict.at)
        return verdict

    def get(self, verdict_id: str) -> Verdict:
        """Return a verdict. Raises NotFound."""
        with self._ledger.reading() as connection:
            return _find(connection, verdict_id)

    def last_seen(self, subject: str, *, blind_by: str | None = None) -> str:
        """Return the token for `Draft.seen`: the id of the last verdict on a subject, or ""."""
        with self._ledger.reading() as connection:
            last = self._last(connection, subject, by=blind_by)
        return last.id if last else ""

    def of_page(self, document_id: str) -> list[Verdict]:
        """Return every verdict on a page, its claims and their values, by time, blind and undone ones included."""
        with self._ledger.reading() as connection:
            return verdicts_of_page(connection, document_id)

    def history(
        self,
        *,
        subject: str | None = None,
        document_id: str | None = None,
        by: str | None = None,
        before: str | None = None,
        limit: int = 50,
        own_only: tuple[str, Collection[str]] | None = None,
    ) -> list[Verdict]:
        """Return human verdicts, the latest first; `before` is the ISO time to go on from, `subject` an id or more.

        `own_only` is a person and the pages of which only this person's own verdicts are wanted.
        """
        table = tables.verdict
        query = select(table.c.body).where(table.c.machine.is_(False))
        if subject:
            query = query.where(or_(table.c.subject == subject, table.c.subject.startswith(f"{subject}/")))
        if document_id:
            query = query.where(table.c.document_id == document_id)
        if by:
            query = query.where(table.c.by == by)
        if before:
            query = query.where(table.c.at < before)
        if own_only:
            name, pages = own_only
            elsewhere = or_(table.c.document_id.is_(None), table.c.document_id.not_in(pages))
            query = query.where(or_(table.c.by == name, and_(elsewhere, table.c.blind.is_(False))))
        query = query.order_by(table.c.at.desc(), table.c.id.desc()).limit(limit)
        with self._ledger.reading() as connection:
            return [rows.object_of(Verdict, body) for body in connection.scalars(query)]

    def last_of(self, by: str, *, document_id: str | None = None) -> Verdict | None:
        """Return the person's last verdict that is still in force, for undo."""
        recent = self.history(by=by, document_id=document_id, limit=200)
        own = live(recent, blind=True)
        return own[-1] if own else None

    def as_read(self, document_id: str) -> dict[str, Claim]:
        """Return the page's judged claims as they were read, by id; claims that nobody judged are not among them."""
        table = desk_tables.judged
        with self._ledger.reading() as connection:
            found = connection.execute(
                select(table.c.claim_id, table.c.body).where(table.c.document_id == document_id)
            ).all()
        return {key: rows.object_of(Claim, body) for key, body in found}

    def claims_read(self, ids: Collection[str]) -> dict[str, Claim]:
        """Return claims as they were read, judged or not, by id; those that are not there are left out."""
        table, kept = tables.claim, desk_tables.judged
        query = select(table.c.id, func.coalesce(kept.c.body, table.c.body)).select_from(
            table.outerjoin(kept, kept.c.claim_id == table.c.id)
        )
        with self._ledger.reading() as connection:
            found = connection.execute(query.where(table.c.id.in_(sorted(ids)))).all()
        return {key: rows.object_of(Claim, body) for key, body in found}

    def _last(self, connection: Connection, subject: str, *, by: str | None) -> Verdict | None:
        """Return the last verdict on exactly this subject: the open ones, or one person's blind ones."""
        table = tables.verdict
        query = select(table.c.body).where(table.c.subject == subject, table.c.machine.is_(False))
        query = query.where(table.c.blind, table.c.by == by) if by else query.where(table.c.blind.is_(False))
        body = connection.scalar(query.order_by(table.c.at.desc(), table.c.id.desc()).limit(1))
        return rows.object_of(Verdict, body) if body else None


def _add_claim(connection: Connection, claim: Claim, *, live: bool) -> None:
    insert_missing(connection, tables.claim, [rows.claim_row(claim) | {"live": live}])
    index_claim(connection, claim)


def _says_the_same(last: Verdict, draft: Draft) -> bool:
    return (last.judgement, last.by, last.value, last.role, last.blind) == (
        draft.judgement,
        draft.by,
        draft.value,
        draft.role,
        draft.blind,
    )


def _conflict(subject: str, last: Verdict | None) -> LedgerError:
    if last is None:
        return LedgerError(subject, "what you saw of it is not in this ledger", "load the page again")
    return VerdictConflict(subject, f"{last.by} has judged it in the meantime", "look, then decide", current=last)


def _after(last: Verdict | None) -> datetime:
    """Return now, and always later than the last verdict: the order of a subject's verdicts is never open."""
    now = datetime.now(UTC)
    return max(now, last.at + timedelta(microseconds=1)) if last else now


def _find(connection: Connection, verdict_id: str) -> Verdict:
    body = connection.scalar(select(tables.verdict.c.body).where(tables.verdict.c.id == verdict_id))
    if body is None:
        raise NotFound(verdict_id, "no verdict has this id", "see the history")
    return rows.object_of(Verdict, body)


def _on_subject(connection: Connection, subject: str) -> list[Verdict]:
    query = select(tables.verdict.c.body).where(tables.verdict.c.subject == subject)
    return [rows.object_of(Verdict, body) for body in connection.scalars(query)]
