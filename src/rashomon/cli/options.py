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
