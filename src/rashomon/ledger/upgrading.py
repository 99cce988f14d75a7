"""Bringing a ledger to the schema of this program, by Alembic, in one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection


def upgrade(connection: Connection, *, since: str | None) -> None:
    """Run the migrations after schema `since` (None: a new ledger) up to the newest.

    Everything happens in the connection's transaction: a failure leaves the ledger as it was.
    """
    from alembic.command import stamp  # noqa: PLC0415 - only a new or an old ledger pays for Alembic
    from alembic.command import upgrade as run_upgrade  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if since is not None:
        stamp(config, since)
    run_upgrade(config, "head")
