"""What is trained on, in which proportion, and what is held out to tune by."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from rashomon.reading.pieces import Pieces
from training.attribution_corpus import read_polnear
from training.certainty import read_factuality, weigh_verbs
from training.corpora import read_columns, read_re3d, read_ud, read_uner, read_wikievents
from training.passages import Passage
from training.windows import Window, build_window, cut_windows

#: corpus -> pieces of each batch of `sum` pieces. Small corpora come round more often than their size says.
SHARES = {
    "ewt": 640,
    "gum": 320,
    "polnear": 760,
    "uner": 140,
    "wnut": 80,
    "crossner": 60,
    "re3d": 90,
    "wikievents": 30,
    "meantime": 20,
}


def held_out(name: str, part: float) -> bool:
    """Choose a fixed share of a corpus's documents by their names' hash."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < part


def load_training(root: Path, *, polnear: float = 0.05, uner: float = 0.0) -> dict[str, list[Passage]]:
    """Load the training passages of every corpus that the root has; PolNeAR and UNER without their held-out shares."""
    found: dict[str, list[Passage]] = {
        "ewt": list(read_ud(next((root / "ewt").glob("*train*.conllu")), "ewt")),
        "gum": list(read_ud(next((root / "gum").glob("*train*.conllu")), "gum")),
        "polnear": [p for p in read_polnear(root / "polnear", "train") if not held_out(p.id, polnear)],
        "uner": [p for p in _read_uner(root) if not held_out(p.id, uner)],
        "wnut": list(read_columns(root / "wnut17" / "wnut17train.conll", "wnut")),
        "crossner": [
            p
            for part in ("train", "dev")
            for p in read_columns(root / "crossner" / "politics" / f"{part}.txt", "crossner")
        ],
        "re3d": list(read_re3d(root / "re3d", "train")),
        "wikievents": list(read_wikievents(root / "wikievents" / "dev.jsonl")),
        "meantime": list(read_factuality(root / "factuality" / "meantime" / "train.conll", "meantime")),
    }
    for corpus in ("ewt", "gum"):
        for passage in found[corpus]:
            weigh_verbs(passage)
    return found


def _read_uner(root: Path) -> Iterator[Passage]:
    return read_uner(root / "uner_ewt" / "en_ewt-ud-dev.iob2", root / "ewt" / "en_ewt-ud-dev.conllu")


def load_tuning(root: Path, *, polnear: float = 0.05, uner: float = 0.0) -> dict[str, list[Passage]]:
    """Load what is tuned by: development parts, and the shares of PolNeAR and UNER that are held out."""
    return {
        "ewt": list(read_ud(root / "ewt" / "en_ewt-ud-dev.conllu", "ewt"))[:80],
        "gum": list(read_ud(root / "gum" / "en_gum-ud-dev.conllu", "gum"))[:6],
        "polnear": [p for p in read_polnear(root / "polnear", "train") if held_out(p.id, polnear)][:30],
        "wnut": list(read_columns(root / "wnut17" / "emerging.dev.conll", "wnut"))[:600],
        "re3d": list(read_re3d(root / "re3d", "dev")),
        "uner": [p for p in _read_uner(root) if held_out(p.id, uner)],
    }


def relation_labels(passages: list[Passage]) -> dict[str, int]:
    """Number the dependency labels of the treebanks, the commonest first."""
    counts: dict[str, int] = {}
    for passage in passages:
        for label in passage.deprels or ():
            counts[label] = counts.get(label, 0) + 1
    kept = sorted((label for label, n in counts.items() if n >= 3 and label != "dep"), key=lambda label: -counts[label])
    return {label: number for number, label in enumerate([*kept, "dep"])}


def stream(
    passages: list[Passage], pieces: Pieces, relations: dict[str, int], most: int, seed: int
) -> Iterator[Window]:
    """Yield training windows without end: every round cuts the passages anew and shuffles."""
    chance = random.Random(seed)
    while True:
        spans = [(p, s) for p in passages for s in cut_windows(p, pieces, most, chance)]
        chance.shuffle(spans)
        for passage, span in spans:
            yield build_window(passage, span, pieces, relations, chance)


class Mixer:
    """Draws batches that hold every corpus in its share, however long its windows are."""

    def __init__(self, streams: dict[str, Iterator[Window]], pieces: int) -> None:
        total = sum(SHARES[name] for name in streams)
        self._streams = streams
        self._due = dict.fromkeys(streams, 0.0)
        self._each = {name: pieces * SHARES[name] / total for name in streams}

    def draw(self) -> list[Window]:
        """Return the next batch. A corpus that ran over its share waits until the debt is paid."""
        batch: list[Window] = []
        for name, stream_ in self._streams.items():
            self._due[name] += self._each[name]
            while self._due[name] > 0:
                window = next(stream_)
                self._due[name] -= len(window.ids)
                batch.append(window)
        return batch
