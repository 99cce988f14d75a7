"""Outlines of countries for maps that need no network, and the projection that puts them on paper."""

from rashomon.report.atlas.outlines import CREDIT, Country, countries_within
from rashomon.report.atlas.projection import Box, Projection, clip_ring

__all__ = ["CREDIT", "Box", "Country", "Projection", "clip_ring", "countries_within"]
