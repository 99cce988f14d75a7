"""`rashomon report`: the ledger as one HTML file that opens offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, open_ledger

if TYPE_CHECKING:
    from rashomon.domain import Event
    from rashomon.ledger import Ledger
    from rashomon.report import ReportView


def report(
    out: Annotated[Path | None, typer.Argument(help="The file to write; rashomon-report.html without.")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format_: Annotated[str, typer.Option("--format", help="html or md.")] = "html",
    policy: Annotated[
        str, typer.Option("--policy", help="Whose numbers stand beside each event: see `rashomon policies`.")
    ] = "all",
    since: Annotated[str | None, typer.Option("--since", help="Only events on or after this day (ISO).")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Only events on or before this day (ISO).")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Only events in this country (two letters).")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only events whose accounts differ.")] = False,
) -> None:
    """Write the ledger as one self-contained HTML file that needs no network, or as Markdown.

    With --since, --until, --country or --disputed only those events are in it, with their pages.
    """
    from rashomon.errors import NotFound
    from rashomon.reconcile.policies.loading import policy_named

    policy_named(policy)
    if format_ not in ("html", "md"):
        raise NotFound(f"--format {format_}", "there is no such format", "use html or md")
    with open_ledger(ledger) as opened:
        events = None
        if since or until or country or disputed:
            events = opened.events(since=since, until=until, country=country, disputed=disputed)
        markdown = format_ == "md"
        path = write(opened, out or Path(f"rashomon-report.{format_}"), markdown=markdown, policy=policy, events=events)
    typer.echo(f"Report: {path}")


def write(
    ledger: Ledger,
    out: Path,
    *,
    notice: str = "",
    markdown: bool = False,
    policy: str = "all",
    events: list[Event] | None = None,
) -> Path:
    """Write the report and return its absolute path. `notice` stands at its head.

    `events` are those to show, with their claims and pages; without it the whole ledger is shown.
    """
    from rashomon.exports.writing import write_whole
    from rashomon.report import render_markdown, write_report

    view = view_of(ledger, notice=notice, policy=policy, events=events)
    if markdown:
        return write_whole(out, render_markdown(view)).absolute()
    return write_report(view, out).absolute()


def view_of(ledger: Ledger, *, notice: str = "", policy: str = "all", events: list[Event] | None = None) -> ReportView:
    """Gather what a report shows: the whole ledger, or these events with their claims and pages."""
    from datetime import UTC, datetime

    from rashomon.report import ReportView
    from rashomon.version import __version__

    wanted = None if events is None else {claim_id for event in events for claim_id in event.claim_ids}
    pages = None if events is None else {page for event in events for page in event.document_ids}
    return ReportView(
        events=tuple(ledger.events() if events is None else events),
        claims={claim.id: claim for claim in ledger.claims() if wanted is None or claim.id in wanted},
        documents={page.id: page for page in ledger.documents() if pages is None or page.id in pages},
        outcomes=tuple(end for end in ledger.outcomes() if pages is None or end.document_id in pages),
        generated_at=datetime.now(UTC),
        ledger_name=Path(ledger.name).name,
        version=__version__,
        notice=notice,
        policy=policy,
    )
