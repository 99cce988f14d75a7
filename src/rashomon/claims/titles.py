"""Headlines: a claim of the title that the body makes too is its second evidence, not another claim."""

from __future__ import annotations

from typing import Final

from rashomon.claims.drafts import Draft
from rashomon.claims.pages import ReadPage

_SHARED: Final = 0.4


def fold_titles(page: ReadPage, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without the title's claims that the body makes too; the body's claim says so in its trace."""
    if not page.is_on("title-duplicates"):
        return drafts
    body = [d for d in drafts if not d.title]
    kept: list[Draft] = []
    for draft in drafts:
        twin = _twin(draft, body) if draft.title else None
        if twin is None:
            kept.append(draft)
            continue
        note = "the title says the same"
        step = page.step("title-duplicates", "claims/titles.py", note, draft.claim.content.span)
        body[twin] = body[twin].with_claim(step)
    return [d for d in kept if d.title] + body


def _twin(title: Draft, body: list[Draft]) -> int | None:
    """The body's claim that shares most of the title's telling words, and none of whose figures say otherwise."""
    best: tuple[float, int] | None = None
    for index, draft in enumerate(body):
        if not title.topics or _differs(title, draft):
            continue
        shared = len(title.topics & draft.topics) / len(title.topics)
        same = (
            title.claim.deed is not None
            and draft.claim.deed is not None
            and title.claim.deed.sub_type == draft.claim.deed.sub_type
        )
        score = shared + (0.2 if same and shared > 0.15 else 0.0) - 0.01 * index
        if score >= _SHARED and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else None


def _differs(title: Draft, body: Draft) -> bool:
    """Whether a figure of the title is missing from the body's claim, which then is not the same claim."""
    told = {(f.low, f.high) for f in body.claim.figures}
    return any((f.low, f.high) not in told for f in title.claim.figures if (f.low, f.high) != (1, 1))
