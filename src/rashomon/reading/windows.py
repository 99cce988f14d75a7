"""Windows: the stretches of a document that the model sees at once.

A window holds whole sentences, as many as fit. It begins with a sentence or two that the window before it also held, so
that a quotation or a "he added" across the edge is seen with what goes before. Each sentence is *read* in one window
only (its owner). A sentence too long for any window is read in several parts, and nothing is left unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Share of a window that may repeat the end of the one before.
_OVERLAP = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Token indexes ``[start, end)`` of a document; those before `own` are context from the window before."""

    start: int
    own: int
    end: int


def plan_windows(sizes: Sequence[int], sentence: Sequence[int], most: int) -> list[Window]:
    """Plan the windows of a document.

    `sizes` are the piece counts of its tokens, `sentence` the number of each token's sentence (not falling), `most`
    the pieces that a window may hold without its edges. Raises ValueError if one token alone is larger than that.
    """
    parts = _parts(sizes, sentence, most)
    windows: list[Window] = []
    start = own = end = size = 0
    for number, (_, last, pieces) in enumerate(parts):
        if size + pieces > most and end > own:
            windows.append(Window(start=start, own=own, end=end))
            start, size = _context(parts[max(0, number - 8) : number], min(int(most * _OVERLAP), most - pieces))
            own = end
        size, end = size + pieces, last
    if end > own:
        windows.append(Window(start=start, own=own, end=end))
    return windows


def _parts(sizes: Sequence[int], sentence: Sequence[int], most: int) -> list[tuple[int, int, int]]:
    """Return (start, end, pieces) of each sentence, cutting those that are larger than a window."""
    parts: list[tuple[int, int, int]] = []
    start = pieces = 0
    for index, size in enumerate(sizes):
        if size > most:
            raise ValueError(f"token {index} has {size} pieces, more than a window of {most}")
        fresh = index > start and (sentence[index] != sentence[start] or pieces + size > most)
        if fresh:
            parts.append((start, index, pieces))
            start, pieces = index, 0
        pieces += size
    if len(sizes) > start:
        parts.append((start, len(sizes), pieces))
    return parts


def _context(before: Sequence[tuple[int, int, int]], room: int) -> tuple[int, int]:
    """Return the first token and the pieces of the last sentences of `before` that fit in `room`."""
    start, used = before[-1][1], 0
    for first, _, pieces in reversed(before):
        if used + pieces > room:
            break
        start, used = first, used + pieces
    return start, used
