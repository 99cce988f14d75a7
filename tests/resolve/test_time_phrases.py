"""Each construction of time in fresh wordings, on a page of Friday 10 May 2024: what it says, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from tests.resolve.test_times import make_page

from rashomon.knowledge.times import find_times
from rashomon.resolve.times import times_of
from rashomon.resolve.times_when import when_of

FRIDAY = date(2024, 5, 10)


def first_when(text, published=FRIDAY, number=0):
    settled, context = times_of(*make_page(text, published))[number]
    return when_of(settled, context)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "granularity"),
    [
        # absolute and partial
        ("The army shelled Kutkai on 7 May 2024.", "2024-05-07", "2024-05-07", "day"),
        ("Rebels took the base on April 22.", "2024-04-22", "2024-04-22", "day"),
        ("The strike came on the 3rd of May.", "2024-05-03", "2024-05-03", "day"),
        ("A raid on 2024-03-18 killed four in Jenin.", "2024-03-18", "2024-03-18", "day"),
        ("Fighting that began in April 2023 goes on.", "2023-04-01", "2023-04-30", "month"),
        ("In the spring of 2022 the troops left.", "2022-03-01", "2022-05-31", "season"),
        ("In the first half of April 14 people died.", "2024-04-01", "2024-04-15", "span"),
        ("The first three months of the year were the worst.", "2024-01-01", "2024-03-31", "season"),
        ("In the first six months of 2023 it doubled.", "2023-01-01", "2023-06-30", "span"),
        # counted from the page
        ("Gunmen attacked Djibo last week.", "2024-04-29", "2024-05-05", "week"),
        ("During the past week 22 civilians were killed.", "2024-05-02", "2024-05-10", "week"),
        ("Over the past three days the RSF shelled it.", "2024-05-06", "2024-05-10", "span"),
        ("Two weeks ago the town fell.", "2024-04-22", "2024-04-28", "week"),
        ("It happened the day before yesterday.", "2024-05-08", "2024-05-08", "day"),
        ("The village fell earlier in the day.", "2024-05-10", "2024-05-10", "day"),
        ("Earlier this week the junta bombed a school.", "2024-05-06", "2024-05-10", "week"),
        ("In the last 24 hours 54 people were killed.", "2024-05-09", "2024-05-10", "day"),
        ("Last weekend a mine killed two.", "2024-05-04", "2024-05-05", "week"),
        # parts of a period
        ("Early this month two soldiers died in Cauca.", "2024-05-01", "2024-05-10", "month"),
        ("In mid-March the ELN kidnapped five.", "2024-03-11", "2024-03-20", "month"),
        ("Late last month a drone hit Beledweyne.", "2024-04-21", "2024-04-30", "month"),
        # spans
        ("Clashes have raged since Monday in Goma.", "2024-05-06", "2024-05-10", "span"),
        ("Between April 3 and 7, nine were shot.", "2024-04-03", "2024-04-07", "span"),
        ("They were held from June 2022 to March 2023.", "2022-06-01", "2023-03-31", "span"),
        ("In the week ending May 5 it recorded 44 raids.", "2024-04-29", "2024-05-05", "week"),
        # which Tuesday
        ("Police said the mayor was shot on Tuesday.", "2024-05-07", "2024-05-07", "day"),
        ("Talks will resume on Tuesday in Jeddah.", "2024-05-14", "2024-05-14", "day"),
        ("Militants stormed the post late on Tuesday.", "2024-05-07", "2024-05-07", "day"),
        ("The truce was to begin on Monday.", "2024-05-13", "2024-05-13", "day"),
        # feasts and anniversaries
        ("The raid came during Ramadan.", "2024-03-11", "2024-04-09", "month"),
        ("On Eid al-Fitr three were killed.", "2024-04-10", "2024-04-12", "week"),
        ("On Christmas Eve bandits killed 140.", "2023-12-24", "2023-12-24", "day"),
        ("On New Year's Day a bomb killed three.", "2024-01-01", "2024-01-01", "day"),
        ("It was the third anniversary of the coup of 1 February 2021.", "2024-02-01", "2024-02-01", "day"),
        ("It was the first anniversary of the war that broke out on April 15, 2023.", "2024-04-15", "2024-04-15", "day"),
        # parts of the day
        ("Shelling went on overnight in Kharkiv.", "2024-05-09", "2024-05-10", "day"),
        ("Rockets hit the town on the evening of 9 April.", "2024-04-09", "2024-04-09", "day"),
        ("On the night of May 4-5, drones hit Kharkiv.", "2024-05-04", "2024-05-05", "span"),
        ("It ended at 3 p.m. (1200 GMT) on Sunday.", "2024-05-05", "2024-05-05", "moment"),
        ("A missile struck at 0430 GMT on Wednesday.", "2024-05-08", "2024-05-08", "moment"),
        # ends that lie ahead
        ("By the end of the month the army wants the road.", "2024-05-10", "2024-05-31", "month"),
        ("The deadline expires at midnight on 15 May.", "2024-05-15", "2024-05-15", "day"),
    ],
)  # fmt: skip
def test_what_an_expression_says(text, earliest, latest, granularity):
    when = first_when(text)
    assert (str(when.earliest), str(when.latest), when.granularity.value) == (earliest, latest, granularity)
    assert parse_edtf(when.edtf)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("The vote will be held in the coming days.", "2024-05-11", "None"),
        ("By Wednesday the toll had risen to 20.", "None", "2024-05-08"),
        ("For five days shells fell on Bakhmut.", "None", "None"),
        ("Every night drones attack Odesa.", "None", "None"),
        ("In recent weeks the fighting came nearer.", "None", "2024-05-10"),
        ("The following day the army withdrew.", "None", "2024-05-10"),  # after which day is not told
        ("The next day two more died.", "None", "2024-05-10"),
    ],
)
def test_what_stays_open_on_a_side(text, earliest, latest):
    when = first_when(text)
    assert (str(when.earliest), str(when.latest), when.granularity.value) == (earliest, latest, "open")


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("The army shelled Mandalay on 3 May. The following day it withdrew.", "2024-05-04"),
        ("The village was raided on 28 April, and two days later its chief was shot.", "2024-04-30"),
        ("They took the town in the early hours of 2 May and left it before noon.", "2024-05-02"),
    ],
)
def test_a_tale_counts_from_the_day_it_told_last(text, earliest):
    when = first_when(text, number=1)
    assert (str(when.earliest), str(when.latest)) == (earliest, earliest)


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("The ceasefire held throughout April.", "every"),
        ("From 3 to 7 April the army bombed Loikaw.", "every"),
        ("Between 3 and 7 April the army bombed Loikaw.", "any"),
        ("Raids went on in April.", "any"),
        ("A raid on 3 May killed two.", None),
    ],
)
def test_every_day_or_some_day(text, sense):
    said = first_when(text).every_or_any_day
    assert (said.value if said else None) == sense


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The convoy was hit on Thursday morning.", "morning"),
        ("Two air raids came on Tuesday night.", "night"),
        ("In the small hours of Monday police raided the camp.", "night"),
        ("A bomb went off at around noon yesterday.", "midday"),
        ("Last night's shelling killed a nurse.", "night"),
        ("It was hit at 18:45 UTC on 3 May.", "evening"),
    ],
)
def test_parts_of_the_day(text, part):
    assert first_when(text).part_of_day.value == part


def test_a_zone_is_kept_with_the_hour():
    assert any("04:30 GMT" in reason for reason in first_when("It struck at 0430 GMT on Wednesday.").reasons)
    assert any("15:00" in reason for reason in first_when("It ended at 3 p.m. (1200 GMT) on Sunday.").reasons)


@pytest.mark.parametrize(
    "text",
    [
        "The 22 civilians fled May Village at once.",
        "The 2nd Division moved to Sun City with 31 vehicles.",
        "April Chukwu and June Kelly were among the 31 wounded.",
        "They may march on the town, and the sun may set on it.",
        "Witnesses fled to March Air Base with August Landmesser.",
        "The 12th Brigade lost 20 tanks and 1990 shells near Sunday Market.",
        "Prayers were held on Sunday Island and in Friday Mosque.",
        "The M23 movement and the 9th Infantry Regiment fought for Hill 2000.",
    ],
)
def test_what_is_no_date(text):
    assert [each.text for each in find_times(text) if each.is_dating] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The killings of 03/04/2024 and 13/02/2024 were not investigated.", "2024-04-03"),
        ("The killings of 03/04/2024 and 02/13/2024 were not investigated.", "2024-03-04"),
    ],
)
def test_the_page_s_other_figures_settle_the_order(text, day):
    when = first_when(text)
    assert (str(when.earliest), str(when.latest)) == (day, day)


@pytest.mark.parametrize("figures", ["13/02/2024 17:42:00", "Tuesday, 13/02/2024 at 17:42", "13.02.2024, 17:42 GMT"])
def test_an_hour_beside_figures_does_not_hide_their_order(figures):
    when = first_when(f"It was logged at {figures}. The killing of 03/04/2024 was not.", number=-1)
    assert (str(when.earliest), str(when.latest)) == ("2024-04-03", "2024-04-03")


def test_figures_that_nothing_settles_stay_open_with_both_readings():
    when = first_when("The killings of 03/04/2023 were not investigated.")
    assert when.edtf == "[2023-03-04,2023-04-03]"
    assert when.earliest != when.latest
