"""`rashomon batch`, `rashomon ingest` and `rashomon reconcile`: archives to Parquet, Parquet to a ledger, events."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, ReaderOption, open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rashomon.batch.run import BatchEnd, Progress
    from rashomon.batch.workers import Runner

NOT_ALL = 1
"""The exit code when some archive could not be read or brought in."""


def batch(
    archives: Annotated[list[Path], typer.Argument(help="WARC or WACZ files, plain, gzip or zstd.", metavar="WARC")],
    out: Annotated[Path, typer.Option("--out", help="The folder for the Parquet files.", metavar="DIR")],
    on: Annotated[
        str,
        typer.Option(
            "--on", help="local, dask://HOST:PORT, or ray://HOST:PORT (ray:// starts Ray here).", metavar="WHERE"
        ),
    ] = "local",
    workers: Annotated[
        int, typer.Option("--workers", help="Processes on this machine; 0: one a core.", metavar="COUNT")
    ] = 0,
    gate: Annotated[
        bool, typer.Option("--gate/--no-gate", help="Set pages aside that tell of no conflict event.")
    ] = True,
    reader: ReaderOption = "model",
) -> None:
    """Read archives of pages (WARC) into Parquet files.

    A folder each; the same command goes on where it was killed. Only HTML and text in languages that are read. What is
    not read stands in refused.parquet with its reason. Then: rashomon ingest DIR; rashomon reconcile.
    """
    from rashomon.batch import run_batch
    from rashomon.settings import Settings

    settings = Settings(reader=reader)
    with _progress() as show:
        end = run_batch(archives, out, settings, runner=_runner(on, workers), gate=gate, on_progress=show)
    _say(end)
    typer.echo(f"Next: rashomon ingest {out}")
    raise typer.Exit(NOT_ALL if end.failed else 0)


def _say(end: BatchEnd) -> None:
    """Print what failed, then what was read, passed over and read again."""
    for error in end.failed:
        typer.echo(f"failed: {error}", err=True)
    states, passed = end.states, end.passed
    old = sum(not each.fresh for each in end.ends)
    typer.echo(
        f"{len(end.ends)} archives ({old} were there already), {len(end.failed)} failed: "
        f"{states['read']} pages read, {states['partly']} partly, {states['refused']} refused, "
        f"{states['set aside']} set aside; {sum(each.claims for each in end.ends)} claims"
    )
    if passed:
        typer.echo("passed over: " + ", ".join(f"{count} {kind}" for kind, count in sorted(passed.items())))
    if end.deaths:
        typer.echo(f"workers died {end.deaths} times; what they were reading was read again", err=True)
    readers = {each.reader for each in end.ends}
    if len(readers) > 1:
        typer.echo(f"read by several versions: {', '.join(sorted(readers))}; remove old folders to read them again")


def ingest(
    folder: Annotated[Path, typer.Argument(help="What `rashomon batch --out` wrote.", metavar="DIR")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Bring what `rashomon batch` wrote into a ledger.

    An archive a transaction; what is in already is passed over.
    """
    from rashomon.batch import ingest as bring_in

    with open_ledger(ledger, must_exist=False) as opened:
        end = bring_in(folder, opened)
    for error in end.failed:
        typer.echo(f"failed: {error}", err=True)
    typer.echo(
        f"{end.archives} archives brought in, {end.known} were in already, {len(end.failed)} failed: "
        f"{end.pages} pages, {end.claims} claims, {end.refused} refused; "
        f"{end.set_aside} set-aside pages stay in refused.parquet"
    )
    typer.echo(f"Next: rashomon reconcile --ledger {ledger}")
    raise typer.Exit(NOT_ALL if end.failed else 0)


def reconcile(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Make the events anew out of all claims.

    Which pages tell the same event, and in what their accounts differ. Verdicts of people stand.
    """
    from rashomon.pipeline import bring_up_to_date

    with open_ledger(ledger) as opened:
        events = bring_up_to_date(opened)
        claims, pages = opened.count("claim"), opened.count("document")
    typer.echo(f"{claims} claims on {pages} pages make {events} events")


def _runner(on: str, workers: int) -> Runner | None:
    from rashomon.batch.clusters import DaskWorkers, RayWorkers
    from rashomon.batch.extras import need
    from rashomon.batch.workers import LocalWorkers
    from rashomon.errors import NotFound

    need("batch")
    kind, _, address = on.partition("://")
    if on == "local":
        return LocalWorkers(workers) if workers > 0 else None
    if kind == "dask" and address:
        return DaskWorkers(address)
    if kind == "ray":
        return RayWorkers(address)
    raise NotFound(on, "no such place to run", "write local, dask://HOST:PORT or ray://HOST:PORT")


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Show a line with pages a second and an estimate; on a pipe, nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("Reading"), BarColumn(), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(progress: Progress) -> None:
            left = progress.seconds_left
            words = "" if left is None else f", about {_span(left)} left"
            bar.update(
                task,
                total=progress.all_bytes or None,
                completed=progress.done_bytes,
                description=f"{progress.archives}/{progress.all_archives} archives, {progress.pages} pages, "
                f"{progress.pages_a_second:.1f} pages/s{words}",
            )

        yield show


def _span(seconds: float) -> str:
    """Return a length of time in words.

    >>> _span(30), _span(300), _span(9000)
    ('30 s', '5 min', '2.5 h')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
