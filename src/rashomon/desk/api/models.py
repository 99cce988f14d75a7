"""What the API takes and gives, as its OpenAPI description shows it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Id = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[str, Field(max_length=2000)]


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


class PageOut(BaseModel):
    """A page in the queue."""

    id: str
    title: str
    source: str
    published: str | None
    language: str
    state: str
    copy_of: str | None
    claims: int
    coded: int
    reviewed: int
    finished: bool


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


class ProgressOut(BaseModel):
    """How far all pages are."""

    pages: int
    finished: int
    claims: int
    coded: int


Plain = dict[str, Any]
