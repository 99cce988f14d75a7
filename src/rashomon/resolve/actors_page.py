"""What a page tells about its actors: its countries, the abbreviations it explains, the persons who hold offices."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rashomon.domain import Claim, Document, Reading, Span
from rashomon.knowledge.actors import Linker, Registry
from rashomon.knowledge.actors.linking import actor_of_office
from rashomon.knowledge.actors.names import fold_name
from rashomon.knowledge.offices import find_holders

_EXPLAINED = re.compile(
    r"((?:[A-Z][\w’'-]*\s+(?:(?:of|for|the|and|in|al|to)\s+){0,2}){1,8}?[A-Z][\w’'-]*)\s+\(([A-Z][A-Za-z.-]{1,9})\)"
)
_WORD = re.compile(r"[A-Z][\w’.-]*")
_LOCATED = re.compile(
    r"\b(?:in|across|inside|into|throughout|eastern|western|northern|southern|central|north|south|east|west)\s+"
    r"(?:the\s+)?([A-Z][\w’.-]*(?:\s+[A-Z][\w’.-]*)?)"
)
_TITLE_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class PageActors:
    """The page's countries (the main one first), abbreviations, persons, and the countries of each sentence."""

    countries: tuple[str, ...]
    abbreviations: Mapping[str, str]
    people: Mapping[str, str]
    sentences: Sequence[Span]
    in_sentence: Mapping[int, tuple[str, ...]]
    day: date | None = None

    def linker(self, registry: Registry) -> Linker:
        """Return the linker of the whole page."""
        return Linker(registry=registry, countries=self.countries, abbreviations=self.abbreviations, people=self.people)

    def linker_at(self, start: int, linker: Linker, placed: tuple[str, ...] = ()) -> Linker:
        """Return the linker at this code point: of the country that the claim is placed in, else of its sentence's."""
        at = bisect_right(self.sentences, start, key=lambda span: span.start) - 1
        near = placed or (self.in_sentence.get(at, ()) if start >= 0 else ())
        if not near or near[0] == (self.countries[:1] or ("",))[0]:
            return linker
        return replace(linker, countries=tuple(dict.fromkeys((*near, *self.countries))))


def page_actors(document: Document, reading: Reading, claims: tuple[Claim, ...], registry: Registry) -> PageActors:
    """Read a page for its countries, abbreviations and office holders. Only reporting counts."""
    counts: Counter[str] = Counter()
    abbreviations: dict[str, str] = {}
    people: dict[str, str] = {}
    for block in document.reporting():
        words = document.words_of(block)
        weight = _TITLE_WEIGHT if block.kind.value == "title" else 1
        for code in _countries(words, registry):
            counts[code] += weight
        for code in _countries(" ".join(hit[1] for hit in _LOCATED.finditer(words)), registry):
            counts[code] += weight
        abbreviations |= _abbreviations(words)
        people |= _people(words)
    for claim in claims:
        for place in claim.places:
            if place.country:
                counts[place.country] += 2
    if not counts:
        counts = _homes(claims, registry)
    ranked = _rank(counts, registry)
    in_sentence = _by_sentence(document, reading, ranked, registry)
    day = document.published.day
    return PageActors(ranked, abbreviations, people, reading.sentences, in_sentence, day)


def _homes(claims: Sequence[Claim], registry: Registry) -> Counter[str]:
    """Return the countries that the named actors of a page are of, for a page that names no country and no place."""
    counts: Counter[str] = Counter()
    for claim in claims:
        for words in (*(voice.name for voice in claim.chain[1:]), *(role.mention for role in claim.roles)):
            found = registry.named(words)
            actor = registry.get(found[0]) if len(found) == 1 else None
            if actor is not None and actor.country:
                counts[actor.country] += 1
    return counts


def _countries(words: str, registry: Registry) -> list[str]:
    """Return the countries named in a text, by name, adjective or seat, once for each mention."""
    states = registry.states
    found = []
    tokens = [hit[0] for hit in _WORD.finditer(words)]
    at = 0
    while at < len(tokens):
        for size in (3, 2, 1):
            name = fold_name(" ".join(tokens[at : at + size]).removesuffix("’s").removesuffix("'s"))
            codes = states.by_word.get(name) or ((states.by_seat[name],) if name in states.by_seat else ())
            if codes:
                found.append(codes[0])
                at += size - 1
                break
        at += 1
    return found


def _abbreviations(words: str) -> dict[str, str]:
    """Return the abbreviations that the text explains in brackets, if their letters are in the name's initials."""
    found = {}
    for hit in _EXPLAINED.finditer(words):
        name, short = hit[1], hit[2].replace(".", "")
        parts = [part for part in re.split(r"[\s-]+", name) if part]
        for start in range(len(parts)):
            tail = parts[start:]
            if not tail[0][:1].isupper():
                continue
            initials = "".join(part[0] for part in tail)
            capitals = "".join(part[0] for part in tail if part[0].isupper())
            if short.upper() in (initials.upper(), capitals.upper()):
                found[short] = " ".join(tail)
                break
    return found


def _people(words: str) -> dict[str, str]:
    """Return surnames and full names of office holders named with their office, with the actor they speak for."""
    found = {}
    for holding in find_holders(words):
        actors = {actor_of_office(term) for term in holding.terms}
        if len(actors) == 1 and not holding.former:
            actor = actors.pop()
            for term in holding.terms:
                for name in term.names:
                    found[fold_name(name)] = found[fold_name(name.split()[-1])] = actor
    return found


def _rank(counts: Counter[str], registry: Registry) -> tuple[str, ...]:
    """Order the countries: most named first, those where a war is fought before others by half."""

    def weight(code: str) -> tuple[float, str]:
        return (-counts[code] * (1.5 if registry.conflicts.fought_in(code) else 1.0), code)

    return tuple(sorted(counts, key=weight))


def _by_sentence(
    document: Document, reading: Reading, ranked: tuple[str, ...], registry: Registry
) -> dict[int, tuple[str, ...]]:
    """Return for each sentence the one country at war that it is about: one it says something happened in.

    "Attacks across Iraq" does, "backed by the Russian air force" does not. The sentences after it in its paragraph stay
    there until another country is named so.
    """
    found: dict[int, tuple[str, ...]] = {}
    known, block_ends = set(ranked), [block.span.end for block in document.blocks]
    here: tuple[str, ...] = ()
    block = -1
    for at, span in enumerate(reading.sentences):
        inside = bisect_right(block_ends, span.start)
        if inside != block:
            block, here = inside, ()
        words = document.text[span.start : span.end]
        codes = _countries(" ".join(hit[1] for hit in _LOCATED.finditer(words)), registry)
        fought = {code for code in codes if code in known and registry.conflicts.fought_in(code)}
        here = tuple(fought) if len(fought) == 1 else () if fought else here
        if here:
            found[at] = here
    return found
