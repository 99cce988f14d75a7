"""Where words stand, and the words themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, base 0, into `Document.text`.

    Raises ValueError when it is empty, negative or reversed: a value without words has no place in the ledger.

    >>> Span(2, 5).overlaps(Span(4, 9))
    True
    >>> Span(2, 5).within(Span(0, 5))
    True
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Tell whether this lies inside the other (equal counts)."""
        return other.start <= self.start and self.end <= other.end

    def cover(self, other: Span) -> Span:
        """Return the shortest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """The exact words that say so: `document.text[span.start:span.end] == text`.

    The invariant needs the document's text, so it is checked by `Document.quote`, which is how evidence is
    made, and by `holds_in`, which the ledger's check uses.
    """

    document_id: str
    span: Span
    text: str

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError(f"evidence of {len(self.text)} characters cannot fill {self.span}")

    def holds_in(self, text: str) -> bool:
        """Tell whether these words stand at this place of `text`, the document's text."""
        return text[self.span.start : self.span.end] == self.text
