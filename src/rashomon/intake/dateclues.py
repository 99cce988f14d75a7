"""The dates that a page offers for itself, gathered before one is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING

from rashomon.domain import BlockKind
from rashomon.intake.cleaning import squeeze
from rashomon.intake.datelines import find_dateline
from rashomon.intake.datewords import WrittenDate, find_written_dates, order_of_numbers
from rashomon.intake.draft import DateClue, Part
from rashomon.intake.founddates import clue_of_found
from rashomon.intake.markup import class_words, remove
from rashomon.intake.metadata import Facts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_URL_DAY = re.compile(
    r"(?:(?<=/)|(?<=[-_]))((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/|\Z)")
_DATE_CLASSES = frozenset(
    [
        "date",
        "datum",
        "fecha",
        "datetime",
        "timestamp",
        "published",
        "pubdate",
        "publish",
        "posted",
        "byline",
        "dateline",
        "time",
    ]
)
_WIDGET_LINE = 60
"""Characters of a widget above the text whose date is worth naming as a rival that was not believed."""

_OPENING = 3
"""Body paragraphs of which one may open with a dateline: a summary may stand before it."""

_PARAGRAPH = 4_000
"""Characters of a paragraph that are looked through for a date."""

_TITLE_WORD = re.compile(r"\w{4,}")
_ABOVE = 120
"""Characters of a line between the title and the text that may be a byline."""

_NEAR_TOP = 6
"""Body paragraphs in which a date may stand for the page's own."""


def clues_of_facts(facts: Facts) -> Iterator[DateClue]:
    """Yield the dates of JSON-LD, meta tags and microdata, published before changed."""
    for changed, stated in ((False, facts.published), (True, facts.changed)):
        for basis, words in stated:
            for written in find_written_dates(squeeze(words.replace("\n", " "))[:80]):
                if written.day is not None:
                    yield _clue(basis, words, written, changed=changed)
                break


def clues_of_markup(tree: HtmlElement, url: str | None, *, stated: bool) -> Iterator[DateClue]:
    """Yield the dates shown by the page in elements made for dates, the date of the URL, and what htmldate finds.

    htmldate is asked only where nothing is `stated` in the metadata: it takes its time, and it finds less there. Frames
    (menus, footers, sidebars) are kept from it.
    """
    yield from _shown(tree)
    yield from clues_of_url(url)
    if stated:
        return
    from htmldate import find_date  # noqa: PLC0415 - slow to import

    inner = deepcopy(tree)
    for element in list(inner.iter("nav", "footer", "aside")):
        if element.tag != "aside" or _stands_aside(element):
            remove(element)
    found = find_date(inner, extensive_search=True, original_date=True, url=url)
    if found:
        yield clue_of_found(date.fromisoformat(found), inner)


def clues_above(lines: Sequence[str], title: str, body: Sequence[Part]) -> Iterator[DateClue]:
    """Yield the one full date of the short line between the title and the text, or at the title's end.

    Old pages have no element for dates: the line under the heading names the day and the writer.
    """
    opening = body[0].text[:60] if body else ""
    first = next((i for i, line in enumerate(lines) if opening and line.startswith(opening)), None)
    if not first:
        return
    line = lines[first - 1]
    found = [written for written in find_written_dates(line[:_ABOVE]) if written.full is not None]
    titled = any(_says_title(near, title) for near in lines[max(0, first - 2) : first])
    if len(found) == 1 and len(line) <= _ABOVE and titled:
        yield _clue("byline", line[found[0].start : found[0].end], found[0])


def _says_title(line: str, title: str) -> bool:
    """Tell whether a line holds at least half of the title's longer words."""
    words = set(_TITLE_WORD.findall(title.lower()))
    return bool(words) and 2 * len(words.intersection(_TITLE_WORD.findall(line.lower()))) >= len(words)


def clues_of_url(url: str | None) -> Iterator[DateClue]:
    """Yield the date in a URL's path, the day if there is one, else the month."""
    if not url:
        return
    if found := _URL_DAY.search(url):
        year, month, day = (int(number) for number in found.groups())
        yield DateClue(basis="url", words=found.group(), year=year, month=month, day=day)
    elif found := _URL_MONTH.search(url):
        yield DateClue(basis="url", words=found.group(), year=int(found[1]), month=int(found[2]))


def clues_of_parts(parts: tuple[Part, ...]) -> Iterator[DateClue]:
    """Yield the dates of bylines, datelines and the first paragraphs. Widgets, captions and comments give none."""
    order = order_of_numbers(
        "\n".join(part.text[:_PARAGRAPH] for part in parts[:60] if part.kind is not BlockKind.COMMENT)
    )
    paragraphs = 0
    for number, part in enumerate(parts):
        if part.kind is BlockKind.WIDGET and not paragraphs and len(part.text) <= _WIDGET_LINE:
            for written in find_written_dates(part.text, month_first=order):
                yield _clue("widget", part.text[written.start : written.end], written, part=number)
        if part.kind in (BlockKind.BYLINE, BlockKind.DATELINE):
            for written in find_written_dates(part.text, month_first=order):
                if written.day is not None:
                    basis = "byline" if part.kind is BlockKind.BYLINE else "dateline"
                    yield _clue(basis, part.text[written.start : written.end], written, part=number)
        elif part.kind is BlockKind.BODY and paragraphs < _NEAR_TOP:
            paragraphs += 1
            for written in find_written_dates(part.text[:_PARAGRAPH], month_first=order):
                if written.day is not None:
                    yield _clue("body", part.text[written.start : written.end], written, part=number)


def _shown(tree: HtmlElement) -> Iterator[DateClue]:
    for element in shown_dates(tree):
        words = element.get("datetime") or squeeze(element.text_content().replace("\n", " "))
        for written in find_written_dates(words):
            if written.day is not None and written.year is not None:
                yield _clue("byline", words, written)
            break


def shown_dates(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements made for dates, by tag or name, outside of the page's frame."""
    for element in tree.iter("time", "span", "div", "p", "li", "small", "abbr"):
        if element.tag != "time" and not _DATE_CLASSES.intersection(class_words(element)):
            continue
        words = element.get("datetime") or squeeze(element.text_content().replace("\n", " "))
        if 6 <= len(words) <= 120 and not _stands_aside(element):
            yield element


def _stands_aside(element: HtmlElement) -> bool:
    """Tell what belongs to the page's frame: navigation, footers, and asides that are not of the article itself."""
    tags = {ancestor.tag for ancestor in element.iterancestors()}
    return "article" not in tags and not tags.isdisjoint({"nav", "footer", "aside"})


def _clue(basis: str, words: str, written: WrittenDate, *, part: int | None = None, changed: bool = False) -> DateClue:
    return DateClue(
        basis=basis,
        words=squeeze(words.replace("\n", " "))[:120],
        year=written.year,
        month=written.month,
        day=written.day,
        other=written.other,
        part=part,
        offset=written.start,
        changed=changed,
    )


def dateline_parts(parts: Iterator[Part]) -> Iterator[Part]:
    """Split the dateline off the first body part that opens with one."""
    looking = _OPENING
    for part in parts:
        if looking and part.kind is BlockKind.BODY:
            looking -= 1
            dateline = find_dateline(part.text)
            rest = part.text[dateline.end :].strip() if dateline else ""
            if dateline and rest:
                looking = 0
                yield Part(kind=BlockKind.DATELINE, text=part.text[: dateline.end].strip())
                yield Part(kind=BlockKind.BODY, text=rest, run_on=True)
                continue
        yield part
