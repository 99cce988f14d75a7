"""Incidents: the claims of one page that speak of one deed, with what they together know."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise

from rashomon.domain import BlockKind, Claim, Document, Figure, Measure, Place, Stance
from rashomon.knowledge.gazetteer.folding import fold
from rashomon.reconcile.distances import Spot, radius_of, spot_of
from rashomon.reconcile.settled import NOTHING, Settled
from rashomon.reconcile.telling import aftermath_of, home_of, own_day, own_place, told_after, told_before
from rashomon.reconcile.values import (
    COARSE_KM,
    HARM,
    LOSSES,
    UNREAL,
    actors_of,
    days_apart,
    days_of,
    family_of,
    is_total,
    main_place,
    month_days,
    open_day,
    place_of,
)

WEEK = timedelta(days=7)

SHORTEST_NAME = 4
"""Letters of a title's word from which it may stand for a place: shorter ones fold to next to nothing."""

LEAST_WORDS = 5
"""Words of a claim from which two pages that have the same ones speak of one thing."""

LEDE = 2
"""Paragraphs of the body that may name where a page's deed was done, as a title may."""

_ANSWERS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.RETRACTS, Stance.ADMITS, Stance.ACCUSES, Stance.ENDORSES})

_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")

_INITIAL = re.compile(
    r"(?:^|(?<=[.!?:]\s)|(?<=[“\"]))(?:The|An?|At|In|On|By|It|He|She|They|We|But|And|After|When|[A-Z][a-z]+ly"
    r"|Police|Residents|Officials|People|Witnesses|Soldiers|Troops|Gunmen|Fighters)\b"
)
"""Words that open a sentence and are capital for that alone."""

_CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))
"""Names that every page has: a block of them would hold the whole day's pages."""

LEAP = 2000
"""A leap year, in which every month and day is a date."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as it is compared: of whom, and its bounds."""

    measure: Measure
    group_actor: str | None
    low: int | None
    high: int | None
    word: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What the claims of one page about one deed together know, as far as comparing with others needs it.

    It holds no claims, only their ids: those of a million claims are compared at once. `days` and `place` are as the
    claims give them. Where they give none, `near_days` are those before publication and `near_place` is the first
    place that the page names; `place_names` are folded names of all, `near_names` those of the page's first place
    where the claims name none, `title_names` what the page's head might name: for finding partners only, they never
    become the event's. `season` are its possible days as "MM-DD", all that is known of a page whose year is open
    (`year_open`). `counts` are its figures, `quotes` marks of its claims' words where these are `LEAST_WORDS` or more.
    """

    document_id: str
    claim_ids: tuple[str, ...]
    days: tuple[date, date] | None
    near_days: tuple[date, date] | None
    place: Spot | None
    near_place: Spot | None
    place_names: frozenset[str]
    near_names: frozenset[str]
    title_names: frozenset[str]
    season: frozenset[str]
    year_open: bool
    families: frozenset[str]
    sub_types: frozenset[str]
    actors: frozenset[str]
    counts: tuple[Count, ...]
    quotes: frozenset[bytes]
    aggregate: bool

    @property
    def id(self) -> str:
        """The smallest id of its claims: stable when other pages come and go."""
        return min(self.claim_ids)


def incidents_of(document: Document, claims: Iterable[Claim], settled: Settled = NOTHING) -> list[Incident]:
    """Group a page's claims into incidents. Plans, forecasts and hypotheses make none; remarks attach to theirs.

    What people `settled` parts claims that would be one.
    """
    ordered = sorted(claims, key=lambda claim: (claim.content.span, claim.id))
    groups: list[list[Claim]] = []
    for claim in ordered:
        if not _tells_a_deed(claim):
            continue
        home = home_of(claim, groups, document)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    _attach_remarks(ordered, groups, document)
    focus = next((place for claim in ordered if (place := place_of(claim)) and place.located), None)
    return [_incident(document, part, focus) for group in groups for part in settled.parted(group)]


def _tells_a_deed(claim: Claim) -> bool:
    if claim.status in UNREAL or claim.about:
        return False
    if claim.deed and claim.deed.type:
        return True
    if any(figure.measure in HARM for figure in claim.figures):
        return True
    return any(figure.measure in LOSSES for figure in claim.figures) and own_place(claim) and own_day(claim)


def _attach_remarks(ordered: list[Claim], groups: list[list[Claim]], document: Document) -> None:
    """Let remarks follow what they speak of.

    A denial, doubt or endorsement follows the claim it is about; words that tell no deed of their own
    follow the incident told last before them in the same paragraph or the one before.
    """
    home = {claim.id: group for group in groups for claim in group}
    for claim in ordered:
        if claim.id in home:
            continue
        target = home.get(claim.about or "")
        if target is None and not claim.about and claim.status not in UNREAL:
            target = told_before(claim, groups, document) or told_after(claim, groups, document)
            if target is None and _has_account(claim):
                target = aftermath_of(claim, groups, document)
        if target is not None:
            target.append(claim)
            home[claim.id] = target


def _has_account(claim: Claim) -> bool:
    """Tell whether a claim counts something or answers another: what no event may lose."""
    return bool(claim.figures) or claim.stance in _ANSWERS


def _incident(document: Document, group: list[Claim], focus: Place | None) -> Incident:
    days = [each for claim in group if (each := days_of(claim.when))]
    narrowest = min(days, key=days_apart) if days else None
    best = main_place(group)
    if best is not None and not best.located and radius_of(best) > COARSE_KM:
        best = None  # a river or a road as a whole is no place where pages meet
    near = narrowest or _before(document)
    season, year_open = _season(document, group, near)
    names = frozenset().union(*(_names(each) for claim in group for each in _where(claim)))
    return Incident(
        document_id=document.id,
        claim_ids=tuple(each.id for each in sorted(group, key=lambda claim: (claim.content.span, claim.id))),
        days=narrowest,
        near_days=near,
        place=spot_of(best),
        near_place=spot_of(best or focus),
        title_names=title_names(document),
        place_names=names,
        near_names=names or (_names(focus) if focus else frozenset()),
        season=season,
        year_open=year_open,
        families=frozenset(family for claim in group if (family := family_of(claim))),
        sub_types=frozenset(claim.deed.sub_type for claim in group if claim.deed and claim.deed.sub_type),
        actors=frozenset().union(*(actors_of(claim) for claim in group)),
        counts=tuple(dict.fromkeys(_count(figure) for claim in group for figure in claim.figures)),
        quotes=frozenset(mark for claim in group if (mark := _mark(claim.content.text))),
        aggregate=is_total(group[0]),
    )


def _count(figure: Figure) -> Count:
    return Count(figure.measure, figure.group_actor, figure.low, figure.high, figure.word)


def _mark(text: str) -> bytes | None:
    """Return a mark of words that two pages share only where one has them of the other, or of one speaker."""
    words = text.lower().split()
    return blake2b(" ".join(words).encode(), digest_size=8).digest() if len(words) >= LEAST_WORDS else None


def title_names(document: Document) -> frozenset[str]:
    """Return folded names that a page's head might give: capitalised words of title, dateline and lede, and pairs."""
    heads = [document.title, *(document.words_of(b) for b in document.blocks if b.kind is BlockKind.DATELINE)]
    lede = [document.words_of(b) for b in document.blocks if b.kind is BlockKind.BODY][:LEDE]
    found: set[str] = set()
    for head in (*heads, *(_INITIAL.sub(" ", words) for words in lede)):
        words = [word.removesuffix("’s").removesuffix("'s") for word in _CAPITALISED.findall(head)]
        words = [word for word in words if word not in _CALENDAR]
        found.update(fold(word) for word in words if len(word) >= SHORTEST_NAME)
        found.update(fold(f"{one} {other}") for one, other in pairwise(words))
    return frozenset(found)


def _names(place: Place) -> frozenset[str]:
    return frozenset({fold(place.name), fold(place.resolved_name or place.name)})


def _where(claim: Claim) -> list[Place]:
    return [place for place in claim.places if place.role == "where"]


def _before(document: Document) -> tuple[date, date] | None:
    """Return the week up to a page's publication: news without a day is mostly of it."""
    published = document.published.latest if document.published.known else None
    return (published - WEEK, published) if published else None


def _season(document: Document, group: list[Claim], near: tuple[date, date] | None) -> tuple[frozenset[str], bool]:
    """Return the possible days without their year, and whether the year is open."""
    if near is not None:
        return month_days(near), False
    opened = [day for claim in group if (day := open_day(claim.when))]
    if opened:
        return frozenset(opened), True
    published = open_day(document.published)
    if published is None:
        return frozenset(), True
    last = date.fromisoformat(f"{LEAP}-{published}")
    return month_days((last - WEEK, last)), True
