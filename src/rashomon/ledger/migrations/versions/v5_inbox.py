"""Schema 5: what came into the desk's inbox and was not read yet, so that a stop or a crash loses none of it."""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "inbox_item",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index("inbox_item_job", "inbox_item", ["job"])
    op.execute("UPDATE meta SET value = '5' WHERE key = 'schema'")


def downgrade() -> None:
    """Refuse: a ledger is opened by the program that wrote it, or by a newer one."""
    raise NotImplementedError
