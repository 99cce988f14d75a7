"""Events out of rival accounts. An event is a pure function of claims and live verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.domain.claim import Claimant, Deed, Figure
from rashomon.domain.place import Place
from rashomon.domain.when import When


class Interest(StrEnum):
    """Whose losses or deeds a claimant speaks of, seen from the claimant."""

    OWN_LOSSES = "own losses"
    ADVERSARY = "adversary"
    ALLY = "ally"
    THIRD_PARTY = "third party"
    OWN_DEED = "own deed"
    UNKNOWN = "unknown"


class DisputeKind(StrEnum):
    """What rival accounts differ in."""

    COUNT = "count"
    PLACE = "place"
    TIME = "time"
    ACTOR = "actor"
    DEED = "deed"
    SCOPE = "scope"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFigure:
    """A figure of an account with the claim it comes from and when the page was published (ISO day or None).

    `withdrawn` tells that its outlet or voice took it back later: it stays, and no policy counts it.
    """

    claim_id: str
    figure: Figure
    seen: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one original voice says of one group. Nine pages with one root are one account."""

    claimant: Claimant
    root: str
    group: str | None
    interest: Interest
    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    figures: tuple[AccountFigure, ...] = ()

    @property
    def first_seen(self) -> str | None:
        """The ISO day of the earliest page that gives a figure of this account, or None where no day is known."""
        return min((each.seen for each in self.figures if each.seen), default=None)

    @property
    def last_seen(self) -> str | None:
        """The ISO day of the latest page that gives a figure of this account, or None."""
        return max((each.seen for each in self.figures if each.seen), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Accounts that cannot all be right, what they differ in, and a sentence that says so."""

    kind: DisputeKind
    claim_ids: tuple[str, ...]
    note: str
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a reader should see: a changed copy, a toll that shrank, adversaries who count each other's dead."""

    kind: str
    note: str
    claim_ids: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()


class RelationKind(StrEnum):
    """How a later page stands to an earlier one on the same event."""

    COPIES = "copies"
    QUOTES = "quotes"
    REPEATS = "repeats"
    UPDATES = "updates"
    RETRACTS = "retracts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A page that copies, quotes, repeats, updates or retracts what an earlier page says. Neither is ever dropped."""

    kind: RelationKind
    document_id: str
    of: str
    note: str
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event and everything said of it. Nothing is averaged and nobody is dropped.

    `aggregate` marks totals of a campaign, a month or a running count: they are not incidents.
    """

    id: str
    title: str
    deed: Deed | None
    place: Place | None
    when: When | None
    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    accounts: tuple[Account, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    findings: tuple[Finding, ...] = ()
    roots: tuple[str, ...] = ()
    aggregate: bool = False
    reasons: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
