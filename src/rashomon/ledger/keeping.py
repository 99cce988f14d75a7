"""What a ledger keeps beside its claims: who read each page, and a secret of its own."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select

from rashomon.ledger import tables
from rashomon.ledger.connection import insert_missing, plain_errors

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

SECRET = "secret"  # noqa: S105 - the name of the row, not the secret
"""The key under which the secret stands in the table `meta`."""


def readers_of(ledger: Ledger) -> dict[str, str]:
    """Return by which reader each page was read, by the page's id."""
    table = tables.document
    with plain_errors(ledger.name), ledger._reading() as connection:  # noqa: SLF001 - within the ledger's own package
        return {str(key): str(reader) for key, reader in connection.execute(select(table.c.id, table.c.reader))}


def secret_of(ledger: Ledger) -> str:
    """Return the ledger's secret, made at random when it is first asked for; it leaves with no export.

    It seeds what a public export moves, alike at every export: whoever knew it could move the points back.
    """
    table = tables.meta
    query = select(table.c.value).where(table.c.key == SECRET)
    with plain_errors(ledger.name), ledger._engine.begin() as connection:  # noqa: SLF001
        insert_missing(connection, table, [{"key": SECRET, "value": secrets.token_hex(32)}])
        return str(connection.scalar(query))
