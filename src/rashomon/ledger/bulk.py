"""Writing pages: one at a time as a reader goes on, or many in one transaction as a batch brings them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from rashomon.domain import Claim, Document, Outcome
from rashomon.ledger import desk_tables, rows, tables
from rashomon.ledger.connection import insert_missing
from rashomon.ledger.search import index_page, index_rows
from rashomon.ledger.settling import claims_judged, settle_page

T = TypeVar("T")

PAGES_TOGETHER = 100
"""Pages whose rows go to the database in one call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page to save: its claims, how it ended, the reader's version, and the keys by which other pages find it."""

    document: Document
    claims: Sequence[Claim]
    outcome: Outcome
    reader: str
    keys: Collection[str] = ()


def write_page(connection: Connection, page: KeptPage, run: str, at: str) -> None:
    """Write a page, in the place of what an earlier reading left of it.

    A machine's older claims that this reading does not repeat are kept and no longer live, unless a person has judged
    them: human verdicts are never superseded.
    """
    document = page.document
    known = select(tables.document.c.id).where(tables.document.c.id == document.id)
    if connection.scalar(known) is None:
        _write_new(connection, [page], run, at)
        return
    fresh = [rows.claim_row(claim) for claim in page.claims]
    kept = {row["id"] for row in fresh}
    insert_missing(connection, tables.source, [rows.source_row(document.source)])
    row = rows.document_row(document, page.reader, page.outcome.state.value)
    insert_missing(connection, tables.document, [row])
    changed = {name: row[name] for name in ("published", "reader", "state", "copy_of", "body")}
    connection.execute(update(tables.document).where(tables.document.c.id == document.id).values(changed))
    here = tables.claim.c.document_id == document.id
    lasting = kept | claims_judged(connection, document.id)
    connection.execute(update(tables.claim).where(here, tables.claim.c.id.not_in(lasting)).values(live=False))
    insert_missing(connection, tables.claim, list(fresh))
    for each in fresh:
        connection.execute(update(tables.claim).where(tables.claim.c.id == each["id"]).values(each))
    index_page(connection, document, page.claims)
    settle_page(connection, document.id, read_again=kept)
    connection.execute(delete(tables.near).where(tables.near.c.document_id == document.id))
    insert_missing(connection, tables.near, _near_rows(page))
    connection.execute(insert(tables.outcome), [rows.outcome_row(page.outcome, run, at)])


def write_pages(connection: Connection, pages: Iterable[KeptPage], run: str, at: str) -> tuple[int, int]:
    """Write many pages and return how many pages and claims there were. Pages that are new go in together."""
    count = claims = 0
    for group in grouped(pages, PAGES_TOGETHER):
        count += len(group)
        claims += sum(len(page.claims) for page in group)
        table = tables.document
        known = set(connection.scalars(select(table.c.id).where(table.c.id.in_([p.document.id for p in group]))))
        new: dict[str, KeptPage] = {}
        for page in group:
            if page.document.id in known or page.document.id in new:
                _write_new(connection, list(new.values()), run, at)
                known |= set(new)
                new.clear()
                write_page(connection, page, run, at)
            else:
                new[page.document.id] = page
        _write_new(connection, list(new.values()), run, at)
    return count, claims


def _write_new(connection: Connection, pages: Sequence[KeptPage], run: str, at: str) -> None:
    """Write pages that the ledger does not hold yet."""
    if not pages:
        return
    sources = {page.document.source.id: rows.source_row(page.document.source) for page in pages}
    insert_missing(connection, tables.source, list(sources.values()))
    documents = [rows.document_row(page.document, page.reader, page.outcome.state.value) for page in pages]
    connection.execute(insert(tables.document), documents)
    insert_missing(connection, tables.claim, [rows.claim_row(claim) for page in pages for claim in page.claims])
    words = {row["id"]: row for page in pages for row in index_rows(page.document, page.claims)}
    connection.execute(insert(tables.words), list(words.values()))
    _settle_new(connection, [page.document.id for page in pages])
    insert_missing(connection, tables.near, [row for page in pages for row in _near_rows(page)])
    connection.execute(insert(tables.outcome), [rows.outcome_row(page.outcome, run, at) for page in pages])


def _settle_new(connection: Connection, document_ids: list[str]) -> None:
    """Note that nobody has looked at these pages, save where verdicts came before them."""
    table = tables.verdict
    judged = set(connection.scalars(select(table.c.document_id).where(table.c.document_id.in_(document_ids))))
    for document_id in sorted(judged):
        settle_page(connection, document_id)
    new = [key for key in document_ids if key not in judged]
    if new:
        none = {"coded": 0, "reviewed": 0, "finished": False}
        connection.execute(insert(desk_tables.page_review), [{"document_id": key, **none} for key in new])


def write_outcomes(connection: Connection, outcomes: Iterable[Outcome], run: str, at: str) -> None:
    """Write how pages ended that gave no document."""
    for group in grouped(outcomes, PAGES_TOGETHER):
        connection.execute(insert(tables.outcome), [rows.outcome_row(outcome, run, at) for outcome in group])


def _near_rows(page: KeptPage) -> list[dict[str, object]]:
    return [{"key": key, "document_id": page.document.id} for key in sorted(page.keys)]


def grouped(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of so many items, as they come."""
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
