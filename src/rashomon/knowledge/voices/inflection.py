"""The forms of a regular English verb or noun, by the rules of spelling."""

from __future__ import annotations

from typing import Final

_VOWELS: Final = "aeiou"


def verb_forms(lemma: str, irregular: list[str] | None = None) -> dict[str, str]:
    """Return each form of a verb and what it is: base, s, past, participle or ing.

    A particle after a space stays behind every form ("points out"). `irregular` gives third person, past, participle
    and -ing in this order. A form that is both past and participle is called past.

    >>> verb_forms("deny")["denied"]
    'past'
    >>> sorted(verb_forms("point out"))
    ['point out', 'pointed out', 'pointing out', 'points out']
    """
    head, _, particle = lemma.partition(" ")
    third, past, participle, ing = irregular or [_add_s(head), _add_ed(head), _add_ed(head), _add_ing(head)]
    tail = f" {particle}" if particle else ""
    forms = {participle + tail: "participle", past + tail: "past", ing + tail: "ing", third + tail: "s"}
    forms.setdefault(head + tail, "base")
    return forms


def plural_of(noun: str) -> str:
    """Return the regular plural of a noun or of the last word of a phrase.

    >>> plural_of("mercenary"), plural_of("war criminal")
    ('mercenaries', 'war criminals')
    """
    return _add_s(noun)


def _add_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _add_ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return word + "ed"


def _add_ing(word: str) -> str:
    if word.endswith("ee"):
        return word + "ing"
    return (word.removesuffix("e")) + "ing"
