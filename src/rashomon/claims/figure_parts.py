"""What a figure is part of, whether it is a running total, whom an elliptic count means, and who did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rashomon.claims.figure_chains import is_subject
from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Line
from rashomon.domain.claim import FlowOrStock, Measure
from rashomon.knowledge.harm import NounKind

_OPENERS: Final = frozenset(["(", ":", "-", "–", "—", "--"])
_SEVERE: Final = frozenset(
    (word,) for word in ("seriously", "critically", "gravely", "badly", "severely", "lightly", "slightly")
)
_THERE: Final = frozenset([Measure.SITES, Measure.VEHICLES, Measure.PEOPLE_PRESENT, Measure.CAPTURED, Measure.MISSING])
#: How many tokens a cue reaches: long sentences say "since" of other things too.
_REACH: Final = 15
#: Tokens between "bringing" and the word that makes it a total.
_TOTAL: Final = 6
_NOT_TIMES: Final = frozenset(["they", "he", "it", "we", "she", "there", "then", "i", "you"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A mention with its measure, before it becomes a figure. `parent` indexes the mentions."""

    mention: Mention
    measure: Measure
    rule: str
    word: str | None = None


def find_parents(line: Line, mentions: Sequence[Mention], counted: Mapping[int, Counted]) -> dict[int, int]:
    """Return which mention each subset is part of ("20 people, including 3 children")."""
    parents: dict[int, int] = {}
    for index, mention in enumerate(mentions):
        if mention.form in {"zero", "the"} or (mention.harm is not None and not mention.harm.person):
            continue
        parent = _parent(line, mentions, index, parents)
        if parent is None and _among_next(line, mentions, index):
            parent = index + 1
        if parent is not None and parent in counted and _fits(mention, mentions[parent]):
            parents[index] = parent
    for index in range(len(mentions)):
        parents.update({part: index for part in _listed(line, mentions, index, counted) if part not in parents})
    return parents


def _listed(line: Line, mentions: Sequence[Mention], index: int, counted: Mapping[int, Counted]) -> list[int]:
    """Return the counts that spell out the one before them: "three civilians, two women and a man," add up to it."""
    whole, found, total = mentions[index], [], 0
    if whole.form != "number" or whole.low is None or whole.low != whole.high or index not in counted:
        return []
    for part in range(index + 1, len(mentions)):
        gap = set(line.words[mentions[part - 1].end : mentions[part].first])
        value = mentions[part].low
        if (
            not gap
            or not gap <= {",", "and"}
            or value is None
            or value != mentions[part].high
            or mentions[part].kind is not NounKind.PERSON
        ):
            break
        if part == index + 1 and gap != {","}:
            break
        found.append(part)
        total += value
        if total >= whole.low:
            break
    return found if total == whole.low and len(found) > 1 else []


def _among_next(line: Line, mentions: Sequence[Mention], index: int) -> bool:
    """Tell whether "two policemen among eight killed" makes a count part of the next one."""
    if index + 1 >= len(mentions) or mentions[index].kind is not NounKind.PERSON:
        return False
    gap = [
        word
        for word in line.words[mentions[index].end : mentions[index + 1].first]
        if word not in {"are", "were", "is", "was", "the"}
    ]
    return gap == ["among"]


def _parent(line: Line, mentions: Sequence[Mention], index: int, parents: Mapping[int, int]) -> int | None:
    if index == 0:
        return None
    mention, before = mentions[index], mentions[index - 1]
    if _of_whole(line, before) and mention.elliptic and mention.form == "number":
        return index - 1
    if (
        mention.elliptic
        and _of_them(line, mention)
        and before.kind not in (NounKind.PERSON, None)
        and before.form == "number"
    ):
        return index - 1
    if mention.kind not in (NounKind.PERSON, None):
        return None
    opened = (
        line.phrase_before("subset.openers", mention.first) is not None
        or _severe(line, mention)
        or _after_among(line, mention)
        or _nominal(line, mention)
    )
    gap = line.words[before.end : mention.first]
    of_them = (mention.partitive and mention.elliptic) or _of_them(line, mention)
    if opened or of_them:
        return parents.get(index - 1, _whole(mentions, index))
    if (
        gap
        and gap[-1] in _OPENERS
        and len(gap) <= 6
        and before.kind in (NounKind.PERSON, None)
        and not set(gap) & {";", ","}
    ):
        return index - 1
    if index - 1 in parents and gap and gap[-1] in {"and", ","} and len(gap) <= 2 and not is_subject(line, mention):
        return parents[index - 1]
    return None


def _severe(line: Line, mention: Mention) -> bool:
    """Tell whether a bare number says how badly some of the last were hurt ("15 were injured, three seriously")."""
    return mention.elliptic and line.words[mention.end : mention.end + 1] in _SEVERE


def _after_among(line: Line, mention: Mention) -> bool:
    """Tell whether "Among the 19 arrested were two clerics" makes a count part of the one before it."""
    return line.words[0] == "among" and line.has("links.equating", mention.first - 1)


def _nominal(line: Line, mention: Mention) -> bool:
    """Tell whether a bare number says what some were ("three were minors")."""
    return mention.partitive and mention.group is not None and line.has("grammar.auxiliaries", mention.group[0] - 1)


def _of_whole(line: Line, mention: Mention) -> bool:
    """Tell whether a count opens "Of the 27 people on board, 19 were killed"."""
    return mention.first in {1, 2} and line.words[0] == "of"


def _of_them(line: Line, mention: Mention) -> bool:
    if mention.partitive and line.words[mention.first] == "one" and line.words[mention.first + 1] in {"a", "an"}:
        return True
    return (
        mention.partitive
        and "of" in line.words[mention.first : mention.end]
        and bool({"them", "whom", "these", "those"} & set(line.words[mention.first : mention.end]))
    )


def _whole(mentions: Sequence[Mention], index: int) -> int | None:
    """Return the nearest count of people before one."""
    for before in range(index - 1, -1, -1):
        if mentions[before].kind in (NounKind.PERSON, None) and mentions[before].form in {
            "number",
            "article",
            "bare",
            "others",
        }:
            return before
    return None


def _fits(part: Mention, whole: Mention) -> bool:
    """Tell whether a part can be as large as it says."""
    return part.low is None or whole.high is None or part.low <= whole.high


def flow_or_stock(line: Line, mention: Mention, measure: Measure, off: frozenset[str]) -> FlowOrStock:
    """Tell a running total from a figure of this event or period, by the cues in the figure's own segment."""
    if "stock" in off:
        return FlowOrStock.FLOW
    start, end = _segment(line, mention)
    if _to_a_total(line, mention):
        return FlowOrStock.STOCK
    for at in range(start, end):
        cue = line.phrase_at("stock.phrases", at)
        if cue is None:
            continue
        word = line.words[at]
        if word in {"maintain", "maintains"} and cue != mention.first:
            continue
        if word == "since" and (
            cue >= len(line.words) or line.words[cue] in _NOT_TIMES or line.has("revision.moved", cue)
        ):
            continue
        if (
            word in {"there", "maintains", "maintain", "still", "currently", "presently", "now"}
            and measure not in _THERE
        ):
            continue
        return FlowOrStock.STOCK
    return FlowOrStock.FLOW


def _to_a_total(line: Line, mention: Mention) -> bool:
    """Tell whether a count is what a total has come to: "bringing the week's total to 31"."""
    verb = next(
        (at for at in range(mention.first, max(-1, mention.first - _REACH), -1) if line.has("stock.raising", at)), None
    )
    if verb is None:
        return False
    words = line.words[verb + 1 : verb + _TOTAL]
    total = any(word in {"total", "tally", "overall"} for word in words)
    clitic = any(word in {"'s", "’s"} for word in words)
    period = any(line.has("stock.periods", at) for at in range(verb + 1, verb + _TOTAL))
    return total or (clitic and period)


def _segment(line: Line, mention: Mention) -> tuple[int, int]:
    """Return the stretch in which a cue speaks of this figure."""
    breaks = line.lexicon.cues.lists["stock.breaks"]
    start = mention.first
    while start > 0 and mention.first - start < _REACH and line.words[start] not in breaks:
        start -= 1
    end = mention.end
    while end < len(line.words) and end - mention.end < _REACH and line.words[end] not in breaks:
        end += 1
    return start, end


def group_carried(
    line: Line, mentions: Sequence[Mention], index: int, counted: Mapping[int, Counted], parents: Mapping[int, int]
) -> tuple[int, int] | None:
    """Return whom an elliptic count means: the group of the last harmed count ("killed 5 soldiers and wounded 7")."""
    mention = mentions[index]
    if (
        "own" in line.words[mention.first : mention.end]
        or not mention.elliptic
        or mention.group is not None
        or mention.form not in {"number", "others", "article"}
    ):
        return None
    if counted[index].rule in {"toll", "earlier-toll"}:
        return None
    if counted[index].rule in {"kind", "subset"} and index and mentions[index - 1].kind not in (NounKind.PERSON, None):
        return mentions[index - 1].group
    for before in range(index - 1, -1, -1):
        other = mentions[before]
        if before not in counted or other.kind not in (NounKind.PERSON, None) or other.form == "the" or other.elliptic:
            continue
        if before in parents and parents.get(index) != parents[before]:
            continue
        if other.group is None:
            return None
        alone = other.low == 1 and other.high in {1, None} and (mention.low, mention.high) != (1, 1)
        unharmed = counted[before].measure is Measure.PEOPLE_PRESENT and not mention.partitive
        if parents.get(before) == index or alone or (unharmed and not _of_whole(line, other)):
            continue
        return other.group if other.harm is None or other.harm.person else None
    return None


def doer(line: Line, end: int) -> str | None:
    """Return the words after "by" close behind the words of harm, as said ("by Turkish shelling"), or None."""
    for at in range(end, min(end + 8, len(line.words))):
        word = line.words[at]
        if word == "by":
            start = at + 1
            stop = start
            while stop < len(line.words) and stop - start < 7 and not _ends_doer(line, stop, start):
                stop += 1
            return line.evidence(start, stop).text if stop > start else None
        if not word[0].isalnum() or word in {"and", "but", "while", "who", "after", "when"}:
            return None
    return None


def _ends_doer(line: Line, at: int, start: int) -> bool:
    word = line.words[at]
    if not word[0].isalnum() and word not in {"-", "'s", "’s", "‘", "’", "'"}:
        return True
    if at == start and line.has("grammar.determiners", at):
        return False
    return (
        line.has("grammar.prepositions", at) or line.has("grammar.auxiliaries", at) or line.has("grammar.perfect", at)
    )
