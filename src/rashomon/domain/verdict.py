"""Verdicts: what a machine or a person decided, append-only, nothing deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rashomon.domain.ids import content_id


class Judgement(StrEnum):
    """What was decided of a subject."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One decision. `subject` is an id (and a field after a slash), `value` what an edit sets, as JSON text.

    `role` is the part in which it was made ("coder", "reviewer", or nothing where there are no parts). A `blind` one
    was made in blind double coding: it takes no effect until somebody adjudicates.
    """

    subject: str
    judgement: Judgement
    by: str
    at: datetime
    machine: bool = False
    value: str | None = None
    reason: str = ""
    replaces: str | None = None
    role: str = ""
    blind: bool = False

    @property
    def id(self) -> str:
        """An id from everything that was decided."""
        return content_id("vrd", self.subject, self.judgement, self.by, self.at.isoformat(), self.value, self.replaces)
