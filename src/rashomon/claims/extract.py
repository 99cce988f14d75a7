"""`Reading` to claims: attributed words first, then the outlet's own, then what the page says of its own claims."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.claims.about import link_claims, referent_span
from rashomon.claims.asides import FoundAside, find_asides, targets_of
from rashomon.claims.attributed import draft_attributed
from rashomon.claims.carrying import carry_over
from rashomon.claims.chains import Voiced, find_voices
from rashomon.claims.deeds import FoundDeed
from rashomon.claims.drafts import Draft
from rashomon.claims.filling import Findings, fill, search
from rashomon.claims.own import OwnClause, find_own_clauses
from rashomon.claims.pages import ReadPage
from rashomon.claims.parties import add_parties, add_targets, resolve_labels
from rashomon.claims.second_deeds import add_second_deeds
from rashomon.claims.stances import Judged, judge_own
from rashomon.claims.titles import fold_titles
from rashomon.claims.verifiers import chain_of_aside
from rashomon.claims.voices_named import publisher_of
from rashomon.domain.claim import Claim, Stance, Status
from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.domain.span import Span
from rashomon.knowledge.voices import load_voices
from rashomon.settings import Settings

#: Asides that speak of a deed rather than of a claim's words: what they are about is found by what they name.
_ON_DEEDS = ("no comment", "no claim of responsibility")
_MODAL = {"planned": (Stance.PLANS, Status.PLANNED), "predicted": (Stance.PREDICTS, Status.PREDICTED)}


def extract(document: Document, reading: Reading, settings: Settings) -> tuple[Claim, ...]:
    """Return the claims of a page, in the order of their words.

    Only reporting blocks are read. Places are pending, times have words and no bounds, actors are not linked:
    grounding fills them. Rules named in `settings.rules_off` are left out.
    """
    page = ReadPage(document=document, reading=reading, voices=load_voices(), settings=settings)
    found = search(page)
    asides = find_asides(page)
    voiced = [v for v in find_voices(page) if not _is_aside(v, asides)]
    ours = [a for a in asides if not _belongs_to_voice(a, voiced)]
    cuts: dict[int, list[Span]] = {}
    for aside in ours:
        cuts.setdefault(aside.sentence, []).append(aside.clause)
    drafts = list(draft_attributed(found, voiced, cuts))
    drafts += [_own(found, clause, voiced) for clause in find_own_clauses(found, voiced, cuts)]
    drafts.sort(key=lambda d: (d.claim.content.span.start, d.claim.content.span.end))
    drafts = _apply_asides(found, drafts, ours)
    drafts = carry_over(found, drafts)
    drafts = resolve_labels(page, [add_targets(page, add_parties(page, draft)) for draft in drafts])
    drafts = link_claims(page, drafts)
    drafts = add_second_deeds(found, fold_titles(page, drafts))
    return _unique(drafts)


def _is_aside(voiced: Voiced, asides: Sequence[FoundAside]) -> bool:
    """Whether a reporting verb is part of an aside ("could not independently verify the claim")."""
    return any(voiced.attribution.cue[0].overlaps(a.mark) for a in asides)


def _belongs_to_voice(aside: FoundAside, voiced: Sequence[Voiced]) -> bool:
    """Whether an aside stands in another voice's words from their start, and so is that voice's."""
    return any(
        aside.mark.within(piece) and aside.clause.start <= piece.start + 2 for v in voiced for piece in v.content
    )


def _own(found: Findings, clause: OwnClause, voiced: Sequence[Voiced]) -> Draft:
    """A claim of the outlet's own. The frame's modality counts where the rules of stance found none."""
    page = found.page
    judged = judge_own(page, clause.span)
    theirs = [piece for v in voiced for piece in v.content]
    filling = fill(found, clause.span, clause.sentence, theirs)
    deed = filling.deed
    stance, status = _put(page, judged, deed)
    claim = Claim(
        document_id=page.document.id,
        chain=(publisher_of(page),),
        stance=stance,
        status=status,
        content=page.quote(clause.span),
        confidence=0.85 if deed else 0.6,
        negated=judged.negated or bool(deed and deed.negated),
        deed=deed.deed if deed else None,
        roles=filling.roles,
        figures=filling.figures,
        places=filling.places,
        when=filling.when,
        status_cue=page.quote(judged.cue) if judged.cue else None,
        labels=filling.labels,
        gaps=filling.gaps,
        trace=(
            page.step("own-voice", "claims/own.py", "the outlet says it itself", clause.span),
            *judged.steps,
            *filling.steps,
        ),
        reader=page.reading.model,
    )
    verbal = deed is not None and deed.deed.sub_type is None
    return Draft(
        claim=claim,
        sentence=clause.sentence,
        paragraph=page.paragraphs[clause.sentence],
        topics=page.topics(clause.span),
        own=True,
        title=clause.title,
        referent=referent_span(page, clause.span) if verbal else None,
    )


def _put(page: ReadPage, judged: Judged, deed: FoundDeed | None) -> tuple[Stance, Status]:
    """How the outlet puts its words: by the rules of stance, else by what the frame says of whether it happened."""
    stance, status = judged.stance, judged.status
    if deed is None or status is not Status.STATED or not page.is_on("modality"):
        return stance, status
    return _MODAL.get(deed.modality, (stance, Status.HYPOTHETICAL if deed.modality == "hypothetical" else status))


def _apply_asides(found: Findings, drafts: list[Draft], asides: Sequence[FoundAside]) -> list[Draft]:
    """Make a claim of each aside, and change the status of exactly the claims that it is about."""
    page = found.page
    result = list(drafts)
    for aside in asides:
        targets = targets_of(aside, page, result)
        status = aside.aside.status
        for index in targets if status is not None else []:
            target = result[index]
            note = f"the outlet's aside {page.text(aside.mark)!r} makes it {status}"
            step = page.step(f"aside-{aside.aside.name.replace(' ', '-')}", aside.aside.file, note, aside.mark)
            result[index] = target.with_claim(step, status=status, status_cue=page.quote(aside.mark))
        result.append(_aside_draft(found, aside, result, targets))
    return sorted(result, key=lambda d: (d.claim.content.span.start, d.claim.content.span.end))


def _aside_draft(found: Findings, aside: FoundAside, drafts: Sequence[Draft], targets: list[int]) -> Draft:
    page = found.page
    open_ = aside.aside.name in _ON_DEEDS
    targets = [] if open_ else targets
    about = drafts[targets[0]].claim.id if targets else None
    gaps = () if targets or open_ else ("about: the page does not tell which claim this speaks of",)
    note = f"{page.text(aside.mark)!r} is an aside on claims: {aside.aside.name}"
    chain, attributed = chain_of_aside(page, aside)
    claim = Claim(
        document_id=page.document.id,
        chain=chain,
        stance=aside.aside.stance,
        status=Status.ATTRIBUTED if attributed else Status.STATED,
        content=page.quote(aside.clause),
        confidence=0.8 if targets else 0.5,
        negated=aside.aside.negated,
        cue=page.quote(aside.mark),
        about=about,
        gaps=gaps,
        trace=(page.step(f"aside-{aside.aside.name.replace(' ', '-')}", aside.aside.file, note, aside.mark),),
        reader=page.reading.model,
    )
    return Draft(
        claim=claim,
        sentence=aside.sentence,
        paragraph=page.paragraphs[aside.sentence],
        topics=page.topics(aside.clause),
        own=True,
        meta=True,
        aside=aside.aside.name,
        referent=aside.clause if open_ else None,
    )


def _unique(drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """One claim an id, in the order of their words."""
    seen: dict[str, Claim] = {}
    for draft in sorted(drafts, key=lambda d: (d.claim.content.span.start, d.claim.content.span.end)):
        seen.setdefault(draft.claim.id, draft.claim)
    return tuple(seen.values())
