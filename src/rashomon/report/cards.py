"""Claims as cards: who, in which words, with which values, and how the values came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.domain import Claim, Document, Event, Figure, Interest, Place, PlaceState, Stance, Status, When
from rashomon.report.atlas.towns import country_name
from rashomon.report.quotes import Quote, quote_in_context
from rashomon.report.view import ReportView
from rashomon.report.words import (
    INTERESTS,
    bounds,
    chain_words,
    figure_note,
    group_words,
    measure_words,
    place_area,
    place_grain,
    place_words,
    when_grain,
    when_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure as it stands at the right of a card."""

    amount: str
    measure: str
    group: str
    note: str
    part: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How a place or a time was read: what was taken, why, and what lost."""

    said: str
    taken: str
    state: str
    open: bool
    reasons: tuple[str, ...]
    losers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One claim. `tags` are pairs of a style and words; `steps` are pairs of a rule and its note."""

    id: str
    chain: tuple[str, ...]
    quote: Quote
    document: Document
    published: str
    tags: tuple[tuple[str, str], ...]
    values: tuple[Value, ...]
    interest: str
    resolutions: tuple[Resolution, ...]
    roles: tuple[str, ...]
    deed: str
    gaps: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    confidence: int
    reader: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """An original voice of an event with its cards; `chains` are the ways on which its words came."""

    name: str
    interest: str
    cards: tuple[Card, ...]

    @property
    def told(self) -> tuple[tuple[Card, ...], ...]:
        """The cards in their order, those together that say the same in the same words on several pages."""
        groups: dict[tuple[object, ...], list[Card]] = {}
        for card in self.cards:
            said = "".join(run.text for run in card.quote.runs if run.claim_ids).casefold()
            groups.setdefault((said, card.values, card.tags), []).append(card)
        return tuple(tuple(group) for group in groups.values())


def speakers_of(event: Event, view: ReportView) -> tuple[Speaker, ...]:
    """Return every voice of the event with all its claims; claims of no account come last, by their own voice."""
    interests = {claim_id: account.interest for account in event.accounts for claim_id in account.claim_ids}
    groups: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for account in sorted(event.accounts, key=lambda each: not each.figures):
        names.setdefault(account.root, account.claimant.described or account.claimant.name)
        groups.setdefault(account.root, []).extend(account.claim_ids)
    placed = {claim_id for ids in groups.values() for claim_id in ids}
    for claim in view.claims_of(event.claim_ids):
        if claim.id not in placed:
            groups.setdefault(chain_words(claim)[-1], []).append(claim.id)
    speakers, shown = [], set[str]()
    for root, ids in groups.items():
        claims = [claim for claim in view.claims_of(ids) if claim.id not in shown]
        shown |= {claim.id for claim in claims}
        cards = tuple(card_of(claim, view, interests.get(claim.id)) for claim in claims if _has_page(claim, view))
        if cards:
            mostly = next((card.interest for card in cards if card.interest), "")
            speakers.append(Speaker(name=names.get(root, root), interest=mostly, cards=cards))
    return tuple(speakers)


def _has_page(claim: Claim, view: ReportView) -> bool:
    return claim.document_id in view.documents


def card_of(claim: Claim, view: ReportView, interest: Interest | None = None) -> Card:
    """Return a claim's card. Raises KeyError when the view lacks its page."""
    document = view.documents[claim.document_id]
    resolutions = [place_resolution(place) for place in claim.places]
    if claim.when:
        resolutions.append(when_resolution(claim.when))
    return Card(
        id=claim.id,
        chain=chain_words(claim),
        quote=quote_in_context(document, claim),
        document=document,
        published=when_words(document.published),
        tags=_tags(claim),
        values=tuple(_value(figure, claim) for figure in claim.figures),
        interest=INTERESTS[interest] if interest else "",
        resolutions=tuple(resolutions),
        roles=tuple(
            f"{role.kind.value}: “{role.mention}”{f' = {role.actor_name}' if role.actor_name else ''}"
            for role in claim.roles
        ),
        deed=_deed(claim),
        gaps=claim.gaps,
        steps=tuple((step.rule, step.note) for step in claim.trace),
        confidence=round(claim.confidence * 100),
        reader=claim.reader,
        about=claim.about if claim.about and claim.about in view.claims else "",
    )


def _tags(claim: Claim) -> tuple[tuple[str, str], ...]:
    tags = []
    if claim.stance is not Stance.ASSERTS:
        warn = claim.stance in (Stance.DENIES, Stance.DOUBTS, Stance.RETRACTS)
        tags.append(("warn" if warn else "", claim.stance.value))
    if claim.status not in (Status.STATED, Status.ATTRIBUTED):
        tags.append(("warn" if claim.status in (Status.UNCONFIRMED, Status.DISPUTED) else "", claim.status.value))
    elif claim.status is Status.STATED:
        tags.append(("", "in the outlet’s own voice"))
    if claim.negated:
        tags.append(("", "negated"))
    return tuple(tags)


def _value(figure: Figure, claim: Claim) -> Value:
    return Value(
        amount=bounds(figure),
        measure=measure_words(figure),
        group=group_words(figure, claim),
        note=figure_note(figure),
        part=figure.subset_of is not None,
    )


def _deed(claim: Claim) -> str:
    if claim.deed is None:
        return ""
    types = [each for each in (claim.deed.type, claim.deed.sub_type, claim.deed.plover) if each]
    return f"“{claim.deed.trigger.text}” → {', '.join(types) or claim.deed.frame}"


def place_resolution(place: Place) -> Resolution:
    """Return how a place was resolved, with its losing candidates and their reasons."""
    resolved = place.state is PlaceState.RESOLVED
    losers = [
        (
            f"{each.name}, {', '.join([*reversed(each.admin_path), country_name(each.country)])}",
            "; ".join(each.reasons),
        )
        for each in place.candidates
        if not (resolved and each.gazetteer_id == place.gazetteer_id)
    ]
    where = ", ".join(part for part in (place_words(place), place_area(place)) if part)
    return Resolution(
        said=place.evidence.text,
        taken=where if resolved else "",
        state=place_grain(place) if resolved else place.state.value,
        open=not resolved,
        reasons=place.reasons,
        losers=tuple(losers[:8]),
    )


def when_resolution(when: When) -> Resolution:
    """Return how a time was resolved; what stays open says so."""
    anchor = (f"counted from {when.anchor}",) if when.anchor else ()
    return Resolution(
        said=when.evidence.text if when.evidence else when.text,
        taken=when_words(when) if when.known else "",
        state=when_grain(when),
        open=not when.known,
        reasons=(*anchor, *when.reasons),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Whom loaded words were used for, and each word with the outlets that printed it."""

    whom: str
    words: tuple[tuple[str, tuple[str, ...]], ...]
    named: bool = True


def labels_of(claims: Sequence[Claim], view: ReportView) -> tuple[Labelled, ...]:
    """Return the loaded words of these claims, by whom they label; spellings that differ in case alone are one.

    Where the words that are labelled are the label itself ("terrorists"), the page does not say whom it means.
    """
    names: dict[str, str] = {}
    used: dict[str, dict[str, dict[str, None]]] = {}
    for claim in claims:
        for label in claim.labels:
            whom, word = _without_article(label.labels), label.word.text
            if whom.casefold() == word.casefold():
                whom = ""
            names.setdefault(whom.casefold(), whom)
            names.setdefault(word.casefold(), word)
            outlets = used.setdefault(whom.casefold(), {}).setdefault(word.casefold(), {})
            outlets[_outlet(claim, view)] = None
    return tuple(
        Labelled(
            whom=names[whom] or "not said whom",
            named=bool(whom),
            words=tuple((names[word], tuple(outlets)) for word, outlets in words.items()),
        )
        for whom, words in sorted(used.items(), key=lambda item: (not item[0], item[0]))
    )


def _without_article(words: str) -> str:
    first, _, rest = words.strip().partition(" ")
    return rest if first.casefold() == "the" and rest else words.strip()


def _outlet(claim: Claim, view: ReportView) -> str:
    document = view.documents.get(claim.document_id)
    return document.source.name if document else claim.publisher.name


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpen:
    """Words that stay open for the same reasons, with the candidates that they could mean."""

    said: tuple[str, ...]
    state: str
    reasons: tuple[str, ...]
    losers: tuple[tuple[str, str], ...]


def left_open(claims: Iterable[Claim]) -> tuple[LeftOpen, ...]:
    """Return what stays unresolved, words with the same reasons together, without advice to who runs the program."""
    groups: dict[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], list[str]] = {}
    for each in open_values(claims):
        reasons = tuple(reason for reason in each.reasons if not reason.startswith("`"))
        groups.setdefault((each.state, reasons, each.losers), []).append(each.said)
    return tuple(
        LeftOpen(said=tuple(said), state=state, reasons=reasons, losers=losers)
        for (state, reasons, losers), said in groups.items()
    )


def open_values(claims: Iterable[Claim]) -> tuple[Resolution, ...]:
    """Return the places and times that stay unresolved, each once."""
    found: dict[str, Resolution] = {}
    for claim in claims:
        resolutions = [place_resolution(place) for place in claim.places]
        if claim.when:
            resolutions.append(when_resolution(claim.when))
        for each in resolutions:
            if each.open:
                found.setdefault(each.said, each)
    return tuple(found.values())
