"""Harm without a number: "casualties were reported" (unknown), "heavy losses" (vague, the word kept), bare plurals."""

from __future__ import annotations

from typing import Final

from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Line
from rashomon.domain.claim import Modifier
from rashomon.knowledge.harm import HarmNoun, NounKind

_GROUPS: Final = frozenset(["military", "civilian", "army", "police", "enemy", "human", "rebel", "government", "russian", "ukrainian"])
_SUFFERING: Final = frozenset(["suffered", "suffer", "suffering", "sustained", "sustaining", "incurred", "took", "taken", "taking", "suffers"])


def find_losses(line: Line, taken: list[tuple[int, int]]) -> list[Mention]:
    """Return harm nouns that no number governs, where the sentence says that there was harm at all.

    `taken` are the token ranges of what is counted already.
    """
    found = []
    for at in range(len(line.words)):
        harm = line.lexicon.harm_nouns.starting(line.words, at)
        if harm is None or harm[1].person or any(first <= at < end for first, end in taken):
            continue
        end, noun = harm
        if not line.words[end - 1].endswith("s") or noun.measure.value in {"captured", "surrendered", "missing"}:
            continue
        mention = _loss(line, at, end, noun)
        if mention is not None:
            found.append(mention)
    return found


def _loss(line: Line, at: int, end: int, noun: HarmNoun) -> Mention | None:
    if line.words[end : end + 1] and line.words[end] in {"and", "or"}:
        other = line.lexicon.harm_nouns.starting(line.words, end + 1)
        end = other[0] if other and not other[1].person else end
    start, group = at, None
    while start > 0 and line.words[start - 1] in _GROUPS:
        start -= 1
    if start < at:
        group = (start, at)
    scaled = start
    while scaled > 0 and line.has("scale.words", scaled - 1):
        scaled -= 1
    while scaled < start and line.words[scaled - 1 : scaled] == ("and",) and line.has("scale.words", scaled - 2):
        scaled -= 2
    first = scaled
    before = first
    while before > 0 and line.words[before - 1] in {"the", "some", "also", "any", "more", "further", "other"}:
        before -= 1
    if _hypothetical(line, before):
        return None
    stated = line.phrase_before("unknown.after", before) is not None or line.phrase_at("unknown.before", end) is not None
    if not stated or line.words[before : before + 1] == ("any",):
        return None
    if line.words[before - 1 : before] and line.words[before - 1] in _SUFFERING and group is None:
        group = _sufferer(line, before - 1)
    if group is None:
        group = _on_whom(line, end)
    word = line.evidence(first, end).text if scaled < start else None
    return Mention(
        first=first, end=end, form="bare", low=None, high=None, modifier=Modifier.VAGUE if word else Modifier.UNKNOWN,
        word=word, group=group, harm=noun,
    )  # fmt: skip


def _hypothetical(line: Line, at: int) -> bool:
    return any(line.phrase_at("unknown.never", position) is not None for position in range(max(0, at - 3), at))


def _sufferer(line: Line, verb: int) -> tuple[int, int] | None:
    """Return the noun phrase right before "suffered"."""
    end = verb
    while end > 0 and any(
        line.has(key, end - 1) for key in ("grammar.perfect", "grammar.adverbs", "grammar.auxiliaries")
    ):
        end -= 1
    start = end
    while start > 0 and end - start < 5 and line.words[start - 1][0].isalnum():
        small = line.has("grammar.prepositions", start - 1) or line.has("grammar.determiners", start - 1)
        if small or line.has("grammar.auxiliaries", start - 1) or line.words[start - 1] in line.lexicon.speech:
            break
        start -= 1
    return (start, end) if start < end else None


def _on_whom(line: Line, end: int) -> tuple[int, int] | None:
    """Return the noun phrase after "on", "among" or "in the ranks of"."""
    if line.words[end : end + 1] not in {("on",), ("among",), ("upon",), ("amongst",)}:
        return None
    start = end + 1
    while line.has("grammar.determiners", start):
        start += 1
    at = start
    while at < len(line.words) and at - start < 5:
        noun = line.lexicon.nouns.starting(line.words, at)
        if noun is not None and noun[1].kind is NounKind.PERSON and noun[1].plural:
            return start, noun[0]
        if line.has("grammar.prepositions", at) or not line.words[at][0].isalnum():
            return None
        at += 1
    return None


def find_bare(line: Line, taken: list[tuple[int, int]]) -> list[Mention]:
    """Return plural people without number or article right before a passive: "civilians were killed" (unknown)."""
    found = []
    for hit in line.hits:
        if hit.voice != "passive" or hit.measure is None or hit.start == 0 or not hit.animate:
            continue
        end = hit.start
        for begin in range(max(0, end - 2), end):
            noun = line.lexicon.nouns.starting(line.words, begin)
            if noun is None or noun[0] != end or noun[1].kind is not NounKind.PERSON or not noun[1].plural:
                continue
            lone = begin == 0 or (not line.words[begin - 1][0].isalnum()) or line.words[begin - 1] in {"that", "said", "and", "when", "as", "while", "where"}
            if lone and not any(first < end and begin < last for first, last in taken):
                found.append(
                    Mention(
                        first=begin, end=end, form="bare", low=None, high=None, modifier=Modifier.UNKNOWN,
                        group=(begin, end), kind=NounKind.PERSON,
                    )  # fmt: skip
                )
            break
    return found
