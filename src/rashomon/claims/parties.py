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
from rashomon.knowledge.voices.words import DETERMINERS, PREPOSITIONS, Words

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


def add_targets(page: ReadPage, draft: Draft) -> Draft:
    """Return a battle's claim with its two sides told apart, and with the target that its purpose names.

    "Clashes between A and B" has two sides even where a reading takes "A and B" for one; "an operation to crack down
    on X" has X as its target.
    """
    claim = draft.claim
    if claim.deed is None or claim.deed.type != "Battles":
        return draft
    parties = [role for role in claim.roles if role.kind in (RoleKind.AGENT, RoleKind.TARGET)]
    if page.is_on("reciprocal-sides") and len(parties) < 2:
        draft = _two_sides(page, draft)
    if not page.is_on("target-of-purpose") or any(role.kind is RoleKind.TARGET for role in draft.claim.roles):
        return draft
    span = _purpose(page, claim.content.span)
    if span is None:
        return draft
    role = _role(page, RoleKind.TARGET, span, "it is whom the operation is for")
    step = page.step("target-of-purpose", "knowledge/voices/phrases.toml", f"the purpose names {role.mention!r}", span)
    return draft.with_claim(step, roles=(*draft.claim.roles, role))


def _two_sides(page: ReadPage, draft: Draft) -> Draft:
    """Take A and B from "between A and B" where it stands right behind the deed's word."""
    claim = draft.claim
    words = page.words(draft.sentence)
    trigger = claim.deed.trigger.span if claim.deed else claim.content.span
    at = next((i for i in range(words.count) if words.start(i) >= trigger.end), words.count)
    if words.low(at) != "between":
        return draft
    one = _phrase(words, at + 1, claim.content.span.end)
    joint = next((i for i in range(at, words.count) if one is not None and words.start(i) >= one.end), words.count)
    other = _phrase(words, joint + 1, claim.content.span.end) if words.low(joint) == "and" else None
    if one is None or other is None:
        return draft
    rest = tuple(role for role in claim.roles if not role.evidence.span.overlaps(one.cover(other)))
    reason = "one of the two sides of a clash"
    sides = (_role(page, RoleKind.AGENT, one, reason), _role(page, RoleKind.TARGET, other, reason))
    step = page.step("reciprocal-sides", "claims/parties.py", "“between A and B” names two sides", one.cover(other))
    gaps = tuple(gap for gap in claim.gaps if not gap.startswith("actors:"))
    return draft.with_claim(step, roles=(*sides, *rest), gaps=gaps)


def _purpose(page: ReadPage, content: Span) -> Span | None:
    """The noun phrase behind "to" and a verb of the lexicon."""
    sentence = page.reading.sentence_at(content.start)
    words = page.words(sentence) if sentence is not None else None
    if words is None:
        return None
    for index in range(words.count - 2):
        if words.low(index) != "to" or words.start(index) < content.start:
            continue
        for size in (3, 2, 1):
            if " ".join(words.low(i) for i in range(index + 1, index + 1 + size)) in page.voices.purposes:
                return _phrase(words, index + 1 + size, content.end)
    return None


def _phrase(words: Words, first: int, end: int) -> Span | None:
    """A short noun phrase that begins here, its determiner left out."""
    while words.low(first) in DETERMINERS:
        first += 1
    last = first
    while last < words.count and words.end(last) <= end and last - first < _LONGEST and _in_phrase(words, last):
        last += 1
    return words.span_of(first, last - 1) if last > first else None


def _in_phrase(words: Words, index: int) -> bool:
    if words.upos(index):
        return words.upos(index) in ("NOUN", "PROPN", "ADJ", "NUM")
    low = words.low(index)
    plain = low[:1].isalnum() and low not in PREPOSITIONS | DETERMINERS | {"and", "or"}
    return plain and not low.endswith("ing") and not words.is_verb(index)


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


def _without_labels(draft: Draft) -> Draft:
    """Take the loaded word off a role that names someone beside it ("ISIS terrorists"), and keep it as a mark."""
    roles = []
    named = [label for label in draft.claim.labels if not _is_bare(label)]
    for role in draft.claim.roles:
        label = next((each for each in named if each.word.span.within(role.evidence.span)), None)
        whole = label is not None and role.mention.lower() == f"{label.labels} {label.word.text}".lower()
        bare = replace(role, mention=label.labels, loaded=(label.word.text,)) if label is not None and whole else role
        roles.append(bare)
    return draft.with_claim(roles=tuple(roles)) if tuple(roles) != draft.claim.roles else draft


def _resolved(page: ReadPage, draft: Draft, named: list[tuple[int, str, str]]) -> Draft:
    draft = _without_labels(draft)
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
