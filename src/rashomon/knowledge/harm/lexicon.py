"""What the folder's TOML files hold, checked, in every spelling."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from rashomon.domain.claim import Measure
from rashomon.errors import KnowledgeError
from rashomon.knowledge.harm.verbs import VerbForm, verb_forms
from rashomon.knowledge.phrases import Phrases, phrases_of

T = TypeVar("T")

_FOLDER = "knowledge/harm"


class NounKind(StrEnum):
    """What a counted noun is."""

    PERSON = "person"
    ATTACKS = "attacks"
    STRIKES = "strikes"
    SITES = "sites"
    VEHICLES = "vehicles"
    OTHER = "other"

    @property
    def measure(self) -> Measure:
        """The measure of things of this kind; people are present unless something befalls them."""
        return Measure.PEOPLE_PRESENT if self is NounKind.PERSON else Measure(self.value)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that can be counted; a spelling may be singular, plural or both ("aircraft")."""

    kind: NounKind
    singular: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class HarmNoun:
    """A noun that is harm ("deaths") or names people by it ("hostages", where `person` is set)."""

    measure: Measure
    person: bool
    kept: bool
    singular: bool = True
    plural: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Small words, in lower case, by what they decide; see `cues.toml`."""

    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmLexicon:
    """Everything that the folder holds. Keys are tokens in lower case."""

    verbs: Phrases[tuple[VerbForm, ...]]
    nouns: Phrases[Noun]
    harm_nouns: Phrases[HarmNoun]
    predicates: Phrases[Measure]
    of_nouns: Mapping[str, Measure]
    tolls: Phrases[Measure | None]
    membership: frozenset[str]
    collective: frozenset[str]
    speakers: frozenset[str]
    speech: frozenset[str]
    cues: Cues


@cache
def load_harm() -> HarmLexicon:
    """Return the words of harm.

    Raises KnowledgeError naming the file that is missing or does not hold what its head says.
    """
    read = {name: _read(name) for name in ("verbs", "nouns", "people", "things", "cues")}
    verbs = _checked("verbs", lambda: _merged(verb_forms(read["verbs"])))
    people = read["people"]
    nouns = _checked("people", lambda: dict(_people(people)))
    nouns = {**_checked("things", lambda: dict(_things(read["things"]))), **nouns}
    harm = read["nouns"]
    tables = {"predicates", "of", "tolls"}
    return HarmLexicon(
        verbs=verbs,
        nouns=phrases_of(_cut(nouns.items())),
        harm_nouns=_checked("nouns", lambda: phrases_of(_harm_nouns(harm, tables))),
        predicates=_checked("nouns", lambda: phrases_of(_flat(harm["predicates"]))),
        of_nouns=_checked("nouns", lambda: dict(_flat(harm["of"]))),
        tolls=_checked("nouns", lambda: phrases_of(_tolls(harm["tolls"]))),
        membership=frozenset(people["membership"]),
        collective=frozenset(people["collective"]),
        speakers=frozenset(people["speakers"]),
        speech=frozenset(people["speech"]),
        cues=_checked("cues", lambda: _cues(read["cues"])),
    )


def _read(name: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(files("rashomon.knowledge.harm").joinpath(f"{name}.toml").read_text("utf-8"))
        return {key: value for key, value in table.items() if key != "example"}
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{_FOLDER}/{name}.toml", f"cannot be read: {error}", "restore or mend it") from error


def _checked(name: str, build: Callable[[], T]) -> T:
    try:
        return build()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{_FOLDER}/{name}.toml", f"has another shape: {error!r}", "mend the file") from error


def _cut(entries: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    """Yield each noun as written, and once more with its hyphens as tokens of their own ("passers - by")."""
    for word, value in entries:
        yield word, value
        if "-" in word:
            yield word.replace("-", " - "), value


def _merged(forms: Iterable[tuple[str, VerbForm]]) -> Phrases[tuple[VerbForm, ...]]:
    found: dict[str, list[VerbForm]] = {}
    for spelling, form in forms:
        found.setdefault(spelling, []).append(form)
    return phrases_of((spelling, tuple(each)) for spelling, each in found.items())


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _numbered(listed: object, kind: NounKind) -> Iterator[tuple[str, Noun]]:
    if not isinstance(listed, list):
        raise TypeError(f"{kind} needs a list of nouns")
    for entry in listed:
        singular, _, plural = entry.partition("/")
        plural = plural or _plural(singular)
        if singular == plural:
            yield singular, Noun(kind, singular=True, plural=True)
        else:
            yield singular, Noun(kind, singular=True, plural=False)
            yield plural, Noun(kind, singular=False, plural=True)


def _people(data: Mapping[str, object]) -> Iterator[tuple[str, Noun]]:
    yield from _numbered(data["regular"], NounKind.PERSON)
    listed = data["plural_only"]
    if not isinstance(listed, list):
        raise TypeError("plural_only needs a list")
    yield from (
        (word, Noun(NounKind.PERSON, singular=word in {"male", "female", "kid", "guy"}, plural=True)) for word in listed
    )


def _things(data: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, Noun]]:
    for name, table in data.items():
        yield from _numbered(table["regular"], NounKind(name))


def _harm_nouns(data: Mapping[str, Mapping[str, list[str]]], tables: set[str]) -> Iterator[tuple[str, HarmNoun]]:
    for name, table in data.items():
        if name in tables:
            continue
        kept = set(table.get("kept", ()))
        for key in ("strong", "person"):
            for word in table[key]:
                plural = word.endswith(("s", "dead")) or word == "prisoners of war"
                yield word, HarmNoun(Measure(name), key == "person", word in kept, singular=not plural, plural=plural)


def _flat(table: Mapping[str, list[str]]) -> list[tuple[str, Measure]]:
    return [(word, Measure(name)) for name, listed in table.items() for word in listed]


def _tolls(table: Mapping[str, list[str]]) -> list[tuple[str, Measure | None]]:
    return [(word, None if name == "inherit" else Measure(name)) for name, listed in table.items() for word in listed]


def _cues(data: Mapping[str, Mapping[str, list[str]]]) -> Cues:
    lists: dict[str, frozenset[str]] = {}
    phrases: dict[str, Phrases[str]] = {}
    for name, table in data.items():
        for key, listed in table.items():
            if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
                raise TypeError(f"[{name}] {key} needs a list of words")
            lists[f"{name}.{key}"] = frozenset(listed)
            phrases[f"{name}.{key}"] = phrases_of((word, word) for word in listed)
    return Cues(lists=lists, phrases=phrases)
