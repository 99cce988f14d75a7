"""Which words of harm each count belongs to: passives, objects, "12 dead", "the deaths of 12", shared predicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Hit, Line
from rashomon.domain.claim import Measure
from rashomon.knowledge.harm import NounKind

_ENDERS: Final = frozenset([";", ":", "while", "when", "after", "before", "but", "because", "as", "until", "although", "though", "whereas", "if"])
_LINKS: Final = frozenset(["and", ",", "&", "plus", "with", "as", "or"])
_BREAKDOWN: Final = frozenset([("(",), ("–",), ("—",), ("-",), ("--",)])
_TIMES: Final = frozenset("day days week month year night morning evening afternoon weekend time hour moment".split())
_NOUNS: Final = frozenset([NounKind.PERSON, None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A count's measure, the rule that gave it, and the word to keep beside it."""

    measure: Measure
    rule: str
    word: str | None = None
    animate: bool = True


def link_mentions(line: Line, mentions: Sequence[Mention], off: frozenset[str]) -> dict[int, Link]:
    """Return each mention's link by its index. Rules named in `off` are left out."""
    links: dict[int, Link] = {}
    if "of-noun" not in off:
        _link_of_nouns(line, mentions, links)
    if "inverted" not in off:
        _link_victims(line, mentions, links)
    for hit in reversed(line.hits):
        if hit.measure is None:
            continue
        for name, rule in _RULES:
            found = [] if name in off else rule(line, mentions, hit, links)
            if found:
                for index in found:
                    links[index] = Link(measure=_measure(hit), rule=name, word=_word(line, hit), animate=hit.animate)
                break
    if "object" not in off:
        _link_elliptic(line, mentions, links)
    return links


def _link_victims(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Link "the victims included 11 schoolchildren", "the fatalities were two guards"."""
    for index, mention in enumerate(mentions):
        verb = mention.first - 1
        if verb < 1 or not _people(mention) or line.words[verb] not in {"included", "include", "were", "are", "including", ":"}:
            continue
        noun = line.lexicon.harm_nouns.ending(line.words, verb)
        if noun is not None and (not noun[1].person or noun[1].kept) and not any(m.first <= noun[0] < m.end for m in mentions):
            link = Link(measure=noun[1].measure, rule="inverted", word=line.raw(verb - 1) if noun[1].kept else None)
            for each in [index, *_chain_right(line, mentions, index, links)]:
                links[each] = link


def _link_elliptic(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Link "64 people were killed in Jonglei and 12 in Upper Nile": a bare number goes on with the last predicate."""
    for index in range(1, len(mentions)):
        mention = mentions[index]
        before = line.words[mention.first - 1 : mention.first]
        after = line.words[mention.end : mention.end + 1]
        if index in links or not mention.elliptic or mention.form != "number" or index - 1 not in links:
            continue
        if before not in {("and",), (",",)} or after not in {("in",), ("at",), ("near",), ("on",), ("during",)}:
            continue
        hits = [hit for hit in line.hits if hit.end <= mention.first and hit.measure is not None]
        if hits and hits[-1].measure is links[index - 1].measure and _clear(line, hits[-1].end, mention.first):
            links[index] = links[index - 1]


def _measure(hit: Hit) -> Measure:
    assert hit.measure is not None
    return hit.measure


def _word(line: Line, hit: Hit) -> str | None:
    return line.evidence(hit.first, hit.end).text if hit.kept else None


def _link_of_nouns(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Link "the deaths of 12 people", "claimed the lives of 12"."""
    for index, mention in enumerate(mentions):
        at = mention.first - 1
        while at > 0 and mention.form == "number" and line.has("grammar.determiners", at):
            at -= 1
        if at < 1 or line.words[at] != "of" or index in links or mention.kind not in _NOUNS or mention.harm:
            continue
        measure = line.lexicon.of_nouns.get(line.words[at - 1])
        if measure is not None and line.words[at - 2 : at - 1] != ("number",):
            link = Link(measure=measure, rule="of-noun", word=line.raw(at - 1) if measure is Measure.NEUTRALISED else None)
            for each in [index, *_chain_right(line, mentions, index, links)]:
                links[each] = link


def _people(mention: Mention) -> bool:
    """Tell whether a mention may be someone harmed: a person, an unknown noun or no noun, not a thing or a harm noun."""
    return mention.kind in _NOUNS and (mention.harm is None or mention.harm.person)


def _beside(line: Line, mentions: Sequence[Mention], hit: Hit, links: dict[int, Link]) -> list[int]:
    """Link "12 soldiers killed", "30 wounded", "two policemen dead": the count stands right before the words."""
    if hit.voice not in {"free", "state"}:
        return []
    at = hit.first
    while at > 0 and (line.adverb(at - 1) or line.has("grammar.hedges", at - 1)) and line.words[at - 1] not in {"and", "or"}:
        at -= 1
    for index, mention in enumerate(mentions):
        if mention.end != at or not _people(mention) or index in links or mention.form == "the":
            continue
        if hit.voice == "free" and _object(line, mentions, hit, links) and not _list_before(line, mention):
            return []
        if hit.voice == "free" and _governs(line, hit.end):
            return []
        left = _chain_left(line, mentions, index, links) if not _governed(line, mention) else []
        return [index, *left]
    return []


def _governs(line: Line, at: int) -> bool:
    """Tell whether an object follows a verb ("fighters held the bridge"), not a time ("killed the same day")."""
    if not line.has("grammar.determiners", at):
        return False
    return not any(word in _TIMES for word in line.words[at : at + 4])


def _list_before(line: Line, mention: Mention) -> bool:
    """Tell whether a count follows a comma or a conjunction, as in "12 killed, 30 wounded 5 missing"."""
    return mention.first > 0 and line.words[mention.first - 1] in {",", "and"} and mention.elliptic


def _governed(line: Line, mention: Mention) -> bool:
    """Tell whether an active verb of harm stands right before a count ("left 12 dead" is not; "killed 12 wounded" is)."""
    return any(hit.end == mention.first and hit.measure is not None for hit in line.hits)


def _subject(line: Line, mentions: Sequence[Mention], hit: Hit, links: dict[int, Link]) -> list[int]:
    """Link the subject of a passive ("were killed") or of "died", "fled", with all that shares the predicate."""
    if hit.voice not in {"passive", "befalls"} and not (hit.voice == "state" and hit.start < hit.first):
        return []
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        if mention.end > hit.start:
            continue
        if line.words[mention.first - 1 : mention.first] in {("nor",), ("neither",)}:
            return []
        if not _people(mention):
            if _clear(line, mention.end, hit.start):
                continue
            return []
        if index in links and not _relative(line, mention.end, hit.start):
            return []
        if not _clear(line, mention.end, hit.start):
            return []
        if _in_phrase(line, mention, hit):
            continue
        return [index, *_chain_left(line, mentions, index, links)]
    return []


def _relative(line: Line, start: int, end: int) -> bool:
    return any(word in {"who", "whom"} for word in line.words[start:end])


def _in_phrase(line: Line, mention: Mention, hit: Hit) -> bool:
    """Tell whether a count is the object of a preposition and another noun stands between it and the verb."""
    before = mention.first - 1
    governed = before >= 0 and (line.words[before] in {"in", "on", "at", "by", "with", "against", "for", "from", "to", "near", "after"})
    if not governed or line.words[before - 1 : before] == ("along",):
        return False
    gap = line.words[mention.end : hit.start]
    return "," in gap or any(line.has("grammar.determiners", at) for at in range(mention.end, hit.start))


def _objects(line: Line, mentions: Sequence[Mention], hit: Hit, links: dict[int, Link]) -> list[int]:
    """Link the objects of an active verb ("killed five soldiers and three policemen", "wounding others")."""
    if hit.voice not in {"active", "free"} or hit.befalls:
        return []
    return _object(line, mentions, hit, links)


def _object(line: Line, mentions: Sequence[Mention], hit: Hit, links: dict[int, Link]) -> list[int]:
    at = hit.end
    if line.words[at : at + 4] == (",", "among", "others", ","):
        at += 4
    while at < len(line.words) and (line.has("grammar.determiners", at) or line.words[at] in {"some", ":", "'", "‘", "“", '"', "reportedly", "also", "what"}):
        if any(mention.first == at for mention in mentions):
            break
        at += 1
    for index, mention in enumerate(mentions):
        if mention.first == at and index not in links and (_people(mention) or not mention.harm):
            chain = _chain_right(line, mentions, index, links)
            return [each for each in [index, *chain] if _people(mentions[each])]
    return []


def _inverted(line: Line, mentions: Sequence[Mention], hit: Hit, links: dict[int, Link]) -> list[int]:
    """Link "Among the dead were three children", "the dead included five policemen", "Killed were two brothers"."""
    if hit.voice not in {"free", "state"}:
        return []
    at = hit.end
    if hit.first <= 1:
        while at < len(line.words) - 1 and at - hit.end < 8 and not line.has("grammar.auxiliaries", at) and _clear(line, at, at + 1):
            at += 1
    if not (line.has("grammar.auxiliaries", at) or line.words[at : at + 1] in {("included",), ("include",), ("including",), (":",)}):
        return []
    for index, mention in enumerate(mentions):
        if mention.first == at + 1 and index not in links and _people(mention):
            return [index, *_chain_right(line, mentions, index, links)]
    return []


def _chain_right(line: Line, mentions: Sequence[Mention], index: int, links: dict[int, Link]) -> list[int]:
    """Return the counts after one that share its predicate ("five soldiers and three policemen", "and seven in X")."""
    found = []
    for nxt in range(index + 1, len(mentions)):
        mention = mentions[nxt]
        if nxt in links or mention.harm is not None or not _coordinated(line, mentions[nxt - 1], mention):
            break
        if _is_subject(line, mention):
            break
        if mention.form != "the":
            found.append(nxt)
    return found


def _chain_left(line: Line, mentions: Sequence[Mention], index: int, links: dict[int, Link]) -> list[int]:
    """Return the counts before one that share its predicate ("five soldiers and three policemen were killed")."""
    found = []
    for before in range(index - 1, -1, -1):
        mention = mentions[before]
        if before in links or not _people(mention) or not _coordinated(line, mention, mentions[before + 1]):
            break
        if _harmed_already(line, mention) or _apposed(line, mention, mentions[before + 1], joined=bool(found)):
            break
        if _is_object(line, mention) and not _part_of(line, mentions[before + 1]):
            break
        found.append(before)
    return found


def _apposed(line: Line, left: Mention, right: Mention, *, joined: bool) -> bool:
    """Tell whether the right count only says who the left one is ("a reporter, a technician for the radio, died")."""
    if left.form == "number" or right.form == "number" or _part_of(line, right):
        return False
    return not joined and not {"and", "&", "or"} & set(line.words[left.end : right.first])


def _harmed_already(line: Line, mention: Mention) -> bool:
    """Tell whether words of harm follow a count at once ("1 dead, at least 20 injured")."""
    return any(hit.first == mention.end and hit.voice in {"free", "state"} and hit.measure for hit in line.hits)


def _coordinated(line: Line, left: Mention, right: Mention) -> bool:
    """Tell whether two counts are joined: nothing but phrases between them, and "and", a comma or "including" at the end."""
    if right.first <= left.end:
        return False
    if _part_of(line, right) or _of_them(line, right) or line.words[left.end : right.first] in _BREAKDOWN:
        return _clear(line, left.end, right.first - 1)
    at = right.first
    while at > left.end and line.words[at - 1] in {"the", "her", "his", "their", "its", "another"}:
        at -= 1
    last = line.words[at - 1]
    before = line.words[at - 2 : at - 1]
    joined = last in {"and", ",", "&", "plus", "or"} or (last == "with" and before == ("along",)) or (last == "as" and before == ("well",))
    return joined and _clear(line, left.end, right.first)


def _part_of(line: Line, mention: Mention) -> bool:
    return line.phrase_before("subset.openers", mention.first) is not None


def _of_them(line: Line, mention: Mention) -> bool:
    return mention.partitive and line.words[mention.first - 1 : mention.first] in {(",",), ("(",), ("-",), ("–",), ("—",)}


def _is_object(line: Line, mention: Mention) -> bool:
    """Tell whether a verb or a preposition governs a count, so that it is no subject of what follows."""
    at = mention.first - 1
    while at >= 0 and line.has("grammar.determiners", at):
        at -= 1
    if at < 0 or _part_of(line, mention):
        return False
    word = line.words[at]
    if word in {"of", "by", "with", "for", "against", "from", "in", "on", "to"}:
        return True
    if word in line.lexicon.speech or line.words[at] in {"that", "reported"}:
        return False
    return line.has("grammar.verbs", at) or word.endswith(("ed", "ing")) and len(word) > 4


def _is_subject(line: Line, mention: Mention) -> bool:
    """Tell whether a finite verb follows a count at once, so that it begins a clause of its own."""
    at = mention.end
    while line.adverb(at) and line.words[at] not in {"and", "or"}:
        at += 1
    if at >= len(line.words):
        return False
    if any(hit.first == at and hit.voice in {"free", "befalls", "active"} for hit in line.hits):
        return True
    verbal = line.has("grammar.verbs", at) or line.has("grammar.auxiliaries", at) or line.has("grammar.perfect", at)
    if verbal and line.words[at] not in {"'s", "’s"}:
        return line.words[at] not in line.lexicon.speech
    word = line.words[at]
    return word.endswith("ed") and len(word) > 4 and not line.has("grammar.prepositions", at + 1)


def _clear(line: Line, start: int, end: int) -> bool:
    """Tell whether only phrases stand between two places: no finite verb, no other words of harm, no new clause.

    A relative clause ("who had gathered at the well") may bring its own verb.
    """
    allowance = 0
    for at in range(start, end):
        word = line.words[at]
        if word in {"who", "which", "that", "whom"}:
            allowance = 2
            continue
        if word in _ENDERS and not (word == "as" and "well" in line.words[at - 1 : at + 2]):
            return False
        if any(hit.first == at and hit.measure is not None and hit.voice in {"active", "befalls", "passive"} for hit in line.hits):
            return False
        if _verbal(line, at):
            allowance -= 1
            if allowance < 0:
                return False
    return True


def _verbal(line: Line, at: int) -> bool:
    """Tell whether a token looks like a finite verb, as far as words alone can tell."""
    word = line.words[at]
    if word in {"including", "included", "include", "belonging", "left", "found", "reported", "confirmed", "'s", "’s", "’re"}:
        return False
    if line.has("grammar.verbs", at) or word in line.lexicon.speech:
        return not (word in {"had", "has", "have"} and line.words[at - 1 : at] in {("who",), ("that",), ("which",)})
    if line.has("grammar.auxiliaries", at):
        return line.words[at - 1 : at] not in {("who",), ("of",), ("that",), ("which",)}
    if any(hit.first == at and hit.voice in {"active", "befalls", "passive"} for hit in line.hits):
        return True
    if word.endswith("ed") and len(word) > 4 and not line.has("grammar.prepositions", at + 1) and not line.has("grammar.hedges", at):
        return not (line.lexicon.nouns.starting(line.words, at + 1) or line.words[at - 1 : at] == ("-",))
    return False


_RULES: Final = (
    ("beside", _beside),
    ("subject", _subject),
    ("object", _objects),
    ("inverted", _inverted),
)
