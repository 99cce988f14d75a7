"""From tag scores to spans: the best tag sequence in which no inner tag stands without its beginning.

Tag 0 is outside; then beginning and inner tags take turns by kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER: Final = np.float32(-1e9)


def log_softmax(scores: Scores) -> Scores:
    """Return log probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def best_tags(scores: Scores, stretches: Sequence[tuple[int, int]] | None = None) -> list[int]:
    """Return the best legal tags. `stretches` are (start, end) rows that stand for themselves, such as sentences.

    No span crosses a stretch's edge. Without them all rows are one. The greedy choice is kept in stretches where it is
    legal already, as it mostly is; in the others the best legal path is found.
    """
    parts = [(0, len(scores))] if stretches is None else stretches
    tags = scores.argmax(axis=1)
    before = np.concatenate([[0], tags[:-1]])
    before[[start for start, end in parts if end > start]] = 0
    wrong = np.flatnonzero((tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1))
    if len(wrong):
        ends = np.array([end for _, end in parts])
        again = [parts[i] for i in np.unique(np.searchsorted(ends, wrong, side="right")).tolist()]
        for (start, end), path in zip(again, _best_paths([scores[a:b] for a, b in again]), strict=True):
            tags[start:end] = path
    found: list[int] = tags.tolist()
    return found


def _best_paths(given: list[Scores]) -> list[list[int]]:
    """Return the best legal path through each array of scores; all take their steps together, longest first."""
    order = sorted(range(len(given)), key=lambda place: -len(given[place]))
    sizes = [len(given[place]) for place in order]
    # total[i, row] holds what the best paths are worth that end in each tag at step i.
    total = np.zeros((sizes[0], len(order), given[0].shape[1]), dtype=np.float32)
    for row, place in enumerate(order):
        total[: sizes[row], row] = given[place]
    total[0, :, 2::2] = _NEVER
    active = len(order)
    for index in range(1, sizes[0]):
        while sizes[active - 1] <= index:
            active -= 1
        # An inner tag follows its beginning or itself; every other tag follows whatever is best so far.
        before, here = total[index - 1, :active], total[index, :active]
        most = before.max(axis=1)
        here[:, 0] += most
        here[:, 1::2] += most[:, None]
        here[:, 2::2] += np.maximum(before[:, 1::2], before[:, 2::2])
    best = total.argmax(axis=2).T.tolist()
    begun = (total[:, :, 1::2] >= total[:, :, 2::2]).transpose(1, 0, 2).tolist()
    paths: list[list[int]] = [[] for _ in given]
    for row, place in enumerate(order):
        path = [best[row][sizes[row] - 1]]
        for index in range(sizes[row] - 2, -1, -1):
            tag = path[-1]
            inner = tag > 0 and not tag & 1
            path.append(tag - begun[row][index][tag // 2 - 1] if inner else best[row][index])
        paths[place] = path[::-1]
    return paths


def spans_of(tags: list[int]) -> list[tuple[int, int, int]]:
    """Return (kind, start, end) of the spans of legal tags."""
    spans: list[tuple[int, int, int]] = []
    for index, tag in enumerate(tags):
        if tag & 1:
            spans.append((tag >> 1, index, index + 1))
        elif tag:
            kind, start, _ = spans[-1]
            spans[-1] = (kind, start, index + 1)
    return spans
