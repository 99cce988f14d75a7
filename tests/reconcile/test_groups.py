"""Adding groups up: no subset counts twice, by any policy."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import Interest, Measure
from rashomon.reconcile import reconcile
from rashomon.reconcile.policies import apply_policy
from rashomon.reconcile.policies.groups import Kind, add_up, apart, group_of, holds
from tests.reconcile.test_reconcile import MONDAY
from tests.reconcile.told import says, telling


def told(*tolls, together=()):
    """One fight with a toll a sentence: (voice, killed, group); `together` adds what one claim lists side by side."""
    lines = [f"{voice} said {killed} {group} were killed." for voice, killed, group in tolls]
    listed = f"Police said {' and '.join(f'{killed} {group}' for killed, group in together)} were killed."
    page = telling("Post", "Fighting in Arven on Monday.", *lines, *([listed] if together else []))
    claims = [says(page, "Fighting in Arven on Monday", trigger="Fighting", where="Arven", day=MONDAY)]
    for (voice, killed, group), line in zip(tolls, lines, strict=True):
        claims.append(plain(says(page, line[:-1], voice=voice, killed=killed, group=group)))
    if together:
        whole = says(page, listed[:-1], voice="Police", killed=1, group="x")
        figures = []
        for killed, group in together:
            one = plain(says(page, f"{killed} {group}", voice="Police", killed=killed, group=group))
            figures += one.figures
        claims.append(whole.with_changes(figures=tuple(figures)))
    (event,) = reconcile(claims, [page], find_interest=lambda *_: Interest.THIRD_PARTY)
    return event, {claim.id: claim for claim in claims}


def plain(claim):
    """Leave the groups to their words: no page's registry knows them."""
    return claim.with_changes(figures=tuple(replace(each, group_actor=None) for each in claim.figures))


@pytest.mark.parametrize("policy", ["acled", "ucdp"])
def test_soldiers_may_be_among_the_people(policy):
    chosen = apply_policy(policy, *told(("Medics", 20, "people"), ("SOHR", 12, "soldiers")))
    assert (chosen.low, chosen.best, chosen.high) == (20, 20, 20)
    assert [(each.label, each.counted) for each in chosen.groups] == [("people", True), ("soldiers", False)]
    assert any("soldiers: not added, for they may be among people" in note for note in chosen.notes)


@pytest.mark.parametrize("policy", ["acled", "ucdp"])
def test_groups_that_make_more_than_the_people_are_taken_in_their_place(policy):
    chosen = apply_policy(policy, *told(("Medics", 15, "people"), ("SOHR", 12, "soldiers"), ("Aid", 7, "civilians")))
    assert chosen.best == 19


@pytest.mark.parametrize("policy", ["acled", "ucdp", "all"])
def test_children_are_among_the_civilians_and_not_among_the_soldiers(policy):
    event, claims = told(("Medics", 9, "civilians"), ("SOHR", 5, "children"), ("Rebels", 12, "soldiers"))
    chosen = apply_policy(policy, event, claims)
    assert (chosen.low, chosen.high) == (21, 21)
    assert apply_policy("airwars", event, claims).high == 9


def test_two_words_for_armed_people_may_be_one_group_unless_a_claim_lists_both():
    assert apply_policy("acled", *told(("Medics", 8, "soldiers"), ("SOHR", 6, "fighters"))).best == 8
    assert apply_policy("acled", *told(together=((8, "soldiers"), (6, "fighters")))).best == 14


def test_what_one_claim_lists_is_added_unless_one_may_hold_the_other():
    assert apply_policy("acled", *told(together=((8, "workers"), (2, "guards")))).best == 10
    assert apply_policy("acled", *told(together=((12, "civilians"), (3, "children")))).best == 12


def test_an_open_part_of_a_known_whole_leaves_the_sum_known():
    people, children = group_of("people", None), group_of("children", None)
    rebels, army = group_of("rebels", "sy.opposition"), group_of("soldiers", "sy.military")
    assert add_up([people, children], [20, None])[0] == 20
    assert add_up([people, children], [None, 5])[0] is None
    assert add_up([rebels, army], [4, None])[0] is None
    assert add_up([], [])[0] is None


def test_a_body_and_what_it_is_part_of_are_not_apart():
    army, air_force, rebels = (
        group_of("soldiers", "sy.military"),
        group_of("pilots", "sy.air-force"),
        group_of("rebels", "sy.opposition"),
    )
    assert not apart(army, air_force)
    assert holds(army, air_force)
    assert apart(army, rebels)
    assert group_of("members of the security forces", None).kind is Kind.ARMED
    assert group_of("relatives of soldiers", None).kind is Kind.CIVILIANS


GROUPS = st.sampled_from(
    [
        group_of(words, actor)
        for words, actor in [
            ("people", None), ("soldiers", None), ("civilians", None), ("children", None), ("women", None),
            ("fighters", "sy.opposition"), ("troops", "sy.military"), ("pilots", "sy.air-force"), ("cooks", None),
        ]
    ]
)  # fmt: skip


@given(st.lists(st.tuples(GROUPS, st.one_of(st.none(), st.integers(0, 60))), max_size=7))
def test_no_sum_holds_two_groups_that_may_share_a_person(pairs):
    groups, numbers = [group for group, _ in pairs], [number for _, number in pairs]
    total, taken = add_up(groups, numbers)
    assert all(apart(groups[i], groups[j]) for i, j in combinations(sorted(taken), 2))
    known = [number for number in numbers if number is not None]
    if total is not None:
        assert total == sum(numbers[index] for index in taken)
        assert max(known) <= total <= sum(known)


@given(GROUPS, GROUPS)
def test_apart_is_mutual_and_what_holds_is_never_apart(one, other):
    assert apart(one, other) == apart(other, one)
    assert not (holds(one, other) and apart(one, other))


def test_wounded_are_no_dead():
    page = telling("Post", "Fighting in Arven on Monday.", "Medics said 9 civilians were wounded.")
    claims = [
        says(page, "Fighting in Arven on Monday", trigger="Fighting", where="Arven", day=MONDAY),
        says(page, "9 civilians were wounded", voice="Medics", killed=9, group="civilians", measure=Measure.WOUNDED),
    ]
    (event,) = reconcile(claims, [page], find_interest=lambda *_: Interest.THIRD_PARTY)
    assert apply_policy("acled", event, {claim.id: claim for claim in claims}).best == 0
