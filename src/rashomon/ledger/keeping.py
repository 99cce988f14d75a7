"""What a ledger keeps beside its claims: what was read before people judged it, who read, and a secret of its own."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select

from rashomon.domain import Claim
from rashomon.ledger import desk_tables, tables
from rashomon.ledger.connection import insert_missing, plain_errors
from rashomon.ledger.rows import object_of

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

SECRET = "secret"  # noqa: S105 - the name of the row, not the secret
"""The key under which the secret stands in the table `meta`."""


def readers_of(ledger: Ledger) -> dict[str, str]:
    """Return by which reader each page was read, by the page's id."""
    table = tables.document
    with plain_errors(ledger.name), ledger._reading() as connection:  # noqa: SLF001 - within the ledger's own package
        return {str(key): str(reader) for key, reader in connection.execute(select(table.c.id, table.c.reader))}


def claims_as_read(ledger: Ledger) -> dict[str, Claim]:
    """Return the claims that verdicts stand on, by id, as they were read before anyone judged them."""
    kept, table = desk_tables.judged, tables.claim
    query = select(kept.c.claim_id, kept.c.body).join(table, table.c.id == kept.c.claim_id).where(table.c.live)
    with plain_errors(ledger.name), ledger._reading() as connection:  # noqa: SLF001
        return {str(key): object_of(Claim, body) for key, body in connection.execute(query)}


def secret_of(ledger: Ledger) -> str:
    """Return the ledger's secret, made at random when it is first asked for; it leaves with no export.

    It seeds what a public export moves, alike at every export: whoever knew it could move the points back.
    """
    table = tables.meta
    query = select(table.c.value).where(table.c.key == SECRET)
    with plain_errors(ledger.name), ledger._engine.begin() as connection:  # noqa: SLF001
        insert_missing(connection, table, [{"key": SECRET, "value": secrets.token_hex(32)}])
        return str(connection.scalar(query))
