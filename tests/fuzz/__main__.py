"""Long runs: `python -m tests.fuzz --minutes 60 [--tally FILE] [TARGET...]`, with new inputs each time.

Targets take turns of half a minute; minutes are processor time, so that a busy machine does not count for less. What
breaks a target is printed, smallest input first found, and ends the run with exit code 1; the input is also kept in
`.hypothesis`, so that the next run begins with it. A tally adds up over runs, and is written after each turn: a run may
be killed at any time, and the next gives its first turns to the targets that had the least.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.targets import Target, targets

TURN = 30.0
"""Seconds of processor time of a target's turn."""


class _TimeIsUp(Exception):
    pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz for as long as asked; return 1 when anything broke."""
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", help=" ".join(known))
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--tally", type=Path, help="a file that adds up inputs and seconds of each target over runs")
    asked = parser.parse_args(arguments)
    # A stage that fails is the target's to judge; its log would drown the findings.
    logging.disable(logging.CRITICAL)
    counts, spent = _read_tally(asked.tally)
    waiting = [known[name] for name in asked.targets or known]
    broken: list[str] = []
    end = time.process_time() + asked.minutes * 60
    while time.process_time() < end and waiting:
        target = min(waiting, key=lambda each: spent[each.name])
        began = time.process_time()
        if not _turn(target, min(TURN, end - began), counts):
            broken.append(target.name)
            waiting.remove(target)
        spent[target.name] += time.process_time() - began
        _write_tally(asked.tally, counts, spent)
    for name, count in sorted(counts.items()):
        print(f"{name}\t{count} inputs\t{spent[name]:.0f} s\t{'BROKEN' if name in broken else 'held'}")
    return 1 if broken else 0


def _read_tally(path: Path | None) -> tuple[Counter[str], dict[str, float]]:
    counts: Counter[str] = Counter()
    spent: dict[str, float] = defaultdict(float)
    for line in path.read_text().splitlines() if path is not None and path.exists() else []:
        name, inputs, seconds = line.split("\t")
        counts[name], spent[name] = int(inputs), float(seconds)
    return counts, spent


def _write_tally(path: Path | None, counts: Mapping[str, int], spent: Mapping[str, float]) -> None:
    if path is not None:
        path.write_text("".join(f"{name}\t{counts[name]}\t{spent[name]:.1f}\n" for name in sorted(counts)))


def _turn(target: Target, seconds: float, counts: Counter[str]) -> bool:
    """Draw new inputs until the turn is over; return whether the target held."""
    until = time.process_time() + seconds

    def check(drawn: object) -> None:
        if time.process_time() > until:
            raise _TimeIsUp
        counts[target.name] += 1
        target.check(drawn)

    phases = (Phase.reuse, Phase.generate)
    run = settings(max_examples=10**7, deadline=None, phases=phases, suppress_health_check=list(HealthCheck))
    try:
        run(given(target.draws)(check))()
    except _TimeIsUp:
        return True
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        print(f"=== {target.name} broke after {counts[target.name]} inputs", flush=True)
        traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
