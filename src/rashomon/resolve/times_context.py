"""What a page knows that an expression of time needs: its day, the day it spoke of last, the order of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rashomon.domain import DaySense, PartOfDay, When
from rashomon.knowledge.times import TimeExpression
from rashomon.resolve.times_periods import Period

_FIGURES = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.]\d{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What to anchor to.

    `day` is the day of publication, None where it is not known; `earliest` and `latest` bound it then. `narrative`
    is the period that the text spoke of last, `recent` the last quarter it named. `direction` is -1 where the words
    around look back, 1 where they look ahead, 0 where they do not say. `day_first` is what the page's unmistakable
    figures tell of the order of day and month. `quarterly` says that the page reckons in quarters.
    """

    day: date | None
    earliest: date | None = None
    latest: date | None = None
    narrative: Period | None = None
    recent: Period | None = None
    direction: int = 0
    day_first: bool | None = None
    quarterly: bool = False

    def looking(self, direction: int) -> Context:
        """Return the same with another direction."""
        return self if direction == self.direction else replace(self, direction=direction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An expression with its period, as far as it can be told.

    `period` is the period itself; `earliest` and `latest` are bounds where it is open on a side or uncertain.
    `rolling` tells that the length matters more than the days ("the past five days"). `candidates` are the days that
    an open year or an open order of figures leaves.
    """

    expression: TimeExpression
    period: Period | None = None
    earliest: date | None = None
    latest: date | None = None
    part_of_day: PartOfDay | None = None
    sense: DaySense | None = None
    rolling: bool = False
    year_open: bool = False
    candidates: tuple[date, ...] = ()
    reasons: tuple[str, ...] = ()
    ends: tuple[Settled, ...] = ()


def context_of(published: When, expressions: Iterable[TimeExpression] = ()) -> Context:
    """Return the context that a publication date and the page's own expressions make."""
    expressions = list(expressions)
    earliest, latest = published.earliest, published.latest
    return Context(
        day=published.day,
        earliest=earliest,
        latest=latest,
        day_first=order_of(expressions),
        quarterly=any(each.quarter is not None for each in expressions),
    )


def order_of(expressions: Iterable[TimeExpression]) -> bool | None:
    """Tell whether the page writes day before month, from its figures that allow one order only; None if it differs.

    "13/04/2020" is day first, "04/13/2020" month first; "03/04/2020" says nothing.
    """
    orders = set()
    for each in expressions:
        if each.rule == "date in figures" and each.day is not None and each.day > 12:
            figures = _FIGURES.search(each.text)  # an hour or a weekday may stand beside them
            if figures is not None and int(figures[1]) <= 31:
                orders.add(int(figures[1]) == each.day)
    return orders.pop() if len(orders) == 1 else None
