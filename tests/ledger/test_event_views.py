"""Events, sources and what waits under every filter and order, alike on SQLite and on a real PostgreSQL server."""

import json
from datetime import UTC, datetime

import pytest

from rashomon.domain import Outcome, PageState
from rashomon.ledger import Ledger
from rashomon.ledger.decisions import Decisions, Draft, Judgement
from rashomon.ledger.event_views import EventFilter, EventViews
from rashomon.ledger.pages import Pages
from rashomon.ledger.proposals import ACCEPTED, Proposals
from rashomon.ledger.source_views import SourceViews
from rashomon.ledger.waiting import Item, WaitingItems
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour
from tests.ledger.test_databases import postgres_url, where  # noqa: F401 - fixtures
from tests.reconcile.test_reconcile import elsewhere, herald, next_day, post


@pytest.fixture
def told(where):  # noqa: F811
    with Ledger(where) as ledger:
        for page, claims in (post(), herald(), next_day(), elsewhere()):
            outcome = Outcome(name=page.title, state=PageState.READ, document_id=page.id)
            ledger.save_page(page, claims, outcome, reader="r/1", run="run_1", keys=neighbour(page, claims).keys)
        bring_up_to_date(ledger)
        yield ledger


def test_each_filter_keeps_what_fits_it_and_each_order_the_same_events(told):
    views, everything = EventViews(told), told.events()
    whole = EventFilter(what="all")
    ids = {event.id for event in everything}
    for sort in ("day", "-day", "pages", "disputes", "place"):
        assert {line.id for line in views.lines(whole, sort=sort)} == ids
    assert views.count(whole) == (len(ids), sum(bool(event.disputes) for event in everything))
    disputed = {event.id for event in everything if event.disputes}
    assert {line.id for line in views.lines(EventFilter(what="all", disputed=True))} == disputed
    for kind in {dispute.kind.value for event in everything for dispute in event.disputes}:
        found = {line.id for line in views.lines(EventFilter(what="all", kind=kind))}
        assert found == {e.id for e in everything if kind in {d.kind.value for d in e.disputes}}
    for event in everything:
        if event.when and event.when.earliest:
            day = event.when.earliest.isoformat()
            assert event.id in {line.id for line in views.lines(EventFilter(what="all", since=day, until=day))}
        if event.place and event.place.located:
            box = (event.place.lon - 0.1, event.place.lat - 0.1, event.place.lon + 0.1, event.place.lat + 0.1)
            assert event.id in {line.id for line in views.lines(EventFilter(what="all", box=box))}
        assert {line.id for line in views.lines_of([event.id])} == {event.id}
        assert event.id not in {line.id for line in views.like(event)}
        assert views.holding([event.claim_ids[0]]) == [event.id]
    many = EventFilter(what="all", pages=2)
    assert {line.id for line in views.lines(many)} == {e.id for e in everything if len(e.document_ids) >= 2}


def test_words_points_days_and_choices(told):
    views, everything = EventViews(told), told.events()
    word = everything[0].title.split()[0]
    assert everything[0].id in {line.id for line in views.lines(EventFilter(what="all", q=word))}
    claim = told.get(everything[0].claim_ids[0])
    said = " ".join(claim.content.text.split()[:3])
    assert everything[0].id in {line.id for line in views.lines(EventFilter(what="all", q=said))}
    assert views.lines(EventFilter(what="all", q="zzzz%_'\"")) == []
    assert not views.too_many(word)
    points, unplaced = views.points(EventFilter(what="all"))
    placed = [event for event in everything if event.place and event.place.located]
    assert {each[0] for each in json.loads(points)} == {event.id for event in placed}
    assert unplaced == len(everything) - len(placed)
    days, undated = views.days(EventFilter(what="all"))
    assert sum(each[1] for each in days) + undated == len(everything)
    assert set(views.choices()) == {"country", "deed"}


def test_sources_and_their_words(told):
    views = SourceViews(told)
    profiles = views.profiles()
    assert {each.id for each in profiles} == {each.id for each in told.sources()}
    for each in profiles:
        assert views.profile(each.id) == each
        assert views.source(each.id).name == each.name
        assert isinstance(views.labels(each.id), list)
        telling = EventViews(told).lines(EventFilter(what="all", source=each.id))
        assert len(telling) == each.events


def test_the_queue_verdicts_and_proposals(told):
    pages, decisions = Pages(told), Decisions(told)
    lines = pages.lines(show="all")
    assert len(lines) == 4
    assert pages.lines(words=lines[0].title[:6].upper())
    page = lines[0].id
    claim = told.claims(document_id=page)[0]
    said = decisions.decide(Draft(subject=claim.id, judgement=Judgement.REJECT, by="ana"))
    assert pages.stale()
    assert [each.id for each in decisions.history(by="ana")] == [said.id]
    assert pages.after(page) in {line.id for line in lines[1:]}
    assert pages.progress().pages == 4
    made = Proposals(told).add("actor", "act_x", {"change": "alias", "alias": "X"}, by="ana")
    assert Proposals(told).decide(made.id, ACCEPTED, by="rea").state == ACCEPTED


def test_what_waits_comes_back_in_order_with_its_bytes(told):
    waiting = WaitingItems(told)
    now = datetime(2024, 5, 7, tzinfo=UTC)
    items = [
        Item(name="a.html", raw=b"\x00\xffbytes", given={"source": "صحيفة"}),
        Item(name="https://a.example/", raw=None),
    ]
    kept = waiting.keep("job_a", "ana", now, items)
    assert [(each.job, each.by, each.at, each.numbers) for each in waiting.all()] == [
        ("job_a", "ana", now, kept.numbers)
    ]
    begun = waiting.begin(kept.numbers)
    assert [(each.name, each.raw, each.given, each.tries) for each in begun] == [
        ("a.html", b"\x00\xffbytes", {"source": "صحيفة"}, 1),
        ("https://a.example/", None, {}, 1),
    ]
    waiting.give_back(kept.numbers[:1])
    assert [waiting.tries(each) for each in kept.numbers] == [0, 1]
    waiting.end(kept.numbers)
    assert waiting.all() == []
