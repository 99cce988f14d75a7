"""How the cost of reconciling grows with the number of claims, on generated ledgers.

    python -m benchmarks.reconciling [CLAIMS ...]

Pages of three claims each tell incidents spread over a year and 400 towns, each told by one to six pages. They lie in a
file, as in a ledger, and are read from it some at a time. Printed: claims, pages, events, processor seconds of
clustering (from claims to which of them are one event) and of making the events (accounts, disputes, findings), peak
megabytes. Each size runs in a process of its own.
"""

from __future__ import annotations

import pickle
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryFile
from typing import IO

from rashomon.domain import (
    Block,
    BlockKind,
    Claim,
    Claimant,
    Deed,
    Document,
    Figure,
    Geometry,
    Granularity,
    Interest,
    Measure,
    Place,
    PlaceState,
    Role,
    RoleKind,
    Source,
    Span,
    Stance,
    Status,
    VoiceKind,
    When,
    content_id,
)
from rashomon.reconcile import Said, clusters_of, events_of, link_copies, outline_of
from rashomon.reconcile.pooling import Pool, parts_of

TOWNS = 400
OUTLETS = 60
BY_PARTS = 100_000
"""Claims generated at a time."""
PAGES_TOGETHER = 1000
"""Pages held at once."""
FIRST = date(2024, 1, 1)


def generate(claims: int, seed: int = 5) -> tuple[list[Document], list[Claim]]:
    """Return pages with about so many claims, three a page."""
    chance = random.Random(seed)
    towns = [(chance.uniform(10, 50), chance.uniform(10, 50)) for _ in range(TOWNS)]
    documents: list[Document] = []
    told: list[Claim] = []
    while len(told) < claims:
        town, day = chance.randrange(TOWNS), FIRST + timedelta(days=chance.randrange(365))
        sides = chance.sample(["army", "rebels", "militia", "police", "gang"], 2)
        for _ in range(chance.randint(1, 6)):
            document, mine = _page(chance, len(documents), (town, *towns[town]), day, sides)
            documents.append(document)
            told += mine
    return documents, told


def _page(
    chance: random.Random, number: int, town: tuple[int, float, float], day: date, sides: list[str]
) -> tuple[Document, list[Claim]]:
    tolls = chance.randint(1, 30), chance.randint(1, 30)
    outlet = f"Outlet {chance.randrange(OUTLETS)}"
    sentences = (
        f"The {sides[0]} clashed with the {sides[1]} in Town{town[0]} on {day}, page {number} of {outlet}.",
        f"The {sides[0]} said {tolls[0]} of the {sides[1]} were killed.",
        f"The {sides[1]} said {tolls[1]} of the {sides[0]} were killed.",
    )
    text = " ".join(sentences)
    published = day + timedelta(days=1)
    when = When(text="given", earliest=published, latest=published, granularity=Granularity.DAY, basis="given")
    document = Document(
        id=content_id("doc", text),
        url=None,
        source=Source(id=content_id("src", outlet), name=outlet),
        title=sentences[0],
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=when,
        retrieved_at=datetime(2025, 1, 1, tzinfo=UTC),
        language="en",
        raw_sha256=content_id("raw", text),
        extractor="generated",
    )
    return document, list(_claims(document, sentences, town, day, sides, tolls))


def _claims(
    document: Document,
    sentences: tuple[str, ...],
    town: tuple[int, float, float],
    day: date,
    sides: list[str],
    tolls: tuple[int, int],
) -> Iterator[Claim]:
    start = 0
    for index, sentence in enumerate(sentences):
        words = document.quote(start, start + len(sentence) - 1)
        trigger = document.quote(start + 4, start + 10)
        start += len(sentence) + 1
        chain = [Claimant(name=document.source.name, kind=VoiceKind.OUTLET)]
        roles: tuple[Role, ...] = ()
        figures: tuple[Figure, ...] = ()
        places: tuple[Place, ...] = ()
        when = None
        if index:
            voice, group = sides[index - 1], sides[2 - index]
            chain.append(Claimant(name=voice, kind=VoiceKind.ARMED_GROUP, actor_id=voice, evidence=trigger))
            toll = tolls[index - 1]
            figures = (
                Figure(measure=Measure.KILLED, evidence=words, low=toll, high=toll, group=group, group_actor=group),
            )
        else:
            kinds = (RoleKind.AGENT, RoleKind.TARGET)
            roles = tuple(
                Role(kind=kind, mention=side, evidence=trigger, actor_id=side)
                for kind, side in zip(kinds, sides, strict=True)
            )
            when = When(text=str(day), earliest=day, latest=day, granularity=Granularity.DAY, evidence=trigger)
            places = (_place(town, trigger),)
        yield Claim(
            document_id=document.id,
            chain=tuple(chain),
            stance=Stance.ASSERTS,
            status=Status.ATTRIBUTED if index else Status.STATED,
            content=words,
            confidence=0.9,
            deed=Deed(trigger=trigger, frame="clash", type="Battles", sub_type="Armed clash", plover="FIGHT"),
            roles=roles,
            figures=figures,
            places=places,
            when=when,
        )


def _place(town: tuple[int, float, float], words: object) -> Place:
    name, lat, lon = f"Town{town[0]}", town[1], town[2]
    shape = Geometry(kind="point", wkt=f"POINT ({lon} {lat})", lat=lat, lon=lon, radius_km=1.0, rule="generated")
    return Place(
        evidence=words,  # type: ignore[arg-type]
        name=name,
        name_evidence=words,  # type: ignore[arg-type]
        state=PlaceState.RESOLVED,
        gazetteer_id=name,
        resolved_name=name,
        lat=lat,
        lon=lon,
        country="XX",
        geometry=shape,
    )


class Kept:
    """Pages with their claims in a file, by the page's id."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at: dict[str, int] = {}

    def add(self, page: Document, claims: list[Claim]) -> None:
        """Keep a page: all are kept before any is asked for."""
        self._at[page.id] = self._file.tell()
        pickle.dump((page, claims), self._file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def pages(self, ids: Iterable[str]) -> list[tuple[Document, list[Claim]]]:
        """Return these pages, in the order in which they were kept."""
        found = []
        for key in sorted(ids, key=self._at.__getitem__):
            self._file.seek(self._at[key])
            found.append(pickle.load(self._file))
        return found


def keep(claims: int, kept: Kept) -> int:
    """Generate pages part by part, so that the generator's memory is not measured; return how many claims they have."""
    count = 0
    for part, done in enumerate(range(0, claims, BY_PARTS)):
        documents, told = generate(min(BY_PARTS, claims - done), seed=5 + part)
        by_page: dict[str, list[Claim]] = {}
        for claim in told:
            by_page.setdefault(claim.document_id, []).append(claim)
        for page in documents:
            kept.add(page, by_page[page.id])
        count += len(told)
    return count


def measure(claims: int, kept: Kept) -> tuple[int, int, int, float, float]:
    """Return claims, pages, events, and the processor seconds of clustering and of making events."""
    count, said, pool = keep(claims, kept), Said.by(()), Pool()
    ids = list(kept)
    began = time.process_time()
    outlines = []
    for start in range(0, len(ids), PAGES_TOGETHER):
        for page, told in kept.pages(ids[start : start + PAGES_TOGETHER]):
            outline = outline_of(page, told, said)
            outlines.append(replace(outline, incidents=tuple(map(pool.lean, outline.incidents))))
    copies = link_copies([outline.sketched for outline in outlines])
    clusters = clusters_of(outlines, said)
    del outlines
    clustered = time.process_time()
    print(f"{count} claims clustered in {clustered - began:.0f} s", file=sys.stderr, flush=True)
    events = 0
    for part in parts_of(clusters, PAGES_TOGETHER):
        pages = kept.pages({incident.document_id for each in part for incident in each.incidents})
        told = [claim for _, mine in pages for claim in mine]
        mine = {page.id for page, _ in pages}
        own = [copy for copy in copies if copy.document_id in mine and copy.of in mine] if copies else []
        made = events_of(part, told, [page for page, _ in pages], said, copies=own, find_interest=adversary)
        events += len(made)
    return count, len(ids), events, clustered - began, time.process_time() - clustered


def adversary(*_: object) -> Interest:
    """Say of every voice that it counts its enemy's dead: the generated sides are in no registry."""
    return Interest.ADVERSARY


def main(sizes: list[int]) -> None:
    """Print a line a size."""
    if sizes[:1] == [0]:  # a process of its own
        with TemporaryFile() as file:
            count, pages, events, clustering, making = measure(sizes[1], Kept(file))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:9d} {pages:8d} {events:8d} {clustering:10.1f} {making:8.1f} {peak:6.0f}", flush=True)
        return
    print(f"{'claims':>9} {'pages':>8} {'events':>8} {'clustering':>10} {'making':>8} {'MB':>6}", flush=True)
    for size in sizes:
        subprocess.run([sys.executable, "-m", "benchmarks.reconciling", "0", str(size)], check=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000])
