"""Claims in the outlet's own voice: clauses outside all attributed words that tell a deed or give a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.claims.chains import Voiced
from rashomon.claims.clauses import split_clauses, trim, without
from rashomon.claims.filling import Findings
from rashomon.claims.stances import modality_of
from rashomon.domain.document import BlockKind
from rashomon.domain.span import Span

#: Words of possibility that foretell nothing by themselves.
_LOOSE = frozenset(
    (
        "could",
        "may",
        "might",
        "to",
        "in the coming days",
        "in the coming weeks",
        "risks",
        "seek to",
        "seeks to",
        "want to",
        "wants to",
    )
)
#: Losses of which the outlet says that nobody knows them: unknown is not zero, and worth a claim.
_UNKNOWN = re.compile(
    r"\b(?:casualties|losses|deaths?|toll|victims|wounded|dead|injured|killed)\b.*\b(?:unknown|"
    r"not\s+(?:yet\s+)?(?:known|clear)|unclear)\b|\b(?:unclear|unknown|not\s+(?:yet\s+)?(?:known|"
    r"clear))\b.*\b(?:casualties|losses|deaths?|victims|killed|wounded|injured)\b"
)
_HEARSAY = re.compile(r"\b(?:allegedly|purportedly|supposedly|ostensibly)\b")
_SPEECH_ONLY = frozenset({"speech", "source", "citation", "headline", "passive", "model", "relay"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClause:
    """A clause of the outlet's own, with the sentence it stands in."""

    span: Span
    sentence: int
    title: bool


def find_own_clauses(found: Findings, voiced: Sequence[Voiced], asides: dict[int, list[Span]]) -> Iterator[OwnClause]:
    """Yield the outlet's own reporting clauses in order. `asides` holds the clauses of asides by sentence."""
    page = found.page
    by_sentence: dict[int, list[Voiced]] = {}
    for each in voiced:
        by_sentence.setdefault(each.sentence, []).append(each)
    for index, sentence in enumerate(page.reading.sentences):
        kind = page.kind(index)
        if kind not in (BlockKind.BODY, BlockKind.TITLE):
            continue
        holes = list(asides.get(index, ()))
        for each in by_sentence.get(index, ()):
            holes += _holes(each)
            holes += _apposition(found, each)
        for piece in without(sentence, holes):
            for clause in _clauses(found, piece):
                yield OwnClause(span=clause, sentence=index, title=kind is BlockKind.TITLE)


def _holes(voiced: Voiced) -> list[Span]:
    """What of a sentence belongs to an attribution: its words, and for speech its speaker and verb too."""
    spans = list(voiced.content)
    if voiced.attribution.kind in _SPEECH_ONLY:
        spans += [*voiced.attribution.source, *voiced.attribution.cue]
        if voiced.attribution.source:
            spans.append(voiced.attribution.source[0].cover(voiced.attribution.cue[0]))
        if voiced.attribution.rule == "according-to-before" and voiced.content[0].start > voiced.attribution.cue[0].end:
            spans.append(Span(voiced.attribution.cue[0].start, voiced.content[0].start))
    return spans


def _apposition(found: Findings, voiced: Voiced) -> list[Span]:
    """What follows a speaker who stands last (", said X, a shopkeeper who saw it"): it describes the speaker."""
    if voiced.attribution.rule not in ("verb-after-inverted", "according-to-after") or not voiced.attribution.source:
        return []
    end = voiced.attribution.source[0].end
    sentence = found.page.reading.sentences[voiced.sentence]
    rest = found.page.document.text[end : sentence.end]
    describes = re.match(r",?\s*(?:a|an|the|who|whose|head|director|chief|one)\b", rest)
    if not describes:
        return []
    stop = re.search(r"[,;]\s+(?:and|but|while|after|adding)\b|[.!?]", rest[1:])
    length = stop.start() + 1 if stop else len(rest)
    return [Span(end, end + length)] if length else []


def _clauses(found: Findings, piece: Span) -> Iterator[Span]:
    if len(piece) < 8:
        return
    clean = trim(found.page, piece)
    if clean is None:
        return
    for clause in split_clauses(found.page, clean):
        if _tells(found, clause):
            yield clause


def _tells(found: Findings, clause: Span) -> bool:
    """Whether a clause reports: a deed told by it, or a figure in it."""
    if (
        found.figures_in(clause)
        or _foretells(found, clause)
        or _HEARSAY.search(found.page.text(clause).lower())
        or _UNKNOWN.search(found.page.text(clause).lower())
    ):
        return True
    return any(deed.deed.sub_type or _is_told(found, deed.deed.trigger.span, clause) for deed in found.deeds_in(clause))


def _foretells(found: Findings, clause: Span) -> bool:
    """Whether a clause is a forecast or tells a plan: those are claims even where no frame names the deed."""
    mode = modality_of(found.page, clause) if found.page.is_on("modality") else None
    return mode is not None and mode[0] in ("predicted", "planned") and found.page.text(mode[1]).lower() not in _LOOSE


def _is_told(found: Findings, trigger: Span, clause: Span) -> bool:
    """Whether a deed of words is told by its verb and not only named ("welcomed" against "the investigation")."""
    words = found.page.words(found.page.reading.sentence_at(trigger.start) or 0)
    index = next((i for i in range(words.count) if words.start(i) <= trigger.start < words.end(i)), None)
    if index is None:
        return False
    if words.upos(index):
        return words.upos(index) == "VERB" and words.deprel(index).split(":")[0] in (
            "root",
            "conj",
            "parataxis",
            "ccomp",
        )
    low = words.low(index)
    return (low.endswith("ed") or words.is_verb(index)) and trigger.start > clause.start and low not in ("used", "need")
