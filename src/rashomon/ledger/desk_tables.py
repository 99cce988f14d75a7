"""Tables of the desk: what was read before people judged it, how far a page is, people, who saw what, what waits."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from rashomon.ledger.tables import METADATA

judged = Table(
    "judged",
    METADATA,
    Column("claim_id", String(40), ForeignKey("claim.id"), primary_key=True),
    Column("document_id", String(40), ForeignKey("document.id"), nullable=False),
    Column("coded", Boolean, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("body", Text, nullable=False),
)
"""A claim that people have judged, as it was read: the row in `claim` holds it as it stands after their verdicts."""
Index("judged_document", judged.c.document_id)

page_review = Table(
    "page_review",
    METADATA,
    Column("document_id", String(40), ForeignKey("document.id"), primary_key=True),
    Column("coded", Integer, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("finished", Boolean, nullable=False),
)
"""How many live claims of a page were judged in full. `finished` says that all were, or that a person said so."""
Index("page_review_finished", page_review.c.finished)

stale = Table(
    "stale",
    METADATA,
    Column("document_id", String(40), ForeignKey("document.id"), primary_key=True),
    Column("since", String(40), nullable=False),
)
"""Pages whose events are to be made anew, so that a crash forgets none."""

person = Table(
    "person",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("secret", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("made_at", String(40), nullable=False),
)

session = Table(
    "session",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("person", String(64), ForeignKey("person.name"), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("until", String(40), nullable=False),
)
"""Logins. Only the SHA-256 of the cookie's value is kept."""
Index("session_person", session.c.person)

login_failure = Table(
    "login_failure",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("key", String(120), nullable=False),
)
Index("login_failure_key", login_failure.c.key, login_failure.c.at)

assignment = Table(
    "assignment",
    METADATA,
    Column("document_id", String(40), ForeignKey("document.id"), primary_key=True),
    Column("person", String(64), ForeignKey("person.name"), primary_key=True),
    Column("blind", Boolean, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("done_at", String(40)),
)
Index("assignment_person", assignment.c.person)

proposal = Table(
    "proposal",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("state", String(16), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("decided_by", String(64)),
    Column("decided_at", String(40)),
    Column("body", Text, nullable=False),
)
"""What a person proposes for others to decide, such as an actor's alias. `body` is JSON."""
Index("proposal_state", proposal.c.kind, proposal.c.state)

access = Table(
    "access",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("person", String(64), nullable=False),
    Column("action", String(16), nullable=False),
    Column("path", Text, nullable=False),
    Column("address", String(64), nullable=False),
)
"""Who saw what, in team mode. Append-only."""
Index("access_person", access.c.person, access.c.number)

inbox_item = Table(
    "inbox_item",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("job", String(40), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("raw", LargeBinary),
    Column("tries", Integer, nullable=False),
)
"""What came into the inbox and was not read yet: bytes of a page, or without them an address. Gone once it ended."""
Index("inbox_item_job", inbox_item.c.job)
