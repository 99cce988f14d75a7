"""Pages as a person works through them: lists with progress, what comes next, and whose events wait to be made anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, literal, literal_column, or_, select

from rashomon.domain import Outcome
from rashomon.ledger import desk_tables, rows, tables
from rashomon.ledger.settling import mark_stale

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """One page in the queue. `published` is an ISO day or None; counts are of live claims."""

    id: str
    title: str
    source: str
    published: str | None
    language: str
    state: str
    copy_of: str | None
    claims: int
    coded: int
    reviewed: int
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far all pages are."""

    pages: int
    finished: int
    claims: int
    coded: int

    @property
    def share(self) -> int:
        """Per cent of claims that are coded, rounded down."""
        return 100 * self.coded // self.claims if self.claims else 0


class Pages:
    """The queue's view of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def progress(self) -> Progress:
        """Count pages and claims, finished and not."""
        review, claim = desk_tables.page_review, tables.claim
        with self._ledger.reading() as connection:
            pages = connection.scalar(select(func.count()).select_from(tables.document)) or 0
            claims = connection.scalar(select(func.count()).where(claim.c.live)) or 0
            row = connection.execute(
                select(func.coalesce(func.sum(review.c.coded), 0), func.count().filter(review.c.finished))
            ).one()
        return Progress(pages=int(pages), finished=int(row[1]), claims=int(claims), coded=int(row[0]))

    def lines(
        self, *, show: str = "open", person: str | None = None, words: str = "", start: int = 0, limit: int = 50
    ) -> list[PageLine]:
        """Return pages by publication day, then id. `show` is open, finished or all; `person` has only whose it is.

        `words` is a part of the title or of the source's name.
        """
        wanted = _only(select(tables.document.c.id).select_from(_JOINED), show)
        if person:
            given = desk_tables.assignment
            wanted = wanted.where(tables.document.c.id.in_(select(given.c.document_id).where(given.c.person == person)))
        if words:
            wanted = wanted.where(or_(tables.document.c.title.icontains(words), tables.source.c.name.icontains(words)))
        wanted = wanted.order_by(*_ORDER).offset(start).limit(limit)
        with self._ledger.reading() as connection:
            ids = list(connection.scalars(wanted))  # only then are claims counted, for these pages alone
            found = connection.execute(self._lines().where(tables.document.c.id.in_(ids)).order_by(*_ORDER))
            return [_line(dict(row)) for row in found.mappings()]

    def line(self, document_id: str) -> PageLine | None:
        """Return one page's line, or None."""
        with self._ledger.reading() as connection:
            row = connection.execute(self._lines().where(tables.document.c.id == document_id)).mappings().first()
        return _line(dict(row)) if row else None

    def after(self, document_id: str, *, person: str | None = None) -> str | None:
        """Return the id of the next open page after this one, from the start again at the end; None if all are done."""
        table = tables.document
        with self._ledger.reading() as connection:
            day = connection.scalar(select(_DAY).where(table.c.id == document_id))
            here = literal(str(day or ""))
            later = or_(here < _DAY, and_(here == _DAY, table.c.id > document_id))
            for part in (later, table.c.id != document_id):
                query = _only(select(table.c.id).select_from(_JOINED), "open").where(part).order_by(*_ORDER).limit(1)
                if person:
                    given = desk_tables.assignment
                    mine = select(given.c.document_id).where(given.c.person == person, given.c.done_at.is_(None))
                    query = query.where(table.c.id.in_(mine))
                found = connection.scalar(query)
                if found:
                    return str(found)
        return None

    def ends(self, limit: int = 30) -> list[Outcome]:
        """Return how the last pages that came in ended, the latest first."""
        table = tables.outcome
        with self._ledger.reading() as connection:
            found = connection.scalars(select(table.c.body).order_by(table.c.number.desc()).limit(limit))
            return [rows.object_of(Outcome, body) for body in found]

    def mark_stale(self, document_ids: Collection[str]) -> None:
        """Note that these pages' events are to be made anew."""
        with self._ledger.writing() as connection:
            mark_stale(connection, document_ids, datetime.now(UTC))

    def stale(self, limit: int = 500) -> dict[str, str]:
        """Return the pages whose events wait to be made anew, with the moment since when."""
        table = desk_tables.stale
        with self._ledger.reading() as connection:
            found = connection.execute(select(table.c.document_id, table.c.since).order_by(table.c.since).limit(limit))
            return {str(key): str(since) for key, since in found}

    def clear_stale(self, done: Mapping[str, str]) -> None:
        """Take these pages from the waiting ones, unless they were judged again since."""
        table = desk_tables.stale
        with self._ledger.writing() as connection:
            for key, since in done.items():
                connection.execute(delete(table).where(table.c.document_id == key, table.c.since == since))

    def secret(self, name: str, fresh: str) -> str:
        """Return the secret that the ledger keeps under this name; the first time it keeps `fresh`."""
        table = tables.meta
        with self._ledger.writing() as connection:
            found = connection.scalar(select(table.c.value).where(table.c.key == name))
            if found is None:
                connection.execute(table.insert(), [{"key": name, "value": fresh}])
        return str(found or fresh)

    def _lines(self) -> Select[Any]:
        document, review, claim = tables.document.c, desk_tables.page_review.c, tables.claim.c
        counted = (
            select(func.count())
            .where(claim.document_id == document.id, claim.live)
            .correlate(tables.document)
            .scalar_subquery()
        )
        return select(
            document.id,
            document.title,
            tables.source.c.name.label("source"),
            document.published,
            document.language,
            document.state,
            document.copy_of,
            counted.label("claims"),
            func.coalesce(review.coded, 0).label("coded"),
            func.coalesce(review.reviewed, 0).label("reviewed"),
            review.finished,
        ).select_from(_JOINED)


_JOINED = tables.document.join(tables.source, tables.source.c.id == tables.document.c.source_id).outerjoin(
    desk_tables.page_review, desk_tables.page_review.c.document_id == tables.document.c.id
)
_UNDATED: ColumnElement[str] = literal_column("'9999'")
_DAY: ColumnElement[str] = func.coalesce(tables.document.c.published, _UNDATED)
"""Written just as in the index `document_queue`, so that a list of the queue is read in its order."""
_ORDER = (_DAY, tables.document.c.id)


def _only(query: Select[Any], show: str) -> Select[Any]:
    finished = desk_tables.page_review.c.finished
    if show == "open":
        return query.where(or_(finished.is_(None), finished.is_(False)))
    return query.where(finished) if show == "finished" else query


def _line(row: dict[str, Any]) -> PageLine:
    return PageLine(**{**row, "finished": bool(row["finished"])})
