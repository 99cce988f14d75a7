"""The gazetteer: the compiled layer, and above it whatever a user added. Added data outranks."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.entry import HOWS, Entry, EntryKind, Hit
from rashomon.knowledge.gazetteer.folding import consonants, fold, fold_unglued, simplify
from rashomon.knowledge.gazetteer.layer import Layer
from rashomon.knowledge.gazetteer.tables import read_country_table, read_demonyms, read_standing_names

if TYPE_CHECKING:
    from rashomon.settings import Settings

LEAST_CONSONANTS = 3
"""A folded key with fewer signs only proposes candidates (Raqqa, Kyiv): they need the same area or country."""

OWN_LAYERS = ("features", "aliases", "geonames")
"""The compiled layers that come with the program, as folders below `data`."""

_LONGEST_NAME = 7


@dataclass(frozen=True, slots=True)
class Match:
    """A name found among words: the first word, the word after the last, and the name as it stands there."""

    first: int
    after: int
    name: str


class Gazetteer:
    """Places by name. Layers are searched in their order; all lookups are read-only."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that the name may mean, best first: exact spelling, alternates, transliterations."""
        return tuple(hit.entry for hit in self.search(name))

    def search(self, name: str, *, folded: bool = True) -> tuple[Hit, ...]:
        """Return the entries that the name may mean with how each was found, one hit an entry.

        Transliterations are looked up beside exact spellings; with `folded` false they are not.
        """
        hits: dict[tuple[str, str], Hit] = {}
        keys = _keys(name) if folded else (simplify(name),)
        for layer in self.layers:
            for key in keys:
                for hit in layer.hits(key):
                    ident = ("", hit.entry.id) if hit.entry.id.isdigit() else (hit.entry.source, hit.entry.id)
                    if ident not in hits or HOWS.index(hit.how) < HOWS.index(hits[ident].how):
                        hits[ident] = hit
        own = {layer.source for layer in self.layers[-len(OWN_LAYERS) :]}
        order = {layer.source: len(self.layers) if layer.source in own else i for i, layer in enumerate(self.layers)}
        ranked = sorted(
            hits.values(),
            key=lambda hit: (order[hit.entry.source], HOWS.index(hit.how), -hit.entry.population, hit.entry.id),
        )
        return tuple(ranked)

    def has(self, name: str) -> bool:
        """Tell whether the name is there in this spelling or, with three consonants or more, in another one."""
        exact = simplify(name)
        if any(layer.has(exact) for layer in self.layers):
            return True
        return any(
            layer.has(key) for key in _keys(name)[1:] if consonants(key) >= LEAST_CONSONANTS for layer in self.layers
        )

    def rivals(self, name: str, country: str) -> tuple[Entry, ...]:
        """Return the places of one country that share the folded key of `name`: more than one are ambiguous.

        Places with the same spelling count once, and so do points within 5 km of each other.
        """
        found: list[Entry] = []
        for layer in self.layers:
            for hit in layer.hits(fold(name)):
                entry = hit.entry
                known = any(abs(entry.lat - e.lat) + abs(entry.lon - e.lon) < 0.05 for e in found)
                if entry.country == country and entry.kind is EntryKind.PLACE and not known:
                    found.append(entry)
        return tuple(found)

    def has_exact(self, name: str) -> bool:
        """Tell whether the name is there in this spelling, accents and case apart."""
        key = simplify(name)
        return bool(key) and any(layer.has(key) for layer in self.layers)

    def longest_matches(self, words: Sequence[str]) -> Iterator[Match]:
        """Yield the longest names among words, from the left and without overlaps, by exact spelling.

        Only runs that begin and end with a word that has a capital ("Deir ez-Zor", "al-Bab") are tried.
        """
        at = 0
        while at < len(words):
            match = self._longest_at(words, at)
            if match is None:
                at += 1
                continue
            yield match
            at = match.after

    def _longest_at(self, words: Sequence[str], at: int) -> Match | None:
        if not _may_begin(words[at]):
            return None
        for after in range(min(len(words), at + _LONGEST_NAME), at, -1):
            if words[after - 1].islower():
                continue
            name = " ".join(words[at:after])
            if self.has_exact(name) and any(not word.islower() for word in words[at:after]):
                return Match(at, after, name)
        return None

    def country(self, code: str) -> Entry | None:
        """Return a country by its ISO 3166-1 alpha-2 code."""
        return _country(self, code.upper())

    def areas(self, name: str, country: str = "") -> tuple[Entry, ...]:
        """Return countries and admin areas of this name, best first, in one country where that is given."""
        return tuple(
            hit.entry
            for hit in self.search(name)
            if hit.entry.kind in (EntryKind.ADMIN1, EntryKind.ADMIN2, EntryKind.COUNTRY)
            and country in ("", hit.entry.country)
        )

    def nearest(self, lat: float, lon: float, *, limit: int = 1, within_km: float = 50.0) -> list[tuple[float, Entry]]:
        """Return the populated places nearest to a point with their distances in kilometres. Slow: reads every row."""
        found: list[tuple[float, Entry]] = []
        scale = math.cos(math.radians(lat))
        for layer in self.layers:
            for entry in layer.entries():
                if entry.kind is not EntryKind.PLACE or abs(entry.lat - lat) * 111.2 > within_km:
                    continue
                distance = math.hypot(entry.lat - lat, (entry.lon - lon) * scale) * 111.2
                if distance <= within_km:
                    found.append((distance, entry))
        return sorted(found, key=lambda pair: (pair[0], pair[1].id))[:limit]

    def shape(self, entry: Entry) -> Any | None:
        """Return the outline or course of an entry as a shapely geometry, or None where only its point is known."""
        for layer in self.layers:
            if layer.source == entry.source and (shape := layer.shape(entry.id)) is not None:
                return shape
        return None

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the ISO codes that a demonym may mean ("Syrian", "Congolese"), empty for other words."""
        return read_demonyms().get(simplify(word), ())

    def stands_for(self, name: str) -> tuple[str, str] | None:
        """Return (institution, ISO code) for a place name that stands for one ("the Pentagon"), else None."""
        key = simplify(name)
        return read_standing_names().get(key.removeprefix("the "))


@lru_cache(maxsize=1024)
def _country(gazetteer: Gazetteer, code: str) -> Entry | None:
    country = read_country_table().get(code)
    for name in country.names if country else ():
        for hit in gazetteer.search(name, folded=False):
            if hit.entry.kind is EntryKind.COUNTRY and hit.entry.country == code:
                return hit.entry
    return None


def _keys(name: str) -> tuple[str, ...]:
    keys = [simplify(name), fold(name), fold_unglued(name)]
    return tuple(key for index, key in enumerate(keys) if key and key not in keys[:index])


def _may_begin(word: str) -> bool:
    return word[:1].isupper() or word.lower().startswith(
        ("al-", "ad-", "ar-", "as-", "an-", "el-", "at-", "ash-", "az-")
    )


def added_folder() -> Path:
    """Return the folder where added gazetteers live (`RASHOMON_GAZETTEERS`, else under the user's data folder)."""
    given = os.environ.get("RASHOMON_GAZETTEERS")
    if given:
        return Path(given)
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "rashomon" / "gazetteers"


def compiled_folder() -> Path:
    """Return the folder of the gazetteer that comes with the program."""
    return Path(str(files("rashomon.knowledge.gazetteer"))) / "data"


@lru_cache(maxsize=4)
def _open(folders: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer([Layer(folder) for folder in folders])


def forget_opened() -> None:
    """Let the next `open_gazetteer` see layers that were added meanwhile."""
    _open.cache_clear()


def open_gazetteer(settings: Settings | None = None) -> Gazetteer:
    """Return the gazetteer with the layers that the settings name, then those that a user added, then the own one.

    Raises KnowledgeError when a named layer is missing or damaged.
    """
    named = settings.gazetteers if settings else ()
    folders: list[Path] = []
    for path in named:
        if not (path / "places.bin").exists():
            raise KnowledgeError(str(path), "is no compiled gazetteer", "make one with `rashomon gazetteer add FILE`")
        folders.append(path)
    added = added_folder()
    if added.is_dir():
        folders.extend(sorted(path.parent for path in added.glob("*/places.bin") if path.parent not in folders))
    return _open((*folders, *(compiled_folder() / name for name in OWN_LAYERS)))
