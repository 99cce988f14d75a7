"""Writing a file whole or not at all: reports and exports."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rashomon.errors import OutputFailed


def made_folder(folder: Path) -> Path:
    """Return the folder, made with those above it where it is not there yet. Raises OutputFailed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailed(str(folder), f"the folder cannot be made ({error.strerror})", "name another") from error
    return folder


def write_whole(out: Path, content: str | bytes) -> Path:
    """Write a file whole or not at all, beside its place and moved there: a killed run leaves the older file, or none.

    Raises OutputFailed, also where the folder is not there or `out` is a folder itself.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        handle, temporary = tempfile.mkstemp(dir=out.absolute().parent, prefix=f".{out.name[:80]}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(out)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputFailed(
            str(out), f"it cannot be written ({error.strerror})", "check the folder and space"
        ) from error
    return out
