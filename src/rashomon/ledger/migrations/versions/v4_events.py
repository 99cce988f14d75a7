"""Schema 4: what the table and the map of events show without opening each, who tells of it, with which words."""

import json

import sqlalchemy as sa
from alembic import op

from rashomon.domain import Event
from rashomon.domain.serial import from_plain
from rashomon.ledger.event_tables import write_tellers

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Add the columns and tables, and fill them from the events that are there."""
    op.add_column("event", sa.Column("roots", sa.Integer, nullable=False, server_default="0"))
    op.add_column("event", sa.Column("radius_km", sa.Float))
    op.add_column("event", sa.Column("kinds", sa.Text, nullable=False, server_default=""))
    op.create_index("event_place", "event", ["lat", "lon"])
    op.create_index("event_country", "event", ["country"])
    op.create_index("event_deed", "event", ["deed"])
    op.create_table(
        "event_source",
        sa.Column("event_id", sa.String(40), sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("source_id", sa.String(40), sa.ForeignKey("source.id"), primary_key=True),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("alone", sa.Boolean, nullable=False),
        sa.Column("disputed", sa.Boolean, nullable=False),
        sa.Column("withdrawn", sa.Integer, nullable=False),
        sa.Column("own_losses", sa.Integer, nullable=False),
        sa.Column("adversary", sa.Integer, nullable=False),
        sa.Column("ally", sa.Integer, nullable=False),
        sa.Column("third_party", sa.Integer, nullable=False),
    )
    op.create_index("event_source_source", "event_source", ["source_id", "event_id"])
    op.create_table(
        "event_label",
        sa.Column("event_id", sa.String(40), sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("source_id", sa.String(40), sa.ForeignKey("source.id"), primary_key=True),
        sa.Column("whom", sa.Text, primary_key=True),
        sa.Column("word", sa.Text, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("event_label_source", "event_label", ["source_id"])
    _fill(op.get_bind())
    op.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")


def downgrade() -> None:
    """Refuse: a ledger is opened by the program that wrote it, or by a newer one."""
    raise NotImplementedError


def _fill(connection: sa.Connection) -> None:
    changed = sa.text("UPDATE event SET roots = :roots, radius_km = :radius, kinds = :kinds WHERE id = :id")
    events = [from_plain(Event, json.loads(body)) for (body,) in connection.execute(sa.text("SELECT body FROM event"))]
    for event in events:
        area = event.place.geometry if event.place else None
        kinds = sorted({dispute.kind.value for dispute in event.disputes})
        row = {"roots": len(event.roots), "radius": area and area.radius_km, "kinds": f" {' '.join(kinds)} "}
        connection.execute(changed, row | {"id": event.id})
    write_tellers(connection, events)
