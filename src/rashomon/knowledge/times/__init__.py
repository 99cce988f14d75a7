"""The time grammar: what expressions of time in news English mean before they are anchored to a day."""

from rashomon.knowledge.times.expression import Anchor, Part, TimeExpression, TimeShape, Unit
from rashomon.knowledge.times.finder import find_times

__all__ = ["Anchor", "Part", "TimeExpression", "TimeShape", "Unit", "find_times"]
