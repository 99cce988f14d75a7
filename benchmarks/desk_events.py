"""How long the desk's views of events, sources and actors take on a large ledger.

    python -m benchmarks.desk_events [CLAIMS] [--ledger FILE]

A ledger of generated pages is filled and reconciled (or FILE is used, and filled where it is not there), then each
address is asked for many times through the whole application, with other filters each time. Printed: the address, how
many bytes, and the median, 95th percentile and longest of the milliseconds, as passed and of the processor alone. On a
shared machine only the latter tells.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from benchmarks.ledgers import fill
from rashomon.desk.application import create_app
from rashomon.desk.config import DeskSettings
from rashomon.ledger import Ledger
from rashomon.ledger.event_views import EventFilter, EventViews
from rashomon.pipeline import bring_up_to_date
from rashomon.settings import Settings

TIMES = 40
LIMIT_MS = 150.0


def main(argv: list[str]) -> int:
    """Fill a ledger, ask, print. Exit code 1 where a view's 95th percentile of processor time is above the limit."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.desk_events")
    options.add_argument("claims", nargs="?", type=int, default=100_000)
    options.add_argument("--ledger", type=Path)
    given = options.parse_args(argv)
    with TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "rashomon.db"
        there = path.exists()
        with Ledger(path) as ledger:
            if not there:
                fill(ledger, given.claims)
                bring_up_to_date(ledger)
            print(f"{ledger.count('claim'):,} claims, {ledger.count('event'):,} events", flush=True)
            return ask(ledger)


def ask(ledger: Ledger) -> int:
    """Ask for every view many times and print how long it took."""
    client = TestClient(
        create_app(ledger, Settings(), DeskSettings(background=False)), base_url="http://127.0.0.1:8700"
    )
    chance = random.Random(3)
    lines = EventViews(ledger).lines(EventFilter(what="all"), sort="pages", limit=2000)
    sources = [each.id for each in ledger.sources()]
    views: dict[str, Callable[[], str]] = {
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
        "/events/ID": lambda: f"/events/{chance.choice(lines).id}",
        "/events/ID/areas.json": lambda: f"/events/{chance.choice(lines).id}/areas.json",
        "/sources": lambda: "/sources",
        "/sources/ID": lambda: f"/sources/{chance.choice(sources)}",
        "/actors, words": lambda: f"/actors?q={chance.choice(['army', 'police', 'front', 'guard'])}",
    }
    slow = []
    for name, address in views.items():
        passed, worked, size = _timed(client, address)
        print(f"{name:28} {size:>9,} B   passed {_three(passed)}   processor {_three(worked)}", flush=True)
        if _at(worked, 0.95) > LIMIT_MS:
            slow.append(name)
    if slow:
        print(f"above {LIMIT_MS:.0f} ms at the 95th percentile: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


def _timed(client: TestClient, address: Callable[[], str]) -> tuple[list[float], list[float], int]:
    passed, worked, size = [], [], 0
    for turn in range(TIMES + 2):
        path = address()
        begun, working = time.perf_counter(), time.process_time()
        answer = client.get(path)
        took, work = (time.perf_counter() - begun) * 1000, (time.process_time() - working) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        if turn >= 2:
            passed.append(took)
            worked.append(work)
        size = len(answer.content)
    return passed, worked, size


def _three(times: list[float]) -> str:
    return f"{_at(times, 0.5):6.1f} {_at(times, 0.95):6.1f} {max(times):6.1f}"


def _at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
