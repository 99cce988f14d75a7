"""Which suites there are, what each reads, and how one is run."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluation.figures import Figure, Options, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A suite: its module is `evaluation.<name>` with `run(root, options) -> list[Figure]`.

    `corpora` are folders of the data root; the suite runs when at least one is there (an empty tuple: it brings
    its own material). `quick` suites are those that the gate may run: five minutes at most together.
    """

    name: str
    corpora: tuple[str, ...] = ()
    quick: bool = False


_ALL = (
    Suite(name="pages", corpora=("webpages",), quick=True),
    Suite(name="scrapes", corpora=("webpages",), quick=True),
    Suite(name="parse", corpora=("ewt", "gum"), quick=True),
    Suite(name="names", corpora=("uner_ewt", "re3d", "wnut17", "crossner"), quick=True),
    Suite(name="attribution", corpora=("polnear",), quick=True),
    Suite(name="factuality", corpora=("factuality",), quick=True),
    Suite(name="events", corpora=("case2021", "plover", "wikievents")),
    Suite(name="figures", quick=True),
    Suite(name="muc", corpora=("muc34",)),
    Suite(name="toponyms", corpora=("geoparsing", "geowebnews")),
    Suite(name="ged", corpora=("ucdp_ged_sample",), quick=True),
    Suite(name="timex", corpora=("timex",), quick=True),
    Suite(name="actors", corpora=("plover", "re3d"), quick=True),
    Suite(name="linking", quick=True),
    Suite(name="golden", quick=True),
    Suite(name="relevance", corpora=("muc34", "case2021", "geoparsing", "webpages", "polnear"), quick=True),
    Suite(name="speed"),
)

SUITES = {suite.name: suite for suite in _ALL}
"""Every suite by name, in the order of the documentation."""

# The figures that the suites share live in evaluation/figures.py, so the suite of that name keeps its code elsewhere.
_MODULES = {"figures": "evaluation.figure_set"}


def module_name(name: str) -> str:
    """Return the module that holds a suite."""
    return _MODULES.get(name, f"evaluation.{name}")


def run_suite(name: str, root: Path, options: Options) -> list[Figure]:
    """Run one suite on a data root.

    Raises Skipped when its module or every one of its corpora is missing; whatever the suite raises passes through.
    """
    suite = SUITES[name]
    if suite.corpora and not any((root / corpus).exists() for corpus in suite.corpora):
        raise Skipped(f"no {' or '.join(suite.corpora)} below {root}")
    if importlib.util.find_spec(module_name(name)) is None:
        raise Skipped("this suite is not written yet")
    figures = importlib.import_module(module_name(name)).run(root, options)
    if not figures:
        raise Skipped("it gave no figure")
    return _checked(name, figures)


def _checked(name: str, figures: Iterable[Figure]) -> list[Figure]:
    kept = list(figures)
    for figure in kept:
        if figure.suite != name:
            raise ValueError(f"suite {name} gave a figure of {figure.suite}")
    return kept
