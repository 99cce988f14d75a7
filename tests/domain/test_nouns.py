import dataclasses
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import (
    Block,
    BlockKind,
    Figure,
    Measure,
    Outcome,
    PageState,
    Place,
    PlaceState,
    Reading,
    Span,
    Tokens,
    When,
    content_id,
)
from rashomon.domain.serial import from_plain, to_plain
from tests.domain.made import claim, document, quote


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_ids_are_stable_and_tell_contents_apart(one, other):
    assert content_id("doc", *one) == content_id("doc", *one)
    assert (content_id("doc", *one) == content_id("doc", *other)) == (one == other)


def test_ids_tell_nothing_from_empty():
    assert content_id("x", None) != content_id("x", "")


@given(st.text(min_size=1), st.data())
def test_a_document_quotes_its_own_words(text, data):
    page = document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = page.quote(start, end)
    assert evidence.holds_in(page.text)
    assert evidence.text == text[start:end]


def test_a_quote_that_leaves_the_text_is_refused():
    with pytest.raises(ValueError, match="leaves the text"):
        document("short").quote(2, 9)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=2, max_size=6))
def test_blocks_are_ordered_and_apart_or_refused(pairs):
    blocks = tuple(Block(kind=BlockKind.BODY, span=Span(a, a + n)) for a, n in pairs)
    apart = all(x.span.end <= y.span.start for x, y in pairwise(blocks))
    page = document("x" * 100)
    if apart:
        assert dataclasses.replace(page, blocks=blocks).blocks == blocks
    else:
        with pytest.raises(ValueError, match="overlap"):
            dataclasses.replace(page, blocks=blocks)


def test_only_the_outlet_itself_is_reporting():
    kinds = {kind for kind in BlockKind if kind.is_reporting}
    assert kinds == {BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.BODY}


def test_a_claims_id_survives_grounding_and_changes_with_its_words():
    one = claim()
    when = dataclasses.replace(one.when, earliest=date(2024, 5, 6), latest=date(2024, 5, 6))
    assert one.with_changes(when=when, confidence=0.1).id == one.id
    assert claim(words="over 20 soldiers").id != one.id


def test_every_evidence_of_a_claim_reproduces_its_words():
    page = document()
    found = claim(page).evidences()
    assert len(found) >= 5
    assert all(each.holds_in(page.text) for each in found)


def test_claims_and_documents_survive_json():
    page = document()
    one = claim(page)
    assert from_plain(type(one), to_plain(one)) == one
    assert from_plain(type(page), to_plain(page)) == page
    assert "deed" in to_plain(one)
    assert "labels" not in to_plain(one), "defaults are left out"


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_figures_bounds_are_ordered_or_refused(low, high):
    evidence = quote(document(), "20")
    if low <= high:
        assert Figure(measure=Measure.KILLED, evidence=evidence, low=low, high=high).low == low
    else:
        with pytest.raises(ValueError, match="above"):
            Figure(measure=Measure.KILLED, evidence=evidence, low=low, high=high)


def test_a_time_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        When(text="x", earliest=date(2024, 2, 2), latest=date(2024, 2, 1))


def test_an_open_year_is_not_known():
    open_year = When(text="April 9", earliest=date(2018, 4, 9), latest=date(2020, 4, 9), year_open=True)
    assert not open_year.known
    assert open_year.day is None
    day = When(text="April 9, 2020", earliest=date(2020, 4, 9), latest=date(2020, 4, 9))
    assert day.day == date(2020, 4, 9)


def test_unresolved_needs_a_reason_and_coordinates_come_in_pairs():
    words = quote(document(), "river")
    with pytest.raises(ValueError, match="without a reason"):
        Place(evidence=words, name="river", name_evidence=words, state=PlaceState.UNRESOLVED)
    with pytest.raises(ValueError, match="one coordinate"):
        Place(evidence=words, name="river", name_evidence=words, lat=1.0)


def test_no_page_ends_in_silence():
    with pytest.raises(ValueError, match="without a reason"):
        Outcome(name="a.html", state=PageState.REFUSED)


def reading(words, per_sentence=4):
    starts = tuple(range(0, 3 * words, 3))
    tokens = Tokens(
        start=starts,
        end=tuple(s + 2 for s in starts),
        sentence=tuple(i // per_sentence for i in range(words)),
        lemma=("w",) * words,
    )
    count = -(-words // per_sentence)
    spans = tuple(
        Span(starts[i * per_sentence], starts[min(words, (i + 1) * per_sentence) - 1] + 2) for i in range(count)
    )
    return Reading(document_id="doc_x", sentences=spans, tokens=tokens)


@given(st.integers(1, 40), st.integers(1, 7))
def test_sentences_hold_every_token_once(words, per_sentence):
    page = reading(words, per_sentence)
    seen = [index for sentence in range(len(page.sentences)) for index in page.tokens_of(sentence)]
    assert seen == list(range(words))


@given(st.integers(1, 40), st.integers(0, 130), st.integers(1, 30))
def test_tokens_in_a_span_are_those_that_overlap_it(words, start, length):
    page = reading(words)
    span = Span(start, start + length)
    expected = [i for i in range(words) if page.tokens.start[i] < span.end and span.start < page.tokens.end[i]]
    assert list(page.tokens_in(span)) == expected


@given(st.integers(1, 40), st.integers(0, 130))
def test_the_sentence_at_an_offset_holds_it(words, offset):
    page = reading(words)
    index = page.sentence_at(offset)
    holding = [i for i, span in enumerate(page.sentences) if span.start <= offset < span.end]
    assert [index] == holding or (index is None and not holding)


def test_columns_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="another length"):
        Tokens(start=(0, 1), end=(1,), sentence=(0, 0), lemma=("a", "b"))
    with pytest.raises(ValueError, match="empty or as long"):
        Tokens(start=(0,), end=(1,), sentence=(0,), lemma=("a",), upos=("X", "Y"))
