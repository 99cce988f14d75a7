"""`rashomon export` and `rashomon policies`: the ledger in the field's formats, each number by a named policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, open_ledger


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those below, or `formats` to list them.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    policy: Annotated[
        str, typer.Option("--policy", help="Which rule chooses numbers: see `rashomon policies`.")
    ] = "all",
    public: Annotated[bool, typer.Option("--public", help="Coarsen and withhold what must not be published.")] = False,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Export the ledger: acled, ged, hxl, table, geojson, timemap, webannotation, prov, ftm, (geo)parquet, jsonl."""
    from collections import Counter
    from datetime import UTC, datetime

    from rashomon.exports import FORMATS, ExportView
    from rashomon.exports import export as write
    from rashomon.exports.coarsening import coarsened
    from rashomon.ledger.keeping import claims_as_read, readers_of, secret_of
    from rashomon.reconcile.policies.loading import policy_named
    from rashomon.version import __version__

    if format_ == "formats":
        typer.echo("\n".join(FORMATS))
        return
    policy_named(policy)
    with open_ledger(ledger) as opened:
        view = ExportView(
            events=tuple(opened.events()),
            claims={claim.id: claim for claim in opened.claims()},
            documents={document.id: document for document in opened.documents()},
            verdicts=tuple(opened.verdicts()),
            outcomes=tuple(opened.outcomes()),
            readers=readers_of(opened),
            read=claims_as_read(opened),
            policy=policy,
            version=__version__,
            made_at=datetime.now(UTC),
        )
        if public:
            view = coarsened(view, salt=secret_of(opened))
    for path in write(format_, view, out):
        typer.echo(f"Wrote {path}")
    for what, count in Counter(line.partition(": ")[2] or line for line in view.withheld).items():
        typer.echo(f"withheld or coarsened: {what}{f' ({count} times)' if count > 1 else ''}")
    if view.withheld:
        typer.echo("each is listed by its id in what was written")


def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A jsonl export.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Bring a jsonl export into a ledger: its pages and claims are checked, then added; events are made anew."""
    from rashomon.exports.importing import import_jsonl

    with open_ledger(ledger, must_exist=False) as opened:
        brought = import_jsonl(path, opened)
        events = opened.count("event")
    typer.echo(
        f"{brought.pages} pages, {brought.claims} claims and {brought.verdicts} verdicts; {events} events in {ledger}"
    )


def policies() -> None:
    """Explain the policies: what each chooses, by which rule, and which vague words it counts."""
    from rashomon.reconcile.policies import policies as known

    for policy in known().values():
        typer.echo(f"{policy.name}: {policy.title}\n  after {policy.source}\n  {policy.text}")
        if policy.words:
            words = ", ".join(f"“{word}” {number}" for word, number in policy.words.items())
            typer.echo(f"  vague words: {words}")
        typer.echo("")
