"""Figures as marks on an axis: a point, a bar with open ends, a word without a number, an unknown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rashomon.domain import Figure, Modifier, Stance, Status
from rashomon.report.words import amount, is_ambiguous

FADE = 0.26
"""How far an open bar runs before it has faded away, as a share of the axis. It stands for no number."""

_DOUBTED = frozenset({Status.DISTANCED, Status.UNCONFIRMED, Status.DISPUTED, Status.HYPOTHETICAL})


class MarkKind(StrEnum):
    """How a figure is drawn. `zero` is a claim that there were none; `unknown` is a claim that nobody knows."""

    POINT = "point"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at-least"
    UP_TO = "up-to"
    ZERO = "zero"
    VAGUE = "vague"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure on an axis.

    `start` and `end` are shares of the axis's length, 0 to 1; both are None for a word or an unknown, which have no
    place on it. `hollow` says that the page keeps its distance, `withdrawn` that the figure was
    taken back, `denied` that the voice says it is wrong.
    """

    kind: MarkKind
    label: str
    start: float | None = None
    end: float | None = None
    hatched: bool = False
    hollow: bool = False
    withdrawn: bool = False
    denied: bool = False

    @property
    def struck(self) -> bool:
        """Whether the voice does not hold the figure: it took it back or denies it."""
        return self.withdrawn or self.denied

    @property
    def placed(self) -> bool:
        """Whether it has a place on the axis."""
        return self.start is not None and self.end is not None

    @property
    def label_after(self) -> bool:
        """Whether the label has more room after the mark than before it."""
        return self.start is None or (self.start + (self.end or self.start)) / 2 <= 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A linear axis from 0 to `top`, with round ticks; without a number that was named it has none."""

    top: float
    ticks: tuple[int, ...]

    def share(self, value: float) -> float:
        """Return where a value lies, 0 to 1."""
        return min(1.0, max(0.0, value / self.top))


def kind_of(figure: Figure) -> MarkKind:
    """Return how this figure is drawn."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return MarkKind.VAGUE if figure.word or figure.modifier is Modifier.VAGUE else MarkKind.UNKNOWN
    if low == high:
        if low == 0:
            return MarkKind.ZERO
        return MarkKind.ABOUT if figure.modifier is Modifier.ABOUT else MarkKind.POINT
    if low is not None and high is not None:
        return MarkKind.RANGE
    return MarkKind.AT_LEAST if low is not None else MarkKind.UP_TO


def axis_for(figures: Iterable[Figure]) -> Axis:
    """Return an axis that holds every bound that was named, with room for what is open above.

    Words and unknowns add nothing to it: no number is made of them.
    """
    bounds = [value for figure in figures for value in (figure.low, figure.high) if value is not None]
    if not bounds:
        return Axis(top=1.0, ticks=())
    top = max(*bounds, 1) * 1.18
    step = _round_step(top / 5)
    ticks = tuple(range(0, int(top) + 1, step))
    return Axis(top=top, ticks=ticks)


def _round_step(rough: float) -> int:
    if rough <= 1:
        return 1
    power = 10 ** math.floor(math.log10(rough))
    return int(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough))


def mark_of(figure: Figure, axis: Axis, status: Status, stance: Stance, *, withdrawn: bool = False) -> Mark:
    """Return the mark of a figure as this status and stance put it; `withdrawn` says that it was taken back later."""
    kind = kind_of(figure)
    start, end = _extent(kind, figure, axis)
    return Mark(
        kind=kind,
        label=_label(figure, kind, Stance.RETRACTS if withdrawn else stance),
        start=start,
        end=end,
        hatched=is_ambiguous(figure),
        hollow=status in _DOUBTED or stance is Stance.DOUBTS,
        withdrawn=withdrawn or stance is Stance.RETRACTS,
        denied=stance is Stance.DENIES,
    )


def _label(figure: Figure, kind: MarkKind, stance: Stance) -> str:
    words = "none" if kind is MarkKind.ZERO else amount(figure)
    if stance is Stance.RETRACTS:
        return f"{words}, withdrawn"
    return f"not {words}" if stance is Stance.DENIES else words


def _extent(kind: MarkKind, figure: Figure, axis: Axis) -> tuple[float | None, float | None]:
    low, high = figure.low, figure.high
    if kind in (MarkKind.VAGUE, MarkKind.UNKNOWN):
        return None, None
    if kind is MarkKind.AT_LEAST:
        start = axis.share(low or 0)
        return start, min(1.0, start + FADE)
    if kind is MarkKind.UP_TO:
        return 0.0, axis.share(high or 0)
    return axis.share(low or 0), axis.share(high or 0)
