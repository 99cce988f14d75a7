"""Scoring whole messages: which response template answers which key template, and what every slot earns.

Recall and precision are MUC-4's over all templates: a key template without an answer counts every filler as missing, a
response template without a key counts every filler as spurious, partially correct fillers count half.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from evaluation.muc_keys import SCORED, Fill, Template
from evaluation.muc_marks import mark

#: Slots of which one must match in part before two templates may answer each other (guidelines, 3.2.1).
_CONTENT = ("perp_individual", "perp_org", "phys_tgt", "hum_tgt_name", "hum_tgt_description")
_EXHAUSTIVE = 6


@dataclass(slots=True)
class SlotScore:
    """What a slot earned: the sum of marks, how many fillers were possible and how many were given."""

    earned: float = 0.0
    possible: int = 0
    actual: int = 0

    @property
    def recall(self) -> float:
        """Earned among the possible."""
        return self.earned / self.possible if self.possible else 0.0

    @property
    def precision(self) -> float:
        """Earned among the given."""
        return self.earned / self.actual if self.actual else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of recall and precision."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0

    def add(self, other: SlotScore) -> None:
        """Add another score to this one."""
        self.earned += other.earned
        self.possible += other.possible
        self.actual += other.actual


def score_slot(responses: list[Fill], keys: list[Fill], slot: str) -> SlotScore:
    """Pair a slot's fillers best first, each once; optional fillers of the key count only when they are answered."""
    pairs = sorted(
        ((mark(response, key, slot), r, k) for r, response in enumerate(responses) for k, key in enumerate(keys)),
        key=lambda each: (-each[0], keys[each[2]].optional),
    )
    used_r: set[int] = set()
    used_k: set[int] = set()
    earned = 0.0
    for value, r, k in pairs:
        if value > 0 and r not in used_r and k not in used_k:
            used_r.add(r)
            used_k.add(k)
            earned += value
    possible = sum(1 for k, key in enumerate(keys) if k in used_k or not key.optional)
    return SlotScore(earned, possible, len(responses))


def score_pair(response: Template | None, key: Template | None) -> dict[str, SlotScore]:
    """Score every slot of a pair; None stands for a missing or spurious template."""
    return {
        slot: score_slot(response.of(slot) if response else [], key.of(slot) if key else [], slot) for slot in SCORED
    }


def may_answer(response: Template, key: Template) -> bool:
    """Tell whether two templates may be mapped: types match in part, and so does a perpetrator or a target."""
    types = [mark(r, k, "incident_type") for r in response.of("incident_type") for k in key.of("incident_type")]
    if not types or max(types) == 0:
        return False
    people = _people(response)
    for slot in _CONTENT:
        given = people if slot.startswith("hum_tgt") else response.of(slot)
        if any(mark(r, k, slot) > 0 for r in given for k in key.of(slot)):
            return True
    return False


def _people(response: Template) -> list[Fill]:
    return [*response.of("hum_tgt_name"), *response.of("hum_tgt_description")]


def map_templates(responses: list[Template], keys: list[Template]) -> list[tuple[Template | None, Template | None]]:
    """Map a message's templates one to one so that they earn most; what stays alone is missing or spurious."""
    worth = {
        (r, k): sum(slot.earned for slot in score_pair(response, key).values())
        for r, response in enumerate(responses)
        for k, key in enumerate(keys)
        if may_answer(response, key)
    }
    chosen = _best_mapping(worth, len(responses), len(keys))
    pairs: list[tuple[Template | None, Template | None]] = [(responses[r], keys[k]) for r, k in chosen]
    pairs += [(each, None) for r, each in enumerate(responses) if r not in {pair[0] for pair in chosen}]
    answered = {pair[1] for pair in chosen}
    pairs += [(None, each) for k, each in enumerate(keys) if k not in answered and not each.optional]
    return pairs


def _best_mapping(worth: dict[tuple[int, int], float], rows: int, columns: int) -> list[tuple[int, int]]:
    if max(rows, columns) > _EXHAUSTIVE:
        return _greedy(worth)
    best: tuple[float, list[tuple[int, int]]] = (-1.0, [])
    slots = [*range(columns), *[-1] * rows]
    for order in set(permutations(slots, rows)):
        pairs = [(r, k) for r, k in enumerate(order) if (r, k) in worth]
        total = sum(worth[pair] for pair in pairs)
        if (total, len(pairs)) > (best[0], len(best[1])):
            best = (total, pairs)
    return best[1]


def _greedy(worth: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for r, k in sorted(worth, key=lambda pair: -worth[pair]):
        if all(r != other[0] and k != other[1] for other in chosen):
            chosen.append((r, k))
    return chosen


def score_messages(pairs: Iterable[tuple[list[Template], list[Template]]]) -> dict[str, SlotScore]:
    """Score many messages: (response templates, key templates) each. The key "all" holds the sum over the slots."""
    totals = {slot: SlotScore() for slot in (*SCORED, "all")}
    for responses, keys in pairs:
        for response, key in map_templates(responses, keys):
            for slot, score in score_pair(response, key).items():
                totals[slot].add(score)
                totals["all"].add(score)
    return totals
