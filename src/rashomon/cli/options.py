"""Options that several commands share."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

LedgerOption = Annotated[
    str,
    typer.Option("--ledger", envvar="RASHOMON_LEDGER", help="The ledger's file.", metavar="FILE"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]

DEFAULT_LEDGER = "rashomon.db"


def reader_named(name: str) -> str:
    """Return the name of a reader. Raises NotFound for another."""
    return one_of("--reader", name, ("model", "lexical"))


def one_of(option: str, value: str, known: tuple[str, ...]) -> str:
    """Return a value that the option knows. Raises NotFound, which names those it knows, for another."""
    from rashomon.errors import NotFound

    if value not in known:
        raise NotFound(f"{option} {value}", "there is no such choice", f"use {' or '.join(known)}")
    return value


def day_given(day: str | None) -> str | None:
    """Return a day as it was given. Raises NotFound where it is none."""
    from datetime import date

    from rashomon.errors import NotFound

    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError as error:
        raise NotFound(str(day), "it is no day", "write it as YYYY-MM-DD") from error


def country_given(code: str | None) -> str | None:
    """Return a country's code in capitals. Raises NotFound where no country has it."""
    if not code:
        return None
    from rashomon.errors import NotFound
    from rashomon.report.atlas.towns import country_name

    wanted = code.upper()
    if country_name(wanted) == wanted:
        raise NotFound(code, "no country has this code", "give two letters of ISO 3166, such as ML or UA")
    return wanted


ReaderOption = Annotated[
    str,
    typer.Option(
        "--reader",
        callback=reader_named,
        metavar="NAME",
        help="model (reads the sentence) or lexical (word lists alone: quicker, and sees less).",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", callback=day_given, help="Only events on or after this day, YYYY-MM-DD.", metavar="DAY"),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", callback=day_given, help="Only events on or before this day, YYYY-MM-DD.", metavar="DAY"),
]
CountryOption = Annotated[
    str | None,
    typer.Option("--country", callback=country_given, help="Only events in this country (ISO 3166).", metavar="CC"),
]
PolicyOption = Annotated[
    str, typer.Option("--policy", help="Whose rule chooses numbers: see `rashomon policies`.", metavar="NAME")
]


def open_ledger(where: str, *, must_exist: bool = True) -> Ledger:
    """Open the ledger for a command. Raises a LedgerError, or NotFound where a command needs one that is there."""
    from rashomon.errors import NotFound
    from rashomon.ledger import Ledger

    if must_exist and "://" not in where and not Path(where).exists():
        raise NotFound(where, "there is no ledger here", "read pages first: rashomon read PAGE...")
    return Ledger(where)


def keep_log(ledger: str) -> None:
    """Write warnings and failures, with their details, to a file beside the ledger; none is made when all goes well."""
    if "://" in ledger:
        return
    handler = logging.FileHandler(f"{ledger}.log", delay=True, encoding="utf-8")
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("rashomon")
    logger.addHandler(handler)
    logger.setLevel(min(logging.WARNING, logging.getLogger().level))


def print_json(values: list[Any]) -> None:
    """Print each domain object as one JSON line, with its id."""
    from rashomon.domain.serial import to_plain

    for value in values:
        plain = {"id": value.id, **to_plain(value)} if hasattr(value, "id") else to_plain(value)
        typer.echo(json.dumps(plain, ensure_ascii=False))
