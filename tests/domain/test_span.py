import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import Evidence, Span

spans = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(spans, spans)
def test_cover_holds_both_and_nothing_more(one, other):
    cover = one.cover(other)
    assert one.within(cover)
    assert other.within(cover)
    assert cover.start in (one.start, other.start)
    assert cover.end in (one.end, other.end)


@given(spans, spans)
def test_overlap_is_symmetric_and_means_a_shared_code_point(one, other):
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_without_words_is_refused(start, end):
    with pytest.raises(ValueError, match="start < end"):
        Span(start, end)


@given(spans)
def test_spans_order_by_start_then_end(span):
    assert span < Span(span.start, span.end + 1) < Span(span.start + 1, span.start + 2)


def test_evidence_must_be_as_long_as_its_span():
    with pytest.raises(ValueError, match="cannot fill"):
        Evidence(document_id="doc_x", span=Span(0, 3), text="toolong")


@given(st.text(min_size=1), st.data())
def test_evidence_knows_whether_its_words_stand_there(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = Evidence(document_id="doc_x", span=Span(start, end), text=text[start:end])
    assert evidence.holds_in(text)
    assert not evidence.holds_in("\0" + text) or text[start:end] == ("\0" + text)[start:end]
