"""The view as one HTML file: escaped everywhere, no request to anywhere, readable without scripts."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.reconcile.policies import policies
from rashomon.report.atlas import CREDIT
from rashomon.report.chapters import event_chapter, page_chapters, read_in, report_id, unread
from rashomon.report.maps import overview_map
from rashomon.report.source_pages import source_pages
from rashomon.report.sources import source_rows
from rashomon.report.timeline import draw_time
from rashomon.report.view import ReportView
from rashomon.report.words import day_words, plural, sentence
from rashomon.writing import made_folder, write_whole

if TYPE_CHECKING:
    from jinja2 import Environment


def render(view: ReportView) -> str:
    """Return the report as one HTML page.

    The same view gives the same bytes. Every word of a page is escaped, and the page's own content security policy
    allows nothing but its one style sheet and its one script, each by its hash.
    """
    numbered = list(enumerate((event for event in view.events if not event.aggregate), start=1))
    totals = list(enumerate((event for event in view.events if event.aggregate), start=len(numbered) + 1))
    incidents = [event_chapter(number, event, view) for number, event in numbered]
    rows = source_rows(view)
    style, script = _asset("report.css"), _asset("report.js")
    context: dict[str, Any] = {
        "view": view,
        "style": style,
        "script": script,
        "policy": _policy(style, script),
        "made": f"{day_words(view.generated_at.astimezone(UTC).date())}, {view.generated_at.astimezone(UTC):%H:%M} UTC",
        "incidents": incidents,
        "totals": [event_chapter(number, event, view) for number, event in totals],
        "disputed": sum(bool(event.disputes) for _, event in numbered),
        "map": overview_map(numbered),
        "time": draw_time(numbered, view),
        "sources": rows,
        "source_pages": source_pages(view, rows, {event.id: number for number, event in [*numbered, *totals]}),
        "pages": page_chapters(view),
        "unread": unread(view),
        "told_by": read_in(view),
        "policies": policies(),
        "credit": CREDIT,
        "report_id": report_id(view),
    }
    return _environment().get_template("report.html.j2").render(context)


def write_report(view: ReportView, path: Path) -> Path:
    """Write the report whole or not at all, into a folder that is made where it is not there yet.

    Raises OutputFailed when it cannot be written; an older report at `path` then stays as it was.
    """
    made_folder(path.parent)
    return write_whole(path, render(view))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - loaded only for reports

    environment = Environment(
        loader=PackageLoader("rashomon.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    environment.filters["plural"] = plural
    environment.filters["sentence"] = sentence
    return environment


def _percent(share: float) -> str:
    """Return a share of 0 to 1 as a percentage for an SVG attribute."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def _asset(name: str) -> str:
    return files("rashomon.report").joinpath("templates", name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src 'sha256-{_sha256(style)}'",
            f"script-src 'sha256-{_sha256(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
