"""Counts that share a predicate, and what may stand between a count and its verb."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Line
from rashomon.knowledge.harm import NounKind

_ENDERS: Final = frozenset(
    [
        ";",
        ":",
        "while",
        "when",
        "after",
        "before",
        "but",
        "because",
        "as",
        "until",
        "although",
        "though",
        "whereas",
        "if",
    ]
)
_BREAKDOWN: Final = frozenset([("(",), ("–",), ("—",), ("-",), ("--",)])
_NOUNS: Final = frozenset([NounKind.PERSON, None])


def is_people(mention: Mention) -> bool:
    """Tell whether a mention may be someone harmed: no thing and no harm noun like "deaths"."""
    return mention.kind in _NOUNS and (mention.harm is None or mention.harm.person)


def chain_right(line: Line, mentions: Sequence[Mention], index: int, links: Container[int]) -> list[int]:
    """Return the counts after one that share its predicate ("five soldiers and three policemen", "and seven in X")."""
    found: list[int] = []
    for nxt in range(index + 1, len(mentions)):
        mention = mentions[nxt]
        if nxt in links or mention.harm is not None or not _coordinated(line, mentions[nxt - 1], mention):
            break
        if is_subject(line, mention):
            break
        found.append(nxt)
    return found


def chain_left(line: Line, mentions: Sequence[Mention], index: int, links: Container[int]) -> list[int]:
    """Return the counts before one that share its predicate ("five soldiers and three policemen were killed")."""
    found: list[int] = []
    for before in range(index - 1, -1, -1):
        mention = mentions[before]
        if before in links or not is_people(mention) or not _coordinated(line, mention, mentions[before + 1]):
            break
        if _harmed_already(line, mention) or _apposed(line, mention, mentions[before + 1], joined=bool(found)):
            break
        if _is_object(line, mention) and not is_part(line, mentions[before + 1]):
            break
        found.append(before)
    return found


def _apposed(line: Line, left: Mention, right: Mention, *, joined: bool) -> bool:
    """Tell whether the right count only says who the left one is ("a reporter, a technician for the radio, died")."""
    if left.form == "number" or right.form == "number" or is_part(line, right):
        return False
    return not joined and not {"and", "&", "or"} & set(line.words[left.end : right.first])


def _harmed_already(line: Line, mention: Mention) -> bool:
    """Tell whether words of harm follow a count at once ("1 dead, at least 20 injured")."""
    return any(hit.first == mention.end and hit.voice in {"free", "state"} and hit.measure for hit in line.hits)


def _coordinated(line: Line, left: Mention, right: Mention) -> bool:
    """Tell whether two counts are joined: only phrases between them, then "and", a comma or "including"."""
    if right.first <= left.end:
        return False
    if is_part(line, right) or _of_them(line, right) or line.words[left.end : right.first] in _BREAKDOWN:
        return is_clear(line, left.end, right.first - 1)
    at = right.first
    while at > left.end and line.words[at - 1] in {"the", "her", "his", "their", "its", "another"}:
        at -= 1
    last = line.words[at - 1]
    before = line.words[at - 2 : at - 1]
    joined = (
        last in {"and", ",", "&", "plus", "or"}
        or (last == "with" and before == ("along",))
        or (last == "as" and before == ("well",))
    )
    return joined and is_clear(line, left.end, right.first)


def is_part(line: Line, mention: Mention) -> bool:
    """Tell whether "including", "among them" or the like opens a count."""
    return line.phrase_before("subset.openers", mention.first) is not None


def _of_them(line: Line, mention: Mention) -> bool:
    return mention.partitive and line.words[mention.first - 1 : mention.first] in {
        (",",),
        ("(",),
        ("-",),
        ("–",),
        ("—",),
    }


def _is_object(line: Line, mention: Mention) -> bool:
    """Tell whether a verb or a preposition governs a count, so that it is no subject of what follows."""
    at = mention.first - 1
    while at >= 0 and line.has("grammar.determiners", at):
        at -= 1
    if at < 0 or is_part(line, mention):
        return False
    word = line.words[at]
    if word in {"of", "by", "with", "for", "against", "from", "in", "on", "to"}:
        return True
    if word in line.lexicon.speech or word in {"that", "reported", "left", "leaving", "leaves", "leave"}:
        return False
    return line.has("grammar.verbs", at) or (word.endswith(("ed", "ing")) and len(word) > 4)


def is_subject(line: Line, mention: Mention) -> bool:
    """Tell whether a finite verb follows a count at once, so that it begins a clause of its own."""
    at = mention.end
    while line.adverb(at):
        at += 1
    if at >= len(line.words):
        return False
    if any(hit.first == at and hit.voice in {"free", "befalls", "active"} for hit in line.hits):
        return True
    if line.words[at] in line.lexicon.speech:
        return True
    verbal = line.has("grammar.verbs", at) or line.has("grammar.auxiliaries", at) or line.has("grammar.perfect", at)
    if verbal and line.words[at] not in {"'s", "’s"}:
        return True
    word = line.words[at]
    return word.endswith("ed") and len(word) > 4 and not line.has("grammar.prepositions", at + 1)


def is_clear(line: Line, start: int, end: int) -> bool:
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
        if any(
            hit.first == at and hit.measure is not None and hit.voice in {"active", "befalls", "passive"}
            for hit in line.hits
        ):
            return False
        if _verbal(line, at):
            allowance -= 1
            if allowance < 0:
                return False
    return True


def _verbal(line: Line, at: int) -> bool:
    """Tell whether a token looks like a finite verb, as far as words alone can tell."""
    word = line.words[at]
    if word in {
        "including",
        "included",
        "include",
        "belonging",
        "left",
        "found",
        "reported",
        "confirmed",
        "'s",
        "’s",
        "’re",
    }:
        return False
    if line.has("grammar.verbs", at) or word in line.lexicon.speech:
        return not (word in {"had", "has", "have"} and line.words[at - 1 : at] in {("who",), ("that",), ("which",)})
    if line.has("grammar.auxiliaries", at):
        return line.words[at - 1 : at] not in {("who",), ("of",), ("that",), ("which",)}
    if any(hit.first == at and hit.voice in {"active", "befalls", "passive"} for hit in line.hits):
        return True
    if (
        word.endswith("ed")
        and len(word) > 4
        and not line.has("grammar.prepositions", at + 1)
        and not line.has("grammar.hedges", at)
    ):
        return not (line.lexicon.nouns.starting(line.words, at + 1) or line.words[at - 1 : at] == ("-",))
    return False
