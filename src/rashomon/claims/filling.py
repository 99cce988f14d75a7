"""Filling a claim from its own words: deed, roles, figures, places, time, labels, and the gaps that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from rashomon.claims.deeds import FoundDeed, find_deeds
from rashomon.claims.figures import find_figures
from rashomon.claims.labels import find_labels
from rashomon.claims.pages import ReadPage
from rashomon.claims.positions import fill_parties
from rashomon.domain.claim import Figure, Label, Role, RoleKind, Step
from rashomon.domain.place import Place
from rashomon.domain.span import Span
from rashomon.domain.when import When
from rashomon.knowledge.deeds import precedence_of
from rashomon.knowledge.places import find_places
from rashomon.knowledge.times import TimeExpression, TimeShape, find_times
from rashomon.knowledge.voices.sets import word_set

_NO_TIME: Final = (TimeShape.DURATION, TimeShape.SET)
_DATELINE: Final = re.compile(r"\s*,?\s*(?:\d{4}\s*)?(?:\([^)\n]{2,40}\)\s*)?[-–—]{1,2}\s")
_CAPITALS: Final = re.compile(r"[A-Z]{3}[A-Z’' -]*(?:,\s*[A-Z][\w’' .-]*)?,?\s*(?:\([^)\n]{2,40}\)\s*)?$")
_SPOKE: Final = re.compile(
    r"\b(?:said|says|announced|declared|denied|confirmed|corrected|admitted|acknowledged|claimed|rejected|repeated|blamed"
    r"|accused|statement|communiqu[eé])\s+(?:on\s+|late\s+on\s+)?$",
    re.IGNORECASE,
)
"""Words right before a time of the telling inside told words, where another time dates the deed."""
_OPENING: Final = re.compile(
    r"\W*(?:(?:late|early|later|also)\s+)?(?:(?:on|in|at|during|by)\s+)?(?:the\s+)?", re.IGNORECASE
)
_JOINT: Final = re.compile(r"\s*,?\s*[“\"]?")
_HOURS_APART: Final = re.compile(r"\b(?:hours?|minutes?)\s+(?:later|earlier|before|after)", re.IGNORECASE)
"""Words that tell two deeds' distance and no day of either."""
_SAME: Final = re.compile(r"(?:the\s+)?same\s+\w+\s+that\s+", re.IGNORECASE)
"""A time of the telling that is the deed's by reference: "claimed the same day that its men had taken the fort"."""
_BESIDE: Final = 25
"""Characters between a time and a deed that it dates ("the Tuesday attack", "the raid of Sunday")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What the words of one claim hold."""

    deed: FoundDeed | None = None
    roles: tuple[Role, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    when: When | None = None
    labels: tuple[Label, ...] = ()
    gaps: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Findings:
    """Everything found page-wide, from which claims take what lies in their words."""

    page: ReadPage
    deeds: tuple[FoundDeed, ...]
    figures: tuple[Figure, ...]
    _times: dict[int, tuple[TimeExpression, ...]] = field(default_factory=dict, repr=False, compare=False)

    def deeds_in(self, span: Span) -> list[FoundDeed]:
        """Return the deeds whose trigger lies in a span."""
        return [deed for deed in self.deeds if deed.deed.trigger.span.within(span)]

    def figures_in(self, span: Span) -> list[Figure]:
        """Return the figures whose words lie in a span."""
        return [figure for figure in self.figures if figure.evidence.span.overlaps(span)]

    def times_of(self, sentence: int) -> tuple[TimeExpression, ...]:
        """Return the time expressions of a sentence."""
        if sentence not in self._times:
            span = self.page.reading.sentences[sentence]
            self._times[sentence] = find_times(self.page.document.text, span.start, span.end)
        return self._times[sentence]


def search(page: ReadPage) -> Findings:
    """Find deeds and figures in a whole page."""
    deeds = fill_parties(page, [d for d in find_deeds(page.document, page.reading) if page.is_on(d.deed.frame)])
    return Findings(page=page, deeds=deeds, figures=find_figures(page.document, page.reading, page.settings.rules_off))


def fill(found: Findings, content: Span, sentence: int, others: list[Span], *, told: bool = False) -> Filling:
    """Return what a claim's words hold. `others` are words of other claims in the sentence, whose values are theirs.

    `told` is for words of a voice: a time beside them is when the voice spoke ("police said on Friday") and not when
    the deed was done, unless it stands with a deed.
    """
    page = found.page
    deed = main_deed(found.deeds_in(content))
    figures = tuple(found.figures_in(content))
    places = tuple(find_places(page.document, page.reading, content))
    when = _when(found, content, sentence, others, told=told)
    gaps = []
    if deed is None:
        gaps.append("deed: no frame matches these words")
    if not places:
        gaps.append("place: not named in these words")
    if when is None:
        gaps.append("time: not named in these words")
    if deed is not None and not deed.roles:
        gaps.append("actors: none named in these words")
    return Filling(
        deed=deed,
        roles=_roles(found, deed, content),
        figures=figures,
        places=places,
        when=when,
        labels=find_labels(page, content),
        gaps=tuple(gaps),
        steps=deed.steps if deed else (),
    )


def main_deed(deeds: list[FoundDeed]) -> FoundDeed | None:
    """Return the deed that a claim is about: of an ACLED type, then one done, then by weight, precedence, order."""
    if not deeds:
        return None
    return min(deeds, key=_rank)


def _rank(deed: FoundDeed) -> tuple[bool, bool, float, int, int]:
    sub = deed.deed.sub_type
    return (sub is None, deed.negated, -deed.weight, precedence_of(sub) if sub else 99, deed.deed.trigger.span.start)


def _roles(found: Findings, deed: FoundDeed | None, content: Span) -> tuple[Role, ...]:
    """The deed's roles; where it has none, those of the other deeds in the words that have the same type."""
    if deed is None:
        return ()
    roles = list(deed.roles)
    kinds = {role.kind for role in roles}
    for other in found.deeds_in(content):
        if other is deed or other.deed.sub_type != deed.deed.sub_type:
            continue
        roles += [
            r
            for r in other.roles
            if r.kind not in kinds and not any(r.evidence.span.overlaps(x.evidence.span) for x in roles)
        ]
        kinds |= {role.kind for role in roles}
    if RoleKind.SUPPORTER not in kinds:
        for other in found.deeds_in(content):
            roles += [
                r
                for r in other.roles
                if r.kind is RoleKind.SUPPORTER and not any(r.evidence.span.overlaps(x.evidence.span) for x in roles)
            ]
    return tuple(roles)


def _when(found: Findings, content: Span, sentence: int, others: list[Span], *, told: bool) -> When | None:
    """The time in the words, else one in the sentence that stands in no other claim's words and not of the telling."""
    times = [t for t in found.times_of(sentence) if t.shape not in _NO_TIME and not _HOURS_APART.search(t.text)]
    inside = [t for t in times if t.span.within(content)]
    inside = [
        t for t in inside if not _SPOKE.search(found.page.document.text, max(0, t.span.start - 40), t.span.start)
    ] or (inside)
    outside = [t for t in times if t not in inside and not any(t.span.overlaps(o) for o in others)]
    outside = [t for t in outside if not _heads_the_page(found, sentence, t.span)]
    if told:
        outside = [
            t
            for t in outside
            if _dates_a_deed(found, t.span, content)
            or _leads(found, sentence, t.span, content)
            or _SAME.fullmatch(found.page.document.text[t.span.start : content.start])
            or _tallied(found, sentence, t, content)
        ]
    for choice in (inside, outside):
        dating = [t for t in choice if t.is_dating] or choice
        if dating:
            best = dating[0]
            return When(text=best.text, evidence=found.page.quote(best.span))
    return None


def _leads(found: Findings, sentence: int, time: Span, content: Span) -> bool:
    """Whether a time opens the sentence and the told words follow at once: "On Monday, two men died, police said"."""
    text, start = found.page.document.text, found.page.reading.sentences[sentence].start
    return time.end <= content.start and bool(
        _OPENING.fullmatch(text[start : time.start]) and _JOINT.fullmatch(text[time.end : content.start])
    )


def _tallied(found: Findings, sentence: int, time: TimeExpression, content: Span) -> bool:
    """Whether a month or longer opens a sentence of counting: "In May we recorded 19 raids" tells raids of May."""
    if time.shape is not TimeShape.DATE or time.day is not None or time.weekday is not None:
        return False
    text, start = found.page.document.text, found.page.reading.sentences[sentence].start
    between = text[time.span.end : content.start].lower().split()
    return (
        bool(between)
        and between[-1] in word_set("tally.verbs")
        and bool(_OPENING.fullmatch(text[start : time.span.start]))
    )


def _heads_the_page(found: Findings, sentence: int, time: Span) -> bool:
    """Whether a time is that of a dateline ("KIRKUK, May 4 (Agency) -"): of the page and not of a deed."""
    start = found.page.reading.sentences[sentence].start
    return bool(_DATELINE.match(found.page.document.text[start:], time.end - start)) and _led_by_place(
        found.page.document.text[start : time.start]
    )


def _led_by_place(words: str) -> bool:
    return bool(_CAPITALS.match(words))


def _dates_a_deed(found: Findings, time: Span, content: Span) -> bool:
    """Whether a time stands right beside the word of a deed that has an ACLED type and is not in the words told."""
    triggers = [deed.deed.trigger.span for deed in found.deeds if deed.deed.type is not None]
    return any(
        max(each.start - time.end, time.start - each.end) <= _BESIDE for each in triggers if not each.within(content)
    )
