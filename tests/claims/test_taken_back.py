"""Denials in passing, words taken back, offices with their holders, and the outlet under its short name."""

from __future__ import annotations

import pytest
from tests.claims.made import document_of
from tests.claims.test_extract import found

from rashomon.claims import extract
from rashomon.domain import Claim, Stance, Status, VoiceKind
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings


def _told_by(text: str, source: str) -> tuple[Claim, ...]:
    settings = Settings(reader="lexical")
    document = document_of(text, source=source)
    return extract(document, LexicalReader(settings).read(document), settings)


@pytest.mark.parametrize(
    ("tail", "who"),
    [
        (", an allegation that the ministry denies", "ministry"),
        (", a charge which Baku has repeatedly rejected", "Baku"),
        (", an accusation the army disputes", "army"),
    ],
)
def test_a_denial_in_passing_is_a_claim_of_its_own_and_disputes_what_it_follows(tail: str, who: str) -> None:
    said, denial = found(f"Residents said that soldiers shelled the market{tail}.")
    assert said.content.text == "soldiers shelled the market"
    assert said.status is Status.DISPUTED
    assert denial.stance is Stance.DENIES
    assert denial.voice.name == who
    assert denial.about == said.id


def test_neither_confirming_nor_denying_says_nothing() -> None:
    claims = found("Residents said soldiers killed two men. The army neither confirmed nor denied the killing.")
    assert [claim.stance for claim in claims] == [Stance.ASSERTS, Stance.ASSERTS]
    assert claims[0].status is Status.ATTRIBUTED
    assert claims[1].negated


def test_a_statement_that_is_taken_back_asserts_nothing() -> None:
    (claim,) = found("An earlier statement by the governor that two people had died was withdrawn hours later.")
    assert claim.stance is Stance.RETRACTS
    assert claim.voice.name == "governor"


def test_a_count_is_of_whoever_made_it() -> None:
    claims = found("The Anba agency said two men died. A count by the agency says that 40 men have died since May.")
    assert claims[-1].voice.name == "Anba agency"


def test_a_denier_in_initials_is_the_one_who_is_accused() -> None:
    claims = found("The army accused the Northern Liberation Front of shelling a school. The NLF denied the attack.")
    assert claims[-1].about == claims[0].id
    assert claims[0].status is Status.DISPUTED


def test_fighters_of_one_side_are_no_source_of_the_other() -> None:
    text = "A military source said two men died. The opposition fighters said that nine soldiers had died."
    assert [claim.voice.name for claim in found(text)] == ["military source", "opposition fighters"]


def test_who_handed_a_source_on_stands_before_it() -> None:
    (claim,) = found("According to a medical source quoted by Anba, two men died.")
    assert [voice.name for voice in claim.chain[1:]] == ["Anba", "medical source"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Delta Basin Monitor", "The Monitor said that two men had been killed."),
        ("Sahel Post", "Sahel Post said that two men had been killed."),
    ],
)
def test_the_outlet_by_its_short_name_is_the_publisher(source: str, text: str) -> None:
    (claim,) = _told_by(text, source)
    assert [voice.kind for voice in claim.chain] == [VoiceKind.OUTLET]
    assert claim.status is Status.STATED


def test_a_negation_in_a_relative_clause_is_not_the_claims() -> None:
    (claim,) = found("Police said that two women who did not leave were killed.")
    assert claim.figures[0].low == 2
    assert not claim.negated


def test_reports_that_somebody_has_are_not_endorsed() -> None:
    claims = found("The commission said it had credible reports of the killing of 14 protesters.")
    assert Stance.ENDORSES not in {claim.stance for claim in claims}


def test_saying_nothing_says_nothing() -> None:
    claims = found("The army said nothing about civilians. The army said that nothing was left of the village.")
    assert [claim.content.text for claim in claims] == ["nothing was left of the village"]


def test_what_is_spoken_of_as_somebodys_is_that_voices_claim() -> None:
    claims = found(
        "Ruritania's army said it killed 14 rebels. Residents said two men died. Police confirmed the army's figure."
    )
    assert claims[-1].stance is Stance.ENDORSES
    assert claims[-1].about == claims[0].id


def test_a_capital_at_the_start_of_a_sentence_names_no_issuer() -> None:
    (claim,) = found("Initial reports spoke of 11 dead.")
    assert "reports" in claim.voice.name


def test_an_adverb_between_a_count_and_its_harm() -> None:
    (claim,) = found("The army said two soldiers were killed and three slightly injured.")
    assert [(figure.measure, figure.low, figure.group) for figure in claim.figures] == [
        ("killed", 2, "soldiers"),
        ("wounded", 3, "soldiers"),
    ]


@pytest.mark.parametrize("words", ["no more than four of their men had died", "no fewer than four men had died"])
@pytest.mark.parametrize(
    "before", ["The rebels said that", "The rebels said", "The rebels rejected the toll, saying that"]
)
def test_a_bound_is_not_silence(before: str, words: str) -> None:
    assert words in [claim.content.text for claim in found(f"{before} {words}.")]


def test_saying_no_more_is_silence() -> None:
    assert "no more" not in " ".join(claim.content.text for claim in found("The army said no more about the raid."))
