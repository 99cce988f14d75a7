"""Suite `speed`: pages of about 500 words, generated, through all stages on this machine.

Figures: `sentences_per_second` of reading alone, `pages_per_second` from bytes to grounded claims, `resident_mb` of the
process at its peak, `cold_start_s` of `rashomon read` on one page in a new process.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evaluation.figures import Figure, Options
from rashomon.intake import Page
from rashomon.pipeline import Stages
from rashomon.settings import Settings

PAGES = 48
SENTENCES = 24

_TOWNS = ("Mosul", "Kharkiv", "El Fasher", "Gao", "Idlib", "Marib", "Goma", "Stepanakert")
_SAYERS = ("The army", "A rebel spokesman", "Local officials", "A medical source", "The governor", "Residents")
_DEEDS = (
    "at least {n} fighters were killed in clashes near {town} on {day}",
    "shelling on the outskirts of {town} wounded {n} people late on {day}",
    "over {n} soldiers were captured when an outpost east of {town} fell",
    "up to {n} militants were neutralised in air strikes on {town}",
    "the road between {town} and the border was closed after {n} attacks in a week",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def run(root: Path, options: Options) -> list[Figure]:
    """Measure and return the figures; the pages are made up, the stages are the real ones."""
    del root, options
    chance = random.Random(11)
    pages = [_page(chance) for _ in range(PAGES)]
    stages = Stages(Settings())
    given = [
        Page(raw=page.encode(), name=f"{number}.txt", url=None, published=None, source=None, title=None)
        for number, page in enumerate(pages)
    ]
    stages.read([stages.open(given[0])])
    began = time.perf_counter()
    documents = [stages.open(page) for page in given]
    opened = time.perf_counter()
    readings = stages.reader.read_many(documents)
    read = time.perf_counter()
    sentences = sum(len(reading.sentences) for reading in readings)
    stages.read(documents)
    done = time.perf_counter()
    whole = (opened - began) + (done - read)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Figure(suite="speed", metric="sentences_per_second", value=sentences / (read - opened), n=sentences),
        Figure(suite="speed", metric="pages_per_second", value=PAGES / whole, n=PAGES),
        Figure(suite="speed", metric="resident_mb", value=peak, n=PAGES),
        Figure(suite="speed", metric="cold_start_s", value=_cold_start(pages[0]), n=1),
    ]


def _page(chance: random.Random) -> str:
    lines = ["title: Fighting reported", f"date: 2024-05-{chance.randint(10, 28)}", "source: The Generated Post", ""]
    for number in range(SENTENCES):
        deed = chance.choice(_DEEDS).format(
            n=chance.randint(3, 60), town=chance.choice(_TOWNS), day=chance.choice(_DAYS)
        )
        lines.append(f"{chance.choice(_SAYERS)} said {deed}, and that the situation there remained tense.")
        if number % 3 == 2:
            lines.append("")
    return "\n".join(lines)


def _cold_start(page: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_text(page, encoding="utf-8")
        command = [sys.executable, "-m", "rashomon", "read", str(path), "--ledger", f"{folder}/rashomon.db"]
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - began
