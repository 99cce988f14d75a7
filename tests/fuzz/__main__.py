"""Long runs: `python -m tests.fuzz --minutes 60 [TARGET...]`, with new inputs each time.

Targets take turns of half a minute. What breaks a target is printed, smallest input first found, and ends the run with
exit code 1; the input is also kept in `.hypothesis`, so that the next run begins with it.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.targets import Target, targets

TURN = 30.0
"""Seconds of a target's turn."""


class _TimeIsUp(Exception):
    pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz for as long as asked; return 1 when anything broke."""
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", help=" ".join(known))
    parser.add_argument("--minutes", type=float, default=5.0)
    asked = parser.parse_args(arguments)
    # A stage that fails is the target's to judge; its log would drown the findings.
    logging.disable(logging.CRITICAL)
    waiting = [known[name] for name in asked.targets or known]
    counts: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    broken: list[str] = []
    end = time.monotonic() + asked.minutes * 60
    while time.monotonic() < end and waiting:
        target = waiting.pop(0)
        began = time.monotonic()
        if _turn(target, min(TURN, end - began), counts):
            waiting.append(target)
        else:
            broken.append(target.name)
        spent[target.name] += round(time.monotonic() - began)
    for name, count in sorted(counts.items()):
        print(f"{name}\t{count} inputs\t{spent[name]} s\t{'BROKEN' if name in broken else 'held'}")
    return 1 if broken else 0


def _turn(target: Target, seconds: float, counts: Counter[str]) -> bool:
    """Draw new inputs until the turn is over; return whether the target held."""
    until = time.monotonic() + seconds

    def check(drawn: object) -> None:
        if time.monotonic() > until:
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
