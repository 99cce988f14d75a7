"""Quotes keep their words, and highlights cover exactly what they should."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rashomon.domain import Block, BlockKind, Claim, Claimant, Document, Source, Span, Stance, Status, When
from rashomon.report.quotes import CONTEXT, Layer, page_parts, quote_in_context


def joined(runs: Any) -> str:
    return "".join(run.text for run in runs)


def test_a_page_loses_no_word(make: dict[str, Callable[..., Any]]) -> None:
    page = make["document"](
        "a",
        [(BlockKind.TITLE, "Title"), (BlockKind.BODY, "Nine men died, he said."), (BlockKind.COMMENT, "Nine? Ninety!")],
    )
    claims = [
        make["claim"](page, "Nine men died", figures=(make["figure"](page, "Nine", 9, 9),)),
        make["claim"](page, "men died, he said"),
    ]
    parts = page_parts(page, claims)
    assert [joined(part.runs) for part in parts] == [page.words_of(block) for block in page.blocks]
    body = parts[1].runs
    assert [(run.text, run.layer) for run in body][:2] == [("Nine", Layer.FIGURE), (" ", Layer.CONTENT)]
    assert {run.text: len(run.claim_ids) for run in body}["men died"] == 2
    assert all(run.layer is Layer.PLAIN for run in parts[2].runs)


def test_context_never_leaves_the_paragraph(make: dict[str, Callable[..., Any]]) -> None:
    page = make["document"](
        "a", [(BlockKind.TITLE, "T"), (BlockKind.BODY, "First. Nine died. Last."), (BlockKind.BODY, "Other.")]
    )
    quote = quote_in_context(page, make["claim"](page, "Nine died"))
    assert joined(quote.runs) == "First. Nine died. Last."
    assert not quote.cut_before
    assert not quote.cut_after


@given(
    before=st.text("ab c", max_size=900),
    after=st.text("ab c", max_size=900),
    core=st.text("xyz", min_size=1, max_size=700),
)
def test_the_content_is_never_cut(before: str, after: str, core: str) -> None:
    text = f"{before}{core}{after}"
    page = Document(
        id="doc",
        url=None,
        source=Source(id="s", name="s"),
        title="t",
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=When(text=""),
        retrieved_at=datetime(2024, 1, 1, tzinfo=UTC),
        language="en",
        raw_sha256="0",
        extractor="t",
    )
    start = len(before)
    claim = Claim(
        document_id="doc",
        chain=(Claimant(name="s"),),
        stance=Stance.ASSERTS,
        status=Status.STATED,
        content=page.quote(start, start + len(core)),
        confidence=1.0,
    )
    quote = quote_in_context(page, claim)
    words = joined(quote.runs)
    assert words in text
    assert core in words
    assert quote.cut_before == (not text.startswith(words)) or words in before
    assert len(words) <= len(core) + 2 * int(CONTEXT * 1.5) + 2
