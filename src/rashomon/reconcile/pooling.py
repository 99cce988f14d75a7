"""Room for a million claims: equal values are held once, and events are made of some pages at a time.

The days, towns and actors of a million claims are a few thousand different ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from rashomon.reconcile.clusters import Cluster
from rashomon.reconcile.incidents import Incident

T = TypeVar("T", bound=Hashable)

_POOLED = (
    "days", "near_days", "place", "near_place", "place_names", "near_names", "season", "families", "sub_types",
    "actors",
)  # fmt: skip
"""What many incidents have alike."""


class Pool:
    """Values by themselves."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Hashable] = {}

    def one(self, value: T) -> T:
        """Return the value that is equal to this one and came first."""
        return self._values.setdefault(value, value)  # type: ignore[return-value]

    def lean(self, incident: Incident) -> Incident:
        """Return an incident whose values are those of earlier ones where they are equal."""
        alike = {name: self.one(getattr(incident, name)) for name in _POOLED}
        return replace(
            incident,
            **alike,
            title_names=self.one(frozenset(map(self.one, incident.title_names))),
            counts=tuple(map(self.one, incident.counts)),
        )


def parts_of(clusters: Sequence[Cluster], size: int) -> Iterator[list[Cluster]]:
    """Yield clusters in lists of about `size` pages, those that share pages near each other."""
    of_page: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(clusters):
        for page in {incident.document_id for incident in each.incidents}:
            of_page[page].append(index)
    left, part, held = dict.fromkeys(range(len(clusters))), list[int](), set[str]()
    while left:
        waiting = [next(iter(left))]
        while waiting:
            index = waiting.pop()
            if index not in left:
                continue
            del left[index]
            pages = {incident.document_id for incident in clusters[index].incidents}
            part.append(index)
            held |= pages
            waiting += [other for page in sorted(pages) for other in of_page[page] if other in left]
            if len(held) >= size:
                yield [clusters[each] for each in part]
                part, held = [], set()
    if part:
        yield [clusters[each] for each in part]
