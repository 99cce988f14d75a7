"""Rival attackers: one voice says that the army fired the shells, another that the rebels did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from rashomon.domain import Claim, Dispute, DisputeKind, Document, RoleKind, Stance
from rashomon.domain.wording import quoted
from rashomon.reconcile.accounts import REFUSALS, root_of
from rashomon.reconcile.values import HOW, UNREAL

ONE_SIDED = HOW | {"Attack", "Abduction/forced disappearance", "Looting/property destruction"}
"""Deeds that one side does to another: in a clash both sides fire, and two agents are no dispute."""

_HITS_BACK = re.compile(
    r"\b(?:attackers|pursu\w+|respon\w+|retaliat\w+|repel\w+|counter-?attack\w*|in reply)\b", re.IGNORECASE
)
"""Words by which an agent strikes back: that is no rival account of who attacked."""

FindLine = Callable[[str], Sequence[str]]
"""Gives an actor's id and those of what it is part of."""


def rival_attackers(
    claims: Sequence[Claim], documents: Mapping[str, Document], line: FindLine | None = None
) -> Iterator[Dispute]:
    """Yield pairs of original voices that name attackers who are no part of each other, once a pair of attackers.

    Only actors that the registry knows are compared: two descriptions may well mean one group. A voice that names both,
    and attackers who are told to have struck together in one claim, are no rivals.
    """
    named: dict[str, dict[str, Claim]] = {}
    for claim in claims:
        for actor in _attackers(claim):
            named.setdefault(root_of(claim, documents), {}).setdefault(actor, claim)
    together = {frozenset(pair) for claim in claims for pair in combinations(sorted(_attackers(claim)), 2)}
    if len(named) < 2:
        return
    line = line or _registry_line()
    seen: set[frozenset[str]] = set()
    for one, other in combinations(sorted(named), 2):
        for mine, theirs in ((a, b) for a in sorted(named[one]) for b in sorted(named[other])):
            pair = frozenset((mine, theirs))
            shared = mine in named[other] or theirs in named[one]
            if shared or pair in seen or pair in together or set(line(mine)) & set(line(theirs)):
                continue
            seen.add(pair)
            yield _dispute(named[one][mine], named[other][theirs])


def _attackers(claim: Claim) -> frozenset[str]:
    """Return the registered actors whom a claim makes the attacker: the accused of "blamed X", the agent of a deed."""
    hits_back = _HITS_BACK.search(claim.content.text)
    if claim.stance in REFUSALS or claim.status in UNREAL or claim.negated or claim.deed is None or hits_back:
        return frozenset()
    if claim.deed.type is None:
        kind = RoleKind.TARGET if claim.stance is Stance.ACCUSES else None
    else:
        kind = RoleKind.AGENT if claim.deed.sub_type in ONE_SIDED else None
    found = {role.actor_id for role in claim.roles if role.kind is kind and role.actor_id and "." in role.actor_id}
    speaker = claim.voice.actor_id if claim.stance is Stance.ACCUSES else None
    return frozenset(each for each in found if each and each != speaker and not each.endswith("civilians"))


def _registry_line() -> FindLine:
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415 - the registry is loaded only to reconcile

    return partial(_line, open_registry().line)


def _line(line: FindLine, actor_id: str) -> Sequence[str]:
    return (actor_id, *line(actor_id))


def _dispute(one: Claim, other: Claim) -> Dispute:
    voices = [claim.voice.described or claim.voice.name for claim in (one, other)]
    words = [quoted(_short(claim.content.text)) for claim in (one, other)]
    note = f"{voices[0]} and {voices[1]} name different attackers: {words[0]} against {words[1]}."
    return Dispute(kind=DisputeKind.ACTOR, claim_ids=(one.id, other.id), note=note)


def _short(words: str, longest: int = 120) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"
