"""Bringing a ledger to the schema of this program, in one transaction: by Alembic, or at once where it is new."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sqlalchemy import Connection

from rashomon.ledger.tables import SCHEMA_VERSION

NEWEST = "newest.sql"


def upgrade(connection: Connection, *, since: str | None) -> None:
    """Run the migrations after schema `since` (None: a new ledger) up to the newest.

    A new SQLite ledger gets the statements of `newest.sql`, which leave what the migrations leave: importing Alembic
    takes longer than reading a page. Everything happens in the connection's transaction: a failure leaves the ledger as
    it was.
    """
    if since is None and connection.dialect.name == "sqlite" and (statements := newest_statements()):
        for statement in statements:
            connection.exec_driver_sql(statement)
        return
    migrate(connection, since=since)


def migrate(connection: Connection, *, since: str | None) -> None:
    """Run Alembic's migrations after schema `since`, or all of them."""
    from alembic.command import stamp  # noqa: PLC0415 - only an old ledger and another database pay for Alembic
    from alembic.command import upgrade as run_upgrade  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if since is not None:
        stamp(config, since)
    run_upgrade(config, "head")


def newest_statements() -> list[str]:
    """Return the statements of `newest.sql`; none when it was not written anew for this program's schema."""
    text = resources.files("rashomon.ledger").joinpath(NEWEST).read_text("utf-8")
    pieces = [piece for piece in text.strip().split("\n\n") if not piece.startswith("--")]
    stamped = f"('schema', '{SCHEMA_VERSION}')"
    return pieces if any(stamped in piece for piece in pieces) else []
