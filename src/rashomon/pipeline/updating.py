"""Bringing a ledger's events up to date: all of them, or only those that new pages touch.

Of every page of the ledger only an outline is held at once; the claims are read again some pages at a time, so that
memory does not grow with what they say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from rashomon.domain.judging import live
from rashomon.domain.regrouping import documents_of
from rashomon.reconcile import Outline, Said, clusters_of, events_of, link_copies, outline_of
from rashomon.reconcile.copies import LEAST, NEAR, Copy, containment, sketch
from rashomon.reconcile.neighbours import Neighbour, bound, neighbour, shingles_of
from rashomon.reconcile.pooling import Pool, parts_of
from rashomon.reconcile.settled import bound_pages

if TYPE_CHECKING:
    from rashomon.domain import Claim, Document, Event, Verdict
    from rashomon.ledger import Ledger
    from rashomon.reconcile.clusters import Cluster

PAGES_TOGETHER = 1000
"""Pages whose claims are held at once."""


def bring_up_to_date(ledger: Ledger, touched: Iterable[str] | None = None) -> int:
    """Make events anew and return how many the ledger holds.

    `touched` are the ids of pages that are new, read again or judged; only pages bound to them, directly or through
    others, are looked at. Without it everything is made anew. Both give the same events.
    """
    if touched is None:
        said, group = Said.by(ledger.verdicts()), None
        _file_parted(ledger, ledger.verdicts(document_ids=()))
        outlines = _outlines(ledger, ledger.document_ids(), said)
        copies = link_copies([outline.sketched for outline in outlines])
        linked = {outline.sketched.document_id for outline in outlines}
    else:
        near = _copying(ledger, set(touched))
        pages = _bound_to(ledger, set(touched), near)
        said, group = Said.by(ledger.verdicts(document_ids=pages)), set(pages)
        outlines = [outline_of(pages[key].document, pages[key].claims, said) for key in sorted(pages)]
        fresh = link_copies([outline.sketched for outline in outlines if outline.sketched.document_id in near])
        copies, linked = [*fresh, *_linked_before(ledger, group - near)], near & group
    originals = {copy.document_id: copy.of for copy in copies}
    ledger.link_copies({page: originals.get(page) for page in linked})
    clusters = clusters_of(outlines, said)
    del outlines
    ledger.replace_events(_events(ledger, clusters, copies, said), of_documents=group)
    return ledger.count("event")


def _outlines(ledger: Ledger, ids: Sequence[str], said: Said) -> list[Outline]:
    """Return the outlines of pages, with equal values held once."""
    pool, found = Pool(), []
    for start in range(0, len(ids), PAGES_TOGETHER):
        documents, claims = _pages(ledger, ids[start : start + PAGES_TOGETHER])
        for page in documents:
            outline = outline_of(page, claims[page.id], said)
            found.append(replace(outline, incidents=tuple(pool.lean(each) for each in outline.incidents)))
    return found


def _events(ledger: Ledger, clusters: Sequence[Cluster], copies: Sequence[Copy], said: Said) -> Iterator[Event]:
    """Yield the events of clusters, some pages at a time."""
    of = {copy.document_id: copy for copy in copies}
    if said.settled.places:
        present = frozenset(key for each in clusters for incident in each.incidents for key in incident.claim_ids)
        said = replace(said, present=present)
    for part in parts_of(clusters, PAGES_TOGETHER):
        ids = {incident.document_id for each in part for incident in each.incidents}
        mine: dict[str, Copy] = {}
        waiting = set(ids)
        while waiting:
            found = {key: of[key] for key in waiting if key in of and key not in mine}
            mine.update(found)
            waiting = {copy.of for copy in found.values()}
        documents, claims = _pages(ledger, sorted(ids | {copy.of for copy in mine.values()}))
        told = [claim for key in sorted(claims) for claim in claims[key]]
        yield from events_of(part, told, documents, said, copies=list(mine.values()))


def _copying(ledger: Ledger, touched: set[str]) -> set[str]:
    """Return the pages that may copy those touched, or be copied by them, through any number of others.

    Links between all other pages stand as they are: a link hangs on the words of pages, which never change.
    """
    found, waiting = set(touched), set(touched)
    while waiting:
        pages = ledger.documents(ids=waiting)
        near = (ledger.documents_overlapping(shingles_of(page), at_least=LEAST, share=NEAR) for page in pages)
        waiting = set(chain(*near)) - found
        found |= waiting
    return found


def _linked_before(ledger: Ledger, pages: set[str]) -> Iterator[Copy]:
    """Yield the links that stand of these pages, and those of what they copy."""
    seen: dict[str, Document] = {}
    waiting = set(pages)
    while waiting:
        found = {page.id: page for page in ledger.documents(ids=waiting)}
        seen.update(found)
        waiting = {page.copy_of for page in found.values() if page.copy_of} - set(seen)
    for page in seen.values():
        if page.copy_of and page.copy_of in seen:
            share = containment(sketch(page), sketch(seen[page.copy_of]))
            yield Copy(document_id=page.id, of=page.copy_of, containment=share)


def _bound_to(ledger: Ledger, touched: set[str], copying: set[str]) -> dict[str, Neighbour]:
    """Return the pages bound to those touched, through any number of others, and those their events held before."""
    group: dict[str, Neighbour] = {}
    known: dict[str, Neighbour] = {}
    regroupings = ledger.verdicts(document_ids=())
    by_people, said = bound_pages(regroupings), Said.by(regroupings)
    parted = _parted(regroupings)
    waiting = copying | ledger.documents_sharing_events(touched)
    while waiting:
        known.update(_load(ledger, waiting - set(known), said))
        newest = {key: known[key] for key in waiting if key in known}
        group.update(newest)
        ledger.file_under({key: newest[key].blocks for key in newest if key in parted})
        near = ledger.documents_near({key for page in newest.values() for key in page.blocks})
        known.update(_load(ledger, near - set(known), said))
        near -= set(group)
        waiting = {key for key in near if key in known and any(bound(known[key], page) for page in newest.values())}
        waiting |= {key for pages in by_people if not pages.isdisjoint(newest) for key in pages} - set(group)
    return group


def _parted(verdicts: Sequence[Verdict]) -> set[str]:
    """Return the pages whose claims people regrouped.

    Their parts may have partners that the whole page has not: they are filed under the keys of the parts as well.
    """
    return {page for said in live(verdicts) for page in documents_of(said)}


def _file_parted(ledger: Ledger, verdicts: Sequence[Verdict]) -> None:
    found = _load(ledger, _parted(verdicts), Said.by(verdicts))
    ledger.file_under({key: page.blocks for key, page in found.items()})


def _load(ledger: Ledger, ids: set[str], said: Said) -> Mapping[str, Neighbour]:
    documents, claims = _pages(ledger, sorted(ids))
    return {page.id: neighbour(page, claims[page.id], said.settled) for page in documents}


def _pages(ledger: Ledger, ids: Sequence[str]) -> tuple[list[Document], dict[str, list[Claim]]]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    if not ids:
        return [], claims
    for claim in ledger.claims(document_ids=ids):
        claims[claim.document_id].append(claim)
    return ledger.documents(ids=ids), claims
