"""The reference of all commands, made from the program itself: `python -m rashomon.cli.reference docs/cli.md`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HEAD = """# Commands

Made from the program by `make docs`; `rashomon COMMAND --help` says the same. Every command that reads or writes a
ledger takes `--ledger FILE`, or the environment variable `RASHOMON_LEDGER`; without either it is `rashomon.db` in the
current folder.

A command ends with exit code 0 when all went well, 1 when it did its work and something was amiss that it names, 2 when
it could not do its work (one line says why), 130 when it was stopped by Ctrl-C.
"""


def render_reference() -> str:
    """Return the reference as Markdown."""
    import typer

    from rashomon.cli.program import app

    program: Any = typer.main.get_command(app)
    pieces = [_HEAD, "## rashomon\n", *_about(program, "rashomon")]
    for path, command in sorted(_commands(program, "rashomon")):
        pieces += [f"## {path}\n", *_about(command, path)]
    return "\n".join(pieces)


def _commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if not command.hidden:
            here = f"{path} {name}"
            if hasattr(command, "commands"):
                yield from _commands(command, here)
            else:
                yield here, command


def faults() -> list[str]:
    """Return what is undocumented: commands without a description, arguments and options without help."""
    import typer

    from rashomon.cli.program import app

    found = []
    for path, command in _commands(typer.main.get_command(app), "rashomon"):
        if not (command.help or "").strip():
            found.append(f"{path} says not what it does")
        found += [f"{path} says not what {_name(each)} is" for each in _shown(command) if not (each.help or "").strip()]
    return found


def _about(command: Any, path: str) -> Iterator[str]:
    parameters = _shown(command)
    if not hasattr(command, "commands"):
        used = [_usage(each) for each in parameters if not _is_option(each)]
        yield f"    {' '.join([path, *(['[OPTIONS]'] if any(map(_is_option, parameters)) else []), *used])}\n"
    yield f"{inspect.cleandoc(command.help or '')}\n"
    if parameters:
        yield "| argument or option | meaning |\n|---|---|"
        for each in sorted(parameters, key=_is_option):
            yield f"| {_name(each)} | {_cell(each)} |"
        yield ""


def _shown(command: Any) -> list[Any]:
    return [each for each in command.params if not each.hidden and each.name != "help"]


def _is_option(parameter: Any) -> bool:
    return bool(parameter.opts[0].startswith("-"))


def _usage(argument: Any) -> str:
    name = (argument.metavar or argument.name.upper()).strip("[]") + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _name(parameter: Any) -> str:
    if not _is_option(parameter):
        return f"`{_usage(parameter)}`"
    value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    names = [*parameter.opts, *parameter.secondary_opts]
    return ", ".join(f"`{name}{value}`" for name in names)


def _cell(parameter: Any) -> str:
    said = [" ".join((parameter.help or "").split()).replace("|", "\\|")]
    default = parameter.default
    if _is_option(parameter):
        if parameter.is_flag and parameter.secondary_opts:
            said.append(f"Without it: `{(parameter.opts if default else parameter.secondary_opts)[0]}`.")
        elif not parameter.is_flag and default not in (None, "", [], ()):
            said.append(f"Without it: `{default}`.")
        if parameter.multiple:
            said.append("May be given several times.")
    return " ".join(each for each in said if each)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_reference(), "utf-8")
