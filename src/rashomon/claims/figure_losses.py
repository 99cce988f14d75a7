"""Harm without a number: "casualties were reported" (unknown), "heavy losses" (vague, the word kept), bare plurals."""

from __future__ import annotations

from typing import Final

from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Hit, Line, combined
from rashomon.domain.claim import Modifier
from rashomon.knowledge.harm import HarmNoun, NounKind

_GREAT: Final = frozenset(
    [
        "heavy",
        "huge",
        "massive",
        "significant",
        "severe",
        "serious",
        "considerable",
        "substantial",
        "enormous",
        "devastating",
    ]
)
_BEFORE_BARE: Final = frozenset(["that", "said", "and", "when", "as", "while", "where"])
_INFLICTED: Final = frozenset(["inflicted", "inflict", "inflicting", "inflicts"])
_SUFFERING: Final = frozenset(
    ["suffered", "suffer", "suffering", "sustained", "sustaining", "incurred", "took", "taken", "taking", "suffers"]
)


def find_losses(line: Line, taken: list[tuple[int, int]]) -> list[Mention]:
    """Return harm nouns that no number governs, where the sentence says that there was harm at all.

    `taken` are the token ranges of what is counted already.
    """
    found: list[Mention] = []
    hits = [(hit.first, hit.end) for hit in line.hits]
    if line.words[-1:] == ("?",):
        return found
    for at in range(len(line.words)):
        harm = line.lexicon.harm_nouns.starting(line.words, at)
        if harm is None or harm[1].person or any(first <= at < end for first, end in taken + hits):
            continue
        end, noun = harm
        if (
            not line.words[end - 1].endswith("s")
            or line.words[at] == "lives"
            or noun.measure.value in {"captured", "surrendered", "missing"}
        ):
            continue
        mention = None if found and at < found[-1].end else _loss(line, at, end, noun)
        if mention is not None:
            found.append(mention)
    return found


def _loss(line: Line, at: int, end: int, noun: HarmNoun) -> Mention | None:
    end, noun = _with_second(line, end, noun)
    start = at
    while start > 0 and line.has("phrase.group_adjectives", start - 1):
        start -= 1
    first = _scale(line, start)
    before = first
    while before > 0 and line.words[before - 1] in {"the", "some", "also", "any", "more", "further", "other"}:
        before -= 1
    if _hypothetical(line, before) or line.words[before : before + 1] == ("any",):
        return None
    after = line.phrase_at("unknown.before", end)
    stated = line.phrase_before("unknown.after", before) is not None or after is not None
    if not stated and before == start and _crushing(line, before):
        first = before = before - 1
        stated = True
    if not (stated or (first < start and line.words[first] in _GREAT) or _said_unknown(line, end)):
        return None
    word = line.evidence(first, end).text if first < start else None
    return Mention(
        first=first, end=end, form="bare", low=None, high=None, modifier=Modifier.VAGUE if word else Modifier.UNKNOWN,
        word=word, group=(start, at) if start < at else whose(line, before, after or end), harm=noun,
    )  # fmt: skip


def _with_second(line: Line, end: int, noun: HarmNoun) -> tuple[int, HarmNoun]:
    """Take "deaths and injuries" as one loss."""
    if line.words[end : end + 1] not in {("and",), ("or",)}:
        return end, noun
    other = line.lexicon.harm_nouns.starting(line.words, end + 1) if end + 1 < len(line.words) else None
    if other is None or other[1].person:
        return end, noun
    measure = combined(frozenset([noun.measure, other[1].measure])) or noun.measure
    return other[0], HarmNoun(measure, person=False, kept=noun.kept)


def _scale(line: Line, start: int) -> int:
    """Return where "heavy and irreparable" before a loss begins."""
    first = start
    while first > 0 and line.has("scale.words", first - 1):
        first -= 1
    while first < start and line.words[first - 1 : first] == ("and",) and line.has("scale.words", first - 2):
        first -= 2
    return first


def _crushing(line: Line, before: int) -> bool:
    """Tell whether an unknown adjective stands between "inflicted" and the loss."""
    if before < 2 or not line.words[before - 1].isalpha() or _small(line, before - 1):
        return False
    return line.phrase_before("unknown.after", before - 1) is not None


def _said_unknown(line: Line, end: int) -> bool:
    """Tell whether the page says that it does not know ("the number of casualties is not yet known")."""
    words = line.words[end : end + 12]
    return "unknown" in words or "unclear" in words or ("known" in words and bool({"not", "n't", "n’t"} & set(words)))


def _hypothetical(line: Line, at: int) -> bool:
    return any(line.phrase_at("unknown.never", position) is not None for position in range(max(0, at - 3), at))


def whose(line: Line, first: int, end: int) -> tuple[int, int] | None:
    """Return who suffered the loss at these tokens: before "suffered", after "inflicted ... on" or "among"."""
    before = line.words[first - 1] if first else ""
    if before in _SUFFERING:
        return _sufferer(line, first - 1)
    known = _on_whom(line, end)
    if known is None and before in _INFLICTED and line.words[end : end + 1] in {("on",), ("upon",)}:
        start = stop = end + 2 if line.has("grammar.determiners", end + 1) else end + 1
        while stop < len(line.words) and stop - start < 5 and line.words[stop][0].isalnum() and not _small(line, stop):
            stop += 1
        return (start, stop) if stop > start else None
    return known


def _sufferer(line: Line, verb: int) -> tuple[int, int] | None:
    """Return the noun phrase right before "suffered"."""
    end = verb
    while end > 0 and any(
        line.has(key, end - 1) for key in ("grammar.perfect", "grammar.adverbs", "grammar.auxiliaries")
    ):
        end -= 1
    start = end
    while start > 0 and end - start < 5:
        clitic = line.words[start - 1] in {"'s", "’s"}
        small = not line.words[start - 1][0].isalnum() or _small(line, start - 1)
        if small and not clitic:
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
    at, found = start, None
    while at < len(line.words) and at - start < 6 and line.words[at][0].isalnum() and not _small(line, at):
        noun = line.lexicon.nouns.starting(line.words, at)
        if noun is not None and noun[1].kind is NounKind.PERSON and noun[1].plural:
            found = (start, noun[0])
        at += 1
    return found


def find_bare(line: Line, taken: list[tuple[int, int]]) -> list[Mention]:
    """Return people without number or article beside words of harm.

    Plural before a passive: unknown ("civilians were killed"). Singular, as headlines have it: one ("Civilian killed",
    "gunmen kill doctor").
    """
    found = []
    for hit in line.hits:
        if hit.measure is None or not hit.animate:
            continue
        mention = _bare_before(line, hit) or _bare_after(line, hit)
        if mention is not None and not any(first < mention.end and mention.first < last for first, last in taken):
            found.append(mention)
    return found


def _bare_before(line: Line, hit: Hit) -> Mention | None:
    end = hit.start
    for begin in range(max(0, end - 2), end):
        noun = line.lexicon.nouns.starting(line.words, begin)
        if noun is None or noun[0] != end or noun[1].kind is not NounKind.PERSON:
            continue
        if noun[1].plural and not noun[1].singular:
            lone = begin == 0 or not line.words[begin - 1][0].isalnum() or line.words[begin - 1] in _BEFORE_BARE
            return _bare(begin, end, begin, None) if lone and hit.voice == "passive" else None
        start = begin
        while start > 0 and begin - start < 3 and line.words[start - 1].isalnum() and not _small(line, start - 1):
            start -= 1
        lone = start == 0 or line.words[start - 1] in {",", ":", "|", "-", ";", "–", "—"}
        if lone and hit.voice in {"free", "passive", "befalls", "state"}:
            return _bare(start, end, start, 1)
    return None


def _bare_after(line: Line, hit: Hit) -> Mention | None:
    if hit.voice not in {"active", "free"}:
        return None
    at, noun = hit.end, None
    while at < len(line.words) and at - hit.end < 3 and line.words[at].isalpha() and not _small(line, at):
        found = line.lexicon.nouns.starting(line.words, at)
        if found is not None and (found[1].plural or found[1].kind is not NounKind.PERSON):
            return None
        at, noun = (found[0], found) if found else (at + 1, None)
    return _bare(hit.end, noun[0], hit.end, 1) if noun is not None and noun[0] == at else None


def _bare(first: int, end: int, group: int, count: int | None) -> Mention:
    return Mention(
        first=first, end=end, form="bare" if count is None else "article", low=count, high=count,
        modifier=Modifier.UNKNOWN if count is None else Modifier.EXACT, group=(group, end), kind=NounKind.PERSON,
    )  # fmt: skip


def _small(line: Line, at: int) -> bool:
    keys = ("grammar.prepositions", "grammar.determiners", "grammar.auxiliaries", "grammar.perfect", "grammar.verbs")
    return any(line.has(key, at) for key in keys) or line.words[at] in line.lexicon.speech
