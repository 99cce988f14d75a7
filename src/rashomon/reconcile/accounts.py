"""Accounts: what each original voice says of each group. Nine pages with one root are one account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.domain import Account, AccountFigure, Claim, Claimant, Document, Figure, Interest, Stance, VoiceKind
from rashomon.reconcile.keys import words_key

FindInterest = Callable[[Claimant, Claim, Figure | None], Interest]
"""Says whose losses or deeds a claimant speaks of; given in, since it needs the registry of actors."""

REFUSALS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.RETRACTS})
"""What a voice does with a figure that it does not put forward."""


@dataclass(frozen=True, slots=True)
class _Key:
    root: str
    group: str


def accounts_of(
    claims: Sequence[Claim], documents: Mapping[str, Document], find_interest: FindInterest
) -> tuple[Account, ...]:
    """Return the accounts of an event's claims, one a root voice and group harmed, in a stable order."""
    pools: dict[_Key, list[tuple[Claim, Figure | None]]] = defaultdict(list)
    for claim in claims:
        root = root_of(claim, documents)
        for figure in _own_figures(claim) or (None,):
            pools[_Key(root, _group_of(figure, claim) if figure else "")].append((claim, figure))
    withdrawn = _withdrawn(claims, documents)
    made = [_account(key, pool, documents, find_interest, withdrawn) for key, pool in pools.items()]
    return tuple(sorted(made, key=lambda account: (account.group or "~", account.root, account.claim_ids)))


def root_of(claim: Claim, documents: Mapping[str, Document]) -> str:
    """Return the key of the original voice.

    A known actor is one root wherever it speaks. An unnamed voice ("a medical source") is a root of its outlet only:
    two outlets' medical sources may be one person or two, so nothing is counted twice for them within an outlet. A
    copy's own voice is that of the page it copies.
    """
    document = documents[claim.document_id]
    seen = set()
    while document.copy_of and document.copy_of in documents and document.id not in seen:
        seen.add(document.id)
        document = documents[document.copy_of]
    voice = claim.voice
    if len(claim.chain) == 1:
        return f"outlet {document.source.id}"
    if voice.actor_id:
        return f"actor {voice.actor_id}"
    if voice.kind is VoiceKind.UNNAMED:
        return f"unnamed {words_key(voice.described or voice.name)} of {document.source.id}"
    return f"voice {words_key(voice.name)}"


def _own_figures(claim: Claim) -> tuple[Figure, ...]:
    """Return the figures that a claim puts forward: one who denies a count, or takes it back, does not give it.

    A correction that says both, "five and not seven", gives the new one.
    """
    if claim.stance is Stance.RETRACTS and any(figure.superseded for figure in claim.figures):
        return claim.figures
    return () if claim.stance in REFUSALS else claim.figures


def _withdrawn(claims: Sequence[Claim], documents: Mapping[str, Document]) -> frozenset[str]:
    """Return the ids of figures that a later claim of the same root or outlet takes back by their number."""
    found = set()
    for claim in claims:
        if claim.stance is not Stance.RETRACTS:
            continue
        for other in claims:
            mine = root_of(claim, documents) == root_of(other, documents)
            own = documents[claim.document_id].source.id == documents[other.document_id].source.id
            if other.stance in REFUSALS or not (mine or own):
                continue
            found |= {
                theirs.id
                for theirs in other.figures
                for figure in claim.figures
                if theirs.measure is figure.measure
                and (theirs.low, theirs.high) == (figure.low, figure.high)
                and (figure.superseded or not any(each.superseded for each in claim.figures))
            }
    return frozenset(found)


def group_key(figure: Figure) -> str:
    """Return the key of whom a figure counts: the actor where it is known, else the group's folded words."""
    return figure.group_actor or words_key(figure.group or "") or "people"


def _group_of(figure: Figure, claim: Claim) -> str:
    """Return the key of the group whose account a figure stands in: a part stands in the account of its whole."""
    whole = next((each for each in claim.figures if each.id == figure.subset_of), None)
    return group_key(whole or figure)


def _account(
    key: _Key,
    pool: list[tuple[Claim, Figure | None]],
    documents: Mapping[str, Document],
    find_interest: FindInterest,
    withdrawn: frozenset[str],
) -> Account:
    pool = sorted(pool, key=lambda pair: (_seen(pair[0], documents) or "~", pair[0].id))
    claim, figure = pool[0]
    figures = [
        AccountFigure(claim_id=claim.id, figure=each, seen=_seen(claim, documents), withdrawn=each.id in withdrawn)
        for claim, each in pool
        if each is not None
    ]
    groups = [each.group for _, each in pool if each and each.group and each.subset_of is None]
    return Account(
        claimant=claim.voice,
        root=key.root,
        group=max(groups, key=lambda words: (groups.count(words), words)) if groups else None,
        interest=find_interest(claim.voice, claim, figure),
        claim_ids=tuple(dict.fromkeys(each.id for each, _ in pool)),
        document_ids=tuple(sorted({each.document_id for each, _ in pool})),
        figures=tuple(figures),
    )


def _seen(claim: Claim, documents: Mapping[str, Document]) -> str | None:
    published = documents[claim.document_id].published
    return published.latest.isoformat() if published.known and published.latest else None
