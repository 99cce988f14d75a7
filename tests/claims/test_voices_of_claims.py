"""Who speaks, how it is put, and what a claim about a claim is about: one sentence or two for each construction."""

from __future__ import annotations

import pytest
from tests.claims.test_extract import found

from rashomon.domain import Claim, Stance, Status, VoiceKind


def chain_of(claim: Claim) -> list[str]:
    return [voice.name for voice in claim.chain[1:]]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The army said that two men died.", ["army"]),
        ("Two men died, the army said.", ["army"]),
        ("“Two men died,” said Omar Haddad, a medic.", ["Omar Haddad"]),
        ("According to the army, two men died.", ["army"]),
        ("Two men died, according to the army.", ["army"]),
        ("The army, citing a medic, said two men died.", ["army", "medic"]),
        (
            "The Anba agency, quoting a medic who cited residents, reported that two men died.",
            ["Anba agency", "medic", "residents"],
        ),
        ("A medic told the Daily Star that two men died.", ["Daily Star", "medic"]),
        ("The ministry said in a statement carried by the Anba agency that two men died.", ["Anba agency", "ministry"]),
        ("The minister was quoted by state media as saying that two men died.", ["state media", "minister"]),
        ("The army said the governor had told reporters that two men died.", ["army", "governor"]),
        ("A report by the Red Cross said that two men died.", ["Red Cross"]),
        ("Two men were reported killed in the raid.", ["not named (were reported)"]),
        ("It was reported that two men had been killed.", ["not named (was reported)"]),
        ("Army spokesman Omar Haddad: “Two men were killed.”", ["Army spokesman Omar Haddad"]),
        ("The army put the death toll at 14.", ["army"]),
        ("The monitor recorded 14 deaths in May.", ["monitor"]),
    ],
)
def test_chain(text: str, chain: list[str]) -> None:
    claims = found(text)
    assert [chain_of(claim) for claim in claims] == [chain]


@pytest.mark.parametrize(
    ("before", "pronoun", "voice"),
    [
        ("Hamas said two men died.", "It added that three were hurt.", "Hamas"),
        ("Residents said two men died.", "They said three were hurt.", "Residents"),
        ("Omar Haddad, a medic, said two men died.", "He said three were hurt.", "Omar Haddad"),
        ("Hamas said two men died.", "The group said three were hurt.", "Hamas"),
        ("A medical source said two men died.", "The source added that three were hurt.", "medical source"),
        ("The Interior Ministry said two men died.", "The ministry said three were hurt.", "Interior Ministry"),
        ("The army said two men died.", "Its spokesman said three were hurt.", "army"),
        ("The UN report said two men died.", "The report also said that three were hurt.", "UN"),
    ],
)
def test_voices_carried_over_name_their_antecedent(before: str, pronoun: str, voice: str) -> None:
    claim = found(f"{before} {pronoun}")[-1]
    assert claim.voice.name == voice
    assert claim.voice.antecedent is not None
    assert claim.voice.evidence is not None
    assert claim.voice.evidence.text in pronoun


def test_a_pronoun_without_a_fitting_voice_is_left_as_said() -> None:
    (claim,) = found("She said three people were hurt.")
    assert (claim.voice.name, claim.voice.antecedent) == ("She", None)
    assert any("not resolved" in gap for gap in claim.gaps)


def test_carrying_can_be_switched_off() -> None:
    claim = found("Hamas said two men died. It added that three were hurt.", "carried-voice")[-1]
    assert claim.voice.name == "It"


def test_an_unnamed_voice_keeps_its_description() -> None:
    (claim,) = found("A security official close to the talks said two men died.")
    assert (claim.voice.kind, claim.voice.described) == (VoiceKind.UNNAMED, "A security official close to the talks")


@pytest.mark.parametrize(
    ("text", "stance", "status"),
    [
        ("The army claimed that it killed ten men.", Stance.ASSERTS, Status.DISTANCED),
        ("The army denied that it killed ten men.", Stance.DENIES, Status.ATTRIBUTED),
        ("The army admitted that it killed ten men.", Stance.ADMITS, Status.ATTRIBUTED),
        ("The army admitted killing ten men.", Stance.ADMITS, Status.ATTRIBUTED),
        ("Activists alleged that the army killed ten men.", Stance.ACCUSES, Status.DISTANCED),
        ("Activists blamed the army for the deaths.", Stance.ACCUSES, Status.ATTRIBUTED),
        ("The army vowed to strike the camp again.", Stance.PLANS, Status.PLANNED),
        ("The army said it would strike the camp again.", Stance.PLANS, Status.PLANNED),
        ("The UN warned that the attack would displace thousands.", Stance.PREDICTS, Status.PREDICTED),
        ("Experts doubt that the army killed ten men.", Stance.DOUBTS, Status.ATTRIBUTED),
        ("The group claimed responsibility for the bombing.", Stance.ADMITS, Status.ATTRIBUTED),
        ("It is believed that ten men were killed.", Stance.ASSERTS, Status.UNCONFIRMED),
        ("The army was accused of killing ten men.", Stance.ACCUSES, Status.ATTRIBUTED),
        ("The group expects the number of dead to rise.", Stance.PREDICTS, Status.PREDICTED),
    ],
)
def test_stance_and_status(text: str, stance: Stance, status: Status) -> None:
    (claim,) = found(text)
    assert (claim.stance, claim.status) == (stance, status)


@pytest.mark.parametrize(
    "text",
    [
        "The army did not say how many men died.",
        "The army declined to say whether men died.",
        "“We said that it was over.”",
        "The State Department building is old.",
    ],
)
def test_no_words_are_ascribed(text: str) -> None:
    assert [claim for claim in found(text) if len(claim.chain) > 1] == []


def test_an_aside_changes_what_it_is_about_and_nothing_else() -> None:
    text = (
        "The army said six rebels were killed. ISIS claims that it shot down a drone. It said 40 men were wounded. "
        "These claims remain unconfirmed.\n\nDoctors said five people were killed."
    )
    status = {claim.content.text: claim.status for claim in found(text) if claim.stance is Stance.ASSERTS}
    assert status == {
        "six rebels were killed": Status.ATTRIBUTED,
        "it shot down a drone": Status.UNCONFIRMED,
        "40 men were wounded": Status.UNCONFIRMED,
        "five people were killed": Status.ATTRIBUTED,
    }


def test_an_aside_in_the_same_sentence_is_not_part_of_the_words() -> None:
    first, aside = found("The army said it killed 40 rebels, a figure that could not be independently verified.")
    assert (first.content.text, first.status) == ("it killed 40 rebels", Status.UNCONFIRMED)
    assert (aside.stance, aside.about) == (Stance.DOUBTS, first.id)


def test_another_voices_doubt_is_not_the_outlets() -> None:
    claims = found("The army said it killed 40 rebels. The UN said the figure could not be verified.")
    assert claims[0].status is Status.ATTRIBUTED
    assert [voice.name for voice in claims[1].chain[1:]] == ["UN"]


def test_a_denial_makes_what_it_denies_disputed() -> None:
    claims = found("Activists said soldiers had burned the village of Umm Hitan. The army denied burning the village.")
    assert claims[0].status is Status.DISPUTED
    assert (claims[1].stance, claims[1].about) == (Stance.DENIES, claims[0].id)
    kept = found(
        "Activists said soldiers had burned the village of Umm Hitan. The army denied burning the village.",
        "denial-disputes",
    )
    assert kept[0].status is Status.ATTRIBUTED


def test_a_denial_of_what_the_page_does_not_tell_is_kept_with_its_gap() -> None:
    claim = found("Floods closed two roads in May, officials said. The army denied that it had bombed a hospital.")[-1]
    assert claim.about is None
    assert any(gap.startswith("about:") for gap in claim.gaps)


def test_words_that_call_a_report_false_deny_it() -> None:
    text = "A UN report said that the army shelled a school. The foreign ministry said the report is misleading."
    first, denial = found(text)
    assert (first.status, denial.stance, denial.about) == (Status.DISPUTED, Stance.DENIES, first.id)
    assert found(text, "discredits")[-1].stance is Stance.ASSERTS


def test_a_retraction_takes_back_the_outlets_own_claim() -> None:
    claims = found("On Monday we reported that nine people had been killed in Aden. We retract that report.")
    assert [claim.stance for claim in claims] == [Stance.RETRACTS, Stance.RETRACTS]
    assert claims[1].about == claims[0].id


def test_loaded_words_name_whom_they_label() -> None:
    text = "ISIS terrorists attacked the post. The army said the terrorists were neutralized by the regime forces."
    labels = [(label.word.text, label.labels, label.tone) for claim in found(text) for label in claim.labels]
    assert ("terrorists", "ISIS", "hostile") in labels
    assert labels.count(("terrorists", "ISIS", "hostile")) == 2
    assert ("regime", "forces", "hostile") in labels
    assert any(word == "neutralized" and tone == "euphemism" for word, _, tone in labels)
    assert all(not claim.labels for claim in found(text, "loaded-words"))


def test_any_rule_of_attribution_can_be_switched_off() -> None:
    text = "According to the army, two men died."
    assert len(found(text)[0].chain) == 2
    assert len(found(text, "according-to-before")[0].chain) == 1
