"""Actors and the sides they take, with dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """How one actor stands to another in a conflict."""

    WITH = "with"
    AGAINST = "against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A dated side: this actor is `side` `other` in `conflict` from `since` to `until` (inclusive, None open)."""

    other: str
    side: Side
    conflict: str
    since: date | None = None
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Tell whether it holds on this day; without a day only an undated alignment holds."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor of the registry or, with `local` true, one that a page names and the registry lacks.

    `kind` is the ACLED inter code's name (State forces, Rebel group, Political militia, Identity militia, Rioters,
    Protesters, Civilians, External/Other forces) or "Outlet", "Monitor", "Organisation" for voices only.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    country: str | None = None
    parts_of: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    source: str = ""
    local: bool = False
