"""What must not come out of a page: the sentences of `must_not` as checks, each by its form and not by its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rashomon.domain import Claim, Document, Event, Measure, When
from rashomon.reconcile import reconcile


def broken_rules(rules: Sequence[str], document: Document, claims: Sequence[Claim]) -> list[str]:
    """Return the rules that are broken. A rule of a form that no check knows counts as broken and says so."""
    events = reconcile(tuple(claims), (document,))
    broken = []
    for rule in rules:
        for pattern, check in _CHECKS:
            match = re.search(pattern, rule)
            if match:
                if check(match, document, claims, events):
                    broken.append(rule)
                break
        else:
            broken.append(f"not checked: {rule}")
    return broken


Check = Callable[["re.Match[str]", Document, Sequence[Claim], Sequence[Event]], bool]


def _outside(match: re.Match[str], document: Document, claims: Sequence[Claim], events: Sequence[Event]) -> bool:
    del match, events
    spans = [block.span for block in document.reporting()]
    return any(not any(e.span.within(s) for s in spans) for claim in claims for e in claim.evidences())


def _killed(match: re.Match[str], document: Document, claims: Sequence[Claim], events: Sequence[Event]) -> bool:
    del document, events
    number = int(match[1])
    return any(
        f.measure is Measure.KILLED and number in (f.low, f.high) and match[2][:-2].lower() in c.content.text.lower()
        for c in claims
        for f in c.figures
    )


def _new_posts(match: re.Match[str], document: Document, claims: Sequence[Claim], events: Sequence[Event]) -> bool:
    del document, events
    number = int(match[1])
    return any(number in (f.low, f.high) and f.flow_or_stock == "flow" for c in claims for f in c.figures)


def _pinned(match: re.Match[str], document: Document, claims: Sequence[Claim], events: Sequence[Event]) -> bool:
    del document, events
    number = int(match[1])
    told = [c for c in claims if any(number in (f.low, f.high) for f in c.figures)]
    return any(
        p.located and (p.geometry is None or p.geometry.radius_km < 50)
        for c in told
        for p in c.places
        if p.name == match[2]
    )


def _event_of(match: re.Match[str], document: Document, claims: Sequence[Claim], events: Sequence[Event]) -> bool:
    del document
    told = {c.id for c in claims if match[1] in c.content.text}
    return any(told & set(event.claim_ids) for event in events)


def _date(match: re.Match[str], document: Document, claims: Sequence[Claim], events: Sequence[Event]) -> bool:
    del events
    times = [document.published, *(c.when for c in claims if c.when)]
    return any(_in_month(when, match[1]) for when in times)


def _in_month(when: When, month: str) -> bool:
    return any(
        day is not None and day.isoformat().startswith(month) for day in (when.earliest, when.latest)
    ) or month in (when.edtf or "")


_CHECKS: tuple[tuple[str, Check], ...] = (
    (r"evidence in the comments", _outside),
    (r"^(\d+) killed from [‘'“\"](\w+)", _killed),
    (r"^(\d+) as a count of new", _new_posts),
    (r"^(\d+) \w+ at a point \((\w+) has no pin", _pinned),
    (r"^an event for [‘'“\"]([^’'”\"]+)", _event_of),
    (r"^the date (\d{4}-\d{2})", _date),
)
