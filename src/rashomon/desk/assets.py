"""The files that browsers load: those in the package, and those that are built from `web/`."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
BUILT = STATIC / "built"


def asset(name: str) -> str | None:
    """Return the address of a built script or style sheet, or None where it was not built."""
    return _address(BUILT / name, f"/static/built/{name}")


def style(name: str) -> str:
    """Return the address of a style sheet of the package."""
    return _address(STATIC / name, f"/static/{name}") or f"/static/{name}"


def built() -> bool:
    """Tell whether the scripts are there. Without them the desk works with plain forms."""
    return (BUILT / "desk.js").exists()


def _address(path: Path, address: str) -> str | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return f"{address}?v={_digest(path, stat.st_mtime_ns)}"


@lru_cache(maxsize=64)
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
