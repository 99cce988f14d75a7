"""From role tags and link scores to attributions: which source and which content belong to which cue.

Windows overlap, so the same cue may be seen twice; what both say of it comes together here. A content that runs over a
window's edge goes on with the attribution whose content it continues.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.reading.network import Network, Scores
from rashomon.reading.tags import best_tags, log_softmax, spans_of

SOURCE, CUE, CONTENT = range(3)
Range = tuple[int, int]
#: Below this mean probability of its tags a cue is not believed.
_LEAST: Final = 0.35


@dataclass(slots=True, kw_only=True)
class Relation:
    """One attribution in the making, as token ranges of the document."""

    cue: Range
    source: list[Range] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What one window says: its cues with their scores, and (role, range, cue or None) of sources and contents."""

    own: int
    cues: tuple[tuple[Range, float], ...]
    links: tuple[tuple[int, Range, Range | None], ...]


def read_roles(network: Network, scores: Scores, sentence: NDArray[np.int64], start: int, own: int) -> Roles:
    """Decode a window. `start` is its first token in the document, `own` the first that no earlier window owns."""
    tags = best_tags(scores.roles)
    spans = spans_of(tags)
    cues = [(a, b) for role, a, b in spans if role == CUE]
    if not spans:
        return Roles(own=own, cues=(), links=())
    chances = np.exp(log_softmax(scores.roles)[np.arange(len(tags)), tags])
    found: list[tuple[int, Range, Range | None]] = []
    for role in (SOURCE, CONTENT):
        chosen = [(a, b) for which, a, b in spans if which == role]
        best = _best_cues(network, scores, chosen, cues, sentence, content=role == CONTENT)
        for (a, b), place in zip(chosen, best, strict=True):
            moved = None if place is None else (cues[place][0] + start, cues[place][1] + start)
            found.append((role, (a + start, b + start), moved))
    held = tuple(((a + start, b + start), float(chances[a:b].mean())) for a, b in cues)
    return Roles(own=own, cues=held, links=tuple(found))


def _best_cues(
    network: Network,
    scores: Scores,
    spans: list[Range],
    cues: list[Range],
    sentence: NDArray[np.int64],
    *,
    content: bool,
) -> Sequence[int | None]:
    """Return the index of each span's cue, None where the window has no cue."""
    if not spans or not cues:
        return [None] * len(spans)
    if len(cues) == 1:
        return [0] * len(spans)
    linked = network.link(scores, np.array(spans), np.array(cues), sentence, content=content)
    best: list[int | None] = list(linked.argmax(axis=1).tolist())
    return best


def join_windows(windows: Iterable[Roles]) -> list[Relation]:
    """Bring together what the windows of a document say, in their order."""
    relations: list[Relation] = []
    taken: dict[int, tuple[int, Relation]] = {}
    for window in windows:
        known: dict[Range, Relation] = {}
        for seen, score in window.cues:
            relation = _same_cue(relations, seen)
            if relation is None and seen[1] > window.own:
                relation = Relation(cue=seen, score=score)
                relations.append(relation)
            if relation is not None:
                known[seen] = relation
        for role, span, cue in window.links:
            if span[1] <= window.own and (cue is None or cue[1] <= window.own):
                continue
            relation = known.get(cue) if cue is not None else _continued(taken, role, span)
            if relation is not None:
                _add(relation, role, span, taken)
    kept = [r for r in relations if (r.source or r.content) and r.score >= _LEAST]
    return sorted(kept, key=lambda r: r.cue)


def _same_cue(relations: list[Relation], cue: Range) -> Relation | None:
    """Return the relation whose cue overlaps this one."""
    for relation in reversed(relations[-12:]):
        if relation.cue[0] < cue[1] and cue[0] < relation.cue[1]:
            return relation
    return None


def _continued(taken: dict[int, tuple[int, Relation]], role: int, span: Range) -> Relation | None:
    """Return the relation whose piece this span goes on with, or stands right after (a mark may be between)."""
    for index in (span[0], span[0] - 1, span[0] - 2):
        found = taken.get(index)
        if found is not None and found[0] == role:
            return found[1]
    return None


def _add(relation: Relation, role: int, span: Range, taken: dict[int, tuple[int, Relation]]) -> None:
    """Give a relation those words of a span that no other has, joined with what it has already."""
    pieces = relation.source if role == SOURCE else relation.content
    words = [i for i in range(*span) if i not in taken or taken[i][1] is relation]
    for index in words:
        taken[index] = (role, relation)
        if pieces and pieces[-1][1] == index:
            pieces[-1] = (pieces[-1][0], index + 1)
        elif not any(a <= index < b for a, b in pieces):
            pieces.append((index, index + 1))
    pieces.sort()


def without(relation: Relation, left_out: AbstractSet[int]) -> Relation:
    """Return a relation whose contents leave out some tokens: a dateline is no part of what anyone said."""
    if not left_out or not any(index in left_out for a, b in relation.content for index in range(a, b)):
        return relation
    content: list[Range] = []
    for a, b in relation.content:
        for index in range(a, b):
            if index in left_out:
                continue
            if content and content[-1][1] == index:
                content[-1] = (content[-1][0], index + 1)
            else:
                content.append((index, index + 1))
    return replace(relation, content=content)


def to_attribution(relation: Relation, starts: Sequence[int], ends: Sequence[int]) -> Attribution:
    """Turn token ranges into code points of the text."""

    def spans(ranges: Iterable[Range]) -> tuple[Span, ...]:
        return tuple(Span(starts[a], ends[b - 1]) for a, b in ranges)

    return Attribution(
        source=spans(relation.source),
        cue=spans([relation.cue]),
        content=spans(relation.content),
        kind="model",
        rule="attribution-head",
        score=round(relation.score, 3),
    )
