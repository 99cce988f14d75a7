"""Calendar dates written in words or figures, found where a page speaks of itself: bylines, datelines, URLs, meta tags.

This is not the grammar of times in reporting ("last week", "overnight"), which is knowledge of its own: here only dates
that name a month count.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources

from rashomon.errors import KnowledgeError

_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as written: code points `start` to `end` of the text it was found in.

    `year` is None where none is written, `day` where only a month is. `other` is the second reading of a numeric date
    whose day and month cannot be told apart; then `day` and `month` are those of day-first order.
    """

    start: int
    end: int
    month: int
    year: int | None = None
    day: int | None = None
    other: date | None = None

    @property
    def full(self) -> date | None:
        """The day, when year and day are written and their order is plain."""
        if self.year is None or self.day is None or self.other is not None:
            return None
        return date(self.year, self.month, self.day)


@functools.cache
def month_names() -> dict[str, int]:
    """Return the months' names in lower case with their numbers.

    Raises KnowledgeError when the table is damaged.
    """
    text = resources.files("rashomon.intake").joinpath("months.tsv").read_text("utf-8")
    names: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        word, _, month = line.partition("\t")
        if not word.isalpha() or not month.isdigit() or not 1 <= int(month) <= 12:
            raise KnowledgeError(f"months.tsv:{number}", "a line must be a word, a tab and a month's number")
        names[word] = int(month)
    return names


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "(?P<month>" + "|".join(sorted(month_names(), key=len, reverse=True)) + r")\b\.?"
    day = r"(?<![\d.,:])(?P<day>0?[1-9]|[12]\d|3[01])"
    year = r"(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\d)"
    short = r"(?P<short>\d\d)(?=\s*(?:\(|--|—|$))"
    part = re.IGNORECASE
    return (
        re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<num>0[1-9]|1[0-2])[-/.](?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
        re.compile(rf"\b{month}\s*{day}(?:st|nd|rd|th)?\b(?:\s*,?\s*(?:at\s+)?{year})?(?!\s*%)", part),
        re.compile(
            rf"{day}(?:st|nd|rd|th|er|º|°)?\.?\s*(?:of\s+|de\s+|di\s+)?{month}(?:[\s,]*(?:de\s+|del\s+)?(?:{year}|{short}))?",
            part,
        ),
        re.compile(rf"(?<!\d )(?<!\d\. )\b{month}[\s,]+(?:de\s+)?{year}", part),
        re.compile(
            r"(?<![\d./-])(?P<a>0?[1-9]|[12]\d|3[01])(?P<sep>[./-])(?P<b>0?[1-9]|[12]\d|3[01])(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])"
        ),
    )


def find_written_dates(text: str, *, month_first: bool | None = None) -> Iterator[WrittenDate]:
    """Yield the dates in a text in order; where two overlap, the first found of the longest.

    `month_first` settles numeric dates such as 04/09/2020 (None: they stay with two readings). A month's name alone
    is no date. Invalid dates (31 April) are not yielded.
    """
    taken: list[WrittenDate] = []
    for pattern in _patterns():
        for found in pattern.finditer(text):
            written = _written(found, month_first)
            if written and not any(written.start < t.end and t.start < written.end for t in taken):
                taken.append(written)
    yield from sorted(taken, key=lambda t: t.start)


def _written(found: re.Match[str], month_first: bool | None) -> WrittenDate | None:
    parts = found.groupdict()
    if parts.get("a"):
        return _numeric(found, month_first)
    month = int(parts["num"]) if parts.get("num") else month_names().get((parts.get("month") or "").lower(), 0)
    if parts.get("month") and _is_word_not_month(parts["month"], found):
        return None
    year = int(parts["year"]) if parts.get("year") else _century(parts.get("short"))
    day = int(parts["day"]) if parts.get("day") else None
    if not month or not _valid(year, month, day):
        return None
    return WrittenDate(start=found.start(), end=found.end(), month=month, year=year, day=day)


def _is_word_not_month(word: str, found: re.Match[str]) -> bool:
    """Tell a verb or another word from a month: "may 5" in lower case, "mar 2" are no dates."""
    return (
        word.islower()
        and word in {"may", "march", "mar", "set", "sep", "mag", "gen", "ago"}
        and not found.groupdict().get("year")
    )


def _numeric(found: re.Match[str], month_first: bool | None) -> WrittenDate | None:
    a, b = int(found["a"]), int(found["b"])
    year = int(found["year"]) if len(found["year"]) == 4 else _century(found["year"])
    by_dots = found["sep"] == "."
    day_first, second = (a, b), (b, a)
    if month_first and not by_dots:
        day_first, second = second, day_first
    readings = [(d, m) for d, m in dict.fromkeys((day_first, second)) if _valid(year, m, d)]
    if by_dots:
        readings = readings[:1] if readings and readings[0] == (a, b) else []
    if not readings or year is None:
        return None
    day, month = readings[0]
    open_order = len(readings) == 2 and month_first is None and not by_dots
    other = date(year, readings[1][1], readings[1][0]) if open_order else None
    return WrittenDate(start=found.start(), end=found.end(), month=month, year=year, day=day, other=other)


def _century(short: str | None) -> int | None:
    if short is None:
        return None
    number = int(short)
    return 2000 + number if number < 50 else 1900 + number


def _valid(year: int | None, month: int, day: int | None) -> bool:
    if year is not None and year < _FIRST_YEAR:
        return False
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return False
    return True


def order_of_numbers(text: str) -> bool | None:
    """Tell whether a page writes month-first dates, from those of its dates that leave no doubt.

    >>> order_of_numbers("Updated 04/23/2020, posted 04/09/2020")
    True
    >>> order_of_numbers("posted 04/09/2020") is None
    True
    """
    firsts = set()
    for found in re.finditer(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)?\d\d(?![\d/-])", text):
        a, b = int(found[1]), int(found[3])
        if a > 12 >= b >= 1:
            firsts.add(False)
        elif b > 12 >= a >= 1:
            firsts.add(True)
    return firsts.pop() if len(firsts) == 1 else None
