"""Suite `factuality`: how certain the reader takes gold event words to be, on the unified scale (-3 to 3).

Both corpora come as tokens; they are read by the reader's own tokenizer, and the value of the last token of each gold
predicate counts. UW's licence is not stated: nothing was trained on it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.figures import Figure, Options, Skipped
from evaluation.model_reading import open_reader, raise_case
from rashomon.reading.reader import Cut, ModelReader, cut_sentence


def run(root: Path, options: Options) -> list[Figure]:
    """Measure on UW and MEANTIME, whichever the root has."""
    reader = open_reader()
    figures: list[Figure] = []
    for corpus in ("uw", "meantime"):
        path = next((p for s in ("test", "dev") if (p := root / "factuality" / corpus / f"{s}.conll").exists()), None)
        if path is None:
            continue
        ours, gold = score_corpus(reader, itertools.islice(read_sentences(path), options.limit), upper=options.upper)
        figures += [
            Figure(suite="factuality", metric=f"{corpus}_pearson", value=pearson(ours, gold), n=len(gold)),
            Figure(suite="factuality", metric=f"{corpus}_mae", value=mean_error(ours, gold), n=len(gold)),
        ]
    if not figures:
        raise Skipped("no test or dev part of uw or meantime")
    return figures


def read_sentences(path: Path) -> Iterator[list[tuple[str, float | None]]]:
    """Yield sentences as (word, value or None)."""
    rows: list[tuple[str, float | None]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        parts = line.split("\t")
        if len(parts) >= 3:
            rows.append((parts[1], None if parts[2] == "_" else float(parts[2])))
        elif rows:
            yield rows
            rows = []


def score_corpus(
    reader: ModelReader, sentences: Iterator[list[tuple[str, float | None]]], *, upper: bool
) -> tuple[list[float], list[float]]:
    """Return our values and the gold ones, in order."""
    ours: list[float] = []
    gold: list[float] = []
    for rows in sentences:
        text, wanted = "", list[tuple[int, float]]()
        for word, value in rows:
            text += word
            if value is not None:
                wanted.append((len(text) - 1, value))
            text += " "
        cut = Cut()
        cut_sentence(cut, raise_case(text) if upper else text, 0, len(text), 0)
        values = reader.certainties(cut)
        for offset, value in wanted:
            place = next(i for i, (a, b) in enumerate(zip(cut.start, cut.end, strict=True)) if a <= offset < b)
            ours.append(values[place])
            gold.append(value)
    return ours, gold


def pearson(ours: Sequence[float], gold: Sequence[float]) -> float:
    """Return Pearson's r, 0.0 where one side does not vary."""
    n = len(gold)
    if n < 2:
        return 0.0
    mean_ours, mean_gold = sum(ours) / n, sum(gold) / n
    both = sum((a - mean_ours) * (b - mean_gold) for a, b in zip(ours, gold, strict=True))
    spread = math.sqrt(sum((a - mean_ours) ** 2 for a in ours) * sum((b - mean_gold) ** 2 for b in gold))
    return both / spread if spread else 0.0


def mean_error(ours: Sequence[float], gold: Sequence[float]) -> float:
    """Return the mean absolute error."""
    return sum(abs(a - b) for a, b in zip(ours, gold, strict=True)) / max(len(gold), 1)
