"""Schema 2: folded words for full-text search, and keys by which pages find their neighbours."""

import json

import sqlalchemy as sa
from alembic import op

from rashomon.ledger.folded import folded

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Make the table of words, with the index that the database has for it, and fill it."""
    connection = op.get_bind()
    op.create_table(
        "words",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
    )
    if connection.dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE words_fts USING fts5(folded, content='words', content_rowid='rowid')")
        op.execute(
            "CREATE TRIGGER words_added AFTER INSERT ON words BEGIN "
            "INSERT INTO words_fts(rowid, folded) VALUES (new.rowid, new.folded); END"
        )
        op.execute(
            "CREATE TRIGGER words_removed AFTER DELETE ON words BEGIN "
            "INSERT INTO words_fts(words_fts, rowid, folded) VALUES ('delete', old.rowid, old.folded); END"
        )
    else:
        op.execute("CREATE INDEX words_folded ON words USING gin (to_tsvector('simple', folded))")
    op.create_table(
        "near",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("document_id", sa.String(40), sa.ForeignKey("document.id"), primary_key=True),
    )
    op.create_index("near_document", "near", ["document_id"])
    _fill(connection)
    op.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")


def downgrade() -> None:
    """Refuse: a ledger is opened by the program that wrote it, or by a newer one."""
    raise NotImplementedError


def _fill(connection: sa.Connection) -> None:
    rows = []
    for key, title, body in connection.execute(sa.text("SELECT id, title, body FROM document")):
        rows.append({"id": key, "kind": "document", "folded": folded(f"{title} {json.loads(body)['text']}")})
    for key, voice, body in connection.execute(sa.text("SELECT id, voice, body FROM claim")):
        content = json.loads(body)["content"]["text"]
        rows.append({"id": key, "kind": "claim", "folded": folded(f"{voice} {content}")})
    if rows:
        connection.execute(sa.text("INSERT INTO words (id, kind, folded) VALUES (:id, :kind, :folded)"), rows)
