"""`rashomon report`: the ledger as one HTML file that opens offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, open_ledger


def report(
    out: Annotated[Path, typer.Argument(help="The HTML file to write.")] = Path("rashomon-report.html"),
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write the ledger as one self-contained HTML file that needs no network."""
    with open_ledger(ledger) as opened:
        path = write(opened, out)
    typer.echo(f"Report: {path}")


def write(ledger: Any, out: Path) -> Path:
    """Write the report of a whole ledger and return its absolute path."""
    from datetime import UTC, datetime

    from rashomon.report import ReportView, write_report
    from rashomon.version import __version__

    view = ReportView(
        events=tuple(ledger.events()),
        claims={claim.id: claim for claim in ledger.claims()},
        documents={document.id: document for document in ledger.documents()},
        outcomes=tuple(ledger.outcomes()),
        generated_at=datetime.now(UTC),
        ledger_name=Path(ledger.name).name,
        version=__version__,
    )
    return write_report(view, out).absolute()
