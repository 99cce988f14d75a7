"""What a text as a whole is about: one type for a page or snippet, from its deeds, by weight, place and precedence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rashomon.claims.deeds import FoundDeed
from rashomon.knowledge.deeds import PRECEDENCE, TYPE_OF

_BY_SENTENCE: Final = (1.0, 0.7, 0.5)
_LATER_SENTENCE: Final = 0.35
_LATER_DEED: Final = 0.85
_UNREAL: Final = 0.4
_ENOUGH_VIOLENCE: Final = 1.6
_VIOLENT: Final = "Violent demonstration"
TYPES_OF_PROTEST: Final = ("Peaceful protest", "Protest with intervention")
_NEAR: Final = 0.6
_PLOVER_TOPICS: Final = {
    "SANCTION": "diplomacy",
    "DISAPPROVE": "diplomacy",
    "DEMAND": "diplomacy",
    "REJECT": "diplomacy",
    "THREATEN": "diplomacy",
    "CONSULT": "diplomacy",
}
_PLOVER_WEIGHT: Final = 0.6


def label_of(found: FoundDeed) -> str | None:
    """Return a deed's label for the whole: its sub-event type, its topic, or "diplomacy" for words between states."""
    if found.deed.sub_type:
        return found.deed.sub_type
    if found.topic:
        return None if found.topic == "harm" else found.topic
    return _PLOVER_TOPICS.get(found.deed.plover or "")


def score_types(deeds: Iterable[FoundDeed]) -> dict[str, float]:
    """Score each label: a frame's weight, less with each later sentence and deed, less again when not told as fact."""
    scores: dict[str, float] = defaultdict(float)
    first: int | None = None
    order: dict[int, int] = defaultdict(int)
    for found in deeds:
        label = label_of(found)
        if label is None:
            continue
        first = found.sentence if first is None else first
        distance = found.sentence - first
        factor = _BY_SENTENCE[distance] if distance < len(_BY_SENTENCE) else _LATER_SENTENCE
        factor *= _LATER_DEED ** order[found.sentence]
        order[found.sentence] += 1
        if found.negated or found.modality != "fact":
            factor *= _UNREAL
        weight = found.weight if found.deed.sub_type or found.topic else found.weight * _PLOVER_WEIGHT
        scores[label] += weight * factor
    return scores


def choose_type(deeds: Iterable[FoundDeed]) -> str | None:
    """Return the label of the whole text, or None when no deed has one.

    The best score wins, but ACLED's order of precedence decides between labels of one event that score nearly alike:
    a battle over a strike, excessive force over a peaceful protest.
    """
    scores = _join_protests(score_types(deeds))
    if not scores:
        return None
    top = max(scores.values())
    best = max(scores, key=lambda label: scores[label])
    if best not in TYPE_OF:
        return best
    near = [label for label in scores if label in TYPE_OF and scores[label] >= _NEAR * top and _competes(label, best)]
    return min([best, *near], key=lambda label: PRECEDENCE[label])


def _join_protests(scores: dict[str, float]) -> dict[str, float]:
    """Read protest and violence of one text together: demonstrators who turn to violence are a violent demonstration.

    Clashes in a text about protests, told without armed sides, count as such violence (ACLED: Riots).
    """
    joined = dict(scores)
    protest = sum(joined.get(label, 0.0) for label in TYPES_OF_PROTEST)
    if protest and joined.get("Armed clash", 0.0) <= protest:
        joined[_VIOLENT] = joined.get(_VIOLENT, 0.0) + joined.pop("Armed clash", 0.0)
    if protest and joined.get(_VIOLENT, 0.0) >= _ENOUGH_VIOLENCE:
        joined[_VIOLENT] += protest
    return joined


def _competes(label: str, best: str) -> bool:
    """Tell whether precedence may put one label over another: their tactics occur in one event."""
    family = {TYPE_OF[label], TYPE_OF[best]}
    return family <= {"Protests", "Riots"} or family <= {"Battles", "Explosions/Remote violence"}
