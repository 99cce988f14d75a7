"""GED-shaped CSV: the columns of UCDP's file, with ids of our own."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.domain import Event
from rashomon.exports.actors import sides_of
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

_CIVILIAN = ("civilian", "resident", "villager", "child", "women", "people", "protester")


def ged_rows(view: ExportView) -> Iterator[dict[str, str]]:
    """Yield a row an event with a violent deed; aggregates are kept and marked by `event_clarity` 2."""
    for event in view.events:
        if event.deed and event.deed.type in ("Battles", "Explosions/Remote violence", "Violence against civilians"):
            yield _row(view, event)


def _row(view: ExportView, event: Event) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    chosen = view.chosen(event)
    sides = sides_of(view.claims_of(event))
    pages = [view.documents[each] for each in event.document_ids if each in view.documents]
    row.update(
        id=event.id,
        relid=f"RSH-{event.id}",
        type_of_violence="3" if event.deed and event.deed.type == "Violence against civilians" else "",
        side_a=sides.first,
        side_b=sides.second,
        dyad_name=" - ".join(each for each in (sides.first, sides.second) if each),
        number_of_sources=str(len(event.roots)),
        source_article="; ".join(f"{page.source.name}: {page.title}" for page in pages),
        source_office="; ".join(view.sources_of(event)),
        source_date="; ".join(str(page.published.day) for page in pages if page.published.day),
        source_headline="; ".join(page.title for page in pages),
        source_original="; ".join(dict.fromkeys(claim.voice.name for claim in view.claims_of(event))),
        event_clarity="2" if event.aggregate else "1",
        best=_text(chosen.best),
        high=_text(chosen.high),
        low=_text(chosen.low),
    )
    row.update(_deaths(view, event, (sides.first, sides.second)))
    _put_where(row, event)
    _put_when(row, event)
    return row


def _deaths(view: ExportView, event: Event, sides: tuple[str, str]) -> dict[str, str]:
    """Put each group's best figure under the side it names; what names neither is unknown."""
    sums: dict[str, int] = {}
    for number in view.chosen(event).groups:
        if number.best is None:
            continue
        label = number.label.lower()
        if sides[0] and sides[0].lower() in label:
            column = "deaths_a"
        elif sides[1] and sides[1].lower() in label:
            column = "deaths_b"
        else:
            column = "deaths_civilians" if any(word in label for word in _CIVILIAN) else "deaths_unknown"
        sums[column] = sums.get(column, 0) + number.best
    return {column: str(value) for column, value in sums.items()}


def _put_where(row: dict[str, str], event: Event) -> None:
    place = event.place
    if place is None:
        return
    path = (*place.admin_path, "", "")
    row.update(
        where_coordinates=place.resolved_name or place.name,
        where_description=place.evidence.text,
        adm_1=path[0],
        adm_2=path[1],
        country=place.country or "",
        where_prec=_text(place.ucdp_precision),
    )
    if place.lat is not None and place.lon is not None:
        row.update(latitude=f"{place.lat:.6f}", longitude=f"{place.lon:.6f}")
        row["geom_wkt"] = f"POINT ({place.lon:.6f} {place.lat:.6f})"


def _put_when(row: dict[str, str], event: Event) -> None:
    when = event.when
    if when is None or not when.known or when.earliest is None or when.latest is None:
        return
    length = (when.latest - when.earliest).days
    row.update(
        year=str(when.earliest.year),
        date_start=when.earliest.isoformat(),
        date_end=when.latest.isoformat(),
        date_prec="1" if length == 0 else "2" if length <= 5 else "3" if length <= 7 else "4" if length <= 31 else "5",
    )


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
