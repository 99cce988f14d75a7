"""Verbs of harm in every form, from `verbs.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Flag, auto

from rashomon.domain.claim import Measure


class Form(Flag):
    """The forms of an English verb; one spelling may be several ("killed" is past and participle)."""

    BASE = auto()
    THIRD = auto()
    PAST = auto()
    PARTICIPLE = auto()
    ING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbForm:
    """One spelling of a verb of harm.

    `measure` is None for verbs that harm things alone ("built", "shelled"). `befalls` tells verbs whose subject is
    harmed ("died") from those whose object is ("killed"). `animate` verbs take any object for people. `kept` verbs
    stand beside the figure because they say more or less than the measure ("martyred").
    """

    lemma: str
    forms: Form
    measure: Measure | None
    befalls: bool = False
    animate: bool = False
    kept: bool = False
    things: bool = False


def inflect(verb: str, irregular: Mapping[str, Sequence[str]], doubling: frozenset[str]) -> dict[str, Form]:
    """Return every spelling of one verb with its forms.

    `verb` is a base form, or "base 3rd past participle ing".
    """
    given = verb.split()
    base = given[0]
    if len(given) == 5:
        spelled = given
    else:
        stem = base + base[-1] if base in doubling else base
        past, participle = irregular.get(base) or [_with_ed(stem, base)] * 2
        spelled = [base, _with_s(base), past, participle, _with_ing(stem, base)]
    found: dict[str, Form] = {}
    for form, spelling in zip(Form, spelled, strict=True):
        found[spelling] = found.get(spelling, form) | form
    if base in {"neutralise", "burn", "kidnap"}:
        found[{"burn": "burnt", "kidnap": "kidnaped"}.get(base, "neutralised")] = Form.PAST | Form.PARTICIPLE
    return found


def _with_ed(stem: str, base: str) -> str:
    if base.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem + "ed"


def _with_s(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _with_ing(stem: str, base: str) -> str:
    return base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else stem + "ing"


def verb_forms(data: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, VerbForm]]:
    """Yield every spelling, one token or more, with what it does.

    Raises KeyError, TypeError or ValueError where the file's shape is not as its head says.
    """
    irregular: Mapping[str, Sequence[str]] = data["irregular"]  # type: ignore[assignment]
    doubling = frozenset(_list(data["doubling"]["words"]))
    for name, table in data.items():
        if name in {"irregular", "doubling"}:
            continue
        things = name == "things"
        measure = None if things else Measure(name)
        kept = set(_list(table.get("kept", [])))
        inanimate = set(_list(table.get("inanimate", [])))
        for role in ("object", "subject"):
            for verb in _list(table.get(role, [])):
                for spelling, forms in _spellings(verb, irregular, doubling):
                    yield (
                        spelling,
                        VerbForm(
                            lemma=_lemma(verb),
                            forms=forms,
                            measure=measure,
                            befalls=role == "subject",
                            animate=bool(table.get("animate", False)) and _lemma(verb) not in inanimate,
                            kept=_lemma(verb) in kept,
                            things=things,
                        ),
                    )


def _lemma(verb: str) -> str:
    parts = verb.split()
    return parts[0] if len(parts) == 5 and parts[1] != "their" and parts[4].endswith("ing") else verb


def _spellings(
    verb: str, irregular: Mapping[str, Sequence[str]], doubling: frozenset[str]
) -> Iterator[tuple[str, Form]]:
    """Inflect a verb, with its particles, or both verbs of "shoot and kill", or the verb after an adverb."""
    parts = verb.split()
    if _lemma(verb) != verb:
        yield from inflect(verb, irregular, doubling).items()
    elif len(parts) == 3 and parts[1] == "and":
        second = inflect(parts[2], irregular, doubling)
        for spelling, forms in inflect(parts[0], irregular, doubling).items():
            yield from ((f"{spelling} and {other}", forms & also) for other, also in second.items() if forms & also)
    elif parts[0].endswith("ly"):
        for spelling, forms in inflect(parts[1], irregular, doubling).items():
            yield " ".join([parts[0], spelling, *parts[2:]]), forms
    else:
        for spelling, forms in inflect(parts[0], irregular, doubling).items():
            yield " ".join([spelling, *parts[1:]]), forms


def _list(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"a list of words is needed, not {value!r:.60}")
    return value
