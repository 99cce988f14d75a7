"""Suite `pages`: body, comments, dates and titles of real HTML pages.

`f`, `precision` and `recall` are counted as trafilatura counts them: a must-have string in the reporting text is true,
one that is not is missed, a must-not-have string in it is false. Comment strings that the page's own seen text does not
hold (they were loaded by a script) cannot be found and are not counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.figures import Figure, Options, Ratio, Tally
from evaluation.flattening import flatten_page
from evaluation.webpages import GoldPage, open_bytes, read_gold, reporting_text, same_title, spaced, text_of_kinds
from rashomon.domain import BlockKind, Document


@dataclass(slots=True)
class PageScore:
    """The counts over all pages, and what was missed."""

    strings: Tally = field(default_factory=Tally)
    found: Ratio = field(default_factory=Ratio)
    leaked: Ratio = field(default_factory=Ratio)
    dates: Ratio = field(default_factory=Ratio)
    titles: Ratio = field(default_factory=Ratio)
    missed: list[dict[str, str]] = field(default_factory=list)

    def add(self, page: GoldPage, document: Document | None, seen: str) -> None:
        """Count one page; `seen` is all the text that a reader of it sees."""
        body = reporting_text(document)
        for text in page.musts:
            if text in body:
                self.strings.true += 1
            else:
                self.strings.missed += 1
                self._miss(page, "must", text, "")
        for text in page.must_nots:
            if text in body:
                self.strings.false += 1
                self._miss(page, "must-not", text, "")
        self._add_comments(page, document, body, seen)
        if page.day is not None:
            day = document.published.day if document else None
            self.dates += Ratio(day == page.day, 1)
            if day != page.day:
                basis = document.published.basis if document else None
                self._miss(page, "date", page.day.isoformat(), f"{day} {basis}")
        if page.title is not None:
            same = document is not None and same_title(document.title, page.title)
            self.titles += Ratio(same, 1)
            if not same:
                self._miss(page, "title", page.title, document.title if document else "")

    def _add_comments(self, page: GoldPage, document: Document | None, body: str, seen: str) -> None:
        comments, body, seen = spaced(text_of_kinds(document, BlockKind.COMMENT)), spaced(body), spaced(seen)
        for text in map(spaced, page.comments):
            if text not in seen:
                continue
            self.found += Ratio(text in comments, 1)
            self.leaked += Ratio(text in body, 1)
            if text not in comments or text in body:
                self._miss(page, "comment", text, "leaked" if text in body else "not found")

    def _miss(self, page: GoldPage, what: str, gold: str, ours: str) -> None:
        self.missed.append({"page": page.path.name, "what": what, "gold": gold, "ours": ours})

    def figures(self) -> Iterator[Figure]:
        """Yield the figures of the suite."""
        strings = self.strings.true + self.strings.false + self.strings.missed
        for metric, value, n in (
            ("f", self.strings.f, strings),
            ("precision", self.strings.precision, strings),
            ("recall", self.strings.recall, strings),
            ("comments_found", self.found.value, self.found.n),
            ("comments_leaked", self.leaked.value, self.leaked.n),
            ("date_accuracy", self.dates.value, self.dates.n),
            ("title_accuracy", self.titles.value, self.titles.n),
        ):
            yield Figure(suite="pages", metric=metric, value=value, n=n)


def run(root: Path, options: Options) -> list[Figure]:
    """Open every page of the corpus and count."""
    score = PageScore()
    for page in read_gold(root, options.limit):
        raw = page.raw()
        score.add(page, open_bytes(raw, page.path.name, page.url), flatten_page(raw, "blocks"))
    write_details(options.details, score.missed)
    return list(score.figures())


def write_details(path: Path | None, missed: list[dict[str, str]]) -> None:
    """Append what was missed to a file, a JSON line each."""
    if path is not None:
        with path.open("a", encoding="utf-8") as stream:
            stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in missed)
