"""What a report is made of: plain domain objects, gathered by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rashomon.domain import Claim, Document, Event, Outcome

MANY = 3000
"""Claims above which a report leaves details out: some 250 pages of news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that one report shows.

    `claims` and `documents` are by id. `outcomes` say how each page ended. `generated_at` is the moment printed on the
    report (any zone; shown in UTC), so that the same view always gives the same bytes. `notice` is a sentence for the
    head of the page, such as that the pages are invented samples. `policy` names the rule whose numbers stand in
    the list of events; each says so, and an event's page shows what the other policies choose.
    """

    events: tuple[Event, ...]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    outcomes: tuple[Outcome, ...]
    generated_at: datetime
    ledger_name: str
    version: str
    notice: str = ""
    policy: str = "all"

    @property
    def brief(self) -> bool:
        """Whether the ledger is so big that one file cannot hold every detail and still open on a laptop.

        Then how each claim was read and the pages' whole texts are left out, and an event that one page tells alone,
        undisputed, is shown by its quotes; the report says so.
        """
        return len(self.claims) > MANY

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Return the claims with these ids, in their order, once each; ids that the view lacks are left out."""
        return tuple(self.claims[each] for each in dict.fromkeys(ids) if each in self.claims)

    def documents_of(self, ids: Iterable[str]) -> tuple[Document, ...]:
        """Return the documents with these ids, in their order, once each; ids that the view lacks are left out."""
        return tuple(self.documents[each] for each in dict.fromkeys(ids) if each in self.documents)
