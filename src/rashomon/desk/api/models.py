"""What the API takes and gives, as its OpenAPI description shows it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from rashomon.ledger.event_views import EventLine
from rashomon.ledger.source_views import LabelUse, Profile

Id = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[str, Field(max_length=2000)]
Reason = Annotated[str, Field(max_length=500)]
Short = Annotated[str, Field(max_length=120)]
Token = Annotated[str, Field(max_length=40)]
Offset = Annotated[int, Field(ge=0, le=100_000_000)]
Count = Annotated[int, Field(ge=0, le=999_999_999_999)]


class Problem(BaseModel):
    """Why something could not be done."""

    detail: str


class Conflict(Problem):
    """Somebody else was faster; `current` is the verdict that stands, whose id is the next `seen`."""

    current: dict[str, JsonValue]


class SessionOut(BaseModel):
    """Who asks, and the token for the header X-CSRF-Token."""

    user: str
    part: str
    csrf: str


class ValueOut(BaseModel):
    """A value of a claim: as read, as it stands, who stands behind it, and the token for the next verdict."""

    subject: str
    kind: str
    label: str
    words: str
    read: JsonValue
    now: JsonValue
    hand: Literal["machine", "coder", "reviewer"]
    done: Literal["", "accepted", "edited", "rejected", "added"]
    seen: str


class ClaimOut(BaseModel):
    """A claim with its values."""

    id: str
    title: str
    claim: dict[str, JsonValue]
    done: str
    seen: str
    values: list[ValueOut]


class OpenPageOut(BaseModel):
    """A page with everything that was read of it."""

    document: dict[str, JsonValue]
    blind: bool
    left: int
    claims: list[ClaimOut]


class VerdictIn(BaseModel):
    """A verdict to write. `seen` is the token of the value as you saw it; `value` is what an edit sets."""

    model_config = ConfigDict(extra="forbid")

    subject: Id
    judgement: Literal["accept", "reject", "edit"]
    value: JsonValue = None
    reason: Words = ""
    seen: Annotated[str, Field(max_length=40)] = ""


class UndoIn(BaseModel):
    """Why a verdict is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: Words = ""


class VerdictOut(BaseModel):
    """A verdict as it is kept."""

    id: str
    subject: str
    judgement: str
    by: str
    role: str
    at: str
    value: JsonValue
    reason: str
    replaces: str | None
    blind: bool


class InboxIn(BaseModel):
    """Text or addresses to read."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=5_000_000)] = ""
    addresses: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=50)] = []
    source: Annotated[str, Field(max_length=200)] = ""
    published: date | None = None
    url: Annotated[str, Field(max_length=2000)] = ""


class JobOut(BaseModel):
    """How far a job is; `told` are its events in order, `resumed` that the desk stopped before it ended."""

    id: str
    total: int
    done: int
    ended: bool
    resumed: bool
    told: list[dict[str, JsonValue]]


Plain = dict[str, Any]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AddClaimIn(_Given):
    """A claim that the reader missed: its words as they stand in the page, or their offsets; voice and deed."""

    words: Words = ""
    start: Offset | None = None
    end: Offset | None = None
    voice: Short = ""
    voice_words: Words = ""
    voice_kind: Short = ""
    stance: Short = ""
    status: Short = ""
    sub_type: Short = ""
    trigger: Words = ""
    reason: Words = ""


class AddValueIn(_Given):
    """A figure or a place that the reader missed in a claim. A place without `lat` and `lon` is kept as unresolved."""

    what: Literal["figure", "place"]
    words: Words = ""
    start: Offset | None = None
    end: Offset | None = None
    measure: Short = ""
    low: Count | None = None
    high: Count | None = None
    modifier: Short = ""
    group: Short = ""
    flow_or_stock: Short = ""
    role: Short = ""
    name: Short = ""
    country: Annotated[str, Field(max_length=2)] = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    reason: Words = ""


class EventsIn(BaseModel):
    """The filters of the table of events. `box` is west, south, east, north in degrees; days are ISO."""

    q: Annotated[str, Field(max_length=200)] = ""
    since: Token = ""
    until: Token = ""
    country: Token = ""
    deed: Short = ""
    source: Token = ""
    kind: Token = ""
    disputed: bool = False
    pages: Annotated[int, Field(ge=0, le=10_000)] = 0
    what: Token = ""
    box: Short = ""
    sort: Token = "-day"
    start: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class EventsOut(BaseModel):
    """Events under filters. `too_many` says that only some claims' events were looked for by words."""

    total: int
    disputed: int
    too_many: bool
    events: list[EventLine]


class MergeIn(_Given):
    """Events to make one."""

    events: Annotated[list[Id], Field(min_length=2, max_length=50)]
    reason: Reason = ""


class SplitIn(_Given):
    """Claims to let be an event of their own; `seen` is the event's token as you saw it."""

    claims: Annotated[list[Id], Field(min_length=1, max_length=5000)]
    seen: Token = ""
    reason: Reason = ""


class MoveIn(SplitIn):
    """Claims to let be told of another event."""

    to: Id


class PlaceIn(_Given):
    """Where an event was; `seen` is `place_seen` of the event as you saw it."""

    lat: float
    lon: float
    radius_km: float
    name: Short = ""
    seen: Token = ""
    reason: Reason = ""


class RegroupedOut(BaseModel):
    """The verdict that was written, and the event that holds the claims now."""

    verdict: VerdictOut
    event: str


class SourceOut(BaseModel):
    """A publisher's profile and its loaded words."""

    profile: Profile
    labels: list[LabelUse]


class ExportIn(_Given):
    """Which format, by which policy, and whether for publication."""

    format: Short
    policy: Short = "all"
    public: bool = False


class AliasIn(_Given):
    """Another name of an actor."""

    alias: Short
    reason: Reason = ""


class SideIn(_Given):
    """A side that an actor takes."""

    other: Short
    stance: Literal["with", "against"]
    conflict: Short
    since: date | None = None
    until: date | None = None
    reason: Reason = ""


class AssignIn(_Given):
    """Pages to give to people: the next `count` that nobody has, or `page`."""

    names: Annotated[list[Annotated[str, Field(max_length=64)]], Field(min_length=1, max_length=100)]
    count: Annotated[int, Field(ge=1, le=500)] = 10
    blind: bool = False
    page: Token = ""


class ComparedOut(BaseModel):
    """A value with what each coder said of it."""

    subject: str
    label: str
    machine: str
    said: dict[str, VerdictOut | None]
    agree: bool
    settled: VerdictOut | None
    seen: str


class AdjudicationOut(BaseModel):
    """A page that several people coded blind."""

    coders: list[str]
    values: list[ComparedOut]


class SettleIn(_Given):
    """Whose verdict on a value is to count; "machine" lets the value stand as read."""

    subject: Id
    coder: Annotated[str, Field(max_length=64)]
    seen: Token = ""
    reason: Words = ""
