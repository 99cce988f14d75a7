"""`rashomon read`: pages into the ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, ReaderOption, day_given, keep_log, open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rashomon.domain import Outcome
    from rashomon.errors import PageError
    from rashomon.intake import Page
    from rashomon.ledger import Ledger
    from rashomon.pipeline import RunSummary
    from rashomon.settings import Settings

NOT_ALL = 1
"""The exit code when some page was not read in full."""

MANY = 3
"""From how many pages on a progress bar is worth its line."""


def read(
    pages: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PAGE",
            help="Files, folders, globs, file:// addresses, JSON Lines of pages, or - for standard input.",
        ),
    ] = None,
    url: Annotated[
        list[str] | None, typer.Option("--url", help="Fetch this address politely and read it.", metavar="URL")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", callback=day_given, help="The pages' publication day, YYYY-MM-DD.", metavar="DAY"),
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="The pages' publisher.", metavar="NAME")] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    reader: ReaderOption = "model",
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without", help="Leave out this rule, by the name that `rashomon explain` gives.", metavar="RULE"
        ),
    ] = None,
    gate: Annotated[bool, typer.Option("--gate", help="Set aside pages that tell of no conflict event.")] = False,
) -> None:
    """Read pages into the ledger.

    Ends with how many were read, partly read and refused, and why; the exit code is 0 only if all were read.
    """
    from rashomon.errors import NotFound
    from rashomon.settings import Settings

    if not pages and not url:
        raise NotFound("rashomon read", "no page was given", "name files, folders or - for standard input")
    settings = Settings(reader=reader, rules_off=frozenset(without or ()), gate=gate)
    keep_log(ledger)
    with open_ledger(ledger, must_exist=False) as opened:
        given = _pages(pages or [], url or [], date.fromisoformat(published) if published else None, source, settings)
        summary = run(list(given), opened, settings)
        _close(summary, opened)
    raise typer.Exit(0 if summary.complete else NOT_ALL)


def run(pages: list[Page | PageError], ledger: Ledger, settings: Settings) -> RunSummary:
    """Read pages with a progress bar when there are more than a few, and return the run's summary."""
    from rashomon.pipeline import read_pages

    if len(pages) <= MANY:
        return read_pages(pages, ledger, settings)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    # Into a file or a pipe a bar would leave nothing but an empty line.
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("read", total=len(pages))
        on_page: Callable[[Outcome], None] = lambda _outcome: progress.advance(task)  # noqa: E731
        return read_pages(pages, ledger, settings, on_page=on_page)


def say_ends(summary: RunSummary) -> None:
    """Print each page that was not read in full with its reason, then the closing line."""
    from rashomon.domain import PageState

    for outcome in summary.outcomes:
        if outcome.state is not PageState.READ:
            stage = f" ({outcome.stage})" if outcome.stage else ""
            typer.echo(f"{outcome.state.value}{stage}: {outcome.name}: {outcome.reason}", err=True)
    typer.echo(summary.line)


def _close(summary: RunSummary, ledger: Ledger) -> None:
    say_ends(summary)
    claims = sum(outcome.claims for outcome in summary.outcomes)
    disputed = len(ledger.events(disputed=True))
    typer.echo(
        f"{claims} claims on these pages; {summary.events} events in {ledger.name}, {disputed} disputed. "
        "See them: rashomon list events; rashomon report"
    )


def _pages(
    names: list[str], urls: list[str], published: date | None, source: str | None, settings: Settings
) -> Iterator[Page | PageError]:
    from dataclasses import replace

    from rashomon.errors import PageError
    from rashomon.intake import fetch, gather

    def given(page: Page) -> Page:
        return replace(page, published=published or page.published, source=source or page.source)

    for page in gather(names, settings):
        yield page if isinstance(page, PageError) else given(page)
    for address in urls:
        try:
            yield given(fetch(address, settings))
        except PageError as error:
            yield error
