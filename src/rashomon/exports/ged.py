"""GED-shaped CSV: the columns of UCDP's file, with ids of our own."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.domain import Document, Event
from rashomon.exports.actors import Party, Sides, sides_of
from rashomon.exports.countries import country_of
from rashomon.exports.view import ExportView

_COLUMNS = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
low gwnoa gwnob
"""
COLUMNS = tuple(_COLUMNS.split())

_VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")
_STATE = ("State forces", "External/Other forces")
_CIVILIAN = ("civilian", "resident", "villager", "child", "women", "people", "protester")


def ged_rows(view: ExportView) -> Iterator[dict[str, str]]:
    """Yield a row an event with a violent deed and a year; aggregates are kept and marked by `event_clarity` 2."""
    for event in view.events:
        if _why_not(event) is None:
            yield _row(view, event)


def ged_left_out(view: ExportView) -> Iterator[tuple[str, str]]:
    """Yield the events that have no place in GED, with the reason."""
    for event in view.events:
        why = _why_not(event)
        if why:
            yield event.id, why


def _why_not(event: Event) -> str | None:
    if not event.deed or event.deed.type not in _VIOLENT:
        return "its deed is no organised violence"
    when = event.when
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return "its time is not known"
    return "its time is not known to the year" if (when.latest - when.earliest).days > 366 else None


def _row(view: ExportView, event: Event) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    chosen = view.chosen(event)
    sides = sides_of(event, view.claims_of(event))
    pages = [view.documents[each] for each in event.document_ids if each in view.documents]
    row.update(
        id=event.id,
        relid=f"RSH-{event.id}",
        code_status="Clear" if chosen.best is not None else "Check",
        type_of_violence=_violence(event, sides),
        side_a=sides.names[0],
        side_b=sides.names[1],
        dyad_name=" - ".join(each for each in sides.names if each),
        number_of_sources=str(len(event.roots)) if event.roots else "-1",
        source_article=";".join(_article(page) for page in pages),
        source_office=";".join(page.source.name for page in pages),
        source_date=";".join(page.published.day.isoformat() if page.published.day else "" for page in pages),
        source_headline=";".join(page.title for page in pages),
        source_original="; ".join(dict.fromkeys(claim.voice.name for claim in view.claims_of(event))),
        event_clarity="2" if event.aggregate else "1",
        best=_text(chosen.best),
        high=_text(chosen.high),
        low=_text(chosen.low),
        gwnoa=_state(sides.first),
        gwnob=_state(sides.second),
    )
    row.update(_deaths(view, event, sides))
    _put_where(row, event)
    _put_when(row, event)
    return row


def _article(page: Document) -> str:
    """Return a page as GED names an article: "outlet,day,headline" in quotation marks."""
    day = page.published.day.isoformat() if page.published.day else ""
    words = f"{page.source.name},{day},{page.title}".replace('"', "'")
    return f'"{words}"'


def _violence(event: Event, sides: Sides) -> str:
    """Return UCDP's type of violence: 1 where a state fights, 2 where none does, 3 against civilians; "" open."""
    inters = [side.inter for side in (sides.first, sides.second) if side]
    if (event.deed and event.deed.type == "Violence against civilians") or inters[1:] == ["Civilians"]:
        return "3"
    if any(side and side.inter in _STATE for side in (sides.first, sides.second)):
        return "1"
    return "2" if len(inters) == 2 else ""


def _state(party: Party | None) -> str:
    return country_of(party.country).gwno if party and party.inter in _STATE else ""


def _deaths(view: ExportView, event: Event, sides: Sides) -> dict[str, str]:
    """Put each group's best figure under the side that it is of, by its actor or its name; the rest is unknown.

    Groups that may be among another's people are left out: the four columns add up to `best`.
    """
    sums: dict[str, int] = {}
    for number in view.chosen(event).groups:
        if number.best is None or not number.counted:
            continue
        label = number.label.lower()
        if _is_of(sides.first, number.group, label):
            column = "deaths_a"
        elif _is_of(sides.second, number.group, label):
            column = "deaths_b"
        else:
            column = "deaths_civilians" if any(word in label for word in _CIVILIAN) else "deaths_unknown"
        sums[column] = sums.get(column, 0) + number.best
    return {column: str(value) for column, value in sums.items()}


def _is_of(side: Party | None, group: str, label: str) -> bool:
    """Tell whether a group is one of this side; civilians are counted apart whichever side they are on."""
    if side is None or side.inter == "Civilians":
        return False
    return group == side.id or side.name.lower() in label


def _put_where(row: dict[str, str], event: Event) -> None:
    place = event.place
    if place is None:
        return
    path, country = (*place.admin_path, "", ""), country_of(place.country)
    row.update(
        where_coordinates=place.resolved_name or place.name,
        where_description=place.evidence.text,
        adm_1=path[0],
        adm_2=path[1],
        country=country.name,
        country_id=country.gwno,
        region=country.ucdp_region,
        where_prec=_text(place.ucdp_precision),
    )
    if place.lat is not None and place.lon is not None:
        row.update(latitude=f"{place.lat:.6f}", longitude=f"{place.lon:.6f}")
        row["geom_wkt"] = f"POINT ({place.lon:.6f} {place.lat:.6f})"
        row["priogrid_gid"] = str(priogrid(place.lat, place.lon))


def priogrid(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell: half degrees, counted from 1 in the south-west corner, 720 to a row.

    >>> priogrid(35.763369, 36.558974)
    181154
    """
    column, row = min(719, int((lon + 180) * 2)), min(359, int((lat + 90) * 2))
    return row * 720 + column + 1


def _put_when(row: dict[str, str], event: Event) -> None:
    when = event.when
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return
    length = (when.latest - when.earliest).days
    row.update(
        year=str(when.earliest.year),
        active_year="",
        date_start=when.earliest.isoformat(),
        date_end=when.latest.isoformat(),
        date_prec="1" if length == 0 else "2" if length <= 5 else "3" if length == 6 else "4" if length <= 30 else "5",
    )


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
