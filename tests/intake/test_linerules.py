"""The rules that settle a scrape's labels, on pages whose labels a model might have given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import BlockKind
from rashomon.intake.linefeatures import look_at
from rashomon.intake.linerules import settle
from rashomon.intake.segmenter import LABELS, label_lines

BODY, COMMENT, WIDGET = BlockKind.BODY, BlockKind.COMMENT, BlockKind.WIDGET
STORY = [
    "The governor of the province said on Monday that two bridges over the river had been closed to heavy lorries.",
    "Engineers found cracks in both of them last week, and repairs will take until the spring, according to his office.",
    "Drivers must use the ferry at the old harbour, which carries about forty lorries a day in good weather.",
    "The chamber of commerce called the decision late but right, and asked for a second ferry before the winter.",
    "A new bridge has been planned for nine years. The ministry did not answer questions about it on Monday.",
]
REMARK = "I drove over that bridge every day for years and nobody ever told me that anything was wrong with it."


def settled(lines: list[str], kinds: list[BlockKind], leaning: list[float] | None = None) -> list[BlockKind]:
    return settle(kinds, leaning or [0.0] * len(lines), lines, look_at(lines))


def test_a_line_that_points_elsewhere_or_credits_a_picture_is_no_body() -> None:
    lines = [*STORY[:2], "Photo: Harbour Office", "Read also: Ferries in winter", "The harbour", *STORY[2:]]
    kinds = settled(lines, [BODY] * len(lines))
    assert [kinds[2], kinds[3], kinds[4]] == [WIDGET, WIDGET, BODY]


def test_a_sentence_with_such_a_word_stays_body() -> None:
    lines = [*STORY, "He did not comment."]
    assert settled(lines, [BODY] * len(lines))[-1] is BODY


def test_a_comment_or_two_in_the_midst_of_the_article_are_body() -> None:
    kinds = [BODY, COMMENT, BODY, BODY, BODY]
    assert settled(STORY, kinds) == [BODY] * 5


def test_comments_at_the_end_stay_and_close_the_article() -> None:
    lines = [
        *STORY,
        "12 comments",
        *(f"{REMARK} Number {n}." for n in range(3)),
        "Imprint of the harbour",
        STORY[0][:70],
    ]
    kinds = [*[BODY] * 5, WIDGET, COMMENT, COMMENT, COMMENT, WIDGET, BODY]
    assert settled(lines, kinds)[6:9] == [COMMENT] * 3
    assert settled(lines, kinds)[-1] is COMMENT


def test_without_a_body_the_lines_that_lean_to_comments_are_left_out() -> None:
    lines = [STORY[0], STORY[1], REMARK]
    assert settled(lines, [WIDGET] * 3, [-1.0, -1.0, 2.0]) == [BODY, BODY, WIDGET]
    assert settled([REMARK], [WIDGET], [2.0]) == [BODY], "a page of one line is a page too"


@given(
    st.lists(st.tuples(st.sampled_from([*STORY, REMARK, "Reply", "Photo: AB", "2 comments"]), st.sampled_from(LABELS)))
)
def test_every_line_keeps_one_label_and_titles_and_bylines_stay(page: list[tuple[str, BlockKind]]) -> None:
    lines, given_kinds = [line for line, _ in page], [kind for _, kind in page]
    kinds = settled(lines, given_kinds)
    assert len(kinds) == len(lines)
    if BODY in given_kinds:
        for before, after in zip(given_kinds, kinds, strict=True):
            assert before not in {BlockKind.TITLE, BlockKind.BYLINE} or after in {before, COMMENT}


@pytest.mark.parametrize(
    "box",
    [
        "© 2021 Valley Watch Group. All rights reserved.",
        "Copyright 2021 by the Valley Courier",
        "Fajr 04:12 Dhuhr 12:31 Asr 15:54 Maghrib 18:20",
        "Prayer times in Marvale: 4.12, 12.31, 15.54, 18.20",
        "Marvale 31°C, partly cloudy",
        "USD/SOS 571.20",
        "Mourners at the post on Wednesday, a day after the attack on it (Photo: Ada Tern)",
        "We welcome what you think. Comments are moderated before they are published here, so please keep to the topic.",
    ],
)
@pytest.mark.parametrize("at", [1, 2, 4])
def test_boxes_beside_an_article_are_no_body(box: str, at: int) -> None:
    lines = ["Bridges over the river closed to lorries", *STORY]
    lines.insert(at, box)
    kinds = label_lines(lines)
    assert kinds[at] is not BODY
    assert kinds.count(BODY) == len(STORY)


def test_a_writers_line_over_a_bare_text_is_its_byline() -> None:
    kinds = label_lines(["Bridges over the river closed to lorries", "By Ada Tern, Valley Courier", *STORY])
    assert kinds[1] is BlockKind.BYLINE


def test_whole_sentences_above_the_body_are_its_lead_unless_they_come_again() -> None:
    lead = (
        "Two bridges over the river have been closed to lorries since Monday, and nobody says for how long it will be."
    )
    lines = ["Bridges closed to lorries", lead, *STORY]
    kinds = [BlockKind.TITLE, WIDGET, *[BODY] * len(STORY)]
    assert settled(lines, kinds)[1] is BODY
    assert settled([*lines, lead], [*kinds, WIDGET])[1] is WIDGET
    call = "Sign up for our newsletter about the roads and bridges of the whole province, and never be late any more."
    assert settled([lines[0], call, *STORY], kinds)[1] is WIDGET
