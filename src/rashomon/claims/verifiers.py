"""Whose aside it is: the outlet's own, or of another voice that could not verify or that denies in passing."""

from __future__ import annotations

import re
from typing import Final

from rashomon.claims.asides import FoundAside
from rashomon.claims.pages import ReadPage
from rashomon.claims.voices_named import named_voice, publisher_of
from rashomon.domain.claim import Claimant
from rashomon.domain.span import Span
from rashomon.knowledge.voices import kind_of_voice

_ACTIVE: Final = re.compile(r"(?:verify|confirm|corroborate|check)$|(?:verified|confirmed|corroborated|checked)$")
_PASSIVE: Final = re.compile(r"\bbe(?:en)?\s|\b(?:was|were|is|are)\s?(?:not|n[’']t)\b|unconfirmed|unverified")
_NAME: Final = re.compile(
    r"(?:^|[\s,;—–-])(?:the\s+)?(?P<who>[A-Z][\w.’'-]*(?:\s+(?:of\s+)?[A-Z][\w.’'-]*)*)\s*(?:has|have|had|"
    r"was|were|is|are|also)?\s*$"
)


def chain_of_aside(page: ReadPage, aside: FoundAside) -> tuple[tuple[Claimant, ...], bool]:
    """Return the chain of an aside, and whether it is another voice's than the publisher's."""
    publisher = publisher_of(page)
    if aside.who is not None:
        return (publisher, named_voice(page, aside.who)), True
    mark = page.text(aside.mark).lower()
    if not _ACTIVE.search(mark) or _PASSIVE.search(mark) or aside.aside.name != "unconfirmed":
        return (publisher,), False
    start = aside.clause.start
    before = page.document.text[start : aside.mark.start]
    named = _NAME.search(before)
    if named is None or named["who"].lower() in (publisher.name.lower(), "we", "it"):
        return (publisher,), False
    span = Span(start + named.start("who"), start + named.end("who"))
    who = Claimant(name=named["who"], kind=kind_of_voice(named["who"], page.voices), evidence=page.quote(span))
    return (publisher, who), True
