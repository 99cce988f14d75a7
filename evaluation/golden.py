"""Suite `golden`: the claims that a careful coder takes from one page, and what must not come out of it.

`claims_found` counts the golden claims that an extracted claim matches by its evidence and by every value that the
golden file gives (`evaluation.golden_match`); `must_not_broken` counts the rules of `must_not` that are broken. With
`--details` each miss says which values differ. Without `--golden` the held-out pages of this project are measured too
(`held_out_...`, see `evaluation.held_out`). The golden file is `golden/seed.json` beside the data root, or what
`--golden` names.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.figures import Figure, Options, Skipped
from evaluation.golden_match import Missed, match_claims
from evaluation.golden_rules import broken_rules
from evaluation.held_out import measure
from rashomon.domain import Claim, Document
from rashomon.intake import Page
from rashomon.pipeline import Stages
from rashomon.settings import Settings


def run(root: Path, options: Options) -> list[Figure]:
    """Measure and return the figures. Raises Skipped where the golden file or its page is missing."""
    path = options.golden or root.parent / "golden" / "seed.json"
    if not path.exists():
        raise Skipped(f"no {path}")
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    page = path.parent.parent / gold["page"]
    if not page.exists():
        raise Skipped(f"no {page}")
    document, claims = read_page(page, gold["document"]["published"].get("given"))
    missed = match_claims(gold["claims"], claims)
    broken = broken_rules(gold["must_not"], document, claims)
    if options.details is not None:
        _write(options.details, missed, broken)
    return [
        Figure(suite="golden", metric="claims_found", value=len(gold["claims"]) - len(missed), n=len(gold["claims"])),
        Figure(suite="golden", metric="must_not_broken", value=len(broken), n=len(gold["must_not"])),
        *([] if options.golden else measure(options.details)),
    ]


def read_page(
    page: Path, published: str | None, settings: Settings | None = None
) -> tuple[Document, tuple[Claim, ...]]:
    """Carry one page through all stages; raises RuntimeError where a stage stops it."""
    stages = Stages(settings or Settings())
    given = Page(
        raw=page.read_bytes(),
        name=str(page),
        url=None,
        published=date.fromisoformat(published) if published else None,
        source=None,
        title=None,
    )
    (reading,) = stages.read([stages.open(given)])
    if reading.failed:
        raise RuntimeError(f"{page}: {reading.failed}: {reading.reason}")
    return reading.document, reading.claims


def _write(path: Path, missed: Sequence[Missed], broken: Sequence[str]) -> None:
    with path.open("a", encoding="utf-8") as file:
        for each in missed:
            file.write(
                json.dumps({"suite": "golden", "claim": each.id, "differs": each.differs, "nearest": each.nearest})
                + "\n"
            )
        for rule in broken:
            file.write(json.dumps({"suite": "golden", "must_not": rule}) + "\n")
