"""`rashomon export` and `rashomon policies`: the ledger in the field's formats, each number by a named policy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, LedgerOption, PolicyOption, open_ledger


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those above, or `formats` to list them.")],
    out: Annotated[Path | None, typer.Argument(metavar="OUT", help="The file to write.")] = None,
    policy: PolicyOption = "all",
    public: Annotated[bool, typer.Option("--public", help="Coarsen and withhold what must not be published.")] = False,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Export the ledger in a format of the field.

    The formats: acled, ged, hxl, table, geojson, timemap, webannotation, prov, ftm, parquet, geoparquet, jsonl.
    """
    from collections import Counter

    from rashomon.errors import NotFound
    from rashomon.exports import FORMATS
    from rashomon.exports import export as write
    from rashomon.exports.opening import open_view
    from rashomon.reconcile.policies.loading import policy_named

    if format_ == "formats":
        typer.echo("\n".join(FORMATS))
        return
    if out is None:
        raise NotFound(f"export {format_}", "no file to write was named", f"rashomon export {format_} OUT")
    policy_named(policy)
    with open_ledger(ledger) as opened:
        view = open_view(opened, policy=policy, public=public)
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
    """Bring a jsonl export into a ledger.

    Its pages and claims are checked, then added; events are made anew.
    """
    from rashomon.exports.importing import import_jsonl

    with open_ledger(ledger, must_exist=False) as opened:
        brought = import_jsonl(path, opened)
        events = opened.count("event")
    typer.echo(
        f"{brought.pages} pages, {brought.claims} claims and {brought.verdicts} verdicts; {events} events in {ledger}"
    )


def policies() -> None:
    """Explain the policies: what each chooses, and by which rule.

    And for which number each vague word stands, where a policy counts it.
    """
    from rashomon.reconcile.policies import policies as known

    for policy in known().values():
        typer.echo(f"{policy.name}: {policy.title}\n  after {policy.source}\n  {policy.text}")
        if policy.words:
            words = ", ".join(f"“{word}” {number}" for word, number in policy.words.items())
            typer.echo(f"  vague words: {words}")
        typer.echo("")
