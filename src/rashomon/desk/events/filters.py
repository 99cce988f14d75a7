"""The filters of the events table from a query, and back."""

from __future__ import annotations

import math
from datetime import date, timedelta
from urllib.parse import urlencode

from rashomon.domain import DisputeKind
from rashomon.ledger.event_views import EventFilter

SORTS = {
    "day": "oldest first",
    "-day": "newest first",
    "pages": "most pages",
    "disputes": "most disputes",
    "place": "place",
}
KINDS = tuple(kind.value for kind in DisputeKind)
_DAYS_OF = {"day": 92, "week": 800, "month": 5500}


def filter_of(query: dict[str, str]) -> EventFilter:
    """Return the filter that a query asks for; what cannot be read is left out, as if it had not been given."""
    return EventFilter(
        q=query.get("q", "").strip()[:200],
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        country=query.get("country", "")[:8],
        deed=query.get("deed", "")[:80],
        source=query.get("source", "")[:40],
        kind=query.get("kind", "") if query.get("kind", "") in KINDS else "",
        disputed=query.get("disputed", "") in ("1", "true", "on"),
        pages=_number(query.get("pages", "")),
        what=query.get("what", "") if query.get("what", "") in ("totals", "all") else "incidents",
        box=box_of(query.get("box", "")),
    )


def query_of(wanted: EventFilter, **more: object) -> str:
    """Return the query that stands for a filter, with what is added; defaults are left out."""
    pairs: dict[str, object] = {
        "q": wanted.q,
        "since": wanted.since,
        "until": wanted.until,
        "country": wanted.country,
        "deed": wanted.deed,
        "source": wanted.source,
        "kind": wanted.kind,
        "disputed": "1" if wanted.disputed else "",
        "pages": wanted.pages or "",
        "what": wanted.what if wanted.what != "incidents" else "",
        "box": ",".join(f"{each:g}" for each in wanted.box) if wanted.box else "",
    }
    return urlencode({name: value for name, value in (pairs | more).items() if value not in ("", None)})


def box_of(words: str) -> tuple[float, float, float, float] | None:
    """Return "west,south,east,north" as numbers, or None where it is no box on earth."""
    try:
        west, south, east, north = (float(each) for each in words.split(","))
    except ValueError:
        return None
    sound = all(math.isfinite(each) for each in (west, south, east, north))
    return (west, south, east, north) if sound and west < east and south < north else None


def grain_of(first: str, last: str) -> str:
    """Return the period that a timeline from one ISO day to another counts in."""
    length = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return next((grain for grain, most in _DAYS_OF.items() if length <= most), "year")


def period_of(day: str, grain: str) -> str:
    """Return the ISO day on which the period of this day begins.

    >>> period_of("2024-03-06", "week"), period_of("2024-03-06", "month"), period_of("2024-03-06", "year")
    ('2024-03-04', '2024-03-01', '2024-01-01')
    """
    if grain == "year":
        return f"{day[:4]}-01-01"
    if grain == "month":
        return f"{day[:7]}-01"
    when = date.fromisoformat(day)
    return (when - timedelta(days=when.weekday())).isoformat() if grain == "week" else day


def counts_of(days: list[tuple[str, int, int]]) -> dict[str, object]:
    """Return a timeline's counts by period, empty periods between them left out but for the line's ends."""
    if not days:
        return {"grain": "day", "starts": [], "all": [], "disputed": []}
    grain = grain_of(days[0][0], days[-1][0])
    many: dict[str, list[int]] = {}
    for day, count, disputed in days:
        found = many.setdefault(period_of(day, grain), [0, 0])
        found[0] += count
        found[1] += disputed
    return {
        "grain": grain,
        "starts": list(many),
        "all": [each[0] for each in many.values()],
        "disputed": [each[1] for each in many.values()],
    }


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        return ""


def _number(words: str) -> int:
    return min(int(words), 10_000) if words.isascii() and words.isdigit() else 0
