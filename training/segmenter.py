"""Train the line model of scrapes: `python -m training.segmenter --data ../shared/data [--folds 5 | --write]`.

Each page of `webpages/` is flattened in the five ways of `evaluation.flattening`. Its lines are labelled by what the
markup tells (comment sections, the title's heading, elements of bylines and dates, the body of the HTML path), and the
gold strings overrule it. With `--folds` the pages are cut into folds and the held-out lines with gold strings are
scored; with `--write` all pages train the weights that the package ships.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evaluation.figures import Ratio, Tally
from evaluation.flattening import WAYS, flatten_tree
from evaluation.scrapes import gold_labels
from evaluation.webpages import GoldPage, open_bytes, read_gold, same_title

from rashomon.domain import BlockKind, Document
from rashomon.intake import segmenter
from rashomon.intake.cleaning import clean_text
from rashomon.intake.comments import comment_sections
from rashomon.intake.dateclues import shown_dates
from rashomon.intake.decoding import decode_page
from rashomon.intake.linefeatures import features_of, look_at
from rashomon.intake.markup import parse_markup, text_of
from rashomon.intake.page import Page
from rashomon.intake.scrapes import lines_of
from rashomon.intake.segmenter import LABELS, LineModel, label_lines

_COMMENT, _TITLE, _DATE = "\ue000", "\ue001", "\ue002"
_MARKS = str.maketrans("", "", _COMMENT + _TITLE + _DATE)
_GOLD_WEIGHT = 4.0
"""How much more a line counts that a person marked than one whose label the markup tells."""

_LEANING = {"comment": 0.2, "body": -0.2}
"""Added to the weight of a kind: a comment read as reporting is worse than a line of the article that is missed."""

_RARE = 8
"""Occurrences under which a feature is left out."""


@dataclass(frozen=True, slots=True)
class Scrape:
    """One page flattened in one way: its lines with their labels, as positions in LABELS."""

    page: GoldPage
    way: str
    lines: tuple[str, ...]
    labels: tuple[int, ...]


def read_scrapes(root: Path) -> Iterator[Scrape]:
    """Yield every page in every way."""
    for page in read_gold(root, None):
        document = open_bytes(page.raw(), page.path.name, page.url)
        text, _ = clean_text(decode_page(Page(raw=page.raw(), name="page")).text)
        for way in WAYS:
            tree = parse_markup(text)
            if tree is None:
                continue
            _mark(tree, document)
            marked = lines_of(flatten_tree(tree, way))
            labels = _labels(marked, page, document)
            lines = tuple(" ".join(line.translate(_MARKS).split()) for line in marked)
            kept = [i for i, line in enumerate(lines) if line]
            if kept:
                yield Scrape(page, way, tuple(lines[i] for i in kept), tuple(labels[i] for i in kept))


def _mark(tree, document: Document | None) -> None:
    for section in comment_sections(tree):
        for element in section.iter():
            if isinstance(element.tag, str):
                element.text = _COMMENT + element.text if element.text else element.text
                for child in element:
                    child.tail = _COMMENT + child.tail if child.tail else child.tail
    title = document.title if document else ""
    for heading in tree.iter("h1", "h2", "h3"):
        if title and title in text_of(heading):
            for element in heading.iter():
                element.text = _TITLE + element.text if isinstance(element.tag, str) and element.text else element.text
            break
    for element in shown_dates(tree):
        element.text = _DATE + (element.text or "")


def _labels(marked: Sequence[str], page: GoldPage, document: Document | None) -> list[int]:
    """Return the label of each line, the marks of the tree still in it."""
    body_lines = [document.words_of(b) for b in document.blocks if b.kind is BlockKind.BODY] if document else []
    body = " ".join(" ".join(line.lstrip("-–•* ").split()) for line in body_lines)
    plain = [" ".join(line.translate(_MARKS).split()) for line in marked]
    golds = gold_labels(plain, page)
    kinds = [_kind(line, text, body, gold) for line, text, gold in zip(marked, plain, golds, strict=True)]
    _spread_body(kinds, plain, body)
    _keep_bylines(kinds, plain, document)
    first = next((i for i, kind in enumerate(kinds) if kind is BlockKind.BODY), len(kinds))
    for i in range(first):
        if kinds[i] is BlockKind.COMMENT:
            kinds[i] = BlockKind.WIDGET
    title_seen = False
    for i, line in enumerate(marked):
        named = kinds[i] is BlockKind.TITLE or (page.title and same_title(plain[i], page.title) and _TITLE in line)
        if named:
            kinds[i] = BlockKind.WIDGET if title_seen else BlockKind.TITLE
            title_seen = True
    return [LABELS.index(kind) for kind in kinds]


def _kind(line: str, text: str, body: str, gold: str | None) -> BlockKind:
    if gold == "body":
        return BlockKind.BODY
    if gold == "comment" or _COMMENT in line:
        return BlockKind.COMMENT
    if gold == "other":
        return BlockKind.WIDGET
    if _TITLE in line:
        return BlockKind.TITLE
    if len(text) >= 25 and (text in body or (len(text) > 120 and text[:80] in body)):
        return BlockKind.BODY
    return BlockKind.BYLINE if _DATE in line and len(text) < 140 else BlockKind.WIDGET


def _spread_body(kinds: list[BlockKind], plain: Sequence[str], body: str) -> None:
    """Label short pieces of the body that stand between its lines (headings, links, list items)."""
    told = list(kinds)
    for i, text in enumerate(plain):
        near = told[max(0, i - 2) : i] + told[i + 1 : i + 3]
        if told[i] is BlockKind.WIDGET and near.count(BlockKind.BODY) >= 2 and text in body:
            kinds[i] = BlockKind.BODY


def _keep_bylines(kinds: list[BlockKind], plain: Sequence[str], document: Document | None) -> None:
    """Keep dates and authors as bylines only between the title and the first lines of the body."""
    first = next((i for i, kind in enumerate(kinds) if kind is BlockKind.BODY), None)
    title = next((i for i, kind in enumerate(kinds) if kind is BlockKind.TITLE), first)
    for i, kind in enumerate(kinds):
        near = first is not None and title is not None and min(title, first) - 4 <= i <= max(first, title) + 3
        named = (
            document is not None and document.byline and (plain[i] in document.byline or document.byline in plain[i])
        )
        if kind is BlockKind.BYLINE and not near:
            kinds[i] = BlockKind.WIDGET
        elif kind is BlockKind.WIDGET and near and named and 3 < len(plain[i]) < 120:
            kinds[i] = BlockKind.BYLINE


class Trainer:
    """A linear-chain conditional random field by stochastic gradients (Adagrad) with L2."""

    def __init__(
        self, scrapes: Sequence[Scrape], features: Sequence[list[list[str]]], *, rate: float, l2: float
    ) -> None:
        counts: dict[str, int] = {}
        for page in features:
            for names in page:
                for name in names:
                    counts[name] = counts.get(name, 0) + 1
        self.index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= _RARE))}
        size = len(LABELS)
        self.weights, self.squares = np.zeros((len(self.index), size)), np.full((len(self.index), size), 1e-2)
        self.steps, self.step_squares = np.zeros((size, size)), np.full((size, size), 1e-2)
        self.rate, self.l2 = rate, l2
        self.pages = []
        self.care = []
        for scrape, page in zip(scrapes, features, strict=True):
            rows = [[self.index[name] for name in names if name in self.index] for names in page]
            flat = np.array([i for row in rows for i in row])
            starts = np.cumsum([0, *(len(row) for row in rows)])[:-1]
            golds = gold_labels(scrape.lines, scrape.page)
            self.care.append(np.array([_GOLD_WEIGHT if gold else 1.0 for gold in golds])[:, None])
            self.pages.append(
                (flat, starts, np.repeat(np.arange(len(rows)), [len(r) for r in rows]), np.array(scrape.labels))
            )

    def run(self, epochs: int, seed: int = 7) -> None:
        """Go over all pages `epochs` times, and take the mean of the weights after each of the later rounds."""
        order = list(range(len(self.pages)))
        shuffled = random.Random(seed)
        weights, steps, rounds = np.zeros_like(self.weights), np.zeros_like(self.steps), 0
        for epoch in range(epochs):
            shuffled.shuffle(order)
            for number, at in enumerate(order):
                self._learn(*self.pages[at], self.care[at])
                if epoch and number % 50 == 49:
                    weights, steps, rounds = weights + self.weights, steps + self.steps, rounds + 1
        if rounds:
            self.weights, self.steps = weights / rounds, steps / rounds

    def _learn(self, flat, starts, owner, labels, care) -> None:
        scored = np.add.reduceat(self.weights[flat], starts, axis=0)
        marginals, pairs = _expectations(scored, self.steps)
        error = marginals
        error[np.arange(len(labels)), labels] -= 1.0
        error *= care
        scale = 1.0 / np.sqrt(len(labels))
        used, inverse = np.unique(flat, return_inverse=True)
        gradient = np.zeros((len(used), len(LABELS)))
        np.add.at(gradient, inverse, error[owner])
        gradient = gradient * scale + self.l2 * self.weights[used]
        self.squares[used] += gradient**2
        self.weights[used] -= self.rate * gradient / np.sqrt(self.squares[used])
        np.add.at(pairs, (labels[:-1], labels[1:]), -1.0)
        pairs = pairs * scale + self.l2 * self.steps
        self.step_squares += pairs**2
        self.steps -= self.rate * pairs / np.sqrt(self.step_squares)

    def model(self) -> LineModel:
        """Return the weights as the package uses them, small ones left out."""
        rows = {name: tuple(round(float(w), 3) for w in self.weights[i]) for name, i in self.index.items()}
        kept = {name: row for name, row in rows.items() if max(map(abs, row)) >= 0.02}
        leaning = [_LEANING.get(label.value, 0.0) for label in LABELS]
        kept["bias"] = tuple(round(w + more, 3) for w, more in zip(rows["bias"], leaning, strict=True))
        return LineModel(weights=kept, steps=tuple(tuple(round(float(w), 3) for w in row) for row in self.steps))


def _expectations(scored: np.ndarray, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each line's label probabilities and the expected count of each step (forward and backward, scaled)."""
    length, size = scored.shape
    local = np.exp(scored - scored.max(axis=1, keepdims=True))
    move = np.exp(steps - steps.max())
    forward, backward = np.empty((length, size)), np.ones((length, size))
    forward[0] = local[0] / local[0].sum()
    for t in range(1, length):
        row = (forward[t - 1] @ move) * local[t]
        forward[t] = row / row.sum()
    for t in range(length - 2, -1, -1):
        row = move @ (local[t + 1] * backward[t + 1])
        backward[t] = row / row.sum()
    marginals = forward * backward
    marginals /= marginals.sum(axis=1, keepdims=True)
    pairs = np.zeros((size, size))
    if length > 1:
        joint = forward[:-1, :, None] * move[None] * (local[1:] * backward[1:])[:, None, :]
        joint /= joint.sum(axis=(1, 2), keepdims=True)
        pairs = joint.sum(axis=0)
    return marginals, pairs


@dataclass(slots=True)
class FoldScore:
    """The held-out figures: lines with gold strings as the suite counts them, and all lines by their labels."""

    gold: Tally
    leaked: Ratio
    titles: Ratio
    silver: Tally

    def add(self, scrape: Scrape, kinds: Sequence[BlockKind]) -> None:
        """Count one held-out scrape."""
        golds = gold_labels(scrape.lines, scrape.page)
        for gold, kind, label in zip(golds, kinds, scrape.labels, strict=True):
            is_body, truth = kind.is_reporting, LABELS[label].is_reporting
            self.silver.true += is_body and truth
            self.silver.false += is_body and not truth
            self.silver.missed += truth and not is_body
            if gold is not None:
                self.gold.true += is_body and gold == "body"
                self.gold.false += is_body and gold != "body"
                self.gold.missed += not is_body and gold == "body"
                if gold == "comment":
                    self.leaked += Ratio(is_body, 1)
        wanted = scrape.page.title
        if wanted and any(same_title(line, wanted) for line in scrape.lines):
            ours = next((line for line, kind in zip(scrape.lines, kinds, strict=True) if kind is BlockKind.TITLE), "")
            self.titles += Ratio(same_title(ours, wanted), 1)


def cross_validate(scrapes: list[Scrape], features: list[list[list[str]]], folds: int, fit: argparse.Namespace) -> None:
    """Train on all folds but one, score that one, and print the sums."""
    pages = sorted({scrape.page.url for scrape in scrapes})
    random.Random(11).shuffle(pages)
    score = FoldScore(Tally(), Ratio(), Ratio(), Tally())
    for fold in range(folds):
        held = set(pages[fold::folds])
        chosen = [i for i, scrape in enumerate(scrapes) if scrape.page.url not in held]
        trainer = Trainer([scrapes[i] for i in chosen], [features[i] for i in chosen], rate=fit.rate, l2=fit.l2)
        trainer.run(fit.epochs)
        model = trainer.model()
        for scrape in scrapes:
            if scrape.page.url in held:
                score.add(scrape, label_lines(scrape.lines, model))
        print(
            f"fold {fold}: f {score.gold.f:.4f} leak {score.leaked.value:.4f} title {score.titles.value:.4f}",
            flush=True,
        )
    print(
        f"held out: body_line_f1 {score.gold.f:.4f} (p {score.gold.precision:.4f} r {score.gold.recall:.4f}), "
        f"comment_line_leak {score.leaked.value:.4f} of {score.leaked.n}, title {score.titles.value:.4f}, "
        f"all lines {score.silver.f:.4f}"
    )


def write_model(model: LineModel, path: Path) -> None:
    """Write the weights as the package reads them."""
    heads = (
        "# Weights of the line model, made by training/segmenter.py: a feature or step:LABEL, then a weight for each:\n"
    )
    names = "# " + "\t".join(label.value for label in LABELS) + "\n"
    rows = [f"step:{label.value}\t" + "\t".join(map(str, row)) for label, row in zip(LABELS, model.steps, strict=True)]
    rows += [f"{name}\t" + "\t".join(f"{w:g}" for w in row) for name, row in sorted(model.weights.items())]
    path.write_text(heads + names + "\n".join(rows) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Cross-validate or write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--l2", type=float, default=1e-2)
    fit = parser.parse_args(arguments)
    started = time.monotonic()
    scrapes = list(read_scrapes(fit.data))
    features = [features_of(scrape.lines, look_at(scrape.lines)) for scrape in scrapes]
    lines = sum(len(scrape.lines) for scrape in scrapes)
    print(f"{len(scrapes)} scrapes, {lines} lines, {time.monotonic() - started:.0f} s", flush=True)
    if fit.folds:
        cross_validate(scrapes, features, fit.folds, fit)
    if fit.write:
        trainer = Trainer(scrapes, features, rate=fit.rate, l2=fit.l2)
        trainer.run(fit.epochs)
        write_model(trainer.model(), Path(segmenter.__file__).with_name(segmenter.WEIGHTS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
