"""A ledger as a view that exports are made from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rashomon.exports.coarsening import coarsened
from rashomon.exports.view import ExportView
from rashomon.ledger.keeping import claims_as_read, readers_of, secret_of
from rashomon.reconcile.policies.loading import policy_named
from rashomon.version import __version__

if TYPE_CHECKING:
    from rashomon.ledger import Ledger


def open_view(ledger: Ledger, *, policy: str, public: bool) -> ExportView:
    """Return everything of a ledger under a policy; `public` coarsens and withholds what must not be published.

    Raises NotFound for an unknown policy.
    """
    policy_named(policy)
    view = ExportView(
        events=tuple(ledger.events()),
        claims={claim.id: claim for claim in ledger.claims()},
        documents={document.id: document for document in ledger.documents()},
        verdicts=tuple(ledger.verdicts()),
        outcomes=tuple(ledger.outcomes()),
        readers=readers_of(ledger),
        read=claims_as_read(ledger),
        policy=policy,
        version=__version__,
        made_at=datetime.now(UTC),
    )
    return coarsened(view, salt=secret_of(ledger)) if public else view
