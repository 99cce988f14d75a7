"""What a watch knows, in a small file beside the ledger: feeds, the pages they listed, when each may be asked again.

It can be thrown away: the ledger stays whole, and pages that feeds still list are fetched again, which adds nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from rashomon.errors import LedgerBusy, LedgerDamaged, LedgerError, LedgerReadOnly

_SCHEMA = """
CREATE TABLE IF NOT EXISTS feed (
  url TEXT PRIMARY KEY, etag TEXT, modified TEXT, next_at REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, said TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS page (
  url TEXT PRIMARY KEY, feed TEXT NOT NULL, published TEXT, rank TEXT NOT NULL DEFAULT '', state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS page_waiting ON page (state, next_at);
"""

_BUSY_SECONDS = 1.0

LONGEST_WAIT = 86_400.0
"""Seconds: nothing waits longer, so that a clock that jumped back does not silence a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A feed: the marks of its last answer (`etag`, `modified`), when it is due (Unix time), failures in a row."""

    url: str
    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page that a feed listed: `rank` sorts newest last; `attempts` counts fetches that failed for the time being."""

    url: str
    feed: str
    published: date | None = None
    rank: str = ""
    attempts: int = 0


class WatchState:
    """The file of a watch. Every call is a transaction of its own, so that a killed watch goes on where it was."""

    def __init__(self, path: Path) -> None:
        """Open or make it. Raises a LedgerError that names the file."""
        self.path = path
        with self._plain_errors():
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            # Two watches of one ledger would ask every server twice: the second is told so.
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.executescript(_SCHEMA)
            self._connection.execute("BEGIN EXCLUSIVE")
            self._connection.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def feed(self, url: str) -> Watched:
        """Return what is known of a feed."""
        row = self._one("SELECT etag, modified, next_at, failures FROM feed WHERE url = ?", url)
        if row is None:
            return Watched(url=url)
        return Watched(url=url, etag=row[0], modified=row[1], next_at=row[2], failures=row[3])

    def save_feed(self, feed: Watched, said: str) -> None:
        """Keep what was learned of a feed; `said` is how its last answer ended, in words."""
        self._do(
            "INSERT OR REPLACE INTO feed (url, etag, modified, next_at, failures, said) VALUES (?, ?, ?, ?, ?, ?)",
            (feed.url, feed.etag, feed.modified, feed.next_at, feed.failures, said),
        )

    def add(self, pages: Iterable[Listed]) -> int:
        """Take up pages that no feed listed before; return how many."""
        rows = [
            (page.url, page.feed, page.published.isoformat() if page.published else None, page.rank) for page in pages
        ]
        with self._plain_errors():
            before = self._connection.total_changes
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "INSERT OR IGNORE INTO page (url, feed, published, rank, state) VALUES (?, ?, ?, ?, 'waiting')", rows
            )
            self._connection.execute("COMMIT")
            return self._connection.total_changes - before

    def waiting(self, feeds: Iterable[str], now: float, most: int) -> list[Listed]:
        """Return at most `most` pages of each of these feeds that may be fetched at `now`, the newest first."""
        found: list[Listed] = []
        for feed in feeds:
            rows = self._all(
                "SELECT url, published, rank, attempts FROM page WHERE state = 'waiting' AND feed = ? "
                "AND (next_at <= ? OR next_at > ?) ORDER BY rank DESC, url LIMIT ?",
                (feed, now, now + LONGEST_WAIT, most),
            )
            found += [
                Listed(
                    url=url,
                    feed=feed,
                    published=date.fromisoformat(day) if day else None,
                    rank=rank,
                    attempts=attempts,
                )
                for url, day, rank, attempts in rows
            ]
        return found

    def finish(self, url: str, state: str) -> None:
        """Note how a page ended: read, partly or refused."""
        self._do("UPDATE page SET state = ? WHERE url = ?", (state, url))

    def put_off(self, url: str, until: float) -> None:
        """Let a page wait after a failure that may pass."""
        self._do("UPDATE page SET attempts = attempts + 1, next_at = ? WHERE url = ?", (until, url))

    def counts(self) -> dict[str, int]:
        """Return how many pages there are by state."""
        return dict(self._all("SELECT state, COUNT(*) FROM page GROUP BY state", ()))

    def _do(self, sql: str, values: tuple[object, ...]) -> None:
        with self._plain_errors():
            self._connection.execute(sql, values)

    def _all(self, sql: str, values: tuple[object, ...]) -> list[tuple]:  # type: ignore[type-arg]
        with self._plain_errors():
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> tuple | None:  # type: ignore[type-arg]
        found = self._all(sql, values)
        return found[0] if found else None

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            said = str(error).lower()
            if "locked" in said:
                raise LedgerBusy(str(self.path), "another watch holds it", "end that one first") from error
            if "readonly" in said or "unable to open" in said or "full" in said:
                raise LedgerReadOnly(
                    str(self.path), f"it cannot be written ({error})", "check space and rights"
                ) from error
            raise LedgerError(str(self.path), f"the database said: {error}", "delete it: the ledger is safe") from error
        except sqlite3.DatabaseError as error:
            raise LedgerDamaged(
                str(self.path), "it is damaged", "delete it: the ledger is safe, and feeds are read anew"
            ) from error
