"""Words around the names of groups, and words that name nobody by themselves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rashomon.errors import KnowledgeError
from rashomon.knowledge.actors.names import fold_name


@dataclass(frozen=True, slots=True)
class Heads:
    """Folded words around names: after and before them, patrons' qualifiers, labels, groups' last words, bare words."""

    after: frozenset[str]
    before: frozenset[str]
    patron: frozenset[str]
    labels: frozenset[str]
    groups: frozenset[str]
    bare: dict[str, str]

    def describes_group(self, words: str) -> bool:
        """Tell whether words describe a group without naming it: two words or more, the last a group's, no label."""
        folded = fold_name(words)
        last = folded.split()[-1:] or [""]
        return " " in folded and last[0] in self.groups and folded not in self.labels and folded not in self.bare


@cache
def open_heads() -> Heads:
    """Load the words around names. Raises KnowledgeError where a list is missing."""
    table = tomllib.loads(resources.files(__package__).joinpath("heads.toml").read_text("utf-8"))
    try:
        bare = {fold_name(word): branch for branch, words in table["bare"].items() for word in words}
        after, before, patron, labels, groups = (
            frozenset(map(fold_name, table[name])) for name in ("after", "before", "patron", "labels", "groups")
        )
    except KeyError as error:
        raise KnowledgeError("knowledge/actors/heads.toml", f"the list {error} is missing", "restore it") from error
    return Heads(after, before, patron, labels, groups, bare)
