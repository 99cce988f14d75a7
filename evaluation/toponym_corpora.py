"""Reads the corpora of suite `toponyms`: LGL, TR-News and GeoVirus in XML, GeoWebNews in brat stand-off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

XML_FILES = {"lgl": "lgl.xml", "trnews": "TR-News.xml", "geovirus": "GeoVirus.xml"}
TAKES_DEMONYMS = frozenset({"lgl", "trnews"})
"""Corpora whose annotators mark "Syrian" as a toponym (of the country); the others do not."""

_LITERAL = ("literal", "mixed", "coercion", "embedded_literal", "embedded_lit")
"""GeoWebNews kinds that name a place itself; homonyms, demonyms, languages, metonyms and modifiers do not."""

_POINT = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A gold toponym: code points into the text, and its point in degrees where the corpus gives one."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text of a corpus with its gold toponyms in order; `host` is the outlet's where the corpus has it."""

    corpus: str
    name: str
    text: str
    toponyms: tuple[Toponym, ...]
    host: str = ""


def read_articles(root: Path, points: Mapping[str, tuple[float, float]], limit: int | None) -> Iterator[Article]:
    """Yield the articles of every corpus that the root has; `points` are coordinates by GeoNames id."""
    for corpus, name in XML_FILES.items():
        path = root / "geoparsing" / name
        if path.exists():
            yield from islice(_read_xml(corpus, path), limit)
    web = root / "geowebnews"
    if web.is_dir():
        yield from islice(_read_brat(web, points), limit)


def _read_xml(corpus: str, path: Path) -> Iterator[Article]:
    for number, article in enumerate(ET.parse(path).getroot()):
        text = article.findtext("text") or ""
        found = [_from_xml(text, element) for element in (*article.iter("toponym"), *article.iter("location"))]
        gold = sorted({toponym for toponym in found if toponym}, key=lambda toponym: (toponym.start, toponym.end))
        yield Article(
            corpus=corpus,
            name=article.get("docid") or str(number),
            text=text,
            toponyms=tuple(gold),
            host=(article.findtext("domain") or "").strip(),
        )


def _from_xml(text: str, element: ET.Element) -> Toponym | None:
    phrase = element.findtext("phrase") or element.findtext("name") or ""
    start = int(element.findtext("start") or 0)
    span = align(text, phrase, start)
    if span is None:
        return None
    where = element.find("gaztag") if element.tag == "toponym" else element
    lat = where.findtext("lat") if where is not None else None
    lon = where.findtext("lon") if where is not None else None
    if not lat or not lon:
        return Toponym(start=span[0], end=span[1])
    return Toponym(start=span[0], end=span[1], lat=float(lat), lon=float(lon))


def align(text: str, phrase: str, start: int) -> tuple[int, int] | None:
    """Return where a phrase stands: at its offset, else at its nearest occurrence; None where the text lacks it.

    Offsets of some articles count characters that the XML no longer has.
    """
    if not phrase:
        return None
    if text[start : start + len(phrase)] == phrase:
        return start, start + len(phrase)
    places = [match.start() for match in re.finditer(re.escape(phrase), text)]
    if not places:
        return None
    nearest = min(places, key=lambda place: abs(place - start))
    return nearest, nearest + len(phrase)


def _read_brat(folder: Path, points: Mapping[str, tuple[float, float]]) -> Iterator[Article]:
    for path in sorted(folder.glob("*.txt"), key=lambda path: (len(path.stem), path.stem)):
        notes = path.with_suffix(".ann")
        if notes.exists():
            text = path.read_text("utf-8")
            gold = _from_brat(text, notes.read_text("utf-8"), points)
            yield Article(corpus="geowebnews", name=path.stem, text=text, toponyms=tuple(gold))


def _from_brat(text: str, lines: str, points: Mapping[str, tuple[float, float]]) -> list[Toponym]:
    spans: dict[str, tuple[int, int]] = {}
    where: dict[str, tuple[float, float]] = {}
    for line in lines.splitlines():
        cells = line.split("\t")
        if line.startswith("T") and len(cells) >= 3:
            kind, start, *_ = cells[1].replace(";", " ").split()
            span = align(text, cells[2], int(start))
            if span and kind.lower().startswith(_LITERAL):
                spans[cells[0]] = span
        elif line.startswith("#") and len(cells) >= 3:
            about, note = cells[1].split()[-1], cells[2].strip()
            point = _POINT.search(note)
            if point:
                where[about] = (float(point.group(1)), float(point.group(2)))
            elif note.split()[:1] and note.split()[0] in points:
                where[about] = points[note.split()[0]]
    found = []
    for ident, (start, end) in spans.items():
        lat, lon = where.get(ident, (None, None))
        found.append(Toponym(start=start, end=end, lat=lat, lon=lon))
    return sorted(found, key=lambda toponym: (toponym.start, toponym.end))
