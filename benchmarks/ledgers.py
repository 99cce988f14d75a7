"""What a ledger costs as it grows: bytes, bringing in, reconciling, memory, and how long a person waits.

    python -m benchmarks.ledgers [CLAIMS ...] [--ledger URL]

Generated pages (see `benchmarks.reconciling`) go in by the way of a batch. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.reconciling import BY_PARTS, generate
from rashomon.domain import Block, BlockKind, Claim, Document, Outcome, PageState, Span
from rashomon.ledger import Ledger
from rashomon.ledger.bulk import KeptPage
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour

PAGES_AN_ARCHIVE = 2_000
WORDS = 100
"""Words a page beside its claims: with them 50 words a claim, where read pages have about 25."""

VOCABULARY = [
    a + b + c for a in ("ba", "do", "ke", "mi") for b in ("lan", "mer", "tis") for c in ("ed", "ing", "an", "or")
]


def pages_of(claims: int) -> Iterator[KeptPage]:
    """Yield pages with about so many claims in all."""
    chance = random.Random(11)
    for part, done in enumerate(range(0, claims, BY_PARTS)):
        documents, told = generate(min(BY_PARTS, claims - done), seed=5 + part)
        by_page: dict[str, list[Claim]] = {}
        for claim in told:
            by_page.setdefault(claim.document_id, []).append(claim)
        for document in documents:
            yield _kept(document, by_page[document.id], chance)


def _kept(document: Document, claims: list[Claim], chance: random.Random) -> KeptPage:
    """Give a page the words around its claims, so that it is as long as a report and no copy of others by chance."""
    words = " ".join(chance.choices(VOCABULARY, k=WORDS))
    text = f"{document.text} {words}."
    page = replace(document, text=text, blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),))
    end = Outcome(name=page.id, state=PageState.READ, document_id=page.id, claims=len(claims))
    return KeptPage(document=page, claims=claims, outcome=end, reader="generated", keys=neighbour(page, claims).keys)


def fill(ledger: Ledger, claims: int) -> float:
    """Bring pages into the ledger, some thousands a transaction; return the CPU seconds of the writing."""
    pages, spent = pages_of(claims), 0.0
    for number in range(sys.maxsize):
        group = list(islice(pages, PAGES_AN_ARCHIVE))
        if not group:
            return spent
        began = time.process_time()
        ledger.save_batch(f"made-{number}", "made", group, ())
        spent += time.process_time() - began
    return spent


def waiting(call: Callable[[int], Any], times: int = 9) -> float:
    """Return the median CPU milliseconds of a call with one number after another."""
    took = []
    for number in range(times):
        began = time.process_time()
        call(number)
        took.append(1000 * (time.process_time() - began))
    return statistics.median(took)


def measure(claims: int, where: str) -> dict[str, float]:
    """Fill a ledger, reconcile it, and ask it what people ask."""
    figures: dict[str, float] = {}
    with Ledger(where) as ledger:
        figures["ingest_cpu_s"] = fill(ledger, claims)
        figures["claims"], figures["pages"] = ledger.count("claim"), ledger.count("document")
        print(f"{claims} claims: in after {figures['ingest_cpu_s']:.0f} s of writing", file=sys.stderr, flush=True)
        began, cpu = time.perf_counter(), time.process_time()
        figures["events"] = bring_up_to_date(ledger)
        figures["reconcile_s"], figures["reconcile_cpu_s"] = time.perf_counter() - began, time.process_time() - cpu
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"reconciled: {figures}", file=sys.stderr, flush=True)
        figures.update(latencies(ledger))
    if "://" not in where:
        figures["ledger_mb"] = sum(path.stat().st_size for path in Path(where).parent.glob("*")) / 1e6
    return figures


def latencies(ledger: Ledger) -> dict[str, float]:
    """Return how long people wait, in CPU milliseconds: a search, a claim, an event, a week, a place, a page more."""
    chance = random.Random(3)
    event = ledger.events(since="2024-03-01", until="2024-03-14")[0]
    some = [claim for page in event.document_ids for claim in ledger.claims(document_id=page)]
    page = event.document_ids[0]
    return {
        "search_ms": waiting(lambda _: ledger.search(f"Town{chance.randrange(400)} rebels killed")),
        "claim_ms": waiting(lambda n: ledger.get(some[n % len(some)].id)),
        "event_ms": waiting(lambda _: ledger.claims(event_id=event.id)),
        "week_ms": waiting(lambda _: ledger.events(since="2024-03-01", until="2024-03-07"), 3),
        "place_ms": waiting(lambda n: ledger.events(place=f"Town{n + 20}"), 3),
        "one_more_ms": waiting(lambda _: bring_up_to_date(ledger, {page}), 3),
    }


def main() -> None:
    """Measure each size in a process of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--ledger", default="", help="an SQLAlchemy URL in place of a new SQLite file")
    parser.add_argument("--one", action="store_true", help="measure here and print JSON")
    asked = parser.parse_args()
    sizes = asked.sizes or [1_000, 10_000]
    if asked.one:
        with TemporaryDirectory() as folder:
            print(json.dumps(measure(sizes[0], asked.ledger or str(Path(folder) / "made.db"))))
        return
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.ledgers", str(size), "--one", "--ledger", asked.ledger]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            sys.exit(done.returncode)
        print(" ".join(f"{name}={value:.4g}" for name, value in json.loads(done.stdout).items()), flush=True)


if __name__ == "__main__":
    main()
