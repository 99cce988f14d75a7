"""The closed sets of words that the rules of voices ask for, kept as data in `sets.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rashomon.errors import KnowledgeError

_WHERE = "knowledge/voices/sets.toml"


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    try:
        table = tomllib.loads(files("rashomon.knowledge.voices").joinpath("sets.toml").read_text("utf-8"))
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(_WHERE, f"it cannot be read ({error})", "install the package again") from None
    return {name: frozenset(words.split()) for name, words in table.items()}


def word_set(name: str) -> frozenset[str]:
    """Return a set of lower-case words by name.

    Raises KnowledgeError where the file has no set of this name.

    >>> "whereas" in word_set("words.subordinators")
    True
    """
    try:
        return _sets()[name]
    except KeyError:
        raise KnowledgeError(_WHERE, f"there is no set named {name!r}") from None
