"""A claim after people have judged it: a pure function of what was read and the live verdicts."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import Judgement, Stance, Verdict
from rashomon.domain.judging import is_rejected, judged, live, standing, values_of
from rashomon.domain.serial import from_plain, to_plain
from tests.domain.made import claim

CLAIM = claim()
NOON = datetime(2024, 5, 9, 12, tzinfo=UTC)
KEYS = [value.key for value in values_of(CLAIM)]
FIGURE = next(key for key in KEYS if key.startswith("figure."))


def verdict(key, judgement, at=0, value=None, by="ana", **more):
    subject = f"{CLAIM.id}/{key}" if key else CLAIM.id
    text = None if value is None else json.dumps(value)
    return Verdict(subject=subject, judgement=judgement, by=by, at=NOON + timedelta(minutes=at), value=text, **more)


def figure_with(low):
    return to_plain(CLAIM.figures[0]) | {"low": low, "high": low, "modifier": "exact"}


def test_without_verdicts_a_claim_is_as_it_was_read():
    assert judged(CLAIM, []) is CLAIM
    assert KEYS[:3] == ["chain", "stance", "status"]
    assert len(KEYS) == len(set(KEYS))


def test_an_edit_changes_one_value_and_keeps_the_claims_id():
    changed = judged(CLAIM, [verdict("stance", Judgement.EDIT, value={"stance": "denies", "negated": True})])
    assert (changed.stance, changed.negated, changed.id) == (Stance.DENIES, True, CLAIM.id)
    assert changed.figures == CLAIM.figures
    assert from_plain(type(CLAIM), to_plain(changed)) == changed


def test_a_rejected_figure_is_gone_and_a_rejected_stance_is_a_gap():
    assert judged(CLAIM, [verdict(FIGURE, Judgement.REJECT)]).figures == ()
    left = judged(CLAIM, [verdict("stance", Judgement.REJECT)])
    assert left.stance is CLAIM.stance
    assert any(gap.startswith("stance: rejected") for gap in left.gaps)


def test_a_reviewer_outranks_a_later_coder_and_blind_verdicts_do_nothing():
    reviewed = verdict(FIGURE, Judgement.EDIT, value=figure_with(50), role="reviewer", by="rea")
    later = verdict(FIGURE, Judgement.EDIT, at=5, value=figure_with(60), role="coder")
    blind = verdict(FIGURE, Judgement.EDIT, at=9, value=figure_with(70), role="reviewer", blind=True)
    assert judged(CLAIM, [reviewed, later, blind]).figures[0].low == 50
    assert judged(CLAIM, [later, blind]).figures[0].low == 60
    assert judged(CLAIM, [blind]) is CLAIM
    assert standing(live([reviewed, later])) == reviewed


def test_a_part_of_an_edited_toll_still_points_to_it():
    whole = CLAIM.figures[0]
    part = replace(whole, evidence=CLAIM.content, low=3, high=3, subset_of=whole.id)
    both = CLAIM.with_changes(figures=(whole, part))
    key = f"figure.{whole.id}"
    changed = judged(both, [verdict(key, Judgement.EDIT, value=figure_with(30) | {"measure": "wounded"})])
    assert changed.figures[0].id != whole.id
    assert changed.figures[1].subset_of == changed.figures[0].id
    assert judged(both, [verdict(key, Judgement.REJECT)]).figures[0].subset_of is None


def test_a_claim_as_a_whole_is_rejected_and_taken_back():
    no = verdict("", Judgement.REJECT)
    assert is_rejected(CLAIM.id, [no])
    assert not is_rejected(CLAIM.id, [no, verdict("", Judgement.UNDO, at=1, replaces=no.id)])


MADE = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.sampled_from([Judgement.ACCEPT, Judgement.REJECT, Judgement.EDIT]),
        st.integers(0, 99),
        st.sampled_from(["", "coder", "reviewer"]),
    ),
    max_size=8,
)


def as_verdicts(made):
    out = []
    for at, (key, judgement, number, role) in enumerate(made):
        value = next(each.read for each in values_of(CLAIM) if each.key == key)
        if judgement is Judgement.EDIT and key == FIGURE:
            value = figure_with(number)
        out.append(verdict(key, judgement, at=at, value=value if judgement is Judgement.EDIT else None, role=role))
    return out


@given(MADE, st.randoms())
def test_the_order_in_which_verdicts_are_given_does_not_matter(made, chance):
    said = as_verdicts(made)
    shuffled = chance.sample(said, len(said))
    assert judged(CLAIM, said) == judged(CLAIM, shuffled)


@given(MADE)
def test_undoing_every_verdict_gives_back_what_was_read(made):
    said = as_verdicts(made)
    undone = [
        Verdict(
            subject=each.subject,
            judgement=Judgement.UNDO,
            by="ben",
            at=NOON + timedelta(days=1, minutes=at),
            replaces=each.id,
        )
        for at, each in enumerate(said)
    ]
    assert judged(CLAIM, said + undone) == CLAIM


@given(MADE)
def test_a_judged_claim_keeps_its_id_and_its_words(made):
    changed = judged(CLAIM, as_verdicts(made))
    assert changed.id == CLAIM.id
    assert {each.text for each in changed.evidences()} <= {each.text for each in CLAIM.evidences()}
