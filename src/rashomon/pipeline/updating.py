"""Bringing a ledger's events up to date: all of them, or only those that new pages touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rashomon.domain.judging import live
from rashomon.domain.regrouping import documents_of
from rashomon.reconcile import find_copies, reconcile
from rashomon.reconcile.neighbours import LEAST, Neighbour, bound, neighbour
from rashomon.reconcile.settled import Settled, bound_pages, settled_by

if TYPE_CHECKING:
    from rashomon.domain import Claim, Verdict
    from rashomon.ledger import Ledger


def bring_up_to_date(ledger: Ledger, touched: Iterable[str] | None = None) -> int:
    """Make events anew and return how many the ledger holds.

    `touched` are the ids of pages that are new, read again or judged; only pages bound to them, directly or through
    others, are looked at. Without it everything is made anew. Both give the same events.
    """
    verdicts = ledger.verdicts()
    if touched is None:
        claims, documents, group = ledger.claims(), ledger.documents(), None
    else:
        pages = _bound_to(ledger, set(touched), verdicts)
        claims = [claim for page in pages.values() for claim in page.claims]
        documents = [page.document for page in pages.values()]
        group = set(pages)
    copies = find_copies(documents)
    ledger.link_copies({page.id: None for page in documents} | {copy.document_id: copy.of for copy in copies})
    ledger.replace_events(reconcile(claims, documents, verdicts, copies=copies), of_documents=group)
    return ledger.count("event")


def _bound_to(ledger: Ledger, touched: set[str], verdicts: Sequence[Verdict]) -> dict[str, Neighbour]:
    """Return the pages bound to those touched, through any number of others, and those their events held before.

    Pages whose claims people regrouped are looked at too: their parts may have partners that the whole page has not.
    """
    by_people, settled = bound_pages(verdicts), settled_by(verdicts)
    judged = {page for said in live(verdicts) for page in documents_of(said)}
    known: dict[str, Neighbour] = {}
    group: dict[str, Neighbour] = {}
    waiting = touched | ledger.documents_sharing_events(touched)
    while waiting:
        known.update(_load(ledger, waiting - set(known), settled))
        newest = {key: known[key] for key in waiting if key in known}
        group.update(newest)
        near = ledger.documents_near({key for page in newest.values() for key in page.blocks})
        for page in newest.values():
            near |= ledger.documents_near(page.shingles, at_least=LEAST)
        near = (near | judged) - set(group)
        known.update(_load(ledger, near - set(known), settled))
        waiting = {key for key in near if key in known and any(bound(known[key], page) for page in newest.values())}
        waiting |= {key for pages in by_people if not pages.isdisjoint(newest) for key in pages} - set(group)
    return group


def _load(ledger: Ledger, ids: set[str], settled: Settled) -> dict[str, Neighbour]:
    if not ids:
        return {}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in ledger.claims(document_ids=ids):
        claims[claim.document_id].append(claim)
    return {page.id: neighbour(page, claims[page.id], settled) for page in ledger.documents(ids=ids)}
