"""The tutorial as a program: files that it writes, commands that it runs, and the output that it shows for each.

A fenced block that begins with `file NAME` is written; one that begins with `console` holds commands after `$ ` and
what they print. In what is printed, `...` alone on a line stands for any lines, and inside a line for any words. Ids and
times change with nothing but the program, so they are checked like everything else.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```(file \S+|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the tutorial with what it is said to print, and its place in the page."""

    command: str
    shown: str
    begin: int
    end: int


def write_files(text: str, folder: Path) -> None:
    """Write every file that the tutorial gives."""
    for block in _BLOCK.finditer(text):
        kind, content = block.groups()
        if kind.startswith("file "):
            path = folder / kind.removeprefix("file ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")


def steps(text: str) -> list[Step]:
    """Return the commands in order."""
    found = []
    for block in _BLOCK.finditer(text):
        if block[1] == "console":
            for each in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block[2], re.MULTILINE):
                begin = block.start(2) + each.start(2)
                found.append(Step(each[1], each[2], begin, block.start(2) + each.end(2)))
    return found


def ids_in(text: str) -> list[str]:
    """Return the ids that a text shows, in order."""
    return re.findall(r"\b(?:evt|clm|doc)_[a-z0-9]{8,}\b", text)


def run(step: Step, folder: Path) -> str:
    """Run a command of the program and return all that it prints."""
    words = step.command.split("#")[0].split()
    assert words[0] == "rashomon", "the tutorial runs the program and nothing else"
    environment = {**os.environ, "COLUMNS": "120", "PYTHONWARNINGS": "ignore"}
    environment.pop("RASHOMON_LEDGER", None)
    done = subprocess.run(
        [sys.executable, "-m", "rashomon", *words[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in (0, 1), done.stdout
    return done.stdout


def agrees(shown: str, printed: str) -> bool:
    """Tell whether what is shown is what was printed, its dots standing for what was left out."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "...":
            pattern += r"(?:.*\n)*"
        else:
            pattern += r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("...")) + r"[ \t]*\n"
    return re.fullmatch(pattern, printed) is not None
