"""Checking the word lists: every example must read as its entry says. Deed frames are checked in `deeds_check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rashomon.claims.deeds_check import Read
from rashomon.claims.extract import extract
from rashomon.claims.figures import find_figures
from rashomon.domain.claim import Claim, RoleKind
from rashomon.knowledge.examples import Example
from rashomon.knowledge.offices import find_holders
from rashomon.knowledge.times.finder import matched_rules
from rashomon.knowledge.voices import kind_of_voice, load_voices
from rashomon.settings import Settings

_SETTINGS: Final = Settings(reader="lexical")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFault:
    """An example that does not read as its entry says, and what was found instead."""

    example: Example
    found: str

    def __str__(self) -> str:
        wanted = ", ".join(
            f"{key} {value!r}" for key, value in self.example.wanted.items() if key not in ("text", "list")
        )
        where = f"{self.example.file}: {self.example.entry}"
        return f"{where} wants {wanted} in {self.example.text!r}; found {self.found or 'nothing'}"


def check_words(examples: Iterable[Example], read: Read) -> Iterator[WordFault]:
    """Read each example by rules alone and yield those that come out otherwise than their entry says."""
    for example in examples:
        found = _CHECKS[example.kind](example, read)
        if found is not None:
            yield WordFault(example=example, found=found)


def _claims(example: Example, read: Read) -> tuple[Claim, ...]:
    document, reading = read(example.text)
    return extract(document, reading, _SETTINGS)


def _claim(example: Example, read: Read) -> str | None:
    """Some claim has the entry's stance and status; for a group of verbs also its name in the trace."""
    claims = _claims(example, read)
    wanted = example.wanted
    if wanted.get("referring"):
        return None if any(claim.about is not None for claim in claims) else _told(claims)
    return None if any(_fits(claim, wanted) for claim in claims) else _told(claims)


def _fits(claim: Claim, wanted: Mapping[str, Any]) -> bool:
    stances = {wanted.get("stance"), wanted.get("object_stance")} - {None}
    graver = wanted.get("status") not in (claim.status, "attributed") and claim.status != "disputed"
    named = "name" not in wanted or wanted["name"] == "citation" or _by_group(claim, str(wanted["name"]))
    target = wanted.get("target")
    aimed = target is None or any(r.kind is RoleKind.TARGET and r.mention == target for r in claim.roles)
    if wanted.get("status") == "attributed" and claim.status == "stated":
        return False
    return claim.stance in stances and not graver and named and aimed


def _by_group(claim: Claim, name: str) -> bool:
    return any(f"is {name}" in step.note for step in claim.trace)


def _told(claims: Iterable[Claim]) -> str:
    return "; ".join(f"{c.content.text!r} {c.stance} {c.status}" for c in claims)


def _aside(example: Example, read: Read) -> str | None:
    claims = _claims(example, read)
    rule = f"aside-{str(example.wanted['name']).replace(' ', '-')}"
    found = any(step.rule == rule for claim in claims for step in claim.trace)
    return None if found and any(claim.stance == example.wanted["stance"] for claim in claims) else _told(claims)


def _voice(example: Example, read: Read) -> str | None:
    del read
    kind = kind_of_voice(example.text, load_voices())
    return None if kind == example.entry else f"the kind {kind!r}"


def _label(example: Example, read: Read) -> str | None:
    labels = [label for claim in _claims(example, read) for label in claim.labels]
    if any(label.tone == example.wanted["tone"] for label in labels):
        return None
    return "; ".join(f"{label.word.text!r} {label.tone}" for label in labels)


def _figures(example: Example, read: Read) -> str | None:
    document, reading = read(example.text)
    found = [(f.measure.value, f.group, f.low, f.high) for f in find_figures(document, reading)]
    rows = example.wanted["figures"]
    wanted = [tuple(None if each == "" else each for each in row) for row in rows]
    return None if sorted(map(str, found)) == sorted(map(str, wanted)) else str(found)


def _time(example: Example, read: Read) -> str | None:
    del read
    rules = matched_rules(example.text)
    return None if example.entry in rules else ", ".join(rules)


def _holder(example: Example, read: Read) -> str | None:
    del read
    names = [term.name for holding in find_holders(example.text) for term in holding.terms]
    holder = example.wanted["holder"]
    right = set(names) == {holder} if holder else not names
    return None if right else ", ".join(names)


_CHECKS: Final[dict[str, Callable[[Example, Read], str | None]]] = {
    "claim": _claim,
    "aside": _aside,
    "voice": _voice,
    "label": _label,
    "figures": _figures,
    "time": _time,
    "holder": _holder,
}
