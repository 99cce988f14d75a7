"""Bytes to `Document`: text, blocks, source, date with its evidence, language, near-copies."""

from rashomon.intake.fetching import fetch
from rashomon.intake.gathering import gather
from rashomon.intake.opening import open_page
from rashomon.intake.page import Page

__all__ = ["Page", "fetch", "gather", "open_page"]
