"""Old layouts: articles in the cells of tables, and what readers wrote under a heading of theirs."""

from __future__ import annotations

import pytest

from rashomon.domain import BlockKind, Document
from rashomon.intake import Page, open_page
from rashomon.intake.letters import names_readers
from rashomon.settings import Settings

_STORY = "".join(
    f"<p>{line}</p>"
    for line in (
        "The river rose over the lower bridge of Ostrawa on Friday evening, and the market was closed until further notice.",
        "The mayor said that three people were missing and that boats had been sent for the families of the mill quarter.",
        "A nurse of the hospital told the paper that nine people had been treated for cold, and that two of them were children.",
        "The road to the north will stay closed until Sunday, and the school serves as a shelter for those who lost their homes.",
    )
)
_LETTERS = (
    "<div><i>Old miller</i><p>There were never nine, they counted my dog and my cat as well, I was there.</p></div>"
)


def _open(body: str) -> Document:
    page = f"<html><head><title>The river came at night</title></head><body>{body}</body></html>"
    return open_page(Page(raw=page.encode(), name="river.html"), Settings())


def _said(document: Document, kind: BlockKind) -> str:
    return "\n".join(document.words_of(block) for block in document.blocks if block.kind is kind)


def _laid_out(column: str) -> str:
    return (
        "<table><tr><td><a href='a'>News</a><br>Rates of 02.03.2019: 1 crown = 12 pence</td>"
        f"<td><b>The river came at night</b><br>08.06.2013, by our reporter{_STORY}{column}</td></tr></table>"
    )


def test_an_article_in_the_cell_of_a_layout_is_read_as_paragraphs() -> None:
    body = _said(_open(_laid_out("")), BlockKind.BODY)
    assert "nine people had been treated" in body
    assert "|" not in body
    assert "pence" not in body


def test_the_line_under_the_heading_dates_an_old_page_before_a_box_does() -> None:
    published = _open(_laid_out("")).published
    assert (published.edtf, published.basis) == ("2013-06-08", "byline")


def test_a_table_of_data_stays_a_table() -> None:
    data = "<table><tr><td>Dead</td><td>3</td></tr><tr><td>Missing</td><td>14</td></tr></table>"
    body = _said(_open(f"<article><h1>The river came at night</h1>{_STORY}{data}</article>"), BlockKind.BODY)
    assert "Missing | 14" in body


@pytest.mark.parametrize("heading", ["Readers' letters", "Guest book", "Listeners say:", "Courrier des lecteurs"])
@pytest.mark.parametrize("wrapped", [True, False])
def test_letters_of_readers_are_comments(heading: str, wrapped: bool) -> None:
    letters = f"<h4>{heading}</h4>{_LETTERS}"
    letters = f"<div class='x'>{letters}</div>" if wrapped else letters
    document = _open(f"<div><h1>The river came at night</h1>{_STORY}{letters}</div>")
    assert "my dog" in _said(document, BlockKind.COMMENT)
    assert "my dog" not in _said(document, BlockKind.BODY)
    assert "Old miller" not in document.text
    assert "nine people had been treated" in _said(document, BlockKind.BODY)


def test_a_heading_that_only_speaks_of_readers_opens_no_letters() -> None:
    assert names_readers("Letters to the Editor")
    assert not names_readers("Letters to the editor led to a vote")
    assert not names_readers("Readers")


def test_letters_of_a_scrape_are_comments_to_the_next_line_of_the_frame() -> None:
    lines = [line.removesuffix("</p>") for line in _STORY.split("<p>") if line]
    text = "\n\n".join(
        ["The river came at night", *lines, "Listeners say", "Olga: they counted my dog", "Share on Telegram"]
    )
    document = open_page(Page(raw=text.encode(), name="river.txt"), Settings())
    assert "they counted my dog" in _said(document, BlockKind.COMMENT)
    assert "Telegram" in _said(document, BlockKind.WIDGET)
    assert "Listeners say" not in _said(document, BlockKind.BODY)
    assert "nine people had been treated" in _said(document, BlockKind.BODY)


@pytest.mark.parametrize(
    ("first", "name"),
    [("Ostrawa Evening Post", "Ostrawa Evening Post"), ("World News", "unknown outlet"), ("Menu", "unknown outlet")],
)
def test_a_masthead_names_the_outlet_of_a_scrape(first: str, name: str) -> None:
    lines = [line.removesuffix("</p>") for line in _STORY.split("<p>") if line]
    text = "\n".join([first, "Home", "Weather", "", "The river came at night", "", *lines])
    assert open_page(Page(raw=text.encode(), name="river.txt"), Settings()).source.name == name
