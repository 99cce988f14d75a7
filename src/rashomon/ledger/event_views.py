"""The desk's view of events: lists, points and days under one set of filters, from columns alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, String, and_, case, column, false, func, or_, select, text

from rashomon.domain import Event, Judgement, Verdict
from rashomon.domain.regrouping import regrouping_of
from rashomon.ledger import rows, tables
from rashomon.ledger.event_tables import event_source
from rashomon.ledger.search import query_words

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

MOST_CLAIMS = 2500
"""Claims whose events a search by words finds; where more hold the words, whoever asks is told (`too_many`)."""

_TOLD = "SELECT event_claim.event_id FROM event_claim JOIN"
_LITE = (
    "SELECT words.id FROM words_fts JOIN words ON words.rowid = words_fts.rowid "
    "WHERE words_fts MATCH :query AND words.kind = 'claim' LIMIT :most"
)
_PG = (
    "SELECT words.id FROM words WHERE words.kind = 'claim' "
    "AND to_tsvector('simple', words.folded) @@ to_tsquery('simple', :query) ORDER BY words.id LIMIT :most"
)
_EVENT = tables.event
_LISTED = ("id", "title", "deed", "place", "country", "earliest", "latest", "claims", "documents", "disputes", "roots",
           "radius_km", "kinds", "aggregate", "lat")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """What to show. Days are ISO, bounds included; `box` is west, south, east, north in degrees.

    `kind` is a kind of dispute; `pages` the least number of pages; `what` is incidents, totals or all.
    """

    q: str = ""
    since: str = ""
    until: str = ""
    country: str = ""
    deed: str = ""
    source: str = ""
    kind: str = ""
    disputed: bool = False
    pages: int = 0
    what: str = "incidents"
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event as a list shows it."""

    id: str
    title: str
    deed: str | None
    place: str | None
    country: str | None
    earliest: str | None
    latest: str | None
    claims: int
    documents: int
    disputes: int
    roots: int
    radius_km: float | None
    kinds: str
    aggregate: bool
    lat: float | None


class EventViews:
    """The events of a ledger under filters."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def lines(self, wanted: EventFilter, *, sort: str = "day", start: int = 0, limit: int = 50) -> list[EventLine]:
        """Return events; `sort` is day, -day, pages, disputes or place. Undated events come last."""
        day = (_EVENT.c.earliest.is_(None), _EVENT.c.earliest, _EVENT.c.id)
        order: dict[str, tuple[Any, ...]] = {
            "day": day,
            "-day": (_EVENT.c.earliest.is_(None), _EVENT.c.earliest.desc(), _EVENT.c.id),
            "pages": (_EVENT.c.documents.desc(), *day),
            "disputes": (_EVENT.c.disputes.desc(), *day),
            "place": (_EVENT.c.place.is_(None), _EVENT.c.place, *day),
        }
        columns = [_EVENT.c[name] for name in _LISTED]
        with self._ledger.reading() as connection:
            query = select(*columns).where(*self._where(connection, wanted)).order_by(*order.get(sort, day))
            found = connection.execute(query.offset(start).limit(limit)).mappings().all()
        return [EventLine(**row) for row in found]

    def lines_of(self, ids: Sequence[str]) -> list[EventLine]:
        """Return these events by day."""
        columns = [_EVENT.c[name] for name in _LISTED]
        query = select(*columns).where(_EVENT.c.id.in_(ids)).order_by(_EVENT.c.earliest, _EVENT.c.id)
        with self._ledger.reading() as connection:
            return [EventLine(**row) for row in connection.execute(query).mappings()]

    def count(self, wanted: EventFilter) -> tuple[int, int]:
        """Return how many events there are, and how many of them are disputed."""
        disputed = func.coalesce(func.sum(case((_EVENT.c.disputes > 0, 1), else_=0)), 0)
        with self._ledger.reading() as connection:
            row = connection.execute(select(func.count(), disputed).where(*self._where(connection, wanted))).one()
        return int(row[0]), int(row[1])

    def points(self, wanted: EventFilter) -> tuple[str, int]:
        """Return placed events as a JSON array, and how many have no place.

        Each is an array of id, longitude, latitude, radius in km, disputes and pages. SQLite writes the text itself: a
        map of 20,000 events is asked for at every change of a filter.
        """
        table = _EVENT.c
        with self._ledger.reading() as connection:
            where = self._where(connection, wanted)
            placed = [*where, table.lat.is_not(None)]
            without = connection.scalar(select(func.count()).where(*where, table.lat.is_(None))) or 0
            km = func.coalesce(table.radius_km, 0.0)
            if connection.dialect.name == "sqlite":
                numbers = (func.round(table.lon, 4), func.round(table.lat, 4), func.round(km, 2))
                point = func.json_array(table.id, *numbers, table.disputes, table.documents)
                return str(connection.scalar(select(func.json_group_array(point)).where(*placed))), int(without)
            columns = (table.id, table.lon, table.lat, km, table.disputes, table.documents)
            rows_found = [list(row) for row in connection.execute(select(*columns).where(*placed))]
        return json.dumps(rows_found), int(without)

    def too_many(self, words: str) -> bool:
        """Tell whether so many claims hold these words that only some of their events are found."""
        with self._ledger.reading() as connection:
            query = query_words(connection, words)
            if query is None:
                return False
            found = connection.execute(text(_claims_sql(connection)), {"query": query, "most": MOST_CLAIMS + 1})
            return len(found.all()) > MOST_CLAIMS

    def days(self, wanted: EventFilter) -> tuple[list[tuple[str, int, int]], int]:
        """Return days with how many events began then, how many of them disputed; and how many have no day."""
        disputed = func.sum(case((_EVENT.c.disputes > 0, 1), else_=0))
        with self._ledger.reading() as connection:
            where = self._where(connection, wanted)
            query = select(_EVENT.c.earliest, func.count(), disputed).where(*where).group_by(_EVENT.c.earliest)
            found = connection.execute(query.order_by(_EVENT.c.earliest)).all()
        dated = [(str(day), int(many), int(odds)) for day, many, odds in found if day]
        return dated, sum(int(many) for day, many, _ in found if not day)

    def choices(self) -> dict[str, list[tuple[str, int]]]:
        """Return the countries and deeds that events have, commonest first."""
        found: dict[str, list[tuple[str, int]]] = {}
        with self._ledger.reading() as connection:
            for name in ("country", "deed"):
                each = _EVENT.c[name]
                query = select(each, func.count()).where(each.is_not(None)).group_by(each)
                ordered = query.order_by(func.count().desc(), each)
                found[name] = [(str(value), int(many)) for value, many in connection.execute(ordered)]
        return found

    def like(self, event: Event, *, limit: int = 8) -> list[EventLine]:
        """Return events that might be the same: within half a degree and four days, or in the same place or days."""
        columns = [_EVENT.c[name] for name in _LISTED]
        place, when = event.place, event.when
        near: list[ColumnElement[bool]] = []
        if place and place.lat is not None and place.lon is not None:
            near.append(_EVENT.c.lat.between(place.lat - 0.5, place.lat + 0.5))
            near.append(_EVENT.c.lon.between(place.lon - 0.5, place.lon + 0.5))
        if when and when.earliest and when.latest:
            near.append(_EVENT.c.earliest <= when.latest.isoformat())
            near.append(_EVENT.c.latest >= when.earliest.isoformat())
        if not near:
            return []
        query = select(*columns).where(*near, _EVENT.c.id != event.id).order_by(_EVENT.c.documents.desc(), _EVENT.c.id)
        with self._ledger.reading() as connection:
            return [EventLine(**row) for row in connection.execute(query.limit(limit)).mappings()]

    def decisions(self) -> list[Verdict]:
        """Return every verdict of people on events, by time, undone ones included."""
        table = tables.verdict
        said = table.c.subject.startswith("evt_")
        query = select(table.c.body).where(said, table.c.machine.is_(False)).order_by(table.c.at, table.c.id)
        with self._ledger.reading() as connection:
            return [rows.object_of(Verdict, body) for body in connection.scalars(query)]

    def now(self, old_id: str) -> str | None:
        """Return the id of the event that now holds what an event that is gone held; None if nobody knows it."""
        for verdict in reversed(self.decisions()):
            said = regrouping_of(verdict)
            if said and verdict.judgement is not Judgement.UNDO and old_id in said.events:
                links = tables.event_claim
                query = select(links.c.event_id).where(links.c.claim_id.in_(said.claim_ids)).limit(1)
                with self._ledger.reading() as connection:
                    found = connection.scalar(query)
                if found:
                    return str(found)
        return None

    def holding(self, claim_ids: Sequence[str]) -> list[str]:
        """Return the ids of the events that hold these claims now."""
        links = tables.event_claim
        query = select(links.c.event_id).where(links.c.claim_id.in_(claim_ids)).distinct().order_by(links.c.event_id)
        with self._ledger.reading() as connection:
            return [str(each) for each in connection.scalars(query)]

    def _where(self, connection: Connection, wanted: EventFilter) -> list[ColumnElement[bool]]:
        table, where = _EVENT.c, list[ColumnElement[bool]]()
        if wanted.what in ("incidents", "totals"):
            where.append(table.aggregate.is_(wanted.what == "totals"))
        if wanted.since:
            where.append(table.latest >= wanted.since)
        if wanted.until:
            where.append(table.earliest <= wanted.until)
        for has, value in ((table.country, wanted.country), (table.deed, wanted.deed)):
            if value:
                where.append(has == value)
        if wanted.disputed:
            where.append(table.disputes > 0)
        if wanted.kind:
            where.append(table.kinds.contains(f" {wanted.kind} ", autoescape=True))
        if wanted.pages > 1:
            where.append(table.documents >= wanted.pages)
        if wanted.box:
            west, south, east, north = wanted.box
            where += [table.lat.between(south, north), table.lon.between(west, east)]
        if wanted.source:
            telling = select(event_source.c.event_id).where(event_source.c.source_id == wanted.source)
            where.append(table.id.in_(telling))
        if wanted.q:
            where.append(_holds(connection, wanted.q))
        return where


def _holds(connection: Connection, words: str) -> ColumnElement[bool]:
    """Return the condition that an event's title, place or claims hold these words."""
    split = words.split()
    heads = [
        or_(_EVENT.c.title.icontains(each, autoescape=True), _EVENT.c.place.icontains(each, autoescape=True))
        for each in split
    ]
    either = [_EVENT.c.id == words.strip().lower(), and_(*heads) if heads else false()]
    if (query := query_words(connection, words)) is not None:
        told = text(f"{_TOLD} ({_claims_sql(connection)}) AS found ON found.id = event_claim.claim_id")
        bound = told.bindparams(query=query, most=MOST_CLAIMS).columns(column("event_id", String))
        either.append(_EVENT.c.id.in_(bound))
    return or_(*either)


def _claims_sql(connection: Connection) -> str:
    return _LITE if connection.dialect.name == "sqlite" else _PG
