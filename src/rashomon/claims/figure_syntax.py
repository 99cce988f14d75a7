"""What dependencies add to the figure rules: predicates that stand far from their count.

Universal Dependencies v2 labels. The tree only speaks where the word rules found nothing, so that a reader with syntax
never loses what a reader without it finds.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final

from rashomon.claims.figure_chains import is_people
from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Hit, Line

_PASSIVE: Final = frozenset(["nsubj:pass", "csubj:pass"])
_NOUNS: Final = frozenset(["NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"])


def harmed_by_tree(line: Line, mentions: Sequence[Mention], hit: Hit, links: Container[int]) -> list[int]:
    """Return the mentions that the tree gives to words of harm: passive subject, subject of "died", object of "killed".

    Returns nothing where the reading has no syntax.
    """
    if not line.reading.has_syntax:
        return []
    found = []
    for token in _patients(line, hit):
        for index, mention in enumerate(mentions):
            inside = mention.first <= token < mention.end
            if inside and index not in links and index not in found and is_people(mention) and mention.form != "zero":
                found.append(index)
    return found


def _patients(line: Line, hit: Hit) -> Iterator[int]:
    """Yield the tokens of the line that a verb of harm befalls, with those coordinated with them."""
    verb = line.first + hit.first
    tokens = line.reading.tokens
    wanted = _wanted(hit)
    for at in range(len(line.words)):
        index = line.first + at
        if tokens.head[index] == verb and tokens.deprel[index] in wanted and tokens.upos[index] in _NOUNS:
            yield from _with_conjuncts(line, at)
    if hit.voice in {"free", "passive"} and tokens.deprel[verb] == "conj":
        head = tokens.head[verb]
        # "led into the bush and shot" is often hung on the bush: the verb above it is meant.
        while tokens.upos[head] in {"NOUN", "PROPN"} and tokens.head[head] >= line.first:
            head = tokens.head[head]
        yield from _shared_subject(line, head)
    if hit.voice == "free" and tokens.deprel[verb].startswith("acl") and tokens.head[verb] >= line.first:
        yield tokens.head[verb] - line.first


def _shared_subject(line: Line, verb: int) -> Iterator[int]:
    """Yield the passive subject of the verb that another is coordinated with ("were led into the bush and shot")."""
    tokens = line.reading.tokens
    for at in range(len(line.words)):
        if tokens.head[line.first + at] == verb and tokens.deprel[line.first + at] in _PASSIVE:
            yield from _with_conjuncts(line, at)


def _wanted(hit: Hit) -> frozenset[str]:
    if hit.befalls:
        return frozenset(["nsubj", "nsubj:pass"])
    if hit.voice == "active":
        return frozenset(["obj"])
    if hit.voice == "state":
        return frozenset(["nsubj", "nsubj:pass"])
    return _PASSIVE if hit.voice == "passive" else _PASSIVE | {"obj"}


def _with_conjuncts(line: Line, at: int) -> Iterator[int]:
    yield at
    tokens = line.reading.tokens
    for other in range(len(line.words)):
        if tokens.deprel[line.first + other] == "conj" and tokens.head[line.first + other] == line.first + at:
            yield other
