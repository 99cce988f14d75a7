"""The targets: each draws an input, feeds it to one way in, and checks what must hold of what comes out."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from rashomon.domain import Block, BlockKind, Document, Source, Span, When
from rashomon.errors import InputDamaged, KnowledgeError, NotFound, PageError, PageRefused
from rashomon.intake import Page, gather, open_page
from rashomon.intake.gate import judge, parse_weights
from rashomon.knowledge.gazetteer.folding import fold, fold_unglued
from rashomon.knowledge.numerals.grammar import find_numerals
from rashomon.knowledge.times.finder import find_times
from rashomon.settings import Settings
from rashomon.watch.feeds import NoFeed, day_of, read_feed
from rashomon.watch.waiting import retry_after
from tests.fuzz.material import anything, damaged, encoded, json_values, lines, markup, words

SETTINGS = Settings(reader="lexical", max_page_bytes=200_000)


@dataclass(frozen=True, slots=True)
class Target:
    """A way in: what to draw, and what to do with it."""

    name: str
    draws: st.SearchStrategy[Any]
    check: Callable[[Any], None]


def open_bytes(raw: bytes) -> None:
    """Intake gives a document whose blocks hold words, or refuses the page with a reason."""
    try:
        document = open_page(Page(raw=raw, name="fuzz", url="https://example.org/2024/05/07/x"), SETTINGS)
    except PageRefused as refused:
        assert refused.reason
        assert "\n" not in str(refused)
        return
    assert all(document.words_of(block).strip() for block in document.blocks)
    if document.published.evidence:
        assert document.published.evidence.holds_in(document.text)
    judge(document, SETTINGS)


def read_words(text: str) -> None:
    """Reading by rules, claims and grounding end without an exception, and every word of evidence is in its place."""
    if not text.strip():
        return
    document = document_of(text)
    (done,) = _stages().read([document])
    assert done.failed is None, f"{done.failed}: {done.reason}"
    for claim in done.claims:
        assert all(evidence.holds_in(text) for evidence in claim.evidences())
        for figure in claim.figures:
            assert figure.low is None or figure.high is None or figure.low <= figure.high


def document_of(text: str) -> Document:
    """Return a document of one block."""
    return Document(
        id="doc-fuzz",
        url=None,
        source=Source(id="src-fuzz", name="fuzz"),
        title="",
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=When(text="", earliest=date(2024, 5, 7), latest=date(2024, 5, 7)),
        retrieved_at=datetime(2024, 5, 8, tzinfo=UTC),
        language="en",
        raw_sha256="0" * 64,
        extractor="fuzz",
    )


@cache
def _stages() -> Any:
    from rashomon.pipeline import Stages  # noqa: PLC0415 - only for this target

    return Stages(SETTINGS)


def find_in(text: str) -> None:
    """Time expressions stand in order where they say, in the part of the text that was asked for."""
    start, end = len(text) // 5, len(text) - len(text) // 7
    last = start
    for each in find_times(text, start, end):
        assert last <= each.span.start < each.span.end <= end
        assert text[each.span.start : each.span.end] == each.text
        last = each.span.end


def count_in(tokens: Sequence[str]) -> None:
    """Numbers stand in order, and none is larger below than above."""
    last = 0
    for each in find_numerals(list(tokens)):
        assert last <= each.first <= each.core < each.end <= len(tokens)
        assert each.low is None or each.high is None or each.low <= each.high
        last = each.end


def fold_names(name: str) -> None:
    """Folding a folded name changes nothing."""
    key = fold(name)
    assert fold(key) == key, (name, key)
    fold_unglued(name)


def load_gate(text: str) -> None:
    """A file of weights is loaded or refused."""
    try:
        parse_weights(text)
    except KnowledgeError as error:
        assert "gate_weights.tsv" in str(error)


def load_added(raw: bytes) -> None:
    """A file of places is loaded or refused."""
    from rashomon.knowledge.gazetteer.dumps import read_added  # noqa: PLC0415 - only for this target

    with tempfile.TemporaryDirectory() as folder:
        for name in ("SY.txt", "places.tsv", "places.csv"):
            path = Path(folder) / name
            path.write_bytes(raw)
            try:
                read_added([path])
            except KnowledgeError as error:
                assert "\n" not in str(error)


def load_actor(line: str) -> None:
    """A row of the registry is loaded or refused."""
    from rashomon.knowledge.actors.registry import read_row  # noqa: PLC0415 - only for this target

    try:
        read_row("fuzz:1", line, "fuzz")
    except KnowledgeError as error:
        assert "fuzz:1" in str(error)


def load_numeral_words(data: dict[str, Any]) -> None:
    """The number words are loaded or refused, whatever a coder makes of the file."""
    from rashomon.knowledge.numerals import lexicon  # noqa: PLC0415 - only for this target

    # The loader turns these into a KnowledgeError that names the file.
    with suppress(KnowledgeError, KeyError, TypeError, ValueError, AttributeError):
        lexicon._lexicon_of(data)


def gather_lines(raw: bytes) -> None:
    """Each line of JSON Lines is a page or an error."""
    stream = io.BytesIO(b"{" + raw)
    for each in gather(["-"], SETTINGS, stdin=stream):
        assert isinstance(each, Page | PageError)


def import_lines(raw: bytes) -> None:
    """An export is taken or refused with its line."""
    from rashomon.exports import importing  # noqa: PLC0415 - only for this target

    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(raw)
        file.flush()
        try:
            importing._read(Path(file.name))
        except (InputDamaged, NotFound) as error:
            assert "\n" not in str(error)


def read_any_feed(raw: bytes) -> None:
    """A feed gives web addresses or is refused."""
    try:
        feed = read_feed(raw, "https://example.org/feed", most_bytes=200_000)
    except NoFeed:
        return
    for page in feed.pages:
        assert page.url.startswith(("http://", "https://"))
        assert " " not in page.url
    assert all(each.startswith(("http://", "https://")) for each in feed.sitemaps)


def read_header(text: str) -> None:
    """A header's time is understood or not."""
    seconds = retry_after(text)
    assert seconds is None or 0 <= seconds <= 86_400
    day_of(text)


def read_archive(raw: bytes) -> None:
    """A damaged archive gives the records that are left, each a page or an error, or is refused."""
    from rashomon.batch.records import read_records  # noqa: PLC0415 - only for this target

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        path.write_bytes(raw)
        try:
            records = list(read_records(path, SETTINGS))
        except InputDamaged as error:
            assert "\n" not in str(error)
            return
        numbers = [record.number for record in records]
        assert numbers == sorted(set(numbers))


def _rss() -> bytes:
    return (
        b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title><item><title>a</title>'
        b"<link>https://example.org/a</link><pubDate>Tue, 07 May 2024 23:30:00 -0500</pubDate></item></channel></rss>"
    )


def _sitemap() -> bytes:
    return (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/a</loc>'
        b"<lastmod>2024-05-07</lastmod></url><url><loc>/b</loc></url></urlset>"
    )


@cache
def _export() -> bytes:
    """Return an export of one page and its claims."""
    from rashomon.exports import ExportView  # noqa: PLC0415 - only for this target
    from rashomon.exports.formats import jsonl_lines  # noqa: PLC0415 - only for this target

    text = "The army said on Monday that at least 8 soldiers were killed near Gao. Residents spoke of 20 dead."
    (done,) = _stages().read([document_of(text)])
    view = ExportView(
        events=(),
        claims={claim.id: claim for claim in done.claims},
        documents={done.document.id: done.document},
        verdicts=(),
        outcomes=(),
        readers={},
        policy="all",
        version="0",
        made_at=datetime(2024, 5, 8, tzinfo=UTC),
    )
    return "\n".join(jsonl_lines(view)).encode()


def _archive(*, gzipped: bool) -> bytes:
    from tests.batch.archives import COOKING, Archive, report  # noqa: PLC0415 - only for this target

    archive = Archive(gzipped=gzipped)
    for number, body in enumerate((report(1), COOKING, report(2))):
        archive.add(f"https://example.org/{number}", body)
    return archive.buffer.getvalue()


@st.composite
def _json_lines(draw: st.DrawFn) -> bytes:
    keys = st.sampled_from(["text", "html", "title", "url", "date", "source", "kind", "value"])
    records = draw(st.lists(st.dictionaries(keys, st.one_of(json_values, lines), max_size=6), max_size=6))
    return b"\n".join(json.dumps(record).encode() for record in records) + draw(st.binary(max_size=10))


def _tsv() -> st.SearchStrategy[str]:
    cell = st.one_of(
        anything, words, st.sampled_from(["", "0", "-1.5", "36.2", "PPL", "SY", "nan", "1e999", "lat", "lon", "name"])
    )
    row = st.lists(cell, max_size=20).map("\t".join)
    return st.lists(row, max_size=8).map("\n".join)


def targets() -> dict[str, Target]:
    """Return every target by its name."""
    found = [
        Target("html", markup().map(str.encode), open_bytes),
        Target("scrapes", lines.map(lambda text: text.encode("utf-8", "replace")), open_bytes),
        Target("encodings", encoded(), open_bytes),
        Target("sentences", words, read_words),
        Target("texts", lines, read_words),
        Target("times", words, find_in),
        Target("numerals", words.map(lambda text: text.lower().split()), count_in),
        Target("names", st.one_of(anything, words), fold_names),
        Target("gate", _tsv(), load_gate),
        Target("places", st.one_of(_tsv().map(lambda text: text.encode("utf-8", "replace")), st.binary()), load_added),
        Target("actors", st.one_of(anything, _tsv()), load_actor),
        Target(
            "number-words",
            st.dictionaries(st.sampled_from(["units", "tens", "vague", "x"]), json_values),
            load_numeral_words,
        ),
        Target("json-lines", st.one_of(_json_lines(), st.binary()), gather_lines),
        Target("import", st.one_of(st.deferred(lambda: damaged(_export())), _json_lines(), st.binary()), import_lines),
        Target("feeds", st.one_of(damaged(_rss()), damaged(_sitemap()), markup().map(str.encode)), read_any_feed),
        Target("headers", st.one_of(anything, words), read_header),
        Target("archives", st.one_of(damaged(_archive(gzipped=False)), damaged(_archive(gzipped=True))), read_archive),
    ]
    return {target.name: target for target in found}
