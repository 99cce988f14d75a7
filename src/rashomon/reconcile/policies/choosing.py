"""Applying a policy to an event: which number leaves, by which rule, and what it passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.domain import Account, Claim, DisputeKind, Event, Figure, FlowOrStock, Interest, Measure, Stance
from rashomon.reconcile.accounts import group_key
from rashomon.reconcile.policies.loading import Policy, policy_named


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNumber:
    """The numbers for one group harmed: `low`, `best`, `high`; None is unknown or open, which is not zero."""

    group: str
    label: str
    low: int | None
    best: int | None
    high: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a policy makes of an event, with its name, so that no number leaves without its rule."""

    policy: str
    low: int | None
    best: int | None
    high: int | None
    groups: tuple[GroupNumber, ...]
    grade: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure with who says it."""

    account: Account
    figure: Figure


def apply_policy(name: str, event: Event, claims: Mapping[str, Claim]) -> Chosen:
    """Apply the policy of this name to an event's accounts. Raises NotFound for a name that is none.

    `claims` are the event's claims by id. Sub-figures ("including 3 children") and running totals are never added.
    """
    policy = policy_named(name)
    numbers = tuple(_RULES[name](policy, pool) for pool in _pools(event))
    if name == "airwars":
        numbers = tuple(number for number in numbers if _is_civilian(number))
    return Chosen(
        policy=name,
        low=_sum([number.low for number in numbers]),
        best=_sum([number.best for number in numbers]),
        high=_sum([number.high for number in numbers]),
        groups=numbers,
        grade=_grade(event, claims) if name == "airwars" else None,
        notes=tuple(number.note for number in numbers if number.note),
    )


def _pools(event: Event) -> list[list[_Said]]:
    pools: dict[str, list[_Said]] = defaultdict(list)
    for account in event.accounts:
        for each in account.figures:
            figure = each.figure
            if (
                figure.subset_of is None
                and not figure.superseded
                and not each.withdrawn
                and (event.aggregate or figure.flow_or_stock is FlowOrStock.FLOW)
            ):
                pools[group_key(figure)].append(_Said(account, figure))
    return [pools[key] for key in sorted(pools)]


def _label(pool: Sequence[_Said]) -> str:
    return next((said.figure.group for said in pool if said.figure.group), "people")


def _killed(pool: Sequence[_Said]) -> list[_Said]:
    return [said for said in pool if said.figure.measure is Measure.KILLED]


def _all(policy: Policy, pool: Sequence[_Said]) -> GroupNumber:
    del policy
    killed = _killed(pool)
    lows = [said.figure.low for said in killed if said.figure.low is not None]
    highs = [said.figure.high for said in killed]
    high = max((each for each in highs if each is not None), default=None) if None not in highs else None
    words = [said.figure.word for said in killed if said.figure.low is None and said.figure.word]
    note = f"{_label(pool)}: {', '.join(words)}, in words only" if words else ""
    return GroupNumber(
        group=group_key(pool[0].figure),
        label=_label(pool),
        low=min(lows, default=None),
        best=None,
        high=high,
        note=note,
    )


def _acled(policy: Policy, pool: Sequence[_Said]) -> GroupNumber:
    killed = _killed(pool)
    numbers = [said.figure.low for said in killed if said.figure.low is not None]
    note = ""
    if not numbers:
        words = [said.figure.word.lower() for said in killed if said.figure.word]
        numbers = [policy.words[word] for word in words if word in policy.words]
        note = f"{_label(pool)}: “{words[0]}” taken as {numbers[0]}" if numbers else ""
    lowest = min(numbers, default=0)
    if not killed:
        note = f"{_label(pool)}: no voice says killed, so 0"
    elif len(set(numbers)) > 1:
        note = f"{_label(pool)}: lowest of {', '.join(str(each) for each in sorted(set(numbers)))}"
    return GroupNumber(
        group=group_key(pool[0].figure), label=_label(pool), low=lowest, best=lowest, high=lowest, note=note
    )


def _ucdp(policy: Policy, pool: Sequence[_Said]) -> GroupNumber:
    del policy
    killed = _killed(pool)
    reliable = [said for said in killed if said.account.interest is not Interest.ADVERSARY]
    adversary = [said for said in killed if said.account.interest is Interest.ADVERSARY]
    backed = len({said.account.root for said in killed}) > 1
    counted = reliable or (adversary if backed else [])
    lows = [said.figure.low for said in counted if said.figure.low is not None]
    tops = [_top(said.figure) for said in killed]
    highs = [each for each in tops if each is not None]
    best = min(lows, default=0)
    note = "" if counted or not adversary else f"{_label(pool)}: counted by an adversary alone, so best is 0"
    return GroupNumber(
        group=group_key(pool[0].figure),
        label=_label(pool),
        low=best,
        best=best,
        high=max([best, *highs]),
        note=note,
    )


def _top(figure: Figure) -> int | None:
    return figure.high if figure.high is not None else figure.low


def _is_civilian(number: GroupNumber) -> bool:
    words = f"{number.group} {number.label}".lower()
    return any(word in words for word in ("civilian", "people", "resident", "child", "women", "villager", "person"))


def _grade(event: Event, claims: Mapping[str, Claim]) -> str:
    """Return the Airwars grade: confirmed, contested, fair or weak."""
    told = [claims[each] for each in event.claim_ids if each in claims]
    if any(claim.stance is Stance.ADMITS for claim in told):
        return "confirmed"
    if any(dispute.kind in (DisputeKind.ACTOR, DisputeKind.DENIAL) for dispute in event.disputes):
        return "contested"
    return "fair" if len(event.roots) > 1 else "weak"


def _sum(numbers: Sequence[int | None]) -> int | None:
    """Add numbers up; one that is not known leaves the sum open."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None


_RULES: Mapping[str, Callable[[Policy, Sequence[_Said]], GroupNumber]] = {
    "all": _all,
    "acled": _acled,
    "ucdp": _ucdp,
    "airwars": _all,
}
