"""The relevance gate: what it judges, how it says so, and what its weights' loader refuses."""

from dataclasses import replace

import pytest
from evaluation.text_documents import make_document
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import KnowledgeError
from rashomon.intake.gate import PASSAGE, judge, load_weights, parse_weights, passages_of, words_of
from rashomon.settings import Settings

CLASH = (
    "At least six soldiers were killed on Tuesday when gunmen ambushed an army convoy near the border, the defence "
    "ministry said. The rebels claimed the attack and said that they had shelled two outposts."
)
COUNCIL = (
    "The school board approved the budget for the next year on Tuesday and hired two teachers of mathematics. Parents "
    "asked about buses, and the mayor said that the library would lend tablets to pupils who need them."
)


def test_a_clash_passes_and_a_council_does_not() -> None:
    settings = Settings()
    clash, council = judge(make_document("a", CLASH), settings), judge(make_document("b", COUNCIL), settings)
    assert clash.relevant
    assert not council.relevant
    assert clash.score > council.score
    assert "killed" in clash.reasons[1]
    assert "threshold" in council.reasons[0]


def test_case_does_not_matter_and_neither_do_figures() -> None:
    settings = Settings()
    upper = judge(make_document("a", CLASH.upper()), settings)
    assert upper.score == pytest.approx(judge(make_document("a", CLASH), settings).score)
    assert words_of("March 7") == words_of("march 1,200")


def test_the_threshold_is_the_users() -> None:
    document = make_document("b", COUNCIL)
    score = judge(document, Settings()).score
    assert judge(document, Settings(relevance_threshold=score)).relevant
    assert not judge(document, Settings(relevance_threshold=score + 0.01)).relevant


def test_a_page_that_cannot_be_judged_is_not_set_aside() -> None:
    assert judge(replace(make_document("a", "Der Rat tagte."), language="de"), Settings()).relevant
    assert judge(make_document("a", "?"), Settings()).relevant


def test_one_report_in_a_page_of_other_paragraphs_lowers_the_score_but_not_to_nothing() -> None:
    mixed = judge(make_document("a", f"{COUNCIL}\n\n{CLASH}\n\n{COUNCIL}"), Settings())
    assert mixed.relevant


@given(st.lists(st.sampled_from(["a", "b", "killed"]), max_size=200))
def test_passages_hold_every_word_and_none_is_longer(words: list[str]) -> None:
    passages = passages_of(words)
    assert all(len(passage) <= PASSAGE for passage in passages)
    if words:
        assert list(passages[0][:1]) == words[:1]
        assert list(passages[-1])[-1:] == words[-1:]
        assert sum(map(len, passages)) >= len(words)


@given(st.text(max_size=400))
def test_any_text_gets_a_finite_score(text: str) -> None:
    score = judge(make_document("a", text), Settings()).score
    assert abs(score) < 1e5


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("killed 3\n", ":1: it is no new word"),
        ("(bias)\t-1\nkilled\tmuch\n", ":2: 'much' is no weight"),
        ("(bias)\t-1\nkilled\tnan\n", ":2: 'nan' is no weight"),
        ("(bias)\t-1\nkilled\t1\nkilled\t2\n", ":3: it is no new word"),
        ("killed\t1\n", "no (bias)"),
    ],
)
def test_wrong_weights_are_refused_with_their_line(text: str, what: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        parse_weights(text)
    assert what in str(caught.value)


def test_the_shipped_weights_are_words_that_a_text_can_have() -> None:
    weights = load_weights()
    assert len(weights.words) > 5_000
    assert all(words_of(name) == name.split(" ") for name in weights.words)
