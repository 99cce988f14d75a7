"""The outlet's asides on claims in its page.

"These claims remain unconfirmed", "could not be independently verified".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rashomon.claims.drafts import Draft
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Stance, Status
from rashomon.domain.span import Span
from rashomon.knowledge.voices import Aside
from rashomon.knowledge.voices.sets import word_set

_ALL: Final = re.compile(
    r"\b(?:neither|either|both|rival|competing|conflicting)\b|\bthe\s+(?:accounts|reports|allegations|"
    r"claims)\s+(?:of|from|by)\s+(?:both|either|the two)\b|\b(?:the|these|those|such)\s+(?:two\s+|"
    r"rival\s+)?(?:accounts|versions)\b"
)
_SIDES: Final = re.compile(
    r"\b(?:either|both|neither|the two|all|any)\s+(?:side|sides|party|parties|of them)\b|\brival\b|"
    r"\bbattlefield\s+(?:claims|reports|accounts)\b"
)
_PLURAL: Final = re.compile(
    r"\b(?:these|those|its|their|the|his|her|all|such|any\s+of\s+(?:the|these)|many\s+of\s+(?:the|"
    r"these))\s+(?:[\w-]+\s+){0,2}(?:claims|reports|figures|allegations|accusations|numbers|statements|"
    r"assertions|tolls|details|accounts|images|videos|accusations|boasts)\b|\bthey\b|\bclaims\b|"
    r"\bnone\s+of\b|\ball\s+(?:this|these|of)\b"
)
_EITHER: Final = re.compile(
    r"\b(?:neither|either|both)\s+(?:of\s+the\s+)?(?:accounts?|claims?|versions?|reports?|statements?|tolls?|figures?)\b"
)
#: "could not confirm reports of X": what is not confirmed is told right there.
_REPORTS: Final = re.compile(
    r"^\s+(?:the\s+|any\s+|these\s+|those\s+)?(?:[\w-]+\s+)?(?:reports?|rumou?rs?)\s+(?:of|that|about)\s+(?P<what>.+)"
)
_MORE: Final = re.compile(r"^(?:any\s+)?(?:further|more|additional|other|new|fresh)\b")
#: How many paragraphs back the other account may stand.
_BACK: Final = 2
_SPARED: Final = (Status.PREDICTED, Status.PLANNED, Status.HYPOTHETICAL)


#: Words behind a comma that open an aside.
_OPENS: Final = word_set("asides.opens")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAside:
    """An aside in a page: its lexicon entry, its clause, the words that make it one, and whom its pattern names."""

    aside: Aside
    sentence: int
    clause: Span
    mark: Span
    who: Span | None = None


def find_asides(page: ReadPage) -> tuple[FoundAside, ...]:
    """Return the asides of a page, one a sentence and kind, in order."""
    found: list[FoundAside] = []
    for index, sentence in enumerate(page.reading.sentences):
        if page.blocks[index] is None:
            continue
        low = page.text(sentence).lower()
        for aside in page.voices.asides:
            match = next((m for pattern in aside.patterns if (m := pattern.search(low))), None)
            if match is None or not page.is_on(f"aside-{aside.name.replace(' ', '-')}"):
                continue
            if _in_quotes(low, match.start()):
                continue
            mark = Span(sentence.start + match.start(), sentence.start + match.end())
            named = "who" in match.re.groupindex and match["who"] is not None
            who = Span(sentence.start + match.start("who"), sentence.start + match.end("who")) if named else None
            clause = mark if named else _clause(page, index, mark)
            found.append(FoundAside(aside=aside, sentence=index, clause=clause, mark=mark, who=who))
            break
    return tuple(found)


def _in_quotes(low: str, at: int) -> bool:
    return low.count("“", 0, at) > low.count("”", 0, at) or low.count('"', 0, at) % 2 == 1


def _clause(page: ReadPage, index: int, mark: Span) -> Span:
    """The clause of an aside: from the comma or dash that sets it off, else from the sentence's start, to the stop."""
    words = page.words(index)
    first = 0
    for at in range(words.count):
        if words.start(at) >= mark.start:
            break
        opens = words.low(at + 1) in _OPENS
        if (words.low(at) == "," and opens) or words.is_dash(at) or words.low(at) in (";", "("):
            first = at + 1
    if words.low(first) in ("but", "and", "although", "though", "while", "however", "a", ","):
        first += 1 if words.low(first) != "a" else 0
    while words.low(first) == ",":
        first += 1
    last = words.count - 1
    while last > first and not words.low(last)[-1:].isalnum() and words.low(last) not in ("”", '"'):
        last -= 1
    for at in range(first, last):
        if words.start(at) >= mark.end and words.low(at) == ";":
            last = at - 1
            break
        if words.start(at) >= mark.end and words.low(at) == "," and words.low(at + 1) in ("and", "but", "while"):
            last = at - 1
            break
    return Span(words.start(first), max(words.end(last), mark.end))


def targets_of(found: FoundAside, page: ReadPage, drafts: list[Draft]) -> list[int]:
    """Return the drafts that an aside is about, nearest first; none where the page gives no ground to choose.

    Claims of the same sentence come first. Else it is the nearest attributed claim before it in the paragraph, or in
    the paragraph before; where the aside speaks in the plural, also those before it by the same voice, and where it
    speaks of both sides ("neither claim"), those of every voice in the paragraph.
    """
    low = page.text(found.clause).lower()
    reported = _REPORTS.search(page.document.text[found.mark.end : found.clause.end].lower())
    if reported is not None:
        return _told_of(found, page, drafts, reported)
    here = [
        i
        for i, d in enumerate(drafts)
        if d.sentence == found.sentence and _can_be_target(d) and d.claim.content.span.end <= found.mark.start + 1
    ]
    if here and found.aside.stance is Stance.DENIES:
        return [i for i in here[::-1] if _voice(drafts[i]) == _voice(drafts[here[-1]])]
    if here:
        return here[::-1]
    before = [i for i, d in enumerate(drafts) if d.sentence < found.sentence and _can_be_target(d) and not d.title]
    if not before:
        return []
    named = _named(low, drafts, before)
    before = named or before
    paragraph = page.paragraphs[found.sentence]
    nearest = before[-1]
    if paragraph - drafts[nearest].paragraph > 1 and not named:
        return []
    chosen = [nearest]
    for index in before[-2::-1]:
        same_paragraph = drafts[index].paragraph == drafts[nearest].paragraph
        if _SIDES.search(low) and drafts[nearest].paragraph - drafts[index].paragraph <= 1:
            chosen.append(index)
            continue
        near = drafts[nearest].sentence - drafts[index].sentence <= len(chosen) + 3
        voice = _voice(drafts[index]) == _voice(drafts[nearest])
        if (_ALL.search(low) and same_paragraph) or (_PLURAL.search(low) and same_paragraph and near and voice):
            chosen.append(index)
        elif not _ALL.search(low) and not _SIDES.search(low):
            break
    return chosen + _other_account(drafts, before, chosen) if _EITHER.search(low) else chosen


def tells_itself(words: str) -> bool:
    """Tell whether an aside says itself what it is about ("could not confirm reports of further deaths")."""
    return any(_REPORTS.search(words[at:]) for at in (m.start() for m in re.finditer(r"\s", words)))


def _told_of(found: FoundAside, page: ReadPage, drafts: list[Draft], reported: re.Match[str]) -> list[int]:
    """What "could not confirm reports of X" is about: a claim that tells X; none where X is more of the same."""
    if _MORE.search(reported["what"]):
        return []
    start = found.mark.end + reported.start("what")
    topics = page.topics(Span(start, found.mark.end + reported.end("what")))
    told = [i for i, d in enumerate(drafts) if d.sentence < found.sentence and _can_be_target(d) and d.topics & topics]
    near = [i for i in told if page.paragraphs[found.sentence] - drafts[i].paragraph <= 1]
    return [max(near, key=lambda i: (len(drafts[i].topics & topics), i))] if near else []


def _other_account(drafts: list[Draft], before: list[int], chosen: list[int]) -> list[int]:
    """The second account that "either account" speaks of, where the paragraph has one voice alone.

    It is another voice's claim of the two paragraphs before, with most topics in common with those chosen.
    """
    voices = {_voice(drafts[i]) for i in chosen}
    if len(voices) > 1:
        return []
    topics = frozenset[str]().union(*(drafts[i].topics for i in chosen))
    first = drafts[chosen[0]].paragraph
    others = [
        i
        for i in before
        if _voice(drafts[i]) not in voices and first - drafts[i].paragraph <= _BACK and drafts[i].topics & topics
    ]
    return [max(others, key=lambda i: (len(drafts[i].topics & topics), i))] if others else []


def _voice(draft: Draft) -> str:
    return draft.claim.voice.name.lower()


def _can_be_target(draft: Draft) -> bool:
    denies = draft.claim.stance in (Stance.DENIES, Stance.DOUBTS)
    return not draft.own and not draft.meta and not draft.aside and not denies and draft.claim.status not in _SPARED


def _named(low: str, drafts: list[Draft], before: list[int]) -> list[int]:
    """The drafts whose voice the aside names ("the ministry's claim could not be verified")."""
    found = []
    for index in before:
        name = _voice(drafts[index]).removeprefix("the ")
        if len(name) > 2 and re.search(
            rf"\b{re.escape(name)}(?:[’']s?)?\s+(?:[\w-]+\s+){{0,2}}(?:claims?|reports?|figures?|allegations?|accounts?|version|toll|statements?|assertions?)\b",
            low,
        ):
            found.append(index)
    return found
