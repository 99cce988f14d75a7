"""`rashomon demo`: the bundled sample pages through the ordinary way, and the disputed events they tell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli import read as reading
from rashomon.cli import report as reporting
from rashomon.cli.options import keep_log, open_ledger


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where the ledger and the report go.", metavar="DIR")] = Path(
        "demo"
    ),
) -> None:
    """Read the bundled sample pages and write their report.

    The disputed events are printed. The pages are invented by this project, in the voices of invented outlets;
    everything else is the ordinary way.
    """
    from rashomon.cli.summaries import summary_lines
    from rashomon.intake import gather
    from rashomon.samples import NOTICE, sample_paths
    from rashomon.settings import Settings
    from rashomon.writing import made_folder

    where = str(made_folder(folder) / "rashomon.db")
    settings = Settings()
    keep_log(where)
    with open_ledger(where, must_exist=False) as ledger:
        pages = list(gather([str(path) for path in sample_paths()], settings))
        summary = reading.run(pages, ledger, settings)
        disputed = ledger.events(disputed=True)
        view = reporting.view_of(ledger, notice=NOTICE)
        for event in disputed:
            typer.echo("\n".join(summary_lines(event, view)) + "\n")
        path = reporting.write(view, folder / "report.html")
        reading.say_ends(summary)
    typer.echo(f"{summary.events} events, {len(disputed)} disputed. The pages are invented; the reading is not.")
    typer.echo(f"Report: {path}")
    raise typer.Exit(0 if summary.complete else reading.NOT_ALL)
