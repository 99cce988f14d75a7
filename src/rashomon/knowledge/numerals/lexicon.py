"""The number grammar's words, loaded from `numerals.toml` and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.domain.claim import Modifier
from rashomon.errors import KnowledgeError
from rashomon.knowledge.phrases import Phrases, phrases_of

_FILE = "knowledge/numerals/numerals.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeralLexicon:
    """What `numerals.toml` holds. All words are in lower case.

    `refuse_after` and `refuse_before` give the reason why a number beside these words counts nothing.
    """

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    round: Phrases[int]
    vague: Phrases[bool]
    before: Phrases[Modifier]
    after: Phrases[Modifier]
    joiners: frozenset[str]
    refuse_after: Phrases[str]
    refuse_before: Phrases[str]
    refuse_before_alone: frozenset[str]
    over_verbs: frozenset[str]
    aged: frozenset[str]
    openings: frozenset[str]
    """Words, apart from figures, with which a number may begin."""
    months: frozenset[str]
    year_after: frozenset[str]


@cache
def load_numerals() -> NumeralLexicon:
    """Return the number grammar's words.

    Raises KnowledgeError when the file is missing or a value is not of its kind.
    """
    try:
        data = tomllib.loads(files("rashomon.knowledge.numerals").joinpath("numerals.toml").read_text("utf-8"))
        return _lexicon_of(data)
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise KnowledgeError(_FILE, f"cannot be read as number words: {error}", "restore or mend the file") from error


def _lexicon_of(data: Mapping[str, Mapping[str, object]]) -> NumeralLexicon:
    refuse = data["refuse"]
    vague = [(word, False) for word in _words(data["vague"]["words"])]
    unknown = [(word, True) for word in _words(data["unknown"]["words"])]
    cardinals, scales = _numbers(data["cardinals"]), _numbers(data["scales"])
    round_words, vague_words = phrases_of(_numbers(data["round"]).items()), phrases_of([*vague, *unknown])
    return NumeralLexicon(
        cardinals=cardinals,
        scales=scales,
        round=round_words,
        vague=vague_words,
        openings=frozenset(["a", *cardinals, *scales, *round_words.by_first, *vague_words.by_first]),
        before=phrases_of((key, Modifier(str(value))) for key, value in data["before"].items()),
        after=phrases_of((key, Modifier(str(value))) for key, value in data["after"].items()),
        joiners=frozenset(_words(data["ranges"]["joiners"])),
        refuse_after=phrases_of(_reasons(refuse["after"])),
        refuse_before=phrases_of(_reasons(refuse["before"])),
        refuse_before_alone=frozenset(_words(refuse["before_alone"])),
        over_verbs=frozenset(_words(data["particles"]["over"])),
        aged=frozenset(_words(data["particles"]["aged"])),
        months=frozenset(_words(data["dates"]["months"])),
        year_after=frozenset(_words(data["dates"]["year_after"])),
    )


def _words(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each == each.lower() for each in value):
        raise ValueError(f"a list of words in lower case is needed, not {value!r:.60}")
    return value


def _numbers(value: Mapping[str, object]) -> dict[str, int]:
    found = {}
    for key, number in value.items():
        if not isinstance(number, int):
            raise TypeError(f"{key!r} needs a whole number, not {number!r}")
        found[key] = number
    return found


def _reasons(value: object) -> list[tuple[str, str]]:
    if not isinstance(value, dict):
        raise TypeError("refusals need a table of reasons")
    return [(word, reason) for reason, listed in value.items() for word in _words(listed)]
