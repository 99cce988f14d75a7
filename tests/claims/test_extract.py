"""Invariants of claims, whatever the page says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.made import document_of

from rashomon.claims import extract
from rashomon.domain import Claim, Document, Stance, Status
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings

LEXICAL = Settings(reader="lexical")


def claims_of(document: Document, *rules_off: str) -> tuple[Claim, ...]:
    """Extract with the lexical reader, some rules switched off."""
    chosen = Settings(reader="lexical", rules_off=frozenset(rules_off))
    return extract(document, LexicalReader(chosen).read(document), chosen)


def found(text: str, *rules_off: str) -> list[Claim]:
    return list(claims_of(document_of(text), *rules_off))


_PIECES = (
    "The army said it had killed 12 rebels near Tal Amr on Monday.",
    "“We lost two men,” a fighter told the Daily.",
    "According to residents, shells hit the market.",
    "They insist that over 20 soldiers were killed.",
    "These claims remain unconfirmed.",
    "The ministry denied the report, calling it “false”.",
    "Reportedly, a bridge was destroyed",
    "who said that",
    "said:",
    "“ ” “",
    "’s — ( claims that claims that",
    "Troops will likely advance, and the governor plans to flee.",
    "١٢ قتيلا, said sources. 😀",
    "THE GROUP CLAIMED RESPONSIBILITY FOR THE ATTACK.",
)


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7), st.sampled_from([" ", "\n\n", ", "]))
@settings(max_examples=60, deadline=None)
def test_evidence_reproduces_its_words_and_ids_are_stable(pieces: list[str], joint: str) -> None:
    document = document_of(joint.join(pieces), title=pieces[0], comments="Residents said 900 people were killed.")
    claims = claims_of(document)
    assert all(evidence.holds_in(document.text) for claim in claims for evidence in claim.evidences())
    assert len({claim.id for claim in claims}) == len(claims)
    assert [claim.id for claim in claims] == [claim.id for claim in claims_of(document)]
    known = {claim.id for claim in claims}
    assert all(claim.about is None or claim.about in known for claim in claims)
    assert all(claim.chain[0].name == "The Outlet" for claim in claims)
    assert all(claim.trace for claim in claims)


def test_comments_never_make_claims() -> None:
    document = document_of("Nothing happened.", comments="The army said 900 people were killed in Tal Amr.")
    assert claims_of(document) == ()


def test_a_claim_of_the_title_that_the_body_makes_is_its_second_evidence() -> None:
    text = "At least 12 people were killed in a bombing in Mosul on Monday, police said."
    title = "At least 12 killed in Mosul bombing, police say"
    claims = claims_of(document_of(text, title=title))
    assert len(claims) == 1
    assert claims[0].content.text.startswith("At least 12 people")
    assert [step.evidence.text for step in claims[0].trace if step.rule == "title-duplicates" and step.evidence] == [
        "At least 12 killed in Mosul bombing"
    ]
    assert len(claims_of(document_of(text, title=title), "title-duplicates")) == 2


def test_a_title_with_another_number_is_a_claim_of_its_own() -> None:
    text = "At least 12 people were killed in a bombing in Mosul on Monday, police said."
    claims = claims_of(document_of(text, title="Fourteen killed in Mosul bombing, police say"))
    assert {figure.low for claim in claims for figure in claim.figures} == {12, 14}


def test_the_accused_is_the_agent_of_the_deed_and_the_accuser_is_not() -> None:
    (claim,) = found("The Observatory accused the army of shelling a school in Tal Amr.")
    assert claim.stance is Stance.ACCUSES
    assert ("agent", "army") in [(role.kind.value, role.mention) for role in claim.roles]
    assert not any(role.kind.value == "agent" and "Observatory" in role.mention for role in claim.roles)


def test_a_pronoun_that_speaks_is_the_agent_of_what_it_says_it_did() -> None:
    (claim,) = found("Hamas said it had attacked an army post near Nitzana.")
    assert ("agent", "Hamas") in [(role.kind.value, role.mention) for role in claim.roles]
    assert "speaking-agent" in [step.rule for step in claim.trace]
    (without,) = found("Hamas said it had attacked an army post near Nitzana.", "speaking-agent")
    assert not any(role.mention == "Hamas" for role in without.roles)


def test_what_is_carried_over_is_said_to_be() -> None:
    text = "Shells hit the market of Idlib on Monday. Seven people were killed, doctors said."
    toll = found(text)[-1]
    assert [place.name for place in toll.places] == ["Idlib"]
    assert "carried-over" in [step.rule for step in toll.trace]
    assert any(gap.startswith("place: carried over from") for gap in toll.gaps)
    assert found(text, "carried-over")[-1].places == ()


def test_nothing_is_carried_over_from_another_paragraph() -> None:
    toll = found("Shells hit the market of Idlib on Monday.\n\nSeven people were killed, doctors said.")[-1]
    assert toll.places == ()
    assert "place: not named in these words" in toll.gaps


@pytest.mark.parametrize(
    ("text", "stance", "status"),
    [
        ("Troops will likely continue their advance on the town.", Stance.PREDICTS, Status.PREDICTED),
        ("The army plans to send reinforcements to the town.", Stance.PLANS, Status.PLANNED),
        ("The bomb allegedly killed four people.", Stance.ASSERTS, Status.DISTANCED),
        ("The bomb may have killed four people.", Stance.ASSERTS, Status.UNCONFIRMED),
        ("The bomb killed four people.", Stance.ASSERTS, Status.STATED),
    ],
)
def test_the_outlets_own_voice(text: str, stance: Stance, status: Status) -> None:
    (claim,) = found(text)
    assert (claim.stance, claim.status, len(claim.chain)) == (stance, status, 1)
