"""What does not add up is shown, and what only looks odd is not."""

from dataclasses import replace
from datetime import date

import pytest

from rashomon.domain import FlowOrStock, Measure, PlaceRelation, Status
from rashomon.reconcile import reconcile
from rashomon.reconcile.consistency import check, check_totals
from tests.reconcile.told import place, says, telling, third_party

MONDAY = date(2024, 5, 6)


def kinds(page, claims, checked=check):
    return [finding.kind for finding in checked(claims, {page.id: page})]


def with_parts(whole, *parts):
    page = telling("Post", f"{whole} people were killed in Arven on Monday, counted by name.")
    claim = says(page, f"{whole} people were killed in Arven on Monday", trigger="killed", killed=whole, group="people")
    figure = claim.figures[0]
    more = [replace(figure, low=low, high=low, group=group, subset_of=figure.id) for low, group in parts]
    return page, [claim.with_changes(figures=(figure, *more))]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(3, "children"), (4, "women")], []),
        ([(12, "children")], ["part above total"]),
        ([(6, "children"), (7, "women")], ["parts above total"]),
        ([(4, "men"), (5, "women"), (1, "child")], []),
    ],
)
def test_parts_against_their_total(parts, expected):
    assert kinds(*with_parts(10, *parts)) == expected


def posts(new, total):
    page = telling("Post", f"Troops set up {new} new posts in Arven.", f"They now have up to {total} posts in all.")
    claims = [
        says(page, f"Troops set up {new} new posts in Arven", trigger="set", killed=new, measure=Measure.SITES),
        says(
            page, f"They now have up to {total} posts in all", killed=(None, total), measure=Measure.SITES, stock=True
        ),
    ]
    return page, claims


def test_new_posts_and_posts_in_all_hold_together_or_not():
    assert kinds(*posts(4, 60), check_totals) == []
    assert kinds(*posts(70, 60), check_totals) == ["new above running total"]


def running(first, last, *, since=date(2024, 3, 1)):
    page = telling("Post", f"From March to May {first} were killed.", f"From March to June {last} were killed.")
    claims = [
        says(
            page, f"From March to May {first} were killed", killed=first, stock=True, day=date(2024, 3, 1), until=MONDAY
        ),
        says(
            page, f"From March to June {last} were killed", killed=last, stock=True, day=since, until=date(2024, 6, 1)
        ),
    ]
    return page, claims


def test_a_running_total_does_not_shrink_over_one_period():
    assert kinds(*running(400, 300), check_totals) == ["shrinking total"]
    assert kinds(*running(300, 400), check_totals) == []
    assert kinds(*running(400, 300, since=date(2024, 5, 20)), check_totals) == [], "another period starts anew"


def test_totals_of_two_voices_are_not_held_against_each_other():
    page, (one, other) = running(400, 300)
    said = says(page, "From March to June 300 were killed", voice="May", killed=300, stock=True, day=date(2024, 3, 1))
    assert kinds(page, [one, said.with_changes(when=other.when)], check_totals) == []


def test_a_deed_after_its_page_is_shown_unless_it_is_foreseen():
    page = telling("Post", "Troops shelled Arven on Friday.", published=MONDAY)
    late = says(page, "Troops shelled Arven on Friday", trigger="shelled", where="Arven", day=date(2024, 5, 10))
    assert kinds(page, [late]) == ["date after publication"]
    assert kinds(page, [late.with_changes(status=Status.PLANNED)]) == []
    next_day = says(page, "Troops shelled Arven on Friday", trigger="shelled", day=date(2024, 5, 7))
    assert kinds(page, [next_day]) == [], "it is tomorrow already in another time zone"


def test_a_way_that_no_one_could_walk_in_a_day():
    page = telling("Post", "Families walked from Arven to Corrin on Monday.")
    claim = says(
        page, "Families walked from Arven to Corrin on Monday", killed=300, measure=Measure.DISPLACED, day=MONDAY
    )
    places = (replace(place(page, "Arven"), role="origin"), replace(place(page, "Corrin"), role="target"))
    assert kinds(page, [claim.with_changes(places=places)]) == ["distance too great"]
    near = (places[0], replace(places[1], lat=35.2, lon=38.1))
    assert kinds(page, [claim.with_changes(places=near)]) == []


def test_a_stated_distance_that_the_map_does_not_bear_out():
    page = telling("Post", "Troops shelled Belmor, 20 km from Arven.")
    claim = says(page, "Troops shelled Belmor, 20 km from Arven", trigger="shelled")
    stated = replace(place(page, "Arven"), relation=PlaceRelation.NEAR, distance_km=20.0)
    far = replace(place(page, "Belmor"), lat=38.0, lon=42.0)
    assert kinds(page, [claim.with_changes(places=(place(page, "Belmor"), stated))]) == []
    assert kinds(page, [claim.with_changes(places=(far, stated))]) == ["distance misstated"]


def test_findings_stand_with_the_event_and_change_no_value():
    page, claims = with_parts(10, (12, "children"))
    (event,) = reconcile(claims, [page], find_interest=third_party)
    assert [finding.kind for finding in event.findings] == ["part above total"]
    assert {each.figure.low for account in event.accounts for each in account.figures} == {10, 12}


def test_a_finding_of_two_records_stands_with_both():
    page, (new, total) = posts(70, 60)
    claims = [new, total.with_changes(deed=new.deed)]
    events = reconcile(claims, [page], find_interest=third_party)
    assert {event.aggregate for event in events} == {True, False}
    assert all("new above running total" in [f.kind for f in event.findings] for event in events)
    assert claims[1].figures[0].flow_or_stock is FlowOrStock.STOCK
