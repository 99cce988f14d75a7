"""Places and times carried over from the words before in the same paragraph, said so in the trace."""

from __future__ import annotations

import re
from typing import Final

from rashomon.claims.drafts import Draft
from rashomon.claims.filling import Findings
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Measure, Status
from rashomon.domain.place import Place
from rashomon.domain.span import Span
from rashomon.domain.when import When
from rashomon.knowledge.places import find_places

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
#: A toll of what was told before, not of something new.
_SINCE: Final = re.compile(
    r"\b(?:since|later|now|then|subsequently)\b|\b(?:ha[sd]|have)\s+(?:\w+\s+)?(?:risen|climbed|grown|increased)\b"
)
_SPARED: Final = (Status.PREDICTED, Status.PLANNED, Status.HYPOTHETICAL)


def carry_over(found: Findings, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with place and time for tolls that name none, from the words before in the same paragraph.

    Only tolls carry over: they are of the deed that the paragraph tells. What is carried is named as such in the
    trace and stays among the gaps, so that a reader sees that the words themselves do not say it.
    """
    page = found.page
    if not page.is_on("carried-over"):
        return drafts
    result = list(drafts)
    for index, draft in enumerate(drafts):
        if (
            draft.title
            or draft.aside
            or draft.claim.status in _SPARED
            or not (any(f.measure in _HARM for f in draft.claim.figures) or _goes_on(page, drafts, index))
        ):
            continue
        result[index] = _with_deed(page, result, index)
        for name in ("places", "when"):
            if getattr(result[index].claim, name):
                continue
            source = _source(result, index, name)
            value = getattr(source.claim, name) if source is not None else _before(found, result[index], name)
            if value:
                how = "carried over" if source is not None else "named before"
                result[index] = _carried(page, result[index], (name, value, how))
    return result


def _goes_on(page: ReadPage, drafts: list[Draft], index: int) -> bool:
    """Whether a claim is the second half of what a voice says in one sentence ("said that A and that B")."""
    draft, before = drafts[index], drafts[index - 1] if index else None
    if before is None or draft.claim.deed is None or draft.claim.deed.type is None:
        return False
    if before.sentence != draft.sentence or before.claim.chain != draft.claim.chain:
        return False
    between = page.document.text[before.claim.content.span.end : draft.claim.content.span.start].strip()
    return between == "and" or not draft.own


def _with_deed(page: ReadPage, drafts: list[Draft], index: int) -> Draft:
    """Give a toll that has changed ("the number has since risen to 13") the deed of the claim that told it first."""
    draft = drafts[index]
    changed = [f for f in draft.claim.figures if f.rule.startswith("toll")]
    if draft.claim.deed is not None or not changed or not _SINCE.search(draft.claim.content.text):
        return draft
    for other in range(index - 1, -1, -1):
        claim = drafts[other].claim
        if draft.paragraph - drafts[other].paragraph > 1 or drafts[other].title or claim.status in _SPARED:
            continue
        same = any(f.measure is changed[0].measure for f in claim.figures)
        if claim.deed is None or claim.deed.type is None or not same:
            continue
        trigger = claim.deed.trigger
        note = f"deed carried over, from {trigger.text!r}: the toll is that of the claim before"
        step = page.step("carried-over", "claims/carrying.py", note, trigger.span)
        gap = f"deed: carried over from {trigger.text!r}"
        gaps = tuple(gap if each.startswith("deed:") else each for each in draft.claim.gaps)
        return draft.with_claim(step, deed=claim.deed, gaps=gaps)
    return draft


def _before(found: Findings, draft: Draft, name: str) -> tuple[Place, ...] | When | None:
    """Return the place or time that the words before in the paragraph give last, where no claim before gives any.

    A sentence need be no claim to say where it is: "The drivers of the Homs garage came back. Two had died there."
    A time is taken only from a sentence that tells no speaker's: there it is mostly that of the telling.
    """
    page = found.page
    for sentence in range(draft.sentence, -1, -1):
        if page.paragraphs[sentence] != draft.paragraph or page.paragraphs[sentence] < 0:
            return None
        span = page.reading.sentences[sentence]
        end = min(span.end, draft.claim.content.span.start)
        if name == "places" and end > span.start:
            where = [p for p in find_places(page.document, page.reading, Span(span.start, end)) if p.role == "where"]
            if where:
                return (where[-1],)
        if name == "when" and sentence < draft.sentence and found.deeds_in(span):
            times = [t for t in found.times_of(sentence) if t.is_dating]
            voiced = any(span.start <= each.cue[0].start < span.end for each in page.reading.attributions if each.cue)
            if times and not voiced:
                return When(text=times[0].text, evidence=page.quote(times[0].span))
    return None


def _source(drafts: list[Draft], index: int, name: str) -> Draft | None:
    for other in range(index - 1, -1, -1):
        candidate = drafts[other]
        if candidate.paragraph != drafts[index].paragraph:
            return None
        if (
            candidate.title
            or candidate.claim.status in _SPARED
            or not (candidate.claim.deed or candidate.claim.figures)
        ):
            continue
        if getattr(candidate.claim, name):
            return candidate
    return None


def _carried(page: ReadPage, draft: Draft, taken: tuple[str, tuple[Place, ...] | When, str]) -> Draft:
    name, value, how = taken
    what = "place" if name == "places" else "time"
    evidence = value.evidence if isinstance(value, When) else value[0].evidence
    if evidence is None:
        return draft
    note = f"{what} {how}, from {evidence.text!r} in the same paragraph: these words name none"
    step = page.step("carried-over", "claims/carrying.py", note, evidence.span)
    words = f"{what}: carried over from" if how == "carried over" else f"{what}: {how} in"
    gaps = tuple(f"{words} {evidence.text!r}" if gap.startswith(f"{what}:") else gap for gap in draft.claim.gaps)
    return draft.with_claim(step, **{name: value}, gaps=gaps)
