"""Events: a pure function of claims, pages and live verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

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
from rashomon.reconcile.copies import Copy, copy_findings, find_copies
from rashomon.reconcile.disputes import disputes_of, findings_of
from rashomon.reconcile.incidents import incidents_of
from rashomon.reconcile.interests import interest_by_registry
from rashomon.reconcile.relations import relations_of
from rashomon.reconcile.settled import Settled, settled_by
from rashomon.reconcile.titles import title_of
from rashomon.reconcile.values import days_apart, days_of, main_place, place_of


def reconcile(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    verdicts: Sequence[Verdict] = (),
    *,
    copies: Sequence[Copy] | None = None,
    find_interest: FindInterest | None = None,
) -> tuple[Event, ...]:
    """Return the events that these claims tell, with their accounts side by side.

    The result does not depend on the order of claims or pages. Claims that a person rejected take no part; what people
    merged, split, moved or placed stays so. `copies` are the near-copies among the pages where they are known already.
    """
    copies = find_copies(documents) if copies is None else copies
    linked = {copy.document_id: copy.of for copy in copies}
    pages = {page.id: replace(page, copy_of=linked.get(page.id)) for page in documents}
    by_page: dict[str, list[Claim]] = defaultdict(list)
    rejected = _rejected(verdicts)
    for claim in claims:
        if claim.id not in rejected and claim.document_id in pages:
            by_page[claim.document_id].append(claim)
    settled = settled_by(verdicts)
    incidents = [each for page in sorted(by_page) for each in incidents_of(pages[page], by_page[page], settled)]
    changed = copy_findings(copies, pages)
    for page in sorted(by_page):
        changed[page] += check_totals(by_page[page], pages)
    interest = find_interest or interest_by_registry(pages)
    present = frozenset(claim.id for incident in incidents for claim in incident.claims)
    events = [
        _settle(_event(each, pages, interest, changed), each, settled, present) for each in cluster(incidents, settled)
    ]
    return tuple(sorted(events, key=lambda event: (_first_day(event), event.id)))


def _rejected(verdicts: Sequence[Verdict]) -> set[str]:
    """Return the claims whose last live verdict is a rejection."""
    by_subject: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in live(verdicts):
        by_subject[verdict.subject].append(verdict)
    last = {subject: standing(said) for subject, said in by_subject.items()}
    return {subject for subject, said in last.items() if said and said.judgement is Judgement.REJECT}


def _event(
    found: Cluster, pages: dict[str, Document], interest: FindInterest, changed: dict[str, list[Finding]]
) -> Event:
    claims = sorted(
        (claim for incident in found.incidents for claim in incident.claims),
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
        main_place([place for claim in claims if (place := place_of(claim))]),
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


def _settle(event: Event, found: Cluster, settled: Settled, present: frozenset[str]) -> Event:
    """Return the event with the place that a person set for it, and with what people said of its claims."""
    claims = [claim for incident in found.incidents for claim in incident.claims]
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
