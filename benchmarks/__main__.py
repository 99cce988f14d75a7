"""Run every benchmark, each in a process of its own: `python -m benchmarks [NAME ...]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_NAMES = sorted({path.stem for path in Path(__file__).parent.glob("[a-z]*.py")} - {"pages"})


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; one that fails is said and does not stop the others."""
    failed = []
    for name in names or _NAMES:
        if name not in _NAMES:
            print(f"benchmarks: there is no {name}; there are {', '.join(_NAMES)}", file=sys.stderr)
            return 2
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"benchmarks that failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
