"""What the lists of the queue's forms offer."""

from __future__ import annotations

from functools import cache
from typing import Any

from rashomon.domain import (
    FlowOrStock,
    Granularity,
    Measure,
    Modifier,
    PartOfDay,
    RoleKind,
    Stance,
    Status,
    VoiceKind,
)


class Lenient(dict[str, Any]):
    """A plain value whose left-out fields read as None, as forms need them."""

    def __missing__(self, key: str) -> None:
        return None


def lenient(plain: Any) -> Any:
    """Return a plain value in which every dict, at any depth, is lenient."""
    if isinstance(plain, dict):
        return Lenient({key: lenient(each) for key, each in plain.items()})
    return [lenient(each) for each in plain] if isinstance(plain, list) else plain


@cache
def all_choices() -> dict[str, Any]:
    """Return every list by the name of its field."""
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415 - the lexicons wait for a form
    from rashomon.knowledge.deeds import ACLED, PLOVER  # noqa: PLC0415

    return {
        "stance": [each.value for each in Stance],
        "status": [each.value for each in Status],
        "voice_kind": [each.value for each in VoiceKind],
        "role": [each.value for each in RoleKind],
        "measure": [each.value for each in Measure],
        "modifier": [each.value for each in Modifier],
        "flow_or_stock": [each.value for each in FlowOrStock],
        "granularity": [each.value for each in Granularity],
        "part_of_day": [each.value for each in PartOfDay],
        "place_role": ["where", "admin", "origin", "target"],
        "acled": {kind: list(subs) for kind, subs in ACLED.items()},
        "plover": sorted(PLOVER),
        "actors": sorted(actor.name for actor in open_registry()),
    }
