"""Scores the candidates of all names of a page together: containers, countries, nearness, one another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from rashomon.knowledge.gazetteer import Entry, EntryKind, How, simplify
from rashomon.knowledge.gazetteer.folding import consonants, fold
from rashomon.knowledge.gazetteer.gazetteer import LEAST_CONSONANTS
from rashomon.knowledge.gazetteer.phrases import read_phrases
from rashomon.resolve.place_candidates import Candidate
from rashomon.resolve.place_mentions import NameGroup, PlaceContext

SCORING_VERSION = 1

_ROUNDS = 3
_MOST_SUPPORTERS = 4
_CONTAINED, _NOT_CONTAINED = 4.0, -1.5
_STRONG_COUNTRY, _WEAK_COUNTRY = 4.0, 1.5
_PAGE_COUNTRY, _COUNTRY_SCALE = 3.0, 3.0
_COMPANY, _COMPANY_SCALE = 4.5, 2.0
_DEMONYM = 2.0
_NEAR_KM = 120.0
_NEIGHBOUR = 0.25
_SMALL = (EntryKind.PLACE, EntryKind.ADMIN2, EntryKind.ADMIN3, EntryKind.NEIGHBOURHOOD)
_KNOWN = 100_000
"""Places with so many people are spoken of far from home."""
_HEARD = 0.2
_RUN_ON = (EntryKind.COUNTRY, EntryKind.RIVER, EntryKind.ROAD, EntryKind.SEA, EntryKind.LAKE, EntryKind.DESERT)
"""Kinds that may reach beyond an area named with them: "the Dnieper in Kherson region"."""
_FAR_DEGREES = 10.0
"""Beyond this difference in latitude two places are no company, and their distance is not worked out."""


_Affinities = dict[tuple[int, int], tuple[float, float]]
"""How well two entries of a page go together, and their distance, by the identity of both: each round asks again."""


def score_together(
    groups: list[NameGroup],
    candidates: Mapping[str, list[Candidate]],
    context: PlaceContext,
    demonyms: Counter[str],
) -> None:
    """Set the score, weight and reasons of every candidate, in place, and sort each list best first.

    A few rounds of mutual support: each round a candidate is weighed by how well it goes with the likeliest
    candidates of the other names, weighted by how likely these are by now.
    """
    for group in groups:
        for candidate in candidates[group.key]:
            candidate.score = candidate.base + _context_score(candidate, context, demonyms)
    _normalise(candidates)
    known: _Affinities = {}
    for number in range(_ROUNDS):
        last = number == _ROUNDS - 1
        fresh: list[tuple[Candidate, float]] = []
        countries = _country_weights(groups, candidates)
        for group in groups:
            others = [candidates[other.key][:_MOST_SUPPORTERS] for other in groups if other.key != group.key]
            for candidate in candidates[group.key]:
                score = candidate.base + _context_score(candidate, context, demonyms, note=last)
                score += _container_score(candidate, group, candidates, note=last)
                score += _company_score(candidate, others, known, note=last)
                score += _country_score(candidate, group, countries)
                candidate.stray = last and _is_stray(candidate, group, countries, context, demonyms)
                fresh.append((candidate, score))
        for candidate, score in fresh:
            candidate.score = score
        _normalise(candidates)
    for found in candidates.values():
        found.sort(key=lambda candidate: (-candidate.score, candidate.entry.id))


def _normalise(candidates: Mapping[str, list[Candidate]]) -> None:
    for found in candidates.values():
        if not found:
            continue
        top = max(candidate.score for candidate in found)
        total = sum(math.exp(candidate.score - top) for candidate in found)
        for candidate in found:
            candidate.weight = math.exp(candidate.score - top) / total


def _context_score(candidate: Candidate, context: PlaceContext, demonyms: Counter[str], *, note: bool = False) -> float:
    entry, score = candidate.entry, 0.0
    if context.countries and entry.country:
        inside = entry.country in context.countries
        score += _STRONG_COUNTRY if inside else -_STRONG_COUNTRY
        if note:
            (candidate.reasons if inside else candidate.penalties).append(
                f"{'in' if inside else 'not in'} {', '.join(context.countries)}"
            )
    if context.country and entry.country == context.country:
        score += _WEAK_COUNTRY
        if note:
            candidate.reasons.append("in the outlet's country")
    count = demonyms[entry.country] if entry.country else 0
    if count and entry.kind is not EntryKind.COUNTRY:
        score += _DEMONYM * (1 - math.exp(-count / 3))
        if note:
            candidate.reasons.append(f"the page speaks of {entry.country} {count} times")
    return score


def _country_weights(groups: list[NameGroup], candidates: Mapping[str, list[Candidate]]) -> dict[str, dict[str, float]]:
    """Return how much each name speaks for each country, by name key."""
    weights: dict[str, dict[str, float]] = {}
    for group in groups:
        mine: dict[str, float] = {}
        for candidate in candidates[group.key]:
            if candidate.entry.country and not candidate.folded:
                scale = 1.5 if candidate.entry.kind is EntryKind.COUNTRY else 1.0
                mine[candidate.entry.country] = mine.get(candidate.entry.country, 0.0) + candidate.weight * scale
        repeated = math.log2(1 + len(group.mentions))
        weights[group.key] = {country: weight * repeated for country, weight in mine.items()}
    return weights


def _country_score(candidate: Candidate, group: NameGroup, countries: dict[str, dict[str, float]]) -> float:
    country = candidate.entry.country
    if not country:
        return 0.0
    support = sum(weights.get(country, 0.0) for key, weights in countries.items() if key != group.key)
    return _PAGE_COUNTRY * (1 - math.exp(-support / _COUNTRY_SCALE))


def _is_stray(
    candidate: Candidate,
    group: NameGroup,
    countries: dict[str, dict[str, float]],
    context: PlaceContext,
    demonyms: Counter[str],
) -> bool:
    """Tell whether a small place lies in a country that nothing else on the page speaks of, while others are named.

    A village that the gazetteer lacks is then likelier than its namesake abroad.
    """
    entry = candidate.entry
    if entry.kind not in _SMALL or entry.population >= _KNOWN or entry.country == context.country:
        return False
    if demonyms[entry.country] or entry.country in context.countries:
        return False
    spoken = set(demonyms)
    for key, weights in countries.items():
        if key != group.key:
            spoken.update(code for code, weight in weights.items() if weight >= _HEARD)
    return bool(spoken) and entry.country not in spoken


def _container_score(
    candidate: Candidate, group: NameGroup, candidates: Mapping[str, list[Candidate]], *, note: bool
) -> float:
    keys = [key for mention in group.mentions for key in mention.containers if key != group.key]
    best, scored = 0.0, False
    for key in dict.fromkeys(keys):
        areas = [c for c in candidates.get(key, ()) if _can_contain(c.entry)]
        if not areas:
            continue
        inside = [c for c in areas if contains(c.entry, candidate.entry)]
        weight = sum(c.weight for c in inside)
        scored = True
        if inside and weight > 0.02:
            best = max(best, _CONTAINED * math.sqrt(weight))
            if note:
                container = max(inside, key=lambda c: c.weight)
                candidate.reasons.append(f"in {container.entry.name}, which the words name with it")
    if scored and best == 0.0 and candidate.entry.country:
        if note:
            firm = {key for mention in group.mentions for key in mention.firm if key != group.key}
            sure = [c.entry.name for key in firm for c in candidates.get(key, ())[:1] if c.weight > 0.8 and _is_area(c)]
            candidate.outside = sure[0] if sure and candidate.entry.kind not in _RUN_ON else ""
            candidate.penalties.append("not in the area that the words name with it")
        return _NOT_CONTAINED
    return best


def _company_score(candidate: Candidate, others: list[list[Candidate]], known: _Affinities, *, note: bool) -> float:
    score, nearest, companion = 0.0, math.inf, ""
    for rivals in others:
        best, best_distance, best_name = 0.0, math.inf, ""
        for rival in rivals:
            pair = (id(candidate.entry), id(rival.entry))
            if pair not in known:
                known[pair] = _affinity(candidate.entry, rival.entry)
            value, distance = known[pair]
            if value * rival.weight > best:
                best, best_distance, best_name = value * rival.weight, distance, rival.entry.name
        score += best
        if best > 0.15 and best_distance < nearest:
            nearest, companion = best_distance, best_name
    if note and nearest < 4 * _NEAR_KM:
        candidate.reasons.append(f"{nearest:.0f} km from {companion}, also named")
    return _COMPANY * (1 - math.exp(-score / _COMPANY_SCALE))


def _affinity(entry: Entry, other: Entry) -> tuple[float, float]:
    """Return how well two entries go together (0 to about 1.5), and their distance in kilometres."""
    far = abs(entry.lat - other.lat) > _FAR_DEGREES and EntryKind.COUNTRY not in (entry.kind, other.kind)
    distance = math.inf if far else distance_km(entry, other)
    value = 0.0
    if entry.kind is EntryKind.COUNTRY or other.kind is EntryKind.COUNTRY:
        return _NEIGHBOUR if distance < 150 + 1.5 * max(entry.radius_km, other.radius_km) else value, distance
    same_area = entry.country == other.country != "" and area_of(entry) == area_of(other) != ""
    if same_area:
        value += 0.5
    if EntryKind.ADMIN1 in (entry.kind, other.kind):
        return value + (0.3 if same_area else 0.0), distance
    value += math.exp(-distance / _NEAR_KM)
    return value, distance


def area_of(entry: Entry) -> str:
    """Return the first-order area of an entry: its own name where it is one."""
    return entry.name if entry.kind is EntryKind.ADMIN1 else entry.admin1


def _is_area(candidate: Candidate) -> bool:
    return candidate.entry.kind in (EntryKind.COUNTRY, EntryKind.ADMIN1)


def _can_contain(entry: Entry) -> bool:
    return entry.kind in (EntryKind.COUNTRY, EntryKind.ADMIN1, EntryKind.ADMIN2, EntryKind.REGION) or (
        entry.kind in (EntryKind.PLACE, EntryKind.ISLAND, EntryKind.CONTINENT, EntryKind.DESERT, EntryKind.VALLEY)
    )


def contains(area: Entry, entry: Entry) -> bool:
    """Tell whether an entry lies in an area, by admin path where there is one, else by distance."""
    if area.id == entry.id and area.source == entry.source:
        return False
    if area.kind is EntryKind.COUNTRY:
        return entry.country == area.country and entry.kind is not EntryKind.COUNTRY
    if area.kind is EntryKind.ADMIN1:
        if entry.country != area.country or entry.kind is EntryKind.ADMIN1:
            return False
        # A town whose area is not known and that has the area's name is its seat (Gao in Gao).
        return simplify(entry.admin1 or entry.name) == simplify(area.name)
    if area.kind is EntryKind.ADMIN2:
        in_path = entry.country == area.country and simplify(entry.admin2) == simplify(area.name)
        near = entry.country == area.country and distance_km(area, entry) < max(area.radius_km, 10)
        return entry.kind is EntryKind.PLACE and (in_path or near)
    if area.kind is EntryKind.PLACE:
        smaller = entry.population < area.population or entry.kind is not EntryKind.PLACE
        return smaller and entry.country == area.country and distance_km(area, entry) < 30
    return entry.kind is not EntryKind.COUNTRY and distance_km(area, entry) < max(area.radius_km, 5)


def distance_km(one: Entry, two: Entry) -> float:
    """Return the distance of two entries in kilometres on a sphere."""
    return haversine_km(one.lat, one.lon, two.lat, two.lon)


def haversine_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points (degrees) in kilometres."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))


def drop_unlikely_spellings(
    groups: Iterable[NameGroup], candidates: dict[str, list[Candidate]], context: PlaceContext, demonyms: Counter[str]
) -> dict[str, list[Candidate]]:
    """Take transliteration matches out of `candidates` where little speaks for their country; return them by name.

    A match stays when its country has a third of what the page says about countries (keys of one or two consonants:
    when no country has more, and not by an alternate name), and when the container that its words name holds it. A name
    of common words alone ("the Southern Hospital") is only looked for in countries that the page speaks of otherwise.
    """
    groups = list(groups)
    shares = _country_shares(groups, candidates, context, demonyms)
    most = max(shares.values(), default=0.0)
    dropped: dict[str, list[Candidate]] = {}
    for group in groups:
        if is_generic(group.name):
            candidates[group.key] = [c for c in candidates[group.key] if shares.get(c.entry.country, 0.0) > 0]
        brief = consonants(fold(group.name)) < LEAST_CONSONANTS
        least = most if brief else min(most, 1 / 3)
        areas = [
            c.entry
            for mention in group.mentions
            for key in mention.firm
            for c in candidates.get(key, ())[:3]
            if not c.folded and c.entry.kind in (EntryKind.COUNTRY, EntryKind.ADMIN1)
        ]
        kept = []
        for candidate in candidates[group.key]:
            share = shares.get(candidate.entry.country, 0.0)
            held = not areas or any(contains(area, candidate.entry) for area in areas)
            short = brief and candidate.how is How.FOLDED_ALTERNATE
            if not candidate.folded or (share > 0 and share >= least and held and not short):
                kept.append(candidate)
            else:
                dropped.setdefault(group.key, []).append(candidate)
        candidates[group.key] = kept
    return dropped


def is_generic(name: str) -> bool:
    """Tell whether a name has only common words: "Old City", "Southern Hospital"."""
    words = simplify(name).split()
    return bool(words) and all(word in read_phrases().generic for word in words)


def _country_shares(
    groups: list[NameGroup], candidates: Mapping[str, list[Candidate]], context: PlaceContext, demonyms: Counter[str]
) -> dict[str, float]:
    """Return each country's share of what the page says about countries: spelt names, demonyms, task and outlet."""
    counts: Counter[str] = Counter(demonyms)
    for code in context.countries:
        counts[code] += 20
    if context.country:
        counts[context.country] += 1
    for group in groups:
        exact = [candidate for candidate in candidates[group.key] if not candidate.folded]
        if exact and exact[0].entry.country and not is_generic(group.name):
            counts[exact[0].entry.country] += len(group.mentions)
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total else {}
