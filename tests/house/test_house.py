"""The house rules that no linter knows: short files, short functions, few parameters, names that say something."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FILE_LINES, FUNCTION_LINES, PARAMETERS = 400, 40, 6
OWED = {
    "src/rashomon/knowledge/gazetteer/phrases.py: read_phrases": 44,
    "src/rashomon/reading/lexical_quotes.py: continue_quotes": 42,
    "src/rashomon/reconcile/clusters.py: _merge": 41,
    "src/rashomon/reconcile/events.py: _event": 42,
}
"""Functions that are still too long, with their lines: they may shrink and leave this list, and none may join it."""

VAGUE = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring, which is for its callers."""
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def parameters_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    own = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([each for each in own if each not in ("self", "cls")])


def answers_from_outside(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether its parameters are a command's options or a form's fields, which are as many as people need."""
    command = path.parent.name == "cli" and any(
        "Annotated" in ast.unparse(each.annotation) for each in function.args.args if each.annotation
    )
    route = any("router" in ast.unparse(each) or "app." in ast.unparse(each) for each in function.decorator_list)
    return command or route


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        str(path.relative_to(ROOT)): n
        for path in SOURCES
        if (n := len(path.read_text("utf-8").splitlines())) > FILE_LINES
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}: {each.name}": lines_of(each)
        for path in SOURCES
        for each in functions(path)
        if lines_of(each) > FUNCTION_LINES
    }
    assert {name: lines for name, lines in long.items() if lines > OWED.get(name, 0)} == {}


def test_no_function_takes_more_than_six_parameters() -> None:
    many = {
        f"{path.relative_to(ROOT)}: {each.name}": parameters_of(each)
        for path in SOURCES
        for each in functions(path)
        if parameters_of(each) > PARAMETERS and not answers_from_outside(path, each)
    }
    assert many == {}


def test_files_are_nouns_that_say_what_is_in_them() -> None:
    assert [path for path in SOURCES if path.stem in VAGUE] == []
