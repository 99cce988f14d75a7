"""Which claims of one page speak of one deed, before pages are compared.

News is told from a lede: what follows speaks of the same deed until it says otherwise. So a claim joins the incident
told last before it that it does not contradict, and opens a new one when it gives another day, another place, another
kind of deed, or says that it turns elsewhere. Two claims that contradict each other never join: a page that tells two
events apart knows better than any similarity.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from rashomon.domain import Claim, Document, Figure, Place, Stance
from rashomon.knowledge.gazetteer.folding import fold
from rashomon.reconcile.distances import within_reach
from rashomon.reconcile.keys import words_key
from rashomon.reconcile.taking import sentence_of, taken_up, told_words
from rashomon.reconcile.values import HARM, actors_of, carries, days_of, family_of, is_total, place_of

REACH = 3
"""How many paragraphs a claim that names neither place nor day may stand from the incident it belongs to."""


_ELSEWHERE = re.compile(
    r"(?:separately|elsewhere|meanwhile|in (?:a |an )?(?:separate|another|other|different)\b|in a related"
    r"|(?:a|the) (?:second|third|fourth)\b|another\b|also (?:on|in)\b|earlier (?:this|last)\b"
    r"|(?:\w+ ){0,3}(?:hours?|minutes|days?|weeks?|night|evening|morning) (?:earlier|later|before|after)\b"
    r"|last (?:week|month|year)\b|on another front|a separate)",
    re.IGNORECASE,
)
"""Words at a sentence's start by which a page turns to something else."""


_BEFORE = re.compile(
    r"\b(?:follow(?:s|ed|ing)?|came after|had (?:been )?\w+(?:ed|en|ck|ne|wn)|the day before"
    r"|(?:a|one|two|three) (?:days?|weeks?) (?:before|earlier)|earlier)\b",
    re.IGNORECASE,
)
"""Words by which a page mentions what went before the deed that it is about."""


_CONTINUES = re.compile(
    r"\b(?:the|this|that|these|those|its|their|his|her)\s+(?:\w+\s+){0,2}?(?:attack|raid|strike|bombing|bombardment|shelling"
    r"|ambush|clash|fighting|battle|blast|explosion|incident|assault|operation|offensive|convoy|killing|victim|dead"
    r"|wounded|injured|others|bodies|toll)s?\b|\b(?:others|too|also|another|still|now)\b|\bdied (?:in hospital|of)\b"
    r"|\bof the (?:dead|wounded|injured|victims|two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
    re.IGNORECASE,
)
"""Words by which a sentence goes on about a deed that was told before."""


_TACTICS = frozenset(
    {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
        "Sexual violence",
        "Abduction/forced disappearance",
    }
)
"""Sub-events that name how it was done: a page that names two of them in two paragraphs tells two deeds."""


_BESIDE = frozenset({"Other", "Arrests", "Change to group/activity", "Agreement"})
"""Strategic developments that are told beside violence as what came of it, when they give no place and day."""


TOWN = "populated place"
"""The kind of a place where people live."""


LONGEST_AFTERMATH = 14
"""Days after a deed in which what a page tells without a place is what came of it: deaths in hospital, statements."""


def home_of(claim: Claim, groups: list[list[Claim]], document: Document) -> list[Claim] | None:
    """Find the incident that a claim belongs to, the one told last before it first."""
    turned = _turns_elsewhere(claim, document)
    taken = _taken_up(claim, groups, document)
    order = [(each is taken, *_standing(each, claim, document)) for each in groups]
    for index in sorted(range(len(groups)), key=order.__getitem__, reverse=True):
        group = groups[index]
        if is_total(claim) and not is_total(group[0]) and not _sums_up(claim, group):
            continue
        if is_total(group[0]) and not is_total(claim) and not _same_breath(claim, group[-1], document):
            continue
        if any(_apart(claim, other) for other in group) or _opens_anew(claim, group, document):
            continue
        if _sums_up(claim, group) or (not turned and _leans_on(claim, group, document)):
            return group
        if _says_the_same(claim, group) and not (turned and _tells_alike(group, claim)):
            return group
        if group is taken and not (own_place(claim) and own_day(claim)):
            return group
    return None


def _tells_alike(group: list[Claim], claim: Claim) -> bool:
    """Tell whether an incident has nothing of its own by which a page that turns elsewhere could come back to it."""
    here, places = place_of(claim), [place for other in group if (place := place_of(other))]
    return here is None or not any(_same_place(here, there) for there in places)


def _taken_up(claim: Claim, groups: list[list[Claim]], document: Document) -> list[Claim] | None:
    """Return the incident that a claim takes up by its words ("the shooting"), if it is one and no other."""
    incidents = [group for group in groups if not is_total(group[0])]
    if len(incidents) < 2 or is_total(claim):
        return None
    index = taken_up(claim, [told_words(group, document) for group in incidents])
    return None if index is None else incidents[index]


def _sums_up(claim: Claim, group: list[Claim]) -> bool:
    """Tell whether a count of deeds only says how many the accusation before it speaks of."""
    kind = claim.deed.sub_type if claim.deed else None
    return kind in _TACTICS and any(
        other.deed is not None and other.deed.sub_type == kind and other.voice.name == claim.voice.name
        for other in group
    )


def _standing(group: list[Claim], claim: Claim, document: Document) -> tuple[bool, bool, bool, int]:
    """Return how strongly an incident draws what follows.

    One told in the same paragraph first, then one that is no aside to what came before, then one that has a place of
    its own, then the one told last.
    """
    beside = _paragraphs_between(claim, group[-1], document) == 0
    placed = any(own_place(each) for each in group)
    return beside, not _is_background(group, document), placed, group[-1].content.span.start


def _is_background(group: list[Claim], document: Document) -> bool:
    """Tell whether an incident is mentioned in one paragraph, as what went before: "it followed a raid on Tuesday"."""
    together = _paragraphs_between(group[0], group[-1], document) == 0
    return together and bool(_BEFORE.search(sentence_of(document.text, group[0].content.span)))


def _opens_anew(claim: Claim, group: list[Claim], document: Document) -> bool:
    """Tell whether a claim in a new paragraph tells another deed: another tactic, or another place, taken up afresh.

    A sentence that goes on ("the attack", "the convoy", "others") never does.
    """
    if _paragraphs_between(claim, group[-1], document) == 0 or claim.deed is None or claim.deed.type is None:
        return False
    if _CONTINUES.search(claim.content.text):
        return False
    kinds = {other.deed.sub_type for other in group if other.deed} & _TACTICS
    afresh = own_place(claim) or own_day(claim) or _turns_elsewhere(claim, document)
    if kinds and afresh and claim.deed.sub_type in _TACTICS - kinds:
        return True
    actors = frozenset().union(*(actors_of(other) for other in group))
    subtypes = {other.deed.sub_type for other in group if other.deed}
    if subtypes and afresh and claim.deed.sub_type in _TACTICS - subtypes and actors and not actors & actors_of(claim):
        return True
    if any(_counts_anew(claim, other) or _at_another_hour(claim, other) for other in group):
        return True
    here = place_of(claim) if own_place(claim) else None
    places = [place for other in group if (place := place_of(other)) and own_place(other)]
    return here is not None and bool(places) and not any(_same_place(here, there) for there in places)


def _counts_anew(claim: Claim, other: Claim) -> bool:
    """Tell whether one voice gives two counts that cannot be of one deed: nobody has two tolls for it in one page."""
    if claim.voice.name != other.voice.name or Stance.RETRACTS in (claim.stance, other.stance):
        return False
    return any(
        mine.measure is theirs.measure
        and mine.measure in HARM
        and _of_one_group(mine, theirs)
        and not any(each.subset_of or each.superseded for each in (mine, theirs))
        and mine.low is not None
        and theirs.low is not None
        and (mine.low > (theirs.high or math.inf) or theirs.low > (mine.high or math.inf))
        for mine in claim.figures
        for theirs in other.figures
    )


def _of_one_group(one: Figure, other: Figure) -> bool:
    """Tell whether two figures count the same people, as far as can be told: people nobody armed are one group."""
    if one.group_actor == other.group_actor:
        return one.group_actor is not None or words_key(one.group or "") == words_key(other.group or "")
    return all(each is None or "civilian" in each for each in (one.group_actor, other.group_actor))


def _at_another_hour(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims give one day and different parts of it, each in words of its own."""
    if not (own_day(claim) and own_day(other)) or claim.when is None or other.when is None:
        return False
    mine, theirs = claim.when.part_of_day, other.when.part_of_day
    return claim.when.day == other.when.day is not None and mine is not None and theirs is not None and mine != theirs


def _turns_elsewhere(claim: Claim, document: Document) -> bool:
    """Tell whether the sentence or paragraph of a claim begins by turning to something else."""
    start = claim.content.span.start
    before = document.text[max(0, start - 400) : start]
    opening = re.split(r"(?<=[.!?])[”\"’]?\s|\n", before)[-1] + document.text[start : start + 40]
    return bool(_ELSEWHERE.match(opening.lstrip(" “\"‘'")))


def _same_breath(claim: Claim, other: Claim, document: Document) -> bool:
    """Tell whether a harm figure follows the total it belongs to in one paragraph, from the same voice."""
    together = _paragraphs_between(claim, other, document) == 0
    return together and claim.voice.name == other.voice.name and not own_day(claim) and not own_place(claim)


def _apart(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims cannot be of one deed."""
    mine, theirs = days_of(claim.when), days_of(other.when)
    if mine and theirs and (mine[1] < theirs[0] or theirs[1] < mine[0]) and not _is_aftermath(claim, mine, theirs):
        return True
    here, there = place_of(claim), place_of(other)
    if here and there and _far(here, there):
        return True
    families = _family_beside(claim), _family_beside(other)
    return bool(families[0] and families[1] and families[0] != families[1])


def _is_aftermath(claim: Claim, mine: tuple[date, date], theirs: tuple[date, date]) -> bool:
    """Tell whether a later day is that of a statement, a count or a death in hospital, and not of another deed.

    It is when the claim names no place and no way in which it was done.
    """
    if own_place(claim) or not timedelta() < mine[0] - theirs[1] <= timedelta(days=LONGEST_AFTERMATH):
        return False
    kind = claim.deed.sub_type if claim.deed else None
    return kind is None or kind in _BESIDE or kind == "Attack"


def _family_beside(claim: Claim) -> str | None:
    """Return the family, None for what violence brings with it unless it has a place and day of its own."""
    beside = claim.deed is not None and claim.deed.sub_type in _BESIDE
    return None if beside and not (own_place(claim) and own_day(claim)) else family_of(claim)


def _far(one: Place, other: Place) -> bool:
    """Tell whether two places cannot be one: out of each other's reach, or both unknown and named otherwise."""
    if one.located and other.located:
        return not within_reach(one, other)
    if one.gazetteer_id and other.gazetteer_id:
        return not _same_place(one, other)
    return False


def _same_place(one: Place, other: Place) -> bool:
    if one.gazetteer_id and other.gazetteer_id:
        return one.gazetteer_id == other.gazetteer_id or _contains(one, other)
    return fold(one.name) == fold(other.name)


def _contains(one: Place, other: Place) -> bool:
    """Tell whether one place is an area that holds the other: a town that shares its province's name holds nothing."""
    return any(
        area.kind != TOWN and fold(area.name) in {fold(each) for each in (*place.admin_path, place.country or "")}
        for area, place in ((one, other), (other, one))
    )


def _says_the_same(claim: Claim, group: list[Claim]) -> bool:
    """Tell whether a claim gives the place or the day of an incident, and the other too where both give it."""
    here, day = place_of(claim), days_of(claim.when)
    for other in group:
        there, theirs = place_of(other), days_of(other.when)
        place = _same_place(here, there) if here and there else None
        when = day == theirs if day and theirs else None
        if (place and when is not False) or (when and place is not False):
            return True
    return False


def _leans_on(claim: Claim, group: list[Claim], document: Document) -> bool:
    """Tell whether a claim that lacks a place or a day of its own stands near enough to take part."""
    if own_place(claim) and own_day(claim):
        return False
    return any(_paragraphs_between(claim, other, document) <= REACH for other in group)


def own_place(claim: Claim) -> bool:
    """Tell whether a claim's own words, or those before it in its paragraph, give its place."""
    return place_of(claim) is not None and not carries(claim, "place")


def own_day(claim: Claim) -> bool:
    """Tell whether a claim's own words give its day, or those before it in its paragraph."""
    return days_of(claim.when) is not None and not carries(claim, "time")


def _paragraphs_between(claim: Claim, other: Claim, document: Document) -> int:
    first, last = sorted((claim.content.span.start, other.content.span.start))
    return sum(1 for block in document.reporting() if first < block.span.start <= last)


def told_before(claim: Claim, groups: list[list[Claim]], document: Document) -> list[Claim] | None:
    """Return the incident that a remark speaks of: the one it takes up, else the one told last before it.

    That is in its paragraph or the one before, incidents before totals.
    """
    taken = _taken_up(claim, groups, document)
    if taken is not None and not any(_apart(claim, other) for other in taken):
        return taken
    group = _nearest(claim, groups, document, reach=1)
    return None if group is None or any(_apart(claim, other) for other in group) else group


def told_after(claim: Claim, groups: list[list[Claim]], document: Document) -> list[Claim] | None:
    """Return the incident told next to a remark that stands before all others: a page may open with what it saw."""
    later = [group for group in groups if group[0].content.span.start > claim.content.span.start]
    if len(later) < len(groups) or not later:
        return None
    group = min(later, key=lambda each: each[0].content.span.start)
    near = _paragraphs_between(claim, group[0], document) <= 1
    return group if near and not any(_apart(claim, other) for other in group) else None


def aftermath_of(claim: Claim, groups: list[list[Claim]], document: Document) -> list[Claim] | None:
    """Return the incident of which a count or an answer tells what came of it, wherever that is.

    The families that came to another town, and the ministry that answers two days later, belong to the incident told
    last before them: an account must not be lost because it gives a place or a day of its own. On a page that tells
    one incident they belong to it wherever they stand.
    """
    incidents = [group for group in groups if not is_total(group[0])]
    group = _taken_up(claim, groups, document) or _nearest(claim, groups, document, reach=REACH)
    return group or (incidents[0] if len(incidents) == 1 else None)


def _nearest(claim: Claim, groups: list[list[Claim]], document: Document, *, reach: int) -> list[Claim] | None:
    near = [
        (not is_total(group[0]), *_standing(group, claim, document)[:3], told.content.span.start, index)
        for index, group in enumerate(groups)
        for told in group
        if told.content.span.start < claim.content.span.start and _paragraphs_between(claim, told, document) <= reach
    ]
    return groups[max(near)[-1]] if near else None
