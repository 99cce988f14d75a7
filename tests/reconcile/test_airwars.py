"""Grades of civilian harm: each from pages that call for it."""

from dataclasses import replace

import pytest

from rashomon.domain import Interest, Role, RoleKind, Stance
from rashomon.reconcile import reconcile
from rashomon.reconcile.policies import apply_policy, headline
from tests.reconcile.test_reconcile import MONDAY
from tests.reconcile.told import says, telling

STRIKE = {"kind": "Explosions/Remote violence", "sub_type": "Air/drone strike"}
DEED = "A strike hit Arven on Monday"


def struck(*more, interest=lambda *_: Interest.THIRD_PARTY):
    """A strike and what voices say of it: each of `more` makes a claim of the page, or a list of figures' values."""
    page = telling("Post", f"{DEED}.", *(sentence for sentence, _ in more))
    claims = [says(page, DEED, trigger="strike", where="Arven", day=MONDAY, **STRIKE)]
    for sentence, given in more:
        values = dict(given)
        about = claims[0].id if values.pop("about", False) else None
        actors = values.pop("actors", ())
        claim = says(page, sentence[:-1], about=about, **values)
        roles = tuple(
            Role(kind=kind, mention=name, evidence=claim.content, actor_id=actor, actor_name=name)
            for kind, name, actor in actors
        )
        claims.append(claim.with_changes(roles=(*claim.roles, *roles)))
    (event,) = reconcile(claims, [page], find_interest=interest)
    return apply_policy("airwars", event, {claim.id: claim for claim in claims})


def civilians(voice, killed, **more):
    sentence = f"{voice} said {killed} civilians were killed."
    return sentence, {"voice": voice, "killed": killed, "group": "civilians", **more}


def test_one_root_is_weak_and_two_are_fair():
    assert struck(civilians("Medics", 4)).grade == "weak"
    fair = struck(civilians("Medics", 4), civilians("Residents", 6))
    assert (fair.grade, fair.low, fair.high, fair.harm) == ("fair", 4, 6, "counted")


def test_a_belligerent_that_admits_it_confirms_it_and_what_it_concedes_stands_apart():
    owned = ("The army admitted that it killed 2 civilians.", {"voice": "The army", "killed": 2, "group": "civilians",
             "stance": Stance.ADMITS, "trigger": "killed", **STRIKE})  # fmt: skip
    chosen = struck(civilians("Medics", 4), owned)
    assert (chosen.grade, chosen.low, chosen.high) == ("confirmed", 2, 4)
    assert chosen.conceded == (2, 2)
    assert chosen.strike == "declared"


def test_who_was_accused_of_what_another_party_owned_up_to_is_discounted_by_name():
    accused = ("Medics accused the army.", {"voice": "Medics", "stance": Stance.ACCUSES, "trigger": "accused",
               "kind": None, "sub_type": None,
               "actors": [(RoleKind.TARGET, "the army", "xx.military")]})  # fmt: skip
    owned = ("The rebels admitted that they fired it.", {"voice": "The rebels", "stance": Stance.ADMITS,
             "trigger": "fired", **STRIKE, "actors": [(RoleKind.AGENT, "The rebels", "xx.rebels")]})  # fmt: skip
    chosen = struck(civilians("Medics", 4), accused, owned)
    assert chosen.grade == "confirmed"
    assert any(note.startswith("discounted for the army: The rebels accepted") for note in chosen.notes)


def test_rival_attackers_are_contested_and_a_bare_denial_is_not():
    army = ("Medics said the army fired on Arven on Monday.", {"voice": "Medics", "trigger": "fired", "where": "Arven",
            "day": MONDAY, **STRIKE, "actors": [(RoleKind.AGENT, "the army", "xx.military")]})  # fmt: skip
    rebels = ("The mayor said the rebels fired on Arven on Monday.", {"voice": "The mayor", "trigger": "fired",
              "where": "Arven", "day": MONDAY, **STRIKE,
              "actors": [(RoleKind.AGENT, "the rebels", "xx.rebels")]})  # fmt: skip
    contested = struck(civilians("Medics", 4), army, rebels)
    assert (contested.grade, contested.strike) == ("contested", "contested")
    denied = struck(civilians("Medics", 4), ("The army denied it.", {"voice": "The army", "stance": Stance.DENIES,
                    "about": True}))  # fmt: skip
    assert denied.grade == "weak"


def test_dead_who_are_combatants_to_every_voice_are_discounted():
    dead = ("Medics said 9 fighters were killed.", {"voice": "Medics", "killed": 9, "group": "fighters"})
    chosen = struck(dead)
    assert (chosen.grade, chosen.harm, chosen.low) == ("discounted", "no harm known", None)
    assert chosen.groups == ()
    both = struck(dead, civilians("Residents", 3))
    assert (both.grade, both.low, both.high) == ("weak", 3, 3)


def test_harm_that_its_voice_takes_back_is_discounted():
    first, second = (
        telling("Post", f"{DEED}.", "Medics said 7 civilians were killed."),
        telling("Post", f"{DEED}.", "Medics said that 7 civilians were killed was wrong.", retrieved=1),
    )
    claims = [
        says(first, DEED, trigger="strike", where="Arven", day=MONDAY, **STRIKE),
        says(first, "7 civilians were killed", voice="Medics", killed=7, group="civilians"),
        says(second, DEED, trigger="strike", where="Arven", day=MONDAY, **STRIKE),
        says(second, "7 civilians were killed was wrong", voice="Medics", killed=7, group="civilians",
             stance=Stance.RETRACTS),
    ]  # fmt: skip
    (event,) = reconcile(claims, [first, second], find_interest=lambda *_: Interest.THIRD_PARTY)
    chosen = apply_policy("airwars", event, {claim.id: claim for claim in claims})
    assert (chosen.grade, chosen.low) == ("discounted", None)


@pytest.mark.parametrize(
    ("killed", "harm", "grade"),
    [((None, None), "unknown", "weak"), (0, "none", None), (3, "counted", "weak"), (None, "no harm known", None)],
)
def test_no_harm_known_unknown_and_none_are_three_things(killed, harm, grade):
    more = () if killed is None else (("Medics spoke of civilians.", {"voice": "Medics", "killed": killed,
                                       "group": "civilians"}),)  # fmt: skip
    chosen = struck(*more)
    assert (chosen.harm, chosen.grade) == (harm, grade)


def test_headlines_add_up_fair_and_confirmed_only():
    weak, fair = struck(civilians("Medics", 40)), struck(civilians("Medics", 4), civilians("Residents", 6))
    assert headline([weak, fair]) == (4, 6, 1)
    assert headline([replace(weak, policy="all"), fair]) == (44, 46, 2)
