"""What people propose for others to decide, such as another name of an actor. Nothing is deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from rashomon.domain import content_id
from rashomon.errors import LedgerError, NotFound
from rashomon.ledger.desk_tables import proposal

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

OPEN, ACCEPTED, REFUSED, WITHDRAWN = "open", "accepted", "refused", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal. `body` is what is proposed, as JSON values; who decided, and when, is None while it is open."""

    id: str
    kind: str
    subject: str
    state: str
    by: str
    at: str
    body: dict[str, Any]
    decided_by: str | None = None
    decided_at: str | None = None


class Proposals:
    """The proposals of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, kind: str, subject: str, body: dict[str, Any], *, by: str) -> Proposal:
        """Keep a proposal, which is open until somebody decides."""
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        key = content_id("prp", kind, subject, text, by, at)
        row = {"id": key, "kind": kind, "subject": subject[:120], "state": OPEN, "by": by, "at": at, "body": text}
        with self._ledger.writing() as connection:
            connection.execute(insert(proposal), [row])
        return Proposal(id=key, kind=kind, subject=subject[:120], state=OPEN, by=by, at=at, body=body)

    def decide(self, proposal_id: str, state: str, *, by: str) -> Proposal:
        """Accept, refuse or withdraw an open proposal. Raises NotFound, or LedgerError where it was decided before."""
        if state not in (ACCEPTED, REFUSED, WITHDRAWN):
            raise LedgerError(proposal_id, f"a proposal cannot be {state}", "accept, refuse or withdraw it")
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        with self._ledger.writing() as connection:
            changed = update(proposal).where(proposal.c.id == proposal_id, proposal.c.state == OPEN)
            count = connection.execute(changed.values(state=state, decided_by=by, decided_at=at)).rowcount
            row = connection.execute(select(proposal).where(proposal.c.id == proposal_id)).mappings().first()
        if row is None:
            raise NotFound(proposal_id, "no proposal has this id", "see the list of proposals")
        if not count:
            raise LedgerError(proposal_id, f"{row['decided_by']} has decided it in the meantime", "load the page again")
        return _proposal(dict(row))

    def all(self, kind: str, *, state: str | None = None, subject: str | None = None) -> list[Proposal]:
        """Return proposals of a kind by time."""
        query = select(proposal).where(proposal.c.kind == kind).order_by(proposal.c.at, proposal.c.id)
        if state:
            query = query.where(proposal.c.state == state)
        if subject:
            query = query.where(proposal.c.subject == subject)
        with self._ledger.reading() as connection:
            return [_proposal(dict(row)) for row in connection.execute(query).mappings()]


def _proposal(row: dict[str, Any]) -> Proposal:
    return Proposal(**(row | {"body": json.loads(row["body"])}))
