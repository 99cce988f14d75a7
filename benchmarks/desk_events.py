"""How long the desk's views of events, sources and actors take on a large ledger.

    python -m benchmarks.desk_events [CLAIMS] [--ledger FILE]

A ledger of generated pages is filled and reconciled (or FILE is used, and filled where it is not there), then each
address is asked for many times through the whole application, with other filters each time. Printed: the address, how
many bytes, and the median, 95th percentile and longest of the milliseconds, as passed and of the processor alone. On a
shared machine only the latter tells.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

from starlette.testclient import TestClient

from benchmarks.asking import Ask, getting, run
from rashomon.ledger.event_views import EventFilter, EventViews


def views_of(client: TestClient) -> dict[str, Ask]:
    """Return the views of events, sources and actors, with other filters each time."""
    chance, ledger = random.Random(3), client.app.state.desk.ledger  # type: ignore[attr-defined]
    lines = EventViews(ledger).lines(EventFilter(what="all"), sort="pages", limit=2000)
    sources = [each.id for each in ledger.sources()]
    addresses: dict[str, Callable[[], str]] = {
        "/events": lambda: "/events",
        "/events, deep page": lambda: (
            f"/events?start={chance.randrange(0, len(lines), 50)}&sort={chance.choice(['day', 'place', 'pages'])}"
        ),
        "/events, days": lambda: (
            f"/events?since=2024-{chance.randint(1, 6):02}-01&until=2024-{chance.randint(7, 12):02}-28"
        ),
        "/events, words": lambda: f"/events?q={chance.choice(['army', 'killed', 'rebels', 'police clash'])}",
        "/events, box": lambda: f"/events?box={chance.randint(10, 30)},{chance.randint(10, 30)},45,45",
        "/events, source": lambda: f"/events?source={chance.choice(sources)}&disputed=1",
        "/events/points.json, all": lambda: "/events/points.json?what=all",
        "/events/points.json, days": lambda: f"/events/points.json?since=2024-{chance.randint(1, 9):02}-01",
        "/events/days.json": lambda: "/events/days.json",
        "/api/events": lambda: f"/api/events?since=2024-{chance.randint(1, 9):02}-01&limit=50",
        "/events/ID": lambda: f"/events/{chance.choice(lines).id}",
        "/events/ID/areas.json": lambda: f"/events/{chance.choice(lines).id}/areas.json",
        "/sources": lambda: "/sources",
        "/sources/ID": lambda: f"/sources/{chance.choice(sources)}",
        "/actors, words": lambda: f"/actors?q={chance.choice(['army', 'police', 'front', 'guard'])}",
    }
    return {name: getting(client, address) for name, address in addresses.items()}


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], "python -m benchmarks.desk_events", views_of))
