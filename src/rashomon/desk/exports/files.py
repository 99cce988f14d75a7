"""An export as one file to download: what a format writes beside it comes along in a ZIP."""

from __future__ import annotations

import shutil
import tempfile
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import NotFound, OutputFailed

if TYPE_CHECKING:
    from rashomon.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format as the page shows it. `suffix` is of the file, `row` what one row or item of it is."""

    name: str
    suffix: str
    title: str
    row: str


FORMATS = (
    Format(name="table", suffix="csv", title="Table for a spreadsheet, with its codebook", row="a claim"),
    Format(name="acled", suffix="csv", title="ACLED-shaped CSV", row="an event and day"),
    Format(name="ged", suffix="csv", title="UCDP GED-shaped CSV", row="an event"),
    Format(name="hxl", suffix="csv", title="CSV with HXL tags", row="an event"),
    Format(name="geojson", suffix="geojson", title="GeoJSON with the area of uncertainty", row="an event"),
    Format(name="timemap", suffix="json", title="TimeMap events", row="an event with a day and a point"),
    Format(name="ftm", suffix="ftm.json", title="FollowTheMoney entities", row="page, actor, event"),
    Format(name="webannotation", suffix="jsonld", title="W3C Web Annotations with quotes", row="a claim"),
    Format(name="prov", suffix="jsonld", title="PROV-O: what was made of what, by whom", row="page, claim, verdict"),
    Format(name="parquet", suffix="parquet", title="Parquet (needs the extra “parquet”)", row="a claim"),
    Format(name="geoparquet", suffix="parquet", title="GeoParquet (needs the extra “parquet”)", row="an event"),
    Format(name="jsonl", suffix="jsonl", title="Everything, to bring it back with rashomon import", row="everything"),
)
"""The formats in the order of the page; `rashomon.exports.FORMATS` makes them."""

_ONE_AT_A_TIME = threading.Lock()
"""A large export takes as much memory as the ledger's claims: two at once might be too much for a laptop."""


def make_file(ledger: Ledger, wanted: str, *, policy: str, public: bool) -> Path:
    """Write an export into a new temporary folder and return its one file; whoever asks removes the folder.

    Raises NotFound for an unknown format or policy, OutputFailed where the format's package is missing or another
    export is being made.
    """
    from rashomon.exports import export  # noqa: PLC0415 - formats wait for an export
    from rashomon.exports.opening import open_view  # noqa: PLC0415

    found = next((each for each in FORMATS if each.name == wanted), None)
    if found is None:
        raise NotFound(f"format {wanted[:40]}", "there is no such format", "choose one of the list")
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        raise OutputFailed("export", "another export is being made", "wait a moment and ask again")
    folder = Path(tempfile.mkdtemp(prefix="rashomon-export-"))
    try:
        view = open_view(ledger, policy=policy, public=public)
        name = f"rashomon-{view.made_at:%Y-%m-%d}-{wanted}{'-public' if public else ''}"
        written = export(wanted, view, folder / f"{name}.{found.suffix}")
        return written[0] if len(written) == 1 else _packed(folder / f"{name}.zip", written)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        _ONE_AT_A_TIME.release()


def _packed(to: Path, files: list[Path]) -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            archive.write(each, each.name)
    return to
