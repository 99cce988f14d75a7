"""Scoring labelled spans: exact matches, with spans that are neither demanded nor punished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from evaluation.figures import Tally

LabelledSpan = tuple[str, int, int]


@dataclass(slots=True)
class SpanScore:
    """Tallies of exact spans by label."""

    labels: dict[str, Tally] = field(default_factory=dict)

    def add(
        self, ours: Iterable[LabelledSpan], gold: Iterable[LabelledSpan], ignored: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Count one document. A wrong span of ours that overlaps an ignored one, and no gold one, is not counted."""
        wanted, found = set(gold), set(ours)
        for label, _, _ in wanted & found:
            self._of(label).true += 1
        for label, _, _ in wanted - found:
            self._of(label).missed += 1
        doubtful = list(ignored)
        for label, start, end in found - wanted:
            touches_gold = any(a < end and start < b for _, a, b in wanted)
            if touches_gold or not any(a < end and start < b for a, b in doubtful):
                self._of(label).false += 1

    def _of(self, label: str) -> Tally:
        return self.labels.setdefault(label, Tally())

    def all(self) -> Tally:
        """Return the counts over all labels."""
        total = Tally()
        for tally in self.labels.values():
            total.true += tally.true
            total.false += tally.false
            total.missed += tally.missed
        return total


def spans_of_bio(tags: Iterable[str]) -> list[LabelledSpan]:
    """Return (label, first, after the last) of the spans of a BIO column; a stray inner tag begins a span."""
    spans: list[LabelledSpan] = []
    before = "O"
    for index, tag in enumerate(tags):
        label = tag[2:]
        if tag.startswith("I-") and before[2:] == label and before != "O":
            spans[-1] = (label, spans[-1][1], index + 1)
        elif tag != "O":
            spans.append((label, index, index + 1))
        before = tag
    return spans
