"""The Markdown report holds the same claims, and a page's words format nothing in it."""

from __future__ import annotations

import re

from rashomon.report import ReportView, render_markdown


def unescaped(text: str) -> str:
    return re.sub(r"\\([\\`*_{}\[\]<>#|~])", r"\1", text).replace("&amp;", "&")


def test_every_event_quote_and_figure_is_there(view: ReportView) -> None:
    page = unescaped(render_markdown(view))
    for event in view.events:
        for claim in view.claims_of(event.claim_ids):
            assert " ".join(claim.content.text.split()) in page
    for words in ("≥ 8", "“Dozens”", "not known", "15, withdrawn", "the page is in French", "a total, not an incident"):
        assert words in page


def test_hostile_words_stay_words(view: ReportView, hostile: str) -> None:
    page = render_markdown(view)
    assert hostile not in page
    assert not re.search(r"(?<!\\)<", page)
    assert r"\<script\>" in page
    for row in re.findall(r"^\|.*$", page, re.MULTILINE):
        assert len(re.findall(r"(?<!\\)\|", row)) in (5, 6, 8), (
            "four policies' columns, five of a chart, seven of a source"
        )


def test_a_figure_in_a_word_has_no_number(view: ReportView) -> None:
    (row,) = [line for line in render_markdown(view).splitlines() if line.startswith("| Soldiers | wounded")]
    assert not re.search(r"\d", row)


def test_sources_are_counted_in_markdown_too(view: ReportView) -> None:
    page = render_markdown(view)
    (agency,) = [line for line in page.splitlines() if line.startswith("| Agency |")]
    assert agency == "| Agency | 1 | 1 | 0 | 1 | 0 | 1 their own |"
