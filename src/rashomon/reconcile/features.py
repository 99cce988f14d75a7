"""What speaks for two incidents being one event. Each docstring is the explanation that a user reads."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rashomon.reconcile.distances import SLACK_KM, distance_km, radius_of, within_reach
from rashomon.reconcile.incidents import Count, Incident
from rashomon.reconcile.values import COARSE_KM, days_apart

Compare = Callable[[Incident, Incident], float | None]


@dataclass(frozen=True, slots=True)
class Feature:
    """A comparison with its weight. The comparison gives 0 to 1, or None when the pages do not tell."""

    weight: float
    compare: Compare

    @property
    def words(self) -> str:
        """The first sentence of the comparison's docstring."""
        return (self.compare.__doc__ or "").strip().partition("\n")[0]


def same_days(one: Incident, other: Incident) -> float | None:
    """Both give days that overlap; the narrower the days, the more it says, and less where a year is open."""
    if one.year_open or other.year_open:
        shared = one.season & other.season
        return 1.0 / (1.0 + max(len(one.season), len(other.season)) / 3.0) if shared else None
    if one.days is None or other.days is None:
        return None
    longest = max(days_apart(one.days), days_apart(other.days))
    return 1.0 if longest == 0 else 1.0 / (1.0 + longest / 3.0)


def same_place(one: Incident, other: Incident) -> float | None:
    """Both are placed within each other's reach; a shared province, or a page's first place, says less than a town."""
    for here, there in ((one, other), (other, one)):
        if here.place is None and here.title_names & there.place_names:
            return 0.8
        if here.place is None and there.place is None and here.title_names & there.near_names:
            return 0.6
    if one.near_place is None or other.near_place is None:
        return None
    distance = distance_km(one.near_place, other.near_place)
    if distance is None:
        return 0.8 if one.place_names & other.place_names else 0.0
    reach = radius_of(one.near_place) + radius_of(other.near_place)
    if distance > reach + SLACK_KM:
        return 0.0
    coarse = max(radius_of(one.near_place), radius_of(other.near_place)) > COARSE_KM
    if coarse:
        return 0.4
    return 1.0 if one.place and other.place else 0.7


def same_deed(one: Incident, other: Incident) -> float | None:
    """Both tell the same kind of deed in the coding scheme."""
    if not one.families or not other.families:
        return None
    if one.sub_types & other.sub_types:
        return 1.0
    return 0.5 if one.families & other.families else 0.0


def same_sides(one: Incident, other: Incident) -> float | None:
    """Both name the same actors, whichever of them is said to have struck."""
    if not one.actors or not other.actors:
        return None
    return len(one.actors & other.actors) / min(len(one.actors), len(other.actors))


def same_figures(one: Incident, other: Incident) -> float | None:
    """Both give a count of the same thing whose bounds agree."""
    pairs = [
        (mine, theirs)
        for mine in one.counts
        for theirs in other.counts
        if mine.measure is theirs.measure and mine.group_actor == theirs.group_actor
    ]
    if not pairs:
        return None
    return 1.0 if any(_agree(mine, theirs) for mine, theirs in pairs) else 0.3


def same_words(one: Incident, other: Incident) -> float | None:
    """Both quote the same words."""
    return 1.0 if one.quotes & other.quotes else None


FEATURES = (
    Feature(0.30, same_days),
    Feature(0.35, same_place),
    Feature(0.15, same_deed),
    Feature(0.15, same_sides),
    Feature(0.10, same_figures),
    Feature(0.35, same_words),
)

ENOUGH = 0.5
"""The score from which two incidents are one event: about a shared place and day, or a place with deed and sides."""


def score(one: Incident, other: Incident) -> tuple[float, tuple[str, ...]]:
    """Return the score of a pair, 0 to 1, and the reasons that made it up, strongest first."""
    total, reasons = 0.0, []
    for feature in FEATURES:
        value = feature.compare(one, other)
        if value:
            total += feature.weight * value
            reasons.append((feature.weight * value, f"{feature.words} ({value:.2f} of {feature.weight:.2f})"))
    reasons.sort(key=lambda pair: (-pair[0], pair[1]))
    return min(1.0, total), tuple(words for _, words in reasons)


def lie_beside(one: Incident, other: Incident) -> bool:
    """Tell whether two incidents are placed in two towns near each other, and not in one.

    They may be one event, for reporters' places are rough; but pages that tell of both towns are joined town by town.
    """
    if one.place is None or other.place is None:
        return False
    distance = distance_km(one.place, other.place)
    return distance is not None and distance > radius_of(one.place) + radius_of(other.place)


def cannot_be_one(one: Incident, other: Incident) -> bool:
    """Tell whether two incidents cannot be one event: this always beats similarity.

    Different days, places out of each other's reach, other kinds of deeds, a total against an incident, or one page
    that tells both.
    """
    if one.document_id == other.document_id or one.aggregate != other.aggregate:
        return True
    if one.near_days and other.near_days and _disjoint(one.near_days, other.near_days):
        return True
    if one.season and other.season and not one.season & other.season:
        return True
    if one.aggregate and one.days != other.days:
        return True
    if one.families and other.families and not one.families & other.families:
        return True
    if one.place and other.place:
        return not within_reach(one.place, other.place)
    return False


def _agree(one: Count, other: Count) -> bool:
    if one.low is None and one.high is None:
        return one.word is not None and one.word == other.word
    if other.low is None and other.high is None:
        return False
    low = max(one.low or 0, other.low or 0)
    high = min(math.inf if one.high is None else one.high, math.inf if other.high is None else other.high)
    return low <= high


def _disjoint(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[1] < other[0] or other[1] < one[0]
