"""The gazetteer: what is found under which name, in which order, how fast, and what a user adds."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer import EntryKind, Gazetteer, How, open_gazetteer
from rashomon.knowledge.gazetteer.additions import add_files, update_country
from rashomon.knowledge.gazetteer.gazetteer import OWN_LAYERS, compiled_folder
from rashomon.knowledge.gazetteer.layer import Layer
from rashomon.knowledge.gazetteer.writing import pack_radius, strip_class, unpack_radius


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


def best(gazetteer, name, kind, country):
    return next(e for e in gazetteer.find(name) if e.kind is kind and e.country == country)


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Deir Ezzor", "SY", 35.3, 40.1),
        ("Halab", "SY", 36.2, 37.2),
        ("Palmyra", "SY", 34.6, 38.3),
        ("Kobani", "SY", 36.9, 38.4),
        ("Artyomovsk", "UA", 48.6, 38.0),
        ("Горловка", "UA", 48.3, 38.1),
        ("الموصل", "IQ", 36.3, 43.1),
        ("Dnipropetrovsk", "UA", 48.5, 35.0),
        ("Diyarbakir", "TR", 37.9, 40.2),
    ],
)
def test_a_place_is_found_under_its_names(gazetteer, name, country, lat, lon):
    entry = best(gazetteer, name, EntryKind.PLACE, country)
    assert abs(entry.lat - lat) < 0.2
    assert abs(entry.lon - lon) < 0.2


def test_the_spelling_itself_outranks_transliterations(gazetteer):
    hits = gazetteer.search("Aleppo")
    ways = [hit.how for hit in hits]
    assert ways == sorted(ways, key=list(How).index)
    assert {hit.entry.country for hit in hits if hit.how is How.NAME} >= {"SY"}


def test_areas_know_their_class_and_containers(gazetteer):
    homs = best(gazetteer, "Homs", EntryKind.ADMIN1, "SY")
    town = best(gazetteer, "Homs", EntryKind.PLACE, "SY")
    assert town.admin1 == homs.name
    assert homs.radius_km > 50
    shape = gazetteer.shape(homs)
    assert shape.bounds[0] < town.lon < shape.bounds[2]


def test_features_that_the_city_list_lacks_are_there(gazetteer):
    kinds = {"Euphrates": "river", "Donbas": "region", "Sahel": "region", "Black Sea": "sea", "Gaza Strip": "region"}
    for name, kind in kinds.items():
        assert kind in {entry.kind.value for entry in gazetteer.find(name)}, name
    river = gazetteer.shape(gazetteer.find("Euphrates")[0])
    assert river.length > 5


def test_countries_demonyms_and_standing_names(gazetteer):
    assert gazetteer.country("SY").name == "Syria"
    assert gazetteer.demonym("Syrians") == ("SY",)
    assert set(gazetteer.demonym("Congolese")) == {"CD", "CG"}
    assert gazetteer.stands_for("the Pentagon") == ("US Department of Defense", "US")
    assert gazetteer.stands_for("Ankara") is None


def test_longest_matches_are_names_of_the_text(gazetteer):
    words = ["clashes", "near", "Deir", "ez-Zor", "and", "in", "New", "York", "City", "on", "Monday"]
    found = [match.name for match in gazetteer.longest_matches(words)]
    assert "New York City" in found
    assert "Deir ez-Zor" in found


def test_opening_and_looking_up_are_quick():
    def opened() -> float:
        start = time.perf_counter()
        for name in OWN_LAYERS:
            Layer(compiled_folder() / name)
        return time.perf_counter() - start

    opened()
    assert min(opened() for _ in range(5)) < 0.005
    layer = Layer(compiled_folder() / "geonames")

    def looked_up() -> float:
        start = time.perf_counter()
        for _ in range(1000):
            layer.postings("~drzr")
        return (time.perf_counter() - start) / 1000

    assert min(looked_up() for _ in range(5)) < 5e-6


def test_the_gazetteer_in_memory_is_small():
    """Resident memory of a process of its own that opens it and looks 2,000 names up, all pages of the file included."""
    code = """
import re
from rashomon.knowledge.gazetteer import open_gazetteer
gazetteer = open_gazetteer()
names = [entry.name for _, entry in zip(range(2000), gazetteer.layers[-1].entries())]
found = sum(bool(gazetteer.search(name)) for name in names)
status = open("/proc/self/status", encoding="ascii").read()
print(len(names), found, int(re.search(r"VmRSS:\\s+(\\d+)", status)[1]) / 1024)
"""
    if not Path("/proc/self/status").exists():
        pytest.skip("resident memory is read from /proc")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    asked, found, resident = done.stdout.split()
    assert int(asked) == 2000
    assert int(found) > 1900
    assert float(resident) < 60


def test_the_compiled_gazetteer_is_small_enough():
    size = sum(path.stat().st_size for path in compiled_folder().rglob("*") if path.is_file())
    assert size <= 20_000_000


def test_a_damaged_layer_says_so(tmp_path):
    (tmp_path / "places.bin").write_bytes(b"not a gazetteer at all, and far too short".ljust(64))
    with pytest.raises(KnowledgeError, match="make gazetteer"):
        Layer(tmp_path)


def dump_row(ident, name, others, lat, lon, code, admin1):
    return "\t".join(
        [ident, name, name, others, lat, lon, code[0] if code.startswith("P") else "A", code, "SY", "", admin1, "", "", "",
         "120", "", "300", "Asia/Damascus", "2020-01-01"]
    )  # fmt: skip


@pytest.fixture
def added(tmp_path, monkeypatch):
    monkeypatch.setenv("RASHOMON_GAZETTEERS", str(tmp_path / "added"))
    return tmp_path


def test_a_country_dump_and_its_alternate_names_are_added_and_outrank(added):
    rows = [
        dump_row("900001", "Qaryat at Tajriba", "", "35.1", "36.9", "PPL", "11"),
        dump_row("900002", "Muhafazat Hims", "", "34.5", "38.3", "ADM1", "11"),
        dump_row("900003", "Homs", "", "34.73", "36.72", "PPLA", "11"),
    ]
    archive = added / "SY.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("SY.txt", "\n".join(rows))
        file.writestr("readme.txt", "not data")
    names = added / "names.txt"
    names.write_text("1\t900001\ten\tTrial Village\t1\t\t\t\n2\t900001\tlink\thttps://example.org\t\t\t\t\n", "utf-8")
    layer = add_files([archive, names], name="GeoNames SY")
    assert layer.entries == 3
    gazetteer = open_gazetteer()
    village = gazetteer.find("Trial Village")[0]
    assert (village.source, village.admin1) == ("GeoNames SY", "Muhafazat Hims")
    assert gazetteer.find("Homs")[0].source == "GeoNames SY"
    assert gazetteer.find("Deir ez-Zor")[0].source == "GeoNames"


def test_a_coders_own_table_is_added(added):
    table = added / "mine.csv"
    table.write_text(
        "name,lat,lon,type,country,alt_name\nPoint Seven,33.5,41.2,checkpoint,IQ,Nuqta Saba;Nokta 7\n", "utf-8"
    )
    add_files([table])
    entry = open_gazetteer().find("Nokta 7")[0]
    assert (entry.name, entry.kind, entry.source) == ("Point Seven", EntryKind.FACILITY, "mine")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("name,lat,lon\nNowhere,abc,3\n", "mine.csv:2"),
        ("name,lat,lon\n,1,3\n", "no name"),
        ("first,second\n1,2\n", "name, lat and lon"),
        ("name,lat,lon\n", "no place"),
    ],
)
def test_a_bad_table_is_refused_with_its_line_and_nothing_is_written(added, content, what):
    table = added / "mine.csv"
    table.write_text(content, "utf-8")
    with pytest.raises(KnowledgeError, match=what):
        add_files([table])
    assert not list((added / "added").glob("*/places.bin")) if (added / "added").exists() else True


def test_an_unknown_country_code_is_refused(added):
    with pytest.raises(KnowledgeError, match="two-letter"):
        update_country("Syria")


def test_no_layer_is_an_empty_gazetteer():
    assert Gazetteer([]).find("Homs") == ()


@pytest.mark.parametrize("radius", [0.0, 0.1, 1.0, 37.5, 400.0, 6000.0])
def test_a_packed_radius_is_never_smaller(radius):
    assert radius <= unpack_radius(pack_radius(radius)) <= radius * 1.06 + 1e-9


def test_class_words_are_stripped_from_areas():
    assert strip_class("Salah ad Din Governorate") == "Salah ad Din"
    assert strip_class("Muhafazat Kirkuk") == "Kirkuk"
    assert strip_class("Orange County") == "Orange County"
