"""The people of a team: who they are, their logins, what is assigned to them, and what they saw."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, delete, func, insert, select, update

from rashomon.errors import LedgerError, NotFound
from rashomon.ledger import tables
from rashomon.ledger.connection import insert_missing
from rashomon.ledger.desk_tables import access, assignment, login_failure, person, session

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user. `role` is coder, reviewer or admin; `secret` is the password's argon2 hash."""

    name: str
    role: str
    secret: str
    active: bool
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A page given to a person to code; `blind` ones see nobody else's verdicts. `done_at` is None while open."""

    document_id: str
    person: str
    blind: bool
    by: str
    at: str
    done_at: str | None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One entry of the log of who saw what."""

    number: int
    at: str
    person: str
    action: str
    path: str
    address: str


class People:
    """The users of a ledger and what belongs to them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, name: str, role: str, secret: str) -> None:
        """Add a user. Raises LedgerError when the name is taken."""
        row = {"name": name, "role": role, "secret": secret, "active": True, "made_at": _now()}
        with self._ledger.writing() as connection:
            if connection.scalar(select(func.count()).where(person.c.name == name)):
                raise LedgerError(name, "there is a user of this name", "choose another name")
            connection.execute(insert(person), [row])

    def change(self, name: str, **changes: Any) -> None:
        """Set a user's role, secret or active; whoever is switched off or gets a new secret is logged out."""
        with self._ledger.writing() as connection:
            done = connection.execute(update(person).where(person.c.name == name).values(changes))
            if not done.rowcount:
                raise NotFound(name, "there is no such user", "see the list of users")
            if changes.get("active") is False or "secret" in changes:
                connection.execute(delete(session).where(session.c.person == name))

    def get(self, name: str) -> Person | None:
        """Return a user, or None."""
        found = self._rows(select(person).where(person.c.name == name))
        return Person(**found[0]) if found else None

    def all(self) -> list[Person]:
        """Return all users by name."""
        return [Person(**row) for row in self._rows(select(person).order_by(person.c.name))]

    def open_session(self, digest: str, name: str, *, hours: float = 12.0) -> None:
        """Log a user in under this digest of the cookie."""
        until = (datetime.now(UTC) + timedelta(hours=hours)).isoformat()
        with self._ledger.writing() as connection:
            connection.execute(delete(session).where(session.c.until < _now()))
            row = {"digest": digest, "person": name, "made_at": _now(), "until": until}
            connection.execute(insert(session), [row])

    def close_session(self, digest: str) -> None:
        """Log out."""
        with self._ledger.writing() as connection:
            connection.execute(delete(session).where(session.c.digest == digest))

    def of_session(self, digest: str) -> Person | None:
        """Return the active user who is logged in under this digest, or None."""
        query = (
            select(person)
            .join(session, session.c.person == person.c.name)
            .where(session.c.digest == digest, session.c.until >= _now(), person.c.active)
        )
        found = self._rows(query)
        return Person(**found[0]) if found else None

    def note_failure(self, *keys: str) -> None:
        """Note a failed login under these keys (a name, an address)."""
        with self._ledger.writing() as connection:
            connection.execute(insert(login_failure), [{"at": _now(), "key": key[:120]} for key in keys])

    def failures(self, key: str, *, seconds: float) -> int:
        """Return how many logins failed under this key in the last seconds."""
        since = (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()
        query = select(func.count()).where(login_failure.c.key == key[:120], login_failure.c.at >= since)
        with self._ledger.reading() as connection:
            return int(connection.scalar(query) or 0)

    def forget_failures(self, key: str) -> None:
        """Forget the failed logins of a user who came in."""
        with self._ledger.writing() as connection:
            connection.execute(delete(login_failure).where(login_failure.c.key == key[:120]))

    def assign(self, document_ids: Collection[str], names: Collection[str], *, blind: bool, by: str) -> None:
        """Give pages to people; what a person has already stays as it is."""
        rows = [
            {"document_id": page, "person": name, "blind": blind, "by": by, "at": _now()}
            for page in document_ids
            for name in names
        ]
        with self._ledger.writing() as connection:
            insert_missing(connection, assignment, rows)

    def finish(self, document_id: str, name: str, *, done: bool = True) -> None:
        """Note that a person has finished an assigned page, or not after all."""
        here = (assignment.c.document_id == document_id, assignment.c.person == name)
        with self._ledger.writing() as connection:
            connection.execute(update(assignment).where(*here).values(done_at=_now() if done else None))

    def assignments(self, *, document_id: str | None = None, name: str | None = None) -> list[Assignment]:
        """Return assignments by page and person."""
        query = select(assignment, tables.document.c.title).join(
            tables.document, tables.document.c.id == assignment.c.document_id
        )
        if document_id:
            query = query.where(assignment.c.document_id == document_id)
        if name:
            query = query.where(assignment.c.person == name)
        found = self._rows(query.order_by(assignment.c.document_id, assignment.c.person))
        return [Assignment(**row) for row in found]

    def note_access(self, name: str, action: str, path: str, address: str) -> None:
        """Append to the log of who saw what."""
        row = {"at": _now(), "person": name, "action": action, "path": path[:500], "address": address[:64]}
        with self._ledger.writing() as connection:
            connection.execute(insert(access), [row])

    def accesses(self, *, name: str | None = None, before: int | None = None, limit: int = 100) -> list[Access]:
        """Return the log of who saw what, the latest first."""
        query = select(access)
        if name:
            query = query.where(access.c.person == name)
        if before:
            query = query.where(access.c.number < before)
        return [Access(**row) for row in self._rows(query.order_by(access.c.number.desc()).limit(limit))]

    def _rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        with self._ledger.reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]


def _now() -> str:
    return datetime.now(UTC).isoformat()
