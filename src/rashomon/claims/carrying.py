"""Places and times carried over from the claim before in the same paragraph, said so in the trace."""

from __future__ import annotations

from typing import Final

from rashomon.claims.drafts import Draft
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Measure, Status

_HARM: Final = frozenset(
    {
        Measure.KILLED,
        Measure.WOUNDED,
        Measure.KILLED_OR_WOUNDED,
        Measure.CAPTURED,
        Measure.MISSING,
        Measure.NEUTRALISED,
        Measure.SURRENDERED,
    }
)
_SPARED: Final = (Status.PREDICTED, Status.PLANNED, Status.HYPOTHETICAL)


def carry_over(page: ReadPage, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with place and time for tolls that name none, from a claim before in the same paragraph.

    Only tolls carry over: they are of the deed that the paragraph tells. What is carried is named as such in the
    trace and stays among the gaps, so that a reader sees that the words themselves do not say it.
    """
    if not page.is_on("carried-over"):
        return drafts
    result = list(drafts)
    for index, draft in enumerate(drafts):
        if (
            draft.title
            or draft.aside
            or draft.claim.status in _SPARED
            or not any(f.measure in _HARM for f in draft.claim.figures)
        ):
            continue
        for name in ("places", "when"):
            if getattr(result[index].claim, name):
                continue
            source = _source(result, index, name)
            if source is not None:
                result[index] = _carried(page, result[index], source, name)
    return result


def _source(drafts: list[Draft], index: int, name: str) -> Draft | None:
    for other in range(index - 1, -1, -1):
        candidate = drafts[other]
        if candidate.paragraph != drafts[index].paragraph:
            return None
        if candidate.title or candidate.claim.status in _SPARED or candidate.claim.deed is None:
            continue
        if getattr(candidate.claim, name):
            return candidate
    return None


def _carried(page: ReadPage, draft: Draft, source: Draft, name: str) -> Draft:
    value = getattr(source.claim, name)
    what = "place" if name == "places" else "time"
    evidence = value[0].evidence if name == "places" else value.evidence
    note = f"{what} carried over from {evidence.text!r} in the same paragraph: these words name none"
    step = page.step("carried-over", "claims/carrying.py", note, evidence.span)
    gaps = tuple(
        f"{what}: carried over from {evidence.text!r}" if gap.startswith(f"{what}:") else gap
        for gap in draft.claim.gaps
    )
    return draft.with_claim(step, **{name: value}, gaps=gaps)
