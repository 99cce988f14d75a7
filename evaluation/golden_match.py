"""Matching extracted claims to golden ones: by evidence, and by every value that the golden claim gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rashomon.domain import Claim, RoleKind, When

Gold = dict[str, Any]

_EMPTY = frozenset(["the", "a", "an", "of", "in", "to", "and", "so", "called", "s"])
_KIND = {
    "agents": (RoleKind.AGENT,),
    "supporters": (RoleKind.SUPPORTER, RoleKind.ALLY),
    "targets": (RoleKind.TARGET, RoleKind.VICTIM),
}
#: Names of one actor in golden values and pages: a label is right when it shares a word with any of them.
_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A golden claim that none matches, what differs in the nearest, and the nearest's words."""

    id: str
    differs: tuple[str, ...]
    nearest: str


def match_claims(gold: Sequence[Gold], claims: Sequence[Claim]) -> list[Missed]:
    """Return the golden claims that no claim matches.

    A claim matches at most one golden claim, save where one says that it stands in the same words (`beside`).
    """
    by_id = {claim.id: claim for claim in claims}
    matched: dict[str, str] = {}
    missed = []
    for each in gold:
        ranked = sorted(
            (
                (differences(each, claim, matched, by_id), -_overlap(each["quote"], claim.content.text), claim)
                for claim in claims
                if claim.id not in matched.values() or "beside" in each
            ),
            key=lambda item: ("evidence" in item[0], len(item[0]), item[1]),
        )
        if ranked and not ranked[0][0]:
            matched[each["id"]] = ranked[0][2].id
        else:
            near = ranked[0] if ranked else ((), 0, None)
            missed.append(
                Missed(id=each["id"], differs=tuple(near[0]), nearest=near[2].content.text[:120] if near[2] else "")
            )
    return missed


def differences(gold: Gold, claim: Claim, matched: dict[str, str], by_id: dict[str, Claim]) -> tuple[str, ...]:
    """Return what of a golden claim's values a claim lacks; nothing where it matches.

    `matched` names the claims found for golden claims before this one: what it denies is looked up there.
    """
    if _overlap(gold["quote"], claim.content.text) < _SHARE:
        return ("evidence", "everything")
    found = [name for name, check in _CHECKS.items() if name in gold and not check(gold[name], claim)]
    if "denies" in gold and (claim.about is None or not _same_voice(claim.about, matched.get(gold["denies"]), by_id)):
        found.append("denies")
    return tuple(found)


def _same_voice(about: str, wanted: str | None, by_id: dict[str, Claim]) -> bool:
    """Whether what a denial speaks of is the golden claim or another by the same voice."""
    if wanted is None or about not in by_id:
        return False
    return about == wanted or by_id[about].voice.name == by_id[wanted].voice.name


def _overlap(quote: str, content: str) -> float:
    """The share of the shorter text's words that both have as one stretch, 1 where one holds the other."""
    one, other = _words(quote), _words(content)
    if not one or not other:
        return 0.0
    short, long = sorted((" ".join(one), " ".join(other)), key=len)
    if short in long:
        return 1.0 if len(short) >= 0.5 * len(long) or short == " ".join(one) else 0.4
    return len(set(one) & set(other)) / len(set(one) | set(other))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())


def _telling(text: str) -> set[str]:
    return {word.rstrip("s") for word in _words(text) if word not in _EMPTY}


def _alike(one: str, other: str) -> bool:
    """Whether two names share half of the shorter one's telling words ("Syria" and "Syrian" are one word here)."""
    left, right = _telling(one), _telling(other)
    shared = [word for word in left if any(_akin(word, each) for each in right)]
    return bool(left and right) and len(shared) >= _SHARE * min(len(left), len(right))


def _akin(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 3 and long.startswith(short) and len(long) - len(short) <= 2)


def _chain(gold: list[str], claim: Claim) -> bool:
    """The last voice, and those between; a chain of the publisher alone must be that, whatever its name."""
    if len(gold) == 1:
        return len(claim.chain) == 1
    between = [voice.name for voice in claim.chain[1:-1]]
    told = all(any(_alike(name, each) for each in between) for name in gold[1:-1])
    return told and len(claim.chain) >= len(gold) and _alike(gold[-1], claim.chain[-1].name)


def _figure(gold: Gold, claim: Claim) -> bool:
    measures = (gold["measure"], gold.get("either"))
    for figure in claim.figures:
        if "of" in gold and not _alike(gold["of"], figure.group or ""):
            continue
        values = figure.measure in measures and figure.low == gold["low"] and figure.high == gold["high"]
        if values and figure.flow_or_stock == gold.get("flow_or_stock", figure.flow_or_stock):
            return True
    return False


def _places(gold: list[Gold], claim: Claim) -> bool:
    """Every golden place is there, with its relation or its role as a container."""
    for each in gold:
        named = [place for place in claim.places if each["name"] in place.name or place.name in each["name"]]
        if not any(
            _stands(each, f"{p.relation} {p.evidence.text}".lower()) and (each.get("role") in (None, p.role))
            for p in named
        ):
            return False
    return True


def _stands(gold: Gold, told: str) -> bool:
    """Whether a place's relation says what the golden one does; what is across a country is in it."""
    if gold.get("relation") == "in":
        return told.split(maxsplit=1)[0] in ("in", "across", "part")
    return all(word in told for word in gold.get("relation", "").split())


def _when(gold: Gold, claim: Claim) -> bool:
    when = claim.when
    if when is None:
        return False
    checks: dict[str, Callable[[Any, When], bool]] = {
        "edtf": lambda value, w: w.edtf is not None and w.edtf.startswith(value),
        "part_of_day": lambda value, w: w.part_of_day == value,
        "granularity": lambda value, w: w.granularity == value,
        "text": lambda value, w: value.lower() in w.text.lower() or w.text.lower() in value.lower(),
        "earliest": lambda value, w: w.earliest is not None and abs((w.earliest.toordinal()) - _day(value)) <= 1,
        "latest": lambda value, w: w.latest is not None and abs((w.latest.toordinal()) - _day(value)) <= 1,
    }
    return all(checks[name](value, when) for name, value in gold.items() if name in checks)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _roles(kind: str) -> Callable[[list[str], Claim], bool]:
    def check(gold: list[str], claim: Claim) -> bool:
        told = [f"{r.mention} {r.actor_name or ''}" for r in claim.roles if r.kind in _KIND[kind]]
        return all(any(_alike(name, each) for each in told) for name in gold)

    return check


def _sides(gold: list[list[str]], claim: Claim) -> bool:
    told = [f"{r.mention} {r.actor_name or ''}" for r in claim.roles]
    return all(any(_alike(name, each) for each in told) for side in gold for name in side)


_CHECKS: dict[str, Callable[[Any, Claim], bool]] = {
    "chain": _chain,
    "stance": lambda gold, claim: claim.stance == gold,
    "status": lambda gold, claim: claim.status == gold,
    "negated": lambda gold, claim: claim.negated == gold,
    "acled": lambda gold, claim: claim.deed is not None and claim.deed.sub_type == gold,
    "figure": _figure,
    "places": _places,
    "when": _when,
    "sides": _sides,
    "agents": _roles("agents"),
    "supporters": _roles("supporters"),
    "targets": _roles("targets"),
}
