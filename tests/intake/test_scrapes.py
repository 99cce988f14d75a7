"""Plain-text scrapes: titles, widgets, datelines, comments, and the outlet's name from lines around the text."""

from __future__ import annotations

import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import BlockKind, Source
from rashomon.intake.segmenter import LABELS, label_lines, line_model

sys.path.insert(0, str(Path(__file__).parent))

from pages import COMMENT, PARAGRAPHS, opened, words

TITLE = "Gunmen Kill Four Officers In Attack On Police Post Near Marvale"
SCRAPE = "\n\n".join(
    [
        "25 $", "500 $", "MARCH 2023", TITLE, "Support ValleyWatch", TITLE,
        PARAGRAPHS[0].replace("late on Tuesday", "on May 11"), *PARAGRAPHS[1:], "Support ValleyWatch",
        "Notify of", "Inline Feedbacks", "View all comments", "Heron77", COMMENT, "Old Mill", "God help the people there!!",
    ]
)  # fmt: skip


def test_a_scrape_is_told_apart() -> None:
    document = opened(SCRAPE)
    assert document.title == TITLE
    assert words(document, BlockKind.TITLE) == [TITLE]
    assert words(document, BlockKind.BODY)[1:] == list(PARAGRAPHS[1:])
    assert COMMENT in words(document, BlockKind.COMMENT)
    widgets = words(document, BlockKind.WIDGET)
    assert "MARCH 2023" in widgets
    assert widgets.count("Support ValleyWatch") == 2


def test_commenters_names_are_not_kept() -> None:
    document = opened(SCRAPE)
    assert "Heron77" not in document.text
    authors = {block.author for block in document.blocks if block.kind is BlockKind.COMMENT}
    assert any(author and author.startswith("reader-") for author in authors)


def test_a_widget_never_dates_a_page_and_the_year_stays_open() -> None:
    published = opened(SCRAPE).published
    assert published.year_open
    assert published.latest is not None
    assert (published.latest.month, published.latest.day) == (5, 11)
    assert published.basis == "body"
    assert published.evidence is not None
    assert published.evidence.text == "May 11"
    rivals = opened(SCRAPE).date_rivals
    assert [rival.words for rival in rivals if "widget" in rival.why_not] == ["MARCH 2023"]


def test_a_year_that_the_text_looks_back_on_bounds_the_open_year() -> None:
    text = SCRAPE.replace("signed in the spring", "signed in March 2014")
    assert opened(text).published.earliest == date(2014, 5, 11)
    ahead = SCRAPE.replace("signed in the spring", "that will end in March 2014")
    assert opened(ahead).published.earliest is None


def test_an_outlet_is_named_by_its_repeated_call_and_never_guessed() -> None:
    assert opened(SCRAPE).source.name == "ValleyWatch"
    assert opened(SCRAPE.replace("Support ValleyWatch", "Support us")).source.name == "unknown outlet"


def test_a_dateline_dates_a_wire_story() -> None:
    story = f"MARVALE, 12 MAY 89 (VALLEY PRESS) -- {PARAGRAPHS[0].upper()}\n\n{PARAGRAPHS[1].upper()}"
    document = opened(story)
    assert document.published.day == date(1989, 5, 12)
    assert document.published.basis == "dateline"
    assert words(document, BlockKind.DATELINE) == ["MARVALE, 12 MAY 89 (VALLEY PRESS) --"]
    assert document.published.evidence is not None
    assert document.published.evidence.holds_in(document.text)


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = "\n\n".join(textwrap.fill(text, 70) for text in PARAGRAPHS)
    assert words(opened(wrapped), BlockKind.BODY) == list(PARAGRAPHS)


LINES = st.lists(
    st.one_of(
        st.sampled_from([*PARAGRAPHS, COMMENT, TITLE, "Reply", "3 comments", "12 May 2021"]), st.text(max_size=60)
    ),
    max_size=30,
)


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_every_line_gets_one_label_and_no_comment_stands_before_the_body(lines: list[str]) -> None:
    kinds = label_lines(lines)
    assert len(kinds) == len(lines)
    assert set(kinds) <= set(LABELS)
    assert kinds.count(BlockKind.TITLE) <= 1


def test_a_repeated_short_line_is_no_body() -> None:
    lines = ["Read our special", *PARAGRAPHS, "Read our special"]
    kinds = label_lines(lines)
    assert BlockKind.BODY not in (kinds[0], kinds[-1])


def test_the_weights_are_whole() -> None:
    model = line_model()
    assert len(model.steps) == len(LABELS)
    assert len(model.weights) > 100


def scraped(*frame: str, below: str = "", opening: str = "") -> Source:
    """Return the source of a scrape with these lines above its text, and this one below."""
    return opened("\n\n".join([*frame, opening + PARAGRAPHS[0], *PARAGRAPHS[1:], below])).source


@pytest.mark.parametrize(
    ("frame", "below", "opening", "name"),
    [
        ((f"{TITLE} | ValleyWatch", TITLE), "", "", "ValleyWatch"),
        ((f"{TITLE} - The Valley Courier",), "", "", "The Valley Courier"),
        ((f"{TITLE} - Why It Matters",), "", "", "unknown outlet"),
        ((TITLE, "By Ada Tern, Valley Courier"), "", "", "Valley Courier"),
        ((TITLE, "By Ada Tern, Marvale"), "", "", "unknown outlet"),
        ((TITLE,), "© 2021 Valley Watch Group. All rights reserved.", "", "Valley Watch Group"),
        ((TITLE,), "", "MARVALE (VNA): ", "VNA"),
        ((TITLE,), "", "MARVALE - ", "unknown outlet"),
    ],
)
def test_an_outlet_is_named_by_lines_around_the_text_or_not_at_all(
    frame: tuple[str, ...], below: str, opening: str, name: str
) -> None:
    assert scraped(*frame, below=below, opening=opening).name == name


def test_the_line_that_names_the_outlet_is_quoted() -> None:
    document = opened("\n\n".join([TITLE, *PARAGRAPHS, "© 2021 Valley Watch Group. All rights reserved."]))
    assert any("© 2021 Valley Watch Group" in notice for notice in document.notices)
