"""What an event is called that no deed names."""

import pytest

from rashomon.domain import Measure
from rashomon.reconcile.titles import title_of
from tests.reconcile.told import says, telling


@pytest.mark.parametrize(
    ("measure", "title"),
    [
        (Measure.KILLED, "Casualties at a place not given"),
        (Measure.KILLED_OR_WOUNDED, "Casualties at a place not given"),
        (Measure.DISPLACED, "People displaced at a place not given"),
        (Measure.MISSING, "People missing or captured at a place not given"),
        (Measure.PEOPLE_PRESENT, "Event at a place not given"),
    ],
)
def test_only_harm_makes_casualties(measure, title):
    page = telling("Post", "Some 30 people were there, the governor said.")
    claim = says(page, "Some 30 people were there", voice="the governor", killed=30, measure=measure)
    assert title_of([claim], None, None, total=False) == title
