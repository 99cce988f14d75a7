"""A count that has changed since the sentence before: "Seven were killed. The number has since risen to 13"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rashomon.claims.figure_mentions import find_mentions
from rashomon.claims.figure_words import Line
from rashomon.domain.claim import Figure, Measure

RISEN: Final = "toll+carried"
_HARM: Final = frozenset(
    [Measure.KILLED, Measure.WOUNDED, Measure.KILLED_OR_WOUNDED, Measure.CAPTURED, Measure.MISSING, Measure.DISPLACED]
)


def find_risen(line: Line, before: Sequence[Figure]) -> list[Figure]:
    """Return the count that a sentence gives of what the figures `before` it counted, or nothing.

    The measure and the group are those of the first figure of harm in the last sentence that has one, for a page
    goes on with what it told first. The rule "toll+carried" says that they are carried over.
    """
    mention = next((each for each in find_mentions(line) if each.form == "number"), None)
    if mention is None or not mention.elliptic or not _tells_change(line, mention.first):
        return []
    told = next((figure for figure in before if figure.measure in _HARM and figure.subset_of is None), None)
    if told is None:
        return []
    given = replace(told, evidence=line.evidence(mention.first, mention.end), rule=RISEN, word=mention.word)
    return [replace(given, low=mention.low, high=mention.high, modifier=mention.modifier)]


def _tells_change(line: Line, end: int) -> bool:
    """Tell whether a sentence opens with "the number has since risen to", up to its count."""
    words = line.words[:end]
    if words[:1] == ("it",):
        rest = words[1:]
    elif (after := line.phrase_at("revision.counted", 0)) is not None and after <= end:
        rest = words[after:]
    else:
        return False
    moved = any(line.has("revision.moved", at) for at in range(end))
    linked = all(
        line.has("revision.reach", at) or line.adverb(at) or line.has("grammar.perfect", at)
        for at in range(end - len(rest), end)
    )
    return moved and linked
