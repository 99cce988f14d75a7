"""Whose losses or deeds a claimant speaks of, from the registry's dated sides."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.domain import Claim, Claimant, Document, Figure, Interest
from rashomon.reconcile.accounts import FindInterest


def interest_by_registry(documents: Mapping[str, Document]) -> FindInterest:
    """Return the finder that asks the registry on the day of the claim's deed, or of its page."""
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415 - the registry is loaded only to reconcile
    from rashomon.knowledge.actors.sides import interest  # noqa: PLC0415

    registry = open_registry()

    def find(claimant: Claimant, claim: Claim, figure: Figure | None) -> Interest:
        published = documents[claim.document_id].published
        day = (claim.when.earliest if claim.when and claim.when.known else None) or published.latest
        return interest(claimant, figure or claim, registry, day, claim)

    return find
