"""From tag scores to spans: the best tag sequence in which no inner tag stands without its beginning."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER: Final = np.float32(-1e9)


def log_softmax(scores: Scores) -> Scores:
    """Return log probabilities along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def best_tags(scores: Scores) -> list[int]:
    """Return the best legal tags of a stretch. Tag 0 is outside; then beginning and inner tags take turns by kind.

    The greedy choice is kept where it is legal already, which it nearly always is; else the best legal path is found.
    """
    tags: list[int] = scores.argmax(axis=1).tolist()
    before = 0
    for tag in tags:
        if tag and not tag & 1 and before not in (tag, tag - 1):
            return _best_path(log_softmax(scores))
        before = tag
    return tags


def _best_path(scores: Scores) -> list[int]:
    size, width = scores.shape
    inner = np.arange(2, width, 2)
    total = scores[0].copy()
    total[inner] = _NEVER
    back = np.zeros((size, width), dtype=np.int64)
    for index in range(1, size):
        # An inner tag follows its beginning or itself; every other tag follows whatever is best so far.
        best = int(total.argmax())
        begun, gone_on = total[inner - 1], total[inner]
        back[index] = best
        back[index, inner] = np.where(begun >= gone_on, inner - 1, inner)
        before = np.full(width, total[best], dtype=np.float32)
        before[inner] = np.maximum(begun, gone_on)
        total = before + scores[index]
    tags = [int(total.argmax())]
    for index in range(size - 1, 0, -1):
        tags.append(int(back[index, tags[-1]]))
    return tags[::-1]


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
