"""Train the relevance gate: `python -m training.relevance --data ../shared/data [--write]`.

The gate is to guess what full reading would find, so reading teaches it: texts that may train weights are read by the
rules alone, and a passage is positive where a deed with an ACLED type is told in it as a fact. The examples of the deed
frames (written for this project) are positive where their frame has such a type and negative where not. MUC, CASE 2021
and the geoparsing corpora train nothing: their development parts choose the threshold, their other parts report
(`python -m evaluation relevance`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evaluation.text_documents import make_document

from rashomon.claims.deeds import find_deeds
from rashomon.intake import gate
from rashomon.intake.gate import PASSAGE, STEP, WORD, features_of, words_of
from rashomon.knowledge.deeds import load_lexicon
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings
from training.data import load_training

#: Occurrences under which a word or a pair is left out.
RARE_WORD, RARE_PAIR = 6, 8
#: Weights smaller than this are not written.
SMALL = 0.12
#: How much more an example of a frame counts than a passage of running text.
EXAMPLE_WEIGHT = 2.0
#: The sum of frame weights from which a passage tells of conflict, and the share of such passages in a text about it.
STRONG, MANY = 2.0, 0.25
#: Passages from which a text is long enough to tell what it is about, and how much its asides count.
LONG, ASIDE_WEIGHT = 6, 0.5
#: How much more a passage of ordinary news counts that was written to hold the words of conflict.
ORDINARY_WEIGHT = 10.0
_PAIR_KINDS = ("deed", "class")


@dataclass(frozen=True, slots=True)
class Sample:
    """A passage's words, whether it tells of a conflict event, and how much it counts."""

    words: tuple[str, ...]
    positive: bool
    weight: float


def read_texts(root: Path) -> Iterator[str]:
    """Yield the texts that may train weights (`data/README.md`, licence rule)."""
    for path in sorted((root / "polnear" / "train" / "text").rglob("*.txt")):
        yield path.read_text("utf-8", "replace")
    for corpus, passages in load_training(root).items():
        if corpus != "polnear":
            texts = [" ".join(passage.tokens) for passage in passages]
            yield from texts if corpus in ("re3d", "wikievents", "gum", "meantime") else _joined(texts)


def _joined(texts: Sequence[str], size: int = 12) -> Iterator[str]:
    """Join single sentences, so that one call reads several; a full stop parts them."""
    for start in range(0, len(texts), size):
        yield "\n\n".join(texts[start : start + size])


def read_records(root: Path) -> Iterator[str]:
    """Yield the sentences of the PLOVER records."""
    for record in json.loads((root / "plover" / "PLOVER_GSR_CAMEO.json").read_text("utf-8")):
        if text := record.get("eventText") or record.get("text"):
            yield text


def teach(texts: Iterable[str]) -> Iterator[Sample]:
    """Read texts by the rules and yield their passages with what the rules found."""
    reader = LexicalReader(Settings(reader="lexical"))
    for number, text in enumerate(texts):
        document = make_document(f"train-{number}", text)
        if not document.blocks:
            continue
        reading = reader.read(document)
        deeds = [
            (each.deed.trigger.span.start, each.weight)
            for each in find_deeds(document, reading)
            if each.deed.type and not each.negated and each.modality == "fact"
        ]
        yield from _passages(text, sorted(deeds))


def _passages(text: str, deeds: Sequence[tuple[int, float]]) -> Iterator[Sample]:
    found = list(WORD.finditer(text.lower()))
    parts = [found[start : start + PASSAGE] for start in range(0, max(1, len(found) - STEP), STEP) if found]
    inside = [sum(w for at, w in deeds if part[0].start() <= at < part[-1].end()) for part in parts]
    # In a text that tells of such deeds here and there only, they are asides or figures of speech.
    share = sum(weight >= STRONG for weight in inside) / max(1, len(parts))
    for part, weight in zip(parts, inside, strict=True):
        words = tuple(words_of(" ".join(word.group() for word in part)))
        if share >= MANY or not weight:
            yield Sample(words, weight >= STRONG, 1.0)
        elif len(parts) >= LONG:
            yield Sample(words, False, ASIDE_WEIGHT)


def examples() -> Iterator[Sample]:
    """Yield the example of every deed frame."""
    for trigger in load_lexicon().triggers:
        if trigger.frame.group == "responsibility":
            continue
        yield Sample(tuple(words_of(trigger.example)), trigger.frame.type is not None, EXAMPLE_WEIGHT)


def ordinary() -> Iterator[Sample]:
    """Yield the passages of ordinary news that were written for this."""
    for line in Path(__file__).with_name("ordinary.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Sample(tuple(words_of(line)), False, ORDINARY_WEIGHT)


def groups() -> dict[str, tuple[str, ...]]:
    """Return the groups that a word belongs to: deeds that it alone may tell, classes of actors and things.

    A group's weight is shared by all its words, so that a word which the texts hardly have is known all the same.
    """
    lexicon = load_lexicon()
    found: dict[str, set[str]] = {}
    for word, entries in lexicon.heads.items():
        for entry in entries:
            frame = entry.trigger.frame
            if len(entry.trigger.words) == 1:
                kind = "conflict" if frame.type else "other"
                found.setdefault(word, set()).update((f"deed:{kind}", f"deed:{frame.group}"))
    for name, words in lexicon.classes.items():
        for word in words:
            found.setdefault(word, set()).add(f"class:{name}")
    return {word: tuple(sorted(names)) for word, names in found.items()}


class Fit:
    """Logistic regression over sparse rows by Adam, with L2 on everything but the bias."""

    def __init__(self, samples: Sequence[Sample], member: dict[str, tuple[str, ...]]) -> None:
        self.member = member
        rows = [self._names(sample.words) for sample in samples]
        counts = Counter(name for row in rows for name in row)
        kept = [name for name, count in counts.items() if count >= (RARE_PAIR if " " in name else RARE_WORD)]
        self.index = {name: at for at, name in enumerate(sorted(kept))}
        at = [[self.index[name] for name in row if name in self.index] for row in rows]
        self.columns = np.array([column for row in at for column in row])
        self.owner = np.repeat(np.arange(len(at)), [len(row) for row in at])
        self.labels = np.array([float(sample.positive) for sample in samples])
        care = np.array([sample.weight for sample in samples])
        self.care = care / care.sum()
        self.weights, self.bias = np.zeros(len(self.index)), -2.0

    def _names(self, words: Sequence[str]) -> set[str]:
        names = set(features_of(words))
        for word in words:
            names.update(self.member.get(word, ()))
        return names

    def run(self, rounds: int, rate: float, l2: float) -> None:
        """Go over everything `rounds` times."""
        size = len(self.weights) + 1
        mean, square = np.zeros(size), np.zeros(size)
        for number in range(1, rounds + 1):
            scored = self.bias + np.bincount(self.owner, self.weights[self.columns], len(self.labels))
            error = (1 / (1 + np.exp(-scored)) - self.labels) * self.care
            gradient = np.bincount(self.columns, error[self.owner], len(self.weights)) + l2 * self.weights
            whole = np.append(gradient, error.sum())
            mean, square = 0.9 * mean + 0.1 * whole, 0.999 * square + 0.001 * whole**2
            step = rate * (mean / (1 - 0.9**number)) / (np.sqrt(square / (1 - 0.999**number)) + 1e-9)
            self.weights -= step[:-1]
            self.bias -= step[-1]

    def folded(self) -> dict[str, float]:
        """Return weights by word and pair, each group's weight added to its words."""
        own = {name: float(self.weights[at]) for name, at in self.index.items()}
        names = {name for name in own if not name.startswith(tuple(f"{kind}:" for kind in _PAIR_KINDS))}
        names.update(word for word in self.member if gate.words_of(word) == [word])
        total = {n: own.get(n, 0.0) + sum(own.get(g, 0.0) for g in self.member.get(n, ())) for n in names}
        return {name: round(weight, 2) for name, weight in total.items() if abs(weight) >= SMALL}


def write(weights: dict[str, float], bias: float, path: Path) -> None:
    """Write the weights as the package reads them."""
    head = "# Weights of the relevance gate in log odds, made by training/relevance.py: word or pair, tab, weight.\n"
    lines = [f"{name}\t{weight:g}" for name, weight in sorted(weights.items()) if name.isprintable()]
    path.write_text(f"{head}(bias)\t{bias:.2f}\n" + "\n".join(lines) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the weights that the package ships")
    parser.add_argument("--out", type=Path, help="write them elsewhere")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--rate", type=float, default=0.03)
    parser.add_argument("--l2", type=float, default=2e-5)
    asked = parser.parse_args(arguments)
    samples = [*teach(read_texts(asked.data)), *teach(read_records(asked.data)), *examples(), *ordinary()]
    random.Random(5).shuffle(samples)
    positives = sum(sample.positive for sample in samples)
    print(f"{len(samples)} passages, {positives} of them tell of a conflict event", flush=True)
    fit = Fit(samples, groups())
    fit.run(asked.rounds, asked.rate, asked.l2)
    weights = fit.folded()
    print(f"{len(fit.index)} features; {len(weights)} words and pairs with a weight; bias {fit.bias:.2f}")
    if asked.write or asked.out:
        path = asked.out or Path(gate.__file__).with_name(gate._FILE)  # noqa: SLF001
        write(weights, fit.bias, path)
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
