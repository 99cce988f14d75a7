"""How a page ended: read, partly read, or refused. No page ends in silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PageState(StrEnum):
    """How far a page came."""

    READ = "read"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A page's end. `name` is the file or URL as given, `stage` where it stopped, `reason` one line for the user."""

    name: str
    state: PageState
    document_id: str | None = None
    stage: str | None = None
    reason: str = ""
    claims: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.state in (PageState.PARTLY, PageState.REFUSED) and not self.reason:
            raise ValueError(f"{self.name} ended as {self.state} without a reason")
