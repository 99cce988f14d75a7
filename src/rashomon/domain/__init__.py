"""The nouns: frozen dataclasses, their invariants, and ids derived from content. Standard library only."""

from rashomon.domain.actor import Actor, Alignment, Side
from rashomon.domain.claim import (
    Claim,
    Claimant,
    Deed,
    Figure,
    FlowOrStock,
    Label,
    Measure,
    Modifier,
    Role,
    RoleKind,
    Stance,
    Status,
    Step,
    VoiceKind,
)
from rashomon.domain.document import Block, BlockKind, DateRival, Document, Source
from rashomon.domain.event import (
    Account,
    AccountFigure,
    Dispute,
    DisputeKind,
    Event,
    Finding,
    Interest,
    Relation,
    RelationKind,
)
from rashomon.domain.ids import content_id
from rashomon.domain.outcome import Outcome, PageState
from rashomon.domain.place import Geometry, Place, PlaceCandidate, PlaceRelation, PlaceState
from rashomon.domain.reading import Attribution, Name, NameKind, Reading, Tokens
from rashomon.domain.span import Evidence, Span
from rashomon.domain.verdict import Judgement, Verdict
from rashomon.domain.when import DaySense, Granularity, PartOfDay, When

__all__ = [
    "Account",
    "AccountFigure",
    "Actor",
    "Alignment",
    "Attribution",
    "Block",
    "BlockKind",
    "Claim",
    "Claimant",
    "DateRival",
    "DaySense",
    "Deed",
    "Dispute",
    "DisputeKind",
    "Document",
    "Event",
    "Evidence",
    "Figure",
    "Finding",
    "FlowOrStock",
    "Geometry",
    "Granularity",
    "Interest",
    "Judgement",
    "Label",
    "Measure",
    "Modifier",
    "Name",
    "NameKind",
    "Outcome",
    "PageState",
    "PartOfDay",
    "Place",
    "PlaceCandidate",
    "PlaceRelation",
    "PlaceState",
    "Reading",
    "Relation",
    "RelationKind",
    "Role",
    "RoleKind",
    "Side",
    "Source",
    "Span",
    "Stance",
    "Status",
    "Step",
    "Tokens",
    "Verdict",
    "VoiceKind",
    "When",
    "content_id",
]
