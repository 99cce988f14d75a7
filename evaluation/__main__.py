"""`python -m evaluation SUITE... --data ROOT`: run suites and print their figures."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from evaluation.figures import Figure, Options, Skipped, print_table
from evaluation.gate import check_hashes, read_floors, read_peers
from evaluation.suites import SUITES, run_suite

_SKIPPED, _CRASHED = 75, 70
"""Exit codes of a child that runs one suite, after sysexits.h: try again later; internal error."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks; return 0 when no suite crashed and no floor broke."""
    asked = _parse(arguments)
    names = list(dict.fromkeys(asked.suites or (SUITES if asked.all else ())))
    if asked.gate and not names:
        names = [name for name in read_floors().suites() if SUITES[name].quick]
    unknown = [name for name in names if name not in SUITES]
    if unknown or not names:
        print("".join(f"no suite is called {name}\n" for name in unknown), end="", file=sys.stderr)
        print("name a suite, or say --all; there are: " + " ".join(SUITES), file=sys.stderr)
        return 2
    if asked.alone:
        return _run_alone(names[0], asked)
    figures, failed = _run_each(names, asked)
    if not asked.json:
        print_table(figures, read_peers())
    broken = _gate(figures, names, asked.data) if asked.gate else False
    return 1 if failed or broken else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("suites", nargs="*", help=" ".join(SUITES))
    parser.add_argument("--all", action="store_true", help="every suite")
    parser.add_argument("--data", type=Path, required=True, metavar="ROOT", help="the data root")
    parser.add_argument("--json", action="store_true", help="one JSON line a figure")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N documents a corpus")
    parser.add_argument("--gate", action="store_true", help="fail under a floor of floors.toml")
    parser.add_argument("--upper", action="store_true", help="measure on upper-cased text")
    parser.add_argument("--golden", type=Path, metavar="FILE", help="the golden file")
    parser.add_argument("--split", metavar="S", help="the part of a corpus to report")
    parser.add_argument("--details", type=Path, metavar="FILE", help="append what was missed, one JSON line each")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _run_alone(name: str, asked: argparse.Namespace) -> int:
    options = Options(
        limit=asked.limit, upper=asked.upper, golden=asked.golden, split=asked.split, details=asked.details
    )
    try:
        figures = run_suite(name, asked.data, options)
    except Skipped as skipped:
        print(skipped, file=sys.stderr)
        return _SKIPPED
    except Exception:  # noqa: BLE001 - a crashing suite must be named, and must not take the others with it
        traceback.print_exc()
        return _CRASHED
    for figure in figures:
        print(figure.line())
    return 0


def _run_each(names: Sequence[str], asked: argparse.Namespace) -> tuple[list[Figure], bool]:
    """Run each suite in a process of its own, so that a crash or a full memory stays its own affair."""
    figures: list[Figure] = []
    failed = False
    for name in names:
        command = [sys.executable, "-m", "evaluation", name, "--alone", *_passed_on(asked)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == _SKIPPED:
            print(f"{name}: skipped, {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        elif done.returncode:
            failed = True
            print(f"{name}: failed (exit code {done.returncode})\n{done.stderr.strip()}", file=sys.stderr)
        else:
            print(done.stderr, end="", file=sys.stderr)
            found = [Figure(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]
            figures += found
            if asked.json:
                print("\n".join(figure.line() for figure in found), flush=True)
    return figures, failed


def _passed_on(asked: argparse.Namespace) -> list[str]:
    words = ["--data", str(asked.data), *(["--upper"] if asked.upper else [])]
    for option in ("limit", "golden", "split", "details"):
        if (value := getattr(asked, option)) is not None:
            words += [f"--{option}", str(value)]
    return words


def _gate(figures: Sequence[Figure], names: Sequence[str], root: Path) -> bool:
    """Print every breach; return whether there is one. A suite that was skipped breaks its floors."""
    floors = read_floors()
    gated = [name for name in names if name in floors.suites()]
    corpora = [corpus for name in gated for corpus in SUITES[name].corpora]
    breaches = [*check_hashes(floors, root, corpora), *floors.breaches(figures, gated)]
    for breach in breaches:
        print(f"gate: {breach}", file=sys.stderr)
    if not breaches:
        print(f"gate: {len(gated)} suites hold their floors", file=sys.stderr)
    return bool(breaches)


if __name__ == "__main__":
    sys.exit(main())
