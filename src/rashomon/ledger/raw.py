"""The untouched bytes of every page, beside the ledger, by their SHA-256."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from rashomon.errors import LedgerReadOnly, NotFound


class RawPages:
    """A folder of raw pages: `ab/abcdef...` for the bytes whose SHA-256 begins with ab. Nothing is ever changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, raw: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hex; a page that is there already is left as it is.

        Raises LedgerReadOnly when the folder cannot be written.
        """
        digest = hashlib.sha256(raw).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(raw)
                Path(temporary).replace(path)
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise LedgerReadOnly(
                str(self.folder), f"the page's bytes cannot be kept ({error.strerror})", "check space and rights"
            ) from error
        return digest

    def read(self, digest: str) -> bytes:
        """Return the bytes with this SHA-256. Raises NotFound."""
        path = self._path(digest)
        if not path.exists():
            raise NotFound(digest, "no raw page with this SHA-256 is kept", "read the page again")
        return path.read_bytes()

    def holds(self, digest: str) -> bool:
        """Tell whether the bytes with this SHA-256 are here and unchanged."""
        path = self._path(digest)
        return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest
