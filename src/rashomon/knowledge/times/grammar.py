"""The patterns of `rules.toml`, compiled over the signs of the lexicon."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rashomon.errors import KnowledgeError
from rashomon.knowledge.times.expression import TimeShape
from rashomon.knowledge.times.lexicon import Lexicon, open_lexicon
from rashomon.knowledge.times.starts import starts_of
from rashomon.knowledge.times.tokens import SHAPES, UNIONS

_FILE = "knowledge/times/rules.toml"
_FEW = 15  # fewer rules are tried one by one faster than a joint expression is compiled
_NAME = re.compile(r"[A-Z][A-Z0-9]*")
_FIELD = re.compile(r"<([a-z0-9]+):([^<>]*)>")
_ATOM = re.compile(r"\[[^\]]*\]|\x00[A-Za-z0-9]+\x01|[A-Z][A-Z0-9]*|[a-z]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One pattern: a regular expression over signs, the shape it tells, and fields that it sets by itself."""

    name: str
    regex: re.Pattern[str]
    shape: TimeShape
    fixed: tuple[tuple[str, Any], ...]
    weak: bool
    fields: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Start:
    """The rules that can start with a sign, and one expression that tells fast whether any of them matches."""

    any_rule: re.Pattern[str] | None
    rules: tuple[TimeRule, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules in order, one expression that finds where any could start, and the lexicon they stand on."""

    rules: tuple[TimeRule, ...]
    any_start: re.Pattern[str]
    by_first: dict[str, Start]
    lexicon: Lexicon


@cache
def open_grammar() -> Grammar:
    """Load and compile the rules. Raises KnowledgeError naming the rule that cannot be used."""
    table = tomllib.loads(resources.files(__package__).joinpath("rules.toml").read_text("utf-8"))
    macros: dict[str, str] = table["macros"]
    patterns = [_expand(rule["pattern"], macros) for rule in table["rule"]]
    lexicon = open_lexicon(frozenset(word for each in patterns for word in _words_of(each)))
    alphabet = _alphabet(lexicon)
    rules = tuple(_compile(rule, text, alphabet) for rule, text in zip(table["rule"], patterns, strict=True))
    every = [sign for signs in alphabet.values() for sign in signs]
    by_first = _index(rules, sorted(set(every)))
    starts = "".join(re.escape(sign) for sign in by_first)
    return Grammar(rules, re.compile(f"[{starts}]"), by_first, lexicon)


def _expand(pattern: str, macros: dict[str, str]) -> str:
    for _ in range(3):
        pattern = _NAME.sub(lambda hit: macros.get(hit[0], hit[0]), pattern)
    return pattern


def _words_of(pattern: str) -> list[str]:
    return [hit[0] for hit in re.finditer(r"(?<![A-Za-z])[a-z]+(?![a-z0-9]*:)", pattern)]


def _alphabet(lexicon: Lexicon) -> dict[str, str]:
    """Return, for each class and word, the signs that it stands for."""
    table = {name: "".join(sorted(signs)) for name, signs in lexicon.classes.items()} | SHAPES
    for name, parts in UNIONS.items():
        table[name] = "".join(table[part] for part in parts)
    for word, sign in lexicon.small.items():
        table[word] = "".join({sign, lexicon.capital[word]})
    return table


def _compile(rule: dict[str, Any], pattern: str, alphabet: dict[str, str]) -> TimeRule:
    where = f"{_FILE}: rule {rule.get('name')!r}"
    try:
        source = _FIELD.sub(lambda hit: f"(?P<\0{hit[1]}\1>{hit[2]})", pattern)
        regex = re.compile("".join(_translate(atom[0], alphabet) for atom in _ATOM.finditer(source)))
        fixed = tuple(rule.get("set", {}).items())
        fields = tuple(regex.groupindex.items())
        return TimeRule(rule["name"], regex, TimeShape(rule["shape"]), fixed, bool(rule.get("weak")), fields)
    except (KeyError, ValueError, re.error) as error:
        raise KnowledgeError(where, f"cannot be used: {error}", "mend the pattern") from error


def _translate(atom: str, alphabet: dict[str, str]) -> str:
    if atom[0] == "\0":
        return atom[1:-1]
    if atom.isspace():
        return ""
    if atom == "P":
        return atom
    if atom[0].isalpha():
        return "[" + "".join(re.escape(sign) for sign in alphabet[atom]) + "]"
    return atom


def _index(rules: tuple[TimeRule, ...], signs: list[str]) -> dict[str, Start]:
    """Return for each sign the rules that can start with it."""
    able: dict[str, list[TimeRule]] = {sign: [] for sign in signs}
    for rule in rules:
        for sign in starts_of(rule.regex.pattern):
            able[sign].append(rule)
    shared: dict[tuple[str, ...], Start] = {}
    for each in able.values():
        key = tuple(rule.name for rule in each)
        if each and key not in shared:
            shared[key] = Start(_any_of(each), tuple(each))
    return {sign: shared[tuple(rule.name for rule in each)] for sign, each in able.items() if each}


def _any_of(rules: list[TimeRule]) -> re.Pattern[str] | None:
    if len(rules) <= _FEW:
        return None
    return re.compile("|".join(f"(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', rule.regex.pattern)})" for rule in rules))
