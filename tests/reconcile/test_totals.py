"""Totals are records of their own, linked to the incidents inside their span and place."""

from dataclasses import replace
from datetime import date

import pytest

from rashomon.domain import Measure, Outcome, PageState
from rashomon.ledger import Ledger
from rashomon.pipeline import bring_up_to_date, events_inside, totals_over
from rashomon.reconcile.neighbours import neighbour
from tests.reconcile.told import place, says, telling

MAY = {"day": date(2024, 5, 1), "until": date(2024, 5, 31)}
CLASH = {"trigger": "clashed", "killed": 3, "group": "rebels"}


def area(page, name, **values):
    """A province about Arven, or a country."""
    found = place(page, name)
    shape = replace(found.geometry, radius_km=120.0)
    return replace(found, geometry=shape, gazetteer_id=f"area {name}", **values)


def clash(outlet, town, day):
    page = telling(outlet, f"Troops clashed with rebels in {town}, 3 rebels were killed.", published=day)
    claim = says(page, f"clashed with rebels in {town}, 3 rebels were killed", where=town, day=day, **CLASH)
    return page, [claim]


def total(what="killed", kind="admin1", **values):
    page = telling("Watch", f"Monitors counted 400 {what} in Arven in May.", published=date(2024, 6, 1))
    measure = Measure.KILLED if what == "killed" else Measure.STRIKES
    claim = says(page, f"400 {what} in Arven in May", killed=400, group="people", measure=measure, stock=True, **MAY)
    return page, [claim.with_changes(places=(area(page, "Arven", kind=kind, **values),))]


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "l.db") as opened:
        yield opened


def fill(ledger, *tellings):
    for page, claims in tellings:
        outcome = Outcome(name=page.title, state=PageState.READ, document_id=page.id)
        ledger.save_page(page, claims, outcome, reader="r/1", run="run_1", keys=neighbour(page, claims).keys)
        bring_up_to_date(ledger, {page.id})
    return {event.document_ids[0]: event for event in ledger.events()}


def test_a_total_holds_the_incidents_of_its_span_and_place_whichever_came_first(ledger):
    before, after = clash("Post", "Arven", date(2024, 5, 6)), clash("Herald", "Belmor", date(2024, 5, 20))
    outside = clash("Daily", "Arven", date(2024, 6, 2)), clash("Times", "Corrin", date(2024, 5, 9))
    counted = total()
    events = fill(ledger, before, counted, after, *outside)
    whole = events[counted[0].id]
    assert whole.aggregate
    assert [each.document_ids for each in events_inside(ledger, whole)] == [(before[0].id,), (after[0].id,)]
    assert totals_over(ledger, events[before[0].id]) == [whole]
    assert totals_over(ledger, events[outside[0][0].id]) == []
    assert events_inside(ledger, events[before[0].id]) == []


def test_a_country_holds_what_lies_in_it(ledger):
    inside, counted = clash("Post", "Corrin", date(2024, 5, 6)), total(kind="country")
    events = fill(ledger, inside, counted)
    assert [each.id for each in events_inside(ledger, events[counted[0].id])] == [events[inside[0].id].id]


def test_what_a_total_does_not_count_is_not_inside(ledger):
    page = telling("Post", "Troops clashed with rebels in Arven.", published=date(2024, 5, 6))
    bare = page, [says(page, "clashed with rebels in Arven", trigger="clashed", where="Arven", day=date(2024, 5, 6))]
    dead, strikes = total(), total("strikes")
    events = fill(ledger, bare, dead, strikes)
    assert events_inside(ledger, events[dead[0].id]) == [], "nobody is said to have died in it"
    assert [each.id for each in events_inside(ledger, events[strikes[0].id])] == [events[bare[0].id].id]


def test_a_total_without_a_place_or_a_span_holds_nothing(ledger):
    inside = clash("Post", "Arven", date(2024, 5, 6))
    page, (claim,) = total()
    events = fill(ledger, inside, (page, [claim.with_changes(places=())]))
    assert events_inside(ledger, events[page.id]) == []
    fill(ledger, (page, [claim.with_changes(when=None)]))
    (event,) = [each for each in ledger.events() if each.document_ids == (page.id,)]
    assert events_inside(ledger, event) == []
