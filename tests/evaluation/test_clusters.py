from itertools import permutations

import pytest
from evaluation.clusters import _best_matching, b_cubed, ceaf_e, conll_f1, muc, partition
from hypothesis import given
from hypothesis import strategies as st

GOLD = [frozenset("abc"), frozenset("defg")]
FOUND = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_luos_example_by_hand():
    """Worked by hand after Pradhan et al. 2014: key {a,b,c} {d,e,f,g}, response {a,b} {c,d} {f,g,h,i}."""
    assert muc(GOLD, FOUND).recall == pytest.approx((3 - 2 + 4 - 3) / (2 + 3))
    assert muc(GOLD, FOUND).precision == pytest.approx((2 - 1 + 2 - 2 + 4 - 3) / (1 + 1 + 3))
    assert b_cubed(GOLD, FOUND).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 4 + 0 + 2 / 4 + 2 / 4) / 7)
    assert b_cubed(GOLD, FOUND).precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2 + 2 / 4 + 2 / 4) / 8)
    similarity = 2 * 2 / 5 + 2 * 2 / 8
    assert ceaf_e(GOLD, FOUND).precision == pytest.approx(similarity / 3)
    assert ceaf_e(GOLD, FOUND).recall == pytest.approx(similarity / 2)
    mean = (muc(GOLD, FOUND).f1 + b_cubed(GOLD, FOUND).f1 + ceaf_e(GOLD, FOUND).f1) / 3
    assert conll_f1(GOLD, FOUND) == pytest.approx(mean)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4)), min_size=2, max_size=20, unique_by=lambda p: p[0]))
def test_what_is_right_scores_one(pairs):
    clusters = partition(pairs)
    assert b_cubed(clusters, clusters).f1 == pytest.approx(1)
    assert ceaf_e(clusters, clusters).f1 == pytest.approx(1)
    if any(len(cluster) > 1 for cluster in clusters):
        assert conll_f1(clusters, clusters) == pytest.approx(1)


@given(st.integers(1, 4), st.integers(1, 5), st.data())
def test_the_matching_is_the_best_there_is(rows, columns, data):
    table = [[data.draw(st.floats(0, 1)) for _ in range(columns)] for _ in range(rows)]
    if rows <= columns:
        best = max(sum(table[r][c] for r, c in enumerate(order)) for order in permutations(range(columns), rows))
    else:
        best = max(sum(table[r][c] for c, r in enumerate(order)) for order in permutations(range(rows), columns))
    assert _best_matching(table) == pytest.approx(best)
