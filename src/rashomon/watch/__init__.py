"""Feeds and sitemaps that are watched: each new page goes through the ordinary reading into the ledger."""

from rashomon.watch.addresses import feeds_of
from rashomon.watch.watching import Manners, Round, Watch

__all__ = ["Manners", "Round", "Watch", "feeds_of"]
