"""`rashomon gazetteer`: look into the gazetteer of places, and add places to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.options import JsonOption, print_json

if TYPE_CHECKING:
    from rashomon.knowledge.gazetteer.additions import LayerInfo

app = typer.Typer(help="Look into the gazetteer of places, add places to it.", no_args_is_help=True)


@app.command("info")
def info(json_: JsonOption = False) -> None:
    """Tell which layers of places there are.

    In the order in which they are searched; added places come first.
    """
    from rashomon.knowledge.gazetteer import open_gazetteer
    from rashomon.knowledge.gazetteer.additions import describe_layers

    layers = describe_layers(open_gazetteer())
    if json_:
        print_json(list(layers))
        return
    for layer in layers:
        typer.echo(f"{layer.source}\t{layer.entries:,} places\t{layer.size / 1e6:.1f} MB\t{layer.folder}")


@app.command("find")
def find(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A place name in any spelling or in Arabic or Cyrillic script.")
    ],
    country: Annotated[str, typer.Option("--in", help="Only in this country (ISO 3166).", metavar="CC")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.", metavar="COUNT")] = 20,
    json_: JsonOption = False,
) -> None:
    """Find what the name of a place may mean.

    The spelling itself first, then other names, then other transliterations.
    """
    from rashomon.errors import NotFound
    from rashomon.knowledge.gazetteer import open_gazetteer

    hits = [hit for hit in open_gazetteer().search(name) if country.upper() in ("", hit.entry.country)]
    if not hits:
        fill = country.upper() or "CC"
        raise NotFound(
            name,
            "is not in the gazetteer",
            f"`rashomon gazetteer update {fill}` or `rashomon gazetteer add FILE` may fill it",
        )
    if json_:
        print_json(list(hits[:limit]))
        return
    for hit in hits[:limit]:
        entry = hit.entry
        where = ", ".join(part for part in (*reversed(entry.admin_path), entry.country) if part)
        people = f"{entry.population:,}" if entry.population else "-"
        typer.echo(
            f"{entry.name}\t{entry.kind.value}\t{where}\t{entry.lat:.4f} {entry.lon:.4f}\t{people}"
            f"\t{hit.how.value}\t{entry.source} {entry.id}"
        )
    if len(hits) > limit:
        typer.echo(f"and {len(hits) - limit} more: --limit shows them")


@app.command("add")
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="GeoNames dumps, alternate names, or tables.")],
    name: Annotated[str | None, typer.Option("--name", help="How results call the source.", metavar="NAME")] = None,
) -> None:
    """Add places from files.

    A GeoNames country dump and its alternate names, zipped or not, or a table. A table has a header with name, lat and
    lon, and may have kind, country, admin1, admin2, population and other names.
    """
    from rashomon.knowledge.gazetteer.additions import add_files

    layer = add_files(files, name=name)
    typer.echo(added_line(layer))


def added_line(layer: LayerInfo) -> str:
    """Return the line that tells what was added where."""
    places = "1 place" if layer.entries == 1 else f"{layer.entries:,} places"
    return f"{layer.source}: {places} added to {layer.folder}"


@app.command("update")
def update(
    countries: Annotated[list[str], typer.Argument(help="Two-letter country codes.", metavar="CC")],
) -> None:
    """Fetch and add all places of countries, villages too.

    They are GeoNames' dumps of whole countries.
    """
    from rashomon.knowledge.gazetteer.additions import update_country

    for code in countries:
        layer = update_country(code)
        typer.echo(added_line(layer))
