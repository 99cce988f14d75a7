"""Words that judge an earlier claim: "the report is misleading", "claims that ... are untrue"."""

from __future__ import annotations

import re
from typing import Final

from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Stance
from rashomon.domain.span import Span

_SUBJECT: Final = re.compile(
    r"[\"“‘']?(?:(?:the|this|that|these|those|such|its|their|his|all|any|both)\s+)?(?:[\w’'-]+\s+){0,4}?"
    r"(?P<noun>[\w-]+)\s+[\"“‘]?(?:is|are|was|were|has|have|had|contains?|contained|amounts?|amounted)\b",
    re.IGNORECASE,
)
#: "It had credible reports" judges no earlier claim.
_HAS: Final = re.compile(r"[\"“‘']?(?:[\w’'-]+\s+){1,4}?(?:has|have|had)\s+(?!been\b)")
_LONG: Final = re.compile(
    r"[\"“‘']?(?:(?:the|any|all|such|this|these)\s+)?(?:[\w-]+[’']s?\s+)?(?P<noun>[A-Za-z]+)\s+(?:that|of|about|by|from)\s",
    re.IGNORECASE,
)


def referring_subject(page: ReadPage, content: Span) -> Span | None:
    """Return the noun of speech that is the subject of these words ("the report", "claims that ...", "it"), or None."""
    words = page.text(content)
    found = _SUBJECT.match(words)
    pronoun = found["noun"].lower() if found else ""
    if found and pronoun in ("it", "they") and judgement_in(page, content) is None:
        return None
    if found and pronoun in ("it", "they", "this", "that", "these", "those"):
        return _span(content, found)
    for match in (found, _LONG.match(words)):
        noun = page.voices.nouns.get(match["noun"].lower()) if match else None
        if match and noun is not None and not (match is not found and noun.referring):
            return _span(content, match)
    return None


def _span(content: Span, match: re.Match[str]) -> Span:
    return Span(content.start + match.start("noun"), content.start + match.end("noun"))


def judgement_in(page: ReadPage, content: Span) -> tuple[Stance, Span] | None:
    """Return what words of judgement do to a claim (deny or endorse it) and which words they are."""
    words = page.text(content).lower()
    for stance, pattern in page.judging:
        found = pattern.search(words)
        if found and not (stance is Stance.ENDORSES and _HAS.match(words)):
            return stance, Span(content.start + found.start(), content.start + found.end())
    return None


def denies_in_words(page: ReadPage, content: Span) -> bool:
    """Whether words say of a claim, which is their subject, that it is untrue."""
    found = judgement_in(page, content) if referring_subject(page, content) else None
    return found is not None and found[0] is Stance.DENIES
