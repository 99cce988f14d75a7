"""Suite `ged`: from `where_description` and the country of UCDP GED records to coordinates and a precision code.

`within_25km` is counted over records coded to a known point (`where_prec` 1 or 2) whose coded place the gazetteer has:
an entry of the name in `where_coordinates` (or of one in the description) within 25 km of the coded point.
`not_in_gazetteer` is the share of such records whose place it has not. `precision_agreement` counts records for which
an answer was given and its code is the record's. Records without a description are left out of all figures.
"""

from __future__ import annotations

import csv
import json
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evaluation.figures import Figure, Options, Ratio, Skipped
from evaluation.ged_phrases import find_names
from rashomon.domain import Evidence, Place, PlaceState, Span
from rashomon.knowledge.gazetteer import EntryKind, Gazetteer, open_gazetteer
from rashomon.resolve.place_mentions import PlaceContext, collect_mentions
from rashomon.resolve.place_scoring import haversine_km
from rashomon.resolve.places import ground_mention, settle_names, with_apposed

_CLASS = re.compile(
    r"\s+(?:village|town|city|suburb|district|province|governorate|state|oblast|raion|department|municipality|region|"
    r"county|commune|airbase|base|camp|locality|location|area|island|territory|lga|agency|neighbou?rhood)s?$",
    re.IGNORECASE,
)
_FINE = (
    EntryKind.PLACE.value,
    EntryKind.NEIGHBOURHOOD.value,
    EntryKind.FACILITY.value,
    EntryKind.ADMIN3.value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A coded event: what it says of the place, and how it was coded."""

    id: str
    description: str
    coded_name: str
    country: str
    lat: float
    lon: float
    precision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Our coordinates and code."""

    lat: float
    lon: float
    precision: int
    name: str


def read_records(folder: Path) -> Iterator[Record]:
    """Yield the records with a description, in file order."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["where_description"].strip():
                    yield Record(
                        id=row["id"],
                        description=row["where_description"].strip(),
                        coded_name=row["where_coordinates"].strip(),
                        country=row["country"].partition(" (")[0],
                        lat=float(row["latitude"]),
                        lon=float(row["longitude"]),
                        precision=int(row["where_prec"]),
                    )


def answer_record(record: Record, gazetteer: Gazetteer) -> Answer | None:
    """Return our coordinates for a record, or None when nothing in its description can be placed.

    The finest place that resolves is taken, in the order of the text; a bare country counts only when nothing else is
    there.
    """
    text = record.description
    codes = tuple(entry.country for entry in gazetteer.find(record.country) if entry.kind is EntryKind.COUNTRY)[:1]
    spans = find_names(text, gazetteer)
    context = PlaceContext(document_id=f"ged-{record.id}", countries=codes)
    mentions = collect_mentions(text, spans)
    senses = settle_names(text, mentions, context, gazetteer)
    places = []
    for mention in mentions:
        evidence = Evidence(
            document_id=context.document_id,
            span=Span(mention.phrase.start, max(mention.phrase.end, mention.end)),
            text=text[mention.phrase.start : max(mention.phrase.end, mention.end)],
        )
        name = Evidence(
            document_id=context.document_id,
            span=Span(mention.start, mention.end),
            text=text[mention.start : mention.end],
        )
        pending = Place(evidence=evidence, name=mention.name, name_evidence=name, relation=mention.phrase.relation)
        places.append(ground_mention(pending, mention, senses, gazetteer))
    best = choose_place(with_apposed(text, tuple(places)))
    if best is not None and best.geometry is not None:
        where = best.geometry
        return Answer(
            lat=where.lat, lon=where.lon, precision=best.ucdp_precision or 6, name=best.resolved_name or best.name
        )
    country = gazetteer.country(codes[0]) if codes else None
    if country is None or spans:
        return None
    return Answer(lat=country.lat, lon=country.lon, precision=6, name=country.name)


def choose_place(places: tuple[Place, ...]) -> Place | None:
    """Return the place that a coder would take from a description: the first fine one, else the smallest area."""
    placed = [place for place in places if place.geometry is not None]
    fine = [place for place in placed if place.kind in _FINE or place.state is PlaceState.UNRESOLVED]
    if fine:
        return fine[0]
    return min(placed, key=lambda place: place.geometry.radius_km if place.geometry else 0.0, default=None)


def is_in_gazetteer(record: Record, gazetteer: Gazetteer) -> bool:
    """Tell whether an entry of the coded name, or of a name in the description, lies within 25 km of the point."""
    names = [record.coded_name, _CLASS.sub("", record.coded_name)]
    names += [record.description[start:end] for start, end in find_names(record.description, gazetteer)]
    return any(
        haversine_km(record.lat, record.lon, entry.lat, entry.lon) <= 25
        for name in dict.fromkeys(names)
        if name
        for entry in gazetteer.find(name)
        if entry.kind.value in _FINE
    )


def run(root: Path, options: Options) -> list[Figure]:
    """Measure on the records of `ucdp_ged_sample`."""
    records = list(islice(read_records(root / "ucdp_ged_sample"), options.limit))
    if not records:
        raise Skipped("no records with a description")
    gazetteer = open_gazetteer()
    distances: list[float] = []
    near, codes, missing = Ratio(), Ratio(), Ratio()
    for record in records:
        answer = answer_record(record, gazetteer)
        distance = haversine_km(record.lat, record.lon, answer.lat, answer.lon) if answer else None
        if answer is not None and distance is not None:
            distances.append(distance)
            codes += Ratio(int(answer.precision == record.precision), 1)
        if record.precision <= 2:
            known = is_in_gazetteer(record, gazetteer)
            missing += Ratio(int(not known), 1)
            if known:
                near += Ratio(int(distance is not None and distance <= 25), 1)
        _note(options.details, record, answer, distance)
    return [
        Figure(
            suite="ged", metric="median_km", value=statistics.median(distances) if distances else 0.0, n=len(distances)
        ),
        Figure(suite="ged", metric="within_25km", value=near.value, n=near.n),
        Figure(suite="ged", metric="precision_agreement", value=codes.value, n=codes.n),
        Figure(suite="ged", metric="not_in_gazetteer", value=missing.value, n=missing.n),
    ]


def _note(path: Path | None, record: Record, answer: Answer | None, distance: float | None) -> None:
    if path is None or (distance is not None and distance <= 25 and answer and answer.precision == record.precision):
        return
    line = {
        "suite": "ged",
        "id": record.id,
        "description": record.description,
        "coded": [record.coded_name, record.precision],
        "answer": [answer.name, answer.precision] if answer else None,
        "km": round(distance) if distance is not None else None,
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
