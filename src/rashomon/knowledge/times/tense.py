"""Whether the words around a time look back or ahead."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rashomon.errors import KnowledgeError

_FILE = "knowledge/times/tense.toml"
_REACH = 3  # words between an auxiliary that looks ahead and the verb that it governs
_PASSIVE = frozenset({"be", "been", "get", "have"})
_CLAUSE = re.compile(r"[;:()]|\s[-–—]{1,2}\s|,\s+(?:and|but|while|which|who|as|after|before)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TenseWords:
    """Compiled cues: those that look ahead, and any verb in a past form."""

    ahead: re.Pattern[str]
    past: re.Pattern[str]


@cache
def open_tense() -> TenseWords:
    """Load the cues. Raises KnowledgeError where the file lacks a list."""
    table = tomllib.loads(resources.files(__package__).joinpath("tense.toml").read_text("utf-8"))
    try:
        ahead, past = ("|".join(re.escape(each) for each in sorted(table[name], key=len, reverse=True))
                       for name in ("ahead", "past"))  # fmt: skip
    except KeyError as error:
        raise KnowledgeError(_FILE, f"the list {error} is missing", "restore it") from error
    return TenseWords(
        re.compile(rf"(?<!\w)(?:{ahead})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{past}|[a-z]{{2,}}ed)(?!\w)", re.IGNORECASE),
    )


def direction_of(text: str, sentence: tuple[int, int], start: int, end: int) -> int:
    """Return -1 where the verb nearest to `text[start:end]` looks back, 1 where it looks ahead, 0 where none is found.

    `sentence` bounds the sentence; all are code points into `text`. The verb before counts more than the one after.

    >>> words = "The talks will be held on Tuesday, he said."
    >>> direction_of(words, (0, len(words)), 26, 33)
    1
    >>> words = "Troops shelled the town on Tuesday."
    >>> direction_of(words, (0, len(words)), 27, 34)
    -1
    """
    cues = open_tense()
    before, after = text[sentence[0] : start], text[end : sentence[1]]
    breaks = list(_CLAUSE.finditer(before))
    cut = _CLAUSE.search(after)
    return (
        _last_cue(before[breaks[-1].end() :] if breaks else before, cues)
        or _first_cue(after[: cut.start()] if cut else after, cues)
        or (_last_cue(before, cues) if breaks else 0)
    )


def _last_cue(piece: str, cues: TenseWords) -> int:
    past = max((hit.start() for hit in cues.past.finditer(piece)), default=-1)
    ahead = [(hit.start(), hit.end()) for hit in cues.ahead.finditer(piece)]
    if not ahead:
        return -1 if past >= 0 else 0
    if past < ahead[-1][1]:
        return 1
    between = piece[ahead[-1][1] : past].lower().split()
    return 1 if len(between) <= _REACH and not _PASSIVE.isdisjoint(between) else -1


def _first_cue(piece: str, cues: TenseWords) -> int:
    past, ahead = cues.past.search(piece), cues.ahead.search(piece)
    if ahead is None:
        return -1 if past else 0
    return 1 if past is None or ahead.start() < past.start() else -1
