"""What the gazetteer holds: entries with their point, extent, admin path and source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """Feature classes. The order is part of the compiled file: add new ones at the end."""

    PLACE = "populated place"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    COUNTRY = "country"
    CONTINENT = "continent"
    REGION = "region"
    RIVER = "river"
    SEA = "sea"
    LAKE = "lake"
    DESERT = "desert"
    MOUNTAIN = "mountain"
    ISLAND = "island"
    ROAD = "road"
    FACILITY = "facility"
    NEIGHBOURHOOD = "neighbourhood"
    VALLEY = "valley"
    ADMIN3 = "admin3"


KINDS: tuple[EntryKind, ...] = tuple(EntryKind)
AREAS = frozenset(
    {EntryKind.ADMIN1, EntryKind.ADMIN2, EntryKind.ADMIN3, EntryKind.COUNTRY, EntryKind.CONTINENT, EntryKind.REGION}
)
"""Kinds that contain places."""


class How(StrEnum):
    """By which of its names an entry was found, best first."""

    NAME = "name"
    ALTERNATE = "alternate name"
    FOLDED = "transliteration"
    FOLDED_ALTERNATE = "transliteration of an alternate name"


HOWS: tuple[How, ...] = tuple(How)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer.

    `id` is a GeoNames id or an own id ("feature:euphrates", "SY.09"), unique within `source`. `lat` and `lon` are
    degrees in WGS 84; `country` is ISO 3166-1 alpha-2, "" for what lies in several; `admin1` and `admin2` are names,
    outermost first; `radius_km` is the extent of areas and 0 where only a point is known.
    """

    id: str
    name: str
    kind: EntryKind
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    radius_km: float = 0.0
    source: str = "geonames"
    others: tuple[str, ...] = ()

    @property
    def admin_path(self) -> tuple[str, ...]:
        """The names of the containers, outermost first, without the country."""
        return tuple(name for name in (self.admin1, self.admin2) if name and name != self.name)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a name found, and how."""

    entry: Entry
    how: How
    key: str
