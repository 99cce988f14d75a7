"""The relevance gate: how much conflict reporting passes it, and how much ordinary news it sets aside.

Conflict: MUC messages with at least one template, and CASE 2021 snippets with a type of ACLED's (natural and man-made
disasters, diplomacy and crime are the corpus's own other labels: `case2021_other_set_aside`). Ordinary: TR-News and web
pages labelled by hand (`sets/relevance.tsv`); LGL and PolNeAR as they are, though some of their news is about conflict.
The threshold was chosen on `--split dev`: MUC dev, tst1, tst2 and the snippets whose id has an even hash; the rest
reports.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

from evaluation.events_case import read_snippets
from evaluation.figures import Figure, Options, Ratio
from evaluation.muc_keys import read_keys
from evaluation.muc_texts import read_messages
from evaluation.text_documents import make_document
from evaluation.webpages import open_bytes
from rashomon.domain import Document
from rashomon.intake.gate import judge
from rashomon.settings import Settings

NO_CONFLICT = frozenset({"NATURAL_DISASTER", "MAN_MADE_DISASTER", "ORG_CRIME", "DIPLO"})
"""Labels of CASE 2021 outside ACLED's types that tell of no conflict event."""

_MUC_PARTS = {"dev": ("dev", "tst1", "tst2"), "test": ("tst3",)}
_LABELS = Path(__file__).parent / "sets" / "relevance.tsv"
Texts = Iterator[tuple[str, Document]]


def run(root: Path, options: Options) -> list[Figure]:
    """Measure each corpus that is there."""
    part = "dev" if options.split == "dev" else "test"
    sources: list[tuple[str, Callable[[], Texts], bool]] = [
        ("muc_recall", lambda: _muc(root / "muc34", part), True),
        ("case2021_recall", lambda: _case(root / "case2021" / "task2.tsv", part, conflict=True), True),
        ("case2021_other_set_aside", lambda: _case(root / "case2021" / "task2.tsv", part, conflict=False), False),
        ("trnews_recall", lambda: _labelled_trnews(root, "conflict"), True),
        ("trnews_set_aside", lambda: _labelled_trnews(root, "ordinary"), False),
        ("webpages_set_aside", lambda: _webpages(root), False),
        ("lgl_set_aside", lambda: _articles(root / "geoparsing" / "lgl.xml"), False),
        ("polnear_set_aside", lambda: _polnear(root / "polnear"), False),
    ]
    figures = []
    for metric, texts, wanted in sources:
        ratio = _measure(islice(texts(), options.limit), metric, wanted=wanted, details=options.details)
        if ratio.n:
            figures.append(Figure(suite="relevance", metric=metric, value=ratio.value, n=ratio.n))
    return figures


def _measure(texts: Iterable[tuple[str, Document]], metric: str, *, wanted: bool, details: Path | None) -> Ratio:
    """Count the documents that the gate judges as `wanted`; the others go to the details."""
    hits = n = 0
    for name, document in texts:
        judged = judge(document, Settings())
        n += 1
        hits += judged.relevant is wanted
        if details and judged.relevant is not wanted:
            row = {"metric": metric, "name": name, "score": round(judged.score, 2), "reasons": judged.reasons}
            with details.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return Ratio(hits, n)


def _muc(root: Path, part: str) -> Texts:
    for folder in (root / name for name in _MUC_PARTS[part]):
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        keys = {name: bool(found) for path in files if "key" in path.name for name, found in read_keys(path).items()}
        for path in files:
            for message in read_messages(path) if "-muc" in path.name else ():
                if keys.get(message.id):
                    yield message.id, make_document(message.id, message.text)


def _case(path: Path, part: str, *, conflict: bool) -> Texts:
    for key, text, label in read_snippets(path) if path.exists() else ():
        even = hashlib.sha256(key.encode()).digest()[0] % 2 == 0
        if even == (part == "dev") and (label not in NO_CONFLICT) == conflict:
            yield f"{key} {label}", make_document(key, text)


def _articles(path: Path) -> Texts:
    if path.exists():
        for article in ET.parse(path).iter("article"):
            title, text = (article.findtext(tag) or "" for tag in ("title", "text"))
            yield article.get("docid") or "", make_document("article", f"{title.strip()}\n\n{text}")


def _labels(corpus: str) -> dict[str, str]:
    rows = (line.split("\t") for line in _LABELS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: label for found, name, label in rows if found == corpus}


def _labelled_trnews(root: Path, label: str) -> Texts:
    labels = _labels("trnews")
    articles = _articles(root / "geoparsing" / "TR-News.xml")
    return ((name, document) for name, document in articles if labels.get(name) == label)


def _webpages(root: Path) -> Texts:
    for name, label in _labels("webpages").items():
        path = root / "webpages" / "html" / name
        if label == "ordinary" and path.exists():
            document = open_bytes(path.read_bytes(), name, None)
            if document is not None and document.language == "en":
                yield name, document


def _polnear(root: Path) -> Texts:
    for path in sorted((root / "dev" / "text").rglob("*.txt")):
        yield path.name, make_document("polnear", path.read_text("utf-8", "replace"))
