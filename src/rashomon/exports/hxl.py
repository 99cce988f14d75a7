"""HXL CSV: a header row, a row of tags, then an event a row."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.domain import Measure
from rashomon.exports.actors import sides_of
from rashomon.exports.view import ExportView

TAGS = {
    "date": "#date+occurred",
    "type": "#event+type",
    "sub_type": "#event+type+sub",
    "actor_1": "#group+name+first",
    "actor_2": "#group+name+second",
    "admin_1": "#adm1+name",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "killed": "#affected+killed",
    "killed_min": "#affected+killed+min",
    "killed_max": "#affected+killed+max",
    "source": "#meta+source",
    "url": "#meta+url",
    "description": "#description",
    "policy": "#meta+policy",
}


def hxl_rows(view: ExportView) -> Iterator[dict[str, str]]:
    """Yield the row of tags and then a row an event."""
    yield dict(TAGS)
    for event in view.events:
        row = dict.fromkeys(TAGS, "")
        chosen = view.chosen(event)
        sides = sides_of(event, view.claims_of(event))
        pages = [view.documents[each] for each in event.document_ids if each in view.documents]
        counts_dead = any(
            figure.measure is Measure.KILLED for claim in view.claims_of(event) for figure in claim.figures
        )
        row.update(
            type=(event.deed.type or "") if event.deed else "",
            sub_type=(event.deed.sub_type or "") if event.deed else "",
            actor_1=sides.names[0],
            actor_2=sides.names[1],
            source="; ".join(view.sources_of(event)),
            url="; ".join(page.url for page in pages if page.url),
            description=event.title,
            policy=view.policy,
        )
        if counts_dead:
            row.update(
                killed="" if chosen.best is None else str(chosen.best),
                killed_min="" if chosen.low is None else str(chosen.low),
                killed_max="" if chosen.high is None else str(chosen.high),
            )
        if event.when and event.when.known and event.when.earliest:
            row["date"] = event.when.earliest.isoformat()
        if event.place:
            row["location"] = event.place.resolved_name or event.place.name
            row["admin_1"] = event.place.admin_path[0] if event.place.admin_path else ""
            if event.place.lat is not None and event.place.lon is not None:
                row.update(latitude=f"{event.place.lat:.5f}", longitude=f"{event.place.lon:.5f}")
        yield row
