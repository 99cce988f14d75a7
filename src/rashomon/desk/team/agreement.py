"""Agreement of coders: exact match, and Krippendorff's alpha, which takes account of chance and of missing codings.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections D and E.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from typing import Any

Unit = Sequence[Hashable | None]
"""What each coder said of one thing, in a fixed order of coders; None is no coding."""


class Level(StrEnum):
    """How far two codings differ: nominal ones do or do not, ordinal ones by ranks between, interval ones by amount."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement on one field. `units` were coded by two or more; `exact` is 0 to 1, None without units.

    `alpha` is 1 for perfect agreement and 0 for what chance gives; None where it is not defined: without units, or
    when only one value was ever used.
    """

    field: str
    level: Level
    units: int
    exact: float | None
    alpha: float | None


def agreement(field: str, level: Level, units: Sequence[Unit]) -> Agreement:
    """Return both measures over units."""
    paired = [said for unit in units if len(said := [each for each in unit if each is not None]) > 1]
    same = sum(len(set(said)) == 1 for said in paired)
    return Agreement(
        field=field,
        level=level,
        units=len(paired),
        exact=same / len(paired) if paired else None,
        alpha=krippendorff(units, level),
    )


def krippendorff(units: Sequence[Unit], level: Level) -> float | None:
    """Return alpha over units, or None where it is not defined.

    >>> krippendorff([("a", "a"), ("b", "b")], Level.NOMINAL)
    1.0
    >>> krippendorff([("a", "a"), ("a", "a")], Level.NOMINAL) is None
    True
    """
    together: Counter[tuple[Any, Any]] = Counter()
    for unit in units:
        said = [each for each in unit if each is not None]
        for pair in permutations(said, 2):
            together[pair] += 1 / (len(said) - 1)  # type: ignore[assignment] # a Counter counts fractions as well
    totals: Counter[Any] = Counter()
    for (one, _other), count in together.items():
        totals[one] += count
    n = sum(totals.values())
    distance = _distance(level, totals)
    expected = sum(totals[c] * totals[k] * distance(c, k) for c in totals for k in totals)
    if not expected:
        return None
    observed = sum(count * distance(c, k) for (c, k), count in together.items())
    return float(1 - (n - 1) * observed / expected)


def _distance(level: Level, totals: Mapping[Any, float]) -> Callable[[Any, Any], float]:
    """Return the squared difference of two values at this level."""
    if level is Level.NOMINAL:
        return lambda c, k: float(c != k)
    if level is Level.INTERVAL:
        return lambda c, k: float(c - k) ** 2
    ranks = sorted(totals)

    def ordinal(c: Any, k: Any) -> float:
        low, high = sorted((ranks.index(c), ranks.index(k)))
        between = sum(totals[ranks[at]] for at in range(low, high + 1))
        return float(between - (totals[c] + totals[k]) / 2) ** 2

    return ordinal
