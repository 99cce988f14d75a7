"""The page on its way to a `Document`: blocks with their texts, and what the page says about itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rashomon.domain import Block, BlockKind, Span

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block before it has a place in the text. `author` is already a pseudonym.

    `run_on` says that it goes on in the line of the part before it, as a paragraph does after its dateline.
    """

    kind: BlockKind
    text: str
    author: str | None = None
    run_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClue:
    """A date that the page offers for itself.

    `year` and `day` may be missing. `other` is the second reading of a numeric date whose day and month cannot be told
    apart. `words` say it as the page does; `part` and `offset` tell where they stand (index of the part, code points
    into its text), None when they stand in markup or in a URL. `basis` is json-ld, meta, byline, dateline, url or body.
    """

    basis: str
    words: str
    month: int
    year: int | None = None
    day: int | None = None
    other: date | None = None
    part: int | None = None
    offset: int = 0
    changed: bool = False
    """Whether it says when the page was changed rather than published."""

    @property
    def full(self) -> bool:
        """Whether it names one day of one year."""
        return self.year is not None and self.day is not None and self.other is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an extractor made of a page. `publishers` are names with their basis, the best first."""

    title: str = ""
    parts: tuple[Part, ...] = ()
    byline: str | None = None
    url: str | None = None
    publishers: tuple[tuple[str, str], ...] = ()
    clues: tuple[DateClue, ...] = ()
    notices: tuple[str, ...] = ()
    extractor: str = ""
    markup_language: str | None = None
    """The language that the markup declares, as an IETF tag."""

    def body_text(self) -> str:
        """Return the outlet's own text, for what is told from words alone (language, fingerprints)."""
        kinds = (BlockKind.TITLE, BlockKind.BODY)
        return "\n".join(part.text for part in self.parts if part.kind in kinds)


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a document and its blocks; `starts` are the parts' offsets in it."""

    text: str
    blocks: tuple[Block, ...]
    starts: tuple[int, ...] = field(default_factory=tuple)


def lay_out(parts: Iterable[Part]) -> Laid:
    """Join the parts by blank lines and return the text with its blocks. Empty parts must have been dropped."""
    pieces: list[str] = []
    blocks: list[Block] = []
    starts: list[int] = []
    for part in parts:
        if starts:
            pieces.append(" " if part.run_on else _BETWEEN)
        start = sum(map(len, pieces[-1:])) + (blocks[-1].span.end if blocks else 0)
        starts.append(start)
        pieces.append(part.text)
        blocks.append(Block(kind=part.kind, span=Span(start, start + len(part.text)), author=part.author))
    return Laid("".join(pieces), tuple(blocks), tuple(starts))
