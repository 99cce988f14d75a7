"""Where a page's date stands: markup, a printed line of its own, or the text's sentences; and the day of a renewed page."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pages import ARTICLE, PARAGRAPHS, opened

PLAIN = (
    "<html lang='en'><head><title>Gunmen kill four</title>%s</head><body><h1>Gunmen kill four</h1>%s%s</body></html>"
)
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
SENTENCE = (
    "<p>The governor recalled that a similar attack on 3 March 2018 had left two officers dead, and that the men who were "
    "tried for it had been set free again before the end of that year because witnesses stayed away.</p>"
)


def test_a_date_that_only_sentences_name_is_the_bodys_and_shows_its_words() -> None:
    document = opened(PLAIN % ("", STORY, SENTENCE))
    published = document.published
    assert published.day == date(2018, 3, 3)
    assert published.basis == "body"
    assert published.evidence is not None
    assert published.evidence.text == "3 March 2018"
    assert published.evidence.holds_in(document.text)


def test_a_date_in_an_attribute_stays_markup() -> None:
    page = PLAIN % ("", STORY, "<p data-when='2018-03-03'>The governor spoke of the dead again on 3 March 2018.</p>")
    assert opened(page).published.basis in {"markup", "byline"}


def test_a_printed_line_gives_its_words() -> None:
    page = PLAIN % ("", "<div>⋅ May 12, 2021 ⋅ Email this post ⋅</div>", STORY)
    published = opened(page).published
    assert published.day == date(2021, 5, 12)
    assert published.basis in {"markup", "byline"}
    assert published.text == "May 12, 2021"


def shown(words: str) -> str:
    return (ARTICLE % "").replace('<p class="byline">', f'<time datetime="{words}">{words}</time><p class="byline">')


def test_a_page_that_puts_its_last_change_over_the_text_is_of_that_day() -> None:
    document = opened(shown("2021-05-14"))
    assert document.published.day == date(2021, 5, 14)
    assert "changed" in document.published.reasons[0]
    assert date(2021, 5, 12) in {rival.when.day for rival in document.date_rivals}


def test_a_change_that_only_metadata_name_dates_nothing() -> None:
    assert opened(ARTICLE % "").published.day == date(2021, 5, 12)
    assert opened(shown("2021-05-12")).published.day == date(2021, 5, 12)
    assert opened(shown("2021-05-20")).published.day == date(2021, 5, 12)
