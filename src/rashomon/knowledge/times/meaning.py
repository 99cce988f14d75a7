"""From the words that fill a pattern's fields to values."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from typing import Any

from rashomon.domain import DaySense, PartOfDay
from rashomon.knowledge.times.expression import Anchor, Part, TimeShape, Unit
from rashomon.knowledge.times.grammar import TimeRule
from rashomon.knowledge.times.lexicon import Lexicon
from rashomon.knowledge.times.tokens import TimeToken

# Which classes of the lexicon may fill a field, in the order they are asked.
_CLASSES: dict[str, tuple[str, ...]] = {
    "month": ("MONTH", "MONTHISH"),
    "month2": ("MONTH", "MONTHISH"),
    "weekday": ("WEEKDAY", "WEEKDAYISH"),
    "weekday2": ("WEEKDAYS",),
    "unit": ("UNIT", "UNITS", "ADVERBSET"),
    "offset": ("LAST", "NEXT", "THIS", "PREVIOUS", "FOLLOWING", "COMING", "PAST", "CURRENT", "DAYWORD"),
    "yearoffset": ("LAST", "NEXT", "THIS"),
    "direction": ("LAST", "NEXT", "PAST", "COMING", "PREVIOUS", "FOLLOWING"),
    "season": ("SEASON", "SEASONISH"),
    "feast": ("FEAST", "FITR", "ADHA"),
    "pod": ("POD", "PODBARE", "PODS", "TONIGHT", "OVERNIGHT"),
    "pod2": ("POD",),
    "part": ("MOD", "MODNOUN"),
    "ampm": ("AMPM",),
    "zone": ("ZONE", "ZONEWORD"),
    "reference": ("PRESENT", "PRESENTADJ", "PASTREF", "PASTADJ", "FUTUREREF", "FUTURENOUN"),
}
_NUMBERS = ("ORDWORD", "NUMWORD", "MULTIPLIER", "ARTICLE")
_WORDED = {"month", "month2", "weekday", "weekday2", "offset", "yearoffset", "direction"}


def read_fields(
    rule: TimeRule, hit: re.Match[str], tokens: Sequence[TimeToken], lexicon: Lexicon
) -> dict[str, Any] | None:
    """Return the fields of a `TimeExpression` that this match fills, or None where they make no date."""
    fields: dict[str, Any] = dict(rule.fixed)
    for name, _ in rule.fields:
        begin, end = hit.span(name)
        if begin >= 0 and begin < end:
            value = _value(name, tokens[begin:end], lexicon)
            if name == "count" and value is None and any(each.low == "couple" for each in tokens[begin:end]):
                value = 2
            fields[name] = value
    fields = _settle(fields, rule)
    return fields if _is_possible(fields) else None


def _value(name: str, words: Sequence[TimeToken], lexicon: Lexicon) -> Any:
    if name in _CLASSES:
        for word in words:
            for each in _CLASSES[name]:
                value = lexicon.values.get((word.low.rstrip(".") if name == "ampm" else word.low, each))
                if value is not None:
                    return int(value) if name in _WORDED else value
        return None
    if name in ("year", "year2"):
        return year_of(words, lexicon)
    if name in ("iso", "numeric", "clock", "clock4", "decade"):
        return words[0].text
    if name == "fiscal":
        return words[0].low != "calendar"
    return number_of(words, lexicon)


def number_of(words: Sequence[TimeToken], lexicon: Lexicon) -> float | int | None:
    """Return the number that these words tell, None where they are vague ("several")."""
    total: float = 0.0
    known = False
    lows = [word.low for word in words]
    for at, word in enumerate(words):
        figure = re.match(r"\d[\d,.]*", word.low)
        if figure:
            if lows[at - 1 : at] == ["/"]:
                total += _ratio(lows[at - 2], figure[0]) - float(lows[at - 2])
            else:
                total += float(figure[0].replace(",", ""))
            known = True
            continue
        value = next((lexicon.values[word.low, each] for each in _NUMBERS if (word.low, each) in lexicon.values), None)
        if value is None or (word.low in ("a", "an") and at + 1 < len(words)):
            continue
        known = True
        total = total * int(value) if (word.low, "MULTIPLIER") in lexicon.values and total else total + int(value)
    if not known:
        return None
    total += 0.5 if "half" in lows else 0.0
    return int(total) if total == int(total) else total


def _ratio(top: str, bottom: str) -> float:
    return float(top) / float(bottom) if float(bottom) else 0.0


def year_of(words: Sequence[TimeToken], lexicon: Lexicon) -> int | None:
    """Return the year that these words tell: "2020", "'98", "nineteen ninety-six", "two thousand and one"."""
    text = words[0].text.lstrip("’'")
    if text.isdecimal():
        value = int(text)
        return value if len(text) > 2 else value + (1900 if value >= 50 else 2000)
    parts = [int(lexicon.values[each.low, "NUMWORD"]) for each in words if (each.low, "NUMWORD") in lexicon.values]
    if not parts:
        return None
    base = 2000 if words[0].low == "two" else parts[0] * 100
    return base + sum(parts[1:])


def _settle(fields: dict[str, Any], rule: TimeRule) -> dict[str, Any]:
    """Turn raw field values into those of the expression."""
    _settle_figures(fields)
    _settle_clock(fields)
    for name in ("count2", "weekday2", "pod2"):
        if name in fields:
            fields[name[:-1]] = fields.pop(name)
    if "pod" in fields:
        fields["part_of_day"] = PartOfDay(fields.pop("pod"))
    for name, kind in (("unit", Unit), ("part", Part), ("anchor", Anchor), ("sense", DaySense)):
        if name in fields and fields[name] is not None:
            fields[name] = kind(fields[name])
    if fields.get("unit") is Unit.NIGHT and rule.shape is TimeShape.RELATIVE:
        fields["unit"], fields["part_of_day"] = Unit.DAY, PartOfDay.NIGHT
    if "yearoffset" in fields:
        fields["offset"] = fields.pop("yearoffset")
    if rule.shape is TimeShape.RELATIVE:
        _settle_offset(fields)
    return fields


def _settle_offset(fields: dict[str, Any]) -> None:
    """Turn "three", "ago" into an offset of -3; a vague count leaves the offset open."""
    direction, count = fields.get("direction"), fields.get("count")
    if direction is not None and not fields.get("rolling") and "offset" not in fields:
        if count is not None and count == int(count):
            fields["offset"] = int(direction * count)
    elif fields.get("rolling"):
        fields.pop("offset", None)


def _settle_figures(fields: dict[str, Any]) -> None:
    iso, numeric = fields.pop("iso", None), fields.pop("numeric", None)
    if iso:
        fields["year"], fields["month"], fields["day"] = (int(each) for each in iso[:10].split("-"))
        if len(iso) > 11:
            fields["hour"], fields["minute"] = int(iso[11:13]), int(iso[14:16])
    if numeric:
        first, second, third = (int(each) for each in re.split(r"[/.-]", numeric))
        if first > 31:
            fields["year"], fields["month"], fields["day"] = first, second, third
        else:
            fields["year"] = third if third > 99 else third + (1900 if third >= 50 else 2000)
            if first > 12 or second > 12 or first == second:
                day, month = (first, second) if first > 12 or first == second else (second, first)
                fields["day"], fields["month"] = day, month
            else:
                fields["numbers"] = (first, second)
    decade, century = fields.pop("decade", None), fields.get("century")
    if decade:
        figures = int(re.sub(r"\D", "", decade))
        fields["decade"] = figures if figures > 99 else 1900 + figures if figures >= 20 else 2000 + figures
    if century is not None and not 1 <= century <= 30:
        fields["century"] = None


def _settle_clock(fields: dict[str, Any]) -> None:
    clock, clock4, ampm = fields.pop("clock", None), fields.pop("clock4", None), fields.pop("ampm", None)
    if clock:
        fields["hour"], fields["minute"] = (int(each) for each in clock.replace(".", ":").split(":")[:2])
    if clock4:
        fields["hour"], fields["minute"] = int(clock4[:2]), int(clock4[2:])
    if ampm and fields.get("hour") is not None:
        fields["hour"] = fields["hour"] % 12 + (12 if ampm == "pm" else 0)
    if fields.get("hour") is not None:
        fields.setdefault("minute", 0)
        fields["part_of_day"] = part_of_hour(fields["hour"])


def part_of_hour(hour: int) -> PartOfDay:
    """Return the part of the day that an hour, 0 to 23, belongs to."""
    for top, part in ((5, PartOfDay.NIGHT), (12, PartOfDay.MORNING), (13, PartOfDay.MIDDAY)):
        if hour < top:
            return part
    return PartOfDay.AFTERNOON if hour < 18 else PartOfDay.EVENING if hour < 22 else PartOfDay.NIGHT


def _is_possible(fields: dict[str, Any]) -> bool:
    month, day, hour, minute = (fields.get(each) for each in ("month", "day", "hour", "minute"))
    if month is not None and not 1 <= month <= 12:
        return False
    if day is not None and not 1 <= day <= (days_in(fields.get("year"), month) if month else 31):
        return False
    return not ((hour is not None and hour > 24) or (minute is not None and minute > 59))


def days_in(year: int | None, month: int) -> int:
    """Return how many days this month has; February has 29 in a year that is not known."""
    return calendar.monthrange(year if year is not None else 2000, month)[1]
