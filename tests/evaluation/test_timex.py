"""The scorer of times, on a small document worked by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from evaluation.figures import Options
from evaluation.timex import (
    Timex,
    TimexDocument,
    TimexScore,
    find_timexes,
    gold_files,
    is_tuning,
    pair,
    read_timeml,
    run,
)
from evaluation.timex_values import value_of

from rashomon.knowledge.times import find_times
from rashomon.resolve.times_anchoring import settle
from rashomon.resolve.times_context import Context

TML = """<?xml version="1.0" ?>
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="1998-11-20">1998-11-20</TIMEX3></DCT>
<TEXT>It <EVENT eid="e1" class="OCCURRENCE">fell</EVENT> <TIMEX3 tid="t1" type="DATE" value="1998-11-17">on Tuesday</TIMEX3>
and for <TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3> it lay there; no one came at
<TIMEX3 tid="t3" type="DATE" value="1998">harvest</TIMEX3>.</TEXT></TimeML>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("data", "output"):
        (tmp_path / "timex" / folder).mkdir(parents=True)
        (tmp_path / "timex" / folder / "a.tml").write_text(TML)
    return tmp_path


def test_a_systems_output_is_never_gold(root: Path) -> None:
    assert [path.parent.name for path in gold_files(root)] == ["data"]


def test_gold_spans_stand_where_their_words_are(root: Path) -> None:
    document = read_timeml(gold_files(root)[0])
    assert document.created == date(1998, 11, 20)
    assert [document.text[each.start : each.end] for each in document.gold] == ["on Tuesday", "three days", "harvest"]


def test_figures_worked_by_hand(root: Path) -> None:
    # Ours: "Tuesday" (1998-11-17) and "three days" (P3D). Both meet gold, one exactly; harvest is missed.
    # Relaxed and value: precision 2/2, recall 2/3, F .8; exact spans: precision 1/2, recall 1/3, F .4.
    figures = {figure.metric: figure for figure in run(root, Options())}
    assert figures["span_f1"].value == pytest.approx(0.8)
    assert figures["value_f1"].value == pytest.approx(0.8)
    assert figures["strict_f1"].value == pytest.approx(0.4)
    assert figures["span_f1"].n == 3


def test_each_span_is_used_once() -> None:
    gold = (Timex(0, 10, "a"), Timex(12, 20, "b"))
    assert pair(gold, [Timex(0, 20, "a")]) == [(gold[0], Timex(0, 20, "a"))]


def test_a_wrong_value_counts_for_span_alone() -> None:
    score = TimexScore()
    score.add(TimexDocument("x", "on Tuesday", None, (Timex(3, 10, "1998-11-17"),)), [Timex(3, 10, "1998-11-24")])
    assert (score.relaxed.f, score.strict.f, score.valued.f) == (1.0, 1.0, 0.0)
    assert score.missed[0]["what"] == "value"


def test_the_halves_are_disjoint() -> None:
    names = [f"wsj_{number:04}.tml" for number in range(200)]
    assert 70 < sum(map(is_tuning, names)) < 130


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("last week", "1998-W46"),
        ("the weekend", "1998-W46-WE"),
        ("the third quarter of 1990", "1990-Q3"),
        ("last summer", "1998-SU"),
        ("the 1960s", "196"),
        ("every week", "P1W"),
        ("the past five days", "P5D"),
        ("recently", "PAST_REF"),
        ("this morning", "1998-11-20TMO"),
        ("two decades", "P20Y"),
        ("every Monday", "XXXX-WXX-1"),
    ],
)
def test_values(words: str, value: str) -> None:
    assert value_of(settle(find_times(words)[0], Context(day=date(1998, 11, 20)))) == value


def test_two_ends_are_two_expressions() -> None:
    found = find_timexes("It went on from March to May 1997.", date(1998, 11, 20))
    assert [each.value for each in found] == ["1997-03", "1997-05"]
