"""Two voices that name two attackers differ; a unit and its army, or two sides of a clash, do not."""

import pytest

from rashomon.domain import RoleKind, Stance
from rashomon.reconcile.attackers import rival_attackers
from tests.reconcile.told import says, telling

PARTS = {"xx.artillery": ("xx.army",)}
SHELLING = {"kind": "Explosions/Remote violence", "sub_type": "Shelling/artillery/missile attack"}


def disputes(one, other, **values):
    page = telling("Post", "Medics said shells hit Arven.", "Elders said rockets hit Arven.")
    given = {**SHELLING, **values}
    claims = [
        says(page, "shells hit Arven", voice="Medics", trigger="shells", agents=one, **given),
        says(page, "rockets hit Arven", voice="Elders", trigger="rockets", agents=other, **given),
    ]
    return [
        each.kind.value
        for each in rival_attackers(claims, {page.id: page}, lambda actor: PARTS.get(actor, ()) or (actor,))
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("xx.army",), ("xx.rebels",), ["actor"]),
        (("xx.army",), ("xx.army",), []),
        (("xx.army",), (), []),
        (("xx.army",), ("act_unknown",), []),
        (("xx.army", "xx.rebels"), ("xx.rebels",), []),
    ],
)
def test_rival_attackers(one, other, expected):
    assert disputes(one, other) == expected


def test_a_part_is_no_rival_of_its_whole():
    assert disputes(("xx.artillery",), ("xx.army",)) == []


def test_both_sides_of_a_clash_attack():
    assert disputes(("xx.army",), ("xx.rebels",), kind="Battles", sub_type="Armed clash") == []


def test_who_is_blamed_is_the_attacker_and_who_blames_is_not():
    page = telling("Post", "Medics blamed the army.", "Elders said rebels shelled Arven.")
    blame = says(page, "blamed the army", voice="Medics", trigger="blamed", stance=Stance.ACCUSES, targets=("xx.army",))
    blame = blame.with_changes(
        deed=blame.deed.__class__(trigger=blame.deed.trigger, frame="disapprove", plover="ACCUSE")
    )
    told = says(page, "rebels shelled Arven", voice="Elders", trigger="shelled", agents=("xx.rebels",), **SHELLING)
    found = list(rival_attackers([blame, told], {page.id: page}, lambda actor: (actor,)))
    assert [set(each.claim_ids) for each in found] == [{blame.id, told.id}]
    denied = told.with_changes(stance=Stance.DENIES)
    assert list(rival_attackers([blame, denied], {page.id: page}, lambda actor: (actor,))) == []
    assert blame.roles[0].kind is RoleKind.TARGET
