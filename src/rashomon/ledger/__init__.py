"""The only SQL: store, verdicts, audit trail."""

from rashomon.ledger.store import Ledger

__all__ = ["Ledger"]
