"""The list of the bundled pages, read from `index.toml` and checked against the folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashomon.errors import KnowledgeError

NOTICE = "These are bundled sample pages. The outlets, the incidents and every statement in them are invented."

_HERE = Path(__file__).parent
_KINDS = frozenset({"agency", "partisan", "monitor", "local", "daily", "brief"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One bundled page.

    `file` is its name in the folder, `kind` what sort of outlet speaks, `event` the incident it tells of (a short name
    shared by its rivals), `tests` what it was written to show.
    """

    file: str
    kind: str
    outlet: str
    event: str
    tests: str

    @property
    def path(self) -> Path:
        """Where the page lies."""
        return folder() / self.file


def folder() -> Path:
    """Return the folder of the pages."""
    return _HERE / "pages"


@cache
def samples() -> tuple[Sample, ...]:
    """Return the pages in the order of `index.toml`.

    Raises KnowledgeError when the index names a file that is not there, leaves one out, or lacks a field.

    >>> len(samples()) >= 12
    True
    """
    index = _HERE / "index.toml"
    try:
        rows = tomllib.loads(index.read_text("utf-8"))["page"]
        found = tuple(Sample(**row) for row in rows)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise KnowledgeError(str(index), f"the list of sample pages cannot be read ({error})") from error
    _check(index, found)
    return found


def _check(index: Path, found: tuple[Sample, ...]) -> None:
    listed = [sample.file for sample in found]
    there = sorted(path.name for path in folder().iterdir() if path.suffix in (".html", ".txt"))
    if sorted(listed) != there:
        odd = sorted(set(listed) ^ set(there)) or ["a file listed twice"]
        raise KnowledgeError(str(index), f"the list and the folder differ: {', '.join(odd)}")
    for sample in found:
        if sample.kind not in _KINDS:
            raise KnowledgeError(str(index), f"{sample.file} has the unknown kind {sample.kind!r}")


def sample_paths() -> tuple[Path, ...]:
    """Return where the pages lie, in the order of `index.toml`."""
    return tuple(sample.path for sample in samples())
