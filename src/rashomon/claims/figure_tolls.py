"""Tolls and totals: "the death toll rose to 14 from 11", "bringing to 60 the number of posts", earlier figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rashomon.claims.figure_links import Link
from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_phrases import read_phrase
from rashomon.claims.figure_words import Line
from rashomon.domain.claim import Measure, Modifier
from rashomon.knowledge.harm import NounKind

TOLL: Final = "toll"
EARLIER: Final = "earlier-toll"
_EARLIER_WORDS: Final = frozenset(["previous", "earlier", "initial", "preliminary", "first", "prior", "provisional"])
_MIDDLE: Final = frozenset(
    [
        "the",
        "overall",
        "total",
        "confirmed",
        "official",
        "known",
        "reported",
        "its",
        "combined",
        "country",
        "'s",
        "’s",
        "war",
        "current",
    ]
)


def link_tolls(line: Line, mentions: list[Mention], links: dict[int, Link], off: frozenset[str]) -> None:
    """Give tolls their measure, in place; a range "from 11 to 14" behind a toll becomes two counts.

    A figure under the rule "earlier-toll" is one that the page itself calls superseded: kept, and no rival account.
    """
    at = 0
    while at < len(line.words):
        found = line.lexicon.tolls.starting(line.words, at)
        if found is None:
            at += 1
            continue
        end, measure = found
        of_what = _of_what(line, end)
        if line.words[at:end] == ("number",) and (of_what is None or not _definite(line, at)):
            at = end
            continue
        if of_what is not None:
            end, measure = of_what
        if TOLL not in off:
            linked = _link_toll(
                line, mentions, links, (at, end), measure or _last_measure(line, mentions, links, at, end)
            )
            _give_group(line, mentions, linked, (at, end))
        at = end
    if TOLL not in off:
        _link_pronoun(line, mentions, links)
    if EARLIER not in off:
        _link_earlier(line, mentions, links)


def _give_group(line: Line, mentions: list[Mention], linked: int | None, toll: tuple[int, int]) -> None:
    """Give a count whom "the number of people displaced" names, in place."""
    at = next((i for i in range(*toll) if line.words[i : i + 1] == ("of",)), None)
    if linked is None or at is None or mentions[linked].group is not None:
        return
    phrase = read_phrase(line, at + 1, plural=True)
    if phrase.kind is NounKind.PERSON and phrase.group is not None and phrase.harm is None:
        mentions[linked] = replace(mentions[linked], group=phrase.group)


def _definite(line: Line, at: int) -> bool:
    return line.words[at - 1 : at] in {("the",), ("total",), ("overall",), ("its",), ("their",)}


def _link_pronoun(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Read on after a toll: "it now stands at 26", "was corrected to 13"."""
    for index, mention in enumerate(mentions):
        if index in links or mention.form != "number" or not mention.elliptic:
            continue
        clause = line.words[max(0, mention.first - 6) : mention.first]
        if not clause or clause[-1] not in {"at", "to"}:
            continue
        changed = any(word in line.lexicon.cues.lists["revision.changed"] for word in clause)
        tolls = {TOLL, EARLIER}
        before = [each for each in sorted(links) if each < index and (changed or links[each].rule in tolls)]
        if before and ("it" in clause or changed):
            last = before[-1]
            links[index] = Link(measure=links[last].measure, rule=TOLL)
            if _EARLIER_WORDS & set(line.words[max(0, mentions[last].first - 4) : mentions[last].first]):
                links[last] = Link(measure=links[last].measure, rule=EARLIER)


def _of_what(line: Line, end: int) -> tuple[int, Measure] | None:
    """Read "the total number of observation posts": the noun says what is counted."""
    if line.words[end - 1] == "number" or line.words[end : end + 1] == ("number",):
        end = end + 1 if line.words[end - 1] != "number" else end
    if line.words[end : end + 1] != ("of",):
        return None
    phrase = read_phrase(line, end + 1, plural=True)
    if phrase.harm is not None:
        return phrase.end, phrase.harm.measure
    if phrase.kind is not None and phrase.group is not None:
        state = line.lexicon.predicates.starting(line.words, phrase.end)
        hit = next((hit for hit in line.hits if hit.first == phrase.end and hit.measure), None)
        if hit is not None and hit.measure is not None:
            return hit.end, hit.measure
        if state is not None:
            return state
        return phrase.end, phrase.kind.measure
    return None


def _last_measure(line: Line, mentions: Sequence[Mention], links: dict[int, Link], at: int, end: int) -> Measure | None:
    """Take over what "the total" counts from the words after it or from the last count before it."""
    for position in range(end, min(end + 6, len(line.words))):
        state = line.lexicon.predicates.starting(line.words, position)
        noun = line.lexicon.harm_nouns.starting(line.words, position)
        if state is not None:
            return state[1]
        if noun is not None:
            return noun[1].measure
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        if mention.end <= at:
            if index in links:
                return links[index].measure
            if mention.harm is not None:
                return mention.harm.measure
            if mention.kind is not None and mention.form == "number":
                return mention.kind.measure
    return None


def _link_toll(
    line: Line, mentions: list[Mention], links: dict[int, Link], toll: tuple[int, int], measure: Measure | None
) -> int | None:
    """Link the count of a toll and return its index, None where there is none or it was cut in two."""
    if measure is None:
        return None
    at, end = toll
    index = _right_of(line, mentions, end)
    if index is None:
        index = _left_of(line, mentions, at)
    if index is None:
        return None
    earlier = line.words[at - 1 : at] and line.words[at - 1] in _EARLIER_WORDS
    links[index] = Link(measure=measure, rule=EARLIER if earlier else TOLL)
    mentions[index] = _exceeding(line, mentions[index])
    split = _split(line, mentions[index])
    if split is not None:
        mentions[index : index + 1] = split
        moved = {key + 1 if key > index else key: link for key, link in links.items()}
        links.clear()
        links.update(moved)
        links[index] = Link(measure=measure, rule=EARLIER)
        links[index + 1] = Link(measure=measure, rule=TOLL)
        return None
    return index


def _right_of(line: Line, mentions: Sequence[Mention], end: int) -> int | None:
    """Return the count that a toll reaches, to its right in the same clause."""
    for index, mention in enumerate(mentions):
        if mention.first < end or mention.form != "number":
            continue
        if mention.kind is not None and mention.kind is not NounKind.PERSON:
            continue
        gap = line.words[end : mention.first]
        last = gap[-1] if gap else ""
        numeral_first = line.words[mention.first]
        linked = (
            last in line.lexicon.cues.lists["revision.reach"] or numeral_first in {"from", "over", "above"} or not gap
        )
        if last in line.lexicon.cues.lists["revision.by"] or (last == "from" and len(mention.parts) < 2):
            continue
        linked = linked or last == "from"
        if (
            not linked
            or ";" in gap
            or len(gap) > 18
            or any(
                hit.measure and hit.first >= end and hit.first < mention.first and hit.voice == "active"
                for hit in line.hits
            )
        ):
            return None
        return index
    return None


def _left_of(line: Line, mentions: Sequence[Mention], at: int) -> int | None:
    """Return the count of "bringing to 14 the death toll"."""
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        if mention.end > at or mention.form != "number":
            continue
        gap = line.words[mention.end : at]
        fits = all(word in _MIDDLE for word in gap) and line.words[mention.first - 1 : mention.first] in {
            ("to",),
            ("at",),
        }
        return index if fits else None
    return None


def _exceeding(line: Line, mention: Mention) -> Mention:
    """Read "the toll topped 100" as above 100."""
    above = line.lexicon.cues.lists["revision.above"]
    if (
        mention.modifier is Modifier.EXACT
        and mention.first
        and line.words[mention.first - 1] in above
        and mention.low is not None
    ):
        return replace(mention, low=mention.low + 1, high=None, modifier=Modifier.MORE_THAN)
    return mention


def _split(line: Line, mention: Mention) -> list[Mention] | None:
    """Cut "from 11 to 14" behind a toll into the earlier figure and the new one."""
    if len(mention.parts) != 2 or "from" not in {line.words[mention.first], line.words[max(mention.first - 1, 0)]}:
        return None
    if {"range", "ranges", "ranged", "ranging", "vary", "varied"} & set(
        line.words[max(0, mention.first - 4) : mention.first]
    ):
        return None
    first, second = mention.parts
    plain = replace(mention, modifier=Modifier.EXACT, elliptic=True, group=None, kind=None)
    old = replace(plain, first=first.first, end=first.end, low=first.value, high=first.value, parts=(first,))
    new = replace(plain, first=second.first, end=second.end, low=second.value, high=second.value, parts=(second,))
    if mention.modifier is Modifier.AT_LEAST:
        old = replace(old, first=mention.first, high=None, modifier=Modifier.AT_LEAST)
    return [old, new]


def _not_as_reported(line: Line, mention: Mention) -> bool:
    """Tell whether a count is taken back: "not nine as first reported"."""
    after = line.words[mention.end : mention.end + 5]
    back = line.words[mention.first - 1 : mention.first] in {("not",), ("from",)}
    return back and bool({"reported", "announced", "thought", "stated", "believed", "claimed"} & set(after))


def _link_earlier(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Mark the figure that a new one replaces ("to 14, up from 11"; "14, not the 11 first reported")."""
    tolls = [(index, link) for index, link in links.items() if link.rule in {TOLL, EARLIER}]
    for index, mention in enumerate(mentions):
        if index in links or mention.form != "number" or mention.harm is not None:
            continue
        start = line.phrase_before("revision.earlier", mention.first)
        if start is None and mention.first and line.words[mention.first - 1] == "the":
            start = line.phrase_before("revision.earlier", mention.first - 1)
        if start is None and _not_as_reported(line, mention):
            start = mention.first - 1
        if start is None or not (mention.elliptic or mention.kind is None or mention.kind.value == "person"):
            continue
        nearest = [
            link
            for other, link in tolls
            if mentions[other].end <= mention.first or mentions[other].first >= mention.end
        ]
        explicit = start is not None and any(
            word in _EARLIER_WORDS or word == "toll" for word in line.words[start : mention.first]
        )
        others = [links[other] for other in links if other < index]
        pool = nearest or (
            others if explicit or mention.first - start > 1 or line.words[mention.first - 1] != "from" else []
        )
        if pool:
            links[index] = Link(measure=pool[-1].measure, rule=EARLIER)
