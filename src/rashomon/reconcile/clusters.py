"""Incidents of many pages to events: blocking, pairs, and clusters that no cannot-link ever crosses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.reconcile.features import ENOUGH, cannot_be_one, score
from rashomon.reconcile.incidents import Incident
from rashomon.reconcile.settled import NOTHING, Settled
from rashomon.reconcile.values import LONGEST_DAYS

CELL_DEGREES = 1.0
"""The side of a place cell, about 111 km: neighbours are looked at too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Incidents that are one event, and why each joined."""

    incidents: tuple[Incident, ...]
    reasons: tuple[str, ...]


def cluster(incidents: Sequence[Incident], settled: Settled = NOTHING) -> list[Cluster]:
    """Cluster incidents: best pairs first, deterministic, and independent of the order in which pages came.

    What people `settled` comes before every score: what is together stays so, what is apart is never joined.
    """
    ordered = sorted(incidents, key=lambda each: each.id)
    said = settled.between({claim.id: index for index, each in enumerate(ordered) for claim in each.claims})
    pairs = []
    for i, j in sorted(set(_candidates(ordered))):
        if (i, j) in said or cannot_be_one(ordered[i], ordered[j]):
            continue
        value, reasons = score(ordered[i], ordered[j])
        if value >= ENOUGH:
            pairs.append((-value, i, j, reasons))
    pairs.sort()
    return _merge(ordered, pairs, said)


def _merge(
    ordered: list[Incident],
    pairs: list[tuple[float, int, int, tuple[str, ...]]],
    said: Mapping[tuple[int, int], tuple[int, bool]],
) -> list[Cluster]:
    home = list(range(len(ordered)))
    members: dict[int, list[int]] = {index: [index] for index in home}
    reasons: dict[int, list[str]] = defaultdict(list)
    apart = {pair for pair, (_, together) in said.items() if not together}

    def kept_apart(a: int, b: int) -> bool:
        return bool(apart) and any((min(x, y), max(x, y)) in apart for x in members[a] for y in members[b])

    def join(a: int, b: int) -> int:
        keep, drop = min(a, b), max(a, b)
        members[keep] += members.pop(drop)
        for index in members[keep]:
            home[index] = keep
        return keep

    for i, j in sorted((pair for pair in said if pair not in apart), key=lambda pair: (-said[pair][0], pair)):
        if home[i] != home[j] and not kept_apart(home[i], home[j]):
            join(home[i], home[j])
    settled = list(home)
    for value, i, j, why in pairs:
        a, b = home[i], home[j]
        if a == b or kept_apart(a, b):
            continue
        # What a person joined to i or j need not fit by itself: it was joined against the rules.
        mine = [x for x in members[a] if x == i or settled[x] != settled[i]]
        theirs = [y for y in members[b] if y == j or settled[y] != settled[j]]
        if any(cannot_be_one(ordered[x], ordered[y]) for x in mine for y in theirs):
            continue
        keep, drop = min(a, b), max(a, b)
        join(a, b)
        reasons[keep] += [f"two pages joined at {-value:.2f}: {'; '.join(why)}", *reasons.pop(drop, [])]
    return [
        Cluster(incidents=tuple(ordered[index] for index in sorted(indexes)), reasons=tuple(sorted(reasons[key])))
        for key, indexes in sorted(members.items())
    ]


def _candidates(ordered: Sequence[Incident]) -> Iterator[tuple[int, int]]:
    """Yield pairs that share a block of days and place, so that cost grows with neighbours and not with the ledger."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, incident in enumerate(ordered):
        for key in set(_keys(incident)):
            blocks[key].append(index)
    for indexes in blocks.values():
        for position, i in enumerate(indexes):
            for j in indexes[position + 1 :]:
                yield (i, j)


def keys_of(incident: Incident) -> frozenset[str]:
    """Return the keys of the blocks in which an incident looks for partners, as a ledger keeps them."""
    return frozenset("/".join(str(part) for part in key) for key in _keys(incident))


def joined(one: Incident, other: Incident) -> bool:
    """Tell whether two incidents would be one event if nothing else were known."""
    return not cannot_be_one(one, other) and score(one, other)[0] >= ENOUGH


def _keys(incident: Incident) -> Iterator[tuple[object, ...]]:
    places = list(_cells(incident)) or ["nowhere"]
    days: list[object] = list(_days(incident.near_days)) if incident.near_days else []
    days += sorted(incident.season) or (["no day"] if not days else [])
    for day in days:
        for place in places:
            yield (day, place)


def _days(days: tuple[date, date]) -> Iterator[date]:
    length = (days[1] - days[0]).days
    if length > LONGEST_DAYS:
        yield days[0] - timedelta(days=days[0].weekday())
        return
    for step in range(length + 1):
        yield days[0] + timedelta(days=step)


def _cells(incident: Incident) -> Iterator[object]:
    """Yield the cells about a place and the names it goes by; the placeless meet by actors."""
    place = incident.near_place
    names = incident.place_names if incident.place else incident.near_names | incident.title_names
    yield from sorted(f"name {name}" for name in names)
    if place is None:
        yield from sorted(incident.actors)
        return
    if place.lat is None or place.lon is None:
        return
    row, column = int(place.lat // CELL_DEGREES), int(place.lon // CELL_DEGREES)
    for r in (row - 1, row, row + 1):
        for c in (column - 1, column, column + 1):
            yield (r, c)
