"""Times and places in words: what is open is said to be open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rashomon.domain import BlockKind, Granularity, PartOfDay, PlaceRelation, PlaceState, When
from rashomon.report.words import place_area, place_grain, place_words, when_grain, when_words


@pytest.mark.parametrize(
    ("when", "words", "grain"),
    [
        (None, "time not known", "open"),
        (When(text="recently"), "“recently”, not placed in time", "open"),
        (
            When(text="x", earliest=date(2024, 5, 11), latest=date(2024, 5, 11), part_of_day=PartOfDay.EVENING),
            "11 May 2024, evening",
            "day known",
        ),
        (
            When(text="May", earliest=date(2024, 5, 1), latest=date(2024, 5, 31), granularity=Granularity.MONTH),
            "May 2024",
            "month",
        ),
        (
            When(text="x", earliest=date(2023, 12, 30), latest=date(2024, 1, 5), granularity=Granularity.WEEK),
            "30 December 2023 – 5 January 2024",
            "week",
        ),
        (
            When(text="2024", earliest=date(2024, 1, 1), latest=date(2024, 12, 31), granularity=Granularity.YEAR),
            "2024",
            "year",
        ),
        (When(text="x", latest=date(2024, 5, 1)), "until 1 May 2024", "open-ended"),
        (When(text="x", earliest=date(2024, 5, 1)), "since 1 May 2024", "open-ended"),
        (When(text="April 9", edtf="XXXX-04-09", year_open=True), "9 April, year not known", "year open"),
        (
            When(text="April 9", year_open=True, earliest=date(2018, 4, 9), latest=date(2020, 4, 9)),
            "“April 9”, year not known (2018–2020)",
            "year open",
        ),
    ],
)
def test_times(when: When | None, words: str, grain: str) -> None:
    assert when_words(when) == words
    assert when_grain(when) == grain


def test_places(make: dict[str, Callable[..., Any]]) -> None:
    page = make["document"]("a", [(BlockKind.TITLE, "T"), (BlockKind.BODY, "15 km east of Ansongo")])
    near = make["place"](page, "east of Ansongo", "Ansongo")
    assert place_words(near) == "near Ansongo"
    assert place_area(near) == "Gao, Mali"
    assert place_grain(near) == "within 5 km"
    east = make["place"](
        page, "15 km east of Ansongo", "Ansongo", relation=PlaceRelation.DIRECTION, direction=90.0, distance_km=15.0
    )
    assert place_words(east) == "15 km east of Ansongo"
    between = make["place"](page, "east of Ansongo", "Ansongo", relation=PlaceRelation.BETWEEN, other_name="Menaka")
    assert place_words(between) == "between Ansongo and Menaka"
    road = replace(between, relation=PlaceRelation.ALONG, lat=None, lon=None, geometry=None)
    assert (place_words(road), place_grain(road)) == ("along the road Ansongo–Menaka", "no coordinates")
    lost = make["place"](
        page,
        "east of Ansongo",
        "Ansongo",
        state=PlaceState.UNRESOLVED,
        lat=None,
        lon=None,
        geometry=None,
        reasons=("x",),
    )
    assert place_grain(lost) == "not found in the gazetteer"
    assert place_area(replace(near, country="ML")) == "Gao, Mali"
    assert place_area(replace(near, country="XX")) == "Gao, XX"
    assert place_words(None) == "place not known"
    assert place_grain(None) == "open"
