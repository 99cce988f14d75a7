"""Which gazetteer entries a name could mean, and what speaks for each by itself."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rashomon.knowledge.gazetteer import Entry, EntryKind, Gazetteer, Hit, How, simplify
from rashomon.knowledge.gazetteer.folding import consonants, fold
from rashomon.knowledge.gazetteer.phrases import read_phrases
from rashomon.knowledge.gazetteer.tables import read_abbreviations, read_area_demonyms, read_varying_countries
from rashomon.resolve.place_mentions import NameGroup

MOST_CANDIDATES = 60

_CYRILLIC = ("BY", "RU", "UA")
_VOWEL = re.compile(r"(?<=[^aeiouy ])[aeiouy]")
_LISTED = 1.5
"""What being on the project's own list of regions and rivers is worth: news speaks of them."""


@dataclass(slots=True, kw_only=True)
class Candidate:
    """An entry that a name could mean.

    `score` grows as evidence is weighed; `reasons` and `penalties` are for people to read; `outside` names a
    container that the words give and that does not hold it; `shortened` tells that a word of the name was left out;
    `stray` that the page, which speaks of other countries, says nothing of this one's.
    """

    entry: Entry
    how: How
    base: float = 0.0
    score: float = 0.0
    weight: float = 0.0
    reasons: list[str] = field(default_factory=list)
    outside: str = ""
    shortened: bool = False
    stray: bool = False
    penalties: list[str] = field(default_factory=list)

    @property
    def folded(self) -> bool:
        """Whether only another transliteration led here."""
        return self.how in (How.FOLDED, How.FOLDED_ALTERNATE)


def propose_candidates(group: NameGroup, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the entries that a name could mean with their scores by themselves, best first.

    The name as it stands comes first; then with its class word ("Orange" "County"), then without one ("Homs city"),
    then the abbreviation of a state. Transliterations are looked up only where no spelling is known.
    """
    found: dict[tuple[str, str], Candidate] = {}
    for name, kinds, note in _spellings(group):
        hits = gazetteer.search(name)
        _add_hits(found, hits, kinds, note, name)
        if note == "" and any(not c.folded for c in found.values()) and not group.class_words:
            break
        if found and note.startswith("without"):
            break
    for code in gazetteer.demonym(group.name):
        country = gazetteer.country(code)
        if country is not None:
            _add_hits(found, [Hit(country, How.NAME, "")], (), "its people or language")
    if area := read_area_demonyms().get(simplify(group.name)):
        areas = [hit for hit in gazetteer.search(area[0], folded=False) if hit.entry.kind is area[1]][:1]
        _add_hits(found, areas, (), "its people or language")
    if short := _abbreviated(group.name):
        state, home = short
        states = [hit for hit in gazetteer.search(state, folded=False) if hit.entry.country == home]
        wanted = EntryKind.PLACE if state.startswith("Washington, D") else EntryKind.ADMIN1
        for hit in states:
            if hit.entry.kind is wanted:
                found[hit.entry.source, hit.entry.id] = Candidate(
                    entry=hit.entry, how=How.NAME, base=4.0, reasons=[f"short for {state}"]
                )
    candidates = list(found.values())
    _weigh_alone(group, candidates)
    candidates.sort(key=lambda candidate: (-candidate.base, candidate.entry.id))
    return candidates[:MOST_CANDIDATES]


def _abbreviated(name: str) -> tuple[str, str] | None:
    table = read_abbreviations()
    tight = re.sub(r"\.\s+", ".", name.strip())
    for form in (name.strip(), f"{name.strip()}.", tight, f"{tight}."):
        if form in table:
            return table[form]
    return None


def _spellings(group: NameGroup) -> Iterable[tuple[str, tuple[EntryKind, ...], str]]:
    """Yield (name, kinds that it asks for, note) in the order in which they are tried."""
    name = group.name.strip().rstrip(".,")
    for word in sorted(group.class_words):
        yield f"{name} {word}", (), f"with its class word {word!r}"
    yield name, (), ""
    phrases = read_phrases()
    words = simplify(name).split()
    if len(words) > 1 and words[0] == "the":
        yield " ".join(words[1:]), (), "without its article"
    if len(words) > 1 and words[-1] in phrases.suffixes:
        yield " ".join(words[:-1]), phrases.suffixes[words[-1]], f"without {words[-1]!r}"
    for prefix in phrases.prefixes:
        bare = simplify(name)
        if bare.startswith(f"{prefix} "):
            yield bare[len(prefix) + 1 :], (), f"without {prefix!r}"


def _add_hits(
    found: dict[tuple[str, str], Candidate],
    hits: Iterable[Hit],
    kinds: tuple[EntryKind, ...],
    note: str,
    sought: str = "",
) -> None:
    for hit in hits:
        ident = (hit.entry.source, hit.entry.id)
        if ident in found and not (found[ident].folded and hit.how in (How.NAME, How.ALTERNATE)):
            continue
        if hit.how in (How.FOLDED, How.FOLDED_ALTERNATE) and hit.entry.country not in read_varying_countries():
            continue
        if hit.how is How.FOLDED_ALTERNATE and hit.entry.kind is EntryKind.COUNTRY:
            continue  # all names of countries are known: "Kango" is a village and not the Congo
        if hit.how is How.FOLDED and hit.entry.country in _CYRILLIC and not _begin_alike(hit.entry.name, sought):
            continue
        candidate = Candidate(entry=hit.entry, how=hit.how, shortened=note.startswith("without"))
        candidate.reasons.append(_how_reason(hit, note))
        if kinds:
            fits = hit.entry.kind in kinds
            candidate.base += 1.0 if fits else -1.0
        found[ident] = candidate


def _begin_alike(name: str, sought: str) -> bool:
    """Tell whether the first vowels of two spellings may be one letter of Cyrillic: "y" is none of "a", "o", "u".

    Keys have no vowels, which are as good as written at will in Arabic names, but not in these (Robotyne, Rybotyn).
    """
    pair = {vowel[0] for vowel in (_VOWEL.search(simplify(name)), _VOWEL.search(simplify(sought))) if vowel}
    return "y" not in pair or not pair & {"a", "o", "u"}


def _how_reason(hit: Hit, note: str) -> str:
    tail = f" ({note})" if note else ""
    if hit.how is How.NAME:
        return f"the name of {hit.entry.name}{tail}"
    if hit.how is How.ALTERNATE:
        return f"another name of {hit.entry.name}{tail}"
    return f"{hit.how.value}: {hit.entry.name} has the same key {hit.key}{tail}"


def _weigh_alone(group: NameGroup, candidates: list[Candidate]) -> None:
    places = {(c.entry.country, simplify(c.entry.name)) for c in candidates if c.entry.kind is EntryKind.PLACE}
    provinces = {c.entry.country for c in candidates if c.entry.kind is EntryKind.ADMIN1 and not c.folded}
    exact = {simplify(group.name)}
    asked = group.kinds
    spelt = any(c.how is How.NAME for c in candidates)
    answered = any(c.entry.kind in asked and not c.folded for c in candidates)
    for candidate in candidates:
        entry = candidate.entry
        candidate.base += _prior(entry)
        feature = entry.id.startswith("feature:")
        listed = entry.kind is EntryKind.COUNTRY or feature
        plain = not candidate.folded and not candidate.shortened and (not asked or entry.kind in asked)
        if feature and plain and entry.country not in provinces:
            candidate.base += _LISTED
        if candidate.how is How.ALTERNATE:
            candidate.base -= 0.0 if listed else (1.6 if spelt else 0.6)
        elif candidate.folded:
            candidate.base -= 2.0 if candidate.how is How.FOLDED else 2.6
            if consonants(fold(group.name)) < 3:
                candidate.base -= 1.0
        elif simplify(entry.name) in exact:
            candidate.base += 0.3
        shared = (entry.country, simplify(entry.name)) in places
        if entry.kind in (EntryKind.ADMIN1, EntryKind.ADMIN2) and shared and entry.kind not in asked:
            candidate.base -= 0.5 if entry.kind is EntryKind.ADMIN1 else 1.2
        if asked:
            _weigh_class(candidate, group, answered=answered)


def _prior(entry: Entry) -> float:
    size = math.log10(entry.population + 10)
    if entry.kind is EntryKind.COUNTRY:
        return 6.0 + 0.25 * size
    if entry.kind is EntryKind.CONTINENT:
        return 6.5
    if entry.kind is EntryKind.ADMIN1:
        return 1.8 + 0.5 * size
    if entry.kind is EntryKind.ADMIN2:
        return 0.8 + 0.5 * size
    if entry.kind is EntryKind.PLACE:
        return 0.7 * size
    return 4.0 if entry.kind is not EntryKind.FACILITY else 3.5


def _weigh_class(candidate: Candidate, group: NameGroup, *, answered: bool) -> None:
    word = min(group.class_words, default="")
    asked = group.kinds
    if candidate.entry.kind in asked:
        first = max(asked.values())
        candidate.base += 1.6 * asked[candidate.entry.kind] / first
        candidate.reasons.append(f"{candidate.entry.kind.value}, as {word!r} asks")
    elif answered:
        candidate.base -= 4.0 if set(asked) == {EntryKind.RIVER} else 1.5  # what has banks is a river, no namesake
        candidate.penalties.append(f"no {word}")
