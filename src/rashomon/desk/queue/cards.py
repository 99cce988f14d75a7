"""Claims as cards: each value with its words, its candidates, and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.domain import Claim, Claimant, Deed, Figure, Judgement, Place, PlaceState, Role, Span, Verdict, When
from rashomon.domain.judging import Value, is_rejected, live, standing, values_of
from rashomon.domain.serial import from_plain
from rashomon.domain.wording import figure_in_words, place_in_words, quoted, when_in_words

_DONE = {
    Judgement.ACCEPT: "accepted",
    Judgement.EDIT: "edited",
    Judgement.REJECT: "rejected",
    Judgement.ADD: "added",
}
_PLACE_LABELS = {"where": "place", "admin": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A value in a card. `hand` is machine, coder or reviewer; `done` says what a person did, "" for nothing yet.

    `spans` are the words that say so, in code points of the page's text.
    """

    id: str
    subject: str
    seen: str
    kind: str
    label: str
    words: str
    hand: str
    done: str
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    last: Verdict | None = None
    was: str = ""

    @property
    def rejected(self) -> bool:
        """Whether a person threw the value out."""
        return self.done == "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim in the queue. `done` and `last` are of the claim as a whole."""

    id: str
    claim: Claim
    number: int
    title: str
    seen: str
    rows: tuple[Row, ...]
    done: str = ""
    last: Verdict | None = None

    @property
    def left(self) -> int:
        """How many values nobody has judged."""
        return 0 if self.done else sum(not row.done for row in self.rows)


def visible(verdicts: Iterable[Verdict], *, blind_for: str | None) -> list[Verdict]:
    """Return the verdicts that count for who looks: the open ones, or in blind coding this person's own alone."""
    if blind_for is None:
        return [each for each in verdicts if not each.blind]
    return [replace(each, blind=False) for each in verdicts if each.blind and each.by == blind_for]


def cards_of(claims: Sequence[Claim], verdicts: Sequence[Verdict]) -> list[Card]:
    """Return a card for each claim as read, in the page's order; `verdicts` are those visible to who looks."""
    newest: dict[str, str] = {}
    for verdict in sorted(verdicts, key=lambda each: (each.at, each.id)):
        newest[verdict.subject] = verdict.id
    ordered = sorted(claims, key=lambda claim: (claim.content.span, claim.id))
    return [_card(number, claim, verdicts, newest) for number, claim in enumerate(ordered, start=1)]


def _card(number: int, claim: Claim, verdicts: Sequence[Verdict], newest: dict[str, str]) -> Card:
    own = [each for each in verdicts if each.subject.partition("/")[0] == claim.id]
    last = standing(each for each in live(own) if each.subject == claim.id)
    rows = [
        _row(f"c{number}v{place}", claim, value, newest) for place, value in enumerate(values_of(claim, own), start=1)
    ]
    done = "rejected" if is_rejected(claim.id, own) else _DONE[last.judgement] if last else ""
    return Card(
        id=f"c{number}",
        claim=claim,
        number=number,
        title=_title(claim, rows),
        seen=newest.get(claim.id, ""),
        rows=tuple(rows),
        done=done,
        last=last,
    )


def _title(claim: Claim, rows: Sequence[Row]) -> str:
    voice = claim.voice.described or claim.voice.name
    figure = next((row.words for row in rows if row.kind == "figure" and not row.rejected), None)
    deed = claim.deed and (claim.deed.sub_type or claim.deed.plover)
    return f"{voice}: {figure or (deed or 'claim').lower()}"


def _row(id_: str, claim: Claim, value: Value, newest: dict[str, str]) -> Row:
    subject = f"{claim.id}/{value.key}"
    last = value.last
    shown = value.now if value.now is not None else value.read or _added(value)
    label, words, spans, notes, others = described(value.kind, shown, claim)
    edited = last is not None and last.judgement is Judgement.EDIT and value.read is not None
    return Row(
        id=id_,
        subject=subject,
        seen=newest.get(subject, ""),
        kind=value.kind,
        label=label,
        words=words,
        hand=(last.role or "coder") if last else "machine",
        done=_DONE[last.judgement] if last else "",
        spans=tuple(spans),
        notes=tuple(notes),
        others=tuple(others),
        last=last,
        was=described(value.kind, value.read, claim)[1] if edited else "",
    )


def _added(value: Value) -> Any:
    import json  # noqa: PLC0415 - only a rejected addition needs it

    return json.loads(next(each.value for each in value.verdicts if each.value))


_Description = tuple[str, str, list[Span], list[str], list[str]]


def described(kind: str, plain: Any, claim: Claim) -> _Description:
    """Return label, words, spans, notes and losing candidates of a value in its plain form."""
    if kind == "chain":
        return _chain(tuple(from_plain(Claimant, each) for each in plain), claim)
    if kind == "stance":
        cue = [claim.cue.span] if claim.cue else []
        said = [quoted(claim.cue.text)] if claim.cue else []
        return "stance", plain["stance"] + (", negated" if plain["negated"] else ""), cue, said, []
    if kind == "status":
        mark = claim.status_cue or claim.cue
        return "status", plain, [mark.span] if mark else [], [quoted(mark.text)] if mark else [], []
    if kind == "deed":
        deed = from_plain(Deed, plain)
        words = deed.sub_type or deed.type or deed.plover or "unnamed deed"
        return "deed", words, [deed.trigger.span], [quoted(deed.trigger.text)], []
    if kind == "role":
        return _role(from_plain(Role, plain))
    if kind == "figure":
        figure = from_plain(Figure, plain)
        notes = [quoted(figure.evidence.text)] + (["part of another figure"] if figure.subset_of else [])
        return "figure", figure_in_words(figure), [figure.evidence.span], notes, []
    if kind == "place":
        return _place(from_plain(Place, plain))
    when = from_plain(When, plain)
    spans = [when.evidence.span] if when.evidence else []
    notes = [quoted(when.evidence.text)] if when.evidence else []
    return "when", when_in_words(when), spans, [*notes, *when.reasons], []


def _chain(voices: Sequence[Claimant], claim: Claim) -> _Description:
    words = " › ".join(voice.described or voice.name for voice in voices)
    notes, spans = [], []
    for voice in voices:
        if voice.evidence:
            spans.append(voice.evidence.span)
        if voice.antecedent and voice.evidence:
            spans.append(voice.antecedent.span)
            notes.append(f"{quoted(voice.evidence.text)} → {quoted(voice.antecedent.text)}")
    if claim.cue:
        spans.append(claim.cue.span)
    return "chain", words, spans, notes, []


def _role(role: Role) -> _Description:
    linked = role.actor_name and role.actor_name.casefold() != role.mention.casefold()
    words = f"{role.actor_name}" if linked else role.mention
    notes = [quoted(role.evidence.text)] if linked or role.loaded else []
    notes += [f"loaded: {', '.join(role.loaded)}"] if role.loaded else []
    return role.kind.value, str(words), [role.evidence.span], notes, list(role.reasons)


def _place(place: Place) -> _Description:
    others = [
        f"{each.name} ({', '.join(part for part in (*each.admin_path[:1], each.country, *each.reasons[:1]) if part)})"
        for each in place.candidates
        if each.gazetteer_id != place.gazetteer_id
    ]
    notes = [quoted(place.evidence.text)]
    if place.state is PlaceState.RESOLVED and place.geometry:
        notes.append(f"within {place.geometry.radius_km:.0f} km" if place.geometry.radius_km >= 1 else "exact")
    if place.state is not PlaceState.RESOLVED:
        notes += place.reasons[:2]
    return _PLACE_LABELS.get(place.role, place.role), place_in_words(place), [place.evidence.span], notes, others
