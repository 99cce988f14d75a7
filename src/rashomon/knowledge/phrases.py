"""Phrases of one token or more, found by their first or last token, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """An index of phrases with a value each.

    >>> found = phrases_of([("no", 1), ("no fewer than", 2)])
    >>> found.starting("no fewer than 12".split(), 0)
    (3, 2)
    """

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]
    by_last: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]

    def starting(self, words: Sequence[str], at: int) -> tuple[int, T] | None:
        """Return the end (exclusive) and value of the longest phrase that starts at token `at`."""
        found = self.by_first.get(words[at]) if at < len(words) else None
        for phrase, value in found or ():
            end = at + len(phrase)
            if end == at + 1 or tuple(words[at:end]) == phrase:
                return end, value
        return None

    def ending(self, words: Sequence[str], end: int) -> tuple[int, T] | None:
        """Return the start and value of the longest phrase that ends before token `end`."""
        for phrase, value in self.by_last.get(words[end - 1], ()) if end > 0 else ():
            begin = end - len(phrase)
            if begin >= 0 and tuple(words[begin:end]) == phrase:
                return begin, value
        return None

    def all_starting(self, words: Sequence[str], at: int) -> list[tuple[int, T]]:
        """Return every phrase that starts at token `at`, longest first, as (end, value)."""
        return [
            (at + len(phrase), value)
            for phrase, value in self.by_first.get(words[at], ())
            if tuple(words[at : at + len(phrase)]) == phrase
        ]


def phrases_of(entries: Iterable[tuple[str, T]]) -> Phrases[T]:
    """Return phrases indexed by their first and last token. Tokens are separated by one blank."""
    first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for text, value in entries:
        tokens = tuple(text.split())
        first.setdefault(tokens[0], []).append((tokens, value))
        last.setdefault(tokens[-1], []).append((tokens, value))
    for index in (first, last):
        for found in index.values():
            found.sort(key=lambda each: -len(each[0]))
    return Phrases(
        {key: tuple(found) for key, found in first.items()}, {key: tuple(found) for key, found in last.items()}
    )
