"""Claims to events: pairing, clustering, accounts, disputes."""

from rashomon.reconcile.copies import find_copies, link_copies
from rashomon.reconcile.events import Outline, Said, clusters_of, events_of, outline_of, reconcile

__all__ = ["Outline", "Said", "clusters_of", "events_of", "find_copies", "link_copies", "outline_of", "reconcile"]
