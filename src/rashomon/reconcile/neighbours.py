"""What a page touches: the keys by which a ledger finds its neighbours, and whether two pages are bound together.

Clustering in one group of bound pages does not depend on any other group, so a new page needs only its own group made
anew, and the result is what a reconciling of everything would give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.domain import Claim, Document
from rashomon.reconcile.clusters import joined, keys_of
from rashomon.reconcile.copies import sketch
from rashomon.reconcile.incidents import Incident, incidents_of
from rashomon.reconcile.settled import Settled


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A page with its incidents."""

    document: Document
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]

    @property
    def blocks(self) -> frozenset[str]:
        """The keys of its blocks of days and places: one shared makes two pages candidates."""
        return frozenset(f"b/{key}" for incident in self.incidents for key in keys_of(incident))

    @property
    def shingles(self) -> frozenset[str]:
        """The keys of its sketch, by whose share two pages are copies."""
        return shingles_of(self.document)

    @property
    def keys(self) -> frozenset[str]:
        """All keys under which a ledger files the page."""
        return self.blocks | self.shingles


def neighbour(document: Document, claims: Sequence[Claim], settled: Settled | None = None) -> Neighbour:
    """Return a page as its neighbours see it.

    With what people settled it is seen both as it stands and as it would without them, so that a page whose claims
    they parted finds the partners of every part.
    """
    incidents = incidents_of(document, claims)
    if settled is not None:
        incidents += [each for each in incidents_of(document, claims, settled) if each not in incidents]
    return Neighbour(document, tuple(claims), tuple(incidents))


def shingles_of(document: Document) -> frozenset[str]:
    """Return the keys of a page's sketch."""
    return frozenset(f"s/{shingle:x}" for shingle in sketch(document))


def bound(one: Neighbour, other: Neighbour) -> bool:
    """Tell whether the claims of one page can change the events of the other. Copies are bound by their words too."""
    return any(joined(mine, theirs) for mine in one.incidents for theirs in other.incidents)
