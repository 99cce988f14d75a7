"""Invariants of every document, and pages that must be refused in one line."""

from __future__ import annotations

import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain import BlockKind
from rashomon.errors import PageRefused
from rashomon.intake import Page, open_page
from rashomon.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))

from pages import ARTICLE, PARAGRAPHS, opened, words


def refused(raw: bytes, **given: object) -> PageRefused:
    with pytest.raises(PageRefused) as caught:
        open_page(Page(raw=raw, name="page.html"), Settings(**given))  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("page.html: ")
    return caught.value


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "no-body"),
        (b"%PDF-1.7 something", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        (b"text with NUL \0\0\0\0\0\0\0\0 in it" * 20, "binary"),
        (b"<html><body></body></html>", "no-body"),
        (b"<html><head><title>T</title></head><body><p>Hi.</p></body></html>", "no-body"),
        (b"Menu\n\nHome\n\nContact", "no-body"),
    ],
)
def test_bad_pages_are_refused_with_a_reason(raw: bytes, reason: str) -> None:
    assert refused(raw).reason == reason


def test_a_page_over_the_limit_is_refused_at_once() -> None:
    error = refused(b"a " * 25_000_000)
    assert error.reason == "large"
    assert "50 MB" in str(error)


def test_deep_nesting_neither_crashes_nor_takes_long() -> None:
    began = time.monotonic()
    page = (
        f"<html><body><p>{PARAGRAPHS[0]}</p>{'<div>' * 10_000}x{'</div>' * 10_000}<p>{PARAGRAPHS[1]}</p></body></html>"
    )
    document = opened(page)
    assert PARAGRAPHS[0] in words(document, BlockKind.BODY)
    assert time.monotonic() - began < 20


def test_broken_utf_8_is_read_and_said() -> None:
    raw = (ARTICLE % "").replace("officers", "offi\N{LATIN SMALL LETTER E WITH ACUTE}cers").encode()
    raw = raw.replace("é".encode(), b"\xe9", 1)
    document = open_page(Page(raw=raw, name="page"), Settings())
    assert "killing at least four" in document.text


def test_an_unknown_charset_is_detected_instead() -> None:
    page = (ARTICLE % "").replace("<head>", '<head><meta charset="x-nobody">').replace("Marvale", "Marvál")
    document = open_page(Page(raw=page.encode("cp1252"), name="page"), Settings())
    assert "Marvál" in document.text
    assert any("x-nobody" in notice for notice in document.notices)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_give_one_text(encoding: str) -> None:
    page = (ARTICLE % "").replace("Marvale", "Marvál")
    if encoding == "cp1252":
        page = page.replace("<head>", '<head><meta charset="iso-8859-1">')
    document = open_page(Page(raw=page.encode(encoding), name="page"), Settings())
    assert PARAGRAPHS[0].replace("Marvale", "Marvál") in words(document, BlockKind.BODY)


def test_another_language_is_refused_by_name_and_kept() -> None:
    text = (
        "Bewaffnete haben in der Nacht einen Posten der Polizei angegriffen und dabei vier Beamte getötet, wie der Gouverneur "
        "der Provinz am Morgen mitteilte. Zwei weitere wurden mit Schusswunden in ein Krankenhaus gebracht.\n\n"
        "Ein Sprecher der Gruppe wies zurück, dass ihre Kämpfer daran beteiligt gewesen seien, und sprach von einer Lüge."
    )
    error = refused(text.encode())
    assert error.reason == "language"
    assert "German" in str(error)
    assert error.document is not None
    assert error.document.language == "de"
    assert open_page(Page(raw=text.encode(), name="page"), Settings(languages=("en", "de"))).language == "de"


def test_upper_case_wire_text_is_english() -> None:
    assert opened("\n\n".join(PARAGRAPHS).upper()).language == "en"


def test_bidi_controls_never_stand_in_the_text() -> None:
    document = opened("\n\n".join(PARAGRAPHS).replace("Marvale", "\u202eMarvale\u202c"))
    assert "Marvale" in document.text
    assert not {"\u202e", "\u202c"} & set(document.text)
    assert any("bidirectional" in notice for notice in document.notices)


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=200)


@given(st.lists(TEXTS, max_size=6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_blocks_are_in_order_and_reproduce_whatever_the_page_holds(noise: list[str], markup: bool) -> None:
    parts = [piece for pair in zip([*noise, *[""] * 3], PARAGRAPHS, strict=False) for piece in pair]
    text = "".join(f"<p>{part}</p>" for part in parts) if markup else "\n\n".join(parts)
    try:
        document = opened(f"<html><body>{text}</body></html>" if markup else text)
    except PageRefused as error:
        document = error.document  # type: ignore[assignment]
    if document is None:
        return
    end = 0
    for block in document.blocks:
        assert block.span.start >= end
        end = block.span.end
        assert document.words_of(block).strip() == document.words_of(block)
    assert unicodedata.is_normalized("NFC", document.text)
    for when in (document.published, *(rival.when for rival in document.date_rivals)):
        assert when.evidence is None or when.evidence.holds_in(document.text)


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_opened_or_refused(raw: bytes) -> None:
    try:
        open_page(Page(raw=raw, name="bytes"), Settings())
    except PageRefused as error:
        assert error.reason in {"empty", "binary", "charset", "no-body", "language", "large"}  # noqa: PT017
