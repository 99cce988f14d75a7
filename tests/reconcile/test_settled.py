"""What people merge, split, move and place: it outranks the machine, and undoing it leaves no trace."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import Interest, Judgement, Outcome, PageState, Verdict
from rashomon.domain.regrouping import PlaceSet, Regrouping, documents_of, regrouping_of, value_of
from rashomon.ledger import Ledger
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour
from rashomon.reconcile.settled import settled_by
from tests.reconcile.test_reconcile import elsewhere, herald, next_day, post, run

NOON = datetime(2024, 5, 9, 12, tzinfo=UTC)
TELLINGS = [post(), herald(), next_day(), elsewhere()]
CLAIMS = [claim for _, claims in TELLINGS for claim in claims]
PAGE_OF = {claim.id: claim.document_id for claim in CLAIMS}


def verdict(judgement, said, minute=0, by="ana", subject="evt_x"):
    return Verdict(
        subject=subject,
        judgement=judgement,
        by=by,
        at=NOON + timedelta(minutes=minute),
        value=value_of(said),
        reason="r",
    )


def regroup(moved, to=(), away_from=()):
    pages = tuple(sorted({PAGE_OF[each] for each in (*moved, *to, *away_from)}))
    return Regrouping(moved=tuple(moved), to=tuple(to), away_from=tuple(away_from), documents=pages)


def merge(*events, minute=0):
    return verdict(Judgement.MERGE, regroup([each for event in events for each in event.claim_ids]), minute)


def split(event, moved, minute=0):
    return verdict(Judgement.SPLIT, regroup(moved, away_from=[c for c in event.claim_ids if c not in moved]), minute)


def undo(said, minute):
    return Verdict(
        subject=said.subject, judgement=Judgement.UNDO, by="ana", at=NOON + timedelta(minutes=minute), replaces=said.id
    )


def groups(events):
    return {frozenset(event.claim_ids) for event in events}


def test_merged_events_are_one_though_their_days_and_places_differ():
    before = run(*TELLINGS)
    assert len(before) == 3
    said = merge(*before)
    after = run(*TELLINGS, verdicts=[said])
    assert groups(after) == {frozenset(claim for event in before for claim in event.claim_ids)}
    assert after[0].id in {event.id for event in before}
    assert any("merged by ana" in reason for reason in after[0].reasons)
    assert groups(run(*TELLINGS, verdicts=[said, undo(said, 1)])) == groups(before)


def test_claims_split_off_are_an_event_of_their_own_even_within_a_page():
    together = max(run(*TELLINGS), key=lambda event: len(event.claim_ids))
    moved = together.claim_ids[:1]
    said = split(together, moved)
    after = groups(run(*TELLINGS, verdicts=[said]))
    assert frozenset(moved) in after
    assert frozenset(together.claim_ids[1:]) in after
    assert groups(run(*TELLINGS, verdicts=[said, undo(said, 1)])) == groups(run(*TELLINGS))


def test_a_moved_claim_leaves_one_event_for_another_and_nothing_else_changes():
    before = sorted(run(*TELLINGS), key=lambda event: -len(event.claim_ids))
    home, other, third = before
    moved = home.claim_ids[0]
    said = verdict(Judgement.MOVE, regroup([moved], other.claim_ids, home.claim_ids[1:]))
    assert groups(run(*TELLINGS, verdicts=[said])) == {
        frozenset(home.claim_ids[1:]),
        frozenset((moved, *other.claim_ids)),
        frozenset(third.claim_ids),
    }


def test_the_last_word_on_a_pair_holds():
    before = run(*TELLINGS)
    whole = run(*TELLINGS, verdicts=[merge(*before)])[0]
    moved = before[0].claim_ids
    both = [merge(*before), split(whole, moved, minute=1)]
    assert frozenset(moved) in groups(run(*TELLINGS, verdicts=both))
    assert len(run(*TELLINGS, verdicts=[*both, merge(*before, minute=2)])) == 1


def test_a_place_set_by_hand_holds_through_merges_and_keeps_the_words():
    before = run(*TELLINGS)
    event = before[0]
    said = PlaceSet(claims=event.claim_ids, name="The old bridge", lat=35.2, lon=38.3, radius_km=2.5)
    placed = verdict(Judgement.EDIT, said, subject=f"{event.id}/place")
    for verdicts in ([placed], [placed, merge(*before, minute=1)]):
        after = next(e for e in run(*TELLINGS, verdicts=verdicts) if event.claim_ids[0] in e.claim_ids)
        assert (after.place.lat, after.place.lon, after.place.geometry.radius_km) == (35.2, 38.3, 2.5)
        assert after.place.resolved_name == "The old bridge"
        assert "set on the map by ana" in after.place.reasons[0]
        assert after.place.evidence.document_id in after.document_ids
    assert run(*TELLINGS, verdicts=[placed, undo(placed, 1)]) == before


@pytest.mark.parametrize("wrong", [{"lat": 91.0}, {"lon": -181.0}, {"radius_km": -1.0}, {"lat": float("nan")}])
def test_a_place_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match=r"place on earth|radius"):
        PlaceSet(**({"claims": ("clm_a",), "name": "", "lat": 1.0, "lon": 1.0, "radius_km": 1.0} | wrong))


@pytest.mark.parametrize("value", [None, "", "{", "[]", '{"moved":[]}', '{"moved":["a"],"away_from":["a"]}', '"x"'])
def test_a_verdict_that_says_nothing_readable_changes_nothing(value):
    said = Verdict(subject="evt_x", judgement=Judgement.MERGE, by="ana", at=NOON, value=value)
    assert regrouping_of(said) is None
    assert documents_of(said) == ()
    assert run(*TELLINGS, verdicts=[said]) == run(*TELLINGS)


IDS = st.sampled_from([claim.id for claim in CLAIMS])
DECISIONS = st.lists(st.tuples(st.booleans(), st.sets(IDS, min_size=2, max_size=5)), max_size=6)


def said_by(decisions):
    made = []
    for minute, (together, ids) in enumerate(decisions):
        ordered = sorted(ids)
        cut = 1 if not together else len(ordered)
        judgement = Judgement.MERGE if together else Judgement.SPLIT
        made.append(verdict(judgement, regroup(ordered[:cut], away_from=ordered[cut:]), minute))
    return made


@settings(max_examples=20, deadline=None)
@given(DECISIONS, st.randoms())
def test_whatever_is_decided_no_claim_is_lost_and_who_is_apart_is_apart(decisions, chance):
    verdicts = said_by(decisions)
    events = run(*TELLINGS, verdicts=verdicts)
    assert sorted(each for event in events for each in event.claim_ids) == sorted(
        each for event in run(*TELLINGS) for each in event.claim_ids
    )
    home = {claim: event.id for event in events for claim in event.claim_ids}
    for (one, other), (_, together) in settled_by(verdicts).words.items():
        if not together and one in home and other in home:
            assert home[one] != home[other]
    shuffled = list(verdicts)
    chance.shuffle(shuffled)
    assert run(*TELLINGS, verdicts=shuffled) == events


@settings(max_examples=3, deadline=None)
@given(DECISIONS, st.permutations(range(len(TELLINGS))))
def test_page_by_page_gives_what_all_at_once_gives_with_verdicts_too(decisions, order):
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr("rashomon.reconcile.events.interest_by_registry", lambda _pages: lambda *_: Interest.THIRD_PARTY)
        with Ledger(Path(folder) / "l.db") as ledger:
            for page, claims in TELLINGS:
                outcome = Outcome(name=page.title, state=PageState.READ, document_id=page.id)
                keys = neighbour(page, claims).keys
                ledger.save_page(page, claims, outcome, reader="r/1", run="run_1", keys=keys)
            bring_up_to_date(ledger)
            for said in said_by(decisions):
                ledger.save_verdict(said)
                bring_up_to_date(ledger, documents_of(said))
            for index in order:
                bring_up_to_date(ledger, {TELLINGS[index][0].id})
            one_by_one = ledger.events()
            bring_up_to_date(ledger)
            assert one_by_one == ledger.events()
