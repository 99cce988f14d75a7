"""Loads the words of place phrases (`phrases.toml`) and builds the patterns that the grammar is made of."""

from __future__ import annotations

import re
import tomllib
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
    preposition: re.Pattern[str]
    way: re.Pattern[str]
    speaks: re.Pattern[str]


def _any(words: list[str] | dict[str, object]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(r"\-", "[-‐‑]") for word in longest) + ")"


@cache
def read_phrases() -> Phrases:
    """Return the grammar. Raises KnowledgeError when the file names an unknown kind."""
    data = tomllib.loads((files("rashomon.knowledge.gazetteer") / "phrases.toml").read_text("utf-8"))
    kinds: dict[str, tuple[EntryKind, ...]] = {}
    for word, names in data["classes"].items():
        try:
            kinds[word] = tuple(EntryKind(name) for name in names)
        except ValueError as error:
            raise KnowledgeError("phrases.toml", f"{word!r}: {error}") from error
    words = data["words"]
    direction, classes = _any(data["directions"]), _any(data["classes"])
    plural = rf"(?P<class>{classes}|cities|counties|territories|localities|countries|municipalities|valleys)(?:s|es)?"
    return Phrases(
        bearings={word: float(bearing) for word, bearing in data["directions"].items()},
        kinds=kinds,
        origin=frozenset(words["origin"]),
        class_before=_ends(rf"(?:(?:the|a|its|their|several|two|three|four|five)\s+)?(?:{_any(words['adjectives'])}\s+|[A-Z][a-z]+['’]?s?\s+(?=\w+\s+of\s+$)){{0,3}}{plural}(?:\s+(?:of|called|named|in)\s+(?:the\s+)?|\s+)"),
        class_after=re.compile(rf"\s+{plural}\b(?!\s+of\b)", re.IGNORECASE),
        left=_left_patterns(words, direction),
        right=_right_patterns(words, direction),
        preposition=_ends(r"(?P<word>\b(?:in|at|on|inside|within|of|from|out\s+of|to|towards?|into|onto|against|for|over|through|via|by)\s+)(?:the\s+)?"),
        speaks=re.compile(rf"\s+(?:also\s+|again\s+|has\s+also\s+|later\s+)?{_any(words['speaks'])}\b"),
        way=re.compile(rf"\s*{_any(words['ways'])}\b", re.IGNORECASE),
    )  # fmt: skip


def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}$", re.IGNORECASE)


def _left_patterns(words: dict[str, list[str]], direction: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what may stand before a name (and its class words), the most telling first."""
    number = (
        r"(?:(?:about|around|some|roughly|approximately|nearly|just|over|more\s+than|less\s+than|at\s+least)\s+)?"
        r"(?P<number>\d{1,4}(?:[.,]\d+)?|a\s+few|several|one|two|three|four|five|six|seven|eight|nine|ten|dozen|twenty)"
        r"[\s-]*(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m)\b\.?(?:\s*\([^)]{0,30}\))?"
    )
    of = r"(?:of|from)\s+(?:the\s+)?"
    way = _any(words["ways"])
    places = _any(["countryside", *words["countryside"]])
    parts = r"(?:part|parts|portion|side|half|section|sector|end|region|area|areas)"
    listed = (
        ("distance", rf"{number}\s*(?:to\s+the\s+)?(?:due\s+)?(?P<direction>{direction})?\s*{of}"),
        ("distance", rf"{number}\s*(?:outside|away\s+from|outside\s+of)\s+(?:the\s+)?"),
        ("between", r"between\s+(?:the\s+)?"),
        ("along", rf"(?:along|on|down|off)\s+(?:the\s+)?(?:main\s+)?{way}\s+(?:between|from|linking|connecting)\s+(?:the\s+)?"),
        ("along", rf"(?:the\s+)?(?:main\s+)?{way}\s+(?:linking|connecting|leading\s+to|to|between)\s+(?:the\s+)?"),
        ("bank", rf"(?:on\s+|along\s+|from\s+|at\s+)?(?:the\s+)?(?P<direction>{direction}|left|right)?\s*(?:bank|banks|shore|side)\s+of\s+(?:the\s+)?(?:river\s+)?"),
        ("outskirts", rf"(?:on\s+|at\s+|in\s+|from\s+)?(?:the\s+)?(?P<direction>{direction})?\s*{_any(words['outskirts'])}\s+of\s+(?:the\s+)?"),
        ("countryside", rf"(?:in\s+|from\s+|across\s+)?(?:the\s+)?(?P<direction>{direction})?\s*{places}\s+of\s+(?:the\s+)?"),
        ("countryside", r"(?:in\s+)?(?:rif|reef)\s+"),
        ("border", r"(?:on|at|along|near|from|across)?\s*(?:the\s+)?(?:border|frontier)s?\s+(?:with|of|between)\s+(?:the\s+)?"),
        ("across", rf"{_any(words['across'])}\s+(?:the\s+)?"),
        ("around", rf"{_any(words['around'])}\s+(?:the\s+)?"),
        ("near", rf"{_any(words['near'])}\s+(?:to\s+)?(?:the\s+)?"),
        ("part", rf"(?:in\s+|from\s+|across\s+)?(?:the\s+)?(?P<direction>{direction})\s+{parts}\s+of\s+(?:the\s+)?"),
        ("direction", rf"(?:to\s+the\s+|in\s+the\s+|just\s+|further\s+)?(?P<direction>{direction})\s+{of}"),
        ("part", rf"(?:in\s+|from\s+|across\s+|throughout\s+)?(?:the\s+)?(?P<direction>{direction}|central)\s+(?:and\s+{direction}\s+)?"),
    )  # fmt: skip
    return tuple((name, _ends(pattern)) for name, pattern in listed)


def _right_patterns(words: dict[str, list[str]], direction: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what may follow a name (and its class word)."""
    listed = (
        ("countryside", rf"(?:['’]s?)?\s+(?P<direction>{direction})?\s*{_any(words['countryside'])}\b"),
        ("outskirts", rf"(?:['’]s?)?\s+(?P<direction>{direction})?\s*{_any(words['outskirts'])}\b"),
        ("border", r"(?:['’]s?)?\s+(?:border|frontier)\b(?:\s+(?:area|region|zone)s?)?"),
        ("around", r"(?:['’]s?)?\s+(?:surroundings|area|areas|vicinity)\b|\s+\(?(?:area\s+of|area|vicinity)\)|\s+and\s+its\s+(?:surroundings|environs|countryside|outskirts)"),
        ("near", r"\s+\((?:near|outside|close\s+to)\)"),
        ("part", rf"['’]s?\s+(?P<direction>{direction})\s+(?:part|region|area|side|areas|parts)s?\b"),
    )  # fmt: skip
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in listed)
