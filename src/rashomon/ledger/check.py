"""Checking a ledger: the database itself, what points nowhere, and that every offset reproduces its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, LargeBinary, Table, cast, select

from rashomon.domain import Claim, Document, Event
from rashomon.ledger import tables
from rashomon.ledger.raw import RawPages
from rashomon.ledger.rows import object_of
from rashomon.ledger.search import searched_words

T = TypeVar("T", Document, Claim, Event)


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
    for key, document in _objects(connection, Document, tables.document):
        if isinstance(document, Fault):
            yield document
            continue
        texts[key] = document.text
        if not raw.holds(document.raw_sha256):
            yield Fault(where=key, what=f"its raw bytes {document.raw_sha256} are not beside the ledger, or changed")
    for key, claim in _objects(connection, Claim, tables.claim):
        if isinstance(claim, Fault):
            yield claim
        else:
            yield from _claim_faults(key, claim, texts)
    yield from (event for _, event in _objects(connection, Event, tables.event) if isinstance(event, Fault))


def _objects(connection: Connection, kind: type[T], table: Table) -> Iterator[tuple[str, T | Fault]]:
    """Yield the key and object of each row, or the fault of one that cannot be read: it costs no other.

    What is searched must be found by the words it holds. SQLite gives bytes as they stand: damaged ones may be no text.
    """
    lite, searched = connection.dialect.name == "sqlite", table is not tables.event
    columns = [table.c.body, tables.words.c.folded] if searched else [table.c.body]
    query = select(table.c.id, *(cast(column, LargeBinary) if lite else column for column in columns))
    if searched:
        query = query.outerjoin(tables.words, tables.words.c.id == table.c.id)
    for key, *held in connection.execute(query):
        try:
            body, *folded = [each.decode("utf-8") if isinstance(each, bytes) else each for each in held]
            found = object_of(kind, body)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            said = " ".join(f"{type(error).__name__}: {error}".split())[:120]
            yield key, Fault(where=key, what=f"its content cannot be read ({said})")
            continue
        yield key, found
        if folded and folded[0] != searched_words(found):
            yield key, Fault(where=key, what="the index for searching holds other words of it")


def _claim_faults(key: str, claim: Claim, texts: dict[str, str]) -> Iterator[Fault]:
    if claim.document_id not in texts:
        yield Fault(where=key, what=f"its page {claim.document_id} is not in the ledger")
        return
    if claim.id != key:
        yield Fault(where=key, what=f"its content says that its id is {claim.id}")
    for evidence in claim.evidences():
        if not evidence.holds_in(texts[claim.document_id]):
            yield Fault(where=key, what=f"“{evidence.text}” does not stand at {evidence.span.start} of its page")
