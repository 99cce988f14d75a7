"""ACLED-shaped CSV: the columns of its file, with ids of our own. ACLED's data itself is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rashomon.domain import Event
from rashomon.domain.wording import chain_in_words, quoted
from rashomon.exports.actors import sides_of
from rashomon.exports.view import ExportView

_COLUMNS = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3
location latitude longitude geo_precision source source_scale notes fatalities tags timestamp
"""
COLUMNS = tuple(_COLUMNS.split())

_DISORDER = {
    "Protests": "Demonstrations",
    "Riots": "Political violence; Demonstrations",
    "Strategic developments": "Strategic developments",
}
LONGEST = 31
"""A total over more days than this is not divided: it is no series of daily events."""


def acled_rows(view: ExportView) -> Iterator[dict[str, str]]:
    """Yield a row an event and day. Running totals are no events and are left out."""
    for event in view.events:
        if not event.aggregate and event.deed and event.deed.type:
            yield from _rows(view, event)


def _rows(view: ExportView, event: Event) -> Iterator[dict[str, str]]:
    chosen = view.chosen(event)
    days = _days(event)
    total = chosen.best if chosen.best is not None else chosen.low
    shares = _divided(total, len(days))
    for number, (day, share) in enumerate(zip(days, shares, strict=True), 1):
        row = _row(view, event)
        row["event_id_cnty"] = f"RSH-{event.id}" + (f"-{number}" if len(days) > 1 else "")
        row["event_date"] = day.strftime("%d %B %Y") if day else ""
        row["year"] = str(day.year) if day else ""
        row["fatalities"] = "" if share is None else str(share)
        divided = f" A total of {total} over {len(days)} days is divided." if len(days) > 1 and total else ""
        row["notes"] = _notes(view, event) + divided + f" Policy {view.policy}."
        yield row


def _row(view: ExportView, event: Event) -> dict[str, str]:
    sides = sides_of(view.claims_of(event))
    place = event.place
    row = dict.fromkeys(COLUMNS, "")
    row.update(
        time_precision=_time_precision(event),
        disorder_type=_DISORDER.get(event.deed.type or "", "Political violence") if event.deed else "",
        event_type=(event.deed.type or "") if event.deed else "",
        sub_event_type=(event.deed.sub_type or "") if event.deed else "",
        actor1=sides.first,
        assoc_actor_1="; ".join(sides.first_beside),
        actor2=sides.second,
        assoc_actor_2="; ".join(sides.second_beside),
        source="; ".join(view.sources_of(event)),
        tags="; ".join(sorted({f"disputed={each.kind.value}" for each in event.disputes})),
        timestamp=str(int(view.made_at.timestamp())),
    )
    if place:
        path = (*place.admin_path, "", "")
        row.update(
            country=place.country or "", admin1=path[0], admin2=path[1], location=place.resolved_name or place.name
        )
        if place.lat is not None and place.lon is not None:
            row.update(latitude=f"{place.lat:.4f}", longitude=f"{place.lon:.4f}")
        row["geo_precision"] = "" if place.acled_precision is None else str(place.acled_precision)
    return row


def _days(event: Event) -> list[date | None]:
    when = event.when
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return [None]
    length = (when.latest - when.earliest).days
    if length == 0:
        return [when.earliest]
    if when.every_or_any_day == "every" and length < LONGEST:
        return [when.earliest + timedelta(days=step) for step in range(length + 1)]
    return [when.earliest + timedelta(days=length // 2)]


def _time_precision(event: Event) -> str:
    when = event.when
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return ""
    length = (when.latest - when.earliest).days
    return "1" if length == 0 else "2" if length <= 7 else "3"


def _divided(total: int | None, days: int) -> list[int | None]:
    """Divide a total over days, the remainder to the first (ACLED codebook)."""
    if total is None:
        return [None] * days
    share, rest = divmod(total, days)
    return [share + (rest if number == 0 else 0) for number in range(days)]


def _notes(view: ExportView, event: Event) -> str:
    said = [f"{chain_in_words(claim)}: {quoted(claim.content.text)}" for claim in view.claims_of(event)]
    return " ".join([*said, *view.chosen(event).notes])
