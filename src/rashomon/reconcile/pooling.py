"""Holding equal values once: the days, towns and actors of a million claims are a few thousand different ones."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TypeVar

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
