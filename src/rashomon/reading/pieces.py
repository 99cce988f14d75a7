"""Word pieces of tokens, and the small "shape" id that gives the uncased vocabulary back what it drops.

Training and reading share this module, so that a word looks the same to the model in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

#: Pieces of one token beyond this many are not read: the head word of a compound URL says enough.
MOST_PIECES: Final = 5
PAD: Final = 0
#: Shape of a token's further pieces, and of the marks at the edges of a window.
INNER_SHAPE: Final = 62
EDGE_SHAPE: Final = 63
_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-"}
)
_CASES: Final = 7
#: A sentence with a larger share of capitals than this among its letters is set in capitals: case says nothing in it.
_CAPITALS: Final = 0.7


class Pieces:
    """A tokenizer that is asked once a word and remembers the answer."""

    __slots__ = ("_known", "_tokenizer", "edges")

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        start, end = self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")
        unknown = self._tokenizer.token_to_id("[UNK]")
        if start is None or end is None or unknown is None:
            raise ValueError(f"{path} is not a BERT tokenizer: [CLS], [SEP] or [UNK] is missing")
        #: ids of the marks before and after a window
        self.edges: tuple[int, int] = (start, end)
        self._known: dict[str, tuple[int, ...]] = {"": (unknown,)}

    def of(self, token: str) -> tuple[int, ...]:
        """Return the piece ids of one token, at least one and at most `MOST_PIECES`."""
        found = self._known.get(token)
        if found is None:
            ids = self._tokenizer.encode(token.translate(_PLAIN), add_special_tokens=False).ids
            found = tuple(ids[:MOST_PIECES]) or self._known[""]
            if len(self._known) > 200_000:
                self._known = {"": self._known[""]}
            self._known[token] = found
        return found


@lru_cache(maxsize=65_536)
def shape_of(token: str) -> int:
    """Return the case of a token: 1 lower, 2 title, 3 capitals, 4 mixed, 5 with digits, 6 without letters or digits."""
    if token.islower():
        return 1 if token.isalpha() else _mixed(token, 1)
    if token.isalpha():
        if token.isupper():
            return 3 if len(token) > 1 else 2
        return 2 if token[0].isupper() and token[1:].islower() else 4
    return _mixed(token, 4)


def _mixed(token: str, otherwise: int) -> int:
    """Return the case of a token with more than letters in it."""
    if any(c.isdigit() for c in token):
        return 5
    if not any(c.isalpha() for c in token):
        return 6
    if otherwise == 1:
        return 1
    if token.isupper():
        return 3
    return 2 if token[0].isupper() else 4


def shapes_of(
    tokens: Sequence[str], glued: Sequence[bool], sentence: Sequence[int], paragraph: Sequence[int]
) -> list[int]:
    """Return the shape id of each token's first piece: its case, where it stands, and whether white space is before it.

    The first token of a sentence has place 1, that of a paragraph place 2. Sentences in capitals get case 0.
    """
    shapes: list[int] = []
    start = 0
    size = len(tokens)
    while start < size:
        end = start
        while end < size and sentence[end] == sentence[start]:
            end += 1
        cases = [shape_of(token) for token in tokens[start:end]]
        upper = lower = 0
        if 3 in cases:
            for token, case in zip(tokens[start:end], cases, strict=True):
                upper += len(token) * (case == 3)
                lower += len(token) * (case in {1, 2, 4})
        if upper and upper > _CAPITALS * (upper + lower):
            cases = [case if case > 4 else 0 for case in cases]
        opens = start == 0 or paragraph[start] != paragraph[start - 1]
        for offset, case in enumerate(cases):
            place = 0 if offset else 2 if opens else 1
            shapes.append(case + _CASES * (place + 3 * glued[start + offset]))
        start = end
    return shapes
