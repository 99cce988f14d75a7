"""Written dates: what is one, what only looks like one, and which order numbers have."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.intake.datelines import find_dateline
from rashomon.intake.datewords import find_written_dates


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on April 9 evening", (None, 4, 9)),
        ("on 9 April 2020,", (2020, 4, 9)),
        ("Published: Sept. 3, 2019 at 10", (2019, 9, 3)),
        ("8 JAN 90 (AGENCY)", (1990, 1, 8)),
        ("2021-05-12T08:30", (2021, 5, 12)),
        ("am 29.11.2022", (2022, 11, 29)),
        ("le 3 mai 2021", (2021, 5, 3)),
        ("12 de mayo de 2021", (2021, 5, 12)),
        ("MARCH 2023", (2023, 3, None)),
        ("05/23/2021", (2021, 5, 23)),
    ],
)
def test_dates(text: str, parts: tuple[int | None, int, int | None]) -> None:
    (found,) = find_written_dates(text)
    assert (found.year, found.month, found.day) == parts


@pytest.mark.parametrize(
    "text", ["22 civilians", "they may 5 times", "the 2nd Division", "in march 3", "31 April 2020", "1.2.3"]
)
def test_no_dates(text: str) -> None:
    assert list(find_written_dates(text)) == []


def test_an_order_that_cannot_be_told_keeps_both_readings() -> None:
    (found,) = find_written_dates("04/09/2020")
    assert found.full is None
    assert {date(2020, found.month, found.day or 0), found.other} == {date(2020, 4, 9), date(2020, 9, 4)}


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y"])
)
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    text = f"It was {day.strftime(form)} there"
    (found,) = find_written_dates(text)
    assert found.full == day
    assert text[found.start : found.end].strip(". ") in text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KHARTOUM, April 9 (Agency) - Troops moved", "KHARTOUM"),
        ("SAN SALVADOR, 8 JAN 90 (AGENCY) -- THE ARMY", "SAN SALVADOR"),
        ("GENEVA — Talks went on", "GENEVA"),
        ("Beirut (AP) - Two rockets fell", "Beirut"),
        ("MARVALE (VNA): The army said", "MARVALE"),
        ("MARVALE (Valley News Agency): The army said", "MARVALE"),
        ("MARVALE, Somalia (Reuters) -At least two", "MARVALE, Somalia"),
        ("Homs, SANA- The governor said", "Homs"),
    ],
)
def test_datelines(text: str, place: str) -> None:
    found = find_dateline(text)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "text",
    [
        "The army said - and nobody doubted it - that",
        "Two men - both armed - fled",
        "Syria: a war",
        "PRESIDENT (Smith): We must act",
        "Mayor (Ann Tern): We must act",
        "In Homs, ISIS - which denied it - said",
        "The ministry, NATO - Two of its members - said",
    ],
)
def test_no_datelines(text: str) -> None:
    assert find_dateline(text) is None
