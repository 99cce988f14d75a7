"""The formats by name, and what stands beside a file that has no room for its provenance."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rashomon.domain.serial import to_plain
from rashomon.errors import NotFound
from rashomon.exports.acled import COLUMNS as ACLED_COLUMNS
from rashomon.exports.acled import acled_left_out, acled_rows
from rashomon.exports.ftm import followthemoney
from rashomon.exports.ged import COLUMNS as GED_COLUMNS
from rashomon.exports.ged import ged_left_out, ged_rows
from rashomon.exports.hxl import TAGS, hxl_rows
from rashomon.exports.linked import prov, web_annotations
from rashomon.exports.maps import geojson, timemap, timemap_left_out
from rashomon.exports.parquet import geoparquet_bytes, parquet_bytes
from rashomon.exports.table import CODEBOOK, table_rows
from rashomon.exports.view import ExportView
from rashomon.writing import write_whole


def export(name: str, view: ExportView, out: Path) -> list[Path]:
    """Write the view in a format, atomically, and return the files written: the export, and what stands beside it.

    A format without room for provenance gets `OUT.about.json` beside it, with policy, version, ledger hash, what was
    withheld and which events have no place in the format; `table` gets `OUT.codebook.csv` too. Raises NotFound for an
    unknown format, OutputFailed when a file cannot be written or the format's package is missing.
    """
    try:
        make = FORMATS[name]
    except KeyError as error:
        raise NotFound(f"format {name}", "there is no such format", f"use one of {', '.join(FORMATS)}") from error
    written = [write_whole(out, make(view))]
    if name == "table":
        rows = ({"column": column, "meaning": meaning} for column, meaning in CODEBOOK.items())
        written.append(write_whole(out.with_name(f"{out.name}.codebook.csv"), _sheet(("column", "meaning"), rows)))
    if name in _BESIDE:
        about: dict[str, Any] = {"file": out.name, "format": name, **view.provenance, "withheld": list(view.withheld)}
        about["left_out"] = [{"event": event, "why": why} for event, why in _BESIDE[name](view)]
        written.append(write_whole(out.with_name(f"{out.name}.about.json"), _json(about)))
    return written


def jsonl_lines(view: ExportView) -> Iterator[str]:
    """Yield everything as JSON lines, each with its kind: header, documents, claims, events, verdicts, outcomes."""
    yield json.dumps({"kind": "header", **view.provenance, "withheld": list(view.withheld)}, ensure_ascii=False)
    for document in view.documents.values():
        line = {"kind": "document", "reader": view.readers.get(document.id, ""), "value": to_plain(document)}
        yield json.dumps(line, ensure_ascii=False)
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("claim", (view.read.get(key, claim) for key, claim in view.claims.items())),
        ("event", view.events),
        ("verdict", view.verdicts),
        ("outcome", view.outcomes),
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


def _sheet(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a CSV that spreadsheets open as UTF-8: with a byte order mark."""
    return f"\ufeff{_csv(columns, rows)}"


def _inert(value: str) -> str:
    """Keep a spreadsheet from running a page's words as a formula; a number may keep its minus."""
    if value[:1] in ("-", "－") and value[1:].replace(".", "", 1).isdecimal():
        return value
    return f"'{value}" if value[:1] in _FORMULA else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")

FORMATS: Mapping[str, Callable[[ExportView], str | bytes]] = {
    "acled": lambda view: _csv(ACLED_COLUMNS, acled_rows(view)),
    "ged": lambda view: _csv(GED_COLUMNS, ged_rows(view)),
    "hxl": lambda view: _csv(TAGS, hxl_rows(view)),
    "table": lambda view: _sheet(CODEBOOK, table_rows(view)),
    "geojson": lambda view: _json(geojson(view)),
    "timemap": lambda view: _json(timemap(view)),
    "webannotation": lambda view: _json(web_annotations(view)),
    "prov": lambda view: _json(prov(view)),
    "ftm": lambda view: _lines(json.dumps(each, ensure_ascii=False) for each in followthemoney(view)),
    "parquet": parquet_bytes,
    "geoparquet": geoparquet_bytes,
    "jsonl": lambda view: _lines(jsonl_lines(view)),
}
"""What each format's content is made by."""

_BESIDE: Mapping[str, Callable[[ExportView], Iterable[tuple[str, str]]]] = {
    "acled": acled_left_out,
    "ged": ged_left_out,
    "hxl": lambda _view: (),
    "table": lambda _view: (),
    "timemap": timemap_left_out,
    "ftm": lambda _view: (),
}
"""Formats without room for provenance, and the events that have no place in each, with the reason."""
