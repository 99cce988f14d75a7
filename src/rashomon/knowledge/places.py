"""Place mentions of a stretch of text, pending: which names, what the words about them say, and in which role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from rashomon.domain import Document, Name, NameKind, Place, PlaceRelation, Reading, Span
from rashomon.knowledge.actors import open_registry
from rashomon.knowledge.gazetteer.folding import simplify
from rashomon.knowledge.gazetteer.gazetteer import open_gazetteer
from rashomon.knowledge.gazetteer.phrases import Phrases, read_phrases
from rashomon.knowledge.gazetteer.relations import RelationMatch, parse_relation
from rashomon.knowledge.gazetteer.tables import read_country_table, read_demonyms, read_standing_names

_KINDS = (NameKind.PLACE, NameKind.FACILITY)
_BORDER = re.compile(
    r"(?:\b(?:on|near|along|at|across|over|from|in)\s+the\s+)?(?P<one>[A-Z][\w’']+)(?:\s?[-–—]\s?(?P<two>[A-Z][\w’']+))?\s+(?:border|frontier)(?:\s+(?:area|region)s?)?\b"
)
_POSSESSIVE = re.compile(r"^['’]s?\s+$")
_LEADS = ("in", "at", "on", "near", "from", "to", "of", "into", "inside", "across", "around", "outside", "toward",
          "towards", "through", "over", "between", "and", "or", "against", "with", "off", "via", "throughout", "within",
          "along", "beyond", "beside", "behind", "rural")  # fmt: skip
_AT = ("in", "near", "outside", "around")
_COORDINATED = re.compile(r"^(?:\s*,\s*|\s*,?\s+(?:and|or|to|in)\s+|-)$")
_FACILITY = re.compile(r"(?:\s+[a-z]+){0,2}\s+(?:plant|dam|refinery|steelworks|crossing|corridor|exclusion zone)\b")
_SHADES = ("the", "all", "central", "rural", "coastal", "whole")
_PLACED = re.compile(
    r"\b(?:in|near|outside|around|between|from|at|of|across|linking|connecting)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}?(?:(?:and|or|[A-Z][\w’'-]*),?\s+){0,4}$"
)
_ALLIED = re.compile(r"[-–](?:[a-z]+ed|led|made|run)\b")
_NAMESAKE = re.compile(
    r"\b(?:State|Front|Army|Forces?|Movement|Party|Council|Union|Province)\s+(?:in|of|for)(?:\s+the)?\s$"
)
"""The head of an organisation's name that goes on with a place ("the Islamic State in the Greater Sahara")."""
_PROPER = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_APPOSED = re.compile(r"^\s*,?\s*$")


def find_places(document: Document, reading: Reading, span: Span) -> tuple[Place, ...]:
    """Return the places that the words of `span` name, in their order, each pending resolution.

    The evidence of a place covers the words of its relation ("near the village of X") as far as they stand in its
    sentence; `name_evidence` is the name alone. A road or interval between two names is one place.
    """
    text = document.text
    about = place_names(text, _names_about(text, reading, span))
    inside = [name for name in about if name.span.within(span)]
    trimmed = [replace(name, span=trim_name(text, name.span)) for name in inside]
    names = [name for name in trimmed if is_named(text, name.span) and not stands_for_actor(text, name.span)]
    found = [(name, _parse(text, reading, about, name)) for name in names]
    taken = [Span(match.other_start, match.other_end) for _, match in found if match.other_name]
    places = [
        _pending(document, name, match)
        for name, match in found
        if not any(name.span.overlaps(other) and name.span.start >= other.start for other in taken)
    ]
    borders = _borders(document, span, [place for place in places if place.relation is PlaceRelation.BORDER])
    whole = [border.evidence.span for border in borders]
    places = [place for place in places if not any(place.name_evidence.span.within(border) for border in whole)]
    places += borders
    places.sort(key=lambda place: place.name_evidence.span)
    return _with_containers(text, places)


def trim_name(text: str, span: Span) -> Span:
    """Return the span of a name without the lower-case words that a reader may give with it.

    Directions and class words are read by the grammar: "southwest Idlib", "the province of Homs", "Aleppo countryside".
    """
    phrases = read_phrases()
    words = [(span.start + found.start(), found.group()) for found in re.finditer(r"\S+", text[span.start : span.end])]
    while len(words) > 1 and words[0][1].islower() and _is_grammar(words[0][1], phrases):
        words = words[1:]
    while len(words) > 1 and words[-1][1].islower() and _is_grammar(words[-1][1], phrases):
        words = words[:-1]
    return Span(words[0][0], words[-1][0] + len(words[-1][1])) if words else span


def _is_grammar(word: str, phrases: Phrases) -> bool:
    plural = word.removesuffix("s")
    known = word in phrases.bearings or word in phrases.kinds or plural in phrases.kinds
    return (
        known
        or word in ("the", "of", "in", "near", "central", "countryside", "outskirts")
        or bool(phrases.way.fullmatch(word))
    )


def is_named(text: str, span: Span) -> bool:
    """Tell whether words can be a name: "bus station" in small letters is none, unless the text has small letters only.

    Digits count ("checkpoint 17"), and so do scripts without capitals.
    """
    words = text[span.start : span.end]
    if any(letter.isdigit() or (letter.isalpha() and not letter.islower()) for letter in words):
        return True
    return not any(letter.isupper() for letter in text[max(0, span.start - 300) : span.end + 300])


def _names_about(text: str, reading: Reading, span: Span) -> Sequence[Name]:
    """Return the names of the sentences that a span lies in."""
    first, last = reading.sentence_at(span.start), reading.sentence_at(max(span.start, span.end - 1))
    start = reading.sentences[first].start if first is not None else span.start
    end = reading.sentences[last].end if last is not None else span.end
    return all_names(text, _between(reading.names, start, end), _between(reading.mentions, start, end))


def _between(names: Sequence[Name], start: int, end: int) -> Sequence[Name]:
    low = bisect_left(names, start, key=lambda name: name.span.start)
    return names[low : bisect_left(names, end, key=lambda name: name.span.start)]


def all_names(text: str, names: Sequence[Name], mentions: Sequence[Name]) -> list[Name]:
    """Return names in order, with places that the reader has among its mentions only.

    Its two layers err apart: a town that is found as a mention of a place, in capitals and spelt as the gazetteer has
    it, is a name although the layer of names passed it over.
    """
    missed = []
    for mention in mentions:
        span = trim_name(text, mention.span)
        words = text[span.start : span.end]
        if mention.kind not in _KINDS or not _PROPER.fullmatch(words) or any(n.span.overlaps(span) for n in names):
            continue
        if open_gazetteer().has_exact(words) and not open_registry().named(words):
            missed.append(replace(mention, span=span))
    return sorted((*names, *missed), key=lambda name: name.span)


def place_names(text: str, names: Sequence[Name]) -> list[Name]:
    """Return those of a page's names that are places, in order, with those that the reader took for something else.

    Two names that the gazetteer has as one ("Jammu and Kashmir", "Gulf of Aden") are one.
    """
    known = [name.kind in _KINDS for name in names]
    order = range(len(names))
    for at in (*reversed(order), *order):  # a name listed with one that is listed with a place is a place too
        if not known[at]:
            beside = [names[other] for other in (at - 1, at + 1) if 0 <= other < len(names) and known[other]]
            known[at] = is_misread(text, names[at], beside)
    joined: list[Name] = []
    for name in (_lengthen(text, name) for name, place in zip(names, known, strict=True) if place):
        if joined and name.span.within(joined[-1].span):
            continue
        if joined and _are_one(text, joined[-1].span, name.span):
            joined[-1] = replace(joined[-1], span=Span(joined[-1].span.start, name.span.end))
        else:
            joined.append(name)
    return joined


def _lengthen(text: str, name: Name) -> Name:
    """Return a name with the words for a facility behind it if the gazetteer has them too ("X nuclear power plant")."""
    found = _FACILITY.match(text, name.span.end)
    if found is None or not open_gazetteer().has_exact(text[name.span.start : found.end()]):
        return name
    return replace(name, span=Span(name.span.start, found.end()))


def _are_one(text: str, first: Span, second: Span) -> bool:
    if text[first.end : second.start] not in (" ", " and ", " of "):
        return False
    return open_gazetteer().has_exact(text[first.start : second.end])


def is_misread(text: str, name: Name, beside: Sequence[Name] = ()) -> bool:
    """Tell whether a name that a reader takes for a person or group is a place by where it stands.

    "In Dera Ismail Khan", "the department of Valle del Cauca", "the banks of the Dnipro": behind a preposition of
    place or a word for a kind or part of a place with "of"; or listed with a place of `beside` behind one ("between Gao
    and Ansongo"). The gazetteer must have it in this spelling, and the registry of actors must not.
    """
    if name.kind not in (NameKind.PERSON, NameKind.GROUP):
        return False
    span = trim_name(text, name.span)
    words = text[span.start : span.end]
    before = text[max(0, span.start - 40) : span.start].lower().split()
    before = before[:-1] if before[-2:] == ["of", "the"] else before
    classed = before[-1:] == ["of"] and len(before) > 1 and before[-2] in read_phrases().beside
    placed = before[-1:] and before[-1] in _AT and name.kind is NameKind.PERSON
    if placed and " " not in words and text[span.end : span.end + 1] in ("'", "’", "-"):
        placed = False
    listed = not (classed or placed) and any(_listed_with(text, span, other) for other in beside)
    if not (classed or placed or listed) or not open_gazetteer().has_exact(words):
        return False
    return " " in words or not open_registry().named(words)


def _listed_with(text: str, span: Span, other: Name) -> bool:
    """Tell whether words are coordinated with a name of a place behind a preposition of place."""
    if other.span.overlaps(span):
        return False
    first, second = sorted((span, other.span))
    if not _COORDINATED.match(text[first.end : second.start]):
        return False
    return bool(_PLACED.search(text, max(0, first.start - 60), first.start))


def stands_for_actor(text: str, span: Span) -> bool:
    """Tell whether a place name stands for those who rule or speak there: "the Pentagon", "Ankara claims ...".

    A name of an institution always does, and one before a word for rulers ("the Kiev regime"), for what they tell
    ("Baku's account") or for their forces ("Ukraine's 14th Brigade"); so does a demonym that is no name ("Rwandan
    troops") and one that is a party's mark ("US-backed"). Another does where a verb of saying or deciding follows it
    and no preposition leads it, and a country's also before a verb of war ("Russia lost") and where it is what such a
    verb speaks of ("accused Iran and Russia").
    """
    key = simplify(text[span.start : span.end])
    if key.removeprefix("the ") in read_standing_names() or _ALLIED.match(text, span.end):
        return True
    phrases = read_phrases()
    if any(pattern.match(text, span.end) for pattern in (phrases.rulers, phrases.told, phrases.bodies)):
        return True
    country = key in _country_names()
    if not country and key in read_demonyms() and not phrases.lands.match(text, span.end):
        return True
    if _NAMESAKE.search(text, max(0, span.start - 50), span.start):
        return True
    before = text[max(0, span.start - 40) : span.start].lower().split()
    while before and (before[-1] in phrases.bearings or before[-1] in _SHADES):
        if before.pop() not in ("the", "all"):
            return False  # "northern Nigeria", "the whole of Kherson": a part of it does not speak
    last = before[-1] if before else ""
    if country:
        sentence = text[max(0, span.start - 90) : span.start].rpartition(". ")[2]
        if phrases.spoken_of.search(sentence):
            return True
    acts = phrases.speaks.match(text, span.end) or (country and phrases.acts.match(text, span.end))
    return bool(acts) and last not in _LEADS


@cache
def _country_names() -> frozenset[str]:
    return frozenset(simplify(name) for country in read_country_table().values() for name in country.names)


def _parse(text: str, reading: Reading, names: Sequence[Name], name: Name) -> RelationMatch:
    siblings = sibling_spans(text, reading, names, name.span)
    return parse_relation(text, name.span.start, name.span.end, siblings)


def sibling_spans(text: str, reading: Reading, names: Sequence[Name], span: Span) -> list[tuple[int, int]]:
    """Return the spans of the other names of places in the sentence of `span`, in order."""
    number = reading.sentence_at(span.start)
    if number is None:
        return []
    sentence = reading.sentences[number]
    return [
        (found.start, found.end)
        for found in (trim_name(text, name.span) for name in names if name.span.within(sentence))
        if not found.overlaps(span) and found.within(sentence)
    ]


def _pending(document: Document, name: Name, match: RelationMatch) -> Place:
    end = max(match.name_end, name.span.start + 1)
    return Place(
        evidence=document.quote(match.start, max(match.end, end)),
        name=document.text[name.span.start : end],
        name_evidence=document.quote(name.span.start, end),
        role=_role(document.text, match),
        kind=match.kinds[0].value if match.kinds else None,
        relation=match.relation,
        direction=match.direction,
        distance_km=match.distance_km,
        other_name=match.other_name,
    )


def _role(text: str, match: RelationMatch) -> str:
    """Return the role of a place: where somebody serves is an origin, and where the hurt are treated a target."""
    if match.role != "where":
        return match.role
    before = text[max(0, match.start - 90) : match.start]
    if read_phrases().serving.search(before):
        return "origin"
    return "target" if read_phrases().ward.search(before) else match.role


def _borders(document: Document, span: Span, places: list[Place]) -> list[Place]:
    """Find "the Syrian-Turkish border": no name of a place, but a place."""
    found = []
    for border in _BORDER.finditer(document.text, span.start, span.end):
        words = [border.group("one"), border.group("two")]
        known = [word for word in words if word and simplify(word) in read_demonyms()]
        here = Span(border.start(), border.end())
        if not known or len(known) < sum(map(bool, words)) or any(p.evidence.span.overlaps(here) for p in places):
            continue
        end = border.end("two") if border.group("two") else border.end("one")
        found.append(
            Place(
                evidence=document.quote(border.start(), border.end()),
                name=border.group("one"),
                name_evidence=document.quote(border.start("one"), end if end > border.start("one") else border.end()),
                relation=PlaceRelation.BORDER,
                other_name=border.group("two"),
            )
        )
    return found


def _with_containers(text: str, places: list[Place]) -> tuple[Place, ...]:
    """Mark containers: "A in B", "A of B province" (B), "B's A" (B), and "A in C's B" (both)."""
    roles = [place.role for place in places]
    for index in range(1, len(places)):
        before, here = places[index - 1], places[index]
        if here.evidence.span.start < before.name_evidence.span.end:
            continue
        between = text[before.evidence.span.end : here.evidence.span.start]
        lead = here.evidence.text.split()[0].lower()
        joined = bool(_APPOSED.match(between)) or between.strip().lower() in ("of", "of the")
        led = lead in ("in", "of") or between.strip().lower() in ("of", "of the")
        plain = here.relation in (PlaceRelation.IN, PlaceRelation.PART)
        if joined and led and plain and here.role == "where":
            roles[index] = "admin"
        apart = text[before.name_evidence.span.end : here.evidence.span.start]
        if _POSSESSIVE.match(apart):
            roles[index] = roles[index - 1] if roles[index - 1] == "admin" and plain else roles[index]
            roles[index - 1] = "admin"
    return tuple(
        replace(place, role=role) if role != place.role else place for place, role in zip(places, roles, strict=True)
    )
