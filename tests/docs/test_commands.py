"""Every command that a page of the documentation names is one of the program, with options that it has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from rashomon.cli.program import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_INLINE = re.compile(r"`(rashomon [^`]+)`")
_FENCED = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (rashomon .+)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\[[^\]]*\]|\.\.\.|…")


def named_in(text: str) -> list[str]:
    """Return the commands that a page names: in its lines of code and between backticks."""
    lines = [line.strip().removeprefix("$ ") for block in _FENCED.findall(text) for line in block.splitlines()]
    lines += _INLINE.findall(text) + _INDENTED.findall(text)
    return [line for line in lines if line.startswith("rashomon ")]


def wrong_in(command: str) -> str | None:
    """Return what the program does not know of a command, None where it knows all of it."""
    told = re.split(r" #| > | \| |;| {3,}", _PLACEHOLDER.sub("", command).strip(), maxsplit=1)[0]
    words = shlex.split(told)[1:]
    here: Any = typer.main.get_command(app)
    while words and hasattr(here, "commands") and not words[0].startswith("-"):
        if words[0] not in here.commands:
            return None if words[0].isupper() else f"no command {words[0]!r}"
        here = here.commands[words.pop(0)]
    known = {name for each in here.params for name in (*each.opts, *each.secondary_opts)} | {"--help"}
    unknown = [word for word in words if re.match(r"--?[a-z]", word) and word.split("=")[0] not in known]
    return f"no option {', '.join(unknown)}" if unknown else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists_with_its_options(page: Path) -> None:
    wrong = {command: what for command in named_in(page.read_text("utf-8")) if (what := wrong_in(command))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("rashomon read page.html --published 2024-05-12", None),
        ("rashomon list events --disputed # all of them", None),
        ("rashomon frobnicate", "no command 'frobnicate'"),
        ("rashomon list parties", "no command 'parties'"),
        ("rashomon report out.html --pretty", "no option --pretty"),
        ("rashomon COMMAND --help", None),
    ],
)
def test_a_command_that_is_none_is_found_out(command: str, wrong: str | None) -> None:
    assert wrong_in(command) == wrong


def test_the_pages_name_many() -> None:
    assert sum(len(named_in(page.read_text("utf-8"))) for page in PAGES) > 80
