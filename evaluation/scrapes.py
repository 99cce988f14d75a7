"""Suite `scrapes`: the same pages with their markup lost, flattened in five ways, and told apart line by line.

A line that holds a must-have string is the body's; one that holds a must-not-have string or a comment's, and no
must-have string, is not. Lines without a gold string are not counted, nor are strings that stand in more than three
lines; `body_line_f1_all` counts those too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.figures import Figure, Options, Ratio, Tally
from evaluation.flattening import WAYS, flatten_tree
from evaluation.pages import write_details
from evaluation.webpages import GoldPage, open_bytes, read_gold, same_title
from rashomon.domain import Document
from rashomon.intake.cleaning import clean_text
from rashomon.intake.decoding import decode_page
from rashomon.intake.markup import parse_markup
from rashomon.intake.page import Page
from rashomon.intake.scrapes import lines_of

_MOST_LINES = 3
"""Lines that a gold string may stand in: one that is everywhere ("Mo", "1.") singles out no line."""


def gold_labels(lines: Sequence[str], page: GoldPage, most: int = _MOST_LINES) -> list[str | None]:
    """Return what the gold strings make of each line: body, other, comment, or None when they say nothing of it.

    A string that stands in more than `most` lines says nothing.
    """
    labels: list[str | None] = [None] * len(lines)
    for label, texts in (("other", page.must_nots), ("comment", page.comments), ("body", page.musts)):
        for text in texts:
            hits = [i for i, line in enumerate(lines) if text.strip() in line]
            if len(hits) <= most:
                for i in hits:
                    labels[i] = label
    return labels


@dataclass(slots=True)
class ScrapeScore:
    """The counts over all pages and ways, and what was missed."""

    lines: Tally = field(default_factory=Tally)
    all_lines: Tally = field(default_factory=Tally)
    leaked: Ratio = field(default_factory=Ratio)
    titles: Ratio = field(default_factory=Ratio)
    missed: list[dict[str, str]] = field(default_factory=list)

    def add(self, page: GoldPage, lines: list[str], body: list[bool], way: str) -> None:
        """Count the lines of one scrape; `body` says of each whether it was read as reporting."""
        for line, is_body, label in zip(lines, body, gold_labels(lines, page), strict=True):
            if label is None:
                continue
            _count(self.lines, is_body, label)
            if label == "comment":
                self.leaked += Ratio(is_body, 1)
            if is_body != (label == "body"):
                self.missed.append({"page": page.path.name, "what": label, "way": way, "gold": line[:200]})
        for is_body, label in zip(body, gold_labels(lines, page, most=len(lines)), strict=True):
            if label is not None:
                _count(self.all_lines, is_body, label)

    def add_title(self, page: GoldPage, document: Document | None, lines: list[str]) -> None:
        """Count the title, where the scrape still has it as a line."""
        if page.title is None or not any(same_title(line, page.title) for line in lines):
            return
        same = document is not None and same_title(document.title, page.title)
        self.titles += Ratio(same, 1)
        if not same:
            ours = document.title if document else ""
            self.missed.append({"page": page.path.name, "what": "title", "gold": page.title, "ours": ours})

    def figures(self) -> Iterator[Figure]:
        """Yield the figures of the suite."""
        counted = self.lines.true + self.lines.false + self.lines.missed
        yield Figure(suite="scrapes", metric="body_line_f1", value=self.lines.f, n=counted)
        everywhere = self.all_lines.true + self.all_lines.false + self.all_lines.missed
        yield Figure(suite="scrapes", metric="body_line_f1_all", value=self.all_lines.f, n=everywhere)
        yield Figure(suite="scrapes", metric="comment_line_leak", value=self.leaked.value, n=self.leaked.n)
        yield Figure(suite="scrapes", metric="title_accuracy", value=self.titles.value, n=self.titles.n)


def _count(tally: Tally, is_body: bool, label: str) -> None:
    tally.true += is_body and label == "body"
    tally.false += is_body and label != "body"
    tally.missed += not is_body and label == "body"


def read_as_body(document: Document | None, lines: list[str]) -> list[bool]:
    """Tell of each line whether it stands in a reporting block, going through both in order.

    A block that begins one space after another (a paragraph after its dateline) is of the same line.
    """
    if document is None:
        return [False] * len(lines)
    runs: list[tuple[str, bool]] = []
    end = -2
    for block in document.blocks:
        words, reporting = document.words_of(block), block.kind.is_reporting
        if runs and block.span.start == end + 1:
            runs[-1] = (f"{runs[-1][0]} {words}", runs[-1][1] or reporting)
        else:
            runs.append((words, reporting))
        end = block.span.end
    told, at = [], 0
    for line in lines:
        ahead = next((i for i in range(at, len(runs)) if line in runs[i][0]), None)
        told.append(ahead is not None and runs[ahead][1])
        # A block may hold several lines (a comment of two paragraphs), so stay on it until it ends with the line.
        if ahead is not None:
            at = ahead + runs[ahead][0].endswith(line)
    return told


def run(root: Path, options: Options) -> list[Figure]:
    """Flatten every page of the corpus in each way, open it as text, and count."""
    score = ScrapeScore()
    for page in read_gold(root, options.limit):
        text, _ = clean_text(decode_page(Page(raw=page.raw(), name=page.path.name)).text)
        for way in WAYS:
            tree = parse_markup(text)
            if tree is None:
                continue
            flat = flatten_tree(tree, way)
            document = open_bytes(flat.encode(), f"{page.path.name} as {way}", None)
            lines = lines_of(flat)
            score.add(page, lines, read_as_body(document, lines), way)
            score.add_title(page, document, lines)
    write_details(options.details, score.missed)
    return list(score.figures())
