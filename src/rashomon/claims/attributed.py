"""Claims out of attributed words: one for each clause that tells something of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from rashomon.claims.chains import Voiced
from rashomon.claims.clauses import split_clauses, trim
from rashomon.claims.drafts import Draft
from rashomon.claims.filling import Filling, Findings, fill, main_deed
from rashomon.claims.judgements import referring_subject
from rashomon.claims.stances import Judged, judge_voiced, modality_of
from rashomon.domain.claim import Claim, Role, RoleKind, Stance, Status
from rashomon.domain.document import BlockKind
from rashomon.domain.span import Span

_MOSTLY: Final = 0.6
_SHORT: Final = 5
_NOMINAL: Final = ("DET", "ADJ", "NOUN", "PROPN", "NUM")
_WHOLE: Final = (
    "verb-object",
    "verb-as",
    "verb-object-quote",
    "verb-responsibility",
    "verb-toll",
    "verb-infinitive",
    "verb-gerund",
    "verb-count",
    "verb-foreseen",
)
_COUNTS: Final = ("verb-count", "verb-toll", "verb-topic")
_REFUSES: Final = re.compile(
    r"\b(?:declined|refused|unable|reluctant|failed)\s+to\s+(?:\w+\s+)?$|\b(?:did|do|does|would|could|has|"
    r"have|had)\s?(?:not|n[’']t)\s+(?:\w+\s+){0,2}$|\bwithout\s+$"
)
#: "The statement said nothing about civilians": no words are ascribed.
_NOTHING: Final = re.compile(
    r"(?:nothing|little|no more(?!\s+(?:than|\w+s)\b)|no word)\b"
    r"(?!\s+(?:is|was|has|had|would|will|could|can)\b)",
    re.IGNORECASE,
)
_OPENING_PRONOUN: Final = re.compile(
    r"[\"“‘']?(?P<who>it|they|we|he|she)\s+(?P<be>(?:was|were|is|are|had been|has been|have been|came)\b)?",
    re.IGNORECASE,
)
_QUOTES: Final = ('"', "“", "«")
_CONFIDENCE: Final = {"that": 0.9, "quote": 0.85, "words": 0.85, "bare": 0.8}


def draft_attributed(found: Findings, voiced: Sequence[Voiced], asides: dict[int, list[Span]]) -> Iterator[Draft]:
    """Yield a draft for every clause of attributed words. `asides` are the outlet's own asides, cut out of them."""
    for each in voiced:
        if _says_nothing(found, each) or _repeats(each, voiced):
            continue
        for span in _contents(found, each, voiced, asides.get(each.sentence, [])):
            yield _draft(found, each, span, voiced)


def _says_nothing(found: Findings, voiced: Voiced) -> bool:
    """Such as "Did not say", "declined to comment": no words are ascribed."""
    if voiced.attribution.kind != "speech" or voiced.attribution.rule == "quote-continued":
        return False
    page, cue = found.page, voiced.attribution.cue[0]
    if _NOTHING.match(page.text(voiced.content[0])):
        return True
    sentence = page.reading.sentences[page.reading.sentence_at(cue.start) or 0]
    before = page.document.text[sentence.start : cue.start] + page.text(cue)
    last = re.search(r"[\w’']+$", before)
    stem = before[: last.start()] if last else before
    plain = (
        voiced.cue is not None
        and voiced.cue.stance is Stance.ASSERTS
        and getattr(voiced.cue, "group", "") != "confirmation"
    )
    return plain and bool(_REFUSES.search(stem.lower()))


def _repeats(voiced: Voiced, others: Sequence[Voiced]) -> bool:
    """Whether a voice's counting stands inside words that it says anyway ("said it had recorded 112 explosions")."""
    if voiced.attribution.rule not in ("verb-count", "verb-toll", "verb-topic"):
        return False
    cue, name = voiced.attribution.cue[0], voiced.chain[-1].name
    return any(
        other is not voiced and other.chain[-1].name == name and any(cue.within(piece) for piece in other.content)
        for other in others
    )


def _contents(found: Findings, voiced: Voiced, others: Sequence[Voiced], asides: list[Span]) -> Iterator[Span]:
    page = found.page
    for piece in _pieces(found, voiced):
        cut = _before_aside(piece, asides)
        clean = trim(page, cut) if cut is not None else None
        if clean is None or (_handed_on(voiced, clean, others) and not _judges_claim(found, voiced, clean)):
            continue
        if voiced.attribution.rule in _WHOLE or voiced.attribution.rule.startswith(
            ("verb-accuse", "verb-blame", "verb-charge")
        ):
            yield clean
            continue
        clauses = _joined(found, split_clauses(page, clean))
        telling = [c for c in clauses if found.deeds_in(c) or found.figures_in(c) or _ahead(found, c)]
        yield from telling if len(telling) > 1 else [clean]


def _joined(found: Findings, clauses: list[Span]) -> list[Span]:
    """Join what was cut at a bare "and that" again where both halves tell of one thing."""
    joined: list[Span] = []
    for clause in clauses:
        between = found.page.document.text[joined[-1].end : clause.start].strip() if joined else ""
        if between in ("and that", "but that") and not _apart(found, joined[-1], clause):
            joined[-1] = joined[-1].cover(clause)
        else:
            joined.append(clause)
    return joined


def _apart(found: Findings, one: Span, other: Span) -> bool:
    """Whether two clauses tell of two things: deeds of different types, or only one of them is to come."""
    if _ahead(found, one) != _ahead(found, other):
        return True
    first, second = main_deed(found.deeds_in(one)), main_deed(found.deeds_in(other))
    types = {deed.deed.type for deed in (first, second) if deed is not None and deed.deed.type is not None}
    return len(types) > 1


def _ahead(found: Findings, clause: Span) -> bool:
    mode = modality_of(found.page, clause) if found.page.is_on("modality") else None
    return mode is not None and mode[0] in ("predicted", "planned")


def _pieces(found: Findings, voiced: Voiced) -> list[Span]:
    """The words in one piece or more: a quotation that goes on after its speaker is a claim of its own."""
    pieces = list(voiced.content)
    if len(pieces) < 2:
        return pieces
    text = found.page.document.text
    short = len(found.page.text(pieces[0]).split()) < _SHORT and text[pieces[0].start] not in '“"«'
    if short:
        return [pieces[0].cover(pieces[-1])]
    if text[pieces[1].start] in '“"«' or found.page.reading.sentence_at(
        pieces[0].start
    ) != found.page.reading.sentence_at(pieces[1].start):
        return pieces
    return [pieces[0].cover(pieces[-1])]


def _before_aside(piece: Span, asides: list[Span]) -> Span | None:
    for aside in asides:
        if piece.start < aside.start < piece.end:
            return Span(piece.start, aside.start)
        if aside.start <= piece.start < aside.end:
            return None
    return piece


def _judges_claim(found: Findings, voiced: Voiced, content: Span) -> bool:
    """Whether words say of a claim that it is untrue: they are then a denial, whatever else they hold."""
    return judge_voiced(found.page, voiced, content).stance in (Stance.DENIES, Stance.ENDORSES)


def _handed_on(voiced: Voiced, content: Span, others: Sequence[Voiced]) -> bool:
    """Whether these words are mostly those of a voice further down, which then makes the claim."""
    if voiced.attribution.rule == "quote-continued":
        return False
    for other in others:
        if other is voiced or len(other.chain) <= len(voiced.chain) or other.attribution.rule == "quote-continued":
            continue
        if not other.attribution.cue[0].within(content) or other.chain[: len(voiced.chain)] != voiced.chain:
            continue
        taken = other.content[0].cover(other.attribution.cue[0])
        shared = min(taken.end, content.end) - max(taken.start, content.start)
        if shared > _MOSTLY * len(content):
            return True
    return False


def _draft(found: Findings, voiced: Voiced, span: Span, others: Sequence[Voiced]) -> Draft:
    page = found.page
    judged = judge_voiced(page, voiced, span)
    if len(voiced.chain) == 1 and judged.status is Status.ATTRIBUTED:
        judged = replace(judged, status=Status.STATED)
    sentence = page.reading.sentence_at(span.start)
    sentence = voiced.sentence if sentence is None else sentence
    theirs = [piece for other in others if other is not voiced for piece in other.content]
    filling = _accused(found, voiced, fill(found, span, sentence, theirs, told=True), span)
    filling = _without_speaker(voiced, _speaking_agent(found, voiced, filling, span), span)
    filling = _told_by_verb(found, voiced, filling, span)
    claim = _claim(found, voiced, (span, judged), filling)
    referent = _referent(found, voiced, span, judged)
    return Draft(
        claim=claim,
        sentence=sentence,
        paragraph=page.paragraphs[sentence],
        topics=page.topics(span),
        title=page.kind(sentence) is BlockKind.TITLE,
        referent=referent,
        meta=referent is not None and filling.deed is None and not filling.figures,
    )


def _claim(found: Findings, voiced: Voiced, said: tuple[Span, Judged], filling: Filling) -> Claim:
    page, (span, judged) = found.page, said
    sure = judged.stance is not Stance.DENIES and judged.status is not Status.HYPOTHETICAL
    negated = sure and (judged.negated or bool(filling.deed and filling.deed.negated))
    return Claim(
        document_id=page.document.id,
        chain=voiced.chain,
        stance=judged.stance,
        status=judged.status,
        content=page.quote(span),
        confidence=_confidence(voiced, filling),
        negated=negated,
        deed=filling.deed.deed if filling.deed else None,
        roles=filling.roles,
        figures=filling.figures,
        places=filling.places,
        when=filling.when,
        cue=page.quote(voiced.attribution.cue[0]),
        status_cue=page.quote(judged.cue) if judged.cue else None,
        labels=filling.labels,
        gaps=(*voiced.gaps, *filling.gaps),
        trace=(*voiced.trace, *judged.steps, *filling.steps),
        reader=page.reading.model,
    )


def _confidence(voiced: Voiced, filling: Filling) -> float:
    base = _CONFIDENCE.get(voiced.attribution.rule.rsplit("-", 1)[-1], 0.75) * voiced.attribution.score
    base -= 0.15 if voiced.gaps else 0.0
    base -= 0.1 if filling.deed is None else 0.0
    return round(max(0.1, min(1.0, base)), 2)


def _referent(found: Findings, voiced: Voiced, span: Span, judged: Judged) -> Span | None:
    """The words that name the earlier claim: the object of the verb, or the subject of words that judge it."""
    page, rule = found.page, voiced.attribution.rule
    judging = rule == "verb-addition" and bool(getattr(voiced.cue, "takes", frozenset()) & {"as", "object-quote"})
    if rule in ("verb-as", "verb-object-quote") or judging:
        cue = voiced.attribution.cue[-1]
        return Span(cue.end, span.start) if cue.end < span.start else span
    if rule in ("verb-object", "passive-denied"):
        cue = voiced.attribution.cue[-1]
        return Span(span.start, cue.start) if rule == "passive-denied" else Span(min(cue.end, span.end - 1), span.end)
    if judged.stance in (Stance.DENIES, Stance.ENDORSES, Stance.DOUBTS):
        subject = referring_subject(page, span)
        return Span(span.start, subject.end) if subject else None
    return None


def _accused(found: Findings, voiced: Voiced, filling: Filling, span: Span) -> Filling:
    """An accusation's roles: the accused is the target of the words, and the agent of the deed that they tell of."""
    rule = voiced.attribution.rule
    if not rule.startswith(("verb-accuse", "verb-blame", "verb-charge")):
        return filling
    page = found.page
    cue = voiced.attribution.cue[0]
    rest = page.document.text[cue.end : span.end]
    split = re.search(r"(?:\s(?:responsible|accountable|liable))?\s(?:of|for|with)\s", rest)
    on = re.search(r"\son\s+(?:the\s+)?", rest) if rule == "verb-blame-on" or rule.endswith("-on") else None
    if on is not None:
        return _blamed(found, filling, Span(cue.end + on.end(), span.end))
    if split is None:
        return filling
    accused = Span(cue.end, cue.end + split.start()) if split.start() else _antecedent(found, voiced)
    if accused is None:
        return filling
    act_end = re.search(r"\sin order to\s|,|\sto\s(?!the\b)", rest[split.end() :])
    act = Span(cue.end + split.end(), cue.end + split.end() + (act_end.start() if act_end else len(rest) - split.end()))
    deeds = [d for d in found.deeds_in(act) if d.deed.sub_type] if len(act) else []
    verbal = next((d for d in found.deeds_in(span) if d.deed.trigger.span.overlaps(cue)), None)
    kind = RoleKind.AGENT if deeds else RoleKind.TARGET
    parties = [_role(found, kind, party) for party in _parties(found, accused)]
    if deeds:
        deed = deeds[0]
        kept = [r for r in deed.roles if r.kind is not RoleKind.AGENT]
        return replace(filling, deed=deed, roles=(*parties, *kept))
    speaker = voiced.attribution.source
    agent = [_role(found, RoleKind.AGENT, speaker[0])] if speaker else []
    return replace(filling, deed=verbal, roles=(*agent, *parties), steps=verbal.steps if verbal else ())


def _antecedent(found: Findings, voiced: Voiced) -> Span | None:
    """Whom "which he accused of ..." takes up: the noun phrase before its relative pronoun."""
    page = found.page
    words = page.words(voiced.sentence)
    start = voiced.attribution.source[0].start if voiced.attribution.source else voiced.attribution.cue[0].start
    last = next((i for i in range(words.count) if words.start(i) >= start), 0) - 2
    last -= words.low(last) == ","
    first = last
    while first > 0 and words.upos(first - 1) in _NOMINAL:
        first -= 1
    return words.span_of(first, last) if last >= 0 else None


def _blamed(found: Findings, filling: Filling, accused: Span) -> Filling:
    """Give the deed in "blamed the attack on X" its agent."""
    words = found.page.text(accused)
    end = re.search(r",|\s(?:and|after|in|during|which|who|that|but|while|saying)\s|$", words)
    span = Span(accused.start, accused.start + (end.start() if end else len(words)))
    if filling.deed is None or not len(span):
        return filling
    kept = [role for role in filling.roles if not role.evidence.span.overlaps(accused)]
    return replace(filling, roles=(_role(found, RoleKind.AGENT, span), *kept))


def _speaking_agent(found: Findings, voiced: Voiced, filling: Filling, span: Span) -> Filling:
    """Give a deed its agent in "X said it had shelled ...": the pronoun that opens the words is the speaker."""
    page = found.page
    if voiced.attribution.rule == "verb-responsibility":
        return _claimed(found, voiced, filling)
    first = _OPENING_PRONOUN.match(page.text(span))
    if (
        first is not None
        and span.start
        and page.document.text[span.start - 1 : span.start + 1].strip(" ")[:1] in _QUOTES
    ):
        # A voice that is quoted calls itself "I" or "we".
        first = first if first["who"].lower() == "we" else None
    if filling.deed is None or first is None or not page.is_on("speaking-agent") or len(voiced.chain) < 2:
        return filling
    who = page.quote(Span(span.start + first.start("who"), span.start + first.end("who")))
    roles = [role for role in filling.roles if role.evidence.span != who.span]
    passive = len(roles) == len(filling.roles) and bool(first["be"])
    behind = filling.deed.deed.trigger.span.start < who.span.end
    if passive or behind or any(role.kind is RoleKind.AGENT for role in roles):
        return filling
    kind = next((role.kind for role in filling.roles if role.evidence.span == who.span), RoleKind.AGENT)
    voice = voiced.chain[-1]
    reason = f"{who.text!r} is the speaker, {voice.name}"
    role = Role(kind=kind, mention=voice.name, evidence=who, reasons=(reason,))
    step = page.step("speaking-agent", "claims/attributed.py", reason, who.span)
    return replace(filling, roles=(role, *roles), steps=(*filling.steps, step))


def _told_by_verb(found: Findings, voiced: Voiced, filling: Filling, span: Span) -> Filling:
    """Give words without a deed the one that they tell together with their verb ("announced a ceasefire")."""
    cue = voiced.attribution.cue[0]
    if filling.deed is not None or voiced.attribution.rule not in (
        "verb-object",
        "verb-count",
        "model",
        "attribution-head",
    ):
        return filling
    both = [d for d in found.deeds if d.deed.trigger.span.overlaps(cue) and d.deed.trigger.span.overlaps(span)]
    deed = main_deed([d for d in both if d.deed.sub_type])
    return replace(filling, deed=deed, roles=deed.roles, steps=deed.steps) if deed is not None else filling


def _claimed(found: Findings, voiced: Voiced, filling: Filling) -> Filling:
    """Give a deed that a voice claims responsibility for its agent: the voice."""
    source, page = voiced.attribution.source, found.page
    if filling.deed is None or not source or not page.is_on("speaking-agent"):
        return filling
    if any(role.kind is RoleKind.AGENT for role in filling.roles):
        return filling
    reason = "it claims responsibility"
    role = Role(kind=RoleKind.AGENT, mention=voiced.chain[-1].name, evidence=page.quote(source[0]), reasons=(reason,))
    step = page.step("speaking-agent", "claims/attributed.py", f"{role.mention!r}: {reason}", source[0])
    return replace(filling, roles=(role, *filling.roles), steps=(*filling.steps, step))


def _without_speaker(voiced: Voiced, filling: Filling, span: Span) -> Filling:
    """Take the speaker out of the roles where it only counts or tells: "Health ministry: 31 killed"."""
    telling = voiced.attribution.kind in ("headline", "source") or voiced.attribution.rule in _COUNTS
    if not telling or not voiced.attribution.source:
        return filling
    who = voiced.attribution.source[0]
    kept = tuple(r for r in filling.roles if not r.evidence.span.within(who) or r.evidence.span.within(span))
    return replace(filling, roles=kept) if len(kept) != len(filling.roles) else filling


def _role(found: Findings, kind: RoleKind, span: Span) -> Role:
    evidence = found.page.quote(span)
    return Role(kind=kind, mention=evidence.text, evidence=evidence, reasons=("named by the accusation",))


def _parties(found: Findings, span: Span) -> Iterator[Span]:
    """The parties in a list: "A, B and C"."""
    text = found.page.text(span)
    for match in re.finditer(r"(?:(?!\s+and\s+|,\s).)+", text):
        part = match.group()
        clean = re.sub(r"^(?:\s*(?:and|both|the|,)\s+|\s)+", "", part)
        start = span.start + match.start() + len(part) - len(clean)
        clean = clean.rstrip(" ,")
        if clean:
            yield Span(start, start + len(clean))
