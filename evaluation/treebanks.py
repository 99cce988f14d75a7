"""Treebanks in CoNLL-U: documents of sentences, with the characters of every word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True, kw_only=True)
class Sentence:
    """A gold sentence. `spans` are code points into `text`; `heads` index words, -1 for the root."""

    text: str
    id: str = ""
    words: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    paragraph: int = 0


@dataclass(slots=True, kw_only=True)
class TreebankDocument:
    """A document of a treebank."""

    id: str
    sentences: list[Sentence] = field(default_factory=list)


def read_treebank(path: Path) -> Iterator[TreebankDocument]:
    """Read a CoNLL-U file; sentences before the first document mark make a document named after the file."""
    document = TreebankDocument(id=path.stem)
    paragraph, name, text, rows = 0, "", "", list[list[str]]()
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            if document.sentences:
                yield document
            document, paragraph = TreebankDocument(id=line.partition("=")[2].strip()), 0
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraph += 1
        elif line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line.startswith("# text ="):
            text = line[len("# text =") :].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            document.sentences.append(_sentence(text, rows, paragraph))
            document.sentences[-1].id = name
            rows = []
    if document.sentences:
        yield document


def _sentence(text: str, rows: list[list[str]], paragraph: int) -> Sentence:
    """Place the words of a sentence in its text.

    The words of a contraction share it out if they spell it; else each of them has all of it.
    """
    sentence = Sentence(text=text, paragraph=paragraph)
    position, inside, whole = 0, 0, (0, 0)
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            start = text.index(row[1], position)
            whole, inside = (start, start + len(row[1])), int(row[0].split("-")[1])
            parts = [r[1] for r in rows if r[0].isdigit() and int(row[0].split("-")[0]) <= int(r[0]) <= inside]
            spelled, position = "".join(parts) == row[1], start
            continue
        if int(row[0]) <= inside:
            span = (position, position + len(row[1])) if spelled else whole
            position = span[1] if spelled else whole[1]
        else:
            start = text.index(row[1], position)
            span = (start, start + len(row[1]))
            position = span[1]
        sentence.words.append(row[1])
        sentence.spans.append(span)
        sentence.upos.append(row[3])
        sentence.heads.append(int(row[6]) - 1)
        sentence.deprels.append(row[7])
    return sentence
