"""The reader with the installed model: what must hold of any reading, and a few sentences that any reader gets right."""

import dataclasses
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from evaluation.model_reading import document_of_lines, raise_case
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.domain.document import Block, BlockKind, Document
from rashomon.domain.reading import NameKind, Reading
from rashomon.domain.span import Span
from rashomon.errors import KnowledgeError
from rashomon.reading.network import MODEL_FOLDER, Network, has_model
from rashomon.reading.reader import ModelReader
from rashomon.settings import Settings

pytestmark = pytest.mark.skipif(not has_model(), reason="the model is not built")

REPORT = (
    "At least 12 people were killed on Monday when militants attacked a police post near Kunduz, the interior ministry said.\n"
    '"We will not forget this," said Col. Omar Daud, a spokesman for the army. "They came at night," he added.\n'
    "According to residents, the rebels may have shelled the hospital."
)


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    return ModelReader(Settings(threads=2))


def words(document: Document, spans: tuple[Span, ...]) -> str:
    return " ".join(document.text[span.start : span.end] for span in spans)


def check(reading: Reading, text: str) -> None:
    """What must hold of any reading with syntax."""
    tokens = reading.tokens
    assert reading.has_syntax or not len(tokens)
    for number, sentence in enumerate(reading.sentences):
        inside = reading.tokens_of(number)
        roots = [i for i in inside if tokens.head[i] < 0]
        assert len(roots) >= 1
        for i in inside:
            assert sentence.start <= tokens.start[i] < tokens.end[i] <= sentence.end
            assert tokens.head[i] < 0 or tokens.head[i] in inside
            node, steps = i, 0
            while tokens.head[node] >= 0:
                node, steps = tokens.head[node], steps + 1
                assert steps <= len(inside)
    covered = {i for s in reading.sentences for i in range(s.start, s.end)}
    for name in (*reading.names, *reading.mentions):
        assert text[name.span.start : name.span.end].strip()
        assert set(range(name.span.start, name.span.end)) <= covered
        assert 0.0 <= name.score <= 1.0
    for attribution in reading.attributions:
        assert attribution.cue
        assert attribution.source or attribution.content


def test_a_plain_report_is_read(reader: ModelReader) -> None:
    document = document_of_lines("plain", REPORT)
    reading = reader.read(document)
    check(reading, document.text)
    said = {words(document, a.cue): a for a in reading.attributions}
    assert "ministry" in words(document, said["said"].source) or "Daud" in words(document, said["said"].source)
    sources = " | ".join(words(document, a.source) for a in reading.attributions)
    assert "the interior ministry" in sources
    assert "Col. Omar Daud" in sources
    places = [document.text[n.span.start : n.span.end] for n in reading.names if n.kind is NameKind.PLACE]
    assert "Kunduz" in places
    killed = next(i for i, lemma in enumerate(reading.tokens.lemma) if lemma == "kill")
    assert reading.tokens.upos[killed] == "VERB"
    people = next(i for i, lemma in enumerate(reading.tokens.lemma) if lemma == "person")
    assert reading.tokens.head[people] == killed
    assert reading.tokens.deprel[people] == "nsubj:pass"


def test_capitals_are_read_as_well(reader: ModelReader) -> None:
    document = document_of_lines("capitals", raise_case(REPORT))
    reading = reader.read(document)
    check(reading, document.text)
    assert len(reading.attributions) >= 3
    assert any(document.text[n.span.start : n.span.end] == "KUNDUZ" for n in reading.names)


def test_hedged_events_are_less_certain(reader: ModelReader) -> None:
    document = document_of_lines("hedged", "The rebels shelled the town. The rebels did not shell the town.")
    tokens = reader.read(document).tokens
    first, second = (tokens.certainty[i] for i, lemma in enumerate(tokens.lemma) if lemma == "shell")
    assert first > 1.0 > second


def test_comments_and_widgets_are_not_read(reader: ModelReader) -> None:
    text = "Two men died in Gao.\nFive men died, said Bob.\nDonate now."
    plain = document_of_lines("kinds", text)
    kinds = (BlockKind.BODY, BlockKind.COMMENT, BlockKind.WIDGET)
    blocks = tuple(Block(kind=k, span=b.span) for k, b in zip(kinds, plain.blocks, strict=True))
    reading = reader.read(dataclasses.replace(plain, blocks=blocks))
    assert [text[s.start : s.end] for s in reading.sentences] == ["Two men died in Gao."]


def test_a_long_document_is_read_to_its_end(reader: ModelReader) -> None:
    lines = [f"Fighters killed {n} people in the north, a doctor said." for n in range(2, 120)]
    document = document_of_lines("long", "\n".join(lines))
    reading = reader.read(document)
    check(reading, document.text)
    assert len(reading.sentences) == len(lines)
    assert len(reading.attributions) >= len(lines) - 3
    assert max(a.cue[0].start for a in reading.attributions) > len(document.text) - 60


def test_a_sentence_longer_than_a_window_is_read_whole(reader: ModelReader) -> None:
    text = "The governor said that " + ", ".join(f"village {n} was shelled" for n in range(150)) + "."
    reading = reader.read(document_of_lines("endless", text))
    assert len(reading.sentences) == 1
    assert reading.tokens.end[-1] == len(text)
    check(reading, text)


def test_threads_and_company_change_nothing(reader: ModelReader) -> None:
    documents = [document_of_lines(str(n), REPORT + f"\nHe had {n} men.") for n in range(3)]
    together = reader.read_many(documents)
    alone = [ModelReader(Settings(threads=1), reader.network).read(d) for d in documents]
    assert [r.tokens.head for r in together] == [r.tokens.head for r in alone]
    assert [r.attributions for r in together] == [r.attributions for r in alone]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_without_breaking(text: str) -> None:
    document = document_of_lines("any", text)
    check(ModelReader(Settings(threads=1), _network()).read(document), text)


_held: list[Network] = []


def _network() -> Network:
    if not _held:
        _held.append(Network())
    return _held[0]


def test_the_manifest_names_every_file() -> None:
    manifest = json.loads((MODEL_FOLDER / "manifest.json").read_text(encoding="utf-8"))
    for name, facts in manifest["files"].items():
        content = (MODEL_FOLDER / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == facts["sha256"]
        assert len(content) == facts["bytes"]
    assert sum(facts["bytes"] for facts in manifest["files"].values()) <= 30_000_000


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path / "model")
    labels = tmp_path / "model" / "labels.json"
    labels.write_text(labels.read_text(encoding="utf-8") + " ", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="SHA-256"):
        Network(tmp_path / "model")
    with pytest.raises(KnowledgeError, match="not installed"):
        Network(tmp_path / "nowhere")
