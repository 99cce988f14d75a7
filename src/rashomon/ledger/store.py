"""The ledger: what was read, what it says, how each page ended, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select, update

from rashomon.domain import Claim, Document, Event, Outcome, PageState, Source, Verdict, content_id
from rashomon.errors import LedgerError, NotFound
from rashomon.ledger import rows, tables
from rashomon.ledger.bulk import KeptPage, grouped, write_outcomes, write_page, write_pages
from rashomon.ledger.check import Fault, faults
from rashomon.ledger.connection import insert_missing, open_engine, plain_errors
from rashomon.ledger.neighbourhoods import EVENTS_TOGETHER, chunks, delete_events, events_of, overlapping, write_events
from rashomon.ledger.raw import RawPages
from rashomon.ledger.search import find, is_common
from rashomon.ledger.settling import append_verdict

T = TypeVar("T", Source, Document, Claim, Event)

_KINDS: dict[str, tuple[type, Any]] = {
    "src": (Source, tables.source),
    "doc": (Document, tables.document),
    "clm": (Claim, tables.claim),
    "evt": (Event, tables.event),
}


class Ledger:
    """A ledger in a SQLite file, or in another database by its URL.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "rashomon.db") as ledger:
    ...     ledger.count("claim")
    0
    """

    def __init__(self, where: str | Path, *, busy_seconds: float = 30.0) -> None:
        """Open or create it. Raises a LedgerError that says what to do."""
        self.name = str(where)
        self._engine = open_engine(where, busy_seconds=busy_seconds)
        beside = f"{self.name}.pages" if "://" not in self.name else "rashomon.pages"
        self.raw = RawPages(Path(beside))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # Writing: one transaction a page, so that a killed run loses at most the page in flight.

    def save_page(
        self,
        document: Document,
        claims: Sequence[Claim],
        outcome: Outcome,
        *,
        reader: str,
        run: str,
        keys: Collection[str] = (),
    ) -> None:
        """Save a page, its claims, how it ended, and the keys by which other pages find it.

        A machine's older claims on the page that this reading does not repeat are kept and no longer live, unless a
        person has judged them: human verdicts are never superseded.
        """
        page = KeptPage(document=document, claims=claims, outcome=outcome, reader=reader, keys=keys)
        with self.writing() as connection:
            write_page(connection, page, run, _now())

    def save_batch(
        self, name: str, mark: str, pages: Iterable[KeptPage], outcomes: Iterable[Outcome]
    ) -> tuple[int, int]:
        """Save many pages and ends in one transaction, with a mark that this was done; return pages and claims.

        What the iterables raise undoes all of it.
        """
        run, at = content_id("run", name, mark), _now()
        with self.writing() as connection:
            counts = write_pages(connection, pages, run, at)
            write_outcomes(connection, outcomes, run, at)
            connection.execute(delete(tables.meta).where(tables.meta.c.key == _batch_key(name)))
            connection.execute(insert(tables.meta), [{"key": _batch_key(name), "value": mark}])
        return counts

    def holds_batch(self, name: str, mark: str) -> bool:
        """Tell whether a batch of this name was saved with this mark."""
        return bool(self._scalar(select(tables.meta.c.value).where(tables.meta.c.key == _batch_key(name))) == mark)

    def save_outcome(self, outcome: Outcome, *, run: str) -> None:
        """Save how a page ended that gave no document."""
        with plain_errors(self.name), self._engine.begin() as connection:
            connection.execute(insert(tables.outcome), [rows.outcome_row(outcome, run, _now())])

    def save_verdict(self, verdict: Verdict) -> None:
        """Append a verdict, and let it count. Saying the same twice adds nothing."""
        with self.writing() as connection:
            append_verdict(connection, verdict)

    def replace_events(self, events: Iterable[Event], *, of_documents: Collection[str] | None = None) -> None:
        """Put these events in the place of all, or of those that hold a claim of these pages.

        An event is a pure function of claims and live verdicts, so nothing is lost that cannot be made again. They are
        written as they come, in one transaction: readers see the old ones until all are there.
        """
        with plain_errors(self.name), self._engine.begin() as connection:
            delete_events(connection, of_documents)
            for part in grouped(events, EVENTS_TOGETHER):
                write_events(connection, part)

    def link_copies(self, links: Mapping[str, str | None]) -> None:
        """Note of each page which page it copies, or that it copies none. Copies are linked, never deleted."""
        table = tables.document
        with plain_errors(self.name), self._engine.begin() as connection:
            for part in chunks(links):
                now = dict(connection.execute(select(table.c.id, table.c.copy_of).where(table.c.id.in_(part))).all())
                stale = [key for key, old in now.items() if old != links[key]]
                query = select(table.c.id, table.c.body).where(table.c.id.in_(stale))
                for key, body in connection.execute(query).all() if stale else ():
                    changed = replace(rows.object_of(Document, body), copy_of=links[key])
                    values = {"copy_of": changed.copy_of, "body": rows.body_of(changed)}
                    connection.execute(update(table).where(table.c.id == key).values(values))

    def file_under(self, keys: Mapping[str, Collection[str]]) -> None:
        """File pages, by their ids, under further keys by which other pages find them."""
        found: list[dict[str, object]] = [
            {"key": key, "document_id": page} for page in sorted(keys) for key in sorted(keys[page])
        ]
        if found:
            with self.writing() as connection:
                insert_missing(connection, tables.near, found)

    # Reading.

    def has(self, document_id: str, reader: str) -> bool:
        """Tell whether this page was read in full by this reader."""
        table = tables.document
        query = select(func.count()).where(
            table.c.id == document_id, table.c.reader == reader, table.c.state == PageState.READ.value
        )
        return bool(self._scalar(query))

    def count(self, kind: str) -> int:
        """Return how many there are of a kind: source, document, claim (live ones), event, verdict."""
        table = tables.METADATA.tables[kind]
        query = select(func.count()).select_from(table)
        return int(self._scalar(query.where(table.c.live) if kind == "claim" else query))

    def sources(self) -> list[Source]:
        """Return all sources by name."""
        return self._objects(Source, select(tables.source.c.body).order_by(tables.source.c.name, tables.source.c.id))

    def documents_near(self, keys: Collection[str]) -> set[str]:
        """Return the ids of pages filed under one of these keys."""
        table = tables.near
        with plain_errors(self.name), self._reading() as connection:
            return {
                document_id
                for part in chunks(keys)
                for document_id in connection.scalars(
                    select(table.c.document_id).where(table.c.key.in_(part)).distinct()
                )
            }

    def documents_overlapping(self, keys: Collection[str], *, at_least: int, share: float) -> set[str]:
        """Return the ids of pages that share so large a part of the smaller set of keys of one kind with these.

        `keys` are all of one page's of a kind (what stands before the slash); sets below `at_least` share nothing.
        """
        if len(keys) < at_least:
            return set()
        kind = next(iter(keys)).partition("/")[0]
        with plain_errors(self.name), self._reading() as connection:
            return overlapping(connection, keys, f"{kind}/", (at_least, share))

    def document_ids(self) -> list[str]:
        """Return the ids of all documents, in order."""
        with plain_errors(self.name), self._reading() as connection:
            return list(connection.scalars(select(tables.document.c.id).order_by(tables.document.c.id)))

    def documents_sharing_events(self, ids: Collection[str]) -> set[str]:
        """Return the ids of pages whose claims are in an event with a claim of these pages."""
        found: set[str] = set()
        links, table = tables.event_claim, tables.claim
        with plain_errors(self.name), self._reading() as connection:
            for part in chunks(ids):
                query = (
                    select(table.c.document_id)
                    .join(links, links.c.claim_id == table.c.id)
                    .where(links.c.event_id.in_(events_of(part)))
                    .distinct()
                )
                found.update(connection.scalars(query))
        return found

    def documents(self, *, source: str | None = None, ids: Collection[str] | None = None) -> list[Document]:
        """Return documents by publication day, then id; `source` is a part of the source's name or host."""
        if ids is not None:
            return [page for part in chunks(ids) for page in self._documents_of(part)]
        table, origin = tables.document, tables.source
        query = select(table.c.body).join(origin, origin.c.id == table.c.source_id)
        if source:
            query = query.where(or_(origin.c.name.icontains(source), origin.c.host.icontains(source)))
        return self._objects(Document, query.order_by(table.c.published, table.c.id))

    def claims(
        self,
        *,
        document_id: str | None = None,
        document_ids: Collection[str] | None = None,
        event_id: str | None = None,
        voice: str | None = None,
        deed: str | None = None,
        place: str | None = None,
    ) -> list[Claim]:
        """Return live claims in the order of their pages and words; text filters match a part of the value."""
        if document_ids is not None:
            return [claim for part in chunks(document_ids) for claim in self._claims_of(part)]
        table = tables.claim
        query = select(table.c.body).where(table.c.live)
        if document_id:
            query = query.where(table.c.document_id == document_id)
        if event_id:
            links = tables.event_claim
            query = query.join(links, links.c.claim_id == table.c.id).where(links.c.event_id == event_id)
        for column, part in ((table.c.voice, voice), (table.c.deed, deed), (table.c.place, place)):
            if part:
                query = query.where(column.icontains(part))
        return self._objects(Claim, query.order_by(table.c.document_id, table.c.position, table.c.id))

    def events(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        country: str | None = None,
        deed: str | None = None,
        place: str | None = None,
        disputed: bool = False,
    ) -> list[Event]:
        """Return events by day, undated ones last; `since` and `until` are ISO days, bounds included."""
        table = tables.event
        query = select(table.c.body)
        if since:
            query = query.where(table.c.latest >= since)
        if until:
            query = query.where(table.c.earliest <= until)
        if country:
            query = query.where(func.lower(table.c.country) == country.lower())
        for column, part in ((table.c.deed, deed), (table.c.place, place)):
            if part:
                query = query.where(column.icontains(part))
        if disputed:
            query = query.where(table.c.disputes > 0)
        order = (table.c.earliest.is_(None), table.c.earliest, table.c.id)
        return self._objects(Event, query.order_by(*order))

    def events_within(self, first: str, last: str) -> list[Event]:
        """Return the incidents all of whose possible days lie within these ISO days, by day."""
        table = tables.event
        within = and_(table.c.aggregate.is_(False), table.c.earliest >= first, table.c.latest <= last)
        return self._objects(Event, select(table.c.body).where(within).order_by(table.c.earliest, table.c.id))

    def totals_around(self, first: str, last: str) -> list[Event]:
        """Return the totals whose span holds these ISO days, by day."""
        table = tables.event
        around = and_(table.c.aggregate.is_(True), table.c.earliest <= first, table.c.latest >= last)
        return self._objects(Event, select(table.c.body).where(around).order_by(table.c.earliest, table.c.id))

    def verdicts(self, subject: str | None = None, *, document_ids: Collection[str] | None = None) -> list[Verdict]:
        """Return verdicts in the order of their time: all, those on a subject, or those on pages and on no page."""
        table = tables.verdict
        query = select(table.c.body).order_by(table.c.at, table.c.id)
        if subject:
            query = query.where(or_(table.c.subject == subject, table.c.subject.startswith(f"{subject}/")))
        if document_ids is None:
            return [rows.object_of(Verdict, body) for body in self._bodies(query)]
        wanted = [table.c.document_id.is_(None), *(table.c.document_id.in_(part) for part in chunks(document_ids))]
        found = {body for each in wanted for body in self._bodies(query.where(each))}
        return sorted(
            (rows.object_of(Verdict, body) for body in found), key=lambda said: (said.at.isoformat(), said.id)
        )

    def outcomes(self, run: str | None = None) -> list[Outcome]:
        """Return how pages ended, in order; of one run, or the last end of each page."""
        table = tables.outcome
        query = select(table.c.body).order_by(table.c.number)
        if run:
            query = query.where(table.c.run == run)
        else:
            last = select(func.max(table.c.number)).group_by(table.c.name)
            query = query.where(table.c.number.in_(last))
        return [rows.object_of(Outcome, body) for body in self._bodies(query)]

    def search(self, query: str, *, kind: str = "", limit: int = 50) -> list[Document | Claim]:
        """Return pages and claims that hold all words of the query, folded, best first.

        `kind` is "document" or "claim" to have only these. Words that are common (see `is_common`) are not ranked.
        """
        with plain_errors(self.name), self._reading() as connection:
            ids = find(connection, query, kind, limit)
        return [found for key in ids if isinstance(found := self.get(key), (Document, Claim))]

    def is_common(self, query: str) -> bool:
        """Tell whether so many pages and claims hold these words that a search gives the latest and not the best."""
        with plain_errors(self.name), self._reading() as connection:
            return is_common(connection, query)

    def check(self) -> list[Fault]:
        """Return every fault of the ledger; none is a good answer."""
        with plain_errors(self.name), self._reading() as connection:
            return list(faults(connection, self.raw))

    def back_up(self, to: Path) -> Path:
        """Copy a SQLite ledger to another file while it may be in use. Raises LedgerError where that cannot be."""
        if self._engine.dialect.name != "sqlite":
            raise LedgerError(self.name, "only SQLite ledgers are copied by Rashomon", "use pg_dump")
        if to.exists():
            raise LedgerError(str(to), "there is a file already", "give another name")
        with plain_errors(str(to)), self._reading() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("VACUUM INTO ?", (str(to),))
        return to

    def get(self, id_or_beginning: str) -> Source | Document | Claim | Event:
        """Return what has this id, or the only thing whose id begins so. Raises NotFound."""
        wanted = id_or_beginning.strip().lower()
        kind = _KINDS.get(wanted.partition("_")[0])
        if kind is None:
            raise NotFound(wanted, "an id begins with doc_, clm_, evt_ or src_", "see `rashomon list`")
        build, table = kind
        query = select(table.c.body).where(and_(table.c.id >= wanted, table.c.id < wanted + "~")).limit(2)
        found = self._bodies(query)
        if len(found) != 1:
            what = "more than one id begins so" if found else "nothing in the ledger has this id"
            raise NotFound(wanted, what, "give more of the id" if found else "see `rashomon list`")
        result: Source | Document | Claim | Event = rows.object_of(build, found[0])
        return result

    def _documents_of(self, ids: list[str]) -> list[Document]:
        table = tables.document
        return self._objects(Document, select(table.c.body).where(table.c.id.in_(ids)).order_by(table.c.id))

    def _claims_of(self, document_ids: list[str]) -> list[Claim]:
        table = tables.claim
        query = select(table.c.body).where(table.c.live, table.c.document_id.in_(document_ids))
        return self._objects(Claim, query.order_by(table.c.document_id, table.c.position, table.c.id))

    def _objects(self, kind: type[T], query: Select[Any]) -> list[T]:
        return [rows.object_of(kind, body) for body in self._bodies(query)]

    def _bodies(self, query: Select[Any]) -> list[str]:
        with plain_errors(self.name), self._reading() as connection:
            return [str(body) for body in connection.scalars(query)]

    def _scalar(self, query: Select[Any]) -> Any:
        with plain_errors(self.name), self._reading() as connection:
            return connection.scalar(query)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction of its own, for the ledger's other files."""
        with plain_errors(self.name), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads, for the ledger's other files."""
        with plain_errors(self.name), self._reading() as connection:
            yield connection

    def _reading(self) -> Any:
        return self._engine.connect().execution_options(sqlite_begin="DEFERRED")


def _batch_key(name: str) -> str:
    return content_id("batch", name)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
