"""Decoding: trees against every possible tree, legal tags, windows that own each token once, relations that join."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.attributions import Roles, join_windows
from rashomon.reading.reader import sentences_in
from rashomon.reading.tags import best_tags, spans_of
from rashomon.reading.trees import find_heads
from rashomon.reading.windows import plan_windows

CUE, SOURCE, CONTENT = 1, 0, 2


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for start in range(len(heads)):
        seen, node = set(), start
        while node >= 0:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node]
    return True


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all_trees(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    for word in range(size):
        scores[word, word + 1] = -1e4

    def total(heads: tuple[int, ...] | list[int]) -> float:
        return float(sum(scores[d, h + 1] for d, h in enumerate(heads)))

    best = max(total(h) for h in itertools.product(range(-1, size), repeat=size) if is_tree(list(h)))
    found = find_heads(scores)
    assert is_tree(found)
    # Three roots are tried, not all: within them the tree is the best.
    assert total(found) == pytest.approx(best, abs=1e-4) or size > 3


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 10_000))
def test_long_sentences_make_trees_too(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    assert is_tree(find_heads(scores))


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_no_inner_tag_stands_without_its_beginning(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, 7)).astype(np.float32)
    tags = best_tags(scores)
    for before, tag in itertools.pairwise([0, *tags]):
        assert tag == 0 or tag % 2 == 1 or before in (tag, tag - 1)
    covered = {i for _, a, b in spans_of(tags) for i in range(a, b)}
    assert covered == {i for i, tag in enumerate(tags) if tag}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 10_000))
def test_each_stretch_gets_its_best_legal_tags(sizes: list[int], seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(sum(sizes), 5)).astype(np.float32)
    edges = list(itertools.pairwise(itertools.accumulate(sizes, initial=0)))
    tags = best_tags(scores, edges)
    for start, end in edges:

        def total(path: tuple[int, ...], start: int = start) -> float:
            return float(sum(scores[start + i, tag] for i, tag in enumerate(path)))

        paths = itertools.product(range(5), repeat=end - start)
        legal = [p for p in paths if all(not t or t & 1 or b in (t, t - 1) for b, t in itertools.pairwise((0, *p)))]
        assert tuple(tags[start:end]) in legal
        assert total(tuple(tags[start:end])) == pytest.approx(max(map(total, legal)), abs=1e-4)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.data())
def test_sentences_cover_a_window_from_where_it_is_owned(sizes: list[int], data: st.DataObject) -> None:
    sentence = [number for number, size in enumerate(sizes) for _ in range(size)]
    skip = data.draw(st.integers(0, len(sentence)))
    found = sentences_in(sentence, skip)
    assert [i for a, b in found for i in range(a, b)] == list(range(skip, len(sentence)))
    assert all(len(set(sentence[a:b])) == 1 for a, b in found)
    assert len({sentence[a] for a, _ in found}) == len(found)


def test_the_best_legal_path_beats_the_greedy_one() -> None:
    # Greedy: outside, inner. Beginning-inner is worth more than outside-outside.
    scores = np.array([[1.0, 0.9, -9.0], [0.0, -9.0, 2.0]], dtype=np.float32)
    assert best_tags(scores) == [1, 2]


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=30), max_size=25), st.integers(5, 60))
def test_every_token_is_owned_by_one_window(sentences: list[list[int]], most: int) -> None:
    sizes = [size for sentence in sentences for size in sentence]
    numbers = [n for n, sentence in enumerate(sentences) for _ in sentence]
    windows = plan_windows(sizes, numbers, most)
    owned = [i for w in windows for i in range(w.own, w.end)]
    assert owned == list(range(len(sizes)))
    for window in windows:
        assert window.start <= window.own < window.end
        assert sum(sizes[window.start : window.end]) <= most


def test_windows_overlap_by_whole_sentences() -> None:
    windows = plan_windows([1] * 80, [i // 4 for i in range(80)], 40)
    assert [(w.start, w.own, w.end) for w in windows][:2] == [(0, 0, 40), (36, 40, 76)]


def test_a_token_larger_than_a_window_is_refused() -> None:
    with pytest.raises(ValueError, match="token 1"):
        plan_windows([1, 9], [0, 0], 8)


def test_a_content_over_the_edge_stays_with_its_cue() -> None:
    first = Roles(own=0, cues=(((5, 6), 0.9),), links=((SOURCE, (3, 5), (5, 6)), (CONTENT, (6, 20), (5, 6))))
    second = Roles(own=20, cues=(), links=((CONTENT, (16, 30), None),))
    (relation,) = join_windows([first, second])
    assert relation.cue == (5, 6)
    assert relation.source == [(3, 5)]
    assert relation.content == [(6, 30)]


def test_a_cue_seen_twice_is_one_relation() -> None:
    first = Roles(own=0, cues=(((10, 11), 0.9),), links=((CONTENT, (2, 9), (10, 11)),))
    second = Roles(own=12, cues=(((10, 11), 0.8),), links=((CONTENT, (14, 20), (10, 11)), (SOURCE, (11, 13), (10, 11))))
    (relation,) = join_windows([first, second])
    assert relation.content == [(2, 9), (14, 20)]
    assert relation.source == [(11, 13)]


def test_two_cues_keep_their_own_words() -> None:
    window = Roles(
        own=0,
        cues=(((2, 3), 0.9), ((12, 13), 0.9)),
        links=((SOURCE, (0, 2), (2, 3)), (CONTENT, (3, 9), (2, 3)), (CONTENT, (13, 20), (12, 13))),
    )
    one, two = join_windows([window])
    assert (one.source, one.content) == ([(0, 2)], [(3, 9)])
    assert (two.source, two.content) == ([], [(13, 20)])
