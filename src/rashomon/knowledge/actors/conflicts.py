"""Conflicts, their camps and who stands in them when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from rashomon.domain import Alignment, Side
from rashomon.errors import KnowledgeError

_CONFLICTS = "knowledge/actors/conflicts.tsv"
_SIDES = "knowledge/actors/sides.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A conflict with its dates and countries. `neutral` are pairs of camps or actors in it that are not at war."""

    id: str
    name: str
    since: date
    until: date | None
    countries: tuple[str, ...]
    neutral: frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An actor's place in a camp, with dates (None: as long as the conflict)."""

    conflict: str
    camp: str
    actor: str
    since: date
    until: date | None

    def holds_on(self, day: date | None) -> bool:
        """Tell whether it holds on this day; without a day it does."""
        return day is None or (self.since <= day and (self.until is None or day <= self.until))


@dataclass(frozen=True, slots=True)
class Conflicts:
    """All conflicts and memberships."""

    by_id: dict[str, Conflict]
    by_actor: dict[str, tuple[Membership, ...]]
    by_conflict: dict[str, tuple[Membership, ...]]

    def fought_in(self, code: str) -> bool:
        """Tell whether any conflict is fought in this country (ISO 3166)."""
        return any(code in conflict.countries for conflict in self.by_id.values())

    def alignments(self, actor_id: str) -> tuple[Alignment, ...]:
        """Return an actor's dated sides to every other member of its conflicts."""
        found: list[Alignment] = []
        for own in self.by_actor.get(actor_id, ()):
            conflict = self.by_id[own.conflict]
            for other in self.by_conflict[own.conflict]:
                side = side_in(conflict, own, other)
                since = max(own.since, other.since)
                until = min((each for each in (own.until, other.until) if each), default=None)
                if side is None or other.actor == actor_id or (until is not None and since > until):
                    continue
                found.append(Alignment(other=other.actor, side=side, conflict=conflict.id, since=since, until=until))
        return tuple(found)


def side_in(conflict: Conflict, one: Membership, other: Membership) -> Side | None:
    """Return how two members of a conflict stand to each other; None where they are not at war."""
    if one.camp == other.camp:
        return Side.WITH
    pairs = (frozenset({one.camp, other.camp}), frozenset({one.actor, other.actor}))
    return None if any(pair in conflict.neutral for pair in pairs) else Side.AGAINST


@cache
def open_conflicts() -> Conflicts:
    """Load conflicts and sides. Raises KnowledgeError naming the line that cannot be used."""
    by_id = _read_conflicts()
    by_actor: dict[str, list[Membership]] = {}
    by_conflict: dict[str, list[Membership]] = {}
    for number, cells in _rows("sides.tsv"):
        each = _membership(number, cells, by_id)
        by_actor.setdefault(each.actor, []).append(each)
        by_conflict.setdefault(each.conflict, []).append(each)
    return Conflicts(
        by_id,
        {actor: tuple(members) for actor, members in by_actor.items()},
        {conflict: tuple(members) for conflict, members in by_conflict.items()},
    )


def _membership(number: int, cells: list[str], by_id: dict[str, Conflict]) -> Membership:
    conflict_id, camp, actor, since, until = [*cells, "", ""][:5]
    conflict = by_id.get(conflict_id)
    if conflict is None or not camp or not actor:
        raise KnowledgeError(
            f"{_SIDES}:{number}", f"{conflict_id!r} is no conflict, or a cell is empty", "mend the row"
        )
    try:
        return Membership(
            conflict=conflict_id,
            camp=camp,
            actor=actor,
            since=date.fromisoformat(since) if since else conflict.since,
            until=date.fromisoformat(until) if until else conflict.until,
        )
    except ValueError as error:
        raise KnowledgeError(f"{_SIDES}:{number}", str(error), "write days as 2020-04-09") from error


def _read_conflicts() -> dict[str, Conflict]:
    found: dict[str, Conflict] = {}
    for number, cells in _rows("conflicts.tsv"):
        conflict_id, name, since, until, countries, neutral = [*cells, ""][:6]
        try:
            found[conflict_id] = Conflict(
                id=conflict_id,
                name=name,
                since=date.fromisoformat(since),
                until=date.fromisoformat(until) if until else None,
                countries=tuple(each for each in countries.split(",") if each != "-"),
                neutral=frozenset(frozenset(pair.split("/")) for pair in neutral.split("|") if pair),
            )
        except ValueError as error:
            raise KnowledgeError(f"{_CONFLICTS}:{number}", str(error), "write days as 2020-04-09") from error
    return found


def _rows(file: str) -> list[tuple[int, list[str]]]:
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    rows = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    for number, cells in rows:
        if len(cells) < 3:
            raise KnowledgeError(
                f"knowledge/actors/{file}:{number}", f"{len(cells)} columns are too few", "mend the row"
            )
    return rows
