"""Bringing an export of everything (`jsonl`) back into a ledger."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.domain import Claim, Document, Outcome, PageState
from rashomon.domain.serial import from_plain
from rashomon.errors import InputDamaged, NotFound
from rashomon.pipeline import bring_up_to_date
from rashomon.reconcile.neighbours import neighbour

if TYPE_CHECKING:
    from rashomon.ledger import Ledger


def import_jsonl(path: Path, ledger: Ledger) -> tuple[int, int]:
    """Bring pages and claims into the ledger, each page in a transaction, and make the events anew.

    Returns how many pages and claims were in the file. Everything is checked before anything is written: ids must be
    those that the content gives, and evidence must reproduce its words. Raises NotFound, or InputDamaged with the line.
    """
    documents, claims = _read(path)
    for document in documents.values():
        mine = claims[document.id]
        outcome = Outcome(name=str(path), state=PageState.READ, document_id=document.id, claims=len(mine))
        reader = next((claim.reader for claim in mine), "imported")
        ledger.save_page(document, mine, outcome, reader=reader, run="import", keys=neighbour(document, mine).keys)
    bring_up_to_date(ledger, set(documents))
    return len(documents), sum(len(each) for each in claims.values())


def _read(path: Path) -> tuple[dict[str, Document], dict[str, list[Claim]]]:
    documents: dict[str, Document] = {}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for number, kind, value in _lines(path):
        where = f"{path}, line {number}"
        try:
            if kind == "document":
                document = from_plain(Document, value)
                documents[document.id] = document
            elif kind == "claim":
                claim = from_plain(Claim, value)
                _check(claim, documents, where)
                claims[claim.document_id].append(claim)
        except (KeyError, TypeError, ValueError) as error:
            raise InputDamaged(where, f"this is no {kind} of ours ({error})", "export it again") from error
    return documents, claims


def _check(claim: Claim, documents: dict[str, Document], where: str) -> None:
    document = documents.get(claim.document_id)
    if document is None:
        raise InputDamaged(where, f"claim {claim.id} comes before its page, or without it", "export it again")
    for evidence in claim.evidences():
        if not evidence.holds_in(document.text):
            raise InputDamaged(
                where, f"“{evidence.text}” does not stand at {evidence.span.start} of its page", "export it again"
            )


def _lines(path: Path) -> Iterator[tuple[int, str, Any]]:
    """Yield number, kind and value of each line; the first must be an export's header."""
    try:
        file = path.open(encoding="utf-8")
    except OSError as error:
        raise NotFound(str(path), f"it cannot be read ({error.strerror})", "check the path") from error
    with file:
        for number, line in enumerate(file, 1):
            try:
                entry = json.loads(line)
                kind = entry["kind"]
            except (ValueError, KeyError, TypeError) as error:
                raise InputDamaged(
                    f"{path}, line {number}", "this is no line of an export", "give a jsonl export"
                ) from error
            if number == 1 and kind != "header":
                raise InputDamaged(f"{path}, line 1", "an export begins with its header", "give a jsonl export")
            yield number, str(kind), entry.get("value")
