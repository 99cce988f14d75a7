"""The figure: one measured number, and how it is printed. The suite named `figures` is in `figure_set.py`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of one suite. `n` counts what it was measured on (strings, pages, spans, ...)."""

    suite: str
    metric: str
    value: float
    n: int

    def line(self) -> str:
        """Return the figure as one JSON line with the keys suite, metric, value, n."""
        return json.dumps({"suite": self.suite, "metric": self.metric, "value": round(self.value, 4), "n": self.n})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asks of a suite.

    `limit` is the number of documents a corpus (None: all); `upper` measures on upper-cased text; `golden` is
    the golden file, where it does not lie beside the data root; `split` names the part of a corpus to report;
    `details` is where a suite may write what it missed, one JSON line each (None: nowhere).
    """

    limit: int | None = None
    upper: bool = False
    golden: Path | None = None
    split: str | None = None
    details: Path | None = None


class Skipped(Exception):
    """A suite cannot run here, and why: a corpus or a module is missing. Never counted as passed."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Hits among n, with 0 of 0 written as 0."""

    hits: int = 0
    n: int = 0

    @property
    def value(self) -> float:
        """The share of hits, 0.0 where nothing was counted."""
        return self.hits / self.n if self.n else 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.hits + other.hits, self.n + other.n)


@dataclass(slots=True)
class Tally:
    """Counts of true positives, false positives and false negatives, and the usual three numbers from them.

    >>> Tally(true=3, false=1, missed=2).f
    0.6666666666666666
    """

    true: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """True among all that was proposed."""
        return self.true / (self.true + self.false) if self.true + self.false else 0.0

    @property
    def recall(self) -> float:
        """True among all that was asked for."""
        return self.true / (self.true + self.missed) if self.true + self.missed else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Peers:
    """Published results by suite and metric, to stand beside ours."""

    results: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def beside(self, figure: Figure) -> str:
        """Return the published result for a figure, or an empty string."""
        return self.results.get((figure.suite, figure.metric), "")


def print_table(figures: Iterable[Figure], peers: Peers) -> None:
    """Print figures as a table beside the published results."""
    rows = [(f.suite, f.metric, f"{f.value:.4g}", str(f.n), peers.beside(f)) for f in figures]
    heads = ("suite", "metric", "value", "n", "published")
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
