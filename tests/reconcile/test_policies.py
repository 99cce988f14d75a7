import pytest

from rashomon.domain import Interest
from rashomon.errors import NotFound
from rashomon.reconcile import reconcile
from rashomon.reconcile.policies import apply_policy, policies
from tests.reconcile.test_reconcile import MONDAY
from tests.reconcile.told import says, telling


def event_of(*tolls, interest=Interest.THIRD_PARTY, word=None):
    """One fight, and a toll a voice: (voice, killed or None for a vague word, group)."""
    lines = ["Fighting in Arven on Monday."]
    lines += [f"{voice} said {killed} {group} were killed." for voice, killed, group in tolls]
    page = telling("Post", *lines)
    claims = [says(page, "Fighting in Arven on Monday", trigger="Fighting", where="Arven", day=MONDAY)]
    for (voice, killed, group), line in zip(tolls, lines[1:], strict=True):
        claim = says(
            page, line[:-1], voice=voice, killed=(None, None) if killed is word and word else killed, group=group
        )
        if word and killed == word:
            figure = claim.figures[0].__class__(
                measure=claim.figures[0].measure,
                evidence=claim.content,
                low=None,
                high=None,
                word=word,
                group=group,
                group_actor=group,
                modifier="vague",
            )
            claim = claim.with_changes(figures=(figure,))
        claims.append(claim)
    (event,) = reconcile(claims, [page], find_interest=lambda *_: interest)
    return event, {claim.id: claim for claim in claims}


def test_acled_takes_the_lowest_of_each_group_and_adds_groups_up():
    chosen = apply_policy("acled", *event_of(("SOHR", 18, "army"), ("Medics", 22, "army"), ("SOHR", 11, "rebels")))
    assert (chosen.low, chosen.best, chosen.high) == (29, 29, 29)
    assert any("lowest of 18, 22" in note for note in chosen.notes)


def test_acled_turns_vague_words_into_the_codebooks_numbers_only_where_nothing_else_is_given():
    assert apply_policy("acled", *event_of(("Medics", "dozens", "civilians"), word="dozens")).best == 12
    assert (
        apply_policy("acled", *event_of(("Medics", "dozens", "army"), ("SOHR", 30, "army"), word="dozens")).best == 30
    )


def test_ucdp_lets_an_adversary_alone_set_high_and_nothing_else():
    event, claims = event_of(("Rebels", 20, "army"), interest=Interest.ADVERSARY)
    chosen = apply_policy("ucdp", event, claims)
    assert (chosen.low, chosen.best, chosen.high) == (0, 0, 20)
    assert any("adversary alone" in note for note in chosen.notes)


def test_ucdp_takes_the_lower_where_reliable_voices_differ():
    chosen = apply_policy("ucdp", *event_of(("SOHR", 18, "army"), ("Medics", 22, "army")))
    assert (chosen.best, chosen.high) == (18, 22)


def test_all_gives_ranges_as_claimed_and_turns_no_word_into_a_number():
    chosen = apply_policy("all", *event_of(("SOHR", 18, "army"), ("Medics", 22, "army")))
    assert (chosen.low, chosen.best, chosen.high) == (18, None, 22)
    vague = apply_policy("all", *event_of(("Medics", "dozens", "civilians"), word="dozens"))
    assert (vague.low, vague.best, vague.high) == (None, None, None)
    assert "dozens" in vague.notes[0]


def test_airwars_counts_civilians_only_and_grades_by_the_roots_of_their_harm():
    weak = apply_policy("airwars", *event_of(("Medics", 5, "civilians"), ("SOHR", 9, "army")))
    assert (weak.grade, weak.low, weak.high) == ("weak", 5, 5)
    fair = apply_policy("airwars", *event_of(("Medics", 5, "civilians"), ("SOHR", 9, "civilians")))
    assert (fair.grade, fair.low, fair.high) == ("fair", 5, 9)


def test_each_policy_explains_itself():
    assert list(policies()) == ["all", "acled", "ucdp", "airwars"]
    assert all(policy.text and policy.source for policy in policies().values())
    with pytest.raises(NotFound, match="use one of"):
        apply_policy("mine", *event_of(("Medics", 5, "civilians")))
