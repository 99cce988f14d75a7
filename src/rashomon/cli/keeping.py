"""`rashomon search`, `rashomon check` and `rashomon backup`: finding in a ledger, and keeping it sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.options import DEFAULT_LEDGER, JsonOption, LedgerOption, one_of, open_ledger, print_json


def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORD", help="Words, or their beginnings; case and accents do not matter."),
    ],
    ledger: LedgerOption = DEFAULT_LEDGER,
    kind: Annotated[str, typer.Option("--kind", help="document or claim; both without.", metavar="KIND")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.", metavar="COUNT")] = 50,
    as_json: JsonOption = False,
) -> None:
    """Search pages and claims for words.

    Spellings are folded: case, accents, and the variants of Arabic letters.
    """
    from rashomon.domain import Claim
    from rashomon.domain.wording import quoted

    if kind:
        one_of("--kind", kind, ("document", "claim"))
    with open_ledger(ledger) as opened:
        found = opened.search(" ".join(words), kind=kind, limit=limit)
    if as_json:
        print_json(found)
        return
    for each in found:
        if isinstance(each, Claim):
            typer.echo(f"{each.id[:12]}\t{each.voice.described or each.voice.name}\t{quoted(each.content.text)}")
        else:
            typer.echo(f"{each.id[:12]}\t{each.source.name}\t{each.title}")


def check(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Check a ledger: that it is whole, and every value in its words.

    The database, what points nowhere, and that every offset reproduces its words. Exit code 1 if any is wrong.
    """
    with open_ledger(ledger) as opened:
        faults = opened.check()
        pages, claims = opened.count("document"), opened.count("claim")
    for fault in faults:
        typer.echo(f"{fault.where}: {fault.what}", err=True)
    typer.echo(f"{pages} pages and {claims} claims checked, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


def backup(
    to: Annotated[Path, typer.Argument(metavar="TO", help="The file to write; it must not be there yet.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Copy a ledger, even while it is in use.

    The pages' raw bytes, which lie beside it, are not copied.
    """
    with open_ledger(ledger) as opened:
        path = opened.back_up(to)
    typer.echo(f"Wrote {path}; copy {ledger}.pages beside it to keep the raw bytes too")
