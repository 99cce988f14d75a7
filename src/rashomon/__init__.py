"""Rashomon reads conflict reporting and keeps the ledger of who claims what."""

from rashomon.version import __version__

__all__ = ["__version__"]
