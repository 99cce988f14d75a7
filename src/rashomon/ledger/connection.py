"""Opening a ledger: pragmas, the schema's version, and database errors turned into lines that a user can act on."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import IntegrityError as RowError

from rashomon.errors import LedgerBusy, LedgerDamaged, LedgerError, LedgerReadOnly, LedgerTooNew
from rashomon.ledger import tables
from rashomon.ledger.upgrading import upgrade

_LOG = logging.getLogger(__name__)
_IS_URL = re.compile(r"^[a-z][a-z0-9+]*://")


def open_engine(where: str | Path, *, busy_seconds: float = 30.0) -> Engine:
    """Open the ledger at a path or an SQLAlchemy URL and make its tables where there are none.

    `busy_seconds` is how long to wait for another process. Raises a LedgerError that names the file.
    """
    name = str(where)
    url = name if _IS_URL.match(name) else f"sqlite+pysqlite:///{Path(name).absolute()}"
    if not _IS_URL.match(name):
        _look_at_file(Path(name), name)
    engine = create_engine(url, connect_args={"timeout": busy_seconds} if url.startswith("sqlite") else {})
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine)
    with plain_errors(name):
        _make_tables(engine, name)
    return engine


def _look_at_file(path: Path, name: str) -> None:
    """Refuse early what sqlite3 would only say cryptically."""
    if path.is_dir():
        raise LedgerDamaged(name, "this is a folder and not a ledger", "give a file name")
    if not path.parent.exists():
        raise LedgerReadOnly(name, "its folder does not exist", "create the folder or give another path")


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        with suppress(sqlite3.OperationalError):  # a read-only file can be read all the same
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # An immediate lock, so that two processes wait for each other instead of failing at the first write.
        mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")


def _make_tables(engine: Engine, name: str) -> None:
    with engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        names = inspect(connection).get_table_names()
        found = (
            connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "schema"))
            if "meta" in names
            else None
        )
    if found is None and names and "meta" not in names:
        raise LedgerDamaged(name, "this database holds other tables and no ledger", "give another file")
    if found is not None and int(found) > tables.SCHEMA_VERSION:
        raise LedgerTooNew(
            name,
            f"it has schema {found}, and this Rashomon knows {tables.SCHEMA_VERSION}",
            "install a newer Rashomon",
        )
    if found is None or int(found) < tables.SCHEMA_VERSION:
        _bring_up(engine)


def _bring_up(engine: Engine) -> None:
    """Make or upgrade the tables. Another process may have done so while this one waited for the lock."""
    with engine.begin() as connection:
        there = "meta" in inspect(connection).get_table_names()
        since = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "schema")) if there else None
        if since is None or int(since) < tables.SCHEMA_VERSION:
            upgrade(connection, since=since)


def insert_missing(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Insert rows whose primary key is not there yet, on SQLite and PostgreSQL alike."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_lite  # noqa: PLC0415 - one dialect a run

        connection.execute(insert_lite(table).on_conflict_do_nothing(), rows)
    else:
        from sqlalchemy.dialects.postgresql import insert as insert_pg  # noqa: PLC0415 - one dialect a run

        connection.execute(insert_pg(table).on_conflict_do_nothing(), rows)


@contextmanager
def plain_errors(name: str) -> Iterator[None]:
    """Turn what the database says into a LedgerError of one line; the details go to the log."""
    try:
        yield
    except RowError as error:
        _LOG.exception("ledger %s", name)
        raise LedgerError(name, f"a row does not fit: {error.orig}", "please report this with the log") from error
    except DatabaseError as error:
        _LOG.debug("ledger %s", name, exc_info=True)
        raise _translate(name, error) from error


def _translate(name: str, error: DatabaseError) -> LedgerError:
    said = str(error.orig).lower()
    if "locked" in said or "busy" in said:
        return LedgerBusy(name, "another process holds it", "wait for that process or close it, then run again")
    if "full" in said:
        return LedgerReadOnly(name, "the disk is full", "free some space and run again; what was read before is kept")
    if "readonly" in said or "unable to open" in said or "permission" in said:
        return LedgerReadOnly(name, "it cannot be written", "check the rights of the file and of its folder")
    if "not a database" in said or "malformed" in said or "disk i/o" in said:
        return LedgerDamaged(name, f"it is no ledger or it is damaged ({said})", "restore a copy or give another file")
    if isinstance(error, OperationalError):
        return LedgerError(name, f"the database said: {error.orig}", "see the log for details")
    return LedgerDamaged(name, f"the database said: {error.orig}", "see the log for details")
