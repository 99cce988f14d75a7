"""Figures: every number that counts harm, attacks, sites, vehicles or people, with its bounds and its words.

The rules read tokens and small-word lexicons, so they work on any reader's `Reading`; syntax, where the reader gives
it, settles what stands far apart. Each rule has a name that `Settings.rules_off` can switch off and that the figure
carries:

- `beside` "12 killed", "two policemen dead"; `subject` "66 fighters were killed or injured"; `object` "killed five
  soldiers and three policemen"; `inverted` "among the dead were two children"; `of-noun` "the deaths of 12 people";
- `harm-noun` "12 deaths", "no casualties"; `loss` "heavy casualties", "casualties were reported"; `bare` "civilians
  were killed"; `named` "A and B were killed"; `adjective` "30 wounded soldiers";
- `toll` "the toll rose to 14"; `earlier-toll` the 11 of "to 14 from 11", which the page itself calls superseded;
- `tree` as `subject` and `object`, by the dependencies;
- `subset` "including 3 children"; `kind` things and people counted without harm ("29 attacks", "60 fighters").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rashomon.claims.figure_links import Link, link_mentions
from rashomon.claims.figure_losses import find_bare, find_losses, whose
from rashomon.claims.figure_mentions import Mention, find_mentions
from rashomon.claims.figure_names import find_named
from rashomon.claims.figure_parts import Counted, doer, find_parents, flow_or_stock, group_carried
from rashomon.claims.figure_risen import find_risen
from rashomon.claims.figure_tolls import TOLL, link_tolls
from rashomon.claims.figure_words import Line, open_line
from rashomon.domain.claim import Figure, Measure, Modifier
from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.knowledge.harm import NounKind

RULES: Final = (
    "beside", "subject", "object", "inverted", "of-noun", "harm-noun", "loss", "bare", "named", "adjective", "toll",
    "earlier-toll", "subset", "kind", "stock", "carried", "tree",
)  # fmt: skip
"""The names of the figure rules, as `Settings.rules_off` takes them."""

_HARM: Final = frozenset([Measure.KILLED, Measure.WOUNDED, Measure.KILLED_OR_WOUNDED])
_THINGS: Final = frozenset([NounKind.SITES, NounKind.VEHICLES])
_SAVED: Final = frozenset([("save",), ("saved",), ("saving",), ("saves",)])
_PLACES: Final = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "across",
        "around",
        "between",
        "through",
        "throughout",
        "into",
        "outside",
        "inside",
        "within",
        "along",
        "to",
        "via",
        "toward",
        "towards",
        "aboard",
        "using",
        "with",
        "by",
        "over",
    ]
)


def find_figures(document: Document, reading: Reading, rules_off: frozenset[str] = frozenset()) -> tuple[Figure, ...]:
    """Return the figures of a page's reporting blocks, ordered by their evidence.

    `rules_off` names rules to leave out (see `RULES`). Comments and widgets are never read. Offsets are those of
    `document.text`.
    """
    spans = [block.span for block in document.reporting()]
    found: list[Figure] = []
    last: list[Figure] = []
    for sentence, span in enumerate(reading.sentences):
        if any(span.within(block) for block in spans):
            line = open_line(document, reading, sentence)
            new = _figures_of(line, rules_off)
            if not new and last and TOLL not in rules_off and "carried" not in rules_off:
                new = find_risen(line, last)
            found += new
            last = new or last
    found.sort(key=lambda figure: (figure.evidence.span, figure.measure))
    return tuple({figure.id: figure for figure in found}.values())


def _figures_of(line: Line, off: frozenset[str]) -> list[Figure]:
    """Return one sentence's figures."""
    mentions = find_mentions(line)
    taken = [(mention.first, mention.end) for mention in mentions]
    if "loss" not in off:
        mentions += find_losses(line, taken)
    named = [] if "named" in off else find_named(line, taken)
    mentions += named
    if "bare" not in off:
        # "Colombian citizen Jose Ruiz" is one person: the name counts, not the noun before it.
        beside = [(mention.first - 1, mention.end) for mention in named]
        mentions += find_bare(line, taken + beside)
    if not mentions:
        return []
    mentions.sort(key=lambda mention: mention.first)
    links = link_mentions(line, mentions, off)
    link_tolls(line, mentions, links, off)
    counted = _count(line, mentions, links, off)
    parents = {} if "subset" in off else find_parents(line, mentions, counted)
    _inherit(mentions, counted, parents)
    return _finish(line, mentions, counted, parents, off)


def _count(line: Line, mentions: Sequence[Mention], links: dict[int, Link], off: frozenset[str]) -> dict[int, Counted]:
    """Give each mention its measure; those that count nothing are left out."""
    counted: dict[int, Counted] = {}
    for index in range(len(mentions)):
        found = _measured(line, mentions, index, links.get(index), off)
        unsaid = found is None or (found.measure is Measure.NEUTRALISED and not mentions[index].partitive)
        if unsaid and "kind" not in off:
            found = _more_things(line, mentions, index, counted) or found
        if found is not None:
            counted[index] = found
    return counted


def _more_things(line: Line, mentions: Sequence[Mention], index: int, counted: Mapping[int, Counted]) -> Counted | None:
    """Read "six vehicles were seized and two others burned": a bare number goes on with the things before it."""
    mention, before = mentions[index], mentions[index - 1] if index else None
    if before is None or index - 1 not in counted or not mention.elliptic or mention.form != "number":
        return None
    done = any(hit.things and hit.start == mention.end for hit in line.hits)
    if before.kind in (NounKind.PERSON, None) or not done:
        return None
    return Counted(mention=mention, measure=counted[index - 1].measure, rule="kind", word=mention.word)


def _measured(
    line: Line, mentions: Sequence[Mention], index: int, link: Link | None, off: frozenset[str]
) -> Counted | None:
    """Settle one mention: harm that is in its noun, then its link, then an adjective, then what kind of thing it is."""
    mention = mentions[index]
    harm = mention.harm
    if harm is not None and not harm.person and (link is None or not link.rule.endswith("toll")):
        return _by_noun(line, mention, off)
    if link is not None and link.measure is Measure.OTHER and mention.lead is not None:
        link = None
    if link is not None and mention.kind in (NounKind.PERSON, None):
        rule = {"bare": "bare", "names": "named"}.get(mention.form, link.rule)
        fine = _acceptable(line, mention, link)
        return (
            Counted(mention=mention, measure=link.measure, rule=rule, word=mention.word or link.word) if fine else None
        )
    if mention.form == "number":
        found = _by_noun(line, mention, off)
        if found is not None:
            return found
    counts = mention.form in {"number", "article"} and "kind" not in off
    return _by_kind(line, mention, mentions) if counts else None


def _by_noun(line: Line, mention: Mention, off: frozenset[str]) -> Counted | None:
    """Take the measure from the noun ("12 deaths", "no casualties") or its adjective ("30 wounded soldiers")."""
    harm = mention.harm
    if harm is None:
        if mention.lead is None or "adjective" in off:
            return None
        return Counted(mention=mention, measure=mention.lead, rule="adjective", word=mention.word)
    if line.words[mention.end - 1] == "lives" and line.words[mention.first - 1 : mention.first] in _SAVED:
        return None
    rule = "loss" if mention.form == "bare" else "harm-noun"
    word = line.evidence(mention.end - 1, mention.end).text if harm.kept else None
    return None if rule in off else Counted(mention=mention, measure=harm.measure, rule=rule, word=mention.word or word)


def _acceptable(line: Line, mention: Mention, link: Link) -> bool:
    """Refuse links that need people where the noun is unknown or a definite one-off."""
    if mention.form == "the":
        return link.measure in _HARM | {Measure.CAPTURED} and mention.kind is NounKind.PERSON
    if mention.elliptic and mention.partitive and "which" in line.words[mention.first : mention.end]:
        return False
    if (
        mention.kind is None
        and not mention.elliptic
        and mention.form in {"number", "article"}
        and not link.rule.endswith("toll")
    ):
        return link.animate or link.rule == "of-noun"
    return True


def _by_kind(line: Line, mention: Mention, mentions: Sequence[Mention]) -> Counted | None:
    """Count things, and people to whom nothing is said to have happened."""
    kind = mention.kind
    if kind is None:
        return None
    before = line.words[mention.first - 1] if mention.first else ""
    of_whole = before == "the" and line.words[mention.first - 2 : mention.first - 1] == ("of",) and mention.first == 2
    if not of_whole and before in {"the", "these", "those", "all", "both", "its", "their", "his", "her", "top"}:
        return None
    if kind in _THINGS | {NounKind.OTHER} and before in _PLACES and mention.form == "number":
        return None
    if mention.partitive and mention.low == mention.high == 1:
        return None
    if mention.form == "article":
        if kind not in _THINGS or not (_done_to(line, mention) or _joined_to(line, mention, mentions)):
            return None
    elif kind is NounKind.PERSON and not _present(line, mention):
        return None
    return Counted(mention=mention, measure=kind.measure, rule="kind", word=mention.word)


def _done_to(line: Line, mention: Mention) -> bool:
    """Tell whether a single thing is built, taken or destroyed ("established a new post", "a tank was destroyed")."""
    for hit in line.hits:
        if not hit.things:
            continue
        if hit.end == mention.first and hit.voice in {"active", "free"}:
            return True
        if hit.start == mention.end and hit.voice == "passive":
            return True
    return False


def _joined_to(line: Line, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Tell whether a single thing goes with counted ones ("16 houses and a school", "a car and two buses were hit")."""
    for other in mentions:
        if other.kind in _THINGS and other.form == "number":
            if line.words[other.end : mention.first] in {("and",), (",",)}:
                return True
            if line.words[mention.end : other.first] in {("and",), (",",)} and _done_to(line, other):
                return True
    return False


def _present(line: Line, mention: Mention) -> bool:
    """Tell whether people counted without harm are worth a figure: not speakers, not "one of the leaders"."""
    if (
        (mention.partitive and mention.modifier is Modifier.EXACT)
        or (mention.low == 1 and mention.high == 1)
        or mention.group is None
    ):
        return False
    head = line.words[mention.group[1] - 1]
    following = line.words[mention.end] if mention.end < len(line.words) else ""
    before = line.words[mention.first - 1] if mention.first else ""
    speaks = following in line.lexicon.speech or (before in {"to", "told"} and head in line.lexicon.speakers)
    small = mention.modifier is Modifier.VAGUE and mention.word in {
        "several",
        "many",
        "few",
        "a few",
        "various",
        "multiple",
    }
    return head != "inhabitants" and not (speaks or head in line.lexicon.speakers or small)


def _inherit(mentions: Sequence[Mention], counted: dict[int, Counted], parents: dict[int, int]) -> None:
    """Give each subset that nothing else befell the measure of its whole."""
    for index, parent in parents.items():
        own = counted.get(index)
        things = mentions[parent].kind not in (NounKind.PERSON, None)
        if own is None or things or (own.rule == "kind" and mentions[index].kind in (NounKind.PERSON, None)):
            whole = counted[parent]
            counted[index] = Counted(mention=mentions[index], measure=whole.measure, rule="subset", word=whole.word)


def _group(
    line: Line, mentions: Sequence[Mention], index: int, counted: Mapping[int, Counted], parents: Mapping[int, int]
) -> tuple[tuple[int, int] | None, str]:
    """Return a figure's group and its rule, which says so where the group is carried over from another count."""
    mention, each = mentions[index], counted[index]
    if each.measure in {Measure.ATTACKS, Measure.STRIKES}:
        return None, each.rule
    group = mention.group
    if group is None and each.rule == "harm-noun" and mention.form in {"number", "zero"}:
        group = whose(line, mention.first, mention.end)
    if group is not None:
        return group, each.rule
    carried = group_carried(line, mentions, index, counted, parents)
    return carried, f"{each.rule}+carried" if carried else each.rule


def _finish(
    line: Line, mentions: Sequence[Mention], counted: dict[int, Counted], parents: dict[int, int], off: frozenset[str]
) -> list[Figure]:
    """Make the figures, wholes before their parts, so that parts can name them."""
    made: dict[int, Figure] = {}
    for index in sorted(counted, key=lambda each: (each in parents, each)):
        each, mention = counted[index], mentions[index]
        group, rule = _group(line, mentions, index, counted, parents)
        if rule.endswith("+carried") and "carried" in off:
            group, rule = None, each.rule
        evidence = line.evidence(group[0], group[1]) if group else None
        parent = made.get(parents[index]) if index in parents else None
        made[index] = Figure(
            measure=each.measure,
            evidence=line.evidence(mention.first, mention.end),
            low=mention.low,
            high=mention.high,
            modifier=mention.modifier,
            group=" ".join(evidence.text.split()) if evidence else None,
            group_evidence=evidence,
            by=doer(line, mention.end) if each.measure in _HARM else None,
            word=" ".join(each.word.split()) if each.word else None,
            flow_or_stock=flow_or_stock(line, mention, each.measure, off),
            subset_of=parent.id if parent else None,
            rule=rule,
        )
    return [made[index] for index in sorted(made)]
