"""How fast the reader reads, int8 beside float32, in one run.

Made-up articles of sentences of about 25 tokens are read whole: cut, scored, decoded. The two models take turns,
and the best of several rounds counts, so that other work on the machine disturbs both alike. Run as ``python -m
benchmarks.reading [--float runs/reader/float.onnx] [--threads N]``; without a float model only int8 is timed.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import resource
import time
from pathlib import Path

from evaluation.model_reading import document_of_lines

from rashomon.domain.document import Document
from rashomon.reading.network import MODEL_FOLDER, Network
from rashomon.reading.reader import ModelReader
from rashomon.settings import Settings

_WHO = (
    "The defence ministry",
    "A spokesman for the northern brigades",
    "Two residents of the district",
    "The provincial governor",
    "Medics at the city's main hospital",
)
_WHAT = (
    "at least {n} fighters and a local commander were killed when artillery struck the grain depot east of {town}",
    "the convoy of {n} trucks was stopped by armed men near a bridge on the road from {town} to the coast",
    "militants had withdrawn from {town} after {n} days of clashes that left most of the old quarter in ruins",
    "up to {n} families may have fled towards {town} since shelling resumed on Thursday night along the river",
)
_TOWNS = ("Marib", "Gao", "Idlib", "Kherson", "El Fasher", "Goma", "Derna")


def make_documents(count: int, seed: int = 5) -> list[Document]:
    """Return articles of eight paragraphs of three sentences."""
    chance = random.Random(seed)

    def sentence() -> str:
        what = chance.choice(_WHAT).format(n=chance.randint(3, 90), town=chance.choice(_TOWNS))
        return f"{chance.choice(_WHO)} said on {chance.choice(('Monday', 'Friday'))} that {what}."

    return [
        document_of_lines(f"made-{number}", "\n".join(" ".join(sentence() for _ in range(3)) for _ in range(8)))
        for number in range(count)
    ]


def time_reader(reader: ModelReader, documents: list[Document]) -> tuple[float, float]:
    """Return sentences a second and tokens a sentence."""
    began = time.perf_counter()
    readings = reader.read_many(documents)
    spent = time.perf_counter() - began
    sentences = sum(len(reading.sentences) for reading in readings)
    return sentences / spent, sum(len(reading.tokens) for reading in readings) / sentences


def main() -> None:
    """Time the models and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--float", type=Path, default=Path("runs/reader/float.onnx"), help="the float32 model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--profile", action="store_true", help="show where the time outside the model goes")
    asked = parser.parse_args()
    began = time.perf_counter()
    readers = {"int8": ModelReader(Settings(threads=asked.threads))}
    loaded = time.perf_counter() - began
    if asked.float.exists():
        readers["float32"] = ModelReader(Settings(threads=asked.threads), Network(MODEL_FOLDER, model=asked.float))
    documents = make_documents(asked.documents)
    if asked.profile:
        single = ModelReader(Settings(threads=1), readers["int8"].network)
        with cProfile.Profile() as profile:
            single.read_many(documents)
        pstats.Stats(profile).sort_stats("tottime").print_stats(22)
    best = dict.fromkeys(readers, 0.0)
    for _ in range(asked.rounds):
        for name, reader in readers.items():
            rate, length = time_reader(reader, documents)
            best[name] = max(best[name], rate)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, rate in best.items():
        print(f"{name}: {rate:.0f} sentences a second of {length:.1f} tokens on {asked.threads} threads")
    print(f"loaded in {loaded:.2f} s; {peak:.0f} MB resident at the peak with {len(readers)} models loaded")


if __name__ == "__main__":
    main()
