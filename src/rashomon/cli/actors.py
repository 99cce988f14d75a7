"""`rashomon actors`: look into the registry of actors, add to it, and check it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

import typer

from rashomon.cli.options import DEFAULT_LEDGER, JsonOption, LedgerOption, open_ledger, print_json

app = typer.Typer(help="Look into the registry of actors, add to it, check it.", no_args_is_help=True)

DayOption = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Show the sides of this day only.", metavar="DAY"),
]


@app.command("find")
def find(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="A name, an alias, an id, or words as a page has them.")
    ],
    country: Annotated[
        str, typer.Option("--in", help="The page's country (ISO 3166), for “the army”.", metavar="CC")
    ] = "",
    on: DayOption = None,
    json_: JsonOption = False,
) -> None:
    """Find whom words mean, and with whom they side.

    The linked actor with its sides and the reason, and actors whose names hold the words.
    """
    from rashomon.errors import NotFound
    from rashomon.knowledge.actors import Linker, open_registry

    registry = open_registry()
    link = Linker(registry=registry, countries=(country.upper(),) if country else ()).link(words)
    linked = registry.get(words) or (registry.get(link.actor_id) if link.actor_id else None)
    others = [actor for actor in near_names(words, registry) if linked is None or actor.id != linked.id]
    if linked is None and not others:
        raise NotFound(words, link.how.rstrip("."), "add one with `rashomon actors add`")
    if json_:
        print_json([each for each in (linked, *others) if each is not None])
        return
    if linked is not None:
        typer.echo("\n".join(actor_lines(linked, registry, on)))
        typer.echo(f"  linked: {link.how}" if link.actor_id else "  linked: by its id")
    else:
        typer.echo(f"{words}: {link.how}")
    for actor in others:
        typer.echo(f"also {actor.id}\t{actor.name}\t{actor.kind or ''}\t{actor.country or ''}")


def near_names(words: str, registry: Any) -> list[Any]:
    """Return at most ten actors that hold all of these words in one of their names, shortest names first."""
    from rashomon.knowledge.actors.names import fold_name

    wanted = set(fold_name(words).split())
    found = [
        actor
        for actor in registry.explicit.values()
        if wanted and any(wanted <= set(fold_name(name).split()) for name in (actor.name, *actor.aliases))
    ]
    return sorted(found, key=lambda actor: (len(actor.name), actor.id))[:10]


def actor_lines(actor: Any, registry: Any, on: datetime | None) -> list[str]:
    """Return an actor's fields and sides as lines."""
    lines = [f"{actor.name}  ({actor.id})"]
    lines += [f"  kind: {actor.kind or 'not known'}", f"  country: {actor.country or 'several or none'}"]
    if actor.aliases:
        lines.append(f"  also called: {', '.join(actor.aliases)}")
    if actor.parts_of:
        lines.append(f"  part of: {', '.join(registry.name_of(each) for each in actor.parts_of)}")
    for above in registry.line(actor.id):
        for side in registry.conflicts.alignments(above):
            if on is not None and not side.holds_on(on.date()):
                continue
            dates = f"{side.since or ''} to {side.until or 'now'}"
            via = "" if above == actor.id else f" (as part of {registry.name_of(above)})"
            lines.append(f"  {side.side.value} {registry.name_of(side.other)}, {side.conflict}, {dates}{via}")
    lines.append(f"  source: {actor.source}")
    return lines


@app.command("add")
def add(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id such as sy.new-group.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    kind: Annotated[
        str,
        typer.Option("--kind", help="The ACLED inter code's name, or Outlet, Monitor, Organisation.", metavar="KIND"),
    ],
    country: Annotated[str, typer.Option("--country", help="ISO 3166, or - for several.", metavar="CC")] = "-",
    alias: Annotated[list[str] | None, typer.Option("--alias", help="Another name.", metavar="NAME")] = None,
    part_of: Annotated[
        list[str] | None, typer.Option("--part-of", help="The id of what it is a part of.", metavar="ID")
    ] = None,
) -> None:
    """Add an actor of one's own.

    It is kept in a file of the user's, and outranks the package's under the same id.
    """
    from rashomon.errors import NotFound
    from rashomon.knowledge.actors import open_registry
    from rashomon.knowledge.actors.registry import read_row, user_file

    registry = open_registry()
    for above in part_of or []:
        if registry.get(above) is None:
            raise NotFound(above, "the registry has no such actor", "give the id of one: rashomon actors find NAME")
    cells = [id_, name, "|".join(alias or []), kind, country.upper() or "-", "|".join(part_of or [])]
    line = "\t".join(" ".join(cell.split()) for cell in cells)
    actor, _ = read_row("the command line", line, "added by a coder")
    path = user_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    typer.echo(f"added {actor.id} ({actor.name}) to {path}")


@app.command("export")
def export(
    ledger: LedgerOption = DEFAULT_LEDGER,
    apply: Annotated[bool, typer.Option("--apply", help="Also add the names to the file of one's own actors.")] = False,
    json_: JsonOption = False,
) -> None:
    """Print what was proposed on the desk and accepted.

    Actors with new names are rows of the registry's own format. Sides are lines that begin with "# side": which camp of
    a conflict they belong to is for whoever keeps the registry to say, so they are not applied.
    """
    from rashomon.ledger.proposals import ACCEPTED, Proposals

    with open_ledger(ledger) as opened:
        accepted = Proposals(opened).all("actor", state=ACCEPTED)
    if json_:
        for each in accepted:
            said = {"actor": each.subject, **each.body, "by": each.by, "accepted_by": each.decided_by, "at": each.at}
            typer.echo(json.dumps(said, ensure_ascii=False))
        return
    rows, sides = accepted_rows(accepted), accepted_sides(accepted)
    for line in (*rows, *sides):
        typer.echo(line)
    if apply and rows:
        from rashomon.knowledge.actors.registry import user_file

        path = user_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in rows)
        typer.echo(f"added {len(rows)} to {path}", err=True)
    if not accepted:
        typer.echo("no proposal was accepted yet", err=True)


def accepted_rows(accepted: list[Any]) -> list[str]:
    """Return rows of the registry's format: each actor that got new names, once, with all of its names."""
    from rashomon.knowledge.actors import open_registry
    from rashomon.knowledge.actors.registry import read_row

    registry, names = open_registry(), dict[str, list[str]]()
    for each in accepted:
        if each.body.get("change") == "alias":
            names.setdefault(each.subject, []).append(each.body["alias"])
    rows = []
    for actor_id, more in names.items():
        actor = registry.get(actor_id)
        if actor is None or all(name in actor.aliases for name in more):
            continue
        aliases = dict.fromkeys((*actor.aliases, *more))
        cells = [
            actor.id,
            actor.name,
            "|".join(aliases),
            actor.kind or "",
            actor.country or "-",
            "|".join(actor.parts_of),
        ]
        line = "\t".join(" ".join(cell.split()) for cell in cells)
        read_row(f"the proposal of {actor_id}", line, "accepted on the desk")
        rows.append(line)
    return rows


def accepted_sides(accepted: list[Any]) -> list[str]:
    """Return the accepted sides as lines that the registry's reader leaves aside."""
    return [
        "# side\t"
        + "\t".join(
            [
                each.subject,
                each.body["side"],
                each.body["other"],
                each.body["conflict"],
                each.body["since"] or "",
                each.body["until"] or "",
            ]
        )
        for each in accepted
        if each.body.get("change") == "side"
    ]


@app.command("check")
def check() -> None:
    """Check the registry of actors.

    Parts and sides that name nobody, shared names. Exit code 1 if any is wrong.
    """
    from rashomon.knowledge.actors import open_registry
    from rashomon.knowledge.actors.checking import faults, shared_names

    registry = open_registry()
    wrong = faults(registry)
    for line in wrong:
        typer.echo(f"wrong: {line}")
    for line in shared_names(registry):
        typer.echo(f"shared: {line}")
    total = sum(1 for _ in registry)
    typer.echo(f"{len(registry.explicit)} actors by name, {total} with the bodies of states, {len(wrong)} wrong")
    if wrong:
        raise typer.Exit(1)
