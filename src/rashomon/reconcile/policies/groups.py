"""Adding groups up so that nobody is counted twice: only groups that cannot share a person make a sum.

"20 people, among them 5 children" and "12 soldiers" make 20 and not 37: the soldiers may be among the 20. Of all ways
to pick groups that are apart from each other the one with the largest sum is taken, and the others are named.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import combinations

from rashomon.errors import KnowledgeError
from rashomon.reconcile.keys import words_key

MOST_GROUPS = 14
"""Groups from which the largest are taken first: trying all ways would take too long."""

LOCAL = "act_"
"""How ids of actors begin that one page names and the registry lacks: two of them may be one."""


class Kind(StrEnum):
    """Whom a group may hold."""

    PEOPLE = "people"
    CIVILIANS = "civilians"
    ARMED = "armed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group harmed as far as its words and its actor tell; `claims` are the claims that count it."""

    actor: str | None
    line: tuple[str, ...]
    kind: Kind
    age: str | None
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: Mapping[str, Kind]
    ages: Mapping[str, str]
    members: frozenset[str]


def group_of(words: str | None, actor_id: str | None, claims: frozenset[str] = frozenset()) -> Group:
    """Return what is known of a group from its words and its actor's id, if it has one."""
    known = actor_id if actor_id and not actor_id.startswith(LOCAL) else None
    kind, age = _told(words or "people")
    line, registered = _registered(known) if known else ((), None)
    return Group(actor=known, line=line, kind=registered or kind, age=age, claims=claims)


def age_of(words: str | None) -> str | None:
    """Return the age or sex that a group's words name ("12 children"), or None."""
    return _told(words or "")[1]


def apart(one: Group, other: Group) -> bool:
    """Tell whether nobody can be of both groups.

    That is so of armed people and civilians, of two ages, of two registered actors of which neither is a part of the
    other, and of groups that one claim lists side by side ("8 workers and 2 guards"); never of people at large.
    """
    if Kind.PEOPLE in (one.kind, other.kind):
        return False
    if {one.kind, other.kind} == {Kind.CIVILIANS, Kind.ARMED} or (one.age and other.age and one.age != other.age):
        return True
    if one.actor and other.actor:
        return one.actor not in other.line and other.actor not in one.line
    return bool(one.claims & other.claims) and not (holds(one, other) or holds(other, one))


def holds(one: Group, other: Group) -> bool:
    """Tell whether one group may hold the whole of the other: people hold anybody, civilians hold children."""
    if one.age:
        return one.age == other.age and one.actor is None
    if one.kind is Kind.PEOPLE:
        return one.actor is None or other.actor is None or _state(one.actor) == _state(other.actor)
    if one.kind is other.kind is Kind.CIVILIANS and other.age:
        return True
    return one.actor is not None and one.actor in other.line and one.actor != other.actor


def _state(actor_id: str) -> str:
    return actor_id.partition(".")[0]


def add_up(groups: Sequence[Group], numbers: Sequence[int | None]) -> tuple[int | None, frozenset[int]]:
    """Return the largest sum of groups that are apart, and which they are.

    The sum is None where a number is not known, unless a group with a known one may hold those people.
    """
    known = [index for index, number in enumerate(numbers) if number is not None]
    taken = max(_families(groups, known, numbers), key=lambda each: (_sum(each, numbers), len(each), _first(each)))
    for index, number in enumerate(numbers):
        if number is None and not any(holds(groups[other], groups[index]) for other in known):
            return None, frozenset(taken)
    return (_sum(taken, numbers) if known else None), frozenset(taken)


def _sum(family: tuple[int, ...], numbers: Sequence[int | None]) -> int:
    return sum(numbers[index] or 0 for index in family)


def _first(family: tuple[int, ...]) -> tuple[int, ...]:
    """Prefer the earlier groups of equals, so that the choice does not hang on chance."""
    return tuple(-index for index in family)


def _families(groups: Sequence[Group], known: Sequence[int], numbers: Sequence[int | None]) -> list[tuple[int, ...]]:
    """Return every set of groups that are apart from each other; with very many groups, the greedy one alone."""
    clash = {(i, j) for i, j in combinations(known, 2) if not apart(groups[i], groups[j])}
    if len(known) > MOST_GROUPS:
        family: tuple[int, ...] = ()
        for index in sorted(known, key=lambda each: (-(numbers[each] or 0), each)):
            if not any((min(index, each), max(index, each)) in clash for each in family):
                family = tuple(sorted((*family, index)))
        return [family]
    families: list[tuple[int, ...]] = [()]
    for index in known:
        families += [(*each, index) for each in families if not any((other, index) in clash for other in each)]
    return families


def _told(words: str) -> tuple[Kind, str | None]:
    """Return kind and age from a group's words: the last word before "of" tells, unless it means only members."""
    lexicon = _lexicon()
    head, _, tail = words_key(words).partition(" of ")
    parts = head.split()
    if tail and parts and parts[-1] in lexicon.members:
        parts = [*parts, *tail.split()]
    age = next((lexicon.ages[each] for each in reversed(parts) if each in lexicon.ages), None)
    kind = next((lexicon.kinds[each] for each in reversed(parts) if each in lexicon.kinds), None)
    if kind is None and age is not None:
        kind = Kind.CIVILIANS
    if kind is None and not words_key(words):
        kind = Kind.PEOPLE
    return kind or Kind.UNKNOWN, age


def _registered(actor_id: str) -> tuple[tuple[str, ...], Kind | None]:
    """Return an actor with what it is part of, and its kind as the registry has it."""
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415 - only where groups are added up

    registry = open_registry()
    actor = registry.get(actor_id)
    if actor is None:
        return (actor_id,), None
    if actor_id.endswith(".people"):
        return registry.line(actor_id), Kind.PEOPLE
    civil = actor.kind in ("Civilians", "Protesters")
    armed = actor.kind in ("State forces", "Rebel group", "Political militia", "Identity militia")
    return registry.line(actor_id), Kind.CIVILIANS if civil else Kind.ARMED if armed else None


@cache
def _lexicon() -> _Words:
    """Return the words of `groups.toml`. Raises KnowledgeError where one stands in two lists of a kind."""
    data = tomllib.loads((files(__package__) / "groups.toml").read_text(encoding="utf-8"))
    kinds: dict[str, Kind] = {}
    for kind in (Kind.PEOPLE, Kind.CIVILIANS, Kind.ARMED):
        for word in data[kind.value]:
            if word in kinds:
                raise KnowledgeError("groups.toml", f"{word!r} is in two lists", "take it out of one")
            kinds[word] = kind
    ages = {word: age for age, words in data["ages"].items() for word in words}
    return _Words(kinds=kinds, ages=ages, members=frozenset(data["members"]))
