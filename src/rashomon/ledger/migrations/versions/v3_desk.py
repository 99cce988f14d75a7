"""Schema 3: verdicts by page, claims as read beside claims as judged, people, assignments, proposals, who saw what."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make the desk's tables, and note of each verdict which page it is of."""
    op.add_column("verdict", sa.Column("document_id", sa.String(40)))
    op.add_column("verdict", sa.Column("blind", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("verdict_document", "verdict", ["document_id", "at"])
    op.create_index("verdict_by", "verdict", ["by", "at"])
    op.execute(
        "UPDATE verdict SET document_id = (SELECT claim.document_id FROM claim "
        "WHERE claim.id = substr(verdict.subject, 1, 20))"
    )
    _reviewing()
    _people()
    _sharing()
    op.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")


def downgrade() -> None:
    """Refuse: a ledger is opened by the program that wrote it, or by a newer one."""
    raise NotImplementedError


def _reviewing() -> None:
    op.create_table(
        "judged",
        sa.Column("claim_id", sa.String(40), sa.ForeignKey("claim.id"), primary_key=True),
        sa.Column("document_id", sa.String(40), sa.ForeignKey("document.id"), nullable=False),
        sa.Column("coded", sa.Boolean, nullable=False),
        sa.Column("reviewed", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("judged_document", "judged", ["document_id"])
    op.create_table(
        "page_review",
        sa.Column("document_id", sa.String(40), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("coded", sa.Integer, nullable=False),
        sa.Column("reviewed", sa.Integer, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
    )
    op.create_index("page_review_finished", "page_review", ["finished"])
    op.create_table(
        "stale",
        sa.Column("document_id", sa.String(40), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("since", sa.String(40), nullable=False),
    )
    op.create_index("document_published", "document", ["published", "id"])
    op.create_index("document_queue", "document", [sa.text("coalesce(published, '9999')"), "id"])
    op.create_index("event_disputes", "event", ["disputes"])


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), sa.ForeignKey("person.name"), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("until", sa.String(40), nullable=False),
    )
    op.create_index("session_person", "session", ["person"])
    op.create_table(
        "login_failure",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
    )
    op.create_index("login_failure_key", "login_failure", ["key", "at"])


def _sharing() -> None:
    op.create_table(
        "assignment",
        sa.Column("document_id", sa.String(40), sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("person", sa.String(64), sa.ForeignKey("person.name"), primary_key=True),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("done_at", sa.String(40)),
    )
    op.create_index("assignment_person", "assignment", ["person"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("decided_at", sa.String(40)),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("proposal_state", "proposal", ["kind", "state"])
    op.create_table(
        "access",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
    )
    op.create_index("access_person", "access", ["person", "number"])
