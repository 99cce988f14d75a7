"""Whether a deed is told as done, denied in its own clause, planned, foreseen or only supposed."""

from __future__ import annotations

from typing import Literal

from rashomon.claims.deeds_match import Match
from rashomon.claims.deeds_view import SentenceView

Modality = Literal["fact", "planned", "predicted", "hypothetical"]

_REACH = 4
_STOPS = frozenset(',;:."”“')


def judge(view: SentenceView, match: Match) -> tuple[bool, Modality]:
    """Return whether the deed is negated, and its modality, from the words that govern it."""
    governing = _governing(view, match)
    lists = view.lexicon.lists
    is_noun = match.trigger.frame.pattern.word == "noun"
    negated = any(word in lists["negators"] for word in governing)
    if any(word in lists["fail"] for word in governing):
        negated = not is_noun or "no" in governing
    modality: Modality = "fact"
    if any(word in lists["hypothetical"] for word in governing):
        modality = "hypothetical"
    elif any(word in lists["predicted"] for word in governing):
        modality = "predicted"
    elif any(word in lists["planned"] for word in governing):
        modality = "planned"
    return negated, modality


_BE = frozenset({"was", "were", "are", "is"})
_RELATIVE = frozenset({"who", "which"})


def _governing(view: SentenceView, match: Match) -> list[str]:
    """Return the words in lower case that can negate or shift a deed: auxiliaries, determiners, the verb above."""
    if not view.has_syntax:
        return _by_position(view, match)
    words = [
        view.lower[child]
        for child in view.children[match.head]
        if view.relation(child) in ("aux", "advmod", "det", "mark", "cc") and child < match.head
    ]
    for child in view.dependents(match.head, "nsubj", "obj"):
        words += [view.lower[each] for each in view.children[child] if view.lower[each] in ("no", "neither")]
        words += [view.lower[child]] if view.lower[child] in ("none", "nobody") else []
    at, steps = match.head, 0
    while steps < 2 and view.head[at] >= 0 and view.relation(at) in ("xcomp", "conj", "obj", "nsubj", "advcl", "acl"):
        relation, at = view.relation(at), view.head[at]
        if relation in ("conj", "advcl", "acl") and steps:
            break
        if relation in ("advcl", "acl"):
            words += _mark_of(view, match.head)
            break
        if relation in ("xcomp", "conj") or view.lower[at] in view.lexicon.lists["light"]:
            words += [
                view.lower[child]
                for child in view.children[at]
                if view.relation(child) in ("aux", "advmod", "mark") and child < at
            ]
        if relation == "xcomp":
            words.append(view.lower[at])
        steps += 1
    return words


def _mark_of(view: SentenceView, at: int) -> list[str]:
    return [view.lower[child] for child in view.dependents(at, "mark")]


def _by_position(view: SentenceView, match: Match) -> list[str]:
    words: list[str] = []
    at = match.positions[0] - 1
    while at >= 0 and len(words) < _REACH and view.words[at] not in _STOPS:
        words.append(view.lower[at])
        if view.lower[at] in _BE and _RELATIVE.intersection(view.lower[max(0, at - _REACH) : at]):
            # "Women who did not leave were killed": what stands before "were" is of the relative clause.
            break
        at -= 1
    head = [view.lower[0]] if view.lower and view.lower[0] in ("if", "unless") else []
    return words + head
