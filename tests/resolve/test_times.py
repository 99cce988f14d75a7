"""Times on a page: anchoring, bounds, open years, and what must never be made up."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import (
    Block,
    BlockKind,
    Claim,
    Claimant,
    DaySense,
    Document,
    Granularity,
    PartOfDay,
    Reading,
    Source,
    Span,
    Stance,
    Status,
    Tokens,
    VoiceKind,
    When,
)
from rashomon.knowledge.times import find_times
from rashomon.reading.sentences import split_sentences
from rashomon.resolve.times import anchor, ground_times, narrow_publication, times_of
from rashomon.resolve.times_when import when_of

FRIDAY = date(2020, 4, 10)


def make_page(
    text: str, published: date | None = None, retrieved: date = date(2026, 1, 1), *, when: When | None = None
):
    """Return a one-block document and a reading of its sentences."""
    published_when = when or When(
        text=published.isoformat() if published else "",
        earliest=published,
        latest=published or retrieved,
        basis="given" if published else None,
    )
    document = Document(
        id="doc_test",
        url=None,
        source=Source(id="src", name="Test"),
        title="",
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=published_when,
        retrieved_at=datetime(retrieved.year, retrieved.month, retrieved.day, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="test",
    )
    sentences = tuple(Span(start, end) for start, end in split_sentences(text))
    reading = Reading(
        document_id="doc_test", sentences=sentences, tokens=Tokens(start=(), end=(), sentence=(), lemma=())
    )
    return document, reading


def told(text: str, published: date | None = FRIDAY, **more: object) -> dict[str, When]:
    """Return the times of a text by their words."""
    document, reading = make_page(text, published, **more)  # type: ignore[arg-type]
    return {settled.expression.text: when_of(settled, context) for settled, context in times_of(document, reading)}


@pytest.mark.parametrize(
    ("words", "first", "last", "granularity"),
    [
        ("last week", date(2020, 3, 30), date(2020, 4, 5), Granularity.WEEK),
        ("yesterday", date(2020, 4, 9), date(2020, 4, 9), Granularity.DAY),
        ("Tuesday", date(2020, 4, 7), date(2020, 4, 7), Granularity.DAY),
        ("Friday", FRIDAY, FRIDAY, Granularity.DAY),
        ("last Friday", date(2020, 4, 3), date(2020, 4, 3), Granularity.DAY),
        ("three days ago", date(2020, 4, 7), date(2020, 4, 7), Granularity.DAY),
        ("last month", date(2020, 3, 1), date(2020, 3, 31), Granularity.MONTH),
        ("mid-March", date(2020, 3, 11), date(2020, 3, 20), Granularity.MONTH),
        ("in March 2017", date(2017, 3, 1), date(2017, 3, 31), Granularity.MONTH),
        ("on April 9", date(2020, 4, 9), date(2020, 4, 9), Granularity.DAY),
        ("on December 3", date(2019, 12, 3), date(2019, 12, 3), Granularity.DAY),
        ("between April 3 and 7", date(2020, 4, 3), date(2020, 4, 7), Granularity.SPAN),
        ("from 28 March to 2 April", date(2020, 3, 28), date(2020, 4, 2), Granularity.SPAN),
        ("since Monday", date(2020, 4, 6), FRIDAY, Granularity.SPAN),
        ("earlier this week", date(2020, 4, 6), FRIDAY, Granularity.WEEK),
        ("the weekend", date(2020, 4, 4), date(2020, 4, 5), Granularity.WEEK),
        ("overnight", date(2020, 4, 9), FRIDAY, Granularity.DAY),
        ("last summer", date(2019, 6, 1), date(2019, 8, 31), Granularity.SEASON),
        ("the first quarter of 2020", date(2020, 1, 1), date(2020, 3, 31), Granularity.SEASON),
        ("last Ramadan", date(2019, 5, 6), date(2019, 6, 3), Granularity.MONTH),
    ],
)
def test_anchored_to_the_page(words: str, first: date, last: date, granularity: Granularity) -> None:
    (expression,) = find_times(words)
    when = anchor(expression, FRIDAY)
    assert (when.earliest, when.latest, when.granularity) == (first, last, granularity)


def test_the_past_week_ends_with_the_page_and_the_coming_days_begin_after_it() -> None:
    past = anchor(find_times("during the past week")[0], FRIDAY)
    assert past.latest == FRIDAY
    assert past.earliest == date(2020, 4, 2), "seven days, and one because the page may be written the day before"
    coming = anchor(find_times("in the coming days")[0], FRIDAY, 1)
    assert coming.earliest == date(2020, 4, 11)
    assert coming.latest is None


def test_the_tense_decides_which_tuesday() -> None:
    assert told("Troops shelled the town on Tuesday.")["Tuesday"].day == date(2020, 4, 7)
    assert told("Talks will be held on Tuesday.")["Tuesday"].day == date(2020, 4, 14)
    assert told("He said on Tuesday that the talks will go on.")["Tuesday"].day == date(2020, 4, 7)


def test_narrative_times_count_from_the_day_told_last() -> None:
    times = told("Shells hit the town on March 3. The following day two people died. A day earlier it had been calm.")
    assert times["The following day"].day == date(2020, 3, 4)
    assert times["A day earlier"].day == date(2020, 3, 3)
    assert times["A day earlier"].anchor == "told 2020-03-04"


def test_part_of_day_and_clock() -> None:
    times = told("Clashes erupted on the evening of 9 April. A bomb went off at 10:30 GMT on Tuesday.")
    assert times["the evening of 9 April"].part_of_day is PartOfDay.EVENING
    tuesday = times["10:30 GMT on Tuesday"]
    assert (tuesday.granularity, tuesday.part_of_day) == (Granularity.MOMENT, PartOfDay.MORNING)
    assert any("10:30 GMT" in reason for reason in tuesday.reasons)


def test_page_wide_figures_settle_the_order_of_day_and_month() -> None:
    times = told("The deal of 13/02/2020 failed. Fighting resumed on 03/04/2020.")
    assert times["03/04/2020"].day == date(2020, 4, 3)
    times = told("The deal of 02/13/2020 failed. Fighting resumed on 03/04/2020.")
    assert times["03/04/2020"].day == date(2020, 3, 4)


def test_figures_in_either_order_stay_open() -> None:
    when = told("Fighting resumed on 03/04/2019.")["03/04/2019"]
    assert not when.day
    assert when.edtf == "[2019-03-04,2019-04-03]"
    assert any("two orders" in reason for reason in when.reasons)


def test_figures_that_would_lie_after_the_page_are_read_the_other_way() -> None:
    assert told("Fighting resumed on 03/11/2020.")["03/11/2020"].day == date(2020, 3, 11)


def test_every_day_and_some_day() -> None:
    assert anchor(find_times("between April 3 and 7")[0], FRIDAY).every_or_any_day is DaySense.ANY
    assert anchor(find_times("from April 3 to 7")[0], FRIDAY).every_or_any_day is DaySense.EVERY
    assert anchor(find_times("every day")[0], FRIDAY).every_or_any_day is DaySense.EVERY
    assert anchor(find_times("on Tuesday")[0], FRIDAY).every_or_any_day is None


def test_without_the_pages_day_nothing_is_invented() -> None:
    for words in ("last week", "on Tuesday", "yesterday", "on April 9", "overnight", "the past week"):
        when = anchor(find_times(words)[0], None)
        assert when.day is None
        assert when.earliest is None
        assert when.reasons


def test_what_has_happened_is_capped_by_the_page() -> None:
    when = told("The army shelled the town this month.")["this month"]
    assert (when.earliest, when.latest) == (date(2020, 4, 1), FRIDAY)


def test_an_anniversary_needs_a_date() -> None:
    times = told(
        "On the third anniversary of the March 15, 2011 uprising shells fell. The fifth anniversary was quiet."
    )
    assert times["the third anniversary"].day == date(2014, 3, 15)
    assert times["The fifth anniversary"].earliest is None


# ---- publication -----------------------------------------------------------------------------------------------


OPEN = When(text="June 5", year_open=True, basis="body", latest=date(2026, 1, 1))


def test_office_holders_bound_the_year() -> None:
    text = "Shells fell on June 5. Secretary of State Condoleezza Rice condemned it. A report on March 2006 events was read."
    when = narrow_publication(*make_page(text, when=OPEN))
    assert when.year_open
    assert when.edtf == "[2006-06-05,2007-06-05,2008-06-05]"
    assert any("Condoleezza Rice" in reason for reason in when.reasons)


def test_one_candidate_closes_the_year() -> None:
    text = "Shells fell on Thursday, June 5. Secretary of State Condoleezza Rice condemned it."
    when = narrow_publication(*make_page(text, when=OPEN))
    assert when.day == date(2008, 6, 5), "June 5 is a Thursday in 2008 only of her years"


def test_a_former_holder_does_not_bound_the_year() -> None:
    text = "Shells fell on June 5. Former Secretary of State Condoleezza Rice condemned it."
    when = narrow_publication(*make_page(text, when=OPEN))
    assert when.year_open
    assert not any("Rice" in reason for reason in when.reasons)


def test_a_known_date_is_left_alone() -> None:
    document, reading = make_page("Shells fell on June 5.", FRIDAY)
    assert narrow_publication(document, reading) is document.published


def test_relative_times_on_a_page_of_an_open_year_have_wide_bounds() -> None:
    open_page = When(text="June 5", earliest=date(2006, 6, 5), latest=date(2008, 6, 5), year_open=True)
    when = told("Shells fell on June 5. Last week it was calm.", None, when=open_page)["Last week"]
    assert when.granularity is Granularity.OPEN
    assert when.latest is not None
    assert when.latest < date(2008, 6, 5)


# ---- claims ------------------------------------------------------------------------------------------------------


def make_claim(document: Document, words: str, **more: object) -> Claim:
    at = document.text.index(words)
    evidence = document.quote(at, at + len(words))
    values = {
        "document_id": document.id,
        "chain": (Claimant(name="Test", kind=VoiceKind.OUTLET),),
        "stance": Stance.ASSERTS,
        "status": Status.STATED,
        "content": document.quote(0, len(document.text)),
        "confidence": 0.5,
        "when": When(text=words, evidence=evidence),
    }
    return Claim(**{**values, **more})  # type: ignore[arg-type]


def test_claims_keep_their_words_and_get_bounds() -> None:
    document, reading = make_page("Troops shelled the town on Tuesday evening.", FRIDAY)
    claim = make_claim(document, "on Tuesday evening")
    (grounded,) = ground_times(document, reading, (claim,))
    assert grounded.when is not None
    assert grounded.when.day == date(2020, 4, 7)
    assert grounded.when.evidence == claim.when.evidence
    assert grounded.id == claim.id


def test_plans_look_ahead_whatever_the_tense() -> None:
    document, reading = make_page("Troops planned to shell the town, they said on Tuesday.", FRIDAY)
    claim = make_claim(document, "Tuesday", status=Status.PLANNED)
    (grounded,) = ground_times(document, reading, (claim,))
    assert grounded.when is not None
    assert grounded.when.day == date(2020, 4, 14)


def test_words_that_the_grammar_does_not_know_stay_open() -> None:
    document, reading = make_page("Troops shelled the town at harvest time.", FRIDAY)
    (grounded,) = ground_times(document, reading, (make_claim(document, "harvest time"),))
    assert grounded.when is not None
    assert grounded.when.granularity is Granularity.OPEN
    assert grounded.when.reasons


# ---- invariants ------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "yesterday", "last week", "on Monday", "since Tuesday", "in the coming days", "during the past week", "on April 9",
        "between April 3 and 7", "from May to July", "mid-March", "early next year", "the third quarter", "in 2017",
        "Ramadan", "three days ago", "a week later", "the following day", "overnight", "at 10:30 GMT", "last summer",
        "by Friday", "until June 3", "03/04/2020", "the weekend", "in the 1990s", "for five days", "every week", "this month",
        "two weeks ago", "before Sunday", "on Feb. 29", "Thursday, April 9", "late last year", "the early hours of Monday",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2049, 12, 31))))
def test_bounds_are_in_order_and_edtf_parses(words: list[str], day: date | None) -> None:
    text = " ".join(f"Shells fell {each}." for each in words)
    document, reading = make_page(text, day)
    for settled, context in times_of(document, reading):
        when = when_of(settled, context)
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        span = settled.expression.span
        assert text[span.start : span.end] == settled.expression.text
        if when.edtf is not None:
            parse_edtf(when.edtf)
        if when.earliest is None and when.latest is None:
            assert when.granularity is Granularity.OPEN or when.year_open
