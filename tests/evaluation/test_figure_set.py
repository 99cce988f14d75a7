"""The set of figure sentences and its scorer."""

import json
from pathlib import Path

import pytest
from evaluation.figure_set import is_exact, read_items, run
from evaluation.figures import Options


def test_the_set_is_large_and_has_both_parts():
    items = read_items()
    report = [item for item in items if item.part == "report"]
    assert len(items) >= 300
    assert 0.35 <= len(report) / len(items) <= 0.45
    assert len({item.text for item in items}) == len(items)
    assert sum(not item.expected for item in items) >= 40


def test_exact_counts_every_figure_and_ignores_case_and_order():
    expected = (("killed", "soldiers", 12, 12), ("wounded", None, 30, 30))
    assert is_exact([("wounded", None, 30, 30), ("killed", "SOLDIERS", 12, 12)], expected)
    assert not is_exact([("killed", "soldiers", 12, 12)], expected)
    assert not is_exact([*expected, ("killed", "soldiers", 12, 12)], expected)
    assert not is_exact([("killed", "soldiers", 12, None), ("wounded", None, 30, 30)], expected)


def test_a_group_that_is_not_in_its_sentence_is_refused(tmp_path):
    row = {"construction": "plain", "part": "dev", "text": "Two men died.", "figures": [["killed", "women", 2, 2]]}
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(ValueError, match="women"):
        read_items(path)


def test_the_suite_reports_the_whole_and_each_construction():
    figures = {figure.metric: figure for figure in run(Path(), Options(split="lexical"))}
    assert figures["exact"].n == sum(item.part == "report" for item in read_items())
    assert figures["exact"].value >= 0.9
    assert {item.construction for item in read_items()} <= set(figures)
