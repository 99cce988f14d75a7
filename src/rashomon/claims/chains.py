"""Chains of voices: the publisher first, then every voice that a page names, down to the original one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from rashomon.claims.judgements import denies_in_words
from rashomon.claims.pages import ReadPage
from rashomon.claims.speakers import speaker_of
from rashomon.claims.voices_named import Heard, Speaker, publisher_of
from rashomon.domain.claim import Claimant, Stance, Step, VoiceKind
from rashomon.domain.reading import Attribution
from rashomon.domain.span import Span
from rashomon.knowledge.voices import NounCue, VerbCue
from rashomon.knowledge.voices.sets import word_set

_ALIKE = 0.9
_SURE = 0.9
#: Prepositions whose nouns tell where or among whom, never who speaks ("were reported among the staff").
_NOT_BY = word_set("chains.not-by")
_OPENING = frozenset('“"«')
_THAT = re.compile(r"that\s+")
_THROUGH = re.compile(
    r"\bin (?:its|a|an|his|her|their|the)\s+(?:[\w-]+\s+){0,3}?(?P<noun>report|statement|letter|study|"
    r"survey|bulletin|update)\b"
)


#: Words of a voice that are read on a channel: "the post" takes them up.
_POSTED: Final = re.compile(
    r"\bon\s+(?:its\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+)?(?:telegram|facebook|twitter|x|instagram|channel)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """An attribution with its chain. `cue` is what the lexicon says of its verb or noun, None for a preposition."""

    attribution: Attribution
    sentence: int
    content: tuple[Span, ...]
    chain: tuple[Claimant, ...]
    cue: VerbCue | NounCue | None
    noun: NounCue | None = None
    trace: tuple[Step, ...] = ()
    gaps: tuple[str, ...] = ()
    outer: int | None = None
    retracts: bool = False


def find_voices(page: ReadPage) -> tuple[Voiced, ...]:
    """Return the attributions of a page that make claims, each with its whole chain, in the order of their cues."""
    attributions = [a for a in settle(page) if _sentence(page, a) is not None]
    heard: list[Heard] = []
    speakers: list[Speaker] = []
    for each in attributions:
        sentence = _sentence(page, each) or 0
        speaker = speaker_of(page, each, sentence, heard)
        speakers.append(speaker)
        who = speaker.claimant
        remembered = each.source and who.evidence is not None and each.kind != "relay"
        if remembered and who.evidence is not None and page.is_on("voice-memory"):
            noun = speaker.noun.lemma if speaker.noun else _noun_lemma(page, each) or _channel(page, sentence)
            words = who.antecedent or who.evidence
            heard.append(Heard(claimant=who, evidence=words, sentence=sentence, noun=noun))
    outers = [_outer(page, attributions, index) for index in range(len(attributions))]
    made = [_voiced(page, attributions, speakers, outers, index) for index in range(len(attributions))]
    silent = {_hosted(page, attributions, i) for i, a in enumerate(attributions) if a.kind == "citation"}
    return tuple(v for i, v in enumerate(made) if attributions[i].kind != "relay" and i not in silent)


def settle(page: ReadPage) -> list[Attribution]:
    """Return the reading's attributions that are switched on, one for each cue, in the order of their cues.

    Where a model and the lexicon both mark a cue, the lexicon's is kept, for its rule can be shown. What the model
    alone finds is kept where its cue speaks by the lexicon, or its words are a quotation or a clause after "that".
    """
    given = dict.fromkeys(page.reading.attributions)
    kept = [a for a in given if a.kind != "model" and a.content and page.is_on(a.rule)]
    if page.is_on("attribution-head"):
        kept = [_mended(page, each, [a for a in given if a.kind == "model"]) for each in kept]
    for each in page.reading.attributions:
        if each.kind != "model" or not page.is_on(each.rule or "attribution-head"):
            continue
        near = _within_reach(page, each)
        if near is None or not _speaks(page, near) or any(_same(k, near) for k in kept if k.kind != "relay"):
            continue
        kept.append(near)
    return sorted(kept, key=lambda a: a.content[0].start if a.rule == "quote-continued" else a.cue[0].start)


def _mended(page: ReadPage, each: Attribution, heads: list[Attribution]) -> Attribution:
    """A rule's attribution with the model's bounds where word order misleads the rule and the model is sure.

    "Contacted by X, the spokesman said": the source begins after the comma. "Y told X the car was hit": the words begin
    after X.
    """
    same = next(
        (h for h in heads if h.score >= _SURE and h.source and h.content and h.cue[0].overlaps(each.cue[0])), None
    )
    if same is None or not each.source:
        return each
    mine, theirs = each.source[0], same.source[0]
    later = mine.start < theirs.start and mine.end == theirs.end
    if later and page.document.text[mine.start : theirs.start].rstrip().endswith(","):
        return replace(each, source=(theirs, *each.source[1:]))
    words = same.content[0]
    apart = each.rule == "verb-before-bare" and words.end <= each.cue[0].start and len(words) > len(each.content[0])
    if apart and len(each.content) == 1 and not any(h.overlaps(each.content[0]) for h in same.content):
        # "..., the ministry said at the time": what stands before the voice is said, and not "at the time".
        return replace(each, rule="verb-after", content=same.content)
    inside = words.start < each.content[0].start and each.content[0].end - words.end in (-1, 0, 1)
    if each.rule == "verb-before-that" and page.document.text[: each.content[0].start].rstrip().endswith("that"):
        inside = False  # what stands before "that" is no part of the words
    if each.rule.startswith("verb-before") and inside and words.start > each.cue[0].end:
        return replace(each, content=(Span(words.start, each.content[0].end), *each.content[1:]))
    if each.kind == "relay" and mine.start < words.start < mine.end:
        name = page.text(Span(mine.start, words.start)).rstrip()
        return replace(each, source=(Span(mine.start, mine.start + len(name)),)) if name else each
    return each


def _within_reach(page: ReadPage, attribution: Attribution) -> Attribution | None:
    """The model's attribution with the words of its cue's sentence, and of others only where they are quoted."""
    home = page.reading.sentence_at(attribution.cue[0].start)
    text = page.document.text
    pieces = []
    for piece in attribution.content:
        there = page.reading.sentence_at(piece.start)
        quoted = text[piece.start] in _OPENING or text[max(0, piece.start - 1)] in _OPENING
        if there is not None and page.blocks[there] is not None and (there == home or quoted):
            that = _THAT.match(text, piece.start, piece.end)
            pieces.append(Span(that.end(), piece.end) if that and that.end() < piece.end else piece)
    source = attribution.source
    if source and source[0].start > attribution.cue[-1].end:
        before = text[attribution.cue[-1].end : source[0].start].lower().split()
        source = () if before and before[0] in _NOT_BY else source
    return replace(attribution, content=tuple(pieces), source=source) if pieces else None


def _speaks(page: ReadPage, attribution: Attribution) -> bool:
    """Whether a cue that only the model found is one of speech."""
    cue = page.voices.cue(page.text(attribution.cue[0]))
    if attribution.source and page.text(attribution.source[0]).lower().split()[0] in (
        "no",
        "nobody",
        "none",
        "neither",
    ):
        return False
    if isinstance(cue, VerbCue) and not (cue.weak or cue.ambiguous) and cue.takes & {"clause", "after"}:
        return True
    before = page.document.text[max(0, attribution.content[0].start - 6) : attribution.content[0].start].lower()
    opened = page.document.text[attribution.content[0].start] in _OPENING
    return opened or before.rstrip().endswith("that") or page.text(attribution.cue[0]) == ":"


def _same(one: Attribution, other: Attribution) -> bool:
    cue = any(a.overlaps(b) for a in one.cue for b in other.cue)
    words = _shared(one.content, other.content) > 0.6
    alike = _shared(one.content, other.content) > _ALIKE and one.kind != "citation"
    return cue or alike or (words and any(a.overlaps(b) for a in one.source for b in other.source))


def _shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return both / max(1, min(sum(map(len, one)), sum(map(len, other))))


def _sentence(page: ReadPage, attribution: Attribution) -> int | None:
    spot = attribution.content[0] if attribution.rule == "quote-continued" else attribution.cue[0]
    sentence = page.reading.sentence_at(spot.start)
    return sentence if sentence is not None and page.blocks[sentence] is not None else None


def _noun_lemma(page: ReadPage, attribution: Attribution) -> str:
    cue = page.voices.cue(page.text(attribution.cue[0]))
    for word in page.text(attribution.cue[0]).lower().split():
        if word in page.voices.nouns:
            return page.voices.nouns[word].lemma
    return cue.lemma if isinstance(cue, NounCue) else ""


def _channel(page: ReadPage, sentence: int) -> str:
    """The document that a voice spoke through ("said in its report"), so that "the report" can be traced to it."""
    words = page.text(page.reading.sentences[sentence]).lower()
    found = _THROUGH.search(words)
    if found is None and _POSTED.search(words):
        return "post"
    noun = page.voices.nouns.get(found["noun"]) if found else None
    return noun.lemma if noun is not None and noun.document else ""


def _outer(page: ReadPage, attributions: list[Attribution], index: int) -> int | None:
    """The attribution in whose words this one stands: the smallest that holds its cue and words, or its host's."""
    each = attributions[index]
    if each.kind == "citation":
        host = _hosted(page, attributions, index)
        relay = next((i for i, a in enumerate(attributions) if a.kind == "relay" and a.cue == each.cue), None)
        return relay if relay is not None and host is None else host
    spot = each.content[0] if each.rule == "quote-continued" else each.cue[0]
    best: int | None = None
    for other, candidate in enumerate(attributions):
        if other == index or candidate.kind == "citation" or (candidate.cue == each.cue and candidate.kind != "relay"):
            continue
        holds = any(spot.within(piece) for piece in candidate.content) and candidate.rule != "quote-continued"
        if candidate.kind != "relay" and each.source and each.kind != "passive":
            holds = holds and any(
                each.source[0].within(piece) or each.source[0].overlaps(candidate.source[0])
                for piece in candidate.content
                if candidate.source
            )
            holds = holds and not (candidate.source and each.source[0] == candidate.source[0])
        if holds and (best is None or _size(candidate) < _size(attributions[best])):
            best = other
    if best is not None and _refuses(page, attributions[best]) and attributions[best].kind != "relay":
        return None
    return best


def _refuses(page: ReadPage, attribution: Attribution) -> bool:
    """Whether a voice denies or doubts its words: then it does not hand on what stands in them."""
    cue = page.voices.cue(page.text(attribution.cue[0]))
    if cue is not None and cue.stance in (Stance.DENIES, Stance.DOUBTS):
        return True
    return attribution.kind in ("speech", "source") and any(
        denies_in_words(page, piece) for piece in attribution.content
    )


def _size(attribution: Attribution) -> int:
    return sum(map(len, attribution.content))


def _hosted(page: ReadPage, attributions: list[Attribution], index: int) -> int | None:
    """The attribution that a citation belongs to.

    The nearest in its sentence; a citation inside another's source, that one.
    """
    each = attributions[index]
    sentence = _sentence(page, each)
    best: int | None = None
    for other, candidate in enumerate(attributions):
        if other == index or candidate.kind in ("relay", "noun") or _sentence(page, candidate) != sentence:
            continue
        if candidate.kind == "citation" and candidate.cue[0].start > each.cue[0].start:
            continue
        if not candidate.source:
            continue
        if best is None or _rank(candidate, each) < _rank(attributions[best], each):
            best = other
    return best


def _rank(candidate: Attribution, citation: Attribution) -> tuple[int, int]:
    """Nearest first; a citation before this one is its host when only "who" or "which" stands between."""
    gap = citation.cue[0].start - candidate.source[0].end
    return (
        0 if candidate.kind == "citation" and 0 <= gap < 20 else 1,
        abs(citation.cue[0].start - candidate.cue[0].start),
    )


def _voiced(
    page: ReadPage, attributions: list[Attribution], speakers: list[Speaker], outers: list[int | None], index: int
) -> Voiced:
    each, speaker = attributions[index], speakers[index]
    chain: list[Claimant] = []
    seen = {index}
    node: int | None = index
    content = each.content
    host = outers[index] if each.kind == "citation" else None
    steps: list[Step] = []
    while node is not None:
        chain.append(
            _as_relay(speakers[node].claimant) if attributions[node].kind == "relay" else speakers[node].claimant
        )
        relay = speakers[node].relay
        if relay is not None:
            chain.append(relay)
        steps += _steps(page, attributions[node], speakers[node])
        node = outers[node] if outers[node] not in seen else None
        if node is not None:
            seen.add(node)
    visited = {index}
    while host is not None and attributions[host].kind == "citation" and host not in visited:
        visited.add(host)
        host = outers[host]
    if host is not None and attributions[host].kind not in ("citation", "relay"):
        content = attributions[host].content
    cue_words = page.text(each.cue[0]) if each.kind != "headline" else ""
    return Voiced(
        attribution=replace(each, content=content),
        sentence=_sentence(page, each) or 0,
        content=content,
        chain=_chain_of(page, chain[::-1]),
        cue=page.voices.cue(cue_words) if each.kind not in ("source", "citation") else None,
        noun=speaker.noun,
        trace=tuple(steps),
        gaps=tuple(dict.fromkeys(g for g in (speaker.gap,) if g)),
        outer=outers[index],
        retracts=speaker.retracts,
    )


def _chain_of(page: ReadPage, voices: list[Claimant]) -> tuple[Claimant, ...]:
    """The publisher and then the voices, each once: a voice that quotes itself is one link."""
    kept: list[Claimant] = []
    for voice in voices:
        if voice == publisher_of(page) or voice.name.lower() == page.document.source.name.lower():
            continue
        if kept and kept[-1].name == voice.name:
            kept[-1] = voice
        else:
            kept.append(voice)
    return (publisher_of(page), *kept)


def _as_relay(claimant: Claimant) -> Claimant:
    """A voice that handed words on is an outlet of some kind, where its words do not say more."""
    return replace(claimant, kind=VoiceKind.AGENCY, described=None) if claimant.kind is VoiceKind.UNNAMED else claimant


def _steps(page: ReadPage, attribution: Attribution, speaker: Speaker) -> list[Step]:
    cue = page.voices.cue(page.text(attribution.cue[0]))
    file = (
        cue.file
        if cue is not None and attribution.kind not in ("source", "citation")
        else "knowledge/voices/phrases.toml"
    )
    who = speaker.claimant
    note = f"{page.text(attribution.cue[0])!r} ascribes the words to {who.name!r}"
    steps = [page.step(attribution.rule or attribution.kind, file, note, attribution.cue[0])]
    if speaker.note:
        spot = who.antecedent.span if who.antecedent else (who.evidence.span if who.evidence else None)
        steps.append(page.step(speaker.rule, "claims/speakers.py", speaker.note, spot))
    return steps
