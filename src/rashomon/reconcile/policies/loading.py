"""The policies as data: title, source of the rule, its words, and its table of vague words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rashomon.errors import KnowledgeError, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy's name and what it says of itself; `words` are numbers for vague words where the codebook has some."""

    name: str
    title: str
    source: str
    text: str
    words: Mapping[str, int]


@cache
def policies() -> Mapping[str, Policy]:
    """Return all policies by name. Raises KnowledgeError when the data file does not hold what it should."""
    file = files(__package__) / "policies.toml"
    found = {}
    for name, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
        missing = [key for key in ("title", "source", "text") if not entry.get(key)]
        if missing:
            raise KnowledgeError(f"policies.toml, [{name}]", f"lacks {', '.join(missing)}", "add it")
        words = entry.get("words", {})
        if not all(isinstance(number, int) and number >= 0 for number in words.values()):
            raise KnowledgeError(f"policies.toml, [{name}.words]", "a word has no whole number", "give one")
        found[name] = Policy(
            name=name,
            title=entry["title"],
            source=entry["source"],
            text=" ".join(entry["text"].split()),
            words=MappingProxyType(words),
        )
    return MappingProxyType(found)


def policy_named(name: str) -> Policy:
    """Return the policy of this name. Raises NotFound with the names that there are."""
    try:
        return policies()[name]
    except KeyError as error:
        raise NotFound(f"policy {name}", "there is no such policy", f"use one of {', '.join(policies())}") from error
