"""HTML pages: what is body, who comments, who publishes, when."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from rashomon.domain import BlockKind

sys.path.insert(0, str(Path(__file__).parent))

from pages import ARTICLE, COMMENT, PARAGRAPHS, opened, words

SECTIONS = {
    "WordPress": f"""<div id="comments" class="comments-area"><h2>2 thoughts</h2><ol class="comment-list">
        <li class="comment even" id="comment-7"><article id="div-comment-7" class="comment-body"><footer class="comment-meta">
        <b class="fn">Heron77</b> <time>May 12, 2021</time></footer><div class="comment-content"><p>{COMMENT}</p></div>
        <div class="reply"><a>Reply</a></div></article></li></ol></div>""",
    "wpDiscuz": f"""<div id="wpdcom"><div class="wpd-thread-list"><div id="wpd-comm-9_0" class="comment wpd-comment">
        <div class="wpd-comment-right" id="comment-9"><div class="wpd-comment-author">Heron77</div>
        <div class="wpd-comment-text"><p>{COMMENT}</p></div></div></div></div></div>""",
    "Disqus-like": f"""<section id="disqus_thread"><ul class="post-list"><li class="post" id="post-12">
        <span class="author">Heron77</span><div class="post-message"><p>{COMMENT}</p></div></li></ul></section>""",
    "schema.org": f"""<div class="x1"><div itemscope itemprop="comment" itemtype="https://schema.org/Comment">
        <span itemprop="author">Heron77</span><div itemprop="text">{COMMENT}</div></div></div>""",
    "German, camel case": f"""<div class="artKommentarListe kommentare"><div class="kommentarEintrag">
        <cite>Heron77</cite><p>{COMMENT}</p></div></div>""",
}


@pytest.mark.parametrize("system", SECTIONS)
def test_comments_are_comment_blocks_and_never_reporting(system: str) -> None:
    document = opened(ARTICLE % SECTIONS[system])
    assert COMMENT in "\n".join(words(document, BlockKind.COMMENT))
    assert all(COMMENT not in document.words_of(block) for block in document.reporting())
    assert words(document, BlockKind.BODY) == list(PARAGRAPHS)


def test_a_commenter_is_one_pseudonym_and_never_a_name() -> None:
    first = opened(ARTICLE % SECTIONS["WordPress"])
    second = opened((ARTICLE % SECTIONS["WordPress"]).replace("Heron77", "heron77 "))
    authors = [block.author for block in (*first.blocks, *second.blocks) if block.kind is BlockKind.COMMENT]
    assert len(set(authors)) == 1
    assert authors[0] is not None
    assert authors[0].startswith("reader-")
    assert "Heron77" not in first.text


def test_recent_comments_of_a_sidebar_are_left_out() -> None:
    widget = f'<aside class="widget recent-comments"><ul><li class="comment">{COMMENT}</li></ul></aside>'
    assert COMMENT not in opened(ARTICLE % widget).text


def test_title_source_byline_and_address() -> None:
    document = opened(ARTICLE % "")
    assert document.title == "Gunmen kill four at Marvale post"
    assert document.source.name == "The Valley Courier"
    assert document.source.host == "courier.example"
    assert document.url == "https://courier.example/2021/05/12/marvale"
    assert document.byline == "By Ada Tern"
    assert words(document, BlockKind.CAPTION) == ["The road to Marvale, seen from the east."]


def test_json_ld_dates_the_page_and_the_change_is_a_rival() -> None:
    document = opened(ARTICLE % "")
    assert document.published.day == date(2021, 5, 12)
    assert document.published.basis == "json-ld"
    changed = [rival for rival in document.date_rivals if rival.when.day == date(2021, 5, 14)]
    assert changed
    assert "changed" in changed[0].why_not
    assert all(rival.when.earliest is None or rival.when.earliest.year != 2019 for rival in document.date_rivals)


def test_what_is_given_goes_first() -> None:
    document = opened(ARTICLE % "", published=date(2021, 5, 13), source="Courier (archive)", title="Marvale")
    assert document.published.day == date(2021, 5, 13)
    assert document.published.basis == "given"
    assert document.source.name == "Courier (archive)"
    assert document.title == "Marvale"
    assert any(rival.when.day == date(2021, 5, 12) for rival in document.date_rivals)


def test_the_local_day_of_the_url_goes_before_a_stamp_in_utc() -> None:
    page = ARTICLE.replace("2021-05-12T08:30:00+02:00", "2021-05-13T01:30:00Z") % ""
    assert opened(page).published.day == date(2021, 5, 12)


def test_the_opening_post_of_a_thread_is_the_body() -> None:
    posts = "".join(
        f'<div class="forumComment" id="comment-{n}"><span class="author">A{n}</span><p>{text}</p></div>'
        for n, text in enumerate((PARAGRAPHS[0], COMMENT, "I heard the same from my cousin in the village."))
    )
    document = opened(f"<html><body><h1>What happened at Marvale?</h1><main>{posts}</main></body></html>")
    assert PARAGRAPHS[0] in words(document, BlockKind.BODY)
    assert COMMENT in words(document, BlockKind.COMMENT)


def test_reading_twice_gives_one_id() -> None:
    assert opened(ARTICLE % "").id == opened(ARTICLE % "").id
    assert opened(ARTICLE % "").id != opened(ARTICLE % "<p>more</p>").id
