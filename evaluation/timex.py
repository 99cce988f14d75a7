"""Suite `timex`: TIMEX3 spans and values on TimeML news (TimeBank and AQUAINT), scored as TempEval-3 does.

Documents are split by the SHA-256 of their names: even ones tune, odd ones report (`--split tune|report`; without it
all count). The creation time is given, as in TempEval-3, and is not scored. Folders named `output` hold what some
system wrote, and are never read as gold.
"""

from __future__ import annotations

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evaluation.figures import Figure, Options, Tally
from evaluation.timex_values import value_of
from rashomon.domain import Span, When
from rashomon.knowledge.times import TimeShape, find_times
from rashomon.reading.sentences import split_sentences
from rashomon.resolve.times_context import Context, Settled, context_of
from rashomon.resolve.times_sequence import settle_in_order


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3: a span of code points into the text, and its value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class TimexDocument:
    """A TimeML document: its text, its creation day and its gold expressions."""

    name: str
    text: str
    created: date | None
    gold: tuple[Timex, ...]


def gold_files(root: Path) -> list[Path]:
    """Return the gold TimeML files below the corpus, outputs of systems left out."""
    corpus = root / "timex"
    files = (path for path in corpus.rglob("*.tml") if "output" not in path.relative_to(corpus).parts)
    return sorted(files, key=lambda path: path.name)


def is_tuning(name: str) -> bool:
    """Tell whether the document of this name belongs to the half that rules are tuned on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0


def read_timeml(path: Path) -> TimexDocument:
    """Read a TimeML file. Raises xml.etree.ElementTree.ParseError where it is not XML."""
    root = ET.parse(path).getroot()
    created = root.find(".//DCT//TIMEX3")
    value = (created.get("value") if created is not None else "") or ""
    parts: list[str] = []
    gold: list[Timex] = []
    body = root.find("TEXT")
    if body is not None:
        _walk(body, parts, gold)
    return TimexDocument(path.name, "".join(parts), _day(value), tuple(gold))


def _walk(node: ET.Element, parts: list[str], gold: list[Timex]) -> None:
    start = sum(map(len, parts))
    parts.append(node.text or "")
    for child in node:
        _walk(child, parts, gold)
        parts.append(child.tail or "")
    if node.tag == "TIMEX3":
        gold.append(Timex(start, sum(map(len, parts)), node.get("value") or ""))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def find_timexes(text: str, created: date | None) -> list[Timex]:
    """Return our expressions as TIMEX3, the two ends of a stretch apart."""
    expressions = find_times(text)
    when = When(text="", earliest=created, latest=created)
    sentences = [Span(start, end) for start, end in split_sentences(text, 0, len(text))]
    settled = settle_in_order(text, expressions, sentences, context_of(when, expressions))
    return [timex for each, context in settled for timex in _timexes(each, context)]


def _timexes(settled: Settled, context: Context) -> Iterator[Timex]:
    if settled.expression.shape is TimeShape.SPAN and settled.ends and settled.expression.rule == "range":
        for end in settled.ends:
            yield from _timexes(end, context)
        return
    span = settled.expression.span
    yield Timex(span.start, span.end, value_of(settled))


@dataclass(slots=True)
class TimexScore:
    """Counts of relaxed spans, exact spans, and relaxed spans with the exact value."""

    relaxed: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    valued: Tally = field(default_factory=Tally)
    missed: list[dict[str, str]] = field(default_factory=list)

    def add(self, document: TimexDocument, found: list[Timex]) -> None:
        """Count one document: each gold expression may be met by one of ours, and the reverse."""
        pairs = pair(document.gold, found)
        ours, theirs = len(found), len(document.gold)
        exact = sum((g.start, g.end) == (f.start, f.end) for g, f in pairs)
        right = sum(g.value == f.value for g, f in pairs)
        for tally, hits in ((self.relaxed, len(pairs)), (self.strict, exact), (self.valued, right)):
            tally.true += hits
            tally.false += ours - hits
            tally.missed += theirs - hits
        self._tell(document, found, pairs)

    def _tell(self, document: TimexDocument, found: list[Timex], pairs: list[tuple[Timex, Timex]]) -> None:
        met, used = {g for g, _ in pairs}, {f for _, f in pairs}
        for gold, ours in pairs:
            if gold.value != ours.value:
                self._note(document, "value", gold, ours)
        for gold in document.gold:
            if gold not in met:
                self._note(document, "missed", gold, None)
        for ours in found:
            if ours not in used:
                self._note(document, "invented", None, ours)

    def _note(self, document: TimexDocument, what: str, gold: Timex | None, ours: Timex | None) -> None:
        words = [" ".join(document.text[each.start : each.end].split()) if each else "" for each in (gold, ours)]
        at = (gold or ours or Timex(0, 0, "")).start
        self.missed.append(
            {
                "document": document.name,
                "what": what,
                "gold": words[0],
                "ours": words[1],
                "gold_value": gold.value if gold else "",
                "our_value": ours.value if ours else "",
                "around": " ".join(document.text[max(0, at - 60) : at + 60].split()),
                "created": str(document.created),
            }
        )


def pair(gold: tuple[Timex, ...], found: list[Timex]) -> list[tuple[Timex, Timex]]:
    """Return pairs of overlapping spans, each used once, in the order of the gold."""
    left = list(found)
    pairs = []
    for each in gold:
        if each.end <= each.start:
            continue
        other = next((f for f in left if Span(f.start, f.end).overlaps(Span(each.start, each.end))), None)
        if other is not None:
            left.remove(other)
            pairs.append((each, other))
    return pairs


def run(root: Path, options: Options) -> list[Figure]:
    """Score all gold documents, or one half of them (`options.split`: tune or report)."""
    score = TimexScore()
    files = [
        path for path in gold_files(root) if options.split is None or is_tuning(path.name) == (options.split == "tune")
    ]
    size = 0
    for path in files[: options.limit]:
        document = read_timeml(path)
        size += len(document.gold)
        score.add(document, find_timexes(document.text, document.created))
    if options.details is not None:
        with options.details.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(each) + "\n" for each in score.missed)
    named = {"span_f1": score.relaxed.f, "value_f1": score.valued.f, "strict_f1": score.strict.f}
    return [Figure(suite="timex", metric=metric, value=value, n=size) for metric, value in named.items()]
