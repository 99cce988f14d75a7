"""Loads the words of place phrases (`phrases.toml`) and builds the patterns that the grammar is made of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.errors import KnowledgeError
from rashomon.knowledge.gazetteer.entry import EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The compiled grammar: bearings by word, kinds by class word, and the patterns of what stands about a name."""

    bearings: dict[str, float]
    kinds: dict[str, tuple[EntryKind, ...]]
    origin: frozenset[str]
    class_before: re.Pattern[str]
    class_after: re.Pattern[str]
    left: tuple[tuple[str, re.Pattern[str]], ...]
    right: tuple[tuple[str, re.Pattern[str]], ...]
    last_words: frozenset[str]
    preposition: re.Pattern[str]
    way: re.Pattern[str]
    speaks: re.Pattern[str]
    spoken_of: re.Pattern[str]
    rulers: re.Pattern[str]
    told: re.Pattern[str]
    bodies: re.Pattern[str]
    lands: re.Pattern[str]
    beside: frozenset[str]
    acts: re.Pattern[str]
    generic: frozenset[str]
    serving: re.Pattern[str]
    ward: re.Pattern[str]
    suffixes: dict[str, tuple[EntryKind, ...]]
    prefixes: tuple[str, ...]


def _kinds(table: dict[str, list[str]]) -> dict[str, tuple[EntryKind, ...]]:
    try:
        return {word: tuple(EntryKind(name) for name in names) for word, names in table.items()}
    except ValueError as error:
        raise KnowledgeError("phrases.toml", f"names an unknown kind: {error}") from error


def _any(words: Iterable[str]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(r"\-", "[-‐‑]") for word in longest) + ")"


@cache
def read_phrases() -> Phrases:
    """Return the grammar. Raises KnowledgeError when the file names an unknown kind."""
    data = tomllib.loads((files("rashomon.knowledge.gazetteer") / "phrases.toml").read_text("utf-8"))
    kinds, suffixes = _kinds(data["classes"]), _kinds(data["suffixes"])
    words = data["words"]
    direction, classes = _any(data["directions"]), _any(data["classes"])
    plural = rf"(?P<class>{classes}|cities|counties|territories|localities|countries|municipalities|valleys)(?:s|es)?"
    return Phrases(
        bearings={word: float(bearing) for word, bearing in data["directions"].items()},
        kinds=kinds,
        origin=frozenset(words["origin"]),
        class_before=_ends(
            rf"(?:(?:the|a|its|their|several|two|three|four|five)\s+)?"
            rf"(?:{_any(words['adjectives'])}\s+|[A-Z][a-z]+['’]?s?\s+(?=\w+\s+of\s+$)){{0,3}}"
            rf"{plural}(?:\s+(?:of|called|named)\s+(?:the\s+)?|\s+)"
        ),
        class_after=re.compile(rf"\s+{plural}\b", re.IGNORECASE),
        left=_left_patterns(words, direction),
        last_words=_last_words(words, data["directions"]),
        right=_right_patterns(words, direction),
        preposition=_ends(
            r"(?P<word>\b(?:in|at|on|inside|within|of|from|out\s+of|to|towards?|into|onto|against|for|over|through"
            r"|via|by)\s+)(?:the\s+)?"
        ),
        spoken_of=re.compile(rf"\b{_any(words['speaks'])}\s+(?:both\s+)?(?:[A-Z][\w’'-]+(?:\s*,|\s+and)\s+)*(?:the\s+)?$"),
        speaks=re.compile(rf"\s+(?:also\s+|again\s+|has\s+also\s+|later\s+)?{_any(words['speaks'])}\b"),
        rulers=re.compile(rf"(?:['’]s?)?\s+{_any(words['rulers'])}\b"),
        told=re.compile(rf"['’]s?\s+(?:\w+\s+){{0,2}}?{_any(words['told'])}s?\b"),
        bodies=re.compile(
            rf"['’]s?\s+(?:(?!of\b|in\b|near\b|and\b|from\b)[\w.’'-]+\s+){{0,4}}?{_any(words['bodies'])}\b",
            re.IGNORECASE,
        ),
        lands=re.compile(rf"(?:[-–][A-Z]\w+)?\s+(?:\w+\s+)?{_any(words['lands'])}\b"),
        beside=frozenset((*kinds, *data["directions"], *words["beside"])),
        acts=re.compile(rf"\s+(?:also\s+|later\s+)?{_any(words['acts'])}\b"),
        generic=frozenset(words["generic"]),
        serving=re.compile(rf"\b{_any(words['serving'])}\s+(?:in\s+|at\s+|on\s+)?(?:the\s+)?$", re.IGNORECASE),
        ward=re.compile(
            rf"\b{_any(words['treated'])}\b[^.;\n]{{0,40}}\b{_any(words['wards'])}s?\s+(?:in\s+)?(?:the\s+)?$",
            re.IGNORECASE,
        ),
        suffixes=suffixes,
        prefixes=tuple(data["edges"]["prefixes"]),
        way=re.compile(rf"\s*{_any(words['ways'])}\b", re.IGNORECASE),
    )  # fmt: skip


def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}$", re.IGNORECASE)


_DISTANCE = (
    r"(?:(?:about|around|some|roughly|approximately|nearly|just|over|more\s+than|less\s+than|at\s+least)\s+)?"
    r"(?P<number>\d{1,4}(?:[.,]\d+)?|a\s+few|several|one|two|three|four|five|six|seven|eight|nine|ten|dozen|twenty)"
    r"[\s-]*(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m)\b\.?(?:\s*\([^)]{0,30}\))?"
)
"""How far: a number, as digits or a word, and its unit."""


def _left_patterns(words: dict[str, list[str]], direction: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what may stand before a name (and its class words), the most telling first."""
    the = r"(?:the\s+)?"
    of = rf"(?:of|from)\s+{the}"
    way = _any(words["ways"])
    rural, edge = _any(words["countryside"]), _any(words["outskirts"])
    parts = r"(?:part|parts|portion|side|half|section|sector|end|region|area|areas)"
    toward = rf"(?P<direction>{direction})"
    toward2 = toward.replace("direction", "turned", 1)
    listed = (
        ("distance", rf"{_DISTANCE}\s*(?:to\s+the\s+)?(?:due\s+)?{toward}?\s*{of}"),
        ("distance", rf"{_DISTANCE}\s*(?:outside|away\s+from|outside\s+of)\s+{the}"),
        ("between", rf"between\s+{the}"),
        ("along", rf"(?:along|on|down|off)\s+{the}(?:main\s+)?{way}\s+(?:between|from|linking|connecting)\s+{the}"),
        ("along", rf"{the}(?:main\s+)?{way}\s+(?:linking|connecting|leading\s+to|to|between)\s+{the}"),
        (
            "bank",
            (
                rf"(?:(?:on|along|from|at)\s+)?{the}(?P<direction>{direction}|left|right)?\s*"
                rf"(?:bank|banks|shore|shores|side)\s+of\s+{the}(?:river\s+)?"
            ),
        ),
        ("outskirts", rf"(?:(?:on|at|in|from)\s+)?{the}{toward}?\s*{edge}\s+of\s+{the}"),
        ("countryside", rf"(?:(?:in|from|across)\s+)?{the}{toward}?\s*{rural}\s+of\s+{the}"),
        ("countryside", rf"(?:in\s+)?(?:{the}{toward}\s+)?(?:rif|reef|rural)\s+(?:{toward2}\s+)?"),
        (
            "border",
            rf"(?:(?:on|at|along|near|from|across)\s+)?{the}(?:border|frontier)s?\s+(?:with|of|between)\s+{the}",
        ),
        ("across", rf"{_any(words['across'])}\s+{the}"),
        ("around", rf"{_any(words['around'])}\s+{the}"),
        ("near", rf"{_any(words['near'])}\s+(?:to\s+)?{the}"),
        ("part", rf"(?:(?:in|from|across)\s+)?{the}{toward}\s+{parts}\s+of\s+{the}"),
        ("direction", rf"(?:to\s+the\s+|in\s+the\s+|just\s+|further\s+)?{toward}\s+{of}"),
        (
            "part",
            rf"(?:(?:in|from)\s+)?{the}(?P<direction>{direction}|central)\s+(?:and\s+{direction}\s+)?",
        ),
    )
    return tuple((name, _ends(pattern)) for name, pattern in listed)


def _last_words(words: dict[str, list[str]], directions: Iterable[str]) -> frozenset[str]:
    """Return the words with which a left pattern can end, an article apart: without one of them none need be tried."""
    ends = {
        "of",
        "from",
        "between",
        "with",
        "to",
        "linking",
        "connecting",
        "river",
        "rif",
        "reef",
        "rural",
        "central",
        "outside",
    }
    phrases = (*words["near"], *words["around"], *words["across"], *words["ways"], *directions)
    return frozenset(ends | {re.split(r"[\s-]", phrase)[-1].lower() for phrase in phrases})


def _right_patterns(words: dict[str, list[str]], direction: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what may follow a name (and its class word)."""
    listed = (
        ("countryside", rf"(?:['’]s?)?\s+(?P<direction>{direction})?\s*{_any(words['countryside'])}\b"),
        ("outskirts", rf"(?:['’]s?)?\s+(?P<direction>{direction})?\s*{_any(words['outskirts'])}\b"),
        ("border", r"(?:['’]s?)?\s+(?:border|frontier)\b(?:\s+(?:area|region|zone)s?)?"),
        (
            "around",
            (
                r"(?:['’]s?)?\s+(?:surroundings|area|areas|vicinity)\b|\s+\(?(?:area\s+of|area|vicinity)\)"
                r"|\s+and\s+its\s+(?:surroundings|environs|countryside|outskirts)"
            ),
        ),
        ("near", r"\s+\((?:near|outside|close\s+to)\)"),
        ("part", rf"['’]s?\s+(?P<direction>{direction})\s+(?:part|region|area|side|areas|parts)s?\b"),
    )
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in listed)
