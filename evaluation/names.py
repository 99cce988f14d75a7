"""Suite `names`: exact spans and kinds of names on UNER (EWT), re3d, WNUT-17 and CrossNER politics.

Kinds are mapped onto the corpus's own labels; kinds that a corpus does not have are left out on both sides. re3d marks
noun phrases that stand for people, groups and places, whether by name or not, so it is measured on `Reading.mentions`;
its documents that train or tune (``splits/re3d.toml``) are left out, BBC Online is reported apart, and entities whose
confidence is below one half (found by a machine, not confirmed by its annotators) are neither demanded nor punished.
"""

from __future__ import annotations

import itertools
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.figures import Figure, Options, Skipped, Tally
from evaluation.model_reading import cut_of, document_of_lines, open_reader, raise_case, read_cut
from evaluation.spans import LabelledSpan, SpanScore, spans_of_bio
from evaluation.treebanks import read_treebank
from rashomon.domain.reading import NameKind
from rashomon.reading.reader import ModelReader

SPLIT = Path(__file__).parent / "splits" / "re3d.toml"
SURE = 0.5
_PLACES = {"place": "place", "facility": "place"}
#: our kind -> the label that it is measured under, in the corpora of proper names
_PROPER = {"person": "person", "group": "group", **_PLACES}
_GOLD: Mapping[str, Mapping[str, str]] = {
    "uner": {"PER": "person", "ORG": "group", "LOC": "place"},
    "wnut": {"person": "person", "corporation": "group", "group": "group", "location": "place"},
    "politics": {
        "person": "person",
        "politician": "person",
        "organisation": "group",
        "politicalparty": "group",
        "location": "place",
        "country": "place",
    },
}
_RE3D = {
    "Person": "person",
    "Organisation": "group",
    "Nationality": "nationality",
    "Location": "place",
    "Weapon": "weapon",
    "MilitaryPlatform": "weapon",
    "Vehicle": "vehicle",
    "Temporal": "time",
    "Quantity": "quantity",
    "Money": "quantity",
}
_RE3D_OURS = {kind.value: kind.value for kind in NameKind} | _PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedText:
    """Gold words with BIO tags; `sentence` and `paragraph` number them."""

    words: list[str]
    glued: list[bool]
    sentence: list[int]
    paragraph: list[int]
    tags: list[str]


def run(root: Path, options: Options) -> list[Figure]:
    """Measure on whichever corpora the root has."""
    reader = open_reader()
    figures: list[Figure] = []
    for corpus, texts in _tagged_corpora(root):
        score = score_tagged(reader, itertools.islice(texts, options.limit), _GOLD[corpus], upper=options.upper)
        figures.append(_figure(f"{corpus}_f1", score.all()))
        if corpus == "uner":
            figures += [_figure(f"uner_{kind}_f1", tally) for kind, tally in sorted(score.labels.items())]
    if (root / "re3d").exists():
        score, bbc = score_re3d(reader, root / "re3d", options)
        figures.append(_figure("re3d_f1", score.all()))
        figures += [_figure(f"re3d_{kind}_f1", tally) for kind, tally in sorted(score.labels.items())]
        if bbc.labels:
            figures.append(_figure("re3d_bbc_f1", bbc.all()))
    if not figures:
        raise Skipped("no test part of uner_ewt, wnut17, crossner or re3d")
    return figures


def _figure(metric: str, tally: Tally) -> Figure:
    return Figure(suite="names", metric=metric, value=tally.f, n=tally.true + tally.missed)


def _tagged_corpora(root: Path) -> Iterator[tuple[str, Iterator[TaggedText]]]:
    for split in ("test", "dev"):
        tags, trees = root / "uner_ewt" / f"en_ewt-ud-{split}.iob2", root / "ewt" / f"en_ewt-ud-{split}.conllu"
        if tags.exists() and trees.exists():
            yield "uner", read_uner(tags, trees)
            break
    wnut = root / "wnut17" / "emerging.test.annotated"
    if wnut.exists():
        yield "wnut", read_columns(wnut)
    politics = root / "crossner" / "politics" / "test.txt"
    if politics.exists():
        yield "politics", read_columns(politics)


def read_uner(tags: Path, trees: Path) -> Iterator[TaggedText]:
    """Yield UNER's documents: its tags on the treebank's words. Sentences whose words differ are left out."""
    rows = _tags_by_sentence(tags)
    for document in read_treebank(trees):
        text = TaggedText(words=[], glued=[], sentence=[], paragraph=[], tags=[])
        for number, row in enumerate(document.sentences):
            found, before = rows.get(row.id, []), -1
            if len(found) != len(row.words):
                continue
            for word, span, tag in zip(row.words, row.spans, found, strict=True):
                text.words.append(word)
                text.glued.append(span[0] == before)
                text.tags.append(tag)
                before = span[1]
            text.sentence.extend([number] * len(found))
            text.paragraph.extend([row.paragraph] * len(found))
        yield text


def _tags_by_sentence(path: Path) -> dict[str, list[str]]:
    """Read the tag column of each sentence by its id: UNER's files are in another order than the treebank's."""
    rows: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line and line[0].isdigit():
            rows.setdefault(name, []).append(line.split("\t")[2])
    return rows


def read_columns(path: Path) -> Iterator[TaggedText]:
    """Yield the sentences of a file of words and tags, each a text of its own."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        parts = line.rstrip().split("\t")
        if len(parts) >= 2:
            words.append(parts[0])
            tags.append(parts[1].partition(",")[0])
        elif words:
            zeros = [0] * len(words)
            yield TaggedText(words=words, glued=[False] * len(words), sentence=zeros, paragraph=zeros, tags=tags)
            words, tags = [], []


def score_tagged(
    reader: ModelReader, texts: Iterable[TaggedText], labels: Mapping[str, str], *, upper: bool
) -> SpanScore:
    """Read gold words, and count exact names."""
    score = SpanScore()
    for text in texts:
        words = [raise_case(word) for word in text.words] if upper else text.words
        kinds = reader.network.labels.kinds
        ours = [
            (_PROPER[kinds[kind]], a, b)
            for read in read_cut(reader, cut_of(words, text.glued, text.sentence, text.paragraph))
            for kind, a, b, _ in read.names
            if kinds[kind] in _PROPER
        ]
        gold = [(labels[label], a, b) for label, a, b in spans_of_bio(text.tags) if label in labels]
        score.add(ours, gold)
    return score


def score_re3d(reader: ModelReader, root: Path, options: Options) -> tuple[SpanScore, SpanScore]:
    """Read re3d's documents that neither train nor tune; returns the counts without and those of BBC Online."""
    split = tomllib.loads(SPLIT.read_text(encoding="utf-8"))
    left_out = {*split["train"], *split["dev"]}
    score, bbc = SpanScore(), SpanScore()
    documents = (d for d in read_re3d(root) if d[1] not in left_out)
    for folder, name, text, gold, doubtful in itertools.islice(documents, options.limit):
        reading = reader.read(document_of_lines(name, raise_case(text) if options.upper else text))
        ours = [(_RE3D_OURS[m.kind.value], m.span.start, m.span.end) for m in reading.mentions]
        (bbc if folder == "BBC Online" else score).add(ours, gold, doubtful)
    return score, bbc


Re3dDocument = tuple[str, str, str, list[LabelledSpan], list[tuple[int, int]]]


def read_re3d(root: Path) -> Iterator[Re3dDocument]:
    """Yield (folder, id, text, sure entities, doubtful spans) of every document."""
    for folder in sorted(path for path in root.iterdir() if (path / "documents.json").exists()):
        gold: dict[str, list[LabelledSpan]] = {}
        doubtful: dict[str, list[tuple[int, int]]] = {}
        for line in (folder / "entities.json").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            name, start, end = row["documentId"], int(row["begin"]), int(row["end"])
            if float(row["confidence"]) < SURE or row["type"] not in _RE3D:
                doubtful.setdefault(name, []).append((start, end))
            else:
                gold.setdefault(name, []).append((_RE3D[row["type"]], start, end))
        for line in (folder / "documents.json").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            name = row["_id"]
            yield folder.name, name, row["text"], gold.get(name, []), doubtful.get(name, [])
