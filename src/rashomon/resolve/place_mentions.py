"""What resolution starts from: the mentions of a page, and the page's context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rashomon.domain import PlaceRelation
from rashomon.knowledge.gazetteer import EntryKind, simplify
from rashomon.knowledge.gazetteer.relations import RelationMatch, parse_relation
from rashomon.knowledge.gazetteer.tables import read_country_table, read_demonyms

_WORD = re.compile(r"[A-Z][\w’']+(?:\s[A-Z][\w’']+)?")
_OF = re.compile(r"^\s*,\s*(?:(?:in|of)\s+)?(?:the\s+)?$")
_IN = re.compile(r"^\s*,?\s*(?:in|of)\s+(?:the\s+)?$", re.IGNORECASE)
_PAREN = re.compile(r"^\s*\(\s*$")
_POSSESSIVE = re.compile(r"^['’]s?\s+(?:\w+\s+){0,3}$")
_HEADED = re.compile(r"^\s*:\s*$|^\t+$")
_LISTS = re.compile(r"^\s*(?:,|and|or|,\s*and|&)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext:
    """What is known about a page besides its words.

    `country` is the outlet's (ISO 3166-1 alpha-2), a weak hint; `countries` are those that the task itself names (a
    coded record's), a strong one. `document_id` goes into the evidence.
    """

    document_id: str = ""
    country: str = ""
    countries: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Mention:
    """One mention of a name with its phrase, and what stands beside it.

    `containers` are keys of names that the words give as this one's container ("A, B", "A in B", "B's A"), `firm`
    those of them that cannot be read as a list, `beside`
    keys of names that it is listed with.
    """

    start: int
    end: int
    name: str
    key: str
    phrase: RelationMatch
    containers: list[str] = field(default_factory=list)
    firm: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class NameGroup:
    """All mentions of one name: a page uses a name in one sense unless its words tell otherwise."""

    key: str
    name: str
    mentions: list[Mention] = field(default_factory=list)

    @property
    def kinds(self) -> Counter[EntryKind]:
        """The kinds that class words ask for, by how often."""
        return Counter(kind for mention in self.mentions for kind in mention.phrase.kinds)

    @property
    def class_words(self) -> set[str]:
        """The class words of all mentions."""
        return {mention.phrase.class_word for mention in self.mentions if mention.phrase.class_word}


_WORLDWIDE = frozenset(("AI", "CC", "CO", "FM", "GG", "IM", "IO", "ME", "SH", "TV", "WS"))
"""Country domains that anyone uses: they tell nothing of the outlet."""


def outlet_country(country: str | None, host: str | None) -> str:
    """Return an outlet's country: as it is known, else by its host's country domain, else ""."""
    if country:
        return country.upper()
    end = (host or "").lower().rpartition(".")[2].upper()
    code = "GB" if end == "UK" else end
    return code if code in read_country_table() and code not in _WORLDWIDE else ""


def name_key(name: str) -> str:
    """Return the key under which mentions of one name are grouped ("the Sahel" and "Sahel")."""
    return simplify(name).removeprefix("the ")


def collect_mentions(text: str, spans: Sequence[tuple[int, int]]) -> list[Mention]:
    """Return the mentions at these spans (code points into `text`), in order, with phrases and containers."""
    ordered = sorted(set(spans))
    mentions = []
    for index, (start, end) in enumerate(ordered):
        around = [pair for pair in ordered[max(0, index - 8) : index + 9] if pair != (start, end)]
        phrase = parse_relation(text, start, end, around)
        name_end = phrase.name_end if phrase.other_name and start < phrase.name_end <= end else end
        name = text[start:name_end]
        mentions.append(Mention(start=start, end=name_end, name=name, key=name_key(name), phrase=phrase))
        if phrase.other_name and start < phrase.other_start < end:
            plain = RelationMatch(start=phrase.other_start, end=phrase.other_end)
            other = phrase.other_name
            mentions.append(Mention(start=plain.start, end=plain.end, name=other, key=name_key(other), phrase=plain))
    _note_neighbours(text, mentions)
    return mentions


def _note_neighbours(text: str, mentions: list[Mention]) -> None:
    listed = _listed(text, mentions)
    for index, (before, here) in enumerate(pairwise(mentions)):
        between = text[before.end : here.start] if before.end <= here.start else "\n"
        if len(between) > 60 or "\n" in between:
            continue
        after_class = text[max(before.phrase.end, before.end) : here.phrase.start + _lead(text, here)]
        if _LISTS.match(between):
            before.beside.append(here.key)
            here.beside.append(before.key)
        apart = here.phrase.relation not in (PlaceRelation.IN, PlaceRelation.PART, PlaceRelation.ACROSS)
        if _OF.match(between) or _PAREN.match(between):
            before.containers.append(here.key)
            if not listed[index]:
                before.firm.append(here.key)
        elif not apart and (_IN.match(between) or _IN.match(after_class) or _OF.match(after_class)):
            before.containers.append(here.key)
            before.firm.append(here.key)
        elif _POSSESSIVE.match(between) or _HEADED.match(between):
            here.containers.append(before.key)
            here.firm.append(before.key)


def _listed(text: str, mentions: list[Mention]) -> list[bool]:
    """Tell for each pair of neighbours whether it stands in a list of three or more, or in one that "and" closes."""
    joints = [text[a.end : b.start] if a.end <= b.start else "\n" for a, b in pairwise(mentions)]
    chained = [bool(_LISTS.match(joint)) for joint in joints]
    return [
        chained[index] and (any(chained[max(0, index - 1) : index]) or any(chained[index + 1 : index + 2]))
        for index in range(len(joints))
    ]


def _lead(text: str, mention: Mention) -> int:
    """Return how many characters of a phrase are its leading preposition and article."""
    found = re.match(r"(?:(?:in|of|from|at|on)\s+)?(?:the\s+)?", text[mention.phrase.start : mention.start])
    return found.end() if found else 0


def group_names(mentions: Iterable[Mention]) -> list[NameGroup]:
    """Return the mentions by name, in the order of their first mention."""
    groups: dict[str, NameGroup] = {}
    for mention in mentions:
        groups.setdefault(mention.key, NameGroup(key=mention.key, name=mention.name)).mentions.append(mention)
    return list(groups.values())


def count_demonyms(text: str) -> Counter[str]:
    """Return how often demonyms of each country stand in the text, by ISO code; shared ones count in part."""
    demonyms = read_demonyms()
    found: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        codes = demonyms.get(simplify(match.group())) or demonyms.get(simplify(match.group().split()[0])) or ()
        for code in codes:
            found[code] += 1
    return found
