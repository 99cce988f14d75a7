"""Days of feasts and of the fasting month, by year."""

from __future__ import annotations

from datetime import date, timedelta

# Feasts of the Islamic calendar: month, first day, number of days. Sighting of the moon moves them by a day.
_HIJRI: dict[str, tuple[int, int, int]] = {
    "ramadan": (9, 1, 30),
    "eid al-fitr": (10, 1, 3),
    "eid al-adha": (12, 10, 4),
    "muharram": (1, 1, 30),
    "ashura": (1, 10, 1),
    "arbaeen": (2, 20, 1),
}
# Feasts with the same days each year: month, day, number of days.
_FIXED: dict[str, tuple[int, int, int]] = {
    "christmas": (12, 24, 3),
    "christmas eve": (12, 24, 1),
    "christmas day": (12, 25, 1),
    "new year's eve": (12, 31, 1),
    "new year's day": (1, 1, 1),
    "nowruz": (3, 20, 2),
    "halloween": (10, 31, 1),
}
# Feasts counted from Easter Sunday (western): first day, number of days.
_EASTER: dict[str, tuple[int, int]] = {"easter": (0, 2), "pentecost": (49, 2)}


def feast_days(feast: str, year: int) -> list[tuple[date, date]]:
    """Return first and last days of this feast that begin in this (Gregorian) year: none, one, or two.

    Feasts of the Islamic calendar follow Umm al-Qura and may be a day off where the moon was sighted otherwise.
    """
    if feast in _HIJRI:
        return _hijri_days(feast, year)
    if feast in _FIXED:
        month, day, length = _FIXED[feast]
        first = date(year, month, day)
        return [(first, first + timedelta(days=length - 1))]
    if feast in _EASTER:
        offset, length = _EASTER[feast]
        first = easter_sunday(year) + timedelta(days=offset)
        return [(first, first + timedelta(days=length - 1))]
    if feast == "thanksgiving":
        start = date(year, 11, 1)
        first = start + timedelta(days=(3 - start.weekday()) % 7 + 21)
        return [(first, first)]
    return []


def _hijri_days(feast: str, year: int) -> list[tuple[date, date]]:
    # Imported here: the conversion tables are only wanted on pages that speak of such a feast.
    from hijridate import Gregorian, Hijri  # noqa: PLC0415

    month, day, length = _HIJRI[feast]
    if not 1925 <= year <= 2076:
        return []
    around = Gregorian(year, 1, 1).to_hijri().year
    found = []
    for hijri_year in range(around, around + 2):
        start = Hijri(hijri_year, month, day)
        days = start.month_length() if length == 30 else length
        first = date(*start.to_gregorian().datetuple())
        if first.year == year:
            found.append((first, first + timedelta(days=days - 1)))
    return found


def easter_sunday(year: int) -> date:
    """Return western Easter Sunday by the anonymous Gregorian computus.

    >>> easter_sunday(2020)
    datetime.date(2020, 4, 12)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
