import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import PageRefused
from rashomon.intake import Page, open_page
from rashomon.intake.glance import ENOUGH, other_language, plainly_ordinary
from rashomon.settings import Settings

WEBPAGES = Path(__file__).parents[3] / "shared" / "data" / "webpages" / "html"
GERMAN = (
    "Bei dem Angriff auf die Stadt wurden nach Angaben der Behörden mehrere Menschen verletzt, die Armee wies die "
    "Vorwürfe am Abend zurück und sprach von einem Irrtum der Aufständischen. "
)
ENGLISH = (
    "The army said on Monday that at least eight soldiers were killed in shelling near the port, which lasted until "
    "the evening and left several of the houses in ruins. "
)

COUNCIL = (
    "The school board approved the budget for the next year on Tuesday and hired two teachers of mathematics. Parents "
    "asked about buses, and the mayor said that the library would lend tablets to pupils who need them. "
)


def page(*paragraphs):
    return ("<html><body>" + "".join(f"<p>{each}</p>" for each in paragraphs) + "</body></html>").encode()


def test_a_page_plainly_in_another_language_is_told_at_a_glance():
    assert other_language(page(*[GERMAN] * 6), ("en",)).name == "German"
    assert other_language(page(*[GERMAN] * 6), ("en", "de")) is None


def test_what_is_read_or_too_short_or_not_utf8_is_opened():
    assert other_language(page(*[ENGLISH] * 6), ("en",)) is None
    assert other_language(page(GERMAN), ("en",)) is None
    assert other_language(b"", ("en",)) is None
    assert other_language(b"<p>" + bytes(range(128, 256)) * 20 + b"</p>", ("en",)) is None


@given(st.lists(st.sampled_from([GERMAN, ENGLISH]), min_size=2, max_size=24))
def test_a_page_with_a_good_part_of_english_is_never_refused_at_a_glance(paragraphs):
    if paragraphs.count(ENGLISH) * 2 >= len(paragraphs):
        assert other_language(page(*paragraphs), ("en",)) is None


@given(st.binary(max_size=3000))
def test_no_bytes_make_it_fail(raw):
    other_language(b"<p>" + raw + b"</p>" * (len(raw) > ENOUGH), ("en",))


def ordinary(raw, settings=None):
    return plainly_ordinary(Page(raw=raw, name="p"), settings or Settings())


def test_a_page_plainly_about_no_conflict_is_told_at_a_glance():
    judged = ordinary(page(*[COUNCIL] * 5))
    assert judged is not None
    assert not judged.relevant
    assert "threshold" in judged.reasons[0]
    assert ordinary(page(*[COUNCIL] * 5), Settings(relevance_threshold=-99)) is None


@given(st.integers(min_value=0, max_value=12), st.booleans())
def test_a_report_among_teasers_is_opened_wherever_it_stands(before, in_divisions):
    paragraphs = [*[COUNCIL] * before, *[ENGLISH] * 4, *[COUNCIL] * (12 - before)]
    raw = page(*paragraphs)
    assert ordinary(raw.replace(b"p>", b"div>") if in_divisions else raw) is None


def test_what_cannot_be_judged_at_a_glance_is_opened():
    assert ordinary(page(COUNCIL)) is None
    assert ordinary(page(*[GERMAN] * 6)) is None
    assert ordinary((COUNCIL * 5).encode()) is None
    assert ordinary(b"") is None
    assert ordinary(b"%PDF-1.4") is None


@given(st.binary(max_size=3000))
def test_no_bytes_make_the_glance_for_the_gate_fail(raw):
    ordinary(b"<html><p>" + raw + COUNCIL.encode() * 4)


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not WEBPAGES.is_dir(), reason="needs ../shared/data/webpages")
def test_on_real_pages_a_glance_refuses_nothing_that_is_read():
    told = 0
    opened = []
    for path in sorted(WEBPAGES.glob("*.html")):
        raw = path.read_bytes()
        if other_language(raw, ("en",)) is None:
            continue
        told += 1
        with contextlib.suppress(PageRefused):
            opened.append(open_page(Page(raw=raw, name=path.name), Settings()))
    assert told >= 50
    # What little English a page may have among its own language is less than a glance looks at.
    assert all(len(document.text) < ENOUGH for document in opened)
