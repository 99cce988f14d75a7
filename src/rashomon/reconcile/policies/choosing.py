"""Applying a policy to an event: which number leaves, by which rule, and what it passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.domain import Account, AccountFigure, Claim, Event, Figure, FlowOrStock, Interest, Measure
from rashomon.reconcile.accounts import group_key
from rashomon.reconcile.policies.airwars import Grade, assess, is_civil
from rashomon.reconcile.policies.groups import Group, add_up, age_of, apart, group_of
from rashomon.reconcile.policies.loading import Policy, policy_named


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNumber:
    """The numbers for one group harmed: `low`, `best`, `high`; None is unknown or open, which is not zero.

    `counted` tells whether the group is in the sum: one that may be among another's people is not (`groups.py`).
    """

    group: str
    label: str
    low: int | None
    best: int | None
    high: int | None
    note: str
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a policy makes of an event, with its name, so that no number leaves without its rule.

    `grade`, `strike`, `harm` and `conceded` (lowest and highest, None for open) are a casualty recorder's: only the
    policy `airwars` gives them.
    """

    policy: str
    low: int | None
    best: int | None
    high: int | None
    groups: tuple[GroupNumber, ...]
    grade: str | None
    notes: tuple[str, ...]
    strike: str | None = None
    harm: str | None = None
    conceded: tuple[int | None, int | None] | None = None

    @property
    def in_headlines(self) -> bool:
        """Whether a headline adds it up: by `airwars` what is fair or confirmed alone, by other policies all."""
        return self.policy != "airwars" or self.grade in HEADLINES


HEADLINES = frozenset({Grade.FAIR.value, Grade.CONFIRMED.value})
"""The grades that Airwars' headlines add up."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure with who says it."""

    account: Account
    item: AccountFigure

    @property
    def figure(self) -> Figure:
        return self.item.figure


def apply_policy(name: str, event: Event, claims: Mapping[str, Claim]) -> Chosen:
    """Apply the policy of this name to an event's accounts. Raises NotFound for a name that is none.

    `claims` are the event's claims by id. Sub-figures ("including 3 children"), groups that may share people, and
    running totals are never added.
    """
    policy = policy_named(name)
    pools = _pools(event)
    if name == "airwars":
        pools = [civil for pool in pools if (civil := [said for said in pool if is_civil(said.item)])]
    numbers = [_RULES[name](policy, pool) for pool in pools]
    groups = [_group(pool) for pool in pools]
    low, high = (add_up(groups, [each.low for each in numbers])[0], add_up(groups, [each.high for each in numbers])[0])
    best, taken = add_up(groups, [each.low if name in _NO_BEST else each.best for each in numbers])
    said = assess(event, claims) if name == "airwars" else None
    return Chosen(
        policy=name,
        low=low,
        best=None if name in _NO_BEST else best,
        high=high,
        groups=tuple(replace(number, counted=index in taken) for index, number in enumerate(numbers)),
        grade=said.grade.value if said and said.grade else None,
        notes=(
            *(number.note for number in numbers if number.note),
            *_not_added(numbers, groups, taken),
            *(said.notes if said else ()),
        ),
        strike=said.strike.value if said and said.strike else None,
        harm=said.harm.value if said else None,
        conceded=said.conceded if said else None,
    )


def headline(chosen: Iterable[Chosen]) -> tuple[int, int | None, int]:
    """Return the lowest and highest sum of events, and how many were added up.

    By `airwars` only what is fair or confirmed counts. The upper sum is None where an event's is open; an event whose
    numbers are not known adds nothing to the lower one.
    """
    counted = [each for each in chosen if each.in_headlines and (each.low is not None or each.high is not None)]
    highs = [each.high for each in counted]
    high = None if None in highs else sum(each for each in highs if each is not None)
    return sum(each.low or 0 for each in counted), high, len(counted)


def _not_added(numbers: Sequence[GroupNumber], groups: Sequence[Group], taken: frozenset[int]) -> Iterator[str]:
    """Say of each group that is not in the sum among whom its people may be."""
    for index, number in enumerate(numbers):
        if index in taken or not (number.best or number.low or number.high):
            continue
        with_them = [numbers[other].label for other in sorted(taken) if not apart(groups[index], groups[other])]
        if with_them:
            yield f"{number.label}: not added, for they may be among {', '.join(with_them)}"


def _pools(event: Event) -> list[list[_Said]]:
    """Return the figures that count, by whom they count: children are told from the civilians that they are."""
    pools: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for account in event.accounts:
        for each in account.figures:
            figure = each.figure
            if (
                figure.subset_of is None
                and not figure.superseded
                and not each.withdrawn
                and (event.aggregate or figure.flow_or_stock is FlowOrStock.FLOW)
            ):
                pools[group_key(figure), age_of(figure.group) or ""].append(_Said(account, each))
    return [pools[key] for key in sorted(pools)]


def _group(pool: Sequence[_Said]) -> Group:
    """Return what is known of a pool's people, with the claims that count them among the dead."""
    words = next((said.figure.group for said in pool if said.figure.group), None)
    actor = next((said.figure.group_actor for said in pool if said.figure.group_actor), None)
    return group_of(words, actor, frozenset(said.item.claim_id for said in _killed(pool)))


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


_RULES: Mapping[str, Callable[[Policy, Sequence[_Said]], GroupNumber]] = {
    "all": _all,
    "acled": _acled,
    "ucdp": _ucdp,
    "airwars": _all,
}

_NO_BEST = frozenset({"all", "airwars"})
"""Policies that choose nothing: they give bounds."""
