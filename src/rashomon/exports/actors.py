"""The two sides of an event as coding formats want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.domain import Claim, RoleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """First and second actor with those who act beside them, as names."""

    first: str
    first_beside: tuple[str, ...]
    second: str
    second_beside: tuple[str, ...]


def sides_of(claims: Sequence[Claim]) -> Sides:
    """Return who acts and who is acted upon, over all claims of an event: agents first, targets second."""
    agents = _names(claims, RoleKind.AGENT)
    targets = [name for name in _names(claims, RoleKind.TARGET, RoleKind.VICTIM) if name not in agents]
    beside = _names(claims, RoleKind.ALLY, RoleKind.SUPPORTER)
    return Sides(
        first=agents[0] if agents else "",
        first_beside=tuple(dict.fromkeys([*agents[1:], *beside])),
        second=targets[0] if targets else "",
        second_beside=tuple(targets[1:]),
    )


def _names(claims: Sequence[Claim], *kinds: RoleKind) -> list[str]:
    names = [role.actor_name or role.mention for claim in claims for role in claim.roles if role.kind in kinds]
    return list(dict.fromkeys(names))
