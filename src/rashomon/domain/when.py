"""Spans of time as a page gives them, with what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rashomon.domain.span import Evidence


class Granularity(StrEnum):
    """How finely a time is told, from the finest."""

    MOMENT = "moment"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"
    OPEN = "open"


class PartOfDay(StrEnum):
    """A part of the day, local to the place of the deed."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class DaySense(StrEnum):
    """Whether something is said of every day of a span or of some day in it (Security Force Monitor)."""

    EVERY = "every"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time with bounds.

    `earliest` and `latest` are inclusive local days; None means not known, which is not the same as unbounded.
    `year_open` says that month and day are known and the year is not: then `earliest` and `latest` bound the year
    as far as the page does. `anchor` says what a relative expression counts from ("published 2020-04-10").
    `basis` says where a publication date came from (given, json-ld, meta, byline, dateline, url, body).
    `reasons` are sentences for a reader.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    granularity: Granularity = Granularity.OPEN
    part_of_day: PartOfDay | None = None
    every_or_any_day: DaySense | None = None
    anchor: str | None = None
    edtf: str | None = None
    year_open: bool = False
    basis: str | None = None
    evidence: Evidence | None = None
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"{self.text!r} would end on {self.latest} before it begins on {self.earliest}")

    @property
    def known(self) -> bool:
        """Whether both bounds are known and the year is closed."""
        return self.earliest is not None and self.latest is not None and not self.year_open

    @property
    def day(self) -> date | None:
        """The one day this is, if it is one day."""
        return self.earliest if self.known and self.earliest == self.latest else None
