"""What a time expression means before it is anchored to a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.domain import DaySense, PartOfDay, Span


class TimeShape(StrEnum):
    """What kind of meaning an expression has.

    DATE gives calendar fields, some of which may be missing ("April 9", "mid-March", "the spring of 2014", "Ramadan").
    RELATIVE counts from a day ("last week", "three days ago", "a day earlier"), WEEKDAY names a day of a week that
    the page must choose, CLOCK is a part of a day that the page must choose ("overnight", "at 10:30 GMT"). DURATION
    says how long, SET how often; SPAN has two ends; ANNIVERSARY counts years from something; REFERENCE is vague
    ("now", "recently", "soon").
    """

    DATE = "date"
    RELATIVE = "relative"
    WEEKDAY = "weekday"
    CLOCK = "clock"
    DURATION = "duration"
    SET = "set"
    SPAN = "span"
    ANNIVERSARY = "anniversary"
    REFERENCE = "reference"


class Unit(StrEnum):
    """Units of time that news English counts in, from the finest."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    NIGHT = "night"
    WEEKEND = "weekend"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Anchor(StrEnum):
    """What a relative expression counts from: the publication, or the day that the text spoke of last."""

    PUBLICATION = "publication"
    NARRATIVE = "narrative"


class Part(StrEnum):
    """The part of a period that a word picks: "early", "mid-", "late"."""

    EARLY = "early"
    MIDDLE = "mid"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """An expression found in a text, with its meaning as far as its own words go.

    `span` is in code points into the text that was searched and leaves the preposition out; `lead` is that
    preposition, lower-cased ("since", "until", "between"), and `lead_span` where it stands. `offset` counts units from
    the anchor, negative into the past; None where the count is vague ("days ago"), and `direction` -1 or 1 then says
    which way. `rolling` tells a stretch that ends or begins at the anchor ("the past week", "the coming days")
    from a calendar unit ("last week"). `numbers` keeps an all-figure date whose order is open, as (first, second).
    `rule` names the rule of `rules.toml` that matched.
    """

    span: Span
    text: str
    shape: TimeShape
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str | None = None
    feast: str | None = None
    decade: int | None = None
    century: int | None = None
    numbers: tuple[int, int] | None = None
    fiscal: bool = False
    unit: Unit | None = None
    count: float | None = None
    offset: int | None = None
    direction: int | None = None
    rolling: bool = False
    anchor: Anchor = Anchor.PUBLICATION
    part: Part | None = None
    part_of_day: PartOfDay | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    sense: DaySense | None = None
    reference: str | None = None
    lead: str | None = None
    lead_span: Span | None = None
    first: TimeExpression | None = None
    last: TimeExpression | None = None

    @property
    def is_dating(self) -> bool:
        """Whether it says when, and not only how long, how often or "now"."""
        return self.shape not in (TimeShape.DURATION, TimeShape.SET, TimeShape.REFERENCE)

    @property
    def is_full(self) -> bool:
        """Whether it names a day with its year and needs no anchor."""
        return self.shape is TimeShape.DATE and None not in (self.year, self.month, self.day)

    @property
    def has_day(self) -> bool:
        """Whether it singles out a day, given an anchor."""
        if self.shape is TimeShape.DATE:
            return self.day is not None
        return self.shape is TimeShape.WEEKDAY or (
            self.shape is TimeShape.RELATIVE and self.unit is Unit.DAY and self.offset is not None and not self.rolling
        )
