"""Everything that the view of one page needs, from the ledger, for the person who looks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.desk.config import Mode
from rashomon.desk.queue.cards import Card, cards_of, visible
from rashomon.domain import Claim, Document, Judgement, Verdict
from rashomon.domain.judging import live, standing
from rashomon.domain.serial import from_plain
from rashomon.errors import NotFound

if TYPE_CHECKING:
    from rashomon.desk.context import Desk, User


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """A page in a person's hands. `blind` says that this person codes it without seeing others."""

    document: Document
    cards: tuple[Card, ...]
    verdicts: tuple[Verdict, ...]
    blind: bool
    assigned: bool
    finished: bool

    @property
    def seen(self) -> str:
        """The last verdict on the page itself, for the next one."""
        own = [each.id for each in self.verdicts if each.subject == self.document.id]
        return own[-1] if own else ""

    @property
    def values(self) -> int:
        """How many values there are."""
        return sum(len(card.rows) for card in self.cards)

    @property
    def left(self) -> int:
        """How many of them nobody has judged yet."""
        return sum(card.left for card in self.cards)

    def card_of(self, subject: str) -> Card:
        """Return the card that a subject belongs to. Raises NotFound."""
        key = subject.partition("/")[0]
        for card in self.cards:
            if card.claim.id == key:
                return card
        raise NotFound(key, "no claim of this page has this id", "load the page again")


def open_page(desk: Desk, document_id: str, user: User) -> OpenPage:
    """Load a page with its claims as read and the verdicts that this user may see. Raises NotFound."""
    document = document_of(desk, document_id)
    blind, assigned = blindness(desk, document.id, user)
    verdicts = desk.decisions.of_page(document.id)
    seen = visible(verdicts, blind_for=user.name if blind else None)
    as_read = desk.decisions.as_read(document.id)
    claims = {claim.id: as_read.get(claim.id, claim) for claim in desk.ledger.claims(document_id=document.id)}
    for verdict in live(seen):
        if verdict.judgement is Judgement.ADD and "/" not in verdict.subject and verdict.value:
            claims.setdefault(verdict.subject, from_plain(Claim, json.loads(verdict.value)))
    if blind:
        added = {each.subject for each in verdicts if each.judgement is Judgement.ADD and not each.blind}
        claims = {key: claim for key, claim in claims.items() if key not in added}
    page = standing(each for each in live(seen) if each.subject == document.id)
    cards = tuple(cards_of(list(claims.values()), seen))
    return OpenPage(
        document=document,
        cards=cards,
        verdicts=tuple(seen),
        blind=blind,
        assigned=assigned,
        finished=page is not None and page.judgement is Judgement.ACCEPT,
    )


def document_of(desk: Desk, document_id: str) -> Document:
    """Return a page by its id. Raises NotFound."""
    found = desk.ledger.get(document_id) if document_id.startswith("doc_") else None
    if not isinstance(found, Document):
        raise NotFound(document_id, "this is no page of the ledger", "see the queue")
    return found


def blindness(desk: Desk, document_id: str, user: User) -> tuple[bool, bool]:
    """Tell whether this user codes the page blind, and whether it is assigned to them at all."""
    if desk.config.mode is Mode.SINGLE:
        return False, False
    own = [each for each in desk.people.assignments(document_id=document_id) if each.person == user.name]
    return bool(own and own[0].blind and not user.part.reviews), bool(own)
