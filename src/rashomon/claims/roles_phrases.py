"""Noun phrases as mentions of actors: determiners and numbers off, loaded labels set apart, words kept as said."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.claims.deeds_view import SentenceView
from rashomon.domain.claim import Role, RoleKind
from rashomon.domain.reading import NameKind

#: Heads that only count: the actor is behind "of" ("dozens of militants", "a group of rebels").
_PARTITIVES_WORDS = """
dozens scores hundreds thousands tens number numbers group groups handful couple majority all some many most several
score lot lots millions band bands total dozen part rest one two three four five six seven eight nine ten any none
each
"""
PARTITIVES = frozenset(_PARTITIVES_WORDS.split())
_NAMED = frozenset({NameKind.PERSON, NameKind.GROUP, NameKind.NATIONALITY})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens with its head, all positions in the sentence, both ends included."""

    left: int
    right: int
    head: int


def words_of(view: SentenceView, phrase: Phrase) -> tuple[str, ...]:
    """Return a phrase's words in lower case, hyphens left out."""
    return tuple(view.lower[at] for at in range(phrase.left, phrase.right + 1) if not view.is_hyphen(at))


def is_in(view: SentenceView, phrase: Phrase, name: str) -> bool:
    """Tell whether a phrase belongs to a word class; "name" holds for a named person, group or people."""
    if name == "name":
        return is_named(view, phrase)
    if name == "place" and any(view.names.get(at) is NameKind.PLACE for at in range(phrase.left, phrase.right + 1)):
        return True
    return view.lexicon.in_class(words_of(view, phrase), name)


def is_named(view: SentenceView, phrase: Phrase) -> bool:
    """Tell whether a phrase holds a name: marked by the reading, or capitalised inside the sentence."""
    for at in range(phrase.left, phrase.right + 1):
        if view.names.get(at) in _NAMED:
            return True
        word = view.words[at]
        if not view.is_upper and word[0].isupper() and (at > 0 or (word.isupper() and len(word) > 1)):
            return True
    return False


def trim(view: SentenceView, phrase: Phrase) -> Phrase | None:
    """Take determiners, numbers and marks off a phrase; None when nothing remains."""
    left, right = phrase.left, phrase.right
    determiners = view.lexicon.lists["determiners"]
    while left <= right and (
        view.lower[left] in determiners or view.lower[left][0].isdigit() or view.is_mark(left) or view.is_hyphen(left)
    ):
        left += 1
    while right >= left and (
        view.is_mark(right) or view.is_hyphen(right) or view.lower[right] in ("'s", "’s", "'", "’")
    ):
        right -= 1
    if left > right:
        return None
    return Phrase(left, right, min(max(phrase.head, left), right))


def make_role(view: SentenceView, phrase: Phrase, kind: RoleKind, reason: str) -> Role | None:
    """Make a role of a phrase: the mention without loaded labels, which are kept apart; None for an empty phrase."""
    trimmed = trim(view, phrase)
    if trimmed is None:
        return None
    labels = view.lexicon.lists["loaded"]
    left, right = trimmed.left, trimmed.right
    while left < right and view.lower[left] in labels:
        left += 1
    while right > left and view.lower[right] in labels:
        right -= 1
    loaded = tuple(view.words[at] for at in range(trimmed.left, trimmed.right + 1) if view.lower[at] in labels)
    span = view.span(left, right)
    evidence = view.document.quote(span.start, span.end)
    return Role(kind=kind, mention=" ".join(evidence.text.split()), evidence=evidence, loaded=loaded, reasons=(reason,))
