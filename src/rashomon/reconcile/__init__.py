"""Claims to events: pairing, clustering, accounts, disputes."""

from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.events import reconcile

__all__ = ["find_copies", "reconcile"]
