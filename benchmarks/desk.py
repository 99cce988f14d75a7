"""How long the desk's own views and verdicts take on a large ledger (those of events: `benchmarks.desk_events`).

    python -m benchmarks.desk [CLAIMS] [--ledger FILE]

A ledger of generated pages is filled (or FILE is used, and filled where it is not there); verdicts are written to it.
Each address is asked for many times through the whole application, another page each time. Printed: the address, how
many bytes, and the median, 95th percentile and longest of the milliseconds, as passed and of the processor alone. On a
shared machine only the latter tells. Events are made anew behind the desk and are not part of a verdict's time.
"""

from __future__ import annotations

import random
import sys

from starlette.testclient import TestClient

from benchmarks.asking import Ask, getting, run
from rashomon.domain.judging import values_of


def views_of(client: TestClient) -> dict[str, Ask]:
    """Return the queue's views, and verdicts on values chosen by chance."""
    chance, desk = random.Random(7), client.app.state.desk  # type: ignore[attr-defined]
    total = desk.ledger.count("document")
    pages = [line.id for line in desk.pages.lines(show="all", start=total // 2, limit=300)]
    words = ["killed", "army", "soldiers clash", "police"]
    return {
        "/queue": getting(client, lambda: "/queue"),
        "/queue, deep": getting(client, lambda: f"/queue?start={chance.randrange(0, total, 50)}&show=all"),
        "/queue, words": getting(client, lambda: f"/queue?q={chance.choice(['killed', 'army', 'herald'])}&show=all"),
        "/queue/next": getting(client, lambda: f"/queue/next?after={chance.choice(pages)}"),
        "/queue/PAGE": getting(client, lambda: f"/queue/{chance.choice(pages)}"),
        "/queue/PAGE/edit": getting(client, lambda: _edit(client, chance, pages)),
        "POST /queue/PAGE/judge": lambda: _judge(client, chance, pages),
        "POST /queue/PAGE/undo": lambda: _judge(client, chance, pages, undo=True),
        "/history": getting(client, lambda: "/history"),
        "/search": getting(client, lambda: f"/search?q={chance.choice(words)}"),
        "/search, two words": getting(
            client, lambda: f"/search?q={chance.choice(['herald killed', 'rebel soldiers'])}"
        ),
        "/exports": getting(client, lambda: "/exports"),
        "/inbox": getting(client, lambda: "/inbox"),
        "/api/pages": getting(client, lambda: f"/api/pages?start={chance.randrange(0, total, 50)}&show=all"),
        "/api/pages/PAGE": getting(client, lambda: f"/api/pages/{chance.choice(pages)}"),
        "/api/progress": getting(client, lambda: "/api/progress"),
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


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], "python -m benchmarks.desk", views_of))
