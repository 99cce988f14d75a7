"""Incidents of many pages to events: blocking, pairs, and clusters that no cannot-link ever crosses."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rashomon.reconcile.features import ENOUGH, cannot_be_one, lie_beside, score
from rashomon.reconcile.incidents import Incident
from rashomon.reconcile.settled import NOTHING, Settled
from rashomon.reconcile.values import LONGEST_DAYS

ROUNDS = 64
"""After so many rounds of pairing what is found twice is thrown out: dense blocks share most of their pairs."""

CELL_DEGREES = 1.0
"""The side of a place cell, about 111 km: neighbours are looked at too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Incidents that are one event, and why each joined."""

    incidents: tuple[Incident, ...]
    reasons: tuple[str, ...]


def cluster(incidents: Sequence[Incident], settled: Settled = NOTHING) -> list[Cluster]:
    """Cluster incidents: pairs of one place before those of neighbouring towns, and the best first.

    The result is deterministic and does not depend on the order in which pages came.

    What people `settled` comes before every score: what is together stays so, what is apart is never joined.
    """
    ordered = sorted(incidents, key=lambda each: each.id)
    said = settled.between({key: index for index, each in enumerate(ordered) for key in each.claim_ids})
    pairs = []
    for i, j in _candidates(ordered):
        if (i, j) in said or cannot_be_one(ordered[i], ordered[j]):
            continue
        value, _ = score(ordered[i], ordered[j])
        if value >= ENOUGH:
            pairs.append((lie_beside(ordered[i], ordered[j]), -value, i, j))
    pairs.sort()
    return _merge(ordered, pairs, said)


def _merge(
    ordered: list[Incident],
    pairs: list[tuple[bool, float, int, int]],
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
    for _, value, i, j in pairs:
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
        why = "; ".join(score(ordered[i], ordered[j])[1])
        reasons[keep] += [f"two pages joined at {-value:.2f}: {why}", *reasons.pop(drop, [])]
    return [
        Cluster(incidents=tuple(ordered[index] for index in sorted(indexes)), reasons=tuple(sorted(reasons[key])))
        for key, indexes in sorted(members.items())
    ]


def _candidates(ordered: Sequence[Incident]) -> Iterator[tuple[int, int]]:
    """Yield pairs that share a block of days and place, so that cost grows with neighbours and not with the ledger.

    Blocks are compared by their hashes, sorted: a million claims have some millions of blocks, most with one page.
    """
    keys, owners = array("q"), array("q")
    for index, incident in enumerate(ordered):
        for key in set(_keys(incident)):
            keys.append(hash(key))
            owners.append(index)
    if not keys:
        return
    blocks, who = np.frombuffer(keys, dtype=np.int64), np.frombuffer(owners, dtype=np.int64)
    order = np.argsort(blocks, kind="stable")
    blocks, who = blocks[order], who[order]
    found, at, step = [np.zeros(0, dtype=np.int64)], np.arange(len(blocks)), 1
    while len(at):  # each round pairs every incident with the one so many steps after it in its block
        at = at[at + step < len(blocks)]
        at = at[blocks[at] == blocks[at + step]]
        found.append(who[at] * len(ordered) + who[at + step])
        if step % ROUNDS == 0:
            found = [np.unique(np.concatenate(found))]
        step += 1
    for pair in np.unique(np.concatenate(found)).tolist():
        yield divmod(pair, len(ordered))


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
