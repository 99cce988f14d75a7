"""The four Parquet files of an archive: documents, claims, evidence, refused. Written aside, complete or not at all.

The only place of a batch that knows pyarrow.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rashomon.errors import InputDamaged, OutputFailed

Row = dict[str, Any]

FORMAT = 1
"""The layout of the files; a reader of another layout refuses them."""

SUMMARY = "summary.json"
PAGES_A_GROUP = 200
"""Pages in a row group, so that memory does not grow with the archive."""

_TEXT = ("id", "url", "title", "language", "published", "source", "name", "state", "stage", "reason", "reader")
_CLAIM_TEXT = ("id", "document_id", "voice", "stance", "status", "deed", "place", "country", "earliest", "latest")
_REFUSED_TEXT = ("name", "url", "state", "stage", "reason")


def _schemas() -> dict[str, Any]:
    arrow = importlib.import_module("pyarrow")
    text, whole = arrow.string(), arrow.int64()
    return {
        "documents": arrow.schema(
            [
                *((name, text) for name in _TEXT),
                ("claims", whole),
                ("keys", arrow.list_(text)),
                ("raw", arrow.binary()),
                ("body", text),
            ]
        ),
        "claims": arrow.schema(
            [*((name, text) for name in _CLAIM_TEXT), ("confidence", arrow.float64()), ("body", text)]
        ),
        "evidence": arrow.schema(
            [("claim_id", text), ("document_id", text), ("start", whole), ("end", whole), ("text", text)]
        ),
        "refused": arrow.schema([*((name, text) for name in _REFUSED_TEXT), ("record", whole), ("position", whole)]),
    }


class ArchiveWriter:
    """Writes an archive's files into a folder aside; `finish` gives it its name, and anything else removes it.

    Raises OutputFailed when the disk is full or cannot be written.
    """

    def __init__(self, out: Path, key: str) -> None:
        self.final = out / key
        self._aside = out / f".part-{key}-{os.getpid()}"
        self._schemas = _schemas()
        self._rows: dict[str, list[Row]] = {name: [] for name in self._schemas}
        self._files: dict[str, Any] = {}

    def __enter__(self) -> Self:
        parquet = importlib.import_module("pyarrow.parquet")
        with suppress(FileNotFoundError):
            shutil.rmtree(self._aside)
        with _said(self.final):
            self._aside.mkdir(parents=True)
            for name, schema in self._schemas.items():
                self._files[name] = parquet.ParquetWriter(
                    self._aside / f"{name}.parquet", schema, compression="zstd", write_page_checksum=True
                )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            with suppress(OSError):
                file.close()
        shutil.rmtree(self._aside, ignore_errors=True)

    def add(self, table: str, row: Row) -> None:
        """Add a row; rows go to the disk in groups."""
        self._rows[table].append(row)
        most = PAGES_A_GROUP if table == "documents" else PAGES_A_GROUP * 50
        if len(self._rows[table]) >= most:
            self._flush()

    def finish(self, summary: Mapping[str, Any]) -> None:
        """Close the files, bring them to the disk, and give the folder its name in one step.

        Where another run has finished the same archive meanwhile, its folder stays and this one goes.
        """
        with _said(self.final):
            self._flush()
            for file in self._files.values():
                file.close()
            (self._aside / SUMMARY).write_text(json.dumps({"format": FORMAT, **summary}, indent=1), encoding="utf-8")
            for path in (*self._aside.iterdir(), self._aside):
                _sync(path)
            if not self.final.exists():
                self._aside.rename(self.final)
                _sync(self.final.parent)

    def _flush(self) -> None:
        arrow = importlib.import_module("pyarrow")
        with _said(self.final):
            for name, rows in self._rows.items():
                if rows:
                    self._files[name].write_table(arrow.Table.from_pylist(rows, schema=self._schemas[name]))
                    rows.clear()


class _said:  # noqa: N801 - reads as a phrase: with _said(path)
    """Turns what the file system says into an OutputFailed of one line."""

    def __init__(self, where: Path) -> None:
        self.where = where

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            why = error.strerror or str(error)
            do = "free some space or check the rights, and run again; the archives finished so far are kept"
            raise OutputFailed(str(self.where.parent), f"it cannot be written ({why})", do) from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_summary(folder: Path) -> Row:
    """Return what a finished archive's folder says of itself. Raises InputDamaged."""
    try:
        summary: Row = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        layout = summary["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputDamaged(str(folder), "it holds no finished archive of ours", "run the batch again") from error
    if layout != FORMAT:
        raise InputDamaged(str(folder), f"its files have layout {layout}, and {FORMAT} is known", "run the batch again")
    return summary


def rows_of(folder: Path, table: str) -> Iterator[Row]:
    """Yield the rows of a table, a few at a time. Raises InputDamaged where the file is damaged."""
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    path = folder / f"{table}.parquet"
    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            for batch in file.iter_batches(batch_size=PAGES_A_GROUP):
                yield from batch.to_pylist()
    except (OSError, arrow.ArrowException) as error:
        what = f"the file is damaged or not there ({str(error).splitlines()[0][:120]})"
        raise InputDamaged(str(path), what, "remove its folder and run the batch again") from error


def pages_of(folder: Path) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each document's row with its claims' rows, in the order of the archive.

    Claims are told off by number, for an archive may hold the same page twice. Raises InputDamaged where they do not
    belong together.
    """
    claims = rows_of(folder, "claims")
    for document in rows_of(folder, "documents"):
        mine = list(islice(claims, document["claims"]))
        if len(mine) < document["claims"] or any(row["document_id"] != document["id"] for row in mine):
            raise _apart(folder)
        yield document, mine
    if next(claims, None) is not None:
        raise _apart(folder)


def _apart(folder: Path) -> InputDamaged:
    do = "remove the folder and run the batch again"
    return InputDamaged(str(folder), "its documents and its claims do not belong together", do)
