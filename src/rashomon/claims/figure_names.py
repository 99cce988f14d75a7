"""Named victims: "Ahmad Saleh and Omar Haddad were killed" counts two."""

from __future__ import annotations

from typing import Final

from rashomon.claims.figure_mentions import Mention
from rashomon.claims.figure_words import Hit, Line
from rashomon.domain.claim import Measure, Modifier
from rashomon.domain.reading import NameKind
from rashomon.knowledge.harm import NounKind

_PERSONAL: Final = frozenset(
    [Measure.KILLED, Measure.WOUNDED, Measure.CAPTURED, Measure.KILLED_OR_WOUNDED, Measure.MISSING]
)
_JOINTS: Final = frozenset(["and", ",", "&"])


def find_named(line: Line, taken: list[tuple[int, int]]) -> list[Mention]:
    """Return the person names that share a verb of harm to people, counted as one mention.

    Names that the reader marked as persons count; without such marks, two capitalised words or more that nothing
    else explains stand for a person right beside "killed" or "kidnapped", but not beside verbs that take towns
    ("captured").
    """
    hits = [hit for hit in line.hits if hit.measure in _PERSONAL]
    if not hits and not any(word in line.lexicon.of_nouns for word in line.words):
        return []
    spots = _marked(line) or _capitalised(line)
    chains = [_chained(line, hit, spots, taken) for hit in hits] + [_chain_of(line, spot, spots) for spot in spots]
    chains += [[spot] for spot in spots if victim_of(line, spot[1]) is not None]
    found: list[Mention] = []
    for chain in chains:
        if not chain:
            continue
        first, end = chain[0][0], chain[-1][1]
        if not any(begin < end and first < last for begin, last in [*taken, *((m.first, m.end) for m in found)]):
            found.append(_mention(chain))
    return found


def victim_of(line: Line, end: int) -> Measure | None:
    """Return what befell a name or person that ends here and goes on with "'s murder", or None."""
    if line.words[end : end + 1] not in {("'s",), ("’s",), ("'",), ("’",)} or end + 1 >= len(line.words):
        return None
    word = line.words[end + 1]
    return (
        line.lexicon.of_nouns.get(word) if word not in {"life", "lives", "body", "loss", "flight", "bodies"} else None
    )


def _mention(chain: list[tuple[int, int]]) -> Mention:
    first, end = chain[0][0], chain[-1][1]
    return Mention(
        first=first, end=end, form="names", low=len(chain), high=len(chain), modifier=Modifier.EXACT,
        group=(first, end), kind=NounKind.PERSON,
    )  # fmt: skip


def _chain_of(line: Line, spot: tuple[int, int], spots: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names of "the assassination of senator A and B", from the first on."""
    if not _marked(line):
        return []
    at = spot[0] - 1
    while at > 1 and spot[0] - at <= 5 and line.words[at].isalpha() and line.words[at] != "of":
        at -= 1
    if at < 1 or line.words[at] != "of" or line.words[at - 1] not in line.lexicon.of_nouns:
        return []
    return [spot, *_chain_after(line, [each for each in spots if each[0] > spot[0]], spot[1], joined=True)]


def _marked(line: Line) -> list[tuple[int, int]]:
    """Return the token ranges of names that the reader marked as persons."""
    whole = line.span(0, len(line.words))
    spots = []
    for name in line.reading.names:
        if name.kind is NameKind.PERSON and whole.overlaps(name.span):
            at = [i for i in range(len(line.words)) if line.span(i, i + 1).within(name.span)]
            if at:
                first = at[0]
                while first < at[-1] and line.has("names.titles", first):
                    first += 1
                if not _only_nouns(line, first, at[-1] + 1):
                    spots.append((first, at[-1] + 1))
    return sorted(spots)


def _only_nouns(line: Line, first: int, end: int) -> bool:
    """Tell whether a supposed name is but nouns of the lexicon ("Salvadoran attorney")."""
    return all(line.lexicon.nouns.starting(line.words, at) is not None for at in range(first, end))


def _capitalised(line: Line) -> list[tuple[int, int]]:
    """Return runs of two capitalised words or more that are no titles, where the sentence is not all in capitals."""
    raw = [line.raw(at) for at in range(len(line.words))]
    if not any(word.islower() and len(word) > 2 for word in raw):
        return []
    spots, at = [], 0
    while at < len(raw):
        if not raw[at][0].isupper() or line.has("names.titles", at) or _ordinary(line, at):
            at += 1
            continue
        end = at + 1
        while (
            end < len(raw)
            and (raw[end][0].isupper() or line.has("names.particles", end))
            and not line.has("grammar.auxiliaries", end)
        ):
            end += 1
        while line.has("names.particles", end - 1):
            end -= 1
        if end - at >= 2 and all(word.isalpha() or word in {"-", "al-"} or word.endswith(".") for word in raw[at:end]):
            spots.append((at, end))
        at = max(end, at + 1)
    return spots


def _ordinary(line: Line, at: int) -> bool:
    """Tell whether a capitalised word is only the first of its sentence, or a noun of the lexicon."""
    small = line.has("grammar.prepositions", at) or line.has("grammar.determiners", at)
    return small or line.lexicon.nouns.starting(line.words, at) is not None


def _chained(line: Line, hit: Hit, spots: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the names that words of harm befall."""
    towns = not hit.animate and hit.lemma not in {"kidnap", "abduct", "arrest", "detain", "jail", "imprison"}
    if towns and not _marked(line):
        return []
    if hit.voice in {"active", "free"}:
        return _chain_after(line, spots, hit.end)
    if hit.voice not in {"passive", "befalls"}:
        return []
    chain = _chain(line, spots, hit.start)
    for first, end in taken:
        if not chain and end == hit.start and line.words[first - 1 : first] == ("and",):
            chain = _chain(line, spots, first - 1)
    end = chain[-1][1] if chain else 0
    aside = 0 < end < len(line.words) and line.words[end] in {",", "("}
    # "Coronel Lagrow, a Dutch reporter, was killed": the count in the aside has him already.
    return [] if aside and any(end <= begin and last <= hit.start for begin, last in taken) else chain


def _chain(line: Line, spots: list[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Return the names that end right before a place, joined by commas and "and"; ages and asides may stand between."""
    chain: list[tuple[int, int]] = []
    for spot in reversed(spots):
        if spot[1] > end:
            continue
        gap = line.words[spot[1] : end]
        if not (_joined(line, gap) if chain else not gap or _aside(gap)):
            break
        chain.insert(0, spot)
        end = spot[0]
    return [] if chain and _governed(line, chain[0][0]) else chain


def _governed(line: Line, first: int) -> bool:
    """Tell whether a name belongs to a phrase before it ("residents of Deir Ezzor were killed")."""
    before = line.words[first - 1] if first else ""
    return before in {"of", "in", "from", "at", "near", "by", "for", "with", "to", "on", "against"}


def _chain_after(
    line: Line, spots: list[tuple[int, int]], start: int, *, joined: bool = False
) -> list[tuple[int, int]]:
    """Return the names from a place on; the first may follow titles and offices, or a conjunction where `joined`."""
    chain: list[tuple[int, int]] = []
    for spot in spots:
        if spot[0] < start:
            continue
        gap = line.words[start : spot[0]]
        if not (_joined(line, gap) if chain or joined else _titled(line, start, spot[0])):
            break
        chain.append(spot)
        start = spot[1]
    return chain


def _titled(line: Line, start: int, end: int) -> bool:
    """Tell whether only titles and offices stand here ("killed senator ...")."""
    for at in range(start, end):
        noun = line.lexicon.nouns.starting(line.words, at)
        office = noun is not None and noun[1].kind is NounKind.PERSON
        if not (line.has("names.titles", at) or office):
            return False
    return end - start <= 3


def _joined(line: Line, gap: tuple[str, ...]) -> bool:
    """Tell whether two names are joined, with nothing but ages and titles between them."""
    titles = line.lexicon.cues.lists["names.titles"]
    return bool(_JOINTS & set(gap)) and all(word in _JOINTS or word.isdigit() or word in titles for word in gap)


def _aside(gap: tuple[str, ...]) -> bool:
    """Tell whether a gap is an aside between commas or brackets (", 34 ,", ", a teacher ,")."""
    return len(gap) >= 2 and gap[0] in {",", "("} and gap[-1] in {",", ")"} and len(gap) <= 10
