"""The incidents that a total of the ledger counts, and the totals that count an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.reconcile.totals import lies_inside
from rashomon.reconcile.values import days_of

if TYPE_CHECKING:
    from rashomon.domain import Event
    from rashomon.ledger import Ledger


def events_inside(ledger: Ledger, total: Event) -> list[Event]:
    """Return the incidents inside a total's span and place that are of what it counts, by day; none for an incident."""
    days = days_of(total.when)
    if not total.aggregate or days is None:
        return []
    found = ledger.events_within(days[0].isoformat(), days[1].isoformat())
    return [event for event in found if lies_inside(event, total)]


def totals_over(ledger: Ledger, event: Event) -> list[Event]:
    """Return the totals that an incident lies inside, by day; none for a total."""
    days = days_of(event.when)
    if event.aggregate or days is None:
        return []
    found = ledger.totals_around(days[0].isoformat(), days[1].isoformat())
    return [total for total in found if lies_inside(event, total)]
