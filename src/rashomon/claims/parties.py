"""Parties that no frame gives: the subject of a forecast, and whom a loaded word takes up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from rashomon.claims.drafts import Draft
from rashomon.claims.labels import find_labels
from rashomon.claims.pages import ReadPage
from rashomon.domain.claim import Label, Role, RoleKind, Status
from rashomon.domain.span import Span

_AGAINST: Final = re.compile(r"\b(?:anti|counter)[-‑](?P<who>[A-Z][\w]+)")
_AHEAD: Final = (Status.PREDICTED, Status.PLANNED)
_ARTICLE: Final = re.compile(r"^(?:the|these|those|a|an)\s+", re.IGNORECASE)


def add_parties(page: ReadPage, draft: Draft) -> Draft:
    """Return a forecast or plan without roles with its subject as agent and "anti-X" as target."""
    if draft.claim.roles or draft.claim.status not in _AHEAD or not page.is_on("parties-of-forecasts"):
        return draft
    roles = []
    subject = _subject(page, draft)
    if subject is not None:
        roles.append(_role(page, RoleKind.AGENT, subject, "it is the subject of the forecast"))
    content = draft.claim.content
    for match in _AGAINST.finditer(content.text):
        span = Span(content.span.start + match.start("who"), content.span.start + match.end("who"))
        roles.append(_role(page, RoleKind.TARGET, span, f"{match.group()!r} names whom it is against"))
    if not roles:
        return draft
    step = page.step(
        "parties-of-forecasts",
        "claims/parties.py",
        "no frame matches: subject and anti-X are taken",
        roles[0].evidence.span,
    )
    gaps = tuple(gap for gap in draft.claim.gaps if not gap.startswith("actors:"))
    return draft.with_claim(step, roles=tuple(roles), gaps=gaps)


def _role(page: ReadPage, kind: RoleKind, span: Span, reason: str) -> Role:
    return Role(kind=kind, mention=_ARTICLE.sub("", page.text(span)), evidence=page.quote(span), reasons=(reason,))


def _subject(page: ReadPage, draft: Draft) -> Span | None:
    """The noun phrase before the modal word, where the words begin with it."""
    cue = draft.claim.status_cue
    content = draft.claim.content.span
    if cue is None or not cue.span.within(content) or cue.span.start <= content.start:
        return None
    words = page.words(draft.sentence)
    inside = [i for i in range(words.count) if content.start <= words.start(i) and words.end(i) <= cue.span.start]
    short = 0 < len(inside) <= _LONGEST
    plain = all(words.low(i) not in {",", ";", "that", "who", "which"} and not words.is_verb(i) for i in inside)
    return (
        words.span_of(inside[0], inside[-1])
        if short and plain and words.low(inside[0]) not in ("it", "this", "that", "there")
        else None
    )


_LONGEST: Final = 7


def resolve_labels(page: ReadPage, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with bare loaded words ("the terrorists") given the one name that the page gave them before."""
    if not page.is_on("taken-up-labels"):
        return drafts
    named = _named(page)
    return [_resolved(page, draft, named) for draft in drafts]


def _named(page: ReadPage) -> list[tuple[int, str, str]]:
    """Where each loaded word stood beside a name: offset, word, name."""
    found = []
    for index, sentence in enumerate(page.reading.sentences):
        if page.blocks[index] is None:
            continue
        for label in find_labels(page, sentence):
            if not _is_bare(label) and label.labels[:1].isupper():
                found.append((label.word.span.start, label.word.text.lower(), label.labels))
    return found


def _is_bare(label: Label) -> bool:
    return _ARTICLE.sub("", label.labels).lower() == label.word.text.lower()


def _resolved(page: ReadPage, draft: Draft, named: list[tuple[int, str, str]]) -> Draft:
    labels, roles = list(draft.claim.labels), list(draft.claim.roles)
    for at, label in enumerate(labels):
        names = {
            name for start, word, name in named if start < label.word.span.start and word == label.word.text.lower()
        }
        if not _is_bare(label) or len(names) != 1:
            continue
        (name,) = names
        labels[at] = replace(label, labels=name)
        reason = f"{label.word.text!r} takes up {name!r}, the only one whom the page calls so before"
        roles = [
            replace(role, mention=name, loaded=(label.word.text,), reasons=(*role.reasons, reason))
            if _ARTICLE.sub("", role.mention).lower() == label.word.text.lower()
            and role.evidence.span.overlaps(label.word.span)
            else role
            for role in roles
        ]
        step = page.step("taken-up-labels", "claims/parties.py", reason, label.word.span)
        draft = draft.with_claim(step, labels=tuple(labels), roles=tuple(roles))
    return draft
