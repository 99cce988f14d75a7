"""What lists and profiles need of events at once: who tells each, about whose losses, and with which loaded words.

All of it derives from events and claims, and is written with them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, String, Table, Text, insert, select

from rashomon.domain import Event, Interest
from rashomon.ledger.tables import METADATA, claim, document

event_source = Table(
    "event_source",
    METADATA,
    Column("event_id", String(40), ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("source_id", String(40), ForeignKey("source.id"), primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("own_losses", Integer, nullable=False),
    Column("adversary", Integer, nullable=False),
    Column("ally", Integer, nullable=False),
    Column("third_party", Integer, nullable=False),
)
"""One row a publisher that tells of an event. The last four count figures by whose losses their voices speak of."""
Index("event_source_source", event_source.c.source_id, event_source.c.event_id)

event_label = Table(
    "event_label",
    METADATA,
    Column("event_id", String(40), ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("source_id", String(40), ForeignKey("source.id"), primary_key=True),
    Column("whom", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)
"""Loaded words of a publisher's claims: whom each labels, and how often."""
Index("event_label_source", event_label.c.source_id)

_COLUMN = {
    Interest.OWN_LOSSES: "own_losses",
    Interest.ADVERSARY: "adversary",
    Interest.ALLY: "ally",
    Interest.THIRD_PARTY: "third_party",
}
_TOGETHER = 400


@dataclass(frozen=True, slots=True)
class _Told:
    """What is needed of a claim: its publisher, whether it withdraws, and its loaded words."""

    source_id: str
    withdrawn: bool
    labels: tuple[tuple[str, str], ...] = field(default=())


def write_tellers(connection: Connection, events: Sequence[Event]) -> None:
    """Write who tells of these events, which stand in the table already."""
    for start in range(0, len(events), _TOGETHER):
        part = events[start : start + _TOGETHER]
        told = _told(connection, {each for event in part for each in event.claim_ids})
        sources = [row for event in part for row in _source_rows(event, told)]
        labels = [row for event in part for row in _label_rows(event, told)]
        if sources:
            connection.execute(insert(event_source), sources)
        if labels:
            connection.execute(insert(event_label), labels)


def _told(connection: Connection, claim_ids: set[str]) -> dict[str, _Told]:
    ordered, found = sorted(claim_ids), dict[str, _Told]()
    for start in range(0, len(ordered), _TOGETHER):
        query = (
            select(claim.c.id, document.c.source_id, claim.c.stance, claim.c.body)
            .join(document, document.c.id == claim.c.document_id)
            .where(claim.c.id.in_(ordered[start : start + _TOGETHER]))
        )
        for key, source_id, stance, body in connection.execute(query):
            labels = json.loads(body).get("labels", ()) if '"labels"' in body else ()
            said = tuple((each["labels"], each["word"]["text"]) for each in labels)
            found[key] = _Told(source_id, stance == "retracts", said)
    return found


def _source_rows(event: Event, told: dict[str, _Told]) -> Iterator[dict[str, object]]:
    by_source: dict[str, Counter[str]] = defaultdict(Counter)
    for key in event.claim_ids:
        if key in told:
            by_source[told[key].source_id].update(claims=1, withdrawn=int(told[key].withdrawn))
    for account in event.accounts:
        for item in account.figures:
            if item.claim_id in told and account.interest in _COLUMN:
                by_source[told[item.claim_id].source_id][_COLUMN[account.interest]] += 1
    at_odds = {told[key].source_id for each in event.disputes for key in each.claim_ids if key in told}
    for source_id, counts in by_source.items():
        yield {
            "event_id": event.id,
            "source_id": source_id,
            "alone": len(by_source) == 1,
            "disputed": source_id in at_odds,
            "claims": counts["claims"],
            "withdrawn": counts["withdrawn"],
            **{name: counts[name] for name in _COLUMN.values()},
        }


def _label_rows(event: Event, told: dict[str, _Told]) -> Iterator[dict[str, object]]:
    times = Counter(
        (told[key].source_id, *label) for key in event.claim_ids if key in told for label in told[key].labels
    )
    for (source_id, whom, word), count in times.items():
        yield {"event_id": event.id, "source_id": source_id, "whom": whom, "word": word, "times": count}
