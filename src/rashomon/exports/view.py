"""What an export is made from, and the line of provenance that every file carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rashomon.domain import Claim, Document, Event, Outcome, Verdict, content_id
from rashomon.reconcile.policies import Chosen, apply_policy
from rashomon.reconcile.totals import lies_inside


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportView:
    """Events, their claims and pages, with the policy that chooses numbers.

    `verdicts` and `outcomes` are what was decided and how each page ended, `readers` which reader read a page (by its
    id), `read` the claims that were judged as they were read before: `jsonl` keeps them, so that a ledger comes back
    whole and every verdict can still be undone. `public` says that the view was coarsened; `withheld`
    lists what is not in it.
    """

    events: tuple[Event, ...]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    policy: str
    version: str
    made_at: datetime
    verdicts: tuple[Verdict, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    readers: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, Claim] = field(default_factory=dict)
    public: bool = False
    withheld: tuple[str, ...] = ()

    @property
    def ledger_hash(self) -> str:
        """A hash of everything exported: two ledgers that say the same have the same."""
        return content_id(
            "ldg",
            *sorted(self.claims),
            *sorted(event.id for event in self.events),
            *sorted(verdict.id for verdict in self.verdicts),
        )

    @property
    def provenance(self) -> dict[str, str]:
        """Return policy, version, ledger hash and time for a file's header."""
        return {
            "generator": f"Rashomon {self.version}",
            "policy": self.policy,
            "ledger": self.ledger_hash,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "access": "public, coarsened" if self.public else "restricted",
        }

    def chosen(self, event: Event) -> Chosen:
        """Return what the policy makes of an event."""
        return apply_policy(self.policy, event, self.claims)

    def inside(self, total: Event) -> list[str]:
        """Return the ids of the exported incidents that a total counts; none for an incident."""
        return [event.id for event in self.events if lies_inside(event, total)] if total.aggregate else []

    def claims_of(self, event: Event) -> list[Claim]:
        """Return an event's claims that are exported, in order."""
        return [self.claims[each] for each in event.claim_ids if each in self.claims]

    def sources_of(self, event: Event) -> list[str]:
        """Return the names of the outlets whose pages tell an event."""
        names = {self.documents[each].source.name for each in event.document_ids if each in self.documents}
        return sorted(names)
