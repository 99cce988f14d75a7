"""`rashomon report`: the ledger as one HTML file that opens offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import (
    DEFAULT_LEDGER,
    CountryOption,
    LedgerOption,
    PolicyOption,
    SinceOption,
    UntilOption,
    one_of,
    open_ledger,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rashomon.domain import Event
    from rashomon.ledger import Ledger
    from rashomon.report import ReportView


def report(
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="The file to write; rashomon-report.html without.")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format_: Annotated[str, typer.Option("--format", help="html or md.", metavar="FORMAT")] = "html",
    policy: PolicyOption = "all",
    since: SinceOption = None,
    until: UntilOption = None,
    country: CountryOption = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only events whose accounts differ.")] = False,
) -> None:
    """Write the ledger as one HTML file that opens offline.

    Or as Markdown. With --since, --until, --country or --disputed only those events are in it, with their pages.
    """
    from rashomon.reconcile.policies.loading import policy_named

    policy_named(policy)
    one_of("--format", format_, ("html", "md"))
    with open_ledger(ledger) as opened:
        events = None
        if since or until or country or disputed:
            events = opened.events(since=since, until=until, country=country, disputed=disputed)
        view = view_of(opened, policy=policy, events=events)
        path = write(view, out or Path(f"rashomon-report.{format_}"), markdown=format_ == "md")
    typer.echo(f"Report: {path}")
    for note in remarks(view, path):
        typer.echo(f"note: {note}", err=True)


def remarks(view: ReportView, path: Path) -> Iterator[str]:
    """Yield what who asked for a report should know of it: that it is empty, or that it had to leave details out."""
    if not view.events:
        yield "no event of the ledger fits, so the report shows none"
    if view.brief and path.suffix != ".md":
        yield (
            f"{len(view.claims):,} claims are many for one file ({path.stat().st_size / 1e6:.0f} MB): how each was "
            "read, and the pages' texts, are left out. A report of fewer events (--since, --until, --country, "
            "--disputed) has all of it and opens at once; this one keeps a browser busy for a while"
        )


def write(view: ReportView, out: Path, *, markdown: bool = False) -> Path:
    """Write the report and return its absolute path. Raises OutputFailed when it cannot be written."""
    from rashomon.report import render_markdown, write_report
    from rashomon.writing import write_whole

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
