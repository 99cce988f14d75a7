"""Noun phrases after a number: where they end, their head, and the group in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from rashomon.claims.figure_words import Line, combined
from rashomon.domain.claim import Measure
from rashomon.knowledge.harm import HarmNoun, Noun, NounKind

_QUOTES: Final = frozenset("'‘’\"“”`«»")
_HYPHENS: Final = frozenset(["-", "‐", "‑"])
_CLITICS: Final = frozenset(["'s", "’s", "'", "’"])
_THEM: Final = frozenset(["them", "whom", "which", "us", "those", "these"])
_STATES: Final = frozenset(["wounded", "injured", "dead", "missing", "displaced"])
_DEFINITE: Final = frozenset(["the", "their", "its", "his", "her", "our", "these", "those", "all"])
_PARTICIPLES: Final = {
    **dict.fromkeys(("killed", "executed", "murdered"), Measure.KILLED),
    **dict.fromkeys(("captured", "kidnapped", "abducted", "detained", "arrested"), Measure.CAPTURED),
}
_LONGEST: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase after a number: where it ends, its group, and what its head is."""

    end: int
    group: tuple[int, int] | None = None
    kind: NounKind | None = None
    harm: HarmNoun | None = None
    lead: Measure | None = None
    elliptic: bool = False
    partitive: bool = False


def read_phrase(line: Line, at: int, *, plural: bool, ended_in_of: bool = False) -> Phrase:
    """Read the noun phrase that a number counts, from the token after it on.

    With more than one counted only plural nouns can be the head, so "12 rebel positions" counts positions; the first
    fitting noun that no other follows is the head.
    """
    words, partitive = line.words, ended_in_of
    position = at
    if position < len(words) and words[position] == "of":
        position, partitive = position + 1, True
    if partitive:
        whole = _whole(line, position)
        if whole is not None:
            return whole
        plural, position = True, _past_whole(line, position)
    while position < len(words) and (line.has("grammar.trimmed", position) or words[position] in _QUOTES):
        if words[position] == "of" or (not partitive and words[position] in _DEFINITE):
            break
        position += 1
    trimmed = position
    phrase = noun_phrase(line, position, plural=plural)
    if phrase is None and not plural and line.words[position : position + 1] in {("a",), ("an",)}:
        apposed = noun_phrase(line, position + 1, plural=False)
        if apposed is not None and apposed.kind is NounKind.PERSON:
            return replace(apposed, partitive=True)
    if phrase is None:
        return Phrase(end=trimmed if trimmed > at and not partitive else at, elliptic=True, partitive=partitive)
    return replace(phrase, partitive=partitive)


def _past_whole(line: Line, at: int) -> int:
    """Return where the noun of "of the nineteen hostages" starts."""
    while at < len(line.words) and line.has("grammar.determiners", at):
        at += 1
    return next((each.end for each in line.numerals if each.first == at), at)


def _whole(line: Line, at: int) -> Phrase | None:
    """Read a whole that is no noun: "of them", "of the eight dead"."""
    words = line.words
    if at < len(words) and words[at] in _THEM and not _noun_at(line, at + 1):
        return _of_them(line, at + 1)
    at = _past_whole(line, at)
    if at < len(words) and words[at] in _THEM:
        return _of_them(line, at + 1)
    if at >= len(words) or words[at] not in _STATES or _noun_follows(line, at + 1, plural=True, within=2):
        return None
    state = line.lexicon.predicates.starting(words, at)
    lead = state[1] if state else None
    return Phrase(end=at + 1, group=(at, at + 1), kind=NounKind.PERSON, lead=lead, partitive=True)


def _of_them(line: Line, at: int) -> Phrase:
    """Read on after "three of them": "women", "were women" name the group."""
    start = at + 1 if line.has("grammar.auxiliaries", at) else at
    while line.has("grammar.trimmed", start) or line.has("grammar.adverbs", start):
        start += 1
    single = line.words[start : start + 1] in {("a",), ("an",)}
    phrase = noun_phrase(line, start + 1 if single else start, plural=not single)
    named = phrase is not None and phrase.group is not None and line.raw(phrase.group[1] - 1)[0].isupper()
    if phrase is not None and (phrase.kind is NounKind.PERSON or (phrase.kind is None and named)):
        return replace(phrase, partitive=True)
    return Phrase(end=at, elliptic=True, partitive=True)


def _noun_at(line: Line, at: int) -> Noun | None:
    found = line.lexicon.nouns.starting(line.words, at)
    return found[1] if found else None


def noun_phrase(line: Line, at: int, *, plural: bool) -> Phrase | None:
    """Find the head of a noun phrase that starts at a token; None where no phrase starts there."""
    words, lexicon = line.words, line.lexicon
    position, start, lead, last_s = at, at, None, None
    numbers = {numeral.first for numeral in line.numerals if numeral.first >= at}
    while position < len(words) and position - at < _LONGEST:
        state = _lead(line, position, plural=plural)
        if state is not None:
            lead, start = (state, position + 1) if position == start else (lead, start)
            position += 1
            continue
        harm = lexicon.harm_nouns.starting(words, position)
        fits = harm is not None and (harm[1].plural if plural else harm[1].singular)
        if harm is not None and fits and not _noun_follows(line, harm[0], plural=plural):
            return _harm_phrase(line, start, position, harm[0], harm[1])
        known = lexicon.nouns.starting(words, position)
        if known is not None:
            end, noun = known
            tail = not plural and (_tailed(line, end) or (position > start and words[position - 1] in _HYPHENS))
            if (noun.plural if plural else noun.singular) and not tail and not _noun_follows(line, end, plural=plural):
                return _known_phrase(line, start, end, noun, lead)
            position, last_s = end, end if words[end - 1].endswith("s") else last_s
            continue
        endings = "ed" if plural else ("ed", "ing")
        opening = position == at and position + 1 < len(words) and words[position].endswith(endings)
        adjective = (
            opening and words[position + 1].isalpha() and not _stops(line, position + 1) and not _hit(line, position)
        )
        if position in numbers or (_stops(line, position) and not adjective):
            break
        if words[position].endswith("s") and words[position] not in _CLITICS and not words[position].endswith("ss"):
            last_s = position + 1
        position += 1
    return _unknown_phrase(line, start, position, last_s, plural=plural, lead=lead)


def _tailed(line: Line, end: int) -> bool:
    """Tell whether an unknown noun goes on after a singular ("a police patrol", "the peasant family")."""
    if end >= len(line.words) or _stops(line, end) or line.has("phrase.after_nouns", end):
        return False
    return line.words[end].isalpha()


def _lead(line: Line, at: int, *, plural: bool) -> Measure | None:
    """Return what an adjective before a person noun says ("wounded soldiers", "dead policemen")."""
    state = line.lexicon.predicates.starting(line.words, at)
    measure = state[1] if state else None
    if measure is None:
        measure = _PARTICIPLES.get(line.words[at])
    if measure is None or (state and state[0] != at + 1):
        return None
    return measure if _noun_follows(line, at + 1, plural=plural, within=2) else None


def _noun_follows(line: Line, at: int, *, plural: bool, within: int = 1) -> bool:
    """Tell whether a fitting noun starts at a token, or after one unknown adjective where `within` is 2."""
    for position in range(at, min(at + within, len(line.words))):
        for index in (line.lexicon.nouns, line.lexicon.harm_nouns):
            for _, noun in index.all_starting(line.words, position):
                fits = noun.plural if plural else noun.singular
                if fits:
                    return True
        if _stops(line, position):
            return False
    return False


def _hit(line: Line, at: int) -> bool:
    return any(hit.first <= at < hit.end for hit in line.hits)


def _only_adverb(line: Line, at: int) -> bool:
    """Tell whether a word in -ly goes with the harm behind it ("three slightly injured") and is no noun ("family")."""
    noun = line.words[at] in line.lexicon.collective or any(line.lexicon.nouns.all_starting(line.words, at))
    behind = line.lexicon.nouns.all_starting(line.words, at + 2) if at + 2 < len(line.words) else []
    return not noun and _hit(line, at + 1) and not any(each.plural for _, each in behind)


def _stops(line: Line, at: int) -> bool:
    """Tell whether a token cannot belong to a noun phrase: small words, verbs, marks."""
    word = line.words[at]
    after = line.words[at + 1] if at + 1 < len(line.words) else ""
    if word.endswith("ly") and line.adverb(at) and (_only_adverb(line, at) or not after[:1].isalpha()):
        return True
    if word in _HYPHENS or word in _QUOTES or word in _CLITICS:
        return not after[:1].isalnum()
    if not word[0].isalnum():
        return True
    small = ("grammar.prepositions", "grammar.auxiliaries", "grammar.perfect", "grammar.modals", "grammar.verbs")
    if any(line.has(key, at) for key in small) or line.has("grammar.determiners", at):
        return True
    if any(hit.first <= at < hit.end for hit in line.hits) or word in line.lexicon.speech:
        return True
    if word.endswith(("ed", "ing")) and len(word) > 4:
        return not _noun_follows(line, at + 1, plural=True, within=2) and not _noun_follows(line, at + 1, plural=False)
    return False


def _harm_phrase(line: Line, start: int, at: int, end: int, harm: HarmNoun) -> Phrase:
    """A head that is harm: "12 civilian deaths" (group "civilian"), "12 hostages" (group "hostages")."""
    if line.words[end : end + 1] and line.words[end] in {"and", "or"}:
        other = line.lexicon.harm_nouns.starting(line.words, end + 1)
        if other is not None and not other[1].person and not harm.person:
            measure = combined(frozenset([harm.measure, other[1].measure]))
            if measure is not None:
                harm, end = HarmNoun(measure, person=False, kept=True), other[0]
    group = (start, end) if harm.person else (start, at) if at > start else None
    if group is not None and not harm.person:
        group = _described(line, group)
    if not harm.person and line.words[end : end + 1] and line.words[end] in {"among", "amongst"}:
        among = noun_phrase(line, end + 2 if line.has("grammar.determiners", end + 1) else end + 1, plural=True)
        if among is not None and among.group is not None:
            group = among.group
    return Phrase(end=end, group=group, kind=NounKind.PERSON if harm.person else None, harm=harm)


def _described(line: Line, group: tuple[int, int]) -> tuple[int, int] | None:
    """Return the words before a harm noun that name people ("civilian deaths"), not those that only describe it."""
    first, end = group
    mixed = any(line.raw(at).islower() for at in range(len(line.words)))
    while first < end:
        noun = line.lexicon.nouns.starting(line.words, first)
        named = mixed and first > 0 and line.raw(first)[0].isupper() and line.raw(first)[0].isalpha()
        if (
            (noun is not None and noun[1].kind is NounKind.PERSON)
            or named
            or line.has("phrase.group_adjectives", first)
        ):
            return first, end
        first += 1
    return None


def _known_phrase(line: Line, start: int, end: int, noun: Noun, lead: Measure | None) -> Phrase:
    """A head that the lexicon knows, with "of the security forces" or "and children" where they belong to it."""
    words = line.words
    if noun.kind is NounKind.PERSON and words[end : end + 1] == ("and",):
        end = _joined_noun(line, end + 1) or end
    if words[end - 1] in line.lexicon.membership and words[end : end + 1] == ("of",):
        end = _of_group(line, end + 1) or end
    return Phrase(end=end, group=(start, end), kind=noun.kind, lead=lead)


def _joined_noun(line: Line, at: int) -> int | None:
    """Return where the second noun of "women and young children" ends, if no number of its own opens it."""
    for start in range(at, min(at + 2, len(line.words))):
        noun = line.lexicon.nouns.starting(line.words, start)
        if noun is not None and noun[1].kind is NounKind.PERSON and noun[1].plural:
            return noun[0] if noun[0] >= len(line.words) or _stops(line, noun[0]) else None
        if _stops(line, start) or any(each.first == start for each in line.numerals):
            return None
    return None


def _of_group(line: Line, at: int) -> int | None:
    """Return where "the security forces" after "members of" ends, or None."""
    position = at
    while position < len(line.words) and line.has("grammar.determiners", position):
        position += 1
    if any(each.first == position for each in line.numerals):
        return None
    if position > at and line.words[position - 1] in {"a", "an"}:
        phrase = noun_phrase(line, position, plural=False)
        return phrase.end if phrase else None
    start = position
    while position < len(line.words) and position - start < 6:
        if _stops(line, position) and not (position == start and line.words[position].endswith(("ed", "ing"))):
            break
        position += 1
    return position if position > start else None


def _unknown_phrase(
    line: Line, start: int, stop: int, last_s: int | None, *, plural: bool, lead: Measure | None
) -> Phrase | None:
    """A head that the lexicon does not know: the last word in -s where more than one is counted, else the last word."""
    while stop > start and not line.words[stop - 1][0].isalnum():
        stop -= 1
    if stop <= start:
        return None
    end = last_s if plural and last_s is not None and last_s > start else stop
    end = min(end, stop)
    words = line.words[start:end]
    age = len(words) >= 5 and words[-1] == "old"
    return Phrase(end=end, group=(start, end), kind=NounKind.PERSON if age else None, lead=lead)
