"""Later pages copy, quote, repeat, update or retract earlier ones; no page is dropped for it."""

from datetime import date

import pytest

from rashomon.domain import RelationKind, Stance
from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.policies import apply_policy
from tests.reconcile.test_reconcile import run
from tests.reconcile.told import says, telling

MONDAY, TUESDAY = date(2024, 5, 6), date(2024, 5, 7)


def toll(outlet, number, day, *, voice="The army", retracts=False, quote=""):
    told = f"{number} rebels were killed in Arven on Monday"
    lead = "Correction: we said that " if retracts else ""
    page = telling(outlet, f"{lead}{voice} said {told}. {quote}".strip(), published=day, retrieved=day.day)
    stance = Stance.RETRACTS if retracts else Stance.ASSERTS
    claims = [
        says(
            page,
            told,
            voice=voice,
            trigger="killed",
            where="Arven",
            day=MONDAY,
            killed=number,
            group="rebels",
            stance=stance,
        )
    ]
    if quote:
        claims.append(says(page, quote, voice=voice))
    return page, claims


def kinds(*tellings):
    (event,) = run(*tellings)
    assert len(event.document_ids) == len(tellings), "relations link pages and drop none"
    return [(each.kind, each.document_id, each.of) for each in event.relations], event


def test_the_same_figure_of_one_voice_is_repeated():
    first, second = toll("Post", 12, MONDAY), toll("Herald", 12, TUESDAY)
    assert kinds(second, first)[0] == [(RelationKind.REPEATS, second[0].id, first[0].id)]


def test_another_figure_of_one_voice_is_an_update_and_says_both():
    first, second = toll("Post", 12, MONDAY), toll("Post", 15, TUESDAY)
    found, event = kinds(first, second)
    assert found == [(RelationKind.UPDATES, second[0].id, first[0].id)]
    assert "15" in event.relations[0].note
    assert "12" in event.relations[0].note
    assert event.accounts[0].first_seen == "2024-05-06"
    assert event.accounts[0].last_seen == "2024-05-07"


def test_two_voices_are_no_repetition():
    assert kinds(toll("Post", 12, MONDAY), toll("Herald", 12, TUESDAY, voice="Medics"))[0] == []


def test_one_quotation_in_two_pages_is_one_source():
    words = "“We counted every one of them twice.”"
    first = toll("Post", 12, MONDAY, quote=words)
    second = toll("Herald", 12, TUESDAY, voice="Medics", quote=words)
    assert (RelationKind.QUOTES, second[0].id, first[0].id) in kinds(first, second)[0]


def test_a_figure_withdrawn_links_to_the_page_that_gave_it():
    first, second = toll("Post", 12, MONDAY), toll("Post", 12, TUESDAY, retracts=True)
    found, event = kinds(first, second)
    assert (RelationKind.RETRACTS, second[0].id, first[0].id) in found
    assert "withdrawn" in [finding.kind for finding in event.findings]


def test_a_retraction_of_another_figure_does_not_touch_a_page():
    first, second = toll("Herald", 12, MONDAY), toll("Post", 9, TUESDAY, retracts=True)
    assert RelationKind.RETRACTS not in [kind for kind, _, _ in kinds(first, second)[0]]


def test_a_near_copy_copies():
    body = (
        "Troops clashed with rebels in Arven on Monday in the heaviest fighting of the month, and the roads to the "
        "north were closed until the evening, residents of the town told this paper by telephone. "
    )
    tellings = []
    for outlet, day in (("Post", MONDAY), ("Mirror", TUESDAY)):
        page = telling(outlet, body + "No one was hurt near the old bridge.", published=day)
        told = "Troops clashed with rebels in Arven on Monday"
        tellings.append((page, [says(page, told, trigger="clashed", where="Arven", day=MONDAY)]))
    assert kinds(*tellings)[0] == [(RelationKind.COPIES, tellings[1][0].id, tellings[0][0].id)]


def test_a_figure_taken_back_stays_in_its_account_and_is_marked():
    first, second = toll("Post", 12, MONDAY), toll("Post", 12, TUESDAY, retracts=True)
    _, event = kinds(first, second)
    given = [each for account in event.accounts for each in account.figures]
    assert [(each.figure.low, each.withdrawn) for each in given] == [(12, True)]
    chosen = apply_policy("acled", event, {claim.id: claim for _, told in (first, second) for claim in told})
    assert chosen.best in (None, 0), "no policy counts what was taken back"


def test_one_who_denies_a_count_does_not_give_it():
    told = "12 rebels were killed in Arven on Monday"
    page = telling("Post", f"Medics said {told}.", "The army denied that 12 rebels were killed.")
    claims = [
        says(page, told, voice="Medics", trigger="killed", where="Arven", day=MONDAY, killed=12, group="rebels"),
        says(
            page,
            "denied that 12 rebels were killed",
            voice="The army",
            killed=12,
            group="rebels",
            stance=Stance.DENIES,
        ),
    ]
    (event,) = run((page, claims))
    assert {account.root: len(account.figures) for account in event.accounts} == {
        "actor act_Medics": 1,
        "actor act_The army": 0,
    }


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("fourteen", "nineteen", True),
        ("14", "19", True),
        ("Monday", "Tuesday", True),
        ("Hadi", "Karim", True),
        ("old", "stone", False),
    ],
)
def test_a_number_a_day_or_a_name_that_a_copy_changes_is_a_finding(was, now, found):
    body = (
        "Troops clashed with rebels in Arven in the heaviest fighting of the month, and the roads to the north were "
        "closed until the evening, residents told this paper by telephone. They spoke of {} in the lane by the mill, "
        "where the carts of the bakers stand, and asked when the water would come back to the upper quarter."
    )
    pages = [telling("Post", body.format(was)), telling("Mirror", body.format(now), retrieved=1)]
    (copy,) = find_copies(pages)
    assert bool(copy.changes) is found
