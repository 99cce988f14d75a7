"""ACLED-shaped CSV: the columns of its file, with ids of our own. ACLED's data itself is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rashomon.domain import Event
from rashomon.domain.wording import MONTHS, chain_in_words, quoted
from rashomon.exports.actors import sides_of
from rashomon.exports.countries import country_of
from rashomon.exports.view import ExportView

_COLUMNS = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3
location latitude longitude geo_precision source source_scale notes fatalities tags timestamp
"""
COLUMNS = tuple(_COLUMNS.split())

LONGEST = 31
"""A time longer than this many days is no month, and no total over it is a series of daily events."""

_CROWDS = ("Protests", "Riots")
_BOTH = frozenset({"Excessive force against protesters"})


def acled_rows(view: ExportView) -> Iterator[dict[str, str]]:
    """Yield a row an event and day, for the events that `acled_left_out` does not name."""
    for event in view.events:
        if _why_not(event) is None:
            yield from _rows(view, event)


def acled_left_out(view: ExportView) -> Iterator[tuple[str, str]]:
    """Yield the events that have no place in ACLED's file, with the reason."""
    for event in view.events:
        why = _why_not(event)
        if why:
            yield event.id, why


def _why_not(event: Event) -> str | None:
    if event.aggregate:
        return "a total of several events is none"
    if event.deed is None or not event.deed.type:
        return "its deed is of no ACLED type"
    days = _bounds(event)
    if days is None:
        return "its day is not known"
    return "its time is not known to the month" if (days[1] - days[0]).days >= LONGEST else None


def _rows(view: ExportView, event: Event) -> Iterator[dict[str, str]]:
    chosen = view.chosen(event)
    days = _days(event)
    total = chosen.best if chosen.best is not None else chosen.low
    for number, (day, share) in enumerate(zip(days, _divided(total, len(days)), strict=True), 1):
        row = _row(view, event)
        row["event_id_cnty"] = f"RSH-{event.id}" + (f"-{number}" if len(days) > 1 else "")
        row["event_date"] = f"{day.day:02d} {MONTHS[day.month - 1]} {day.year:04d}"
        row["year"] = str(day.year)
        row["fatalities"] = "" if share is None else str(share)
        divided = f" A total of {total} over {len(days)} days is divided." if len(days) > 1 and total else ""
        row["notes"] = _notes(view, event) + divided + f" Policy {view.policy}."
        yield row


def _row(view: ExportView, event: Event) -> dict[str, str]:
    place, deed = event.place, event.deed
    sides = sides_of(event, view.claims_of(event))
    row = dict.fromkeys(COLUMNS, "")
    row.update(
        time_precision=_time_precision(event),
        disorder_type=_disorder(event),
        event_type=(deed.type or "") if deed else "",
        sub_event_type=(deed.sub_type or "") if deed else "",
        actor1=sides.first.name if sides.first else "",
        assoc_actor_1="; ".join(sides.first_beside),
        inter1=sides.first.inter if sides.first else "",
        actor2=sides.second.name if sides.second else "",
        assoc_actor_2="; ".join(sides.second_beside),
        inter2=sides.second.inter if sides.second else "",
        interaction=sides.interaction,
        civilian_targeting="Civilian targeting" if sides.second and sides.second.inter == "Civilians" else "",
        source="; ".join(view.sources_of(event)),
        source_scale=_scale(view, event),
        tags="; ".join(sorted({f"disputed={each.kind.value}" for each in event.disputes})),
        timestamp=str(int(view.made_at.timestamp())),
    )
    if place:
        path, country = (*place.admin_path, "", "", ""), country_of(place.country)
        row.update(iso=country.number.lstrip("0"), region=country.acled_region, country=country.name)
        row.update(admin1=path[0], admin2=path[1], admin3=path[2], location=place.resolved_name or place.name)
        if place.lat is not None and place.lon is not None:
            row.update(latitude=f"{place.lat:.4f}", longitude=f"{place.lon:.4f}")
        row["geo_precision"] = "" if place.acled_precision is None else str(place.acled_precision)
    return row


def _disorder(event: Event) -> str:
    """Return ACLED's disorder type: mob violence is political violence, excessive force against protesters is both."""
    deed = event.deed
    if deed is None or deed.type == "Strategic developments":
        return "Strategic developments"
    if deed.sub_type in _BOTH:
        return "Political violence; Demonstrations"
    demonstrates = deed.type in _CROWDS and deed.sub_type != "Mob violence"
    return "Demonstrations" if demonstrates else "Political violence"


def _scale(view: ExportView, event: Event) -> str:
    """Return National or International where the outlets' countries are known; empty is not known."""
    here = event.place.country if event.place else None
    homes = {
        view.documents[each].source.country
        for each in event.document_ids
        if each in view.documents and view.documents[each].source.country
    }
    if not here or not homes:
        return ""
    return "-".join(
        name for name, there in (("National", here in homes), ("International", bool(homes - {here}))) if there
    )


def _bounds(event: Event) -> tuple[date, date] | None:
    when = event.when
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return None
    return when.earliest, when.latest


def _days(event: Event) -> list[date]:
    """Return the days of an event: each that was reported, or the middle of a week or month."""
    bounds = _bounds(event)
    if bounds is None:
        return []
    length = (bounds[1] - bounds[0]).days
    if event.when and event.when.every_or_any_day == "every":
        return [bounds[0] + timedelta(days=step) for step in range(length + 1)]
    return [bounds[0] + timedelta(days=length // 2)]


def _time_precision(event: Event) -> str:
    bounds = _bounds(event)
    if bounds is None:
        return ""
    length = (bounds[1] - bounds[0]).days
    every = event.when is not None and event.when.every_or_any_day == "every"
    return "1" if length == 0 or every else "2" if length < 7 else "3"


def _divided(total: int | None, days: int) -> list[int | None]:
    """Divide a total over days, the remainder to the first (ACLED codebook)."""
    if total is None:
        return [None] * days
    share, rest = divmod(total, days)
    return [share + (rest if number == 0 else 0) for number in range(days)]


def _notes(view: ExportView, event: Event) -> str:
    said = [f"{chain_in_words(claim)}: {quoted(claim.content.text)}" for claim in view.claims_of(event)]
    return " ".join([*said, *view.chosen(event).notes])
