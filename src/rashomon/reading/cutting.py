"""The words of `cutting.toml`: where tokens and sentences end."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rashomon.errors import KnowledgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """Word lists for cutting text; all in lower case. `glued` maps a spelling to the length of its first part."""

    abbreviations: frozenset[str]
    words_too: frozenset[str]
    not_last: frozenset[str]
    words_in_capitals: frozenset[str]
    titles: frozenset[str]
    openers: frozenset[str]
    reporting: tuple[str, ...]
    prefixes: tuple[str, ...]
    glued: dict[str, int]
    glued_small: dict[str, int]


_PATH: Final = Path(__file__).with_name("cutting.toml")
_LISTS: Final = (
    *("abbreviations", "words_too", "not_last", "words_in_capitals"),
    *("titles", "openers", "reporting", "prefixes"),
)


@cache
def load_cutting(path: Path = _PATH) -> Cutting:
    """Load and check the word lists.

    Raises KnowledgeError where a list is missing, or a word of it is not plain lower case.
    """
    with path.open("rb") as file:
        table = tomllib.load(file)
    lists: dict[str, tuple[str, ...]] = {}
    for name in (
        "abbreviations",
        "words_too",
        "not_last",
        "words_in_capitals",
        "titles",
        "openers",
        "reporting",
        "prefixes",
    ):
        if not isinstance(table.get(name), str):
            raise KnowledgeError(str(path), f"the list {name} is missing", "give it as one string of words")
        lists[name] = tuple(table[name].split())
        wrong = [word for word in lists[name] if not (word.isalpha() and word.islower())]
        if wrong:
            raise KnowledgeError(str(path), f"{name} has {wrong[0]!r}", "write words in lower case, without a stop")
    for name in ("glued", "glued_small"):
        for word, length in table.get(name, {}).items():
            if not (isinstance(length, int) and 0 < length < len(word)):
                raise KnowledgeError(str(path), f"{name} cuts {word!r} at {length}", "give a length inside the word")
    apart = ("reporting", "prefixes")
    return Cutting(
        **{name: frozenset(words) for name, words in lists.items() if name not in apart},
        reporting=lists["reporting"],
        prefixes=lists["prefixes"],
        glued=table.get("glued", {}),
        glued_small=table.get("glued_small", {}),
    )
