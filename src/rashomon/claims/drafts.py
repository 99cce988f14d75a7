"""A claim on its way: the claim so far, and what later rules need to know of where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.domain.claim import Claim, Step
from rashomon.domain.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim with its place in the page.

    `sentence` and `paragraph` count from 0; `topics` are the telling words of its content; `own` says that the outlet
    itself speaks; `referent` are the words that name an earlier claim, where this claim is about one; `meta` that it
    does no more than speak of another claim; `act` that it tells a verbal deed in the outlet's voice.
    """

    claim: Claim
    sentence: int
    paragraph: int
    topics: frozenset[str]
    own: bool = False
    title: bool = False
    meta: bool = False
    referent: Span | None = None
    aside: str = ""

    def with_claim(self, *steps: Step, **changes: object) -> Draft:
        """Return a draft whose claim has these fields replaced and these steps added to its trace."""
        if steps:
            changes["trace"] = (*self.claim.trace, *steps)
        return replace(self, claim=self.claim.with_changes(**changes))
