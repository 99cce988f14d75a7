"""What holds on every page, whatever a model says of its single lines: rules that settle the labels of a scrape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rashomon.domain import BlockKind
from rashomon.intake.letters import names_readers
from rashomon.intake.linefeatures import PageShape
from rashomon.intake.lineshapes import LineShape

_BODY, _COMMENT, _WIDGET = BlockKind.BODY, BlockKind.COMMENT, BlockKind.WIDGET

_SHORT = 80
"""Characters of a line that may be a button, a heading or a call rather than a paragraph."""

_CALL = 60
"""Characters of a line that points elsewhere ("See also: ...") or credits a picture, and tells nothing itself."""

_CALLING = frozenset({"comment", "credit", "frame", "legal", "related", "share", "subscribe"})

_STRAY = 2
"""Comments in a row that a longer row of body lines below them shows to be none."""

_FRAME = 240
"""Characters of a line of the page's frame at most."""

_TIMETABLE = 3
"""Times of day in a line of few words that make it a timetable."""

_LEAD = 4
"""Lines above the body among which its lead may stand."""

_SENTENCE = 90
"""Characters of a lead at least."""

_SELLING = frozenset({"credit", "legal", "subscribe"})
_CREDIT = re.compile(
    r"\((?:Foto|Photo|Bild|Image|Crédit|Credit|AP|AFP|Reuters|Getty)\b[^()]{0,60}\)\Z|\bCC[- ]BY\b|click to enlarge"
    r"|zum vergrößern",
    re.IGNORECASE,
)
_HOUSE_RULES = re.compile(
    r"\b(?:comments? (?:are|is|will be|may be)|moderated|civil and|kommentare werden|netiquette)\b", re.IGNORECASE
)
_RIGHTS = re.compile(r"(?:©|\(c\)\s|copyright\b|all rights reserved)", re.IGNORECASE)
_CLOCKS = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_DEGREES = re.compile(r"\d\s?°\s?[CF]\b|\b[A-Z]{3}\s?/\s?[A-Z]{3}\b\s*:?\s*\d|\b1 [A-Z]{3} = \d")
_WRITTEN = re.compile(r"(?:By|Von|Par|Por|Di|Door)\s+[A-Z]")


def settle(
    kinds: Sequence[BlockKind], leaning: Sequence[float], lines: Sequence[str], page: PageShape
) -> list[BlockKind]:
    """Settle what holds on every page, from the model's labels; `leaning` is how much each line leans to a comment.

    A short line that comes again is no text, nor is one that only points elsewhere; comments go on to their end, and
    none stands in the midst of the article. The model weighs single lines and may leave a long row of comments: a line
    that talks, once they are open, is one.
    """
    told = list(kinds) if _BODY in kinds else _some_body(kinds, leaning, page)
    commenting = False
    for i, kind in enumerate(told):
        shape = page.shapes[i]
        if kind is _BODY and (_comes_again(lines[i], page, shape) or _calls(shape) or _of_frame(lines[i], shape)):
            told[i] = _WIDGET
        remark = kind is _COMMENT or (kind is _WIDGET and shape.person > 0 and _talks(shape))
        commenting = commenting or (remark and i >= page.opened)
        if kind is _COMMENT and "comment" in shape.groups and shape.length <= _SHORT / 2:
            told[i] = _WIDGET
        elif commenting and kind is _WIDGET and _talks(shape):
            told[i] = _COMMENT
    told = _with_lead(_with_byline(_without_strays(_closed(told, page), page), lines, page), lines, page)
    return _with_letters(_joined(told, lines, page) if commenting else told, lines, page)


def _comes_again(line: str, page: PageShape, shape: LineShape) -> bool:
    return page.counts[line] > 1 and shape.length <= _SHORT and not shape.sentences


def _calls(shape: LineShape) -> bool:
    """Tell a short line, no sentence, with a word that credits, shares, sells or points to another page."""
    return shape.length <= _CALL and shape.ending not in {".", "!", "?"} and bool(shape.groups & _CALLING)


def _of_frame(line: str, shape: LineShape) -> bool:
    """Tell what stands beside any article: rights, credits, rules for comments, timetables, weather, rates."""
    if shape.length <= _FRAME and (_RIGHTS.match(line) or _CREDIT.search(line)):
        return True
    if shape.person and _HOUSE_RULES.search(line):
        return True
    if len(_CLOCKS.findall(line)) >= _TIMETABLE and shape.words <= _FRAME / 8:
        return True
    return shape.length <= _SHORT and shape.ending not in {".", "!", "?"} and bool(_DEGREES.search(line))


def _with_byline(told: list[BlockKind], lines: Sequence[str], page: PageShape) -> list[BlockKind]:
    """Take for the byline a short line "By ..." that opens the body: no paragraph begins so and ends without a stop."""
    first = next((i for i, kind in enumerate(told) if kind is _BODY), None)
    if first is not None and page.shapes[first].length <= _SHORT and not page.shapes[first].ending:
        written = _WRITTEN.match(lines[first])
        if written and _BODY in told[first + 1 :] and BlockKind.BYLINE not in told[:first]:
            told[first] = BlockKind.BYLINE
    return told


def _with_lead(told: list[BlockKind], lines: Sequence[str], page: PageShape) -> list[BlockKind]:
    """Take whole sentences right above the first line of the body for its lead, unless they come again or sell."""
    first = told.index(_BODY) if _BODY in told else 0
    for i in range(max(0, first - _LEAD), first):
        shape = page.shapes[i]
        whole = shape.length >= _SENTENCE and shape.ending in {".", "!", "?", "…"} and shape.letters > 0.6
        other = page.counts[lines[i]] > 1 or shape.groups & _SELLING or _of_frame(lines[i], shape)
        if told[i] is _WIDGET and whole and not other:
            told[i] = _BODY
    return told


def _closed(told: list[BlockKind], page: PageShape) -> list[BlockKind]:
    """Take for comments what is read as body below two comments and below the page's longest run of prose."""
    comments = 0
    for i, kind in enumerate(told):
        if kind is _COMMENT:
            comments += 1
        elif kind is _BODY and comments >= _STRAY and i > page.region[1]:
            told[i] = _COMMENT
    return told


def _without_strays(told: list[BlockKind], page: PageShape) -> list[BlockKind]:
    """Take for body a comment or two in the midst of the article, where nothing above them opens the comments."""
    rows: list[tuple[BlockKind, list[int]]] = []
    for i, kind in enumerate(told):
        if kind in {_BODY, _COMMENT} and page.shapes[i].length > _SHORT / 2:
            if not rows or rows[-1][0] is not kind:
                rows.append((kind, []))
            rows[-1][1].append(i)
    for (kind, row), (_, below) in pairwise(rows[1:]):
        if kind is _COMMENT and len(row) <= _STRAY < len(below) and row[0] < page.opened:
            for i in row:
                told[i] = _BODY
    return told


def _with_letters(told: list[BlockKind], lines: Sequence[str], page: PageShape) -> list[BlockKind]:
    """Take for comments what stands under a heading of readers' letters, up to the next line of the page's frame."""
    first = told.index(_BODY) if _BODY in told else len(told)
    heading = next((i for i in range(first + 1, len(told)) if names_readers(lines[i])), None)
    if heading is None:
        return told
    told[heading] = _WIDGET
    for i in range(heading + 1, len(told)):
        shape = page.shapes[i]
        if shape.groups and shape.length <= _SHORT / 2 and not shape.sentences and told[i] is _WIDGET:
            break
        told[i] = _COMMENT
    return told


def _some_body(kinds: Sequence[BlockKind], leaning: Sequence[float], page: PageShape) -> list[BlockKind]:
    """Take for body what reads like sentences, where the model found no body: a short text is a page too.

    Lines that lean to comments are left out, as long as others are there.
    """
    prose = any(shape.prose for shape in page.shapes)
    spoken = [
        i < page.opened and (shape.prose or (not prose and shape.sentences > 0 and shape.words > 5))
        for i, shape in enumerate(page.shapes)
    ]
    plain = [told and leaning[i] <= 0 for i, told in enumerate(spoken)]
    return [_BODY if told else kind for told, kind in zip(plain if any(plain) else spoken, kinds, strict=True)]


def _talks(shape: LineShape) -> bool:
    long = shape.length > _SHORT and shape.words > 11
    return long or (shape.length > 40 and bool(shape.person or shape.loud or shape.sentences) and not shape.groups)


def _joined(told: list[BlockKind], lines: Sequence[str], page: PageShape) -> list[BlockKind]:
    """Take names and short remarks between two comments, and right after the last one, as part of them."""
    last = max((i for i, kind in enumerate(told) if kind is _COMMENT), default=len(told))
    for i in range(1, len(told)):
        if told[i] is not _WIDGET or page.shapes[i].groups or not page.shapes[i].words:
            continue
        between = i + 1 < len(told) and told[i + 1] is _COMMENT and _COMMENT in told[max(0, i - 3) : i]
        after = last < i <= last + 3 and page.counts[lines[i]] == 1
        names = page.opened < i + 1 < len(told) and told[i + 1] is _COMMENT and page.shapes[i].name_like
        if between or after or names:
            told[i] = _COMMENT
    return told
