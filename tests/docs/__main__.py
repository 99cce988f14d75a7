"""`python -m tests.docs --write`: run the tutorial and put what its commands print in the place of what it shows.

Ids that have changed are changed in the commands too. Outputs that are shown in part (with dots) are left as they are:
the test tells whether they still hold.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.docs.tutorial import PAGE, ids_in, run, steps, write_files


def rewritten(text: str, folder: Path) -> str:
    """Return the tutorial as the program is now."""
    write_files(text, folder)
    renamed: dict[str, str] = {}
    pieces, last = [], 0
    for step in steps(text):
        command = step.command
        for old, new in renamed.items():
            command = command.replace(old, new)
        printed = run(replace(step, command=command), folder)
        if not command.startswith("rashomon show"):
            renamed |= dict(zip(ids_in(step.shown), ids_in(printed), strict=False))
        pieces += [text[last : step.begin - len(step.command) - 1], command, "\n"]
        pieces.append(step.shown if "..." in step.shown else printed)
        last = step.end
    return "".join([*pieces, text[last:]])


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(rewritten(PAGE.read_text("utf-8"), Path(made)), "utf-8")
