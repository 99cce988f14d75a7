"""What is counted: a number, an article or a "no" with its noun phrase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from rashomon.claims.figure_phrases import noun_phrase, read_phrase
from rashomon.claims.figure_words import Line
from rashomon.domain.claim import Measure, Modifier
from rashomon.knowledge.harm import HarmNoun, NounKind, load_harm
from rashomon.knowledge.numerals import Part

_ARTICLES: Final = frozenset(["a", "an", "another", "the", "his", "her", "their", "'s", "’s"])
"""What stands before one person or thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something counted: tokens `first` to `end` (half open) of a line.

    `form` is "number", "article" ("a soldier"), "the" ("the mayor"), "zero", "others", "bare" ("civilians") or "names".
    `group` are the tokens of who or what was counted; `kind` the noun's kind, None where the lexicon does not know the
    noun or there is none (`elliptic`). `harm` is set where the noun itself is harm ("deaths"); `lead` where an
    adjective says what befell them ("30 wounded soldiers").
    """

    first: int
    end: int
    form: str
    low: int | None
    high: int | None
    modifier: Modifier
    word: str | None = None
    parts: tuple[Part, ...] = ()
    group: tuple[int, int] | None = None
    kind: NounKind | None = None
    harm: HarmNoun | None = None
    lead: Measure | None = None
    elliptic: bool = False
    partitive: bool = False


def find_mentions(line: Line) -> list[Mention]:
    """Return what is counted in a line, in order: by number, by article (only beside words of harm), by "no"."""
    found: list[Mention] = []
    for index, numeral in enumerate(line.numerals):
        none = line.words[max(numeral.first - 3, 0) : numeral.first - 1] == ("none", "of")
        if not none and (not found or numeral.first >= found[-1].end):
            found.append(_numbered(line, index))
    taken = [(each.first, each.end) for each in found]
    taken += [(numeral.first, numeral.end) for numeral in line.numerals]
    harmful = bool(line.hits) or any(
        word in line.lexicon.of_nouns or word in line.lexicon.harm_nouns.by_first for word in line.words
    )
    for at, word in enumerate(line.words):
        if word not in _openings() or any(first <= at < end for first, end in taken):
            continue
        mention = _zero(line, at) or (_single(line, at) if harmful else None) or _others(line, at)
        if mention is not None:
            found.append(mention)
            taken.append((mention.first, mention.end))
            found += _more_zeros(line, mention)
    return sorted(found, key=lambda each: each.first)


@cache
def _openings() -> frozenset[str]:
    """Return the words with which a mention without a number begins: most tokens are none of them."""
    cues = load_harm().cues
    alone, without = cues.phrases["zero.alone"].by_first, cues.phrases["zero.without"].by_first
    return _ARTICLES | {"others", *alone, *without, *cues.lists["zero.words"]}


def _numbered(line: Line, index: int) -> Mention:
    numeral = line.numerals[index]
    plural = numeral.low != 1 or numeral.high != 1
    phrase = read_phrase(line, numeral.end, plural=plural, ended_in_of=line.words[numeral.end - 1] == "of")
    end, low, high, modifier = max(phrase.end, numeral.end), numeral.low, numeral.high, numeral.modifier
    if modifier is Modifier.EXACT and line.words[end : end + 2] == ("at", "least") and not _number_from(line, end + 2):
        end, high, modifier = end + 2, None, Modifier.AT_LEAST
    if phrase.elliptic and line.has("grammar.auxiliaries", end) and numeral.parts:
        nominal = noun_phrase(line, end + 1, plural=plural)
        if nominal is not None and nominal.kind is NounKind.PERSON and not nominal.lead:
            phrase, end = replace(nominal, partitive=True), nominal.end
    collective = _collective(line, numeral.first) if phrase.elliptic or phrase.group is None else None
    first = collective[0] if collective else numeral.first
    return Mention(
        first=first, end=end, form="number", low=low, high=high, modifier=modifier, word=numeral.word,
        parts=numeral.parts, group=collective or phrase.group,
        kind=NounKind.PERSON if collective else phrase.kind, harm=phrase.harm, lead=phrase.lead,
        elliptic=phrase.elliptic and not collective, partitive=phrase.partitive,
    )  # fmt: skip


def _number_from(line: Line, at: int) -> bool:
    return any(numeral.core == at for numeral in line.numerals)


def _collective(line: Line, at: int) -> tuple[int, int] | None:
    """Return the group of "a family of six", which stands before its number."""
    if at >= 2 and line.words[at - 1] == "of" and line.words[at - 2] in line.lexicon.collective:
        return at - 2, at - 1
    return None


def _zero(line: Line, at: int) -> Mention | None:
    """Read "no casualties", "nobody", "without any casualties"; "no reports of casualties" is unknown, not zero."""
    alone = line.phrase_at("zero.alone", at)
    if alone is not None:
        zero = Mention(first=at, end=alone, form="zero", low=0, high=0, modifier=Modifier.EXACT, elliptic=True)
        phrase = read_phrase(line, alone, plural=line.words[alone - 1] == "none")
        known = phrase.kind is NounKind.PERSON and line.words[at] in {"none", "not"}
        return replace(zero, end=phrase.end, group=phrase.group, kind=phrase.kind, elliptic=False) if known else zero
    without = line.phrase_at("zero.without", at)
    start = without if without is not None else at + 1 if line.has("zero.words", at) else None
    if start is None or line.words[start : start + 1] in {("longer",), ("more",), ("one",)}:
        return None
    joined = _zero_after(line, at, start)
    if joined is not None:
        return joined
    silence = line.phrase_at("zero.silence", start)
    phrase = read_phrase(line, silence or start, plural=True)
    if phrase.harm is not None and phrase.end - 2 > start and line.words[phrase.end - 2] in {"and", "or"}:
        first = line.lexicon.harm_nouns.starting(line.words, phrase.end - 3)
        phrase = replace(phrase, harm=first[1], end=phrase.end - 2) if first else phrase
    if phrase.harm is None and phrase.kind is not NounKind.PERSON:
        phrase = read_phrase(line, silence or start, plural=False)
    if phrase.harm is None and line.words[phrase.end : phrase.end + 1] in {("or",), ("and",), ("nor",)}:
        second = noun_phrase(line, phrase.end + 1, plural=True)
        phrase = second if second is not None and second.harm is not None else phrase
    if phrase.harm is None and (phrase.kind is not NounKind.PERSON or without is not None):
        return None
    told = line.phrase_at("zero.counts", phrase.end) if phrase.harm is not None else None
    silent = silence is not None or told is not None
    low, modifier = (None, Modifier.UNKNOWN) if silent else (0, Modifier.EXACT)
    if silent and phrase.harm is None:
        return None
    end = told if told is not None else phrase.end
    return Mention(
        first=at, end=end, form="zero", low=low, high=low, modifier=modifier,
        group=phrase.group, kind=phrase.kind, harm=phrase.harm,
        word=line.evidence(at, end).text if silent else None,
    )  # fmt: skip


def _zero_after(line: Line, at: int, start: int) -> Mention | None:
    """Read "no damage or injuries", where the first noun is no harm to people."""
    for joint in (start + 1, start + 2):
        if line.words[joint : joint + 1] in {("or",), ("nor",), ("and",)}:
            found = line.lexicon.harm_nouns.starting(line.words, joint + 1) if joint + 1 < len(line.words) else None
            first = any(line.lexicon.harm_nouns.starting(line.words, each) for each in range(start, joint))
            if found is not None and not found[1].person and not first:
                return Mention(
                    first=at, end=found[0], form="zero", low=0, high=0, modifier=Modifier.EXACT, harm=found[1]
                )
    return None


def _more_zeros(line: Line, mention: Mention) -> list[Mention]:
    """Read on after "no deaths or ...": "injuries" are none too."""
    if mention.form != "zero" or mention.harm is None:
        return []
    if line.words[mention.end : mention.end + 1] and line.words[mention.end] in {"or", "nor", "and"}:
        phrase = noun_phrase(line, mention.end + 1, plural=True)
        if phrase is not None and phrase.harm is not None:
            return [
                replace(
                    mention,
                    first=mention.end + 1,
                    end=phrase.end,
                    group=phrase.group,
                    harm=phrase.harm,
                    kind=phrase.kind,
                )
            ]
    return []


def _single(line: Line, at: int) -> Mention | None:
    """Read "a soldier", "another civilian", "her husband", "the mayor" as one; it counts only where harmed."""
    word = line.words[at]
    if word not in _ARTICLES:
        return None
    position = at + 1
    while line.has("grammar.trimmed", position) or line.words[position : position + 1] == ("second",):
        position += 1
    phrase = noun_phrase(line, position, plural=False)
    ordinal = word == "a" and line.has("phrase.ordinals", at + 1)
    if phrase is None and (word == "another" or ordinal):
        at_end = at + 2 if ordinal else at + 1
        return Mention(first=at, end=at_end, form="article", low=1, high=1, modifier=Modifier.EXACT, elliptic=True)
    if phrase is None or (phrase.harm is not None and not phrase.harm.person):
        return None
    if phrase.harm is not None and line.words[phrase.end - 1].endswith("s"):
        return None
    if (
        phrase.kind is None
        and line.words[phrase.end : phrase.end + 1] == ("of",)
        and line.has("phrase.columns", phrase.end - 1)
    ):
        return None
    if word not in {"a", "an", "another"} and phrase.kind is not NounKind.PERSON:
        return None
    form = "article" if word in {"a", "an", "another"} else "the"
    return Mention(
        first=at, end=phrase.end, form=form, low=1, high=1, modifier=Modifier.EXACT, group=phrase.group,
        kind=phrase.kind, harm=phrase.harm, lead=phrase.lead,
    )  # fmt: skip


def _others(line: Line, at: int) -> Mention | None:
    """Read "others" without a number: vague, the word kept."""
    if line.words[at] != "others" or (
        at and line.words[at - 1] in {"among", "the", "and"} and line.words[at - 2 : at - 1] == (",",)
    ):
        return None
    return Mention(
        first=at, end=at + 1, form="others", low=None, high=None, modifier=Modifier.VAGUE, word="others", elliptic=True
    )
