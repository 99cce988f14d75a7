"""A page as it is shown: its blocks in order, cut where the words of values begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.desk.queue.cards import Card
from rashomon.desk.rendering import DIRECTION_MARKS, direction
from rashomon.domain import BlockKind, Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that share the same values. `start` counts code points of the page's text.

    `rows` are ids of values, `hand` is of the one that a person stands behind most (machine, coder, reviewer), ""
    where no value is. `mark` is a direction mark shown by name; then `words` is that mark alone.
    """

    start: int
    words: str
    rows: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    hand: str = ""
    mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block as it is shown."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    direction: str
    author: str | None = None


_HANDS = ("machine", "coder", "reviewer")


def shown_blocks(document: Document, cards: Sequence[Card]) -> tuple[list[Shown], list[Shown]]:
    """Return the blocks that tell the story, in order, and the comments apart."""
    marks = _marks(cards)
    told: list[Shown] = []
    comments: list[Shown] = []
    for block in document.blocks:
        shown = Shown(
            kind=block.kind,
            pieces=tuple(_pieces(document, block.span, marks if block.kind.is_reporting else [])),
            direction=direction(document.words_of(block)),
            author=block.author,
        )
        (comments if block.kind is BlockKind.COMMENT else told).append(shown)
    return told, comments


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    span: Span
    row: str
    card: str
    hand: str


def _marks(cards: Sequence[Card]) -> list[_Mark]:
    marks = []
    for card in cards:
        if card.done == "rejected":
            continue
        marks.append(_Mark(span=card.claim.content.span, row="", card=card.id, hand=""))
        for row in card.rows:
            if not row.rejected:
                marks += [_Mark(span=span, row=row.id, card=card.id, hand=row.hand) for span in row.spans]
    return marks


def _pieces(document: Document, span: Span, marks: Sequence[_Mark]) -> Iterator[Piece]:
    here = [mark for mark in marks if mark.span.overlaps(span)]
    edges = {span.start, span.end}
    for mark in here:
        edges |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    edges |= {at + add for at in range(span.start, span.end) if document.text[at] in DIRECTION_MARKS for add in (0, 1)}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        words = document.text[start:end]
        over = [mark for mark in here if mark.span.start <= start and end <= mark.span.end]
        hands = [mark.hand for mark in over if mark.hand]
        yield Piece(
            start=start,
            words=words,
            rows=tuple(dict.fromkeys(mark.row for mark in over if mark.row)),
            cards=tuple(dict.fromkeys(mark.card for mark in over)),
            hand=max(hands, key=_HANDS.index) if hands else "",
            mark=words in DIRECTION_MARKS,
        )
