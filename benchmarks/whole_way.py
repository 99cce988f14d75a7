"""From HTML to grounded claims, stage by stage, in CPU time on one core.

    python -m benchmarks.whole_way [--pages N] [--words N] [--folder DIR] [--profile STAGE] [--memory PAGES]

Without a folder pages are made up (see `benchmarks.pages`). Peers run on the same pages in the same run where they are
installed: trafilatura alone, dateparser over the body, and this program's own rules without its model.
"""

# ruff: noqa: SLF001 - stages are timed one by one, so this looks into them

from __future__ import annotations

import argparse
import cProfile
import importlib.util
import pstats
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import trafilatura

from benchmarks.pages import make_pages
from rashomon.domain import Document, Outcome, PageState, Reading
from rashomon.errors import PageError
from rashomon.intake import Page, open_page
from rashomon.intake.gate import judge
from rashomon.intake.glance import other_language, plainly_ordinary
from rashomon.ledger import Ledger
from rashomon.pipeline import Stages
from rashomon.reconcile.neighbours import neighbour
from rashomon.settings import Settings

STAGES = ("intake", "gate", "network", "decoding", "claims", "grounding", "keys", "ledger")


def timed(spent: dict[str, float], name: str, call: Callable[[], Any]) -> Any:
    """Call, and add the CPU seconds of this process to the stage's."""
    began = time.process_time()
    try:
        return call()
    finally:
        spent[name] = spent.get(name, 0.0) + time.process_time() - began


class WholeWay:
    """The stages, each timed. `spent` holds CPU seconds by stage."""

    def __init__(self, reader: str = "model") -> None:
        self.stages = Stages(Settings(threads=1, reader=reader))
        self.spent: dict[str, float] = {}
        self.words = 0
        if reader == "model":
            self._time_network()

    def _time_network(self) -> None:
        network = self.stages.reader.network  # type: ignore[attr-defined] # the model's reader has one
        run = network.run

        class Timed:
            """The network with its own time kept."""

            def __getattr__(_self, name: str) -> Any:  # noqa: N805 - `self` is the whole way
                return getattr(network, name)

            def run(_self, *given: Any) -> Any:  # noqa: N805
                return timed(self.spent, "network", lambda: run(*given))

        self.stages.reader.network = Timed()  # type: ignore[attr-defined]

    def open(self, page: Page) -> Document | None:
        """Intake and gate. None where the page is refused."""
        try:
            document: Document = timed(self.spent, "intake", lambda: self.stages.open(page))
        except PageError:
            return None
        self.words += sum(len(document.words_of(block).split()) for block in document.reporting())
        timed(self.spent, "gate", lambda: judge(document, self.stages.settings))
        return document

    def read(self, document: Document, ledger: Ledger) -> int:
        """Reading, claims, grounding, keys and saving; return how many claims."""
        stages, before = self.stages, self.spent.get("network", 0.0)
        reading: Reading = timed(self.spent, "decoding", lambda: stages.reader.read(document))
        self.spent["decoding"] -= self.spent.get("network", 0.0) - before
        document = timed(self.spent, "grounding", lambda: stages._date(document, reading))
        claims = timed(self.spent, "claims", lambda: stages._claims(document, reading))
        claims = timed(self.spent, "grounding", lambda: stages.grounder.ground(document, reading, claims))
        keys = timed(self.spent, "keys", lambda: neighbour(document, claims).keys)
        end = Outcome(name=document.id, state=PageState.READ, document_id=document.id)
        timed(
            self.spent,
            "ledger",
            lambda: ledger.save_page(document, claims, end, reader=stages.version, run="bench", keys=keys),
        )
        return len(claims)


def whole_way(pages: Sequence[Page], reader: str = "model") -> tuple[WholeWay, int, int]:
    """Carry pages the whole way, with the knowledge loaded beforehand; return times, pages read and claims."""
    way = WholeWay(reader)
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "bench.db") as ledger:
        for page in make_pages(3, seed=1):
            if warm := way.open(page):
                way.read(warm, ledger)
        way.spent.clear()
        way.words = 0
        documents = [document for page in pages if (document := way.open(page))]
        claims = sum(way.read(document, ledger) for document in documents)
    return way, len(documents), claims


def show(way: WholeWay, pages: int, claims: int, words: int) -> None:
    """Print a line a stage."""
    total = sum(way.spent.values())
    print(f"{pages} pages of {words / max(1, pages):.0f} words, {claims} claims; CPU time on one core")
    for name in STAGES:
        spent = way.spent.get(name, 0.0)
        print(f"  {name:10s} {1000 * spent / pages:8.1f} ms a page {100 * spent / total:6.1f} %")
    grounded = total - sum(way.spent.get(name, 0.0) for name in ("gate", "keys", "ledger"))
    print(f"  {'all':10s} {1000 * total / pages:8.1f} ms a page; {2 * pages / total:.1f} pages a second on two cores")
    print(f"  to grounded claims {1000 * grounded / pages:.1f} ms a page; {2 * pages / grounded:.1f} on two cores")


def show_gate(pages: Sequence[Page], read: float) -> None:
    """Print what pages cost that the gate sets aside, as an archive's reader asks it, beside `read` seconds a page."""
    settings = Settings()
    for page in pages[:3]:
        _ends_at(page, settings)
    spent: dict[str, list[float]] = {}
    for page in pages:
        began = time.process_time()
        end = _ends_at(page, settings)
        spent.setdefault(end, []).append(time.process_time() - began)
    for end, seconds in sorted(spent.items()):
        print(f"  {end:28s} {len(seconds):4d} pages {1000 * sum(seconds) / len(seconds):8.1f} ms a page")
    aside = [second for end, seconds in spent.items() if end.startswith("set aside") for second in seconds]
    if aside:
        each = sum(aside) / len(aside)
        print(f"  set aside: {1000 * each:.1f} ms a page, {2 / each:.0f} pages a second on two cores", end="; ")
        print(f"a page that is read costs {read / each:.1f} times as much")


def _ends_at(page: Page, settings: Settings) -> str:
    """Return where a page of an archive ends before it is read."""
    if other_language(page.raw, settings.languages):
        return "other language at a glance"
    if plainly_ordinary(page, settings):
        return "set aside at a glance"
    try:
        document = open_page(page, settings)
    except PageError:
        return "refused when opened"
    return "passes the gate" if judge(document, settings).relevant else "set aside when opened"


def show_peers(pages: Sequence[Page]) -> None:
    """Print what peers take on the same pages."""
    spent: dict[str, float] = {}
    for page in pages:
        timed(spent, "trafilatura alone", lambda page=page: trafilatura.extract(page.raw))
    if importlib.util.find_spec("dateparser"):
        from dateparser.search import search_dates  # noqa: PLC0415 - a peer that may not be there

        few = pages[:5]
        texts = [trafilatura.extract(page.raw) or "" for page in few]
        search_dates("on Monday", languages=["en"])
        for text in texts:
            timed(spent, "dateparser", lambda text=text: search_dates(text, languages=["en"]))
        spent["dateparser"] *= len(pages) / len(few)
    way, read, _ = whole_way(pages, "lexical")
    spent["our rules without the model"] = sum(way.spent.values()) * len(pages) / max(1, read)
    for name, seconds in spent.items():
        print(f"  {name:28s} {1000 * seconds / len(pages):8.1f} ms a page")


def show_memory(count: int, words: int) -> None:
    """Print resident memory as pages go by: it must stay flat."""
    way = WholeWay()
    began, claims = time.process_time(), 0
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "bench.db") as ledger:
        for done in range(0, count, 100):
            for page in make_pages(100, words=words, seed=done):
                if document := way.open(page):
                    claims += way.read(document, ledger)
            if done in (0, 400, 900) or (done + 100) % max(1000, count // 10) == 0:
                spent = time.process_time() - began
                print(
                    f"  after {done + 100:6d} pages, {claims:6d} claims: {_resident():5.0f} MB resident, "
                    f"{1000 * spent / (done + 100):.0f} ms a page",
                    flush=True,
                )


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def profile(pages: Sequence[Page], stage: str) -> None:
    """Print where a stage's time goes."""
    way = WholeWay()
    target = {"intake": way.stages.open, "claims": way.stages._claims, "decoding": way.stages.reader.read}
    stages, profiler = way.stages, cProfile.Profile(time.process_time)
    documents = [document for page in pages if (document := way.open(page))]
    for document in documents[:2]:
        stages.read([document])
    if stage == "intake":
        profiler.enable()
        for page in pages:
            target["intake"](page)
        profiler.disable()
    for document in documents if stage != "intake" else []:
        if stage == "decoding":
            profiler.enable()
            stages.reader.read(document)
            profiler.disable()
            continue
        reading = stages.reader.read(document)
        if stage == "claims":
            profiler.enable()
        claims = stages._claims(document, reading)
        if stage != "claims":
            profiler.enable()
            (stages.grounder.ground(document, reading, claims) if stage == "grounding" else neighbour(document, claims))
        profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(32)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--folder", type=Path, help="real pages: HTML files")
    parser.add_argument("--profile", choices=["intake", "decoding", "claims", "grounding", "keys"])
    parser.add_argument("--memory", type=int, default=0, metavar="PAGES")
    asked = parser.parse_args()
    if asked.memory:
        show_memory(asked.memory, asked.words)
        return
    if asked.folder:
        files = sorted(asked.folder.glob("*.html"))[: asked.pages]
        pages = ordinary = [Page(raw=file.read_bytes(), name=file.name) for file in files]
    else:
        pages = make_pages(asked.pages, words=asked.words)
        ordinary = make_pages(asked.pages, words=asked.words, conflict=False)
    if asked.profile:
        profile(pages, asked.profile)
        return
    if not pages:
        sys.exit(f"{asked.folder}: there is no HTML file here; give another folder")
    way, read, claims = whole_way(pages)
    show(way, read, claims, way.words)
    print("before reading, as in an archive:")
    show_gate(ordinary, sum(way.spent.values()) / max(1, read))
    print("peers on the same pages, CPU time on one core:")
    show_peers(pages)


if __name__ == "__main__":
    main()
