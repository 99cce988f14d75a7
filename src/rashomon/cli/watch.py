"""`rashomon watch`: new pages of feeds and sitemaps into the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, ReaderOption, keep_log, open_ledger

if TYPE_CHECKING:
    from rashomon.watch import Round, Watch

NOT_ALL = 1
"""The exit code of a single round in which a feed failed or a page was not read in full."""


def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEEDS.opml|URL", help="Addresses of feeds and sitemaps, or OPML files.")
    ],
    ledger: LedgerOption = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="Make one round and end.")] = False,
    every: Annotated[
        float, typer.Option("--every", min=1.0, help="Minutes from one round to the next.", metavar="MINUTES")
    ] = 30.0,
    pause: Annotated[
        float, typer.Option("--pause", min=0.5, help="Least seconds between two requests to a host.", metavar="SECONDS")
    ] = 2,
    most: Annotated[
        int, typer.Option("--most", min=1, help="Pages of a feed in one round; the rest waits.", metavar="PAGES")
    ] = 50,
    gate: Annotated[bool, typer.Option("--gate/--no-gate", help="Set aside pages without a conflict event.")] = True,
    reader: ReaderOption = "model",
) -> None:
    """Read the new pages of feeds and sitemaps.

    RSS, Atom, sitemaps, and lists of them in OPML. What was seen is kept beside the ledger, so a watch that is stopped
    goes on where it was. robots.txt is heeded, and no private address is ever asked. Ctrl-C ends it.
    """
    from rashomon.ledger.watched import WatchState
    from rashomon.settings import Settings
    from rashomon.watch import Manners, Watch, feeds_of

    addresses = feeds_of(feeds)
    manners = Manners(pause=pause, most=most)
    keep_log(ledger)
    beside = Path(f"{ledger}.watch" if "://" not in ledger else "rashomon.watch")
    with open_ledger(ledger, must_exist=False) as opened, WatchState(beside) as state:
        watching = Watch(addresses, opened, state, Settings(reader=reader, gate=gate), manners)
        if once:
            done = watching.round()
            say(done)
            whole = not done.failed and not done.put_off and done.summary is not None and done.summary.complete
            raise typer.Exit(0 if whole else NOT_ALL)
        keep_watching(watching, every * 60)


def keep_watching(watching: Watch, seconds: float) -> None:
    """Make round after round, so many seconds from one beginning to the next, until somebody stops it."""
    import random
    import time

    while True:
        began = time.monotonic()
        say(watching.round())
        rest = seconds * random.uniform(0.95, 1.05) - (time.monotonic() - began)  # noqa: S311 - no secret
        time.sleep(max(0.0, rest))


def say(done: Round) -> None:
    """Print what failed with its reason, then the closing line."""
    from rashomon.domain import PageState

    for url, what in done.failed:
        typer.echo(f"failed: {url}: {what}", err=True)
    for url, what in done.notices:
        typer.echo(f"note: {url}: {what}", err=True)
    for outcome in done.summary.outcomes if done.summary else ():
        if outcome.state is not PageState.READ and outcome.stage != "gate":
            stage = f" ({outcome.stage})" if outcome.stage else ""
            typer.echo(f"{outcome.state.value}{stage}: {outcome.name}: {outcome.reason}", err=True)
    typer.echo(done.line)
