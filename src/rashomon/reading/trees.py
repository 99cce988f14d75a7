"""From head scores to trees: one root, no cycle.

The best head of each word usually makes a tree already. Where it does not, the maximum spanning arborescence is found
(Chu and Liu 1965, Edmonds 1967), with one root by trying the roots that the words prefer.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: The score of an arc that cannot be.
NEVER: Final = -1e30
Scores = NDArray[np.float32]


def find_heads(scores: Scores) -> list[int]:
    """Return the head of each word of a sentence, -1 for its one root.

    `scores` has a row a dependent; column 0 is the root, column ``1 + j`` the word `j`. The result is a tree.
    """
    size = len(scores)
    if size == 1:
        return [-1]
    best = scores.argmax(axis=1) - 1
    heads: list[int] = best.tolist()
    if heads.count(-1) == 1 and not _has_cycle(heads):
        return heads
    return _best_tree(scores.astype(np.float64))


def _has_cycle(heads: list[int]) -> bool:
    """Tell whether some word is its own ancestor."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, node = [], start
        while node >= 0 and state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if node >= 0 and state[node] == 1:
            return True
        for visited in path:
            state[visited] = 2
    return False


def _best_tree(scores: NDArray[np.float64]) -> list[int]:
    """Return the best tree with one root, among the three words that most want to be the root.

    A root's tree is worth at most what its words' best heads are worth without regard to cycles, which falls from one
    root to the next: once it is no more than what was found, no further root is tried.
    """
    size = len(scores)
    most = scores[:, 1:].max(axis=1)
    wish = scores[:, 0] - most
    bound = float(most.sum())
    found: list[int] = []
    found_score = -np.inf
    for root in np.argsort(-wish)[:3].tolist():
        if found_score >= bound + wish[root]:
            break
        # Node 0 is the root word; the others follow. weights[d, h] is the score of h as head of d.
        order = [root, *(i for i in range(size) if i != root)]
        weights = scores[np.ix_(order, [i + 1 for i in order])]
        np.fill_diagonal(weights, NEVER)
        weights[0, :] = NEVER
        heads = _arborescence(weights)
        total = float(scores[root, 0] + sum(weights[d, heads[d]] for d in range(1, size)))
        if total > found_score:
            found_score = total
            found = [0] * size
            for place, word in enumerate(order):
                found[word] = -1 if place == 0 else order[heads[place]]
    return found


def _arborescence(weights: NDArray[np.float64]) -> list[int]:
    """Return the best heads of a tree rooted at node 0, by contracting cycles."""
    size = len(weights)
    heads = weights.argmax(axis=1)
    heads[0] = 0
    cycle = _find_cycle(heads.tolist())
    if not cycle:
        return [int(h) for h in heads]
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    rest = [i for i in range(size) if not inside[i]]
    kept = weights[cycle, heads[cycle]]
    # The contracted node stands last. Entering the cycle at a node gives up that node's arc within it.
    entering = weights[np.ix_(cycle, rest)] - kept[:, None]
    leaving = weights[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), NEVER)
    small[:-1, :-1] = weights[np.ix_(rest, rest)]
    small[-1, :-1] = entering.max(axis=0)
    small[:-1, -1] = leaving.max(axis=1)
    solved = _arborescence(small)
    result = [0] * size
    for node in cycle:
        result[node] = int(heads[node])
    for place, node in enumerate(rest):
        if place == 0:
            continue
        head = solved[place]
        result[node] = cycle[int(leaving[place].argmax())] if head == len(rest) else rest[head]
    outside = solved[-1]
    result[cycle[int(entering[:, outside].argmax())]] = rest[outside]
    return result


def _find_cycle(heads: list[int]) -> list[int]:
    """Return the nodes of one cycle of heads, or nothing; node 0 is the root and in none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for visited in path:
            state[visited] = 2
    return []
