"""Datelines: the place, date and agency that open a wire story ("KHARTOUM, April 9 (Agency) - ...")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.intake.datewords import WrittenDate, find_written_dates

# City, perhaps a state or country, then a date or an agency in brackets, then a dash. A city alone needs capitals.
_DATELINE = re.compile(
    r"""\A(?P<place>[^\W\d_a-z][\w'’.\-]*(?:[ /][\w'’.\-]+){0,4}(?:,\s*[A-Z][\w.'’\- ]{1,30}?){0,2}?)
        (?P<date>,?\s*(?:\([^()]{3,30}\)\s*)?(?:\d{1,2}\.?\s+[^\W\d_]{3,9}\.?(?:,?\s+\d{2,4})?|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?
            |\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}))?
        (?P<agency>,?\s*[(\[](?P<name>[^()\[\]\d]{2,40})[)\]]|,\s*(?P<wire>(?!USA|UAE|DRC)[A-Z]{3,6})(?=\s*[-–—]))?
        \s*(?P<dash>--+|[—–]|-(?=\s)|(?<=[)\]\s])-(?=[A-Z])|:(?=\s))\s*""",
    re.VERBOSE,
)
# A date alone before a dash opens a story too ("29.11.2022 - ...").
_DAY_ONLY = re.compile(r"\A(?:[^\W_][\w., ]{5,24}?\s*(?:--+|[—–]|-(?=\s))|[(\[][^\W_][\w., ]{5,24}[)\]])\s+")
_LONGEST = 140
_NO_PLACES = frozenset(["the", "a", "an", "in", "at", "on", "from", "for", "by"])
_WIRES = frozenset(["reuters", "xinhua", "anadolu", "interfax"])
_WIRE_WORDS = frozenset(["agency", "news", "press", "service"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A paragraph's dateline: code points 0 to `end`, its place, its date (offsets into the paragraph), its agency."""

    end: int
    place: str | None
    date: WrittenDate | None = None
    agency: str | None = None


def find_dateline(paragraph: str) -> Dateline | None:
    """Find the dateline that opens a paragraph.

    A place alone counts only in capitals and before a dash; with a date or an agency in brackets also in mixed case.
    """
    if (day := _DAY_ONLY.match(paragraph)) and (dateline := _day_only(paragraph[: day.end()])):
        return dateline
    found = _DATELINE.match(paragraph[: _LONGEST + 60])
    if found is None or found.end() > _LONGEST:
        return None
    place = found["place"].strip(" ,")
    dates = list(find_written_dates(paragraph[: found.end()]))
    agency = (found["name"] or found["wire"]).strip() if found["agency"] else None
    capital = place.isupper() and len(place) > 2
    # A colon ends headings and speakers too ("MINISTER (Finance): ..."), so it needs a date or a plain wire service.
    if found["dash"] == ":" and not (agency and (dates or (capital and _names_wire(agency)))):
        return None
    if not (dates or (agency and _names_agency(agency)) or capital):
        return None
    if found["wire"] and not dates and not _opens_a_story(place, paragraph[found.end() :]):
        return None
    if not capital and not dates and len(place.split()) > 3:
        return None
    return Dateline(end=found.end(), place=place, date=dates[0] if dates else None, agency=agency)


def _day_only(words: str) -> Dateline | None:
    dates = list(find_written_dates(words))
    if len(dates) == 1 and dates[0].start < 2 and dates[0].full and not words[dates[0].end :].strip(" -—–)]"):
        return Dateline(end=len(words), place=None, date=dates[0])
    return None


def _names_agency(words: str) -> bool:
    """Tell an agency's name from an aside: it has a capital and few words."""
    return any(char.isupper() for char in words) and len(words.split()) <= 4


def _opens_a_story(place: str, rest: str) -> bool:
    """Tell "Damascus, SANA- The army" from "In Aleppo, ISIS - which is": names before it, a new sentence after."""
    words = place.split()
    names = all(word[0].isupper() for word in words) and words[0].lower() not in _NO_PLACES
    return names and (rest[:1].isupper() or rest[:1] in set("“\"'‘"))


def _names_wire(words: str) -> bool:
    """Tell a wire service's name by its capitals (BNA), by a word for such a service, or because all know it."""
    said = set(words.lower().replace(".", "").split())
    return words.replace(".", "").isupper() or bool(said & (_WIRES | _WIRE_WORDS))
