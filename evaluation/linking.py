"""Suite `linking`: claims of many pages to events, on pages written by this project.

Sets are folders with a `gold.json` and the pages that it names: the bundled sample pages, and
`evaluation/sets/linking`. A gold claim is found when a claim of its page overlaps its quote; clusters are compared
over found claims only, so that the figures measure linking and not reading (`claims_matched` says how many were
found). Figures: `conll_f1`, `bcubed_f1`, and `accounts_kept`: the share of found gold claims with a figure, or
with a stance against another's, that stand in an account of their event.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.clusters import b_cubed, conll_f1, partition
from evaluation.figures import Figure, Options
from rashomon.domain import Claim, Document, Event
from rashomon.intake import gather
from rashomon.ledger import Ledger
from rashomon.pipeline import read_pages
from rashomon.settings import Settings

_HERE = Path(__file__).parent
_SETS = (
    (_HERE.parent / "src/rashomon/samples/pages", _HERE.parent / "tests/samples/gold.json"),
    (_HERE / "sets/linking/pages", _HERE / "sets/linking/gold.json"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A gold claim and the claim that was found for it, if one was."""

    page: str
    event: str
    gold: dict[str, Any]
    claim: Claim | None


def run(root: Path, options: Options) -> list[Figure]:
    """Read every set into a ledger of its own and score its events together."""
    del root, options
    found: list[Found] = []
    pairs: list[tuple[str, str]] = []
    kept = asked = pages = 0
    for number, (folder, gold_file) in enumerate(_SETS):
        if not gold_file.exists():
            continue
        mine, events, read = _read(folder, json.loads(gold_file.read_text(encoding="utf-8")))
        pages += read
        found += mine
        home = {claim: event for event in events for claim in event.claim_ids}
        for each in mine:
            if each.claim is None:
                continue
            event = home.get(each.claim.id)
            pairs.append((each.claim.id, f"{number}/{event.id}" if event else f"alone/{each.claim.id}"))
            if each.gold.get("figures") or each.claim.about:
                asked += 1
                kept += event is not None and any(each.claim.id in account.claim_ids for account in event.accounts)
    matched = {each.claim.id: each.event for each in found if each.claim}
    gold = partition(matched.items())
    system = partition(dict(pairs).items())
    return [
        Figure(suite="linking", metric="conll_f1", value=conll_f1(gold, system), n=len(matched)),
        Figure(suite="linking", metric="bcubed_f1", value=b_cubed(gold, system).f1, n=len(matched)),
        Figure(suite="linking", metric="accounts_kept", value=kept / asked if asked else 0.0, n=asked),
        Figure(
            suite="linking",
            metric="claims_matched",
            value=sum(1 for each in found if each.claim) / len(found) if found else 0.0,
            n=len(found),
        ),
        Figure(suite="linking", metric="pages", value=pages, n=pages),
    ]


def _read(folder: Path, gold: dict[str, Any]) -> tuple[list[Found], list[Event], int]:
    settings = Settings(keep_raw=False)
    with tempfile.TemporaryDirectory() as temporary, Ledger(Path(temporary) / "linking.db") as ledger:
        summary = read_pages(gather([str(folder)], settings), ledger, settings)
        names = {outcome.document_id: Path(outcome.name).name for outcome in summary.outcomes if outcome.document_id}
        pages = {names[page.id]: page for page in ledger.documents() if page.id in names}
        claims = ledger.claims()
        events = ledger.events()
    found = []
    for name, page_gold in gold["pages"].items():
        found += list(_match(name, page_gold, pages.get(name), claims))
    return found, events, len(pages)


def _match(name: str, gold: dict[str, Any], page: Document | None, claims: list[Claim]) -> Iterator[Found]:
    """Yield the page's gold claims with the claim whose words overlap the quote most, each claim used once."""
    mine = [claim for claim in claims if page is not None and claim.document_id == page.id]
    used: set[str] = set()
    for each in gold["claims"]:
        if not each.get("event_of"):
            continue
        best, most = None, 0
        start = page.text.find(each["quote"]) if page else -1
        if start >= 0:
            end = start + len(each["quote"])
            for claim in mine:
                span = claim.content.span
                shared = min(end, span.end) - max(start, span.start)
                if shared > most and claim.id not in used:
                    best, most = claim, shared
        if best is not None:
            used.add(best.id)
        yield Found(page=name, event=each["event_of"], gold=each, claim=best)
