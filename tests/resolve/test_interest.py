"""Whose losses or deeds a voice speaks of, in many conflicts, from the words of a page to the sides of its day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.resolve.test_actors import Page, ground_actors

from rashomon.domain import RoleKind, VoiceKind
from rashomon.knowledge.actors import Linker, interest, open_registry

NOW = date(2024, 5, 10)


def grounded(text, voice, agent=None, group=None):
    page = Page(text)
    claim = page.claim(*([agent] if agent else []), voice=voice, group=group)
    return ground_actors(page.document, page.reading, (claim,), open_registry())[0]


def told(text, voice, agent, group, day=NOW):
    claim = grounded(text, voice, agent, group)
    return interest(claim.chain[-1], claim.figures[0], open_registry(), day, claim).value


@pytest.mark.parametrize(
    ("text", "voice", "agent", "group", "expected"),
    [
        ("The Sudanese army said it killed 40 RSF fighters in Sudan.", "Sudanese army", None, "RSF fighters", "adversary"),
        ("The RSF said army jets killed nine RSF fighters in Sudan.", "RSF", "army jets", "RSF fighters", "own losses"),
        ("Kyiv said Russian forces killed 11 Ukrainian soldiers.", "Kyiv", "Russian forces", "Ukrainian soldiers", "own losses"),
        ("Kyiv said Russian forces killed three Ukrainian civilians.",
         "Kyiv", "Russian forces", "Ukrainian civilians", "own losses"),
        ("The Gaza Health Ministry said Israeli troops killed 60 Palestinians.",
         "Gaza Health Ministry", "Israeli troops", "Palestinians", "own losses"),
        ("Hamas said its men killed six Israeli soldiers.", "Hamas", None, "Israeli soldiers", "adversary"),
        ("The IDF said it killed 20 Hamas fighters in Israel.", "IDF", None, "Hamas fighters", "adversary"),
        ("Hezbollah said Israeli troops killed two Hezbollah fighters.",
         "Hezbollah", "Israeli troops", "Hezbollah fighters", "own losses"),
        ("The Arakan Army said it killed 80 junta soldiers.", "Arakan Army", None, "junta soldiers", "adversary"),
        ("The Myanmar junta said Arakan Army men killed four Myanmar policemen.",
         "Myanmar junta", "Arakan Army", "Myanmar policemen", "own losses"),
        ("The ELN said it killed five Colombian soldiers.", "ELN", None, "Colombian soldiers", "adversary"),
        ("The New People's Army said Philippine troops fled.", "New People's Army", None, "Philippine troops", "adversary"),
        ("JNIM said it killed 22 Malian soldiers.", "JNIM", None, "Malian soldiers", "adversary"),
        ("The Malian army said Wagner fighters died.", "Malian army", None, "Wagner fighters", "ally"),
        ("Al-Shabaab said it killed 54 Ugandan soldiers in Somalia.", "Al-Shabaab", None, "Ugandan soldiers", "adversary"),
        ("Pakistan's military said it killed six Pakistani Taliban militants.",
         "Pakistan's military", None, "Pakistani Taliban militants", "adversary"),
        ("Houthi media said US forces killed five Houthi fighters.",
         "Houthi media", "US forces", "Houthi fighters", "own losses"),
        ("Human Rights Watch said soldiers of Burkina Faso died: Burkinabe soldiers.",
         "Human Rights Watch", None, "Burkinabe soldiers", "third party"),
    ],
)  # fmt: skip
def test_whose_losses(text, voice, agent, group, expected):
    assert told(text, voice, agent, group) == expected


@pytest.mark.parametrize(
    ("text", "voice", "group", "expected"),
    [
        ("Opposition supporters in Syria said 12 rebels were killed.", "Opposition supporters", "rebels", "own losses"),
        ("Opposition supporters in Syria said Syrian soldiers were killed.",
         "Opposition supporters", "Syrian soldiers", "adversary"),
        ("Pro-government sources in Syria said soldiers died.", "Pro-government sources", "soldiers", "ally"),
        ("Pro-government sources in Syria said 12 rebels died.", "Pro-government sources", "rebels", "adversary"),
    ],
)  # fmt: skip
def test_supporters_and_sources_have_sides(text, voice, group, expected):
    assert told(text, voice, None, group, date(2016, 9, 1)) == expected


def test_a_country_s_people_are_nobody_s_own_in_a_war_within_it():
    text = "The Sudanese army said RSF fighters killed 30 Sudanese civilians."
    assert told(text, "Sudanese army", "RSF fighters", "Sudanese civilians") == "third party"


@pytest.mark.parametrize(
    ("text", "mention", "actor"),
    [
        ("An Israeli strike killed nine in Lebanon.", "Israeli", "il.military"),
        ("A Russian missile hit Kharkiv in Ukraine.", "Russian", "ru.military"),
        ("An Ethiopian drone hit a school in Amhara.", "Ethiopian", "et.military"),
    ],
)
def test_a_bare_adjective_of_who_strikes_is_the_state_s_forces(text, mention, actor):
    assert grounded(text, None, mention).roles[0].actor_id == actor


def test_who_backs_rebels_is_a_government_and_its_citizens_stay_people():
    page = Page("Turkish-backed rebels and some Syrians fled from Syria.")
    claim = page.claim("Turkish", "Syrians")
    backed = claim.with_changes(roles=(claim.roles[0].__class__(
        kind=RoleKind.SUPPORTER, mention="Turkish", evidence=claim.roles[0].evidence), claim.roles[1]))  # fmt: skip
    roles = ground_actors(page.document, page.reading, (backed,), open_registry())[0].roles
    assert [role.actor_id for role in roles] == ["tr.government", "sy.people"]


def test_an_unknown_group_that_speaks_and_acts_is_one_actor_of_the_page():
    text = "The Free Ambazonia Lions Front said the Free Ambazonia Lions Front killed two."
    page = Page(text)
    claim = page.claim("Free Ambazonia Lions Front", voice="Free Ambazonia Lions Front")
    spoken = claim.chain[1].__class__(
        name=claim.chain[1].name, kind=VoiceKind.ARMED_GROUP, evidence=claim.chain[1].evidence
    )
    done = ground_actors(
        page.document, page.reading, (claim.with_changes(chain=(claim.chain[0], spoken)),), open_registry()
    )[0]
    assert done.chain[1].actor_id == done.roles[0].actor_id
    assert done.chain[1].actor_id.startswith("act_")
    assert interest(done.chain[1], done, open_registry(), NOW).value == "own deed"


@pytest.mark.parametrize(
    ("words", "country", "actor"),
    [
        ("junta soldiers", "MM", "mm.military"),
        ("the ruling junta", "ML", "ml.government"),
        ("Malian junta", "FR", "ml.government"),
        ("two gendarmes", "CM", "cm.police"),
        ("Pakistani Taliban militants", "PK", "pk.ttp"),
        ("Houthi media", "YE", "ye.houthis"),
        ("Islamic State West Africa Province fighters", "NG", "ng.iswap"),
        ("fighters from the Rapid Support Forces", "SD", "sd.rsf"),
    ],
)
def test_heads_and_long_names(words, country, actor):
    assert Linker(registry=open_registry(), countries=(country,)).link(words).actor_id == actor


@pytest.mark.parametrize("label", ["thugs", "orcs", "terrorists", "mercenaries", "puppets", "crusaders", "invaders"])
def test_no_slur_names_anybody(label):
    assert grounded(f"The {label} shelled Goma in Congo.", None, label).roles[0].actor_id is None
