"""Bytes to `Document`: text, blocks, source, date with its evidence, language, near-copies."""

from rashomon.intake.gathering import gather
from rashomon.intake.opening import open_page
from rashomon.intake.page import Page
from rashomon.settings import Settings

__all__ = ["Page", "fetch", "gather", "open_page"]


def fetch(url: str, settings: Settings) -> Page:
    """Fetch one address politely.

    Raises FetchFailed: no network, robots, a private address, too large, too slow, not a page.
    """
    from rashomon.intake.fetching import Fetcher  # noqa: PLC0415 - TLS and HTTP are slow to import

    return Fetcher(settings=settings).fetch(url)
