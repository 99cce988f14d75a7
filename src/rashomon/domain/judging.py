"""What a claim says after people have judged it: a pure function of what was read and the live verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.domain.claim import Claim, Claimant, Deed, Figure, Role, Stance, Status
from rashomon.domain.place import Place
from rashomon.domain.serial import from_plain, to_plain
from rashomon.domain.verdict import Judgement, Verdict
from rashomon.domain.when import When

REVIEWER = "reviewer"
"""The part whose verdicts outrank a coder's, however late the coder's is."""

_MANY: dict[str, tuple[str, type]] = {
    "role": ("roles", Role),
    "figure": ("figures", Figure),
    "place": ("places", Place),
}
_CANNOT_BE_EMPTY = frozenset({"chain", "stance", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a claim that a person can judge.

    `key` is its name in a verdict's subject after the slash, stable across readings: `chain`, `stance`, `status`,
    `deed`, `when`, `role.agent.120`, `figure.fig_...`, `place.where.88` (the numbers are code points of its words).
    `read` is what the machine read (None for what a person added), `now` what stands after the verdicts (None when it
    was rejected). Both are plain JSON values.
    """

    key: str
    read: Any
    now: Any
    verdicts: tuple[Verdict, ...] = ()

    @property
    def kind(self) -> str:
        """The key's first part."""
        return self.key.partition(".")[0]

    @property
    def last(self) -> Verdict | None:
        """The verdict that stands."""
        return standing(self.verdicts)


def live(verdicts: Iterable[Verdict], *, blind: bool = False) -> list[Verdict]:
    """Return the verdicts in force by time: none undone, no undoing itself, and none made blind unless asked for."""
    ordered = sorted(verdicts, key=lambda each: (each.at, each.id))
    undone = {each.replaces for each in ordered if each.judgement is Judgement.UNDO}
    return [
        each
        for each in ordered
        if each.judgement is not Judgement.UNDO and each.id not in undone and (blind or not each.blind)
    ]


def standing(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Return the one verdict that counts among live ones on one subject: the last reviewer's, or else the last."""
    ordered = list(verdicts)
    reviewed = [each for each in ordered if each.role == REVIEWER]
    said = reviewed or ordered
    return said[-1] if said else None


def values_of(read: Claim, verdicts: Iterable[Verdict] = ()) -> list[Value]:
    """Return a claim's values in the order in which they are shown, what was added last.

    `verdicts` may hold those of other subjects, undone and blind ones: they are left aside.
    """
    by_key: dict[str, list[Verdict]] = {}
    for each in live(verdicts):
        subject, _, key = each.subject.partition("/")
        if subject == read.id and key:
            by_key.setdefault(key, []).append(each)
    values = [_value(key, plain, by_key.pop(key, [])) for key, plain in _read_values(read)]
    for key, said in by_key.items():
        if any(each.judgement is Judgement.ADD for each in said):
            values.append(_value(key, None, said))
    return values


def judged(read: Claim, verdicts: Iterable[Verdict]) -> Claim:
    """Return the claim with its live verdicts applied; without any it is the claim as it was read.

    Its id stays that of the claim as read. Raises ValueError when a verdict sets what no claim can hold.
    """
    values = values_of(read, verdicts)
    if all(value.now == value.read for value in values):
        return replace(read, gaps=(*read.gaps, *_rejected(values))) if _rejected(values) else read
    by_kind: dict[str, list[Value]] = {}
    for value in values:
        by_kind.setdefault(value.kind, []).append(value)
    changes: dict[str, Any] = {
        name: tuple(from_plain(kind, value.now) for value in by_kind.get(field, ()) if value.now is not None)
        for field, (name, kind) in _MANY.items()
    }
    changes["figures"] = _relinked(by_kind.get("figure", ()), changes["figures"])
    now = {kind: each[0].now for kind, each in by_kind.items() if kind not in _MANY}
    changes["chain"] = tuple(from_plain(Claimant, each) for each in now["chain"])
    changes["stance"], changes["negated"] = Stance(now["stance"]["stance"]), bool(now["stance"]["negated"])
    changes["status"] = Status(now["status"])
    changes["deed"] = from_plain(Deed, now["deed"]) if now.get("deed") is not None else None
    changes["when"] = from_plain(When, now["when"]) if now.get("when") is not None else None
    changes["gaps"] = (*read.gaps, *_rejected(values))
    changed = replace(read, **changes)
    return changed if changed.id == read.id else replace(changed, identity=read.id)


def key_of(kind: str, value: Role | Figure | Place) -> str:
    """Return the key of a role, figure or place."""
    if isinstance(value, Figure):
        return f"{kind}.{value.id}"
    name = value.kind.value.replace(" ", "-") if isinstance(value, Role) else value.role
    return f"{kind}.{name}.{value.evidence.span.start}"


def is_rejected(claim_id: str, verdicts: Iterable[Verdict]) -> bool:
    """Tell whether the claim as a whole stands rejected (or its adding was undone)."""
    last = standing(each for each in live(verdicts) if each.subject == claim_id)
    return last is not None and last.judgement is Judgement.REJECT


def _read_values(read: Claim) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        ("chain", to_plain(read.chain)),
        ("stance", {"stance": read.stance.value, "negated": read.negated}),
        ("status", read.status.value),
    ]
    if read.deed:
        found.append(("deed", to_plain(read.deed)))
    for kind in ("role", "figure", "place"):
        found += [(key_of(kind, each), to_plain(each)) for each in getattr(read, _MANY[kind][0])]
    if read.when:
        found.append(("when", to_plain(read.when)))
    return _apart(found)


def _apart(found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Number keys that would be the same, so that no value hides another."""
    seen: dict[str, int] = {}
    out = []
    for key, plain in found:
        seen[key] = seen.get(key, 0) + 1
        out.append((key if seen[key] == 1 else f"{key}.{seen[key]}", plain))
    return out


def _value(key: str, read: Any, said: Sequence[Verdict]) -> Value:
    last = standing(said)
    now = read
    if last is not None and last.judgement in (Judgement.EDIT, Judgement.ADD) and last.value is not None:
        now = json.loads(last.value)
    elif last is not None and last.judgement is Judgement.REJECT and key.partition(".")[0] not in _CANNOT_BE_EMPTY:
        now = None
    elif last is not None and read is None:
        now = next((json.loads(each.value) for each in reversed(said) if each.value is not None), None)
    return Value(key=key, read=read, now=now, verdicts=tuple(said))


def _rejected(values: Iterable[Value]) -> tuple[str, ...]:
    """Return gaps for what a person rejected though a claim cannot be without it."""
    return tuple(
        f"{value.key}: rejected by a person, and nothing put in its place"
        for value in values
        if value.kind in _CANNOT_BE_EMPTY and value.last and value.last.judgement is Judgement.REJECT
    )


def _relinked(values: Sequence[Value], figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Let parts of a toll point to their whole under the id that an edit gave it; a part of nothing stands alone."""
    kept = [value for value in values if value.now is not None]
    ids = {value.key.partition(".")[2]: figure.id for value, figure in zip(kept, figures, strict=True)}
    gone = {value.key.partition(".")[2] for value in values} - set(ids)
    out = []
    for figure in figures:
        whole = None if figure.subset_of in gone else ids.get(figure.subset_of or "", figure.subset_of)
        out.append(replace(figure, subset_of=whole if whole != figure.id else None))
    return tuple(out)
