"""How the cost of reconciling grows with the number of claims, on generated ledgers.

    python -m benchmarks.reconciling [CLAIMS ...]

Pages of three claims each tell incidents spread over a year and 400 towns, each told by one to six pages. Printed:
claims, pages, events, seconds, claims a second, resident megabytes.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

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
from rashomon.reconcile import reconcile

TOWNS = 400
OUTLETS = 60
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


def main(sizes: list[int]) -> None:
    """Print a line a size."""
    print(f"{'claims':>9} {'pages':>8} {'events':>8} {'seconds':>8} {'claims/s':>9} {'MB':>6}")
    for size in sizes:
        documents, claims = generate(size)
        began = time.perf_counter()
        events = reconcile(claims, documents, find_interest=lambda *_: Interest.ADVERSARY)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rate = len(claims) / seconds
        print(
            f"{len(claims):9d} {len(documents):8d} {len(events):8d} {seconds:8.1f} {rate:9.0f} {peak:6.0f}", flush=True
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000])
