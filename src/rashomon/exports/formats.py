"""The formats by name, and writing a file whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rashomon.domain.serial import to_plain
from rashomon.errors import NotFound, OutputFailed
from rashomon.exports.acled import COLUMNS as ACLED_COLUMNS
from rashomon.exports.acled import acled_rows
from rashomon.exports.ged import COLUMNS as GED_COLUMNS
from rashomon.exports.ged import ged_rows
from rashomon.exports.hxl import TAGS, hxl_rows
from rashomon.exports.linked import followthemoney, prov, web_annotations
from rashomon.exports.maps import geojson, timemap
from rashomon.exports.table import CODEBOOK, table_rows
from rashomon.exports.view import ExportView


def export(name: str, view: ExportView, out: Path) -> list[Path]:
    """Write the view in a format, atomically, and return the files written: the export, and beside a CSV its notes.

    A CSV of the field has no room for provenance, so `OUT.about.json` beside it names policy, version, ledger hash
    and what was withheld; for `table` it holds the codebook too. Raises NotFound for an unknown format, OutputFailed
    when the file cannot be written.
    """
    try:
        make = FORMATS[name]
    except KeyError as error:
        raise NotFound(f"format {name}", "there is no such format", f"use one of {', '.join(FORMATS)}") from error
    written = [write_whole(out, make(view))]
    if name in _TABLES:
        about: dict[str, Any] = {**view.provenance, "withheld": list(view.withheld)}
        if name == "table":
            about["codebook"] = CODEBOOK
        beside = out.with_name(f"{out.name}.about.json")
        written.append(write_whole(beside, json.dumps(about, ensure_ascii=False, indent=1) + "\n"))
    return written


def write_whole(out: Path, text: str) -> Path:
    """Write a text file whole or not at all. Raises OutputFailed."""
    try:
        handle, temporary = tempfile.mkstemp(dir=out.absolute().parent, prefix=f".{out.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(out)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputFailed(
            str(out), f"it cannot be written ({error.strerror})", "check the folder and space"
        ) from error
    return out


def jsonl_lines(view: ExportView) -> Iterator[str]:
    """Yield everything as JSON lines, each with its kind: header, documents with their text, claims, events."""
    yield json.dumps({"kind": "header", **view.provenance}, ensure_ascii=False)
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("document", view.documents.values()),
        ("claim", view.claims.values()),
        ("event", view.events),
    )
    for kind, values in groups:
        for value in values:
            yield json.dumps({"kind": kind, "value": to_plain(value)}, ensure_ascii=False)


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(columns), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _inert(value) for name, value in row.items()})
    return out.getvalue()


def _inert(value: str) -> str:
    """Keep a spreadsheet from running a page's words as a formula; a number may keep its minus."""
    if value[:1] in "=+@\t\r" or (value[:1] == "-" and not value[1:].replace(".", "", 1).isdigit()):
        return f"'{value}" if value else value
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


FORMATS: Mapping[str, Callable[[ExportView], str]] = {
    "acled": lambda view: _csv(ACLED_COLUMNS, acled_rows(view)),
    "ged": lambda view: _csv(GED_COLUMNS, ged_rows(view)),
    "hxl": lambda view: _csv(TAGS, hxl_rows(view)),
    "table": lambda view: _csv(CODEBOOK, table_rows(view)),
    "geojson": lambda view: _json(geojson(view)),
    "timemap": lambda view: _json(timemap(view)),
    "webannotation": lambda view: _json(web_annotations(view)),
    "prov": lambda view: _json(prov(view)),
    "ftm": lambda view: _lines(json.dumps(each, ensure_ascii=False) for each in followthemoney(view)),
    "jsonl": lambda view: _lines(jsonl_lines(view)),
}
"""What each format's text is made by."""

_TABLES = frozenset({"acled", "ged", "hxl", "table"})
