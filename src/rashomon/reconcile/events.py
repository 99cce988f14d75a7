"""Events: a pure function of claims, pages and live verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.domain import (
    Claim,
    Deed,
    Document,
    Event,
    Finding,
    Judgement,
    Verdict,
    When,
    content_id,
)
from rashomon.domain.judging import live, standing
from rashomon.reconcile.accounts import FindInterest, accounts_of, root_of
from rashomon.reconcile.clusters import Cluster, cluster
from rashomon.reconcile.consistency import check, check_totals
from rashomon.reconcile.copies import Copy, Sketched, copy_findings, link_copies, sketched, with_changes
from rashomon.reconcile.disputes import disputes_of, findings_of
from rashomon.reconcile.incidents import Incident, incidents_of
from rashomon.reconcile.interests import interest_by_registry
from rashomon.reconcile.relations import relations_of
from rashomon.reconcile.settled import Settled, settled_by
from rashomon.reconcile.titles import title_of
from rashomon.reconcile.values import days_apart, days_of, main_place


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as comparing with others needs it: the little that is held of every page of a ledger at once."""

    incidents: tuple[Incident, ...]
    sketched: Sketched


def reconcile(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    verdicts: Sequence[Verdict] = (),
    *,
    find_interest: FindInterest | None = None,
) -> tuple[Event, ...]:
    """Return the events that these claims tell, with their accounts side by side.

    The result does not depend on the order of claims or pages. Claims that a person rejected take no part; what people
    merged, split, moved or placed stays so.
    """
    said = Said.by(verdicts)
    by_page: dict[str, list[Claim]] = {document.id: [] for document in documents}
    for claim in claims:
        if claim.document_id in by_page:
            by_page[claim.document_id].append(claim)
    outlines = [outline_of(document, by_page[document.id], said) for document in documents]
    copies = link_copies([outline.sketched for outline in outlines])
    clusters = clusters_of(outlines, said)
    events = events_of(clusters, claims, documents, said, copies=copies, find_interest=find_interest)
    return tuple(sorted(events, key=lambda event: (_first_day(event), event.id)))


@dataclass(frozen=True, slots=True)
class Said:
    """What people said: which claims they rejected, and what they settled of events.

    `present` are the claims in any event of the ledger, where events are made of some clusters at a time.
    """

    rejected: frozenset[str]
    settled: Settled
    present: frozenset[str] | None = None

    @classmethod
    def by(cls, verdicts: Sequence[Verdict]) -> Said:
        """Return what live verdicts say."""
        return cls(frozenset(_rejected(verdicts)), settled_by(verdicts))


def outline_of(document: Document, claims: Sequence[Claim], said: Said) -> Outline:
    """Return a page as comparing with others needs it."""
    kept = [claim for claim in claims if claim.id not in said.rejected]
    return Outline(tuple(incidents_of(document, kept, said.settled)), sketched(document))


def clusters_of(outlines: Iterable[Outline], said: Said) -> list[Cluster]:
    """Return which incidents of pages are one event each."""
    return cluster([each for outline in outlines for each in outline.incidents], said.settled)


def events_of(
    clusters: Sequence[Cluster],
    claims: Sequence[Claim],
    documents: Sequence[Document],
    said: Said,
    *,
    copies: Sequence[Copy] = (),
    find_interest: FindInterest | None = None,
) -> list[Event]:
    """Return the events of some clusters. `claims` and `documents` are all of their pages and of what those copy."""
    linked = {copy.document_id: copy.of for copy in copies}
    pages = {page.id: replace(page, copy_of=linked.get(page.id)) for page in documents}
    by_id = {claim.id: claim for claim in claims}
    by_page: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id not in said.rejected and claim.document_id in pages:
            by_page[claim.document_id].append(claim)
    here = [copy for copy in copies if copy.document_id in pages and copy.of in pages]
    changed = copy_findings(with_changes(here, pages), pages)
    for page in sorted(by_page):
        changed[page] += check_totals(by_page[page], pages)
    interest = find_interest or interest_by_registry(pages)
    present = said.present
    if present is None:
        present = frozenset(key for each in clusters for incident in each.incidents for key in incident.claim_ids)
    return [
        _settle(_event(each, by_id, pages, interest, changed), each, by_id, (said.settled, present))
        for each in clusters
    ]


def _rejected(verdicts: Sequence[Verdict]) -> set[str]:
    """Return the claims whose last live verdict is a rejection."""
    by_subject: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in live(verdicts):
        by_subject[verdict.subject].append(verdict)
    last = {subject: standing(said) for subject, said in by_subject.items()}
    return {subject for subject, said in last.items() if said and said.judgement is Judgement.REJECT}


def _claims_of(found: Cluster, by_id: Mapping[str, Claim]) -> Iterator[Claim]:
    return (by_id[key] for incident in found.incidents for key in incident.claim_ids)


def _event(
    found: Cluster,
    by_id: Mapping[str, Claim],
    pages: dict[str, Document],
    interest: FindInterest,
    changed: dict[str, list[Finding]],
) -> Event:
    claims = sorted(
        _claims_of(found, by_id),
        key=lambda claim: (claim.document_id, claim.content.span, claim.id),
    )
    accounts = accounts_of(claims, pages, interest)
    document_ids = tuple(sorted({claim.document_id for claim in claims}))
    mine = {claim.id for claim in claims}
    of_pages = [
        finding
        for page in document_ids
        for finding in changed.get(page, ())
        if not finding.claim_ids or mine & set(finding.claim_ids)
    ]
    deed, place, when = (
        _deed(claims),
        main_place(claims),
        _when(claims),
    )
    total = any(incident.aggregate for incident in found.incidents)
    return Event(
        id=content_id("evt", min(claim.id for claim in claims)),
        title=title_of(claims, deed, place, total=total),
        deed=deed,
        place=place,
        when=when,
        claim_ids=tuple(claim.id for claim in claims),
        document_ids=document_ids,
        accounts=accounts,
        disputes=disputes_of(accounts, claims, pages),
        findings=(*findings_of(accounts, claims), *check(claims, pages), *of_pages),
        roots=tuple(sorted({root_of(claim, pages) for claim in claims})),
        aggregate=total,
        reasons=found.reasons,
        relations=relations_of(accounts, claims, pages),
    )


def _settle(event: Event, found: Cluster, by_id: Mapping[str, Claim], said: tuple[Settled, frozenset[str]]) -> Event:
    """Return the event with the place that a person set for it, and with what people said of its claims."""
    settled, present = said
    claims = list(_claims_of(found, by_id))
    place, why = settled.place_of(claims, event.place, present), settled.why(event.claim_ids)
    if place is event.place and not why:
        return event
    title = event.title if place is event.place else title_of(claims, event.deed, place, total=event.aggregate)
    return replace(event, place=place, title=title, reasons=(*why, *event.reasons))


def _deed(claims: Sequence[Claim]) -> Deed | None:
    """Return the deed that the event is filed under: the commonest ACLED sub-event among its claims."""
    deeds = [claim.deed for claim in claims if claim.deed and claim.deed.type]
    if not deeds:
        return next((claim.deed for claim in claims if claim.deed), None)
    kinds = [deed.sub_type for deed in deeds]
    return max(deeds, key=lambda deed: (kinds.count(deed.sub_type), -kinds.index(deed.sub_type)))


def _when(claims: Sequence[Claim]) -> When | None:
    """Return the narrowest time that a claim gives; what rival claims give beside it is shown as a dispute."""
    whens = [claim.when for claim in claims if claim.when]
    known = [(days_apart(days), str(days), when) for when in whens if (days := days_of(when))]
    if known:
        return min(known, key=lambda each: (each[0], each[2].part_of_day is None, each[1]))[2]
    return whens[0] if whens else None


def _first_day(event: Event) -> str:
    days = days_of(event.when)
    return days[0].isoformat() if days else "9999"
