"""What reconciling asks of the tables: which pages share keys, which events hold them, and the putting of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from rashomon.domain import Event
from rashomon.ledger import rows, tables
from rashomon.ledger.event_tables import write_tellers

EVENTS_TOGETHER = 500
"""Events whose rows go to the database in one call."""


def chunks(values: Collection[str], size: int = 500) -> Iterator[list[str]]:
    """Yield the values in sorted lists short enough for one query's parameters."""
    ordered = sorted(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def overlapping(connection: Connection, keys: Collection[str], kind: str, least: tuple[int, float]) -> set[str]:
    """Return the pages that share keys of a kind, which begins so, by their number and their share of the smaller set.

    Counted in the database: words that every page has ("all rights reserved") make many candidates and few copies.
    """
    at_least, share = least
    near, shared = tables.near, Counter[str]()
    for part in chunks(keys):
        query = select(near.c.document_id, func.count()).where(near.c.key.in_(part)).group_by(near.c.document_id)
        for document_id, count in connection.execute(query):
            shared[document_id] += count
    # Of a set no smaller than `at_least`, fewer than this cannot be so large a part.
    likely = {key: count for key, count in shared.items() if count >= share * at_least}
    found = set()
    for part in chunks(likely):
        here = near.c.document_id.in_(part) & (near.c.key >= kind) & (near.c.key < f"{kind}~")
        sizes = select(near.c.document_id, func.count()).where(here).group_by(near.c.document_id)
        for document_id, size in connection.execute(sizes):
            smaller = min(size, len(keys))
            if smaller >= at_least and likely[document_id] >= share * smaller:
                found.add(document_id)
    return found


def events_of(document_ids: list[str]) -> Select[Any]:
    """Return the query for the ids of events that hold a claim of these pages."""
    links, table = tables.event_claim, tables.claim
    return (
        select(links.c.event_id)
        .join(table, table.c.id == links.c.claim_id)
        .where(table.c.document_id.in_(document_ids))
        .distinct()
    )


def delete_events(connection: Connection, document_ids: Collection[str] | None) -> None:
    """Delete all events, or those that hold a claim of these pages."""
    if document_ids is None:
        connection.execute(delete(tables.event_claim))
        connection.execute(delete(tables.event))
        return
    gone = {key for part in chunks(document_ids) for key in connection.scalars(events_of(part))}
    for part in chunks(gone):
        connection.execute(delete(tables.event_claim).where(tables.event_claim.c.event_id.in_(part)))
        connection.execute(delete(tables.event).where(tables.event.c.id.in_(part)))


def write_events(connection: Connection, events: Sequence[Event]) -> None:
    """Write events with their claims and with who tells them."""
    connection.execute(insert(tables.event), [rows.event_row(event) for event in events])
    pairs = [{"event_id": event.id, "claim_id": claim} for event in events for claim in event.claim_ids]
    connection.execute(insert(tables.event_claim), pairs)
    write_tellers(connection, events)
