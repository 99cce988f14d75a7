"""Packages that only batches need: a plain install is light, and what is missing is named with how to get it."""

from __future__ import annotations

from importlib.util import find_spec

from rashomon.errors import ExtraMissing

_NEEDS = {
    "batch": ("fastwarc", "pyarrow"),
    "dask": ("distributed",),
    "ray": ("ray",),
}


def need(*extras: str) -> None:
    """Raise ExtraMissing, naming package and extra, unless the packages of these extras are installed."""
    for extra in extras:
        missing = [name for name in _NEEDS[extra] if find_spec(name) is None]
        if missing:
            what = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed"
            raise ExtraMissing(f"rashomon[{extra}]", what, f'run: pip install "rashomon[{extra}]"')
