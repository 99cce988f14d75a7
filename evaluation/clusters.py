"""Scores of clusters against gold clusters: MUC, B-cubed, CEAF-e, and their mean as CoNLL-2012 takes it.

Formulas: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF with the entity similarity phi-4 (Luo 2005),
CoNLL F1 (Pradhan et al. 2012): the mean of the three F1.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Clusters = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def muc(gold: Clusters, found: Clusters) -> Score:
    """Score the links: how few cuts each cluster needs under the other partition."""
    return Score(precision=_links(found, gold), recall=_links(gold, found))


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """Score each item by the share of its cluster that is right."""
    return Score(precision=_items(found, gold), recall=_items(gold, found))


def ceaf_e(gold: Clusters, found: Clusters) -> Score:
    """Score the best one-to-one matching of clusters under phi-4."""
    if not gold or not found:
        return Score(0.0, 0.0)
    similarity = [[2 * len(one & other) / (len(one) + len(other)) for other in found] for one in gold]
    total = _best_matching(similarity)
    return Score(precision=total / len(found), recall=total / len(gold))


def conll_f1(gold: Clusters, found: Clusters) -> float:
    """Return the mean of the three F1."""
    return (muc(gold, found).f1 + b_cubed(gold, found).f1 + ceaf_e(gold, found).f1) / 3


def _links(these: Clusters, others: Clusters) -> float:
    home = {item: index for index, cluster in enumerate(others) for item in cluster}
    kept = total = 0
    for cluster in these:
        parts = {home[item] for item in cluster if item in home}
        alone = sum(1 for item in cluster if item not in home)
        kept += len(cluster) - (len(parts) + alone)
        total += len(cluster) - 1
    return kept / total if total else 0.0


def _items(these: Clusters, others: Clusters) -> float:
    home = {item: cluster for cluster in others for item in cluster}
    total = sum(len(cluster) for cluster in these)
    right = sum(len(cluster & home.get(item, frozenset())) / len(cluster) for cluster in these for item in cluster)
    return right / total if total else 0.0


def _best_matching(similarity: list[list[float]]) -> float:
    """Return the largest sum of a one-to-one matching (Hungarian method with potentials, O(n^2 m))."""
    rows, columns = len(similarity), len(similarity[0])
    if rows > columns:
        similarity = [list(column) for column in zip(*similarity, strict=True)]
        rows, columns = columns, rows
    u, v, match = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(similarity, row, u, v, match)
    return sum(similarity[match[column] - 1][column - 1] for column in range(1, columns + 1) if match[column])


def _augment(similarity: list[list[float]], row: int, u: list[float], v: list[float], match: list[int]) -> None:
    columns = len(v) - 1
    least, way, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    match[0], column = row, 0
    while match[column] or column == 0:
        used[column] = True
        here, delta, following = match[column], float("inf"), 0
        for each in range(1, columns + 1):
            if used[each]:
                continue
            cost = -similarity[here - 1][each - 1] - u[here] - v[each]
            if cost < least[each]:
                least[each], way[each] = cost, column
            if least[each] < delta:
                delta, following = least[each], each
        for each in range(columns + 1):
            if used[each]:
                u[match[each]] += delta
                v[each] -= delta
            else:
                least[each] -= delta
        column = following
    while column:
        match[column] = match[way[column]]
        column = way[column]


def partition(pairs: Iterable[tuple[Hashable, Hashable]]) -> list[frozenset[Hashable]]:
    """Return clusters of items from (item, cluster) pairs."""
    clusters: dict[Hashable, set[Hashable]] = {}
    for item, cluster in pairs:
        clusters.setdefault(cluster, set()).add(item)
    return [frozenset(cluster) for cluster in clusters.values()]
