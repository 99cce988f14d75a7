"""The golden suite's matcher and its rules, on small cases worked by hand."""

from __future__ import annotations

from evaluation.golden_match import differences, match_claims
from evaluation.golden_rules import broken_rules
from tests.claims.made import document_of

from rashomon.claims import extract
from rashomon.domain import Claim, Document
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings


def claims_of(text: str) -> tuple[Document, tuple[Claim, ...]]:
    settings = Settings(reader="lexical")
    document = document_of(text, comments="They said 900 were killed.")
    return document, extract(document, LexicalReader(settings).read(document), settings)


GOLD = {
    "id": "toll",
    "chain": ["The Outlet", "army"],
    "stance": "asserts",
    "status": "distanced",
    "quote": "over 20 soldiers were killed",
    "figure": {"measure": "killed", "low": 21, "high": None, "flow_or_stock": "flow"},
}


def test_a_claim_matches_by_its_evidence_and_every_value() -> None:
    _, claims = claims_of("The army insists that over 20 soldiers were killed.")
    assert differences(GOLD, claims[0], {}, {}) == ()
    assert match_claims([GOLD], claims) == []


def test_what_differs_is_named() -> None:
    _, claims = claims_of("The army insists that over 20 soldiers were killed.")
    wrong = GOLD | {"status": "attributed", "stance": "denies", "chain": ["The Outlet", "residents"]}
    assert differences(wrong, claims[0], {}, {}) == ("chain", "stance", "status")
    assert differences(GOLD | {"figure": GOLD["figure"] | {"high": 30}}, claims[0], {}, {}) == ("figure",)
    assert differences(GOLD | {"quote": "shells hit a school"}, claims[0], {}, {})[0] == "evidence"


def test_one_claim_answers_for_one_golden_claim() -> None:
    _, claims = claims_of("The army insists that over 20 soldiers were killed.")
    assert [each.id for each in match_claims([GOLD, GOLD | {"id": "again"}], claims)] == ["again"]


def test_rules_that_hold_and_rules_that_are_broken() -> None:
    document, claims = claims_of("The army said up to 30 rebels were killed. The army has 60 posts in Idlib.")
    rules = [
        "any claim with evidence in the comments or in a widget",
        "30 killed from 'killed'",
        "31 killed from 'killed'",
        "an event for 'will likely continue'",
        "the date 2022-07 anywhere",
        "a rule that nobody wrote a check for",
    ]
    assert broken_rules(rules, document, claims) == [
        "30 killed from 'killed'",
        "not checked: a rule that nobody wrote a check for",
    ]
