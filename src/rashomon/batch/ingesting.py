"""Parquet files of a batch into a ledger: a transaction an archive, so that nothing is lost and nothing doubled."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rashomon.batch.archive import SET_ASIDE
from rashomon.batch.extras import need
from rashomon.batch.parquet import SUMMARY, Row, pages_of, read_summary, rows_of
from rashomon.domain import Claim, Document, Outcome, PageState
from rashomon.errors import InputDamaged, NotFound
from rashomon.ledger.bulk import KeptPage
from rashomon.ledger.rows import object_of

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestEnd:
    """What an ingest brought: archives brought in, those that were in already, pages, claims, pages set aside."""

    archives: int
    known: int
    pages: int
    claims: int
    refused: int
    set_aside: int
    failed: tuple[InputDamaged, ...]


def ingest(folder: Path, ledger: Ledger, *, on_archive: Callable[[str], None] | None = None) -> IngestEnd:
    """Bring every finished archive under `folder` into the ledger, each in one transaction. Events are not made.

    An archive that the ledger holds already is passed over; a damaged one is named in the result and costs no other.
    Pages that the gate set aside stay in refused.parquet and are only counted. Raises ExtraMissing, NotFound,
    LedgerError.
    """
    need("batch")
    found = sorted(path.parent for path in folder.glob(f"*/{SUMMARY}") if not path.parent.name.startswith("."))
    if not found:
        raise NotFound(str(folder), "there is no finished archive here", "run `rashomon batch WARC... --out DIR` first")
    count: Counter[str] = Counter()
    failed: list[InputDamaged] = []
    for archive in found:
        if on_archive:
            on_archive(archive.name)
        try:
            count += _ingest_one(archive, ledger)
        except InputDamaged as error:
            failed.append(error)
    return IngestEnd(
        archives=count["archives"],
        known=count["known"],
        pages=count["pages"],
        claims=count["claims"],
        refused=count["refused"],
        set_aside=count["set aside"],
        failed=tuple(failed),
    )


def _ingest_one(archive: Path, ledger: Ledger) -> Counter[str]:
    summary = read_summary(archive)
    mark = hashlib.sha256((archive / SUMMARY).read_bytes()).hexdigest()
    aside = int(summary["states"].get(SET_ASIDE, 0))
    if ledger.holds_batch(summary["key"], mark):
        return Counter(known=1)
    pages, claims = ledger.save_batch(summary["key"], mark, _pages(archive, ledger), _refusals(archive))
    refused = int(summary["states"].get(PageState.REFUSED.value, 0))
    return Counter({"archives": 1, "pages": pages, "claims": claims, "refused": refused, SET_ASIDE: aside})


def _pages(archive: Path, ledger: Ledger) -> Iterator[KeptPage]:
    """Yield an archive's pages, each checked: ids are those that the content gives, evidence reproduces its words."""
    for row, claim_rows in pages_of(archive):
        document = _object(Document, row, archive)
        claims = [_object(Claim, each, archive) for each in claim_rows]
        for claim, each in zip(claims, claim_rows, strict=True):
            if claim.id != each["id"] or not all(piece.holds_in(document.text) for piece in claim.evidences()):
                what = f"claim {each['id']} does not stand in its page"
                raise InputDamaged(str(archive), what, "remove the folder and run the batch again")
        ledger.raw.keep(row["raw"])
        outcome = Outcome(
            name=row["name"],
            state=PageState(row["state"]),
            document_id=document.id,
            stage=row["stage"],
            reason=row["reason"] or "",
            claims=len(claims),
        )
        yield KeptPage(document=document, claims=tuple(claims), outcome=outcome, reader=row["reader"], keys=row["keys"])


def _refusals(archive: Path) -> Iterator[Outcome]:
    for row in rows_of(archive, "refused"):
        if row["state"] != SET_ASIDE:
            yield Outcome(name=row["name"], state=PageState.REFUSED, stage="intake", reason=row["reason"])


def _object(kind: type[T], row: Row, archive: Path) -> T:
    try:
        return object_of(kind, row["body"])
    except (KeyError, TypeError, ValueError) as error:
        what = f"{row['id']} is no {kind.__name__.lower()} of ours ({error})"
        raise InputDamaged(str(archive), what, "remove the folder and run the batch again") from error
