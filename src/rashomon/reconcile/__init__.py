"""Claims to events: pairing, clustering, accounts, disputes."""

from rashomon.reconcile.events import reconcile

__all__ = ["reconcile"]
