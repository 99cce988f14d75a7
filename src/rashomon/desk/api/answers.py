"""What the API's files share: how errors are described, and values as plain JSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import Path, Query

from rashomon.desk.api import models
from rashomon.domain import Verdict
from rashomon.domain.serial import to_plain

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": models.Problem} for status in (400, 401, 403, 404, 422, 503)
}
FASTER: dict[int | str, dict[str, Any]] = {409: {"model": models.Conflict}}
CHANGED: dict[int | str, dict[str, Any]] = {409: {"model": models.Problem}}

Key = Annotated[str, Path(max_length=40)]
Start = Annotated[int, Query(ge=0, le=10_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]


def verdict_out(verdict: Verdict) -> models.VerdictOut:
    """Return a verdict as the API gives it."""
    return models.VerdictOut(
        id=verdict.id,
        subject=verdict.subject,
        judgement=verdict.judgement.value,
        by=verdict.by,
        role=verdict.role,
        at=verdict.at.isoformat(),
        value=json.loads(verdict.value) if verdict.value is not None else None,
        reason=verdict.reason,
        replaces=verdict.replaces,
        blind=verdict.blind,
    )


def plain(value: Any) -> models.Plain:
    """Return a page, claim, event or actor as JSON, with its id."""
    return {"id": value.id, **to_plain(value)}


def fields_of(given: Any, *, without: frozenset[str] = frozenset({"reason"})) -> dict[str, str]:
    """Return what came as JSON as the fields of a form: one way checks both."""
    said = given.model_dump(exclude=set(without), exclude_none=True)
    return {name: str(value) for name, value in said.items()}
