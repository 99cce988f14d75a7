"""How long the desk's own views and verdicts take on a large ledger (those of events: `benchmarks.desk_events`).

    python -m benchmarks.desk [CLAIMS] [--ledger FILE]

A ledger of generated pages is filled (or FILE is used, and filled where it is not there); verdicts are written to it.
Each address is asked for many times through the whole application, another page each time. Printed: the address, how
many bytes, and the median, 95th percentile and longest of the milliseconds, as passed and of the processor alone. On a
shared machine only the latter tells. Events are made anew behind the desk and are not part of a verdict's time.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from benchmarks.ledgers import fill
from rashomon.desk.application import create_app
from rashomon.desk.config import DeskSettings
from rashomon.domain.judging import values_of
from rashomon.ledger import Ledger
from rashomon.settings import Settings

TIMES = 60
LIMIT_MS = 150.0
Ask = Callable[[], int]


def main(argv: list[str]) -> int:
    """Fill a ledger, ask, print. Exit code 1 where a 95th percentile of processor time is above the limit."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.desk")
    options.add_argument("claims", nargs="?", type=int, default=100_000)
    options.add_argument("--ledger", type=Path)
    given = options.parse_args(argv)
    with TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "rashomon.db"
        there = path.exists()
        with Ledger(path) as ledger:
            if not there:
                fill(ledger, given.claims)
            print(f"{ledger.count('claim'):,} claims on {ledger.count('document'):,} pages", flush=True)
            return ask(ledger)


def ask(ledger: Ledger) -> int:
    """Ask for every view many times, judge many values, and print how long it took."""
    app = create_app(ledger, Settings(reader="lexical"), DeskSettings(background=True, user="bench"))
    client = TestClient(app, base_url="http://127.0.0.1:8700")  # without its lifespan: no thread makes events anew
    client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf"]
    chance = random.Random(7)
    total = ledger.count("document")
    pages = [line.id for line in app.state.desk.pages.lines(show="all", start=total // 2, limit=300)]
    slow = []
    for name, each in _views(client, chance, pages, total).items():
        each()
        passed, worked, size = [], [], 0
        for _ in range(TIMES):
            began, spent = time.perf_counter(), time.process_time()
            size = each()
            passed.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - spent) * 1000)
        print(f"{name:30} {size:>9,} B   passed {_three(passed)}   processor {_three(worked)}", flush=True)
        if _late(worked) > LIMIT_MS:
            slow.append(name)
    if slow:
        print(f"above {LIMIT_MS:.0f} ms at the 95th percentile: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


def _views(client: TestClient, chance: random.Random, pages: list[str], total: int) -> dict[str, Ask]:
    def get(path: Callable[[], str]) -> Ask:
        def once() -> int:
            answer = client.get(path(), follow_redirects=False)
            assert answer.status_code in (200, 303), (path(), answer.status_code)
            return len(answer.content)

        return once

    return {
        "/queue": get(lambda: "/queue"),
        "/queue, deep": get(lambda: f"/queue?start={chance.randrange(0, total, 50)}&show=all"),
        "/queue, words": get(lambda: f"/queue?q={chance.choice(['killed', 'army', 'herald'])}&show=all"),
        "/queue/next": get(lambda: f"/queue/next?after={chance.choice(pages)}"),
        "/queue/PAGE": get(lambda: f"/queue/{chance.choice(pages)}"),
        "/queue/PAGE/edit": get(lambda: _edit(client, chance, pages)),
        "POST /queue/PAGE/judge": lambda: _judge(client, chance, pages),
        "POST /queue/PAGE/undo": lambda: _judge(client, chance, pages, undo=True),
        "/history": get(lambda: "/history"),
        "/search": get(lambda: f"/search?q={chance.choice(['killed', 'army', 'soldiers clash', 'police'])}"),
        "/inbox": get(lambda: "/inbox"),
        "/api/pages": get(lambda: f"/api/pages?start={chance.randrange(0, total, 50)}&show=all"),
        "/api/pages/PAGE": get(lambda: f"/api/pages/{chance.choice(pages)}"),
        "/api/progress": get(lambda: "/api/progress"),
    }


def _value(client: TestClient, chance: random.Random, pages: list[str]) -> tuple[str, str]:
    page = chance.choice(pages)
    claim = chance.choice(client.app.state.desk.ledger.claims(document_id=page))  # type: ignore[attr-defined]
    return page, f"{claim.id}/{chance.choice(values_of(claim)).key}"


def _edit(client: TestClient, chance: random.Random, pages: list[str]) -> str:
    page, subject = _value(client, chance, pages)
    return f"/queue/{page}/edit?value={subject}"


def _judge(client: TestClient, chance: random.Random, pages: list[str], *, undo: bool = False) -> int:
    page, subject = _value(client, chance, pages)
    decisions = client.app.state.desk.decisions  # type: ignore[attr-defined]
    seen = decisions.last_seen(subject)
    fields = {"subject": subject, "judgement": chance.choice(["accept", "reject"]), "seen": seen}
    if undo:
        fields = {"verdict": decisions.last_of("bench").id}
    answer = client.post(f"/queue/{page}/{'undo' if undo else 'judge'}", data=fields, headers={"HX-Request": "true"})
    assert answer.status_code in (200, 204, 404), answer.status_code
    return len(answer.content)


def _late(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def _three(values: list[float]) -> str:
    return f"{statistics.median(values):6.1f} {_late(values):6.1f} {max(values):6.1f} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
