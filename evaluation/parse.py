"""Suite `parse`: dependencies and parts of speech on EWT and GUM.

Scored as the CoNLL 2018 shared task does: labels without their subtypes; on raw text a word counts only if its
characters are those of a gold word, and LAS is the F1 of words with the right head and label. Raw text is
the document's paragraphs, as the treebank gives them. `gum_news_las` takes GUM's news documents with gold tokens.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.figures import Figure, Options, Ratio, Skipped, Tally
from evaluation.model_reading import cut_of, document_of_lines, open_reader, raise_case, read_cut
from evaluation.treebanks import TreebankDocument, read_treebank
from rashomon.domain.reading import Reading
from rashomon.reading.reader import ModelReader


@dataclass(slots=True)
class ParseScore:
    """Counts over words with gold tokens."""

    upos: Ratio = field(default_factory=Ratio)
    heads: Ratio = field(default_factory=Ratio)
    labelled: Ratio = field(default_factory=Ratio)

    def add(self, ours: Iterable[tuple[str, int, str]], gold: Iterable[tuple[str, int, str]]) -> None:
        """Count words given as (part of speech, head, label)."""
        for (tag, head, label), (gold_tag, gold_head, gold_label) in zip(ours, gold, strict=True):
            right = head == gold_head
            self.upos += Ratio(tag == gold_tag, 1)
            self.heads += Ratio(right, 1)
            self.labelled += Ratio(right and universal(label) == universal(gold_label), 1)


def universal(label: str) -> str:
    """Return a dependency label without its subtype."""
    return label.partition(":")[0]


def run(root: Path, options: Options) -> list[Figure]:
    """Measure on whatever of the two treebanks the root has."""
    reader = open_reader()
    figures: list[Figure] = []
    ewt, gum = _find(root / "ewt"), _find(root / "gum")
    if ewt is None and gum is None:
        raise Skipped("no test or dev part of ewt or gum")
    if ewt is not None:
        documents = list(itertools.islice(read_treebank(ewt), options.limit))
        score = score_gold_tokens(reader, documents, upper=options.upper)
        raw = score_raw_text(reader, documents, upper=options.upper)
        for metric, ratio in (
            ("ewt_gold_uas", score.heads),
            ("ewt_gold_las", score.labelled),
            ("ewt_gold_upos", score.upos),
        ):
            figures.append(Figure(suite="parse", metric=metric, value=ratio.value, n=ratio.n))
        figures.append(Figure(suite="parse", metric="ewt_raw_las", value=raw.f, n=raw.true + raw.missed))
    if gum is not None:
        news = [document for document in read_treebank(gum) if "_news_" in document.id]
        score = score_gold_tokens(reader, news[: options.limit], upper=options.upper)
        figures.append(Figure(suite="parse", metric="gum_news_las", value=score.labelled.value, n=score.labelled.n))
    return figures


def _find(folder: Path) -> Path | None:
    """Return the test part of a treebank, else its dev part."""
    for split in ("test", "dev"):
        found = sorted(folder.glob(f"*-{split}.conllu"))
        if found:
            return found[0]
    return None


def score_gold_tokens(reader: ModelReader, documents: Iterable[TreebankDocument], *, upper: bool) -> ParseScore:
    """Read gold tokens and sentences, and count."""
    score = ParseScore()
    for document in documents:
        words, glued, sentence, paragraph, gold = [], [], [], [], []
        for number, row in enumerate(document.sentences):
            offset, before = len(words), -1
            for word, span in zip(row.words, row.spans, strict=True):
                words.append(raise_case(word) if upper else word)
                glued.append(span[0] == before)
                before = span[1]
            sentence += [number] * len(row.words)
            paragraph += [row.paragraph] * len(row.words)
            heads = [head + offset if head >= 0 else -1 for head in row.heads]
            gold += zip(row.upos, heads, row.deprels, strict=True)
        ours = [
            found
            for read in read_cut(reader, cut_of(words, glued, sentence, paragraph))
            for found in zip(read.upos, read.heads, read.deprels, strict=True)
        ]
        score.add(ours, gold)
    return score


def score_raw_text(reader: ModelReader, documents: Iterable[TreebankDocument], *, upper: bool) -> Tally:
    """Read the documents' raw text, and count labelled arcs."""
    tally = Tally()
    for document in documents:
        text, gold = raw_text(document)
        raised = raise_case(text) if upper else text
        made = dataclasses.replace(document_of_lines(document.id, text), text=raised)
        tally = _sum(tally, score_words(_words_of(reader.read(made)), gold))
    return tally


Word = tuple[tuple[int, int], tuple[int, int] | None, str]
"""Characters of a word, those of its head (None for a root), and its universal label."""


def raw_text(document: TreebankDocument) -> tuple[str, list[Word]]:
    """Return a document's text, a line a paragraph, and its gold words."""
    text, gold = "", list[Word]()
    for place, row in enumerate(document.sentences):
        if place:
            text += "\n" if row.paragraph != document.sentences[place - 1].paragraph else " "
        spans = [(a + len(text), b + len(text)) for a, b in row.spans]
        heads = [spans[head] if head >= 0 else None for head in row.heads]
        gold += zip(spans, heads, map(universal, row.deprels), strict=True)
        text += row.text
    return text, gold


def _words_of(reading: Reading) -> list[Word]:
    tokens = reading.tokens
    spans = list(zip(tokens.start, tokens.end, strict=True))
    heads = [spans[head] if head >= 0 else None for head in tokens.head]
    return list(zip(spans, heads, map(universal, tokens.deprel), strict=True))


def score_words(ours: Iterable[Word], gold: Iterable[Word]) -> Tally:
    """Count words with the same characters, the same head and the same label."""
    left: dict[Word, int] = {}
    missed = 0
    for word in gold:
        left[word] = left.get(word, 0) + 1
        missed += 1
    tally = Tally()
    for word in ours:
        if left.get(word, 0):
            left[word] -= 1
            tally.true += 1
        else:
            tally.false += 1
    tally.missed = missed - tally.true
    return tally


def _sum(one: Tally, two: Tally) -> Tally:
    return Tally(true=one.true + two.true, false=one.false + two.false, missed=one.missed + two.missed)
