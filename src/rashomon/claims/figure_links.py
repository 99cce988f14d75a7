"""Which words of harm each count belongs to: passives, objects, "12 dead", "the deaths of 12", shared predicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rashomon.claims.figure_chains import chain_left, chain_right, is_clear, is_people
from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_names import victim_of
from rashomon.claims.figure_syntax import harmed_by_tree
from rashomon.claims.figure_words import Hit, Line
from rashomon.domain.claim import Measure

_OPEN_QUOTES: Final = frozenset(["“", '"', "‘", "'"])


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
    rules = [(name, rule) for name, rule in _RULES if name not in off]
    harming = [hit for hit in line.hits if hit.measure is not None]
    unmet = []
    for hit in reversed(harming):
        for name, rule in rules:
            found = [
                index for index in rule(line, mentions, hit, links) if not _beside_other(line, mentions[index], hit)
            ]
            links.update({index: _link(line, hit, name) for index in found})
            if found:
                break
        else:
            unmet.append(hit)
    if "inverted" not in off:
        _link_among(line, mentions, links)
    if "object" not in off:
        _link_elliptic(line, mentions, links)
    if "tree" not in off:
        for hit in reversed(unmet):
            links.update({index: _link(line, hit, "tree") for index in harmed_by_tree(line, mentions, hit, links)})
    return links


def _beside_other(line: Line, mention: Mention, hit: Hit) -> bool:
    """Tell whether a count stands right before another word of harm: "fifteen wounded, evacuated to the city"."""
    return hit.measure is Measure.OTHER and any(
        other is not hit and other.first == mention.end and other.measure not in (None, Measure.OTHER)
        for other in line.hits
    )


def _link(line: Line, hit: Hit, rule: str) -> Link:
    return Link(measure=_measure(hit), rule=rule, word=_word(line, hit), animate=hit.animate)


def _link_victims(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Link "the victims included 11 schoolchildren", "the fatalities were two guards"."""
    for index, mention in enumerate(mentions):
        verb = mention.first - 1
        if not is_people(mention):
            continue
        among = _among_harmed(line, mention)
        if among is not None:
            links[index] = Link(measure=among, rule="inverted")
            continue
        noun = line.lexicon.harm_nouns.ending(line.words, verb)
        if not line.has("links.equating", verb):
            continue
        if (
            noun is not None
            and (not noun[1].person or noun[1].kept)
            and not any(m.first <= noun[0] < m.end for m in mentions)
        ):
            link = Link(measure=noun[1].measure, rule="inverted", word=line.raw(verb - 1) if noun[1].kept else None)
            for each in [index, *chain_right(line, mentions, index, links)]:
                links[each] = link


def _link_among(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Link "Among the 19 arrested were two clerics"."""
    for hit in line.hits:
        at = hit.end
        opened = "among" in line.words[max(0, hit.first - 6) : hit.first]
        if hit.measure is None or not opened or not line.has("links.equating", at):
            continue
        for index, mention in enumerate(mentions):
            if mention.first == at + 1 and index not in links and is_people(mention):
                for each in [index, *chain_right(line, mentions, index, links)]:
                    links[each] = _link(line, hit, "inverted")


def _among_harmed(line: Line, mention: Mention) -> Measure | None:
    """Return what befell those that "a pregnant woman was among the dead" speaks of."""
    at = mention.end
    if not line.has("grammar.auxiliaries", at) or line.words[at + 1 : at + 2] != ("among",):
        return None
    at += 2
    while line.has("grammar.determiners", at):
        at += 1
    hit = next((hit for hit in line.hits if hit.first == at), None)
    noun = line.lexicon.harm_nouns.starting(line.words, at) if at < len(line.words) else None
    return hit.measure if hit else noun[1].measure if noun else None


def _link_elliptic(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Link "64 people were killed in Jonglei and 12 in Upper Nile": a bare number goes on with the last predicate."""
    for index in range(1, len(mentions)):
        mention = mentions[index]
        before = line.words[mention.first - 1 : mention.first]
        after = line.words[mention.end : mention.end + 1]
        if index in links or not mention.elliptic or mention.form != "number" or index - 1 not in links:
            continue
        if before == (",",) and after and _severely(after[0]):
            links[index] = links[index - 1]
            continue
        if before not in {("and",), (",",)} or after not in {("in",), ("at",), ("near",), ("on",), ("during",)}:
            continue
        hits = [hit for hit in line.hits if hit.end <= mention.first and hit.measure is not None]
        if hits and hits[-1].measure is links[index - 1].measure and is_clear(line, hits[-1].end, mention.first):
            links[index] = links[index - 1]


def _before_count(line: Line, mention: Mention, at: int) -> bool:
    """Tell whether a token may stand between "of" and its count: "the five", titles and offices before a name."""
    if mention.form == "names":
        return line.words[at].isalpha() and line.words[at] != "of" and mention.first - at <= 5
    return line.has("grammar.determiners", at)


def _severely(word: str) -> bool:
    """Tell whether a word says how badly ("15 were injured, three seriously")."""
    return word in {"seriously", "critically", "gravely", "badly", "severely", "lightly", "slightly", "fatally"}


def _measure(hit: Hit) -> Measure:
    assert hit.measure is not None
    return hit.measure


def _word(line: Line, hit: Hit) -> str | None:
    return line.evidence(hit.first, hit.end).text if hit.kept else None


def _link_of_nouns(line: Line, mentions: Sequence[Mention], links: dict[int, Link]) -> None:
    """Link "the deaths of 12 people", "claimed the lives of 12"."""
    for index, mention in enumerate(mentions):
        owned = victim_of(line, mention.end) if mention.form in {"names", "article", "the"} else None
        if owned is not None and index not in links:
            links[index] = Link(measure=owned, rule="of-noun")
            continue
        at = mention.first - 1
        while at > 0 and mention.form in {"number", "names"} and _before_count(line, mention, at):
            at -= 1
        if at < 1 or line.words[at] != "of" or index in links or not is_people(mention) or mention.harm:
            continue
        measure = line.lexicon.of_nouns.get(line.words[at - 1])
        if measure is not None and line.words[at - 2 : at - 1] != ("number",):
            link = Link(
                measure=measure, rule="of-noun", word=line.raw(at - 1) if measure is Measure.NEUTRALISED else None
            )
            for each in [index, *chain_right(line, mentions, index, links)]:
                links[each] = link


def _beside(line: Line, mentions: Sequence[Mention], hit: Hit, links: dict[int, Link]) -> list[int]:
    """Link "12 soldiers killed", "30 wounded", "two policemen dead": the count stands right before the words."""
    if hit.voice not in {"free", "state"}:
        return []
    at = hit.first
    while at > 0 and (line.adverb(at - 1) or line.has("grammar.hedges", at - 1) or line.words[at - 1] in _OPEN_QUOTES):
        at -= 1
    if (
        len(hit.measures) > 1
        and line.words[at - 1 : at] == (",",)
        and any(other.lemma == "lose" for other in line.hits)
    ):
        at -= 1
    for index, mention in enumerate(mentions):
        if mention.end != at or not is_people(mention) or index in links or mention.form == "the":
            continue
        if hit.voice == "free" and _object(line, mentions, hit, links) and not _list_before(line, mention):
            return []
        if hit.voice == "free" and _governs(line, hit.end):
            return []
        left = chain_left(line, mentions, index, links) if not _governed(line, mention) else []
        return [index, *left]
    return []


def _governs(line: Line, at: int) -> bool:
    """Tell whether an object follows a verb ("fighters held the bridge"), not a time ("killed the same day")."""
    if not line.has("grammar.determiners", at):
        return False
    return not any(line.has("phrase.times", each) for each in range(at, at + 4))


def _list_before(line: Line, mention: Mention) -> bool:
    """Tell whether a count follows a comma or a conjunction, as in "12 killed, 30 wounded 5 missing"."""
    return mention.first > 0 and line.words[mention.first - 1] in {",", "and"} and mention.elliptic


def _governed(line: Line, mention: Mention) -> bool:
    """Tell whether a verb of harm stands right before a count ("killed 12 wounded")."""
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
        if not is_people(mention):
            continue
        if index in links and not _relative(line, mention.end, hit.start):
            return []
        if not is_clear(line, mention.end, hit.start):
            return []
        if _in_phrase(line, mention, hit) or _placed(line, mention):
            continue
        return [index, *chain_left(line, mentions, index, links)]
    return []


def _relative(line: Line, start: int, end: int) -> bool:
    return any(word in {"who", "whom"} for word in line.words[start:end])


def _placed(line: Line, mention: Mention) -> bool:
    """Tell whether a single unknown thing only says where or how ("guests in a pension were hurt", "as a result")."""
    return mention.kind is None and mention.form == "article" and line.has("links.placing", mention.first - 1)


def _in_phrase(line: Line, mention: Mention, hit: Hit) -> bool:
    """Tell whether a count is the object of a preposition and another noun stands between it and the verb."""
    before = mention.first - 1
    governed = before >= 0 and (
        line.words[before] in {"in", "on", "at", "by", "with", "against", "for", "from", "to", "near", "after"}
    )
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
    while at < len(line.words) and (
        line.has("grammar.determiners", at)
        or line.words[at] in {"some", ":", "'", "‘", "“", '"', "reportedly", "also", "what"}
    ):
        if any(mention.first == at for mention in mentions):
            break
        at += 1
    for index, mention in enumerate(mentions):
        first = mention.first
        if first > at and line.words[first - 1] == "of" and first - at <= 4 and line.has("phrase.columns", first - 2):
            first = at
        if first == at and index not in links and (is_people(mention) or not mention.harm):
            chain = chain_right(line, mentions, index, links)
            return [each for each in [index, *chain] if is_people(mentions[each])]
    return []


def _inverted(line: Line, mentions: Sequence[Mention], hit: Hit, links: dict[int, Link]) -> list[int]:
    """Link "Among the dead were three children", "the dead included five policemen", "Killed were two brothers"."""
    if hit.voice not in {"free", "state"}:
        return []
    at = hit.end
    if hit.first <= 1:
        reach = min(len(line.words) - 1, at + 8)
        while at < reach and not line.has("links.equating", at) and is_clear(line, at, at + 1):
            at += 1
    if not line.has("links.equating", at):
        return []
    for index, mention in enumerate(mentions):
        if mention.first == at + 1 and index not in links and is_people(mention):
            return [index, *chain_right(line, mentions, index, links)]
    return []


_RULES: Final = (
    ("beside", _beside),
    ("subject", _subject),
    ("object", _objects),
    ("inverted", _inverted),
)
