"""Suite `toponyms`: finding and resolving place names, on LGL, TR-News, GeoVirus and, where it is there, GeoWebNews.

Recognition counts exact spans. `acc161` is the share of gold toponyms with a point that resolve within 161 km of it
when the gold spans are given; `median_km` is the median distance, with what stays unresolved counted as half the
globe away. `end_to_end_acc161` is the share of them that are both found and resolved so. For a name that stays
ambiguous the best candidate is measured; the program itself shows no point for it. LGL and TR-News mark demonyms as
toponyms, so nationalities that the reader marks count as found there.
"""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.figures import Figure, Options, Ratio, Skipped, Tally
from evaluation.model_reading import document_of_lines
from evaluation.toponym_corpora import TAKES_DEMONYMS, Article, Toponym, read_articles
from rashomon.domain import NameKind, Place
from rashomon.knowledge.gazetteer import Gazetteer, open_gazetteer
from rashomon.knowledge.places import trim_name
from rashomon.reading import open_reader
from rashomon.resolve.place_mentions import PlaceContext, outlet_country
from rashomon.resolve.place_scoring import haversine_km
from rashomon.resolve.places import resolve_mentions
from rashomon.settings import Settings

NEAR_KM = 161.0
_NOWHERE_KM = 20_015.0


@dataclass(slots=True)
class CorpusScore:
    """Counts over one corpus."""

    recognition: Tally = field(default_factory=Tally)
    resolved: Ratio = field(default_factory=Ratio)
    end_to_end: Ratio = field(default_factory=Ratio)
    distances: list[float] = field(default_factory=list)


def point_of(place: Place) -> tuple[float, float] | None:
    """Return the point that is measured: the place's entry, or the best candidate where it stays ambiguous."""
    if not place.candidates:
        return None
    return place.candidates[0].lat, place.candidates[0].lon


def distance_of(place: Place | None, gold: Toponym) -> float:
    """Return the distance in kilometres of a resolved place to the gold point."""
    point = point_of(place) if place is not None else None
    if point is None or gold.lat is None or gold.lon is None:
        return _NOWHERE_KM
    return haversine_km(point[0], point[1], gold.lat, gold.lon)


def score_article(
    article: Article, found: list[tuple[int, int]], gazetteer: Gazetteer, score: CorpusScore
) -> list[tuple[Toponym, Place, float]]:
    """Add one article to a corpus's counts; return the gold toponyms that resolved too far away."""
    gold = {(toponym.start, toponym.end) for toponym in article.toponyms}
    score.recognition.true += len(gold & set(found))
    score.recognition.false += len(set(found) - gold)
    score.recognition.missed += len(gold - set(found))
    context = PlaceContext(country=outlet_country(None, article.host))
    given = resolve_mentions(article.text, [(t.start, t.end) for t in article.toponyms], context, gazetteer)
    own = dict(zip(found, resolve_mentions(article.text, found, context, gazetteer), strict=True))
    far = []
    for toponym, place in zip(article.toponyms, given, strict=True):
        if toponym.lat is None:
            continue
        distance = distance_of(place, toponym)
        score.distances.append(distance)
        score.resolved += Ratio(int(distance <= NEAR_KM), 1)
        mine = distance_of(own.get((toponym.start, toponym.end)), toponym)
        score.end_to_end += Ratio(int(mine <= NEAR_KM), 1)
        if distance > NEAR_KM:
            far.append((toponym, place, distance))
    return far


def run(root: Path, options: Options) -> list[Figure]:
    """Measure on every corpus that the root has."""
    gazetteer = open_gazetteer()
    points = {e.id: (e.lat, e.lon) for layer in gazetteer.layers for e in layer.entries()} if _has_web(root) else {}
    reader = open_reader(Settings())
    scores: dict[str, CorpusScore] = defaultdict(CorpusScore)
    for article in read_articles(root, points, options.limit):
        reading = reader.read(document_of_lines(article.name, article.text))
        wanted = {NameKind.PLACE, NameKind.FACILITY}
        if article.corpus in TAKES_DEMONYMS:
            wanted.add(NameKind.NATIONALITY)
        spans = (trim_name(article.text, name.span) for name in reading.names if name.kind in wanted)
        found = sorted({(span.start, span.end) for span in spans})
        far = score_article(article, found, gazetteer, scores[article.corpus])
        _note(options.details, article, far)
    if not scores:
        raise Skipped("no articles")
    return _figures(scores)


def _has_web(root: Path) -> bool:
    return (root / "geowebnews").is_dir()


def _figures(scores: dict[str, CorpusScore]) -> list[Figure]:
    figures = []
    for corpus, score in scores.items():
        n = score.recognition.true + score.recognition.missed
        median = statistics.median(score.distances) if score.distances else 0.0
        figures += [
            _figure(f"{corpus}_recognition_f1", score.recognition.f, n),
            _figure(f"{corpus}_acc161", score.resolved.value, score.resolved.n),
            _figure(f"{corpus}_median_km", median, len(score.distances)),
        ]
    whole, resolved, ends = Tally(), Ratio(), Ratio()
    for score in scores.values():
        whole.true += score.recognition.true
        whole.false += score.recognition.false
        whole.missed += score.recognition.missed
        resolved += score.resolved
        ends += score.end_to_end
    return [
        *figures,
        _figure("recognition_f1", whole.f, whole.true + whole.missed),
        _figure("resolution_acc161", resolved.value, resolved.n),
        _figure("end_to_end_acc161", ends.value, ends.n),
    ]


def _figure(metric: str, value: float, n: int) -> Figure:
    return Figure(suite="toponyms", metric=metric, value=value, n=n)


def _note(path: Path | None, article: Article, far: list[tuple[Toponym, Place, float]]) -> None:
    if path is None or not far:
        return
    with path.open("a", encoding="utf-8") as file:
        for toponym, place, distance in far:
            line = {
                "suite": "toponyms",
                "corpus": article.corpus,
                "article": article.name,
                "name": article.text[toponym.start : toponym.end],
                "gold": [toponym.lat, toponym.lon],
                "answer": [place.candidates[0].name, place.candidates[0].country] if place.candidates else None,
                "km": round(distance),
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
