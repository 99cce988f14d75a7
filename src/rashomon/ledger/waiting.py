"""What came into the desk's inbox and was not read yet: kept in the ledger until its end is known."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from rashomon.ledger.desk_tables import inbox_item as table

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A page (`raw` has its bytes) or an address to fetch (`raw` is None, `name` is the address).

    `given` is what the person said of the page: source, published (ISO day), url. `tries` counts how often reading it
    was begun; `number` is its place in the order of arrival, 0 before it is kept.
    """

    name: str
    raw: bytes | None
    given: dict[str, str] = field(default_factory=dict)
    number: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is left of what one person brought in at once; the items are named by their numbers."""

    job: str
    by: str
    at: datetime
    numbers: tuple[int, ...]


class WaitingItems:
    """The items that wait in a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def keep(self, job: str, by: str, at: datetime, items: Sequence[Item]) -> Waiting:
        """Keep items in their order, all of them or none."""
        with self._ledger.writing() as connection:
            for each in items:
                row = {"job": job, "by": by[:64], "at": at.isoformat(), "name": each.name, "raw": each.raw, "tries": 0}
                connection.execute(insert(table), [row | {"given": json.dumps(each.given, ensure_ascii=False)}])
            numbers = connection.scalars(select(table.c.number).where(table.c.job == job).order_by(table.c.number))
            return Waiting(job=job, by=by, at=at, numbers=tuple(int(each) for each in numbers))

    def all(self) -> list[Waiting]:
        """Return what waits, by job in the order of arrival; the bytes stay where they are."""
        query = select(table.c.number, table.c.job, table.c.by, table.c.at).order_by(table.c.number)
        found: dict[str, list[int]] = {}
        told: dict[str, tuple[str, str]] = {}
        with self._ledger.reading() as connection:
            for number, job, by, at in connection.execute(query):
                found.setdefault(str(job), []).append(int(number))
                told[str(job)] = (str(by), str(at))
        return [
            Waiting(job=job, by=told[job][0], at=datetime.fromisoformat(told[job][1]), numbers=tuple(numbers))
            for job, numbers in found.items()
        ]

    def begin(self, numbers: Collection[int]) -> list[Item]:
        """Return items to read, and count one more try for each before it is made."""
        here = table.c.number.in_(numbers)
        with self._ledger.writing() as connection:
            connection.execute(update(table).where(here).values(tries=table.c.tries + 1))
            rows = connection.execute(select(table).where(here).order_by(table.c.number)).mappings().all()
        return [
            Item(
                number=row["number"],
                name=row["name"],
                raw=row["raw"],
                given=json.loads(row["given"]),
                tries=row["tries"],
            )
            for row in rows
        ]

    def give_back(self, numbers: Collection[int]) -> None:
        """Take back the try that `begin` counted, where no page was to blame."""
        with self._ledger.writing() as connection:
            here = (table.c.number.in_(numbers), table.c.tries > 0)
            connection.execute(update(table).where(*here).values(tries=table.c.tries - 1))

    def tries(self, number: int) -> int:
        """Return how often reading an item was begun; 0 where it does not wait any more."""
        with self._ledger.reading() as connection:
            return int(connection.scalar(select(table.c.tries).where(table.c.number == number)) or 0)

    def end(self, numbers: Collection[int]) -> None:
        """Forget items whose end is known."""
        with self._ledger.writing() as connection:
            connection.execute(delete(table).where(table.c.number.in_(numbers)))
