"""What the reader missed: a claim, a figure or a place that a person adds from the page's words."""

from __future__ import annotations

from rashomon.desk.queue.edits import Form, Misfit, figure_from, place_from, words_in
from rashomon.domain import Claim, Claimant, Deed, Document, Stance, Status, VoiceKind
from rashomon.domain.judging import key_of
from rashomon.domain.serial import to_plain
from rashomon.ledger.decisions import Draft

PERSON = "person"
"""What `Claim.reader` begins with where a person, and no machine, read the claim."""


def added_claim(form: Form, document: Document, by: str) -> Claim:
    """Return the claim that a form adds: its words, whose voice, how put, and what kind of deed.

    Raises Misfit with what does not fit.
    """
    content = words_in(form, document)
    chain: tuple[Claimant, ...] = (Claimant(name=document.source.name, kind=VoiceKind.OUTLET),)
    voice = form.get("voice", "").strip()
    if voice and voice != document.source.name:
        said = words_in({"words": form.get("voice_words", "").strip() or voice}, document)
        chain += (Claimant(name=voice, kind=VoiceKind(form.get("voice_kind") or "unnamed"), evidence=said),)
    try:
        return Claim(
            document_id=document.id,
            chain=chain,
            stance=Stance(form.get("stance") or Stance.ASSERTS.value),
            status=Status(form.get("status") or (Status.ATTRIBUTED if voice else Status.STATED).value),
            content=content,
            confidence=1.0,
            deed=_deed(form, document, content.span.start, content.span.end),
            gaps=() if form.get("sub_type") else ("deed: not named by the person who added the claim",),
            reader=f"{PERSON} {by}",
        )
    except ValueError as error:
        raise Misfit(str(error)) from error


def added_value(form: Form, document: Document, claim: Claim) -> tuple[str, object]:
    """Return key and plain value of a figure or place that a form adds to a claim. Raises Misfit."""
    evidence = words_in(form, document, claim)
    kind = form.get("what", "")
    try:
        if kind == "figure":
            figure = figure_from(form, evidence)
            return key_of(kind, figure), to_plain(figure)
        if kind == "place":
            place = place_from(dict(form) | {"choice": form.get("choice") or "none"}, evidence)
            return key_of(kind, place), to_plain(place)
    except Misfit:
        raise
    except ValueError as error:
        raise Misfit(str(error)) from error
    raise Misfit("Say whether it is a claim, a figure or a place.")


def draft_of_claim(claim: Claim, value: str, *, by: str, role: str, reason: str, blind: bool) -> Draft:
    """Return the verdict that adds a claim."""
    from rashomon.domain import Judgement  # noqa: PLC0415 - one use

    return Draft(
        subject=claim.id,
        judgement=Judgement.ADD,
        by=by,
        role=role,
        value=value,
        reason=reason,
        seen=None,
        blind=blind,
        added=claim,
    )


def _deed(form: Form, document: Document, start: int, end: int) -> Deed | None:
    from rashomon.knowledge.deeds import TYPE_OF  # noqa: PLC0415 - the lexicon waits for an addition

    sub_type = form.get("sub_type") or None
    if sub_type is None:
        return None
    if sub_type not in TYPE_OF:
        raise Misfit(f"{sub_type!r} is no ACLED sub-event type.")
    trigger = form.get("trigger", "").strip()
    evidence = words_in({"words": trigger}, document) if trigger else document.quote(start, end)
    return Deed(trigger=evidence, frame=PERSON, type=TYPE_OF[sub_type], sub_type=sub_type)
