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


COMMON = 400
"""Pages from which on a key says little: words that every page of an outlet has ("all rights reserved")."""


def overlapping(connection: Connection, keys: Collection[str], kind: str, least: tuple[int, float]) -> set[str]:
    """Return the pages that share keys of a kind, which begins so, by their number and their share of the smaller set.

    Candidates share a key that is not common, unless the page has hardly any such: a story that all have printed.
    All is counted in the database, for most candidates share a phrase and are no copies.
    """
    at_least, share = least
    rare = [(key, pages) for key in sorted(keys) if len(pages := _pages_of(connection, key)) <= COMMON]
    likely = set[str]().union(*(pages for _, pages in rare)) if len(rare) >= at_least else None
    # Of a set no smaller than `at_least`, fewer than this cannot be so large a part.
    shared = {key: count for key, count in _shared(connection, keys, likely).items() if count >= share * at_least}
    near, found = tables.near, set()
    for part in chunks(shared):
        here = near.c.document_id.in_(part) & (near.c.key >= kind) & (near.c.key < f"{kind}~")
        sizes = select(near.c.document_id, func.count()).where(here).group_by(near.c.document_id)
        for document_id, size in connection.execute(sizes):
            smaller = min(size, len(keys))
            if smaller >= at_least and shared[document_id] >= share * smaller:
                found.add(document_id)
    return found


def _pages_of(connection: Connection, key: str) -> list[str]:
    """Return the pages filed under a key, no more of them than tell that it is common."""
    table = tables.near
    return list(connection.scalars(select(table.c.document_id).where(table.c.key == key).limit(COMMON + 1)))


def _shared(connection: Connection, keys: Collection[str], likely: set[str] | None) -> Counter[str]:
    """Return how many of the keys each page shares: of the likely pages, or of all."""
    near, shared = tables.near, Counter[str]()
    for part in chunks(keys):
        query = select(near.c.document_id, func.count()).where(near.c.key.in_(part)).group_by(near.c.document_id)
        asked = [query] if likely is None else [query.where(near.c.document_id.in_(some)) for some in chunks(likely)]
        for each in asked:
            for document_id, count in connection.execute(each):
                shared[document_id] += count
    return shared


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
