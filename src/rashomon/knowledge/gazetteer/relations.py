"""The grammar of place phrases: how the words about a place name relate a deed to it.

Offsets are code points into the text that is parsed, base 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rashomon.domain import PlaceRelation
from rashomon.knowledge.gazetteer.entry import EntryKind
from rashomon.knowledge.gazetteer.folding import ARTICLES
from rashomon.knowledge.gazetteer.gazetteer import open_gazetteer
from rashomon.knowledge.gazetteer.phrases import Phrases, read_phrases

GRAMMAR_VERSION = 1

_WINDOW = 90
_SENTENCE_EDGE = re.compile(r"[.!?;:]\s+(?=[A-Z\"“‘(])|\n")
_JOINT = re.compile(
    r"^\s*(?:,|(?:,?\s*(?:and|or)|&|/|,?\s*as\s+well\s+as)(?:\s+in)?)\s*(?:the\s+)?$", re.IGNORECASE
)  # but "A, in B" is A in B
_PAIR_JOINT = re.compile(r"^\s*(?:[-–—]|and|to|with|with\s+the|and\s+the)\s*$", re.IGNORECASE)
_BORDER_WITH = re.compile(r"^(?:['’]s?)?\s+(?:border|frontier)s?\s+with\s+(?:the\s+)?$", re.IGNORECASE)
_BORDER_AFTER = re.compile(r"\s+(?:border|frontier)\b(?:\s+(?:area|region|zone)s?)?", re.IGNORECASE)
_NUMBERS = {
    "a few": 3.0, "several": 5.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "dozen": 12.0, "twenty": 20.0,
}  # fmt: skip
_UNITS = (("mi", 1.609344), ("mile", 1.609344), ("k", 1.0), ("m", 0.001))
_PLURALS = {"cities": "city", "counties": "county", "territories": "territory", "localities": "locality",
            "countries": "country", "municipalities": "municipality", "valleys": "valley"}  # fmt: skip
_BANK = re.compile(r"\b(?:banks?|shores?)\s", re.IGNORECASE)
_HAND = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)
_OWNED_CLASS = re.compile(r"[A-Z][\w’'-]*\s+$")
_NAME_AFTER = re.compile(r"(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:and\s+)?[A-Z][\w’'-]*){0,3}")
_HYPHENED = re.compile(r"[-–—]")
_PARTICLES = ARTICLES | frozenset(("um", "abu", "tal", "ain", "ayn", "bab", "deir", "de", "la", "i", "e"))
_PAIR_LEADS = ("between", "along", "border")
_RELATIONS = {
    "distance": PlaceRelation.DIRECTION,
    "direction": PlaceRelation.DIRECTION,
    "between": PlaceRelation.BETWEEN,
    "along": PlaceRelation.ALONG,
    "bank": PlaceRelation.BANK,
    "outskirts": PlaceRelation.OUTSKIRTS,
    "countryside": PlaceRelation.COUNTRYSIDE,
    "border": PlaceRelation.BORDER,
    "across": PlaceRelation.ACROSS,
    "around": PlaceRelation.AROUND,
    "near": PlaceRelation.NEAR,
    "part": PlaceRelation.PART,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationMatch:
    """A place phrase: the span of all its words, and what they say.

    `direction` is a bearing in degrees, `distance_km` what the page says and `slack_km` half of its last unit; `hand`
    is "left" or "right" where the page speaks of that bank of a river, as seen by who looks downstream;
    `other_name` and its span are the second place of a road or an interval; `kinds` are the entry kinds that the
    class word asks for; `preposition` is the word that leads the phrase, "" where there is none.
    """

    start: int
    end: int
    relation: PlaceRelation = PlaceRelation.IN
    direction: float | None = None
    distance_km: float | None = None
    slack_km: float = 0.0
    hand: str | None = None
    other_name: str | None = None
    other_start: int = -1
    other_end: int = -1
    class_word: str | None = None
    kinds: tuple[EntryKind, ...] = ()
    role: str = "where"
    preposition: str = ""
    name_end: int = -1


def parse_relation(
    text: str, name_start: int, name_end: int, siblings: Sequence[tuple[int, int]] = ()
) -> RelationMatch:
    """Return the phrase about the name at these offsets.

    `siblings` are the spans of other place names in order, so that "the villages of A and B" says the same of both
    and "the A-B road" finds its second end.
    """
    phrases = read_phrases()
    before, after = _list_edges(text, name_start, name_end, siblings)
    match = RelationMatch(start=name_start, end=name_end, name_end=name_end)
    match = _read_pair(text, match, name_start, siblings, phrases)
    match = _read_class(text, match, before, after, phrases)
    left_edge = match.start if match.start < name_start else before
    match = _read_right(text, match, after, phrases)
    return _read_left(text, match, min(left_edge, before), phrases)


def split_road_name(name: str) -> tuple[str, str] | None:
    """Return the two ends of a name such as "Homs-Deir Ezzor road", or None for other names ("al-Bab", "Port-Bouet").

    The name must end in a word for a way, and a hyphen after an article or particle parts nothing.
    """
    phrases = read_phrases()
    word = re.search(r"\s+(\w+)$", name)
    if word is None or not phrases.way.fullmatch(word.group(0)):
        return None
    return split_ends(name[: word.start()])


def split_ends(pair: str) -> tuple[str, str] | None:
    """Return the two sides of a hyphen that joins two names, or None where none does."""
    for hyphen in _HYPHENED.finditer(pair):
        first, second = pair[: hyphen.start()].strip(), pair[hyphen.end() :].strip()
        last_word = first.split()[-1].lower() if first.split() else ""
        if not first or not second or last_word in _PARTICLES:
            continue
        begins = second[:1].isupper() or second.lower().startswith(("al-", "el-", "ar-", "as-", "ad-", "al "))
        if begins and first[:1].isalpha():
            return first, second
    return None


def _list_edges(text: str, start: int, end: int, siblings: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the start of the first and the end of the last name of the list that the name stands in."""
    before, after = start, end
    for sibling_start, sibling_end in reversed(siblings):
        if sibling_end <= before and _JOINT.match(text[sibling_end:before]):
            before = sibling_start
    for sibling_start, sibling_end in siblings:
        if sibling_start >= after and _JOINT.match(text[after:sibling_start]):
            after = sibling_end
    return before, after


def _read_pair(
    text: str, match: RelationMatch, start: int, siblings: Sequence[tuple[int, int]], phrases: Phrases
) -> RelationMatch:
    """Find the second end of "the A-B road", "between A and B", "the road from A to B"."""
    following = next((pair for pair in siblings if pair[0] >= match.end), None)
    left = _left_of(text, start)
    if following is not None:
        pair = _read_two_names(text, match, left, following, phrases)
        if pair is not None:
            return pair
    name = text[match.start : match.end]
    way = phrases.way.match(text, match.end)
    border = _BORDER_AFTER.match(text, match.end)
    ends = split_road_name(name) or (split_ends(name) if way or border else None)
    if ends is None:
        return match
    after = (way or border) if not split_road_name(name) else None
    other_start = text.index(ends[1], match.start + len(ends[0]))
    return replace(
        match,
        end=after.end() if after else match.end,
        name_end=match.start + len(ends[0]),
        relation=PlaceRelation.BORDER if border and not way else PlaceRelation.ALONG,
        other_name=ends[1],
        other_start=other_start,
        other_end=other_start + len(ends[1]),
    )


def _read_two_names(
    text: str, match: RelationMatch, left: str, following: tuple[int, int], phrases: Phrases
) -> RelationMatch | None:
    """Read two names as one place: "A-B road", "between the towns of A and B", "A-B border", "A's border with B"."""
    joint = text[match.end : following[0]]
    bare_joint = _without_class(joint, phrases)
    plain = _without_class(left, phrases)
    pair = replace(
        match,
        end=following[1],
        name_end=match.end,
        other_name=text[following[0] : following[1]],
        other_start=following[0],
        other_end=following[1],
    )
    if _BORDER_WITH.match(joint):
        return replace(pair, relation=PlaceRelation.BORDER)
    if not _PAIR_JOINT.match(bare_joint):
        return None
    hyphened = bare_joint.strip() in "-–—"
    border = _BORDER_AFTER.match(text, following[1])
    if hyphened and border:
        return replace(pair, relation=PlaceRelation.BORDER, end=border.end())
    leads = [name for name, pattern in phrases.left if name in _PAIR_LEADS and pattern.search(plain)]
    way = phrases.way.match(text, following[1])
    if not (hyphened and way) and (hyphened or not leads):
        return None
    start = match.start - (len(left) - len(plain))
    if "border" in leads:
        return replace(pair, start=start, relation=PlaceRelation.BORDER)
    relation = PlaceRelation.ALONG if way or "between" not in plain[-12:].lower() else PlaceRelation.BETWEEN
    return replace(pair, start=start, end=way.end() if way else following[1], relation=relation)


def _without_class(words: str, phrases: Phrases) -> str:
    """Return the words before a name without a class phrase at their end ("between the towns of ")."""
    if not words.rstrip().lower().endswith((" of", " of the")):
        return words
    found = phrases.class_before.search(words)
    return words if found is None else words[: found.start()]


def _read_class(text: str, match: RelationMatch, before: int, after: int, phrases: Phrases) -> RelationMatch:
    if match.other_name:
        return match
    found = phrases.class_after.match(text, match.end)
    if found is None and (shared := phrases.class_after.match(text, after)) and shared.group(0).endswith("s"):
        found = shared  # "A, B and C provinces"; but in "A, B province" the word is B's alone
    if found is not None and not _begins_another_name(text, found):
        word, kinds = _class_of(found.group("class"), phrases)
        if not text.startswith(" of ", found.end()) or _holds_of(text, found.end(), kinds):
            return replace(match, end=found.end(), class_word=word, kinds=kinds)
    left = _left_of(text, before)
    of_follows = left.rstrip().lower().endswith((" of", " called", " named", " of the"))
    found = phrases.class_before.search(left) if of_follows or "barangay" in left.lower() else None
    if found is not None and found.group("class").lower() + left[found.end("class") :].lower()[:1] != "suburbs":
        word, kinds = _class_of(found.group("class"), phrases)
        if _OWNED_CLASS.search(left[: found.start("class")]) and _holds_of(text, before - 4, kinds):
            return match  # of "Kupwara district of Jammu and Kashmir" the district is Kupwara
        if of_follows or word == "barangay":
            return replace(match, start=before - len(left) + found.start(), class_word=word, kinds=kinds)
    return match


def _holds_of(text: str, at: int, kinds: tuple[EntryKind, ...]) -> bool:
    """Tell whether a class word with "of" behind it is still the name's before it.

    "Kharkiv region of Ukraine" and "Kupwara district of Jammu and Kashmir" go on with a container; "the Damascus
    suburb of X" goes on with the suburb.
    """
    if kinds[:1] != (EntryKind.ADMIN1,) and kinds[:1] != (EntryKind.ADMIN2,):
        return False
    following = _NAME_AFTER.match(text, at + 4)
    return following is not None and _is_area(" ".join(following[0].split()))


@lru_cache(maxsize=4096)
def _is_area(name: str) -> bool:
    hits = open_gazetteer().search(name, folded=False)
    return any(hit.entry.kind in (EntryKind.ADMIN1, EntryKind.COUNTRY) for hit in hits)


def _begins_another_name(text: str, found: re.Match[str]) -> bool:
    """Tell whether the class word is the start of another name ("Homs City Council" is none of a place's class)."""
    following = text[found.end() : found.end() + 24]
    return found.group("class")[:1].isupper() and bool(re.match(r"\s+[A-Z][a-z]+", following))


def _class_of(word: str, phrases: Phrases) -> tuple[str, tuple[EntryKind, ...]]:
    lower = re.sub(r"\s+", " ", word.lower())
    for form in (lower, _PLURALS.get(lower, lower), lower.removesuffix("s"), lower.removesuffix("es")):
        if form in phrases.kinds:
            return form, phrases.kinds[form]
    return lower, ()


def _read_right(text: str, match: RelationMatch, after: int, phrases: Phrases) -> RelationMatch:
    if match.other_name:
        return match
    for at in dict.fromkeys((match.end, after)):
        for name, pattern in phrases.right:
            found = pattern.match(text, at)
            if found is None:
                continue
            bearing = _bearing(found, phrases)
            end = found.end() if at == match.end else match.end
            return replace(match, relation=_RELATIONS[name], direction=bearing, end=end)
    return match


def _read_left(text: str, match: RelationMatch, edge: int, phrases: Phrases, *, again: bool = False) -> RelationMatch:
    left = _left_of(text, edge)
    for name, pattern in phrases.left if _may_relate(left, phrases) else ():
        found = pattern.search(left)
        if found is None or (name == "between" and not match.other_name) or (again and name == "part"):
            continue
        if name == "between" and match.relation is PlaceRelation.BORDER:
            continue  # "the border between A and B": the words for a border come next
        start = edge - len(left) + found.start()
        match = replace(_with_relation(match, name, found, phrases), start=min(match.start, start))
        if name == "part" and not again:
            return _read_left(text, match, match.start, phrases, again=True)
        return _with_preposition(text, match, phrases)
    return _with_preposition(text, replace(match, start=min(match.start, edge)) if match.class_word else match, phrases)


def _may_relate(left: str, phrases: Phrases) -> bool:
    words = re.split(r"[\s‐‑-]+", left[-40:].lower().rstrip())
    last = words[-2] if words[-1] == "the" and len(words) > 1 else words[-1]
    return last in phrases.last_words


def _with_relation(match: RelationMatch, name: str, found: re.Match[str], phrases: Phrases) -> RelationMatch:
    relation = _RELATIONS[name]
    bearing = _bearing(found, phrases)
    if match.other_name and name not in ("between", "along"):
        return replace(match, direction=bearing)
    if match.relation is not PlaceRelation.IN and name == "part":
        return replace(match, direction=bearing if match.direction is None else match.direction)
    if name == "part" and match.relation is PlaceRelation.IN and bearing is None:
        return match
    if name == "distance":
        distance, slack = _distance(found.group("number"), found.group("unit"))
        near = bearing is None
        return replace(
            match,
            relation=PlaceRelation.NEAR if near else relation,
            direction=bearing,
            distance_km=distance,
            slack_km=slack,
        )
    if match.relation in (PlaceRelation.COUNTRYSIDE, PlaceRelation.OUTSKIRTS, PlaceRelation.BORDER):
        return match
    if name == "bank" and _BANK.search(found.group(0)):
        match = _at_water(match, found.group(0))
    if name == "between" and match.relation is PlaceRelation.ALONG:
        return match
    return replace(match, relation=relation, direction=bearing if bearing is not None else match.direction)


def _at_water(match: RelationMatch, words: str) -> RelationMatch:
    """A bank or shore is a water's: "the right bank of the Dnipro" asks for the river and not for the city."""
    hand = _HAND.search(words)
    kinds = match.kinds or ((EntryKind.RIVER,) if "bank" in words.lower() else (EntryKind.LAKE, EntryKind.SEA))
    word = match.class_word or ("river" if "bank" in words.lower() else None)
    return replace(match, class_word=word, kinds=kinds, hand=hand[0].lower() if hand else None)


def _with_preposition(text: str, match: RelationMatch, phrases: Phrases) -> RelationMatch:
    left = _left_of(text, match.start)
    found = phrases.preposition.search(left)
    words = text[match.start : match.end].split()
    lead = words[0].lower() if words else ""
    if found is None:
        known = lead if lead in ("in", "on", "at", "from", "across", "along", "near") else ""
        return replace(match, preposition=known, role="origin" if lead == "from" else match.role)
    word = " ".join(found.group("word").split()).lower()
    role = "origin" if word in phrases.origin else "where"
    if word in ("to", "toward", "towards", "into", "onto", "against"):
        role = "target"
    start = match.start - len(left) + found.start("word")
    if word in ("of", "for", "by", "to", "against", "over", "through", "via"):
        start = match.start
    return replace(match, start=start, preposition=word, role=role)


def _left_of(text: str, at: int) -> str:
    left = text[max(0, at - _WINDOW) : at]
    edges = list(_SENTENCE_EDGE.finditer(left))
    return left[edges[-1].end() :] if edges else left


def _bearing(found: re.Match[str], phrases: Phrases) -> float | None:
    words = found.groupdict()
    word = words.get("direction") or words.get("turned")
    if not word:
        return None
    return phrases.bearings.get(re.sub(r"[\s‐‑]+", "-" if "‐" in word or "‑" in word else " ", word.lower()))


def _distance(number: str, unit: str) -> tuple[float, float]:
    """Return a distance in kilometres and half of its last unit, at least one kilometre or one mile."""
    factor = next(scale for start, scale in _UNITS if unit.lower().startswith(start))
    words = re.sub(r"\s+", " ", number.lower())
    if words in _NUMBERS:
        value, step = _NUMBERS[words], 1.0
    else:
        digits = words.replace(",", ".")
        value = float(digits)
        zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
        step = 10.0 ** min(zeros, len(digits) - 1)
    slack = max(step / 2, 1.0 if factor >= 1 else value / 10)
    return round(value * factor, 3), round(slack * factor, 3)
