"""What each policy makes of an event: no number without the rule that chose it."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.domain import Event, Measure
from rashomon.reconcile.policies import Chosen, Policy, apply_policy, policies
from rashomon.report.view import ReportView
from rashomon.report.words import number

_DEAD = frozenset({Measure.KILLED, Measure.KILLED_OR_WOUNDED, Measure.NEUTRALISED})

NOTHING = "–"
"""What stands where a policy gives no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPolicy:
    """One policy's numbers in words; `taken` marks the policy that the report was asked for."""

    name: str
    title: str
    low: str
    best: str
    high: str
    grade: str
    notes: tuple[str, ...]
    taken: bool

    @property
    def range(self) -> str:
        """The numbers in one phrase: "8 to 61", "12", "at least 8", "open"."""
        known = [each for each in (self.low, self.high) if each not in (NOTHING, "open")]
        if not known:
            return "open"
        if self.low == self.high:
            return self.low
        if len(known) == 2:
            return f"{self.low} to {self.high}"
        return f"at least {self.low}" if self.high == "open" else f"up to {self.high}"


def numbers_of(event: Event, view: ReportView) -> tuple[ByPolicy, ...]:
    """Return what every policy makes of an event's dead, in their order; nothing where no dead are claimed."""
    if not any(item.figure.measure in _DEAD for account in event.accounts for item in account.figures):
        return ()
    return tuple(
        _by_policy(policy, apply_policy(name, event, view.claims), view.policy) for name, policy in policies().items()
    )


def _by_policy(policy: Policy, chosen: Chosen, taken: str) -> ByPolicy:
    none = not chosen.groups
    return ByPolicy(
        name=policy.name,
        title=policy.title,
        low=_text(chosen.low, none=none),
        best=NOTHING if chosen.best is None else number(chosen.best),
        high=_text(chosen.high, none=none),
        grade=chosen.grade or "",
        notes=chosen.notes,
        taken=policy.name == taken,
    )


def _text(value: int | None, *, none: bool) -> str:
    if value is not None:
        return number(value)
    return NOTHING if none else "open"
