"""Where an archive's reading stands, kept in a small file: for progress, and to know what a worker died at."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Records `first` to `last` are being read; `pages` have ended and `position` bytes are behind."""

    first: int = 0
    last: int = 0
    pages: int = 0
    position: int = 0


class Journal:
    """A file that always holds one whole standing: written aside and renamed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, standing: Standing) -> None:
        """Keep this standing in the place of the last."""
        aside = self.path.with_suffix(".new")
        aside.write_text(json.dumps(asdict(standing)), encoding="utf-8")
        aside.replace(self.path)

    def read(self) -> Standing | None:
        """Return the standing, or None where none was kept."""
        try:
            return Standing(**json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def close(self) -> None:
        """Remove the file."""
        with suppress(OSError):
            self.path.unlink()
