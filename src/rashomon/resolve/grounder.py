"""The three groundings of a page's claims in their order, with their knowledge opened once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rashomon.domain import Claim, Document, Reading, When
from rashomon.knowledge.actors import Registry, open_registry
from rashomon.knowledge.gazetteer import Gazetteer, open_gazetteer
from rashomon.resolve.actors import ground_actors
from rashomon.resolve.places import ground_places
from rashomon.resolve.times import ground_times, narrow_publication

if TYPE_CHECKING:
    from rashomon.settings import Settings


class Grounder:
    """Gives the claims of a page their places, times and actors. What it cannot tell stays open, with reasons."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places, opened at their first use."""
        return open_gazetteer(self.settings)

    @cached_property
    def registry(self) -> Registry:
        """The actors, opened at their first use."""
        return open_registry()

    def ground(self, document: Document, reading: Reading, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """Return the claims with bounds for times, candidates for places, and ids for actors."""
        claims = ground_times(document, reading, claims)
        claims = ground_places(document, reading, claims, self.gazetteer)
        return ground_actors(document, reading, claims, self.registry)

    def narrow_publication(self, document: Document, reading: Reading) -> When:
        """Bound an open year of publication by what the page knows."""
        return narrow_publication(document, reading)
