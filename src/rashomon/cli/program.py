"""The program: its commands, and how any error ends as one clear line."""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from rashomon.cli import (
    actors,
    batch,
    demo,
    desk,
    explain,
    export,
    gazetteer,
    keeping,
    lexicon,
    listing,
    read,
    report,
    show,
    watch,
)
from rashomon.errors import RashomonError
from rashomon.version import __version__

FAILED = 2
"""The exit code of a command that could not do its work."""

app = typer.Typer(
    name="rashomon",
    help="Reads conflict reporting and keeps the ledger of who claims what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rashomon {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version and end.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Print the log, with details of every failure.")] = False,
) -> None:
    """Read conflict reporting and keep the ledger of who claims what."""
    del version
    level = logging.DEBUG if verbose else logging.CRITICAL
    screen = logging.StreamHandler(sys.stderr)
    # The handler's own level: a command that keeps a log beside its ledger lowers that of the loggers.
    screen.setLevel(level)
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=[screen])
    for noisy in ("trafilatura", "htmldate", "charset_normalizer", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


app.command("read")(read.read)
app.command("watch")(watch.watch)
app.add_typer(listing.app, name="list")
app.command("show")(show.show)
app.command("explain")(explain.explain)
app.command("report")(report.report)
app.command("desk")(desk.desk)
app.command("export")(export.export)
app.command("import")(export.import_)
app.command("policies")(export.policies)
app.command("batch")(batch.batch)
app.command("ingest")(batch.ingest)
app.command("reconcile")(batch.reconcile)
app.command("search")(keeping.search)
app.command("check")(keeping.check)
app.command("backup")(keeping.backup)
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(actors.app, name="actors")
app.add_typer(lexicon.program, name="lexicon")
app.command("demo")(demo.demo)


def main() -> None:
    """Run the program; errors of ours end as one line on standard error and exit code 2."""
    try:
        app()
    except RashomonError as error:
        logging.getLogger("rashomon").debug("failed", exc_info=True)
        typer.echo(f"rashomon: {error}", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output (less, head) has left: that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        typer.echo("rashomon: stopped; the pages read so far are kept", err=True)
        sys.exit(130)
