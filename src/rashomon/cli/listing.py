"""`rashomon list`: events, claims, documents and sources as tables or JSON lines."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from rashomon.cli.options import (
    DEFAULT_LEDGER,
    CountryOption,
    JsonOption,
    LedgerOption,
    SinceOption,
    UntilOption,
    open_ledger,
    print_json,
)

app = typer.Typer(help="List what the ledger holds.", no_args_is_help=True, rich_markup_mode=None)

Deed = Annotated[
    str | None, typer.Option("--deed", help="Only deeds whose type has these words in it.", metavar="WORDS")
]
Place = Annotated[
    str | None, typer.Option("--place", help="Only places whose name has these words in it.", metavar="WORDS")
]
Voice = Annotated[
    str | None, typer.Option("--voice", help="Only voices whose name has these words in it.", metavar="WORDS")
]
Publisher = Annotated[
    str | None, typer.Option("--source", help="Only publishers whose name has these words in it.", metavar="WORDS")
]


@app.command("events")
def events(
    since: SinceOption = None,
    until: UntilOption = None,
    deed: Deed = None,
    place: Place = None,
    country: CountryOption = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only events with rival accounts.")] = False,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List events by day, and in what their accounts differ.

    Each with how many pages and original voices tell of it.
    """
    with open_ledger(ledger) as opened:
        found = opened.events(since=since, until=until, deed=deed, place=place, country=country, disputed=disputed)
    if as_json:
        print_json(found)
        return
    from rashomon.domain.wording import when_in_words

    columns = ("id", "when", "what", "pages", "voices", "disputed")
    cells = [
        (
            event.id[:12],
            when_in_words(event.when),
            event.title,
            str(len(event.document_ids)),
            str(len(event.roots)),
            ", ".join(dict.fromkeys(dispute.kind.value for dispute in event.disputes)),
        )
        for event in found
    ]
    _table(columns, cells, wide="what")


@app.command("claims")
def claims(
    event: Annotated[str | None, typer.Option("--event", help="Only claims of this event.", metavar="ID")] = None,
    document: Annotated[str | None, typer.Option("--document", help="Only claims of this page.", metavar="ID")] = None,
    voice: Voice = None,
    deed: Deed = None,
    place: Place = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: JsonOption = False,
) -> None:
    """List claims, page by page: who says what, and how it is put."""
    with open_ledger(ledger) as opened:
        found = opened.claims(
            document_id=opened.get(document).id if document else None,
            event_id=opened.get(event).id if event else None,
            voice=voice,
            deed=deed,
            place=place,
        )
    if as_json:
        print_json(found)
        return
    from rashomon.domain.wording import figure_in_words

    cells = [
        (
            claim.id[:12],
            claim.voice.described or claim.voice.name,
            f"{claim.stance.value}, {claim.status.value}" + (" (negated)" if claim.negated else ""),
            "; ".join(figure_in_words(figure) for figure in claim.figures),
            _short(claim.content.text),
        )
        for claim in found
    ]
    _table(("id", "voice", "how", "figures", "words"), cells, wide="words")


@app.command("documents")
def documents(source: Publisher = None, ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List pages by publication day."""
    with open_ledger(ledger) as opened:
        found = opened.documents(source=source)
    if as_json:
        print_json(found)
        return
    from rashomon.domain.wording import when_in_words

    cells = [
        (each.id[:12], when_in_words(each.published), each.source.name, each.language, each.title) for each in found
    ]
    _table(("id", "published", "source", "language", "title"), cells, wide="title")


@app.command("sources")
def sources(ledger: LedgerOption = DEFAULT_LEDGER, as_json: JsonOption = False) -> None:
    """List publishers and how many of their pages the ledger holds."""
    with open_ledger(ledger) as opened:
        found = opened.sources()
        pages = [document.source.id for document in opened.documents()]
    if as_json:
        print_json(found)
        return
    cells = [(each.id[:12], each.name, each.host or "", str(pages.count(each.id))) for each in found]
    _table(("id", "name", "host", "pages"), cells, wide="name")


def _short(text: str, longest: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


def _table(columns: tuple[str, ...], cells: list[tuple[Any, ...]], *, wide: str) -> None:
    """Print a table that wraps its wide column; into a pipe, tab-separated lines that other programs can read."""
    import sys

    if not sys.stdout.isatty():
        for row in (columns, *cells):
            typer.echo("\t".join(" ".join(str(cell).split()) for cell in row))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, ratio=1 if column == wide else None, no_wrap=column == "id", overflow="fold")
    for row in cells:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console().print(table)
