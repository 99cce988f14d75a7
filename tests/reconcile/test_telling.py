"""Which claims of one page speak of one deed: what a sentence takes up, turns from, and what came of a deed."""

from datetime import date

from rashomon.domain import Measure, Stance
from rashomon.reconcile.incidents import incidents_of
from rashomon.reconcile.taking import taken_up, told_words
from tests.reconcile.told import says, telling

MONDAY = date(2024, 5, 6)


def words_of(page, claims):
    text = {claim.id: claim.content.text for claim in claims}
    return [{text[key] for key in incident.claim_ids} for incident in incidents_of(page, claims)]


def twins(*more):
    """A bombing and a shooting of one town and day, and what is said of them after."""
    page = telling(
        "Post",
        "A bomb went off at the grain market of Arven on Monday.",
        "Gunmen opened fire on a tea house in Arven on Monday evening.",
        *(words for words, _ in more),
    )
    bomb = says(
        page,
        "A bomb went off at the grain market of Arven on Monday",
        trigger="bomb",
        kind="Explosions/Remote violence",
        sub_type="Remote explosive/landmine/IED",
        where="Arven",
        day=MONDAY,
    )
    shots = says(
        page,
        "Gunmen opened fire on a tea house in Arven on Monday evening",
        trigger="opened",
        kind="Violence against civilians",
        sub_type="Attack",
        where="Arven",
        day=MONDAY,
    )
    shots = shots.with_changes(when=shots.when.__class__(**{**_fields(shots.when), "part_of_day": "evening"}))
    bomb = bomb.with_changes(when=bomb.when.__class__(**{**_fields(bomb.when), "part_of_day": "morning"}))
    return page, [bomb, shots, *(says(page, words, **values) for words, values in more)]


def _fields(when):
    return {name: getattr(when, name) for name in when.__dataclass_fields__}


def test_a_word_that_one_incident_has_takes_it_up():
    page, (bomb, shots, *_) = twins()
    told = [told_words([bomb], page), told_words([shots], page)]
    later = telling(
        "Late", "The shooting may have been a feud.", "The bomb was hidden in a sack.", "The attack was cruel."
    )
    assert taken_up(says(later, "The shooting may have been a feud"), told) == 1
    assert taken_up(says(later, "The bomb was hidden in a sack"), told) == 0
    assert taken_up(says(later, "The attack was cruel"), told) is None, "any deed may be called an attack"


def test_what_is_said_of_the_market_goes_to_the_bomb_though_the_shooting_was_told_last():
    page, claims = twins(("Nine people died at the market.", {"killed": 9, "trigger": "died"}))
    first, second = words_of(page, claims)
    assert "Nine people died at the market." in first
    assert len(second) == 1


def test_another_deed_of_the_same_place_opens_anew():
    page = telling("Post", "A mine killed two in Arven on Monday.", "Two hours later another mine killed four.")
    claims = [
        says(page, "A mine killed two in Arven on Monday", trigger="killed", where="Arven", day=MONDAY, killed=2),
        says(page, "Two hours later another mine killed four", trigger="killed four", killed=4),
    ]
    assert len(words_of(page, claims)) == 2


def test_families_that_came_to_another_town_belong_to_the_deed_they_fled():
    page = telling("Post", "Troops clashed in Arven on Monday.", "Some 300 families have reached Corrin.")
    claims = [
        says(page, "Troops clashed in Arven on Monday", trigger="clashed", where="Arven", day=MONDAY),
        says(page, "Some 300 families have reached Corrin", where="Corrin", killed=300, measure=Measure.PEOPLE_PRESENT),
    ]
    assert len(words_of(page, claims)) == 1


def test_an_answer_two_days_later_belongs_to_the_deed():
    page = telling("Post", "The army shelled Arven on Monday.", "The ministry denied that on Wednesday.")
    claims = [
        says(page, "The army shelled Arven on Monday", trigger="shelled", where="Arven", day=MONDAY),
        says(page, "denied that on Wednesday", voice="The ministry", stance=Stance.DENIES, day=date(2024, 5, 8)),
    ]
    assert len(words_of(page, claims)) == 1


def test_what_a_page_saw_before_it_tells_the_deed_belongs_to_it():
    page = telling("Post", "The roof is gone.", "Troops shelled Arven on Monday.")
    claims = [
        says(page, "The roof is gone"),
        says(page, "Troops shelled Arven on Monday", trigger="shelled", where="Arven", day=MONDAY),
    ]
    assert len(words_of(page, claims)) == 1
    assert len(words_of(page, claims)[0]) == 2
