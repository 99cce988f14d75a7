"""Times that count from a deed take that deed's day, where the page tells it and is of one mind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.claims.made import document_of

from rashomon.claims import extract
from rashomon.domain import When
from rashomon.reading.lexical import LexicalReader
from rashomon.resolve.times import ground_times
from rashomon.settings import Settings

PAGE_DAY = date(2024, 6, 12)


def last_time(text: str) -> When:
    settings = Settings(reader="lexical")
    published = When(text="2024-06-12", earliest=PAGE_DAY, latest=PAGE_DAY, edtf="2024-06-12")
    document = replace(document_of(text), published=published)
    reading = LexicalReader(settings).read(document)
    when = ground_times(document, reading, extract(document, reading, settings))[-1].when
    assert when is not None
    return when


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Rebels attacked the town on June 3. Two days after the attack, shells killed nine men.", (6, 5), (6, 5)),
        ("Nine men were killed two days after the June 3 attack.", (6, 5), (6, 5)),
        ("Rebels attacked a post on May 2. Nine soldiers were killed the day after the attack.", (5, 3), (5, 3)),
        ("Rebels attacked a post on May 2. Nine soldiers were killed the day before the attack.", (5, 1), (5, 1)),
        ("Rebels attacked a post on May 2. Nine soldiers were killed hours after the attack.", (5, 2), (5, 3)),
        ("Rebels shelled a post on May 2. Nine soldiers were killed a week after the shelling.", (5, 6), (5, 12)),
    ],
)
def test_a_time_counts_from_the_day_of_the_deed(text: str, earliest: tuple[int, int], latest: tuple[int, int]) -> None:
    when = last_time(text)
    assert (when.earliest, when.latest) == (date(2024, *earliest), date(2024, *latest))
    assert when.reasons[0].startswith("Counted from ")


@pytest.mark.parametrize(
    "text",
    [
        "Nine soldiers were killed three weeks before the election.",
        "Rebels attacked a post on May 2. Soldiers attacked two villages on May 9. Two days after the attack, nine died.",
        "Rebels bombed a bridge on May 2. Nine soldiers were killed days after the bombing.",
    ],
)
def test_without_one_day_it_stays_open(text: str) -> None:
    when = last_time(text)
    assert when.earliest is None
    assert when.reasons == ("It counts from another deed, not from a date.",)


def test_dawn_is_a_time_by_itself() -> None:
    when = last_time("Soldiers killed nine men at dawn.")
    assert when.part_of_day == "morning"
    assert when.earliest is None
