"""Marks for single fillers: 1 for correct, 0.5 for partially correct, 0 for incorrect (scoring guidelines, 3)."""

from __future__ import annotations

import re
from datetime import date

from evaluation.muc_keys import Fill

_NONESSENTIAL_WORDS = """
THE A AN SOME SEVERAL ALL OTHER TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN SALVADORAN COLOMBIAN PERUVIAN
GUATEMALAN HONDURAN CHILEAN BOLIVIAN ARGENTINE ECUADORAN MR. MR DR. DR FORMER ONE
"""
_NONESSENTIAL = frozenset(_NONESSENTIAL_WORDS.split())
_MONTHS = {
    name: at
    for at, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], start=1
    )
}
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")


def mark_string(response: str, keys: tuple[str, ...]) -> float:
    """Mark a string fill: more modifiers are correct, part of a name is partially correct (3.1.1).

    >>> mark_string("THE 3 PEASANTS", ("PEASANTS",)), mark_string("TORRES", ("ALBERTO ROBERTO TORRES",))
    (1.0, 0.5)
    """
    return max((_mark_words(_words(response), _words(key)) for key in keys), default=0.0)


def _words(text: str) -> list[str]:
    words = re.findall(r"[\w.]+", text.upper())
    kept = [word for word in words if word not in _NONESSENTIAL and not word.isdigit()]
    return kept or words


def _mark_words(response: list[str], key: list[str]) -> float:
    if response == key:
        return 1.0
    if _holds(response, key):
        return 1.0 if response[-1] == key[-1] else 0.5
    return 0.5 if _holds(key, response) else 0.0


def _holds(long: list[str], short: list[str]) -> bool:
    size = len(short)
    return bool(short) and any(long[at : at + size] == short for at in range(len(long) - size + 1))


def mark_type(response: Fill, key: Fill) -> float:
    """Mark an incident type: ATTACK for any other type is partially correct (3.2.4)."""
    if response.values[0] in key.values:
        return 1.0
    return 0.5 if response.values[0] == "ATTACK" else 0.0


def read_day(text: str) -> date | None:
    """Read "02 FEB 90"."""
    found = _DAY.search(text)
    if not found or found.group(2) not in _MONTHS:
        return None
    return date(1900 + int(found.group(3)), _MONTHS[found.group(2)], int(found.group(1)))


def _range(text: str) -> tuple[date | None, date | None]:
    days = [read_day(part[0]) for part in re.findall(r"(\d{1,2} [A-Z]{3} \d{2})", text) for part in [(part,)]]
    if not days:
        return None, None
    if text.strip().startswith("-"):
        return None, days[0]
    return days[0], days[-1]


def mark_date(response: Fill, key: Fill) -> float:
    """Mark a date: within the key's range, or a default with the key's upper anchor, is partially correct (3.2.2)."""
    return max(_mark_date(response.values[0], value) for value in key.values)


def _mark_date(response: str, key: str) -> float:
    if " ".join(response.split()) == " ".join(key.split()):
        return 1.0
    low, high = _range(response)
    key_low, key_high = _range(key)
    if high is None or key_high is None:
        return 0.0
    if low is None:
        return 0.5 if key_low is not None and high == key_high else 0.0
    if key_low is None:
        return 0.5 if low == high and low <= key_high and (key_high - low).days <= 31 else 0.0
    if (low, high) == (key_low, key_high):
        return 1.0
    return 0.5 if key_low <= low and high <= key_high else 0.0


def mark_location(response: Fill, key: Fill) -> float:
    """Mark a location: every name of the key is correct, the right country alone partially (3.2.3)."""
    return max(_mark_location(response.values[0], value) for value in key.values)


def _mark_location(response: str, key: str) -> float:
    country, names = _location(response)
    key_country, key_names = _location(key)
    ends = " - " in key and " - " not in response
    if country == key_country:
        if not ends and (names == key_names or (key_names and key_names <= names)):
            return 1.0
        return 0.5
    return 0.5 if key_names and key_names <= names else 0.0


def _location(text: str) -> tuple[str, frozenset[str]]:
    parts = [re.sub(r"\s*\([^)]*\)", "", part).strip(" ?") for part in re.split(r":| - ", text)]
    return parts[0], frozenset(part for part in parts[1:] if part)


def mark_tagged(response: Fill, key: Fill, slot: str) -> float:
    """Mark a value with a cross-reference: right value, wrong reference is partially correct (3.1.2)."""
    value = max(_mark_value(response.values[0], each, slot) for each in key.values)
    if value < 1.0:
        return value
    if not key.tags:
        return 1.0
    return 1.0 if any(mark_string(tag, key.tags) > 0 for tag in response.tags) else 0.5


def _mark_value(response: str, key: str, slot: str) -> float:
    if response == key:
        return 1.0
    if slot == "perp_org_confidence":
        return 0.5 if response == "SUSPECTED OR ACCUSED" and key == "SUSPECTED OR ACCUSED BY AUTHORITIES" else 0.0
    if slot == "hum_tgt_effect":
        return 0.5 if key == "NO INJURY OR DEATH" and response in ("NO INJURY", "NO DEATH") else 0.0
    return _mark_number(response, key)


def _mark_number(response: str, key: str) -> float:
    """Mark a number: an anchor of the key's range, or the number without its tilde, is partially correct (3.2.21)."""
    if _squeeze(response) == _squeeze(key):
        return 1.0
    if not response.isdigit():
        return 0.0
    anchors = re.findall(r"\d+", key)
    return 0.5 if response in anchors and ("-" in key or "~" in key) else 0.0


def _squeeze(text: str) -> str:
    return text.replace(" ", "")


def mark(response: Fill, key: Fill, slot: str) -> float:
    """Mark one filler of a slot against one filler of the key."""
    if slot == "incident_type":
        return mark_type(response, key)
    if slot == "incident_date":
        return mark_date(response, key)
    if slot == "incident_location":
        return mark_location(response, key)
    if slot in ("hum_tgt_num", "hum_tgt_effect", "perp_org_confidence"):
        return mark_tagged(response, key, slot)
    return max((mark_string(value, key.values) for value in response.values), default=0.0)
