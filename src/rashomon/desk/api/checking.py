"""Values that come as JSON: they must fit the domain's types, and their words must stand in the page."""

from __future__ import annotations

import json
from typing import Any

from fastapi import HTTPException

from rashomon.desk.queue.reading import OpenPage
from rashomon.domain import Claim, Judgement, Verdict
from rashomon.domain.judging import Value, judged


def checked_value(value: Value, plain: Any, opened: OpenPage, claim: Claim) -> str:
    """Return the value as a verdict keeps it. Raises HTTPException 422 with what does not fit."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    trial = Verdict(
        subject=f"{claim.id}/{value.key}",
        judgement=Judgement.EDIT if value.read is not None else Judgement.ADD,
        by="trial",
        at=opened.document.retrieved_at,
        value=text,
    )
    if plain is None:
        raise HTTPException(422, "An edit needs a value.")
    try:
        text.encode("utf-8")
        changed = judged(claim, [trial])
        wrong = [each for each in changed.evidences() if not each.holds_in(opened.document.text)]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise HTTPException(422, f"The value does not fit: {type(error).__name__}: {error}"[:300]) from error
    if wrong:
        raise HTTPException(422, f"“{wrong[0].text[:80]}” does not stand at {wrong[0].span.start} of the page.")
    return text
