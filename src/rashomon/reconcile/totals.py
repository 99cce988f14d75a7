"""Which incidents a campaign's, a month's or a running total counts: a total is a record of its own, linked to them.

The links are told when they are asked for and never kept: a year's total would have to be made anew with every page.
"""

from __future__ import annotations

from rashomon.domain import Event, Measure, Place
from rashomon.knowledge.gazetteer.folding import fold
from rashomon.reconcile.distances import distance_km, radius_of
from rashomon.reconcile.values import HARM, HOW, days_of

COUNTRY = "country"
"""The kind of a place that is a country."""

_SAME_HARM = {
    Measure.KILLED: frozenset({Measure.KILLED, Measure.KILLED_OR_WOUNDED, Measure.NEUTRALISED}),
    Measure.WOUNDED: frozenset({Measure.WOUNDED, Measure.KILLED_OR_WOUNDED, Measure.NEUTRALISED}),
}
"""What a total of the dead counts may be told of an incident in wider words."""

_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})


def lies_inside(event: Event, total: Event) -> bool:
    """Tell whether an incident lies in a total's span and place and is of what it counts.

    A total that gives no days or no place holds nothing: it is not known what it holds.
    """
    if event.aggregate or not total.aggregate or event.id == total.id:
        return False
    mine, span = days_of(event.when), days_of(total.when)
    if mine is None or span is None or mine[0] < span[0] or mine[1] > span[1]:
        return False
    return _in_place(event.place, total.place) and _counted(event, total)


def _in_place(place: Place | None, area: Place | None) -> bool:
    """Tell whether a place lies in an area: by country, by the areas that hold it, else by distance."""
    if place is None or area is None:
        return False
    if place.gazetteer_id and place.gazetteer_id == area.gazetteer_id:
        return True
    if area.kind == COUNTRY:
        return place.country is not None and place.country == area.country
    if place.country and area.country and place.country != area.country:
        return False
    if (area.kind or "").startswith("admin") and place.admin_path:
        return fold(area.resolved_name or area.name) in {fold(each) for each in place.admin_path}
    distance = distance_km(place, area)
    return distance is not None and distance + radius_of(place) <= radius_of(area)


def _counted(event: Event, total: Event) -> bool:
    """Tell whether a total counts deeds or harm such as the incident's."""
    theirs = {item.figure.measure for account in total.accounts for item in account.figures}
    mine = {item.figure.measure for account in event.accounts for item in account.figures}
    if any(_SAME_HARM.get(measure, frozenset({measure})) & mine for measure in theirs & HARM):
        return True
    if not theirs & {Measure.ATTACKS, Measure.STRIKES} or event.deed is None or event.deed.type not in _VIOLENT:
        return False
    way = total.deed.sub_type if total.deed else None
    return way not in HOW or way == event.deed.sub_type
