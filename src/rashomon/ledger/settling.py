"""Letting verdicts count: the claim's row becomes the claim as judged, and the page's progress is counted anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from rashomon.domain import Claim, Judgement, Verdict
from rashomon.domain.judging import REVIEWER, judged, live, standing, values_of
from rashomon.ledger import desk_tables, rows, tables
from rashomon.ledger.connection import insert_missing

CLAIM_ID_LENGTH = 20
"""`clm_` and 16 characters: what a subject of a claim or of its value begins with."""


def append_verdict(connection: Connection, verdict: Verdict, document_id: str | None = None) -> None:
    """Append a verdict and let it count. The page is looked up where the subject is a claim, a value or a page."""
    page = document_id or page_of(connection, verdict.subject)
    insert_missing(connection, tables.verdict, [rows.verdict_row(verdict, page)])
    if page and not verdict.blind and not verdict.machine:
        settle_page(connection, page)
        mark_stale(connection, [page], verdict.at)


def mark_stale(connection: Connection, document_ids: Collection[str], at: datetime) -> None:
    """Note that these pages' events are to be made anew, from this moment's verdicts on."""
    if document_ids:
        table = desk_tables.stale
        connection.execute(delete(table).where(table.c.document_id.in_(document_ids)))
        connection.execute(insert(table), [{"document_id": key, "since": at.isoformat()} for key in document_ids])


def page_of(connection: Connection, subject: str) -> str | None:
    """Return the id of the page that a subject is of: a claim's, a value's or its own; None for other subjects."""
    if subject.startswith("clm_"):
        table = tables.claim
        found = connection.scalar(select(table.c.document_id).where(table.c.id == subject[:CLAIM_ID_LENGTH]))
        return str(found) if found else None
    if subject.startswith("doc_"):
        key = subject.partition("/")[0]
        return key if connection.scalar(select(func.count()).where(tables.document.c.id == key)) else None
    return None


def claims_judged(connection: Connection, document_id: str) -> set[str]:
    """Return the ids of the page's claims that a person has judged, in whole or in part."""
    table = tables.verdict
    query = select(table.c.subject).where(table.c.document_id == document_id, table.c.machine.is_(False))
    return {subject[:CLAIM_ID_LENGTH] for subject in connection.scalars(query) if subject.startswith("clm_")}


def settle_page(connection: Connection, document_id: str, *, read_again: Collection[str] = ()) -> None:
    """Bring the page's claims and its progress to what the live verdicts say.

    `read_again` are claims whose rows have just been written as read: what was kept of them as read is out of date.
    """
    kept = desk_tables.judged
    by_claim: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts_of_page(connection, document_id):
        if not verdict.machine:
            by_claim[verdict.subject.partition("/")[0]].append(verdict)
    before = select(kept.c.claim_id, kept.c.body).where(kept.c.document_id == document_id)
    as_read = {key: body for key, body in connection.execute(before) if key not in set(read_again)}
    connection.execute(delete(kept).where(kept.c.document_id == document_id))
    if not by_claim and not as_read:
        _count_page(connection, document_id, [])
        return
    wanted = {key for key in by_claim if key.startswith("clm_")} | set(as_read)
    query = select(tables.claim.c.id, tables.claim.c.body, tables.claim.c.live).where(tables.claim.c.id.in_(wanted))
    for key, body, is_live in connection.execute(query).all():
        _settle_claim(connection, as_read.get(key, body), body, is_live, by_claim[key])
    _count_page(connection, document_id, by_claim.get(document_id, []))


def verdicts_of_page(connection: Connection, document_id: str) -> list[Verdict]:
    """Return the verdicts on a page, its claims and their values, by time."""
    table = tables.verdict
    query = select(table.c.body).where(table.c.document_id == document_id).order_by(table.c.at, table.c.id)
    return [rows.object_of(Verdict, body) for body in connection.scalars(query)]


def _settle_claim(connection: Connection, as_read: str, now: str, is_live: bool, said: list[Verdict]) -> None:
    read = rows.object_of(Claim, as_read)
    stands = live(said)
    changed = judged(read, stands)
    row: dict[str, Any] = rows.claim_row(changed)
    was_added = any(each.judgement is Judgement.ADD and each.subject == read.id for each in said)
    row["live"] = any(each.judgement is Judgement.ADD for each in stands) if was_added else is_live
    if row["body"] != now or row["live"] != is_live:
        connection.execute(update(tables.claim).where(tables.claim.c.id == read.id).values(row))
    if stands or was_added:
        done = {
            "claim_id": read.id,
            "document_id": read.document_id,
            "coded": _complete(read, stands, reviewed=False),
            "reviewed": _complete(read, stands, reviewed=True),
            "body": as_read,
        }
        connection.execute(insert(desk_tables.judged), [done])


def _complete(read: Claim, stands: list[Verdict], *, reviewed: bool) -> bool:
    """Tell whether the claim was judged as a whole, or every value of it."""
    counted = [each for each in stands if not reviewed or each.role == REVIEWER]
    if standing(each for each in counted if each.subject == read.id):
        return True
    return all(value.last is not None for value in values_of(read, counted))


def _count_page(connection: Connection, document_id: str, said: list[Verdict]) -> None:
    claims, done, table = tables.claim, desk_tables.judged, desk_tables.page_review
    all_live = connection.scalar(select(func.count()).where(claims.c.document_id == document_id, claims.c.live)) or 0
    query = (
        select(done.c.coded, done.c.reviewed)
        .join(claims, claims.c.id == done.c.claim_id)
        .where(done.c.document_id == document_id, claims.c.live)
    )
    counted = connection.execute(query).all()
    coded, reviewed = sum(bool(each[0]) for each in counted), sum(bool(each[1]) for each in counted)
    last = standing(each for each in live(said) if each.subject == document_id)
    by_hand = last is not None and last.judgement is Judgement.ACCEPT
    row = {
        "document_id": document_id,
        "coded": coded,
        "reviewed": reviewed,
        "finished": by_hand or 0 < all_live == coded,
    }
    connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(insert(table), [row])
