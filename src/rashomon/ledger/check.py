"""Checking a ledger: the database itself, what points nowhere, and that every offset reproduces its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from rashomon.domain import Claim, Document
from rashomon.ledger import tables
from rashomon.ledger.raw import RawPages
from rashomon.ledger.rows import object_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a ledger: where, and what."""

    where: str
    what: str


def faults(connection: Connection, raw: RawPages) -> Iterator[Fault]:
    """Yield every fault: damaged pages, orphans, words that are not where they should be, missing raw bytes."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield Fault(where="database", what=str(said))
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Fault(where=f"table {row[0]}", what=f"row {row[1]} points to nothing in {row[2]}")
    texts: dict[str, str] = {}
    for key, body in connection.execute(select(tables.document.c.id, tables.document.c.body)):
        document = object_of(Document, body)
        texts[key] = document.text
        if not raw.holds(document.raw_sha256):
            yield Fault(where=key, what=f"its raw bytes {document.raw_sha256} are not beside the ledger, or changed")
    for key, body in connection.execute(select(tables.claim.c.id, tables.claim.c.body)):
        yield from _claim_faults(key, object_of(Claim, body), texts)


def _claim_faults(key: str, claim: Claim, texts: dict[str, str]) -> Iterator[Fault]:
    if claim.document_id not in texts:
        yield Fault(where=key, what=f"its page {claim.document_id} is not in the ledger")
        return
    if claim.id != key:
        yield Fault(where=key, what=f"its content says that its id is {claim.id}")
    for evidence in claim.evidences():
        if not evidence.holds_in(texts[claim.document_id]):
            yield Fault(where=key, what=f"“{evidence.text}” does not stand at {evidence.span.start} of its page")
