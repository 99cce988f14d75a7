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


@settings(max_examples=25, deadline=None)
@given(st.lists(st.frozensets(st.integers(0, 14), max_size=12), min_size=2, max_size=6))
def test_copies_are_found_by_counting_in_the_database_as_by_comparing(sets):
    """The ledger counts shared keys; the same rule by hand, page against page."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "l.db") as ledger:
        pages = [telling(f"Outlet {number}", f"Page {number}.", retrieved=number) for number in range(len(sets))]
        for page, mine in zip(pages, sets, strict=True):
            outcome = Outcome(name=page.title, state=PageState.READ, document_id=page.id)
            keys = {f"s/{each:x}" for each in mine} | {"b/2024-05-06/Arven", "t/other"}
            ledger.save_page(page, [], outcome, reader="r/1", run="run_1", keys=keys)
        mine = sets[0]
        by_hand = {
            page.id
            for page, theirs in zip(pages, sets, strict=True)
            if min(len(mine), len(theirs)) >= 5 and len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))
        }
        assert ledger.documents_overlapping({f"s/{each:x}" for each in mine}, at_least=5, share=0.6) == by_hand


def test_words_that_every_page_has_make_no_candidates_and_hide_no_copy(tmp_path, monkeypatch):
    monkeypatch.setattr("rashomon.ledger.neighbourhoods.COMMON", 2)
    common = {f"s/{each:x}" for each in range(3)}
    with Ledger(tmp_path / "l.db") as ledger:
        pages = [telling(f"Outlet {number}", f"Page {number}.", retrieved=number) for number in range(5)]
        for number, page in enumerate(pages):
            own = {f"s/{100 * max(1, number) + each:x}" for each in range(9)}  # the first two are copies
            outcome = Outcome(name=page.title, state=PageState.READ, document_id=page.id)
            ledger.save_page(page, [], outcome, reader="r/1", run="run_1", keys=common | own)
        near = [
            ledger.documents_overlapping(
                common | {f"s/{100 * max(1, number) + each:x}" for each in range(9)}, at_least=5, share=0.6
            )
            for number in range(5)
        ]
        copies = {pages[0].id, pages[1].id}
        assert near == [copies, copies, {pages[2].id}, {pages[3].id}, {pages[4].id}]
        story = {f"s/{each:x}" for each in range(3)}
        assert ledger.documents_overlapping(story, at_least=3, share=0.6) == {page.id for page in pages}
