"""Plain-text scrapes: lines of a page whose markup is lost, told apart into title, byline, body, widget and comment."""

from __future__ import annotations

import re

from rashomon.domain import BlockKind
from rashomon.intake.brands import brands_in
from rashomon.intake.cleaning import squeeze
from rashomon.intake.draft import Draft, Part
from rashomon.intake.lineshapes import shape_of
from rashomon.intake.segmenter import label_lines

EXTRACTOR = "rashomon scrape segmenter 1"
_SENTENCE_END = re.compile(r"""[.!?:;…]["'”’)\]]*\Z""")
_MOST_LINES = 5_000
"""Lines that are told apart: an article with its comments has fewer, and time must be bounded."""

_WRAPPED = (40, 100)
"""Characters a line of hard-wrapped text may have."""


def read_scrape(text: str) -> Draft:
    """Read the characters of a plain text; the draft has no body part when no line reads like an article's."""
    lines = lines_of(text)
    labels = label_lines(lines[:_MOST_LINES]) + [BlockKind.WIDGET] * len(lines[_MOST_LINES:])
    title = next((line for line, kind in zip(lines, labels, strict=True) if kind is BlockKind.TITLE), "")
    byline = next((line for line, kind in zip(lines, labels, strict=True) if kind is BlockKind.BYLINE), None)
    parts, named = _with_authors(lines, labels)
    notices = (f"{named} lines that name commenters were taken out; pseudonyms stand for them.",) if named else ()
    if len(lines) > _MOST_LINES:
        notices = (
            *notices,
            f"Of {len(lines)} lines only the first {_MOST_LINES} were told apart; the rest is not read.",
        )
    return Draft(
        title=title,
        parts=tuple(parts),
        byline=byline,
        publishers=tuple(brands_in(lines, labels)),
        notices=notices,
        extractor=EXTRACTOR,
    )


def _with_authors(lines: list[str], labels: list[BlockKind]) -> tuple[list[Part], int]:
    """Return the parts, a line that names the author of the comment below it taken as its author, and their number."""
    parts: list[Part] = []
    author: str | None = None
    named = 0
    for i, (line, kind) in enumerate(zip(lines, labels, strict=True)):
        below = labels[i + 1] if i + 1 < len(labels) else None
        if kind is BlockKind.COMMENT and author is None and below is BlockKind.COMMENT and _is_author(line):
            author, named = line, named + 1
            continue
        parts.append(Part(kind=kind, text=line, author=author if kind is BlockKind.COMMENT else None))
        author = None
    return parts, named


def _is_author(line: str) -> bool:
    """Tell a line that may be a commenter's name: few words, no sentence, no word that comment forms use."""
    shape = shape_of(line)
    return 1 <= shape.words <= 5 and shape.length <= 40 and not shape.ending and not shape.groups and not shape.date


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without blank ones; the lines of hard-wrapped paragraphs are joined."""
    paragraphs = [[squeeze(line) for line in block.split("\n") if line.strip()] for block in re.split(r"\n\s*\n", text)]
    paragraphs = [lines for lines in paragraphs if lines]
    if _is_wrapped(paragraphs):
        return [" ".join(lines) for lines in paragraphs]
    return [line for lines in paragraphs for line in lines]


def _is_wrapped(paragraphs: list[list[str]]) -> bool:
    """Tell hard-wrapped text: most lines inside paragraphs are of one length and do not end a sentence."""
    inner = [line for lines in paragraphs for line in lines[:-1]]
    if len(inner) < 4:
        return False
    low, high = _WRAPPED
    broken = sum(1 for line in inner if low <= len(line) <= high and not _SENTENCE_END.search(line))
    return broken > 0.6 * len(inner)
