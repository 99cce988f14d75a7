"""How fast the reader reads, int8 beside float32, in one run.

Made-up articles of sentences of 25 tokens are read whole: cut, scored, decoded. The two models take turns, and the best
of several rounds counts, so that other work on the machine disturbs both alike. Processor time is given too: it says
what the reader would do on cores that it had for itself. Run as ``python -m benchmarks.reading [--float
runs/reader/float.onnx] [--model FOLDER] [--threads N]``; without a float model only int8 is timed.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import resource
import time
from dataclasses import dataclass
from pathlib import Path

from evaluation.model_reading import document_of_lines

from rashomon.domain.document import Document
from rashomon.reading.network import MODEL_FOLDER, Network
from rashomon.reading.reader import ModelReader
from rashomon.settings import Settings

_WHO = (
    "The defence ministry",
    "A spokesman for the brigades",
    "Two residents of the district",
    "The provincial governor",
    "Medics at the main hospital",
)
_WHAT = (
    "at least {n} fighters and a commander were killed when artillery struck the depot east of {town}",
    "the convoy of {n} trucks was stopped by armed men near a bridge between {town} and the coast",
    "militants had withdrawn from {town} after {n} days of clashes that left its old quarter in ruins",
    "up to {n} families may have fled towards {town} since shelling resumed on Thursday night",
)
_TOWNS = ("Marib", "Gao", "Idlib", "Kherson", "El Fasher", "Goma", "Derna")


def make_documents(count: int, seed: int = 5) -> list[Document]:
    """Return articles of eight paragraphs of three sentences."""
    chance = random.Random(seed)

    def sentence() -> str:
        what = chance.choice(_WHAT).format(n=chance.randint(3, 90), town=chance.choice(_TOWNS))
        return f"{chance.choice(_WHO)} said {chance.choice(('Monday', 'Friday'))} that {what}."

    return [
        document_of_lines(f"made-{number}", "\n".join(" ".join(sentence() for _ in range(3)) for _ in range(8)))
        for number in range(count)
    ]


@dataclass(slots=True, kw_only=True)
class Pace:
    """The best of several rounds: sentences a second by the clock, and a second of one core's time."""

    clock: float = 0.0
    core: float = 0.0
    tokens: float = 0.0

    def time(self, reader: ModelReader, documents: list[Document]) -> None:
        """Read the documents once more."""
        began, spent = time.perf_counter(), time.process_time()
        readings = reader.read_many(documents)
        spent, began = time.process_time() - spent, time.perf_counter() - began
        sentences = sum(len(reading.sentences) for reading in readings)
        self.clock, self.core = max(self.clock, sentences / began), max(self.core, sentences / spent)
        self.tokens = sum(len(reading.tokens) for reading in readings) / sentences


def peak() -> float:
    """Return the most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Time the models and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--float", type=Path, default=Path("runs/reader/float.onnx"), help="the float32 model")
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER, help="folder of an exported model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--profile", action="store_true", help="show where the time outside the model goes")
    asked = parser.parse_args()
    settings = Settings(threads=asked.threads)
    began = time.perf_counter()
    readers = {"int8": ModelReader(settings, Network(asked.model))}
    loaded = time.perf_counter() - began
    documents = make_documents(asked.documents)
    paces = {"int8": Pace()}
    paces["int8"].time(readers["int8"], documents)
    print(f"int8: loaded in {loaded:.2f} s; {peak():.0f} MB resident at the peak of reading")
    if asked.float.exists():
        readers["float32"] = ModelReader(settings, Network(asked.model, model=asked.float))
        paces["float32"] = Pace()
    if asked.profile:
        single = ModelReader(Settings(threads=1), readers["int8"].network)
        with cProfile.Profile() as profile:
            single.read_many(documents)
        pstats.Stats(profile).sort_stats("tottime").print_stats(22)
    for _ in range(asked.rounds):
        for name, reader in readers.items():
            paces[name].time(reader, documents)
    for name, pace in paces.items():
        print(
            f"{name}: {pace.clock:.0f} sentences a second of {pace.tokens:.1f} tokens on {asked.threads} threads; "
            f"{pace.core:.0f} in a second of one core's time"
        )


if __name__ == "__main__":
    main()
