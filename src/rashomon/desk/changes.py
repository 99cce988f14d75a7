"""What a verdict changed, in words: from what, to what, and in which words of the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.desk.queue.cards import described
from rashomon.domain import Claim, Judgement, Verdict
from rashomon.domain.judging import values_of
from rashomon.domain.wording import quoted
from rashomon.ledger.settling import CLAIM_ID_LENGTH

if TYPE_CHECKING:
    from rashomon.desk.context import Desk

SHORT = 90
"""Characters of a claim's words in a line of the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the history. `was` is the machine's value, `now` what the verdict sets or says."""

    label: str
    was: str
    now: str
    words: str
    href: str


def changes_of(desk: Desk, verdicts: Sequence[Verdict]) -> dict[str, Change]:
    """Return what verdicts on claims and their values changed, by the verdict's id; others are left out."""
    keys = {each.subject[:CLAIM_ID_LENGTH] for each in verdicts if each.subject.startswith("clm_")}
    claims = desk.decisions.claims_read(keys) if keys else {}
    return {each.id: _change(claim, each) for each in verdicts if (claim := claims.get(each.subject[:CLAIM_ID_LENGTH]))}


def _change(claim: Claim, verdict: Verdict) -> Change:
    _, _, field = verdict.subject.partition("/")
    words = " ".join(claim.content.text.split())
    label, was, now = "claim", "", {Judgement.ADD: "added"}.get(verdict.judgement, "as a whole")
    if field:
        plain = next((value.read for value in values_of(claim) if value.key == field), None)
        label, was = described(field.partition(".")[0], plain, claim)[:2] if plain is not None else (field, "")
        now = was
        if verdict.value is not None:
            label, now = described(field.partition(".")[0], json.loads(verdict.value), claim)[:2]
    return Change(
        label=label,
        was=was,
        now=now,
        words=quoted(f"{words[:SHORT]}…" if len(words) > SHORT else words),
        href=f"/queue/{claim.document_id}?value={verdict.subject}",
    )
