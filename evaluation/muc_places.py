"""Places of MUC incidents: names in capitals, found by the gazetteer and by the words beside them ("THE TOWN OF X")."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rashomon.knowledge.gazetteer import Gazetteer

#: The countries of the corpus and its neighbours, as the keys spell them.
COUNTRIES = {
    "SV": "EL SALVADOR",
    "GT": "GUATEMALA",
    "HN": "HONDURAS",
    "AR": "ARGENTINA",
    "BO": "BOLIVIA",
    "CL": "CHILE",
    "CO": "COLOMBIA",
    "EC": "ECUADOR",
    "PE": "PERU",
    "NI": "NICARAGUA",
    "PA": "PANAMA",
    "CR": "COSTA RICA",
    "VE": "VENEZUELA",
    "MX": "MEXICO",
    "BR": "BRAZIL",
    "CU": "CUBA",
    "US": "UNITED STATES",
    "UY": "URUGUAY",
    "PY": "PARAGUAY",
    "ES": "SPAIN",
}
_KINDS = (
    "DEPARTMENT|PROVINCE|NEIGHBORHOOD|DISTRICT|MUNICIPALITY|REGION|VILLAGE|HAMLET|TOWN|CITY|FARM|CANTON|SUBURB|PORT|"
    "JURISDICTION|UNIVERSITY|AIRPORT|RIVER|VOLCANO|HILL|ISLAND|ZONE|SECTOR|COLONY"
)
_NAME = r"(?:(?:EL|LA|LOS|LAS|SAN|SANTA|SANTO|DE|DEL|SAO) )*[A-Z]{3,}(?: (?:DE|DEL|LA|LOS|LAS|Y)(?: [A-Z]{3,})+)*"
_AFTER = re.compile(rf"\b(?:THE )?({_KINDS})S? OF (\"?{_NAME}\"?)")
_BEFORE = re.compile(
    rf"\b(?:IN|OF|FROM|NEAR|AT),? (?:THE )?((?!THE ){_NAME}) "
    r"(DEPARTMENT|PROVINCE|NEIGHBORHOOD|DISTRICT|MUNICIPALITY|REGION)\b"
)
_NO_NAMES_WORDS = """
THE THIS THAT THEIR SAME OTHER ANOTHER RESIDENTIAL POOR CENTRAL NORTHERN SOUTHERN EASTERN WESTERN AND ADMINISTRATIVE
URBAN RURAL BANANA SECURITY BORDER COASTAL WAR CONFLICT NORTHEASTERN NORTHWESTERN SOUTHEASTERN SOUTHWESTERN DOWNTOWN
WEALTHY WHICH
"""
_NO_NAMES = frozenset(_NO_NAMES_WORDS.split())
_PLACE_WORDS_WORDS = """
IN AT NEAR FROM OF TO AROUND OUTSIDE THROUGHOUT INSIDE TOWARD
"""
_PLACE_WORDS = frozenset(_PLACE_WORDS_WORDS.split())
_NEVER_WORDS = """
THE OF IN ON AT NORTHERN SOUTHERN EASTERN WESTERN CENTRAL CITY SAN SANTA EL LA LOS LAS LIBERTAD UNION PAZ NATIONAL
PRESIDENT POLICE GENERAL ARMY FORCES COLONEL JOSE JUAN CARLOS LUIS PEDRO MARTINEZ GARCIA LOPEZ HERNANDEZ GONZALEZ
RODRIGUEZ PEREZ MARCH MAY JULY SUNDAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY CENTER DEMOCRATIC LIBERATION
FRONT POPULAR PEACE VICTORIA SOLEDAD HOPE INDEPENDENCE MOBILE READING NICE TOURS ORANGE MANY MALE BOLIVAR SUCRE
BELLO ROSALES ESCOBAR MORALES SALINAS TORRES FLORES CRISTIANI HE THIS CASTRO ALFREDO
"""
_NEVER = frozenset(_NEVER_WORDS.split())


#: People that a city abroad must have to be meant without more said.
_KNOWN = 60_000


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place in a text: its offset, its name, its country code ("" where only words tell), and its containers."""

    start: int
    name: str
    country: str
    containers: tuple[str, ...] = ()
    is_country: bool = False


def find_named_places(text: str, gazetteer: Gazetteer, home: str = "") -> list[NamedPlace]:
    """Find the places of a text in capitals; names that only the words beside them tell have the home country."""
    found = _by_words(text, home)
    taken = {at for place in found for at in range(place.start, place.start + len(place.name))}
    tokens = [(match.group(), match.start()) for match in re.finditer(r"[A-Z][A-Z.']*|\d+|[^\sA-Z\d]", text)]
    words = [word for word, _ in tokens]
    for match in gazetteer.longest_matches(words):
        start = tokens[match.first][1]
        if match.name in _NEVER or len(match.name) < 4 or start in taken:
            continue
        before = words[match.first - 1] if match.first else ""
        entry = _entry(match.name, gazetteer, home)
        if entry is None:
            continue
        is_country = entry.kind.value == "country"
        if is_country or before in _PLACE_WORDS or (before == "," and match.first > 1):
            containers = tuple(_plain(part) for part in entry.admin_path[:1] if _plain(part) != match.name)
            found.append(NamedPlace(start, match.name, entry.country, containers, is_country))
    return sorted(found, key=lambda place: place.start)


def _by_words(text: str, home: str) -> list[NamedPlace]:
    found = []
    for pattern, group in ((_AFTER, 2), (_BEFORE, 1)):
        for match in pattern.finditer(text):
            name = match.group(group).strip('"')
            words = set(name.split())
            if not words & (_PLACE_WORDS | _NO_NAMES) and name not in _NEVER:
                found.append(NamedPlace(match.start(group), " ".join(name.split()), home))
    return found


def _entry(name: str, gazetteer: Gazetteer, home: str):  # type: ignore[no-untyped-def]
    entries = [
        entry for entry in gazetteer.find(name)[:12] if entry.country in COUNTRIES and _plain(entry.name) == name
    ]
    at_home = [entry for entry in entries if entry.country == home]
    entries = [
        entry
        for entry in entries
        if entry.kind.value == "country" or (entry.population > _KNOWN and entry.country != "US")
    ]
    ranked = sorted(at_home or entries, key=lambda entry: (entry.kind.value != "country", -entry.population))
    return ranked[0] if ranked else None


def _plain(name: str) -> str:
    table = str.maketrans("ÁÉÍÓÚÑÜÃÇáéíóúñü", "AEIOUNUACaeioun" + "u")
    return name.translate(table).upper()


def home_country(text: str, city: str, gazetteer: Gazetteer) -> str:
    """Return the code of the country that a text is about: by its names and peoples, and by its dateline."""
    counts: Counter[str] = Counter()
    for code, name in COUNTRIES.items():
        counts[code] += 2 * len(re.findall(rf"\b{name}\b", text))
    for word in re.findall(r"\b[A-Z]+AN\b|\bCHILEAN\b|\bARGENTINE\b", text):
        for code in gazetteer.demonym(word):
            if code in COUNTRIES:
                counts[code] += 1
    for entry in gazetteer.find(city)[:3]:
        if entry.country in COUNTRIES:
            counts[entry.country] += 3
            break
    counts["US"] //= 4
    counts["ES"] //= 3
    return counts.most_common(1)[0][0] if counts else ""


def fill_location(places: list[NamedPlace], home: str) -> str:
    """Write a location as the keys do: the country, a container, the place; kinds are not scored and left out."""
    specific = [place for place in places if not place.is_country]
    countries = [place for place in places if place.is_country]
    if not specific:
        code = countries[0].country if countries else home
        return COUNTRIES.get(code, "")
    place = specific[0]
    parts = [COUNTRIES.get(place.country or home, ""), *place.containers, place.name]
    return ": ".join(part for part in parts if part)
