"""Which signs a pattern can begin with, so that only able patterns are tried at a place."""

from __future__ import annotations

import re

_PART = re.compile(r"\[(?P<set>(?:\\.|[^\]])*)\]|(?P<open>\((?:\?P<\w+>|\?:|\?<?[!=])?)|(?P<other>.)", re.DOTALL)


def starts_of(pattern: str) -> frozenset[str]:
    """Return the signs that a match of this compiled pattern can begin with.

    The patterns hold sets, groups, looks around, alternatives and "?", as `grammar` writes them, and nothing else.

    >>> sorted(starts_of("(?<![x])[a]?(?P<day>[bc]|[d])[e]"))
    ['a', 'b', 'c', 'd']
    """
    parts = [(hit.lastgroup or "", hit[0]) for hit in _PART.finditer(pattern)]
    signs, _, _ = _branches(parts, 0)
    return frozenset(signs)


def _branches(parts: list[tuple[str, str]], at: int) -> tuple[set[str], bool, int]:
    """Return first signs, whether nothing can match, and where the group ends."""
    signs: set[str] = set()
    hollow = False
    while True:
        found, empty, at = _sequence(parts, at)
        signs |= found
        hollow = hollow or empty
        if at >= len(parts) or parts[at][1] == ")":
            return signs, hollow, at + 1
        at += 1


def _sequence(parts: list[tuple[str, str]], at: int) -> tuple[set[str], bool, int]:
    signs: set[str] = set()
    open_yet = True
    while at < len(parts) and parts[at][1] not in ("|", ")"):
        kind, text = parts[at]
        looks = kind == "open" and text.endswith(("!", "="))
        if kind == "open":
            found, empty, at = _branches(parts, at + 1)
        else:
            found = {each.lstrip("\\") or "\\" for each in re.findall(r"\\.|.", text[1:-1] if kind == "set" else text)}
            empty, at = False, at + 1
        if at < len(parts) and parts[at][1] == "?":
            empty, at = True, at + 1
        if looks:
            continue
        if open_yet:
            signs |= found
        open_yet = open_yet and empty
    return signs, open_yet, at
