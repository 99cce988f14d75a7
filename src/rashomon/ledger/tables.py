"""The ledger's tables. Columns beside `body` repeat what queries filter by; `body` is the whole object as JSON."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 5

METADATA = MetaData()

meta = Table("meta", METADATA, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False))

source = Table(
    "source",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("host", Text),
    Column("body", Text, nullable=False),
)

document = Table(
    "document",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("source_id", String(40), ForeignKey("source.id"), nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("published", String(10)),
    Column("retrieved_at", String(40), nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("copy_of", String(40)),
    Column("reader", Text, nullable=False, default=""),
    Column("state", String(16), nullable=False),
    Column("body", Text, nullable=False),
)
Index("document_source", document.c.source_id)
Index("document_raw", document.c.raw_sha256)

claim = Table(
    "claim",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("document_id", String(40), ForeignKey("document.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("voice", Text, nullable=False),
    Column("stance", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("deed", Text),
    Column("place", Text),
    Column("country", String(8)),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("confidence", Float, nullable=False),
    Column("reader", Text, nullable=False),
    Column("live", Boolean, nullable=False, default=True),
    Column("body", Text, nullable=False),
)
Index("claim_document", claim.c.document_id, claim.c.live)
Index("claim_days", claim.c.earliest, claim.c.latest)

event = Table(
    "event",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("deed", Text),
    Column("place", Text),
    Column("country", String(8)),
    Column("lat", Float),
    Column("lon", Float),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("claims", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Column("aggregate", Boolean, nullable=False, default=False),
    Column("body", Text, nullable=False),
    Column("roots", Integer, nullable=False, default=0),
    Column("radius_km", Float),
    Column("kinds", Text, nullable=False, default=""),
)
Index("event_days", event.c.earliest, event.c.latest)

event_claim = Table(
    "event_claim",
    METADATA,
    Column("event_id", String(40), ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("claim_id", String(40), ForeignKey("claim.id"), primary_key=True),
)
Index("event_claim_claim", event_claim.c.claim_id)

verdict = Table(
    "verdict",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("subject", String(120), nullable=False),
    Column("judgement", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("machine", Boolean, nullable=False),
    Column("document_id", String(40)),
    Column("blind", Boolean, nullable=False, default=False),
    Column("body", Text, nullable=False),
)
Index("verdict_subject", verdict.c.subject)
Index("verdict_document", verdict.c.document_id, verdict.c.at)
Index("verdict_by", verdict.c.by, verdict.c.at)

outcome = Table(
    "outcome",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("run", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("document_id", String(40)),
    Column("body", Text, nullable=False),
)
Index("outcome_run", outcome.c.run)

words = Table(
    "words",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("folded", Text, nullable=False),
)

near = Table(
    "near",
    METADATA,
    Column("key", String(200), primary_key=True),
    Column("document_id", String(40), ForeignKey("document.id"), primary_key=True),
)
Index("near_document", near.c.document_id)
