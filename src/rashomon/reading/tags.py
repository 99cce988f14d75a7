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
    sizes = np.array([len(given[place]) for place in order])
    width = given[0].shape[1]
    padded = np.zeros((sizes[0], len(order), width), dtype=np.float32)
    for row, place in enumerate(order):
        padded[: sizes[row], row] = given[place]
    inner = np.arange(2, width, 2)
    total = padded[0].copy()
    total[:, inner] = _NEVER
    back = np.zeros(padded.shape, dtype=np.int64)
    for index in range(1, sizes[0]):
        # An inner tag follows its beginning or itself; every other tag follows whatever is best so far.
        active = int((sizes > index).sum())
        held = total[:active]
        best = held.argmax(axis=1)
        begun, gone_on = held[:, inner - 1], held[:, inner]
        back[index, :active] = best[:, None]
        back[index, :active, 2::2] = np.where(begun >= gone_on, inner - 1, inner)
        reached = np.repeat(held[np.arange(active), best][:, None], width, axis=1)
        reached[:, 2::2] = np.maximum(begun, gone_on)
        total[:active] = reached + padded[index, :active]
    last = total.argmax(axis=1).tolist()
    paths: list[list[int]] = [[] for _ in given]
    for row, place in enumerate(order):
        path, steps = [last[row]], back[:, row].tolist()
        for index in range(int(sizes[row]) - 1, 0, -1):
            path.append(steps[index][path[-1]])
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
