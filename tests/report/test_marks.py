"""Figures as marks: bounds lie where they were said, and words stay off the axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import Evidence, Figure, Measure, Modifier, Span, Stance, Status
from rashomon.report.marks import MarkKind, axis_for, kind_of, mark_of
from rashomon.report.words import amount, bounds, figure_note

WORDS = Evidence(document_id="doc", span=Span(0, 4), text="some")


def figure(low: int | None, high: int | None, **more: Any) -> Figure:
    return Figure(measure=more.pop("measure", Measure.KILLED), evidence=WORDS, low=low, high=high, **more)


bound = st.none() | st.integers(0, 10**9)


@st.composite
def figures(draw: Callable[..., Any]) -> Figure:
    low, high = draw(bound), draw(bound)
    if low is not None and high is not None and low > high:
        low, high = high, low
    word = draw(st.sampled_from([None, "dozens", "scores"])) if low is None and high is None else None
    return figure(low, high, modifier=draw(st.sampled_from(Modifier)), word=word)


@given(st.lists(figures(), min_size=1, max_size=8))
def test_every_bound_lies_on_the_axis_in_order(several: list[Figure]) -> None:
    axis = axis_for(several)
    named = any(each.low is not None or each.high is not None for each in several)
    assert axis.ticks[:1] == ((0,) if named else ())
    assert len(axis.ticks) <= 12
    assert list(axis.ticks) == sorted(set(axis.ticks))
    for each in several:
        mark = mark_of(each, axis, Status.STATED, Stance.ASSERTS)
        if mark.start is None or mark.end is None:
            assert each.low is None
            assert each.high is None
            continue
        assert 0 <= mark.start <= mark.end <= 1
        if each.low is not None:
            assert mark.start == pytest.approx(each.low / axis.top)
        if each.high is not None:
            assert mark.end == pytest.approx(each.high / axis.top)


@given(figures())
def test_words_and_unknowns_have_no_place_and_no_digit(each: Figure) -> None:
    mark = mark_of(each, axis_for([each]), Status.STATED, Stance.ASSERTS)
    if each.low is None and each.high is None:
        assert not mark.placed
        assert not any(letter.isdigit() for letter in mark.label + bounds(each))


@given(st.lists(figures(), min_size=1, max_size=5), figures())
def test_a_word_moves_no_axis(several: list[Figure], other: Figure) -> None:
    if other.low is None and other.high is None:
        assert axis_for([*several, other]) == axis_for(several)


@pytest.mark.parametrize(
    ("each", "kind", "label", "short"),
    [
        (figure(18, 18), MarkKind.POINT, "18", "18"),
        (figure(0, 0), MarkKind.ZERO, "0", "0"),
        (figure(21, None, modifier=Modifier.MORE_THAN), MarkKind.AT_LEAST, "over 20", "≥ 21"),
        (figure(8, None, modifier=Modifier.AT_LEAST), MarkKind.AT_LEAST, "at least 8", "≥ 8"),
        (figure(None, 30, modifier=Modifier.UP_TO), MarkKind.UP_TO, "up to 30", "≤ 30"),
        (figure(None, 9, modifier=Modifier.FEWER_THAN), MarkKind.UP_TO, "fewer than 10", "≤ 9"),
        (figure(40, 40, modifier=Modifier.ABOUT), MarkKind.ABOUT, "about 40", "≈ 40"),
        (figure(30, 40, modifier=Modifier.BETWEEN), MarkKind.RANGE, "30 to 40", "30–40"),
        (figure(None, None, modifier=Modifier.VAGUE, word="dozens"), MarkKind.VAGUE, "“dozens”", "“dozens”"),
        (figure(None, None, modifier=Modifier.UNKNOWN), MarkKind.UNKNOWN, "not known", "?"),
        (figure(2316, 2316), MarkKind.POINT, "2,316", "2,316"),
    ],
)
def test_figures_are_put_as_they_were_said(each: Figure, kind: MarkKind, label: str, short: str) -> None:
    assert kind_of(each) is kind
    assert amount(each) == label
    assert bounds(each) == short


def test_doubt_denial_and_retraction_show() -> None:
    each, axis = figure(9, 9), axis_for([figure(9, 9)])
    assert mark_of(each, axis, Status.UNCONFIRMED, Stance.ASSERTS).hollow
    assert not mark_of(each, axis, Status.ATTRIBUTED, Stance.ASSERTS).hollow
    withdrawn = mark_of(each, axis, Status.STATED, Stance.RETRACTS)
    assert (withdrawn.label, withdrawn.struck) == ("9, withdrawn", True)
    denied = mark_of(each, axis, Status.STATED, Stance.DENIES)
    assert (denied.label, denied.struck) == ("not 9", True)


def test_ambiguous_measures_are_hatched_and_explained() -> None:
    each = figure(None, 30, measure=Measure.NEUTRALISED)
    assert mark_of(each, axis_for([each]), Status.STATED, Stance.ASSERTS).hatched
    assert "does not say which" in figure_note(each)
    assert figure_note(figure(None, None)) == "said to be unknown, which is not zero"
