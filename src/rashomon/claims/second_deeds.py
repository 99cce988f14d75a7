"""Two deeds of one subject in one clause: "rebels looted the market and abducted six nurses"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rashomon.claims.deeds import FoundDeed
from rashomon.claims.drafts import Draft
from rashomon.claims.filling import Findings, fill, main_deed
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Stance
from rashomon.domain.place import Place
from rashomon.domain.span import Span
from rashomon.domain.when import When
from rashomon.knowledge.deeds import load_lexicon
from rashomon.knowledge.voices.words import AUXILIARIES, Words

RULE: Final = "second-deed"
_SHORT: Final = 2


def add_second_deeds(found: Findings, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, and behind each a claim for every part that tells a deed of another event type than its own.

    Such a claim has the voice, the stance and the status of the whole, its own deed and figures, and the place and time
    of the whole where its words name none, which its gaps say. The whole gives up the figures that its part counts.
    """
    whole: list[Draft] = []
    for draft in drafts:
        parts = _parts(found, draft.claim.content.span) if _may_hold(found.page, draft) else []
        made = [_part(found, draft, part) for part in parts]
        counted = [figure.evidence.span for each in made for figure in each.claim.figures]
        kept = tuple(f for f in draft.claim.figures if f.evidence.span not in counted)
        whole.append(draft.with_claim(figures=kept) if counted else draft)
        whole += made
    return whole


def _may_hold(page: ReadPage, draft: Draft) -> bool:
    asserts = draft.claim.stance is Stance.ASSERTS and not draft.aside and not draft.claim.negated
    return asserts and draft.claim.deed is not None and draft.claim.deed.type is not None and page.is_on(RULE)


def _parts(found: Findings, clause: Span) -> list[Span]:
    """The parts of a clause, cut at "and" before a second verb of the same subject, that do not hold its main deed.

    What is quoted, negated or still to come makes no part, nor a word for an outcome ("shelled the town and killed
    five"), nor anything where the reading has no syntax.
    """
    sentence = found.page.reading.sentence_at(clause.start)
    deeds = [d for d in found.deeds_in(clause) if d.deed.type and not d.negated and d.modality == "fact"]
    if sentence is None or len(deeds) < _SHORT or not found.page.reading.has_syntax:
        return []
    words = found.page.words(sentence)
    parts: list[Span] = []
    start, told = clause.start, deeds[0]
    for deed in deeds[1:]:
        outcome = load_lexicon().frames[deed.deed.frame].result
        cut = _cut(words, told, deed) if deed.deed.type != told.deed.type and not outcome else None
        if cut is not None and words.start(cut) > start:
            parts.append(Span(start, words.end(cut - 1)))
            start, told = words.start(cut + 1), deed
    main = main_deed(found.deeds_in(clause))
    parts = [*parts, Span(start, clause.end)] if parts else []
    return [each for each in parts if main is not None and not main.deed.trigger.span.within(each)]


def _part(found: Findings, draft: Draft, part: Span) -> Draft:
    """A claim of the part alone, made from that of the whole."""
    page, whole = found.page, draft.claim
    filling = fill(found, part, draft.sentence, [], told=not draft.own)
    known = {role.evidence.span: role for role in whole.roles}
    roles = tuple(
        replace(known[r.evidence.span], kind=r.kind) if r.evidence.span in known else r for r in filling.roles
    )
    gaps = list(filling.gaps)
    places, when = filling.places, filling.when
    said = whole.places[0].evidence if whole.places else None
    if not places and said is not None:
        places = whole.places
        gaps.append(f"place: carried over from {said.text!r}")
    if when is None and whole.when is not None:
        when = whole.when
        gaps.append(f"time: carried over from {when.text!r}")
    note = f"a second deed of the same subject in {whole.content.text[:60]!r}"
    step = page.step(RULE, "claims/second_deeds.py", note, part)
    return draft.with_claim(
        step,
        content=page.quote(part),
        deed=filling.deed.deed if filling.deed else None,
        roles=roles,
        figures=filling.figures,
        places=places,
        when=when,
        labels=filling.labels,
        gaps=tuple(gap for gap in gaps if ": not named" not in gap or not _filled(gap, places, when)),
        about=None,
    )


def _filled(gap: str, places: tuple[Place, ...], when: When | None) -> bool:
    return (gap.startswith("place:") and bool(places)) or (gap.startswith("time:") and when is not None)


def _cut(words: Words, first: FoundDeed, second: FoundDeed) -> int | None:
    """The "and" before the second deed's verb, where that verb is joined to the first deed's."""
    verb = _token(words, second)
    head = words.head(verb) if verb is not None else -1
    if verb is None or words.upos(verb) != "VERB" or words.deprel(verb) != "conj" or words.quoted[verb]:
        return None
    if head < 0 or head != _token(words, first) or words.upos(head) != "VERB":
        return None
    at = verb - 1
    while at > 0 and (words.is_adverb(at) or words.low(at) in AUXILIARIES):
        at -= 1
    return at if words.low(at) == "and" and at > head else None


def _token(words: Words, deed: FoundDeed) -> int | None:
    """The verb among the words of a deed's trigger."""
    spot = deed.deed.trigger.span
    inside = [i for i in range(words.count) if spot.start <= words.start(i) < spot.end]
    return next((i for i in inside if words.upos(i) == "VERB"), inside[0] if inside else None)
