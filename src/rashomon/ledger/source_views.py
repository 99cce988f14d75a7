"""Profiles of publishers: how often alone, disputed, taken back, about whose losses they speak. They grade nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from rashomon.domain import Source
from rashomon.errors import NotFound
from rashomon.ledger import tables
from rashomon.ledger.event_tables import event_label, event_source

if TYPE_CHECKING:
    from rashomon.ledger.store import Ledger

_SUMS = ("claims", "withdrawn", "own_losses", "adversary", "ally", "third_party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is counted of one publisher.

    `events`, `alone` and `disputed` count events, `pages` and `copies` pages, `claims` and `withdrawn` claims, and the
    last four figures, by whose losses their voices speak of.
    """

    id: str
    name: str
    host: str | None
    pages: int = 0
    copies: int = 0
    events: int = 0
    alone: int = 0
    disputed: int = 0
    claims: int = 0
    withdrawn: int = 0
    own_losses: int = 0
    adversary: int = 0
    ally: int = 0
    third_party: int = 0

    @property
    def shares(self) -> list[tuple[str, str, int, float, float]]:
        """The figures by whose losses: style, words, count, and start and width on a line of 0 to 100."""
        counts = (
            ("own", "own losses", self.own_losses),
            ("adversary", "the adversary’s", self.adversary),
            ("ally", "an ally’s", self.ally),
            ("third", "as a third party", self.third_party),
        )
        total, start, found = sum(count for _, _, count in counts), 0.0, []
        for style, words, count in counts:
            if count:
                width = 100 * count / total
                found.append((style, words, count, round(start, 2), round(width, 2)))
                start += width
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelUse:
    """A loaded word of a publisher: whom it labels and how often."""

    whom: str
    word: str
    times: int


class SourceViews:
    """The publishers of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def profiles(self) -> list[Profile]:
        """Return every publisher, those with most events first."""
        return sorted(self._profiles(None), key=lambda each: (-each.events, each.name.casefold(), each.id))

    def profile(self, source_id: str) -> Profile:
        """Return one publisher's profile. Raises NotFound."""
        found = self._profiles(source_id)
        if not found:
            raise NotFound(source_id, "no source has this id", "see the list of sources")
        return found[0]

    def source(self, source_id: str) -> Source:
        """Return the publisher itself. Raises NotFound."""
        found = self._ledger.get(source_id)
        if not isinstance(found, Source):
            raise NotFound(source_id, "no source has this id", "see the list of sources")
        return found

    def labels(self, source_id: str, limit: int = 60) -> list[LabelUse]:
        """Return a publisher's loaded words, most used first."""
        times = func.sum(event_label.c.times)
        query = (
            select(event_label.c.whom, event_label.c.word, times.label("times"))
            .where(event_label.c.source_id == source_id)
            .group_by(event_label.c.whom, event_label.c.word)
            .order_by(times.desc(), event_label.c.whom, event_label.c.word)
        )
        with self._ledger.reading() as connection:
            return [LabelUse(**row) for row in connection.execute(query.limit(limit)).mappings()]

    def _profiles(self, source_id: str | None) -> list[Profile]:
        told, page, source = event_source, tables.document, tables.source
        sums = [func.coalesce(func.sum(told.c[name]), 0).label(name) for name in _SUMS]
        flags = [func.sum(case((told.c[name], 1), else_=0)).label(name) for name in ("alone", "disputed")]
        counted = select(told.c.source_id, func.count().label("events"), *flags, *sums).group_by(told.c.source_id)
        copies = func.sum(case((page.c.copy_of.is_not(None), 1), else_=0)).label("copies")
        pages = select(page.c.source_id, func.count().label("pages"), copies).group_by(page.c.source_id)
        names = select(source.c.id, source.c.name, source.c.host)
        if source_id is not None:
            counted = counted.where(told.c.source_id == source_id)
            pages = pages.where(page.c.source_id == source_id)
            names = names.where(source.c.id == source_id)
        found: dict[str, dict[str, Any]] = {}
        with self._ledger.reading() as connection:
            for row in connection.execute(names).mappings():
                found[row["id"]] = dict(row)
            for query in (counted, pages):
                for row in connection.execute(query).mappings():
                    if row["source_id"] in found:
                        found[row["source_id"]] |= {name: value for name, value in row.items() if name != "source_id"}
        return [Profile(**each) for each in found.values()]
