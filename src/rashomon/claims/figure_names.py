"""Named victims: "Ahmad Saleh and Omar Haddad were killed" counts two."""

from __future__ import annotations

from typing import Final

from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Hit, Line
from rashomon.domain.claim import Measure, Modifier
from rashomon.domain.reading import NameKind
from rashomon.knowledge.harm import NounKind

_PERSONAL: Final = frozenset([Measure.KILLED, Measure.WOUNDED, Measure.CAPTURED, Measure.KILLED_OR_WOUNDED, Measure.MISSING])


def find_named(line: Line, taken: list[tuple[int, int]]) -> list[Mention]:
    """Return the person names that share a passive or "died", counted as one mention.

    Only names that the reader marked as persons count: capitals alone do not tell a victim from a town.
    """
    names = [
        name.span
        for name in line.reading.names
        if name.kind is NameKind.PERSON and line.words and line.span(0, len(line.words)).overlaps(name.span)
    ]
    if not names:
        return []
    spots = []
    for at in range(len(line.words)):
        span = line.span(at, at + 1)
        if any(span.start == name.start for name in names):
            end = at + 1
            while end < len(line.words) and any(line.span(end, end + 1).within(name) and span.within(name) for name in names):
                end += 1
            spots.append((at, end))
    found = []
    for hit in line.hits:
        mention = _named(line, hit, spots, taken)
        if mention is not None:
            found.append(mention)
    return found


def _named(line: Line, hit: Hit, spots: list[tuple[int, int]], taken: list[tuple[int, int]]) -> Mention | None:
    if hit.measure not in _PERSONAL:
        return None
    if hit.voice in {"passive", "befalls"}:
        chain = _chain(line, spots, hit.start)
    elif hit.voice in {"active", "free"}:
        chain = _chain_after(line, spots, hit.end)
    else:
        return None
    if not chain or any(first < chain[-1][1] and chain[0][0] < end for first, end in taken):
        return None
    first, end = chain[0][0], chain[-1][1]
    return Mention(
        first=first, end=end, form="names", low=len(chain), high=len(chain), modifier=Modifier.EXACT,
        group=(first, end), kind=NounKind.PERSON,
    )  # fmt: skip


def _chain(line: Line, spots: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Return the names that end right before a place, joined by commas and "and"; ages and titles may stand between."""
    chain: list[tuple[int, int]] = []
    for spot in reversed(spots):
        if spot[1] > end:
            continue
        gap = line.words[spot[1] : end]
        fits = not chain and (not gap or _aside(gap)) or bool(chain) and set(gap) <= {"and", ",", "&"} | _ages(gap)
        if not fits:
            break
        chain.insert(0, spot)
        end = spot[0]
    return chain


def _chain_after(line: Line, spots: list[tuple[int, int]], start: int) -> list[tuple[int, int]]:
    chain: list[tuple[int, int]] = []
    for spot in spots:
        if spot[0] < start:
            continue
        gap = line.words[start : spot[0]]
        if not (not gap if not chain else set(gap) <= {"and", ",", "&"} | _ages(gap)):
            break
        chain.append(spot)
        start = spot[1]
    return chain


def _ages(gap: tuple[str, ...]) -> set[str]:
    return {word for word in gap if word.isdigit()}


def _aside(gap: tuple[str, ...]) -> bool:
    """Tell whether a gap is an aside between commas or brackets (", 34 ,", ", a teacher ,")."""
    return len(gap) >= 2 and gap[0] in {",", "("} and gap[-1] in {",", ")"} and len(gap) <= 10
