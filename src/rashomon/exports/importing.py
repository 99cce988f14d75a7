"""Bringing an export of everything (`jsonl`) back into a ledger."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.domain import Claim, Document, Outcome, PageState, Verdict
from rashomon.domain.serial import from_plain
from rashomon.errors import InputDamaged, NotFound
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour

if TYPE_CHECKING:
    from rashomon.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """How many pages, claims and verdicts a file held."""

    pages: int
    claims: int
    verdicts: int


@dataclass(slots=True)
class _Found:
    """What a file holds, filled line by line."""

    documents: dict[str, Document] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    verdicts: list[Verdict] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def import_jsonl(path: Path, ledger: Ledger) -> Brought:
    """Bring pages, claims, verdicts and the pages' ends into the ledger, and make the events anew.

    Everything is checked before anything is written: each line must be an object of ours, and evidence must reproduce
    its words. The claims of the file are as they were read; its verdicts are let count on top. Into an empty ledger
    everything comes back as it was, with its ids, and each verdict can be undone; the pages' raw bytes are no part of
    an export. Raises NotFound, or InputDamaged with the line.
    """
    found = _read(path)
    ends = {outcome.document_id: outcome for outcome in found.outcomes if outcome.document_id in found.documents}
    for document in found.documents.values():
        mine = found.claims[document.id]
        end = Outcome(name=str(path), state=PageState.READ, document_id=document.id, claims=len(mine))
        reader = found.readers.get(document.id) or next((claim.reader for claim in mine), "imported")
        keys = neighbour(document, mine).keys
        ledger.save_page(document, mine, ends.get(document.id, end), reader=reader, run="import", keys=keys)
    for verdict in found.verdicts:
        ledger.save_verdict(verdict)
    written = {outcome.name for outcome in ends.values()}
    for outcome in found.outcomes:
        if outcome.name not in written:
            ledger.save_outcome(outcome, run="import")
    bring_up_to_date(ledger, set(found.documents))
    return Brought(
        pages=len(found.documents),
        claims=sum(len(each) for each in found.claims.values()),
        verdicts=len(found.verdicts),
    )


def _read(path: Path) -> _Found:
    found = _Found()
    for number, kind, entry in _lines(path):
        where = f"{path}, line {number}"
        try:
            _take(found, kind, entry, where)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputDamaged(where, f"this is no {kind} of ours ({error})", "export it again") from error
    return found


def _take(found: _Found, kind: str, entry: dict[str, Any], where: str) -> None:
    """Take a line in. Events are left: they follow from claims and verdicts. Kinds of a newer version are left too."""
    value = entry.get("value")
    if kind == "document":
        document = from_plain(Document, value)
        found.documents[document.id] = document
        found.readers[document.id] = str(entry.get("reader") or "")
    elif kind == "claim":
        claim = from_plain(Claim, value)
        _check(claim, found.documents, where)
        found.claims[claim.document_id].append(claim)
    elif kind == "verdict":
        found.verdicts.append(from_plain(Verdict, value))
    elif kind == "outcome":
        found.outcomes.append(from_plain(Outcome, value))


def _check(claim: Claim, documents: dict[str, Document], where: str) -> None:
    document = documents.get(claim.document_id)
    if document is None:
        raise InputDamaged(where, f"claim {claim.id} comes before its page, or without it", "export it again")
    for evidence in claim.evidences():
        if not evidence.holds_in(document.text):
            raise InputDamaged(
                where, f"“{evidence.text}” does not stand at {evidence.span.start} of its page", "export it again"
            )


def _lines(path: Path) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield number, kind and entry of each line; the first must be an export's header."""
    try:
        file = path.open(encoding="utf-8")
    except OSError as error:
        raise NotFound(str(path), f"it cannot be read ({error.strerror})", "check the path") from error
    with file:
        try:
            for number, line in enumerate(file, 1):
                yield number, *_entry(path, number, line)
        except UnicodeDecodeError as error:
            raise InputDamaged(str(path), "it is no text in UTF-8", "give a jsonl export") from error


def _entry(path: Path, number: int, line: str) -> tuple[str, dict[str, Any]]:
    try:
        entry = json.loads(line)
        kind = str(entry["kind"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputDamaged(f"{path}, line {number}", "this is no line of an export", "give a jsonl export") from error
    if number == 1 and kind != "header":
        raise InputDamaged(f"{path}, line 1", "an export begins with its header", "give a jsonl export")
    return kind, entry
