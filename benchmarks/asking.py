"""What the desk's two benchmarks share: a filled ledger, views asked for many times, and a bar that each must hold."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from benchmarks.ledgers import fill
from rashomon.desk.application import create_app
from rashomon.desk.config import DeskSettings
from rashomon.ledger import Ledger
from rashomon.pipeline import bring_up_to_date
from rashomon.settings import Settings

TIMES = 60
LIMIT_MS = 150.0
Ask = Callable[[], int]
"""Asks once and returns how many bytes came."""


def run(argv: list[str], prog: str, views_of: Callable[[TestClient], Mapping[str, Ask]]) -> int:
    """Fill a ledger or open one, ask for its views, print. Exit code 1 where one is above the limit.

    The limit is on the time that passed at the 95th percentile; with --processor on the processor's alone, which is
    all that tells on a shared machine.
    """
    options = argparse.ArgumentParser(prog=prog)
    options.add_argument("claims", nargs="?", type=int, default=100_000)
    options.add_argument("--ledger", type=Path, help="use this file, and fill it where it is not there")
    options.add_argument("--processor", action="store_true", help="hold the bar against the processor's time")
    given = options.parse_args(argv)
    with TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "rashomon.db"
        there = path.exists()
        with Ledger(path) as ledger:
            if not there:
                fill(ledger, given.claims)
                bring_up_to_date(ledger)
            sizes = [f"{ledger.count(kind):,} {kind}s" for kind in ("claim", "document", "event")]
            print(", ".join(sizes), flush=True)
            return _ask(views_of(_client(ledger)), processor=given.processor)


def _client(ledger: Ledger) -> TestClient:
    app = create_app(ledger, Settings(reader="lexical"), DeskSettings(background=True, user="bench"))
    client = TestClient(app, base_url="http://127.0.0.1:8700")  # without its lifespan: no thread makes events anew
    client.headers["X-CSRF-Token"] = client.get("/api/session").json()["csrf"]
    return client


def _ask(views: Mapping[str, Ask], *, processor: bool) -> int:
    slow = []
    for name, each in views.items():
        each()
        passed, worked, size = [], [], 0
        for _ in range(TIMES):
            began, spent = time.perf_counter(), time.process_time()
            size = each()
            passed.append((time.perf_counter() - began) * 1000)
            worked.append((time.process_time() - spent) * 1000)
        print(f"{name:30} {size:>9,} B   passed {_three(passed)}   processor {_three(worked)}", flush=True)
        if _late(worked if processor else passed) > LIMIT_MS:
            slow.append(name)
    if slow:
        print(f"above {LIMIT_MS:.0f} ms at the 95th percentile: {', '.join(slow)}", file=sys.stderr)
    return 1 if slow else 0


def getting(client: TestClient, path: Callable[[], str]) -> Ask:
    """Return what asks for an address, another one each time."""

    def once() -> int:
        answer = client.get(path(), follow_redirects=False)
        if answer.status_code not in (200, 303):
            raise SystemExit(f"{answer.request.url}: {answer.status_code}")
        return len(answer.content)

    return once


def _late(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def _three(values: list[float]) -> str:
    return f"{statistics.median(values):6.1f} {_late(values):6.1f} {max(values):6.1f} ms"
