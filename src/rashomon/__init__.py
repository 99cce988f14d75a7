"""Rashomon reads conflict reporting and keeps the ledger of who claims what.

The Python interface is small: `open_document` opens a page, `read` reads it, `Ledger` keeps what was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rashomon.api import open_document, read
from rashomon.settings import Settings
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["Ledger", "Settings", "__version__", "open_document", "read"]


def __getattr__(name: str) -> Any:
    """Load the ledger, and SQLAlchemy with it, only where it is used."""
    if name == "Ledger":
        from rashomon.ledger import Ledger  # noqa: PLC0415 - see above

        return Ledger
    raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
