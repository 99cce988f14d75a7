"""The number grammar: values, bounds, modifiers, and what is no count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain.claim import Modifier
from rashomon.knowledge.numerals import find_numerals, load_numerals
from rashomon.reading.tokens import tokenize

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def numerals(text):
    spans = tokenize(text)
    words = [text[a:b].lower() for a, b in spans]
    glued = [i > 0 and spans[i - 1][1] == spans[i][0] for i in range(len(spans))]
    return find_numerals(words, glued)


def counts(text):
    return [(n.low, n.high, n.modifier.value) for n in numerals(text) if n.refused is None]


def spell(number):
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + ("-" + UNITS[number % 10] if number % 10 else "")
    if number < 1000:
        rest = number % 100
        return UNITS[number // 100] + " hundred" + (" and " + spell(rest) if rest else "")
    for scale, name in ((1_000_000, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            return spell(number // scale) + f" {name}" + (" " + spell(rest) if rest else "")
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 20 soldiers", (21, None, "more than")),
        ("more than 20 soldiers", (21, None, "more than")),
        ("at least eight men", (8, None, "at least")),
        ("no fewer than 30 men", (30, None, "at least")),
        ("up to 30 men", (None, 30, "up to")),
        ("no more than three men", (None, 3, "up to")),
        ("as many as 60 men", (None, 60, "up to")),
        ("fewer than 10 men", (None, 9, "fewer than")),
        ("about 40 men", (40, 40, "about")),
        ("some 40 men", (40, 40, "about")),
        ("nearly 40 men", (40, 40, "about")),
        ("an estimated 40 men", (40, 40, "about")),
        ("40-odd men", (40, 40, "about")),
        ("40 or so men", (40, 40, "about")),
        ("13 or more men", (13, None, "at least")),
        ("100+ men", (100, None, "at least")),
        ("between 8 and 12 men", (8, 12, "between")),
        ("8 to 12 men", (8, 12, "between")),
        ("8-12 men", (8, 12, "between")),
        ("8–12 men", (8, 12, "between")),
        ("from 8 to 12 men", (8, 12, "between")),
        ("two or three men", (2, 3, "between")),
        ("an estimated 200 to 300 men", (200, 300, "between")),
        ("dozens of men", (None, None, "vague")),
        ("several men", (None, None, "vague")),
        ("tens of thousands of men", (None, None, "vague")),
        ("an unknown number of men", (None, None, "unknown")),
        ("half a dozen men", (6, 6, "about")),
        ("a dozen men", (12, 12, "about")),
        ("more than two dozen men", (25, None, "more than")),
        ("a couple of men", (2, 2, "about")),
        ("1,243 men", (1243, 1243, "exact")),
        ("120 000 men", (120000, 120000, "exact")),
        ("2.3 million people", (2_300_000, 2_300_000, "exact")),
        ("two and a half thousand men", (2500, 2500, "exact")),
        ("a hundred and five men", (105, 105, "exact")),
        ("another 12 men", (12, 12, "exact")),
        ("a total of 36 men", (36, 36, "exact")),
        ("at least another 12 men", (12, None, "at least")),
        ("12 may have been killed", (12, 12, "exact")),
        ("In March 12 men fled", (12, 12, "exact")),
        ("2000 people", (2000, 2000, "exact")),
    ],
)
def test_bounds(text, expected):
    assert counts(text) == [expected]
    assert counts(text.upper()) == [expected]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the 19-year-old", "age"),
        ("Ali, 34, was", "age"),
        ("aged 52", "age"),
        ("a 12-member team", "compound"),
        ("the Su-24", "designation"),
        ("T-72 tanks", "designation"),
        ("Resolution 2254", "designation"),
        ("in room 7.", "designation"),
        ("on April 9", "date"),
        ("9 April", "date"),
        ("since 2009", "year"),
        ("at 0600", "clock"),
        ("10 pm", "clock"),
        ("20 kilometres", "distance"),
        ("20km", "distance"),
        ("$12 million", "money"),
        ("62 dollars", "money"),
        ("40 percent", "percentage"),
        ("three days", "duration"),
        ("three consecutive nights", "duration"),
        ("three times", "multiple"),
        ("two-thirds", "fraction"),
        ("7.62", "decimal"),
        ("several hours", "duration"),
        ("1. The", "list mark"),
    ],
)
def test_no_counts_say_why(text, reason):
    found = numerals(text)
    assert found
    assert all(n.refused for n in found), found
    if reason != "fraction":
        assert found[0].refused == reason


@pytest.mark.parametrize(
    "text", ["the 2nd Division", "the M4 highway", "a 4x4", "the third battalion", "no one", "24/7"]
)
def test_no_numbers_at_all(text):
    assert counts(text) == []


def test_a_score_is_no_count():
    assert counts("won 3-1 on Saturday") == []


@given(st.integers(min_value=2, max_value=9_999_999))
def test_spelled_numbers_read_back(number):
    assert counts(f"{spell(number)} men") == [(number, number, "exact")]


@given(st.integers(min_value=1, max_value=10**9).filter(lambda n: not 1900 <= n <= 2100))
def test_digits_read_back_with_and_without_separators(number):
    assert counts(f"{number} men") == counts(f"{number:,} men") == [(number, number, "exact")]


WORDS = sorted(
    set(load_numerals().cardinals)
    | {
        "at",
        "least",
        "over",
        "and",
        "to",
        "of",
        "a",
        "dozen",
        "-",
        "12",
        "1,200",
        "dozens",
        "men",
        "up",
        "hundred",
        "or",
        "so",
        "2.5",
        "million",
        "april",
    }
)


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_numerals_are_ordered_disjoint_and_bounded(words):
    found = find_numerals(words)
    end = 0
    for numeral in found:
        assert end <= numeral.first <= numeral.core < numeral.end <= len(words)
        end = numeral.end
        if numeral.low is not None and numeral.high is not None:
            assert 0 <= numeral.low <= numeral.high
        if numeral.modifier in (Modifier.VAGUE, Modifier.UNKNOWN):
            assert numeral.low is None
            assert numeral.high is None
            assert numeral.word


def test_a_figure_with_commas_may_count_dozens() -> None:
    assert [(each.low, each.high) for each in find_numerals(["1,200", "dozen", "shells"])] == [(14_400, 14_400)]
