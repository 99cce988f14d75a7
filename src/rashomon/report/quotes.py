"""Words of a page with what was read in them: quotes in context, and whole pages with their highlights."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rashomon.domain import Block, BlockKind, Claim, Document, Evidence, Span

CONTEXT = 170
"""Code points of context on each side of a quote, before the cut moves to an edge of words."""


class Layer(IntEnum):
    """What a highlight says, from the ground up: the higher one is drawn where several overlap."""

    PLAIN = 0
    CONTENT = 1
    WHERE_WHEN = 2
    VOICE = 3
    FIGURE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words that share their highlights. `claim_ids` are those whose content covers them; `starts` begin here."""

    text: str
    layer: Layer = Layer.PLAIN
    claim_ids: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """A block of a page with its runs. `quiet` parts (comments, widgets) are not reporting and carry no highlight."""

    kind: BlockKind
    runs: tuple[Run, ...]
    author: str | None = None

    @property
    def quiet(self) -> bool:
        """Whether this is not reporting."""
        return self.kind in (BlockKind.COMMENT, BlockKind.WIDGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A claim's words in their context; `cut_before` and `cut_after` say that the page's paragraph goes on there."""

    runs: tuple[Run, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class _Stroke:
    span: Span
    layer: Layer
    claim_id: str | None = None


def quote_in_context(document: Document, claim: Claim) -> Quote:
    """Return the claim's content with the words around it, from the same block alone.

    The content itself is never cut. Offsets are those of the document's text.
    """
    content = claim.content.span
    home = next((block.span for block in document.blocks if block.span.overlaps(content)), content).cover(content)
    start, end = home.start, home.end
    if content.start - start > CONTEXT * 1.5:
        start = _next_word(document.text, content.start - CONTEXT, content.start)
    if end - content.end > CONTEXT * 1.5:
        end = _last_word(document.text, content.end + CONTEXT, content.end)
    strokes = _strokes(claim)
    return Quote(
        runs=_runs(document.text, Span(start, end), strokes), cut_before=start > home.start, cut_after=end < home.end
    )


def page_parts(document: Document, claims: Sequence[Claim]) -> tuple[PagePart, ...]:
    """Return the page block by block with the highlights of all its claims."""
    strokes = [stroke for claim in claims for stroke in _strokes(claim)]
    return tuple(_part(document, block, strokes) for block in document.blocks)


def _part(document: Document, block: Block, strokes: Sequence[_Stroke]) -> PagePart:
    inside = [] if block.kind in (BlockKind.COMMENT, BlockKind.WIDGET) else strokes
    return PagePart(kind=block.kind, runs=_runs(document.text, block.span, inside), author=block.author)


def _strokes(claim: Claim) -> list[_Stroke]:
    strokes = [_Stroke(claim.content.span, Layer.CONTENT, claim.id)]
    voice: list[Evidence | None] = [claim.cue, claim.status_cue, *(link.evidence for link in claim.chain)]
    strokes += [_Stroke(each.span, Layer.VOICE) for each in voice if each]
    strokes += [_Stroke(place.evidence.span, Layer.WHERE_WHEN) for place in claim.places]
    if claim.when and claim.when.evidence:
        strokes.append(_Stroke(claim.when.evidence.span, Layer.WHERE_WHEN))
    strokes += [_Stroke(figure.evidence.span, Layer.FIGURE) for figure in claim.figures]
    return strokes


def _runs(text: str, window: Span, strokes: Iterable[_Stroke]) -> tuple[Run, ...]:
    inside = [stroke for stroke in strokes if stroke.span.overlaps(window)]
    edges = {window.start, window.end}
    for stroke in inside:
        edges |= {max(window.start, stroke.span.start), min(window.end, stroke.span.end)}
    cuts = sorted(edges)
    runs = []
    for start, end in itertools.pairwise(cuts):
        here = [stroke for stroke in inside if stroke.span.start < end and start < stroke.span.end]
        ids = [stroke.claim_id for stroke in here if stroke.claim_id]
        first = [each.claim_id for each in here if each.claim_id and max(each.span.start, window.start) == start]
        runs.append(
            Run(
                text=text[start:end],
                layer=max((stroke.layer for stroke in here), default=Layer.PLAIN),
                claim_ids=tuple(dict.fromkeys(ids)),
                starts=tuple(dict.fromkeys(first)),
            )
        )
    return tuple(runs)


def _next_word(text: str, start: int, limit: int) -> int:
    while start < limit and not text[start - 1].isspace():
        start += 1
    return start


def _last_word(text: str, end: int, limit: int) -> int:
    while end > limit and not text[end].isspace():
        end -= 1
    return end
