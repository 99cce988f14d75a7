"""Where a date stands that htmldate found: in the markup, on a printed line of its own, or in the text's sentences.

htmldate looks through the whole page and says a day, not where it stood. A day that only the article's sentences name
is the day of a deed, not the page's own, and must not pass for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rashomon.domain import BlockKind
from rashomon.intake.datewords import WrittenDate, find_written_dates
from rashomon.intake.draft import DateClue, Part
from rashomon.intake.markup import lines_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINE = 120
"""Characters of a line that may be a byline or a date's own; a longer one is a sentence."""

_ASKED = 40
"""Characters of a part that holds a date and little else."""

_PLACES = (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.BODY)


def clue_of_found(day: date, tree: HtmlElement) -> DateClue:
    """Return the clue of a day that htmldate found in a tree: from its `markup`, or `body` if sentences alone say it.

    Its words are those of the printed line, where there is one, else the day in ISO form.
    """
    sentences = False
    for line in lines_of(tree):
        if written := _says(line, day):
            if len(line) <= _LINE:
                return _clue("markup", day, line[written.start : written.end])
            sentences = True
    basis = "body" if sentences and not _in_markup(day, tree) else "markup"
    return _clue(basis, day, day.isoformat())


def _clue(basis: str, day: date, words: str) -> DateClue:
    return DateClue(basis=basis, words=words, year=day.year, month=day.month, day=day.day)


def _says(line: str, day: date) -> WrittenDate | None:
    if not any(char.isdigit() for char in line[:4000]):
        return None
    return next((found for found in find_written_dates(line[:4000]) if found.full == day), None)


def _in_markup(day: date, tree: HtmlElement) -> bool:
    forms = (day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}")
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        said = [*element.attrib.values(), (element.text or "") if element.tag == "script" else ""]
        if any(form in words for words in said for form in forms):
            return True
    return False


def with_places(clues: Iterable[DateClue], parts: Sequence[Part]) -> Iterator[DateClue]:
    """Yield the clues, those that were found in the whole page with the place in the parts where their words stand.

    A part that is little more than the date is a byline; in a part of the body the date is the body's.
    """
    for clue in clues:
        if clue.part is not None or clue.basis not in {"markup", "body"} or not clue.full:
            yield clue
            continue
        day = date(clue.year or 1, clue.month, clue.day or 1)
        yield _placed(clue, day, parts)


def _placed(clue: DateClue, day: date, parts: Sequence[Part]) -> DateClue:
    for number, part in enumerate(parts):
        if part.kind not in _PLACES or not (written := _says(part.text, day)):
            continue
        short = len(part.text) <= _ASKED or part.kind in (BlockKind.BYLINE, BlockKind.DATELINE)
        if not short and clue.basis == "markup":
            continue
        basis = "byline" if short else "body"
        words = part.text[written.start : written.end]
        return replace(clue, basis=basis, words=words, part=number, offset=written.start)
    return clue
