"""Suite `linking`: claims of many pages to events, on pages written by this project.

Sets are folders with a `gold.json` and the pages that it names: the bundled sample pages, `evaluation/sets/linking` and
the twins of `evaluation/sets/linking_hard` (figures `tune_...`), and `evaluation/sets/linking_held`, on which nothing
is tuned (`held_...`).
A gold claim is found when a claim of its page overlaps its quote; clusters are compared
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
_TUNE = (
    (_HERE.parent / "src/rashomon/samples/pages", _HERE.parent / "tests/samples/gold.json"),
    (_HERE / "sets/linking/pages", _HERE / "sets/linking/gold.json"),
    (_HERE / "sets/linking_hard/pages", _HERE / "sets/linking_hard/gold.json"),
)
_HELD = ((_HERE / "sets/linking_held/pages", _HERE / "sets/linking_held/gold.json"),)
"""Pages on which nothing is ever tuned: their losses are not looked at, only their figures."""


@dataclass(frozen=True, slots=True)
class Found:
    """A gold claim and the claim that was found for it, if one was."""

    page: str
    event: str
    gold: dict[str, Any]
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A found claim with its gold event and its event, and whether an account holds it where one should."""

    claim_id: str
    gold: str
    event: str
    asked: bool
    kept: bool


def run(root: Path, options: Options) -> list[Figure]:
    """Read every set into a ledger of its own; score its events together, and tuned and held-out sets alone."""
    del root, options
    tuned, held = ([_score(folder, gold) for folder, gold in sets if gold.exists()] for sets in (_TUNE, _HELD))
    return [
        *_figures("", [*tuned, *held]),
        *_figures("tune_", tuned),
        *(_figures("held_", held) if held else ()),
    ]


def _score(folder: Path, gold_file: Path) -> tuple[list[Linked], int, int]:
    """Return a set's linked claims, how many gold claims it has, and how many pages were read."""
    found, events, pages = _read(folder, json.loads(gold_file.read_text(encoding="utf-8")))
    home = {claim: event for event in events for claim in event.claim_ids}
    linked = []
    for each in found:
        if each.claim is None:
            continue
        event = home.get(each.claim.id)
        linked.append(
            Linked(
                claim_id=each.claim.id,
                gold=each.event,
                event=event.id if event else f"alone/{each.claim.id}",
                asked=bool(each.gold.get("figures") or each.claim.about),
                kept=event is not None and any(each.claim.id in account.claim_ids for account in event.accounts),
            )
        )
    return linked, len(found), pages


def _figures(prefix: str, scored: list[tuple[list[Linked], int, int]]) -> list[Figure]:
    linked = [(number, each) for number, (mine, _, _) in enumerate(scored) for each in mine]
    gold = partition((each.claim_id, f"{number}/{each.gold}") for number, each in linked)
    system = partition((each.claim_id, f"{number}/{each.event}") for number, each in linked)
    asked = [each for _, each in linked if each.asked]
    sought, pages = sum(number for _, number, _ in scored), sum(number for _, _, number in scored)
    values = {
        "conll_f1": (conll_f1(gold, system), len(linked)),
        "bcubed_f1": (b_cubed(gold, system).f1, len(linked)),
        "accounts_kept": (sum(each.kept for each in asked) / len(asked) if asked else 0.0, len(asked)),
        "claims_matched": (len(linked) / sought if sought else 0.0, sought),
        "pages": (pages, pages),
    }
    return [Figure(suite="linking", metric=f"{prefix}{name}", value=value, n=n) for name, (value, n) in values.items()]


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
