"""The day on which a voice speaks is not the day of the deed that it tells of."""

from __future__ import annotations

import pytest
from tests.claims.test_extract import found

from rashomon.domain import Claim, Measure


def toll(text: str) -> Claim:
    return next(c for c in found(text) if any(f.measure is Measure.KILLED for f in c.figures))


@pytest.mark.parametrize(
    "text",
    [
        "Nine guards were killed at the depot, a colonel said on Friday.",
        "A colonel said on Friday that nine guards were killed at the depot.",
        "The colonel said on Friday evening nine guards had been killed.",
        "In a statement on Friday, the army said nine guards were killed.",
    ],
)
def test_a_time_of_the_telling_dates_no_deed(text: str) -> None:
    assert toll(text).when is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nine guards were killed on Tuesday, a colonel said on Friday.", "Tuesday"),
        ("A colonel said on Friday that nine guards were killed at dawn on Tuesday.", "Tuesday"),
        ("Nine guards were killed at the depot on Friday.", "Friday"),
        ("On Tuesday, nine guards were killed at the depot, according to a colonel.", "Tuesday"),
    ],
)
def test_a_time_in_the_told_words_dates_the_deed(text: str, words: str) -> None:
    when = toll(text).when
    assert when is not None
    assert words in when.text


def test_a_dateline_and_a_distance_in_hours_date_no_deed() -> None:
    assert toll("MARIB, Yemen, May 4 (The Outlet) - A mine killed nine guards at the depot.").when is None
    assert toll("Two hours later a mine killed nine guards at the depot.").when is None


def test_a_toll_takes_its_place_from_the_sentence_before() -> None:
    claim = toll("Workers in Homs were still sweeping the glass. Nine guards were killed at the depot.")
    assert [place.name for place in claim.places] == ["Homs"]
    assert any(gap.startswith("place: named before in") for gap in claim.gaps)
