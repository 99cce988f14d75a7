"""Schema 1: sources, documents, claims, events, verdicts, outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the first schema's tables, written out so that later changes of the code do not change the past."""
    op.create_table(
        "meta", sa.Column("key", sa.String(64), primary_key=True), sa.Column("value", sa.Text, nullable=False)
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("host", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    _documents()
    _claims()
    _events()
    op.create_table(
        "verdict",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("judgement", sa.String(16), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("machine", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("verdict_subject", "verdict", ["subject"])
    op.create_table(
        "outcome",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run", sa.String(40), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("document_id", sa.String(40)),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("outcome_run", "outcome", ["run"])
    op.execute("INSERT INTO meta (key, value) VALUES ('schema', '1')")


def downgrade() -> None:
    """Refuse: there is nothing before the first schema."""
    raise NotImplementedError


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("source_id", sa.String(40), sa.ForeignKey("source.id"), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("published", sa.String(10)),
        sa.Column("retrieved_at", sa.String(40), nullable=False),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        sa.Column("copy_of", sa.String(40)),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("document_source", "document", ["source_id"])
    op.create_index("document_raw", "document", ["raw_sha256"])


def _claims() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("document_id", sa.String(40), sa.ForeignKey("document.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("voice", sa.Text, nullable=False),
        sa.Column("stance", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("deed", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("country", sa.String(8)),
        sa.Column("earliest", sa.String(10)),
        sa.Column("latest", sa.String(10)),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("claim_document", "claim", ["document_id", "live"])
    op.create_index("claim_days", "claim", ["earliest", "latest"])


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("deed", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("country", sa.String(8)),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("earliest", sa.String(10)),
        sa.Column("latest", sa.String(10)),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("disputes", sa.Integer, nullable=False),
        sa.Column("aggregate", sa.Boolean, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("event_days", "event", ["earliest", "latest"])
    op.create_table(
        "event_claim",
        sa.Column("event_id", sa.String(40), sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("claim_id", sa.String(40), sa.ForeignKey("claim.id"), primary_key=True),
    )
    op.create_index("event_claim_claim", "event_claim", ["claim_id"])
