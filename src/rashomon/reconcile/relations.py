"""How the pages of an event stand to each other: who copies, quotes, repeats, updates or retracts whom.

Relations link pages and drop none. They are told from later to earlier, one of each kind a pair.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from rashomon.domain import Account, AccountFigure, Claim, Document, Relation, RelationKind, Stance
from rashomon.domain.wording import figure_in_words, quoted
from rashomon.reconcile.accounts import group_key
from rashomon.reconcile.disputes import overlap
from rashomon.reconcile.values import HARM, days_of

LEAST_QUOTED = 5
"""Words of a quotation from which two pages that have it quote one speaker, and not a phrase of the day."""

_QUOTED = re.compile(r"[“\"«]([^“”\"«»\n]{12,400})[”\"»]")


def relations_of(
    accounts: Sequence[Account], claims: Sequence[Claim], documents: Mapping[str, Document]
) -> tuple[Relation, ...]:
    """Return the relations between the pages of an event, in a stable order.

    `documents` have their `copy_of` set. A page without a day is taken for later than one with a day.
    """
    found = [
        *_copies(claims, documents),
        *_quotes(claims, documents),
        *_figures(accounts, documents),
        *_retractions(claims, documents),
    ]
    first: dict[tuple[RelationKind, str, str], Relation] = {}
    for each in sorted(found, key=lambda each: (each.kind, each.document_id, each.of, each.claim_ids, each.note)):
        first.setdefault((each.kind, each.document_id, each.of), each)
    return tuple(first.values())


def _age(document: Document) -> tuple[str, str]:
    """Return what pages are ordered by: never by when they were read, which a second reading would change."""
    days = days_of(document.published)
    return (days[0].isoformat() if days else "9999", document.id)


def _ordered(one: str, other: str, documents: Mapping[str, Document]) -> tuple[str, str]:
    """Return two pages as (later, earlier)."""
    earlier, later = sorted((one, other), key=lambda each: _age(documents[each]))
    return later, earlier


def _copies(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Relation]:
    for page in sorted({claim.document_id for claim in claims}):
        of = documents[page].copy_of
        if of and of in documents:
            note = f"{documents[page].source.name} has most of the words of {documents[of].source.name}."
            yield Relation(kind=RelationKind.COPIES, document_id=page, of=of, note=note)


def _quotes(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Relation]:
    """Yield pages that have one quotation: they are no two sources for it."""
    where: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for words in _QUOTED.findall(claim.content.text):
            flat = " ".join(re.findall(r"\w+", words.lower()))
            if len(flat.split()) >= LEAST_QUOTED:
                where[flat].append(claim)
    for flat in sorted(where):
        first = min(where[flat], key=lambda claim: (_age(documents[claim.document_id]), claim.id))
        for claim in where[flat]:
            if claim.document_id != first.document_id:
                later, earlier = _ordered(claim.document_id, first.document_id, documents)
                note = f"both quote {quoted(flat)}."
                ids = tuple(sorted((first.id, claim.id)))
                yield Relation(kind=RelationKind.QUOTES, document_id=later, of=earlier, note=note, claim_ids=ids)


def _figures(accounts: Sequence[Account], documents: Mapping[str, Document]) -> Iterator[Relation]:
    """Yield later pages that give one voice's figure again, or another one of the same voice and group."""
    for account in accounts:
        told = [each for each in account.figures if each.figure.measure in HARM and each.figure.subset_of is None]
        pages = _page_of(account, told, documents)
        for one, other in product(told, told):
            mine, theirs = pages.get(one.claim_id), pages.get(other.claim_id)
            if mine is None or theirs is None or mine == theirs or (theirs, mine) != _ordered(mine, theirs, documents):
                continue
            if one.figure.measure is not other.figure.measure or group_key(one.figure) != group_key(other.figure):
                continue
            yield _again(account, (theirs, other), (mine, one))


def _page_of(account: Account, told: Sequence[AccountFigure], documents: Mapping[str, Document]) -> dict[str, str]:
    wanted = {each.claim_id for each in told}
    return {
        each.claim_id: each.figure.evidence.document_id
        for each in account.figures
        if each.claim_id in wanted and each.figure.evidence.document_id in documents
    }


def _again(account: Account, later: tuple[str, AccountFigure], earlier: tuple[str, AccountFigure]) -> Relation:
    voice = account.claimant.described or account.claimant.name
    new, old = figure_in_words(later[1].figure), figure_in_words(earlier[1].figure)
    same = new == old or overlap(later[1].figure, earlier[1].figure)
    note = f"{voice}: {new} again." if same else f"{voice}: {new} after {old}."
    return Relation(
        kind=RelationKind.REPEATS if same else RelationKind.UPDATES,
        document_id=later[0],
        of=earlier[0],
        note=note,
        claim_ids=(earlier[1].claim_id, later[1].claim_id),
    )


def _retractions(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[Relation]:
    """Yield pages that withdraw what an earlier page says: the outlet's own page, or one with the figure withdrawn."""
    for claim in claims:
        if claim.stance is not Stance.RETRACTS:
            continue
        for other in claims:
            if other.document_id == claim.document_id or other.stance is Stance.RETRACTS:
                continue
            if _ordered(claim.document_id, other.document_id, documents)[0] != claim.document_id:
                continue
            own = documents[claim.document_id].source.id == documents[other.document_id].source.id
            if _withdraws(claim, other) or (own and not claim.figures):
                note = f"{claim.voice.described or claim.voice.name} withdraws {quoted(other.content.text[:120])}."
                yield Relation(
                    kind=RelationKind.RETRACTS,
                    document_id=claim.document_id,
                    of=other.document_id,
                    note=note,
                    claim_ids=(other.id, claim.id),
                )


def _withdraws(claim: Claim, other: Claim) -> bool:
    """Tell whether a retraction names a figure of harm that the other claim gives."""
    return any(
        mine.measure is theirs.measure and mine.measure in HARM and (mine.low, mine.high) == (theirs.low, theirs.high)
        for mine, theirs in product(claim.figures, other.figures)
        if mine.low is not None or mine.high is not None
    )
