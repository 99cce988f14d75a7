import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import Interest, Judgement, Outcome, PageState, Verdict
from rashomon.ledger import Ledger
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour
from tests.reconcile.test_reconcile import MONDAY, elsewhere, herald, next_day, post
from tests.reconcile.told import says, telling


def copies():
    body = (
        "Troops clashed with rebels in Arven on Monday in the heaviest fighting of the month, and the roads to the "
        "north were closed until the evening, residents of the town told this paper by telephone while shells fell. "
    )
    for number, (outlet, toll) in enumerate((("Gazette", 14), ("Mirror", 41))):
        page = telling(
            outlet, body + f"{toll} rebels were killed in the fighting near the old bridge.", retrieved=number
        )
        yield (
            page,
            [
                says(
                    page, "Troops clashed with rebels in Arven on Monday", trigger="clashed", where="Arven", day=MONDAY
                ),
                says(page, f"{toll} rebels were killed", trigger="killed", killed=toll, group="rebels"),
            ],
        )


def unplaced():
    """A page whose claim names no place: its lede does."""
    page = telling("Letter", "Nobody sleeps in Arven.", "Fighters clashed with troops on Monday.", retrieved=9)
    claim = says(page, "Fighters clashed with troops on Monday", trigger="clashed", day=MONDAY, agents=("army",))
    return page, [claim]


TELLINGS = [post(), herald(), next_day(), elsewhere(), *copies(), unplaced()]


@pytest.fixture(autouse=True)
def _no_registry(monkeypatch):
    monkeypatch.setattr(
        "rashomon.reconcile.events.interest_by_registry", lambda _pages: lambda *_: Interest.THIRD_PARTY
    )


def save(ledger, page, claims):
    outcome = Outcome(name=page.title, state=PageState.READ, document_id=page.id)
    ledger.save_page(page, claims, outcome, reader="r/1", run="run_1", keys=neighbour(page, claims).keys)


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(len(TELLINGS))))
def test_page_by_page_gives_the_same_events_as_all_at_once(order):
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "l.db") as ledger:
        for index in order:
            page, claims = TELLINGS[index]
            save(ledger, page, claims)
            bring_up_to_date(ledger, {page.id})
        one_by_one = ledger.events()
        bring_up_to_date(ledger)
        assert ledger.events() == one_by_one
        assert len(one_by_one) == 3


def test_only_the_neighbourhood_is_looked_at(tmp_path, monkeypatch):
    with Ledger(tmp_path / "l.db") as ledger:
        for page, claims in TELLINGS:
            save(ledger, page, claims)
        bring_up_to_date(ledger)
        loaded = []
        real = Ledger.documents

        def watch(self, **kwargs):
            loaded.append(set(kwargs["ids"]))
            return real(self, **kwargs)

        monkeypatch.setattr(Ledger, "documents", watch)
        far, _ = elsewhere()
        bring_up_to_date(ledger, {far.id})
        assert set().union(*loaded) == {far.id}, "a fight 400 km away touches no other page"


def test_a_page_that_leaves_an_event_leaves_it_whole(tmp_path):
    """A page read again with other claims: the event it was in is made anew without it."""
    with Ledger(tmp_path / "l.db") as ledger:
        for page, claims in (post(), herald()):
            save(ledger, page, claims)
            bring_up_to_date(ledger, {page.id})
        assert [len(event.document_ids) for event in ledger.events()] == [2]
        page, claims = herald()
        save(ledger, page, [])
        bring_up_to_date(ledger, {page.id})
        assert [len(event.document_ids) for event in ledger.events()] == [1]


def test_a_rejection_reaches_the_event(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        page, claims = post()
        save(ledger, page, claims)
        bring_up_to_date(ledger, {page.id})
        at = datetime(2024, 5, 9, tzinfo=UTC)
        ledger.save_verdict(Verdict(subject=claims[1].id, judgement=Judgement.REJECT, by="ana", at=at))
        bring_up_to_date(ledger, {page.id})
        (event,) = ledger.events()
        assert claims[1].id not in event.claim_ids
