"""`rashomon report`: the ledger as one HTML file that opens offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, open_ledger

if TYPE_CHECKING:
    from rashomon.ledger import Ledger


def report(
    out: Annotated[Path | None, typer.Argument(help="The file to write; rashomon-report.html without.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format_: Annotated[str, typer.Option("--format", help="html or md.")] = "html",
    policy: Annotated[
        str, typer.Option("--policy", help="Whose numbers stand beside each event: see `rashomon policies`.")
    ] = "all",
) -> None:
    """Write the ledger as one self-contained HTML file that needs no network, or as Markdown."""
    from rashomon.errors import NotFound
    from rashomon.reconcile.policies.loading import policy_named

    policy_named(policy)
    if format_ not in ("html", "md"):
        raise NotFound(f"--format {format_}", "there is no such format", "use html or md")
    with open_ledger(ledger) as opened:
        path = write(opened, out or Path(f"rashomon-report.{format_}"), markdown=format_ == "md", policy=policy)
    typer.echo(f"Report: {path}")


def write(ledger: Ledger, out: Path, *, notice: str = "", markdown: bool = False, policy: str = "all") -> Path:
    """Write the report of a whole ledger and return its absolute path. `notice` stands at its head."""
    from datetime import UTC, datetime

    from rashomon.exports.writing import write_whole
    from rashomon.report import ReportView, render_markdown, write_report
    from rashomon.version import __version__

    view = ReportView(
        events=tuple(ledger.events()),
        claims={claim.id: claim for claim in ledger.claims()},
        documents={document.id: document for document in ledger.documents()},
        outcomes=tuple(ledger.outcomes()),
        generated_at=datetime.now(UTC),
        ledger_name=Path(ledger.name).name,
        version=__version__,
        notice=notice,
        policy=policy,
    )
    if markdown:
        return write_whole(out, render_markdown(view)).absolute()
    return write_report(view, out).absolute()
