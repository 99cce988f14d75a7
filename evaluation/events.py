"""Suite `events`: types of whole snippets (CASE 2021), types and actors of sentences (PLOVER), triggers (WikiEvents).

Nothing is trained: frames and rules decide. The rules were written while looking at half of the CASE snippets (those
whose id's SHA-256 begins with an even byte); `case_report_*` are figures on the other half, `case_*` on all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from evaluation.events_case import label_of, read_snippets
from evaluation.events_plover import score_plover
from evaluation.events_wikievents import score_wikievents
from evaluation.figures import Figure, Options, Tally
from evaluation.text_documents import make_document
from rashomon.claims.deeds import find_deeds
from rashomon.claims.deeds_page import choose_type
from rashomon.reading import open_reader
from rashomon.settings import Settings


def run(root: Path, options: Options) -> list[Figure]:
    """Measure on each of the three corpora that the root holds."""
    reader = open_reader(Settings())
    figures: list[Figure] = []
    if (root / "case2021").exists():
        figures += _case(root / "case2021" / "task2.tsv", options, reader)
    if (root / "plover").exists():
        figures += score_plover(root / "plover", options, reader)
    if (root / "wikievents").exists():
        figures += score_wikievents(root / "wikievents", options, reader)
    return figures


def is_tuned_on(identifier: str) -> bool:
    """Tell whether a snippet belongs to the half that the rules were written with."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0


def _case(path: Path, options: Options, reader: object) -> list[Figure]:
    pairs: list[tuple[str, str, str]] = []
    misses = []
    for identifier, text, gold in read_snippets(path)[: options.limit]:
        document = make_document(identifier, text)
        found = find_deeds(document, reader.read(document))  # type: ignore[attr-defined]
        guess = label_of(choose_type(found))
        pairs.append((identifier, gold, guess))
        if guess != gold:
            misses.append({"id": identifier, "gold": gold, "guess": guess})
    if options.details is not None:
        options.details.write_text("".join(json.dumps(miss) + "\n" for miss in misses), encoding="utf-8")
    figures = []
    parts = {
        "case": pairs,
        "case_tune": [pair for pair in pairs if is_tuned_on(pair[0])],
        "case_report": [pair for pair in pairs if not is_tuned_on(pair[0])],
    }
    for name, part in parts.items():
        macro, weighted = score_labels((gold, guess) for _, gold, guess in part)
        figures.append(Figure(suite="events", metric=f"{name}_macro_f1", value=macro, n=len(part)))
        figures.append(Figure(suite="events", metric=f"{name}_weighted_f1", value=weighted, n=len(part)))
    return figures


def score_labels(pairs: Iterable[tuple[str, str]]) -> tuple[float, float]:
    """Return macro and weighted F1 of (gold, guess) pairs over the labels that occur in the gold.

    >>> score_labels([("A", "A"), ("A", "B"), ("B", "B")])
    (0.6666666666666666, 0.6666666666666666)
    """
    tallies: dict[str, Tally] = {}
    support: dict[str, int] = {}
    for gold, guess in pairs:
        support[gold] = support.get(gold, 0) + 1
        if gold == guess:
            tallies.setdefault(gold, Tally()).true += 1
        else:
            tallies.setdefault(gold, Tally()).missed += 1
            tallies.setdefault(guess, Tally()).false += 1
    if not support:
        return 0.0, 0.0
    macro = sum(tallies[label].f for label in support) / len(support)
    weighted = sum(tallies[label].f * count for label, count in support.items()) / sum(support.values())
    return macro, weighted
