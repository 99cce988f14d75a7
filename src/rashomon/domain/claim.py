"""Claims: who says what, of which deed, how surely, with which figures, in which words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from rashomon.domain.ids import content_id
from rashomon.domain.place import Place
from rashomon.domain.span import Evidence
from rashomon.domain.when import When


class Stance(StrEnum):
    """What the claimant does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    ADMITS = "admits"
    ACCUSES = "accuses"
    ENDORSES = "endorses"
    PREDICTS = "predicts"
    PLANS = "plans"
    RETRACTS = "retracts"


class Status(StrEnum):
    """How the page puts it. Negation is kept apart."""

    STATED = "stated"
    ATTRIBUTED = "attributed"
    DISTANCED = "distanced"
    UNCONFIRMED = "unconfirmed"
    DISPUTED = "disputed"
    PLANNED = "planned"
    PREDICTED = "predicted"
    HYPOTHETICAL = "hypothetical"


class VoiceKind(StrEnum):
    """What kind of voice a link of the chain is."""

    OUTLET = "outlet"
    AGENCY = "agency"
    STATE = "state"
    ARMED_GROUP = "armed group"
    ORGANISATION = "organisation"
    MONITOR = "monitor"
    PERSON = "person"
    UNNAMED = "unnamed"
    DOCUMENT = "document"


class RoleKind(StrEnum):
    """What an actor is in a deed."""

    AGENT = "agent"
    TARGET = "target"
    ALLY = "ally"
    SUPPORTER = "supporter"
    BENEFICIARY = "beneficiary"
    VICTIM = "victim group"


class Measure(StrEnum):
    """What a figure counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed_or_wounded"
    CAPTURED = "captured"
    MISSING = "missing"
    SURRENDERED = "surrendered"
    DISPLACED = "displaced"
    NEUTRALISED = "neutralised"
    ATTACKS = "attacks"
    STRIKES = "strikes"
    SITES = "sites"
    VEHICLES = "vehicles"
    PEOPLE_PRESENT = "people_present"
    OTHER = "other"


class Modifier(StrEnum):
    """How a number is put."""

    EXACT = "exact"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    UP_TO = "up to"
    FEWER_THAN = "fewer than"
    ABOUT = "about"
    BETWEEN = "between"
    VAGUE = "vague"
    UNKNOWN = "unknown"


class FlowOrStock(StrEnum):
    """Whether a figure is of this event or period (flow) or a running total (stock)."""

    FLOW = "flow"
    STOCK = "stock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """One voice of a chain. `evidence` is None for the publisher alone, whom the page need not name in its text.

    `described` keeps an unnamed voice's description as said ("a medical source"); `antecedent` the words that a
    pronoun was resolved to.
    """

    name: str
    kind: VoiceKind = VoiceKind.UNNAMED
    actor_id: str | None = None
    evidence: Evidence | None = None
    antecedent: Evidence | None = None
    described: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done. `type` and `sub_type` follow ACLED where one applies; `plover` is there for verbal deeds too."""

    trigger: Evidence
    frame: str
    type: str | None = None
    sub_type: str | None = None
    plover: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An actor mention in a deed. `actor_id` and `actor_name` are filled by grounding."""

    kind: RoleKind
    mention: str
    evidence: Evidence
    actor_id: str | None = None
    actor_name: str | None = None
    loaded: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A loaded word ("terrorists", "regime") and whom it labels."""

    word: Evidence
    labels: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its bounds.

    "over 20": low 21, high None. "at least 8": low 8. "up to 30": high 30. "about 40": 40 to 40 with the modifier.
    "dozens": both None, modifier vague, the word in `word`. None is unknown, which is not zero. `subset_of` is the id
    of the figure that this one is part of ("including 3 children"); `by` is who did it, as said.
    """

    measure: Measure
    evidence: Evidence
    low: int | None
    high: int | None
    modifier: Modifier = Modifier.EXACT
    group: str | None = None
    group_evidence: Evidence | None = None
    group_actor: str | None = None
    by: str | None = None
    word: str | None = None
    flow_or_stock: FlowOrStock = FlowOrStock.FLOW
    subset_of: str | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if self.low is not None and self.low < 0:
            raise ValueError(f"a figure cannot be negative: {self.low}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a figure's low {self.low} is above its high {self.high}")

    @property
    def superseded(self) -> bool:
        """Whether the page itself gives it as an earlier figure ("raised the toll to 14 from 11"): it is no rival."""
        return "earlier-toll" in self.rule

    @property
    def id(self) -> str:
        """An id from the words and the measure: two measures may share a word ("killed or captured")."""
        return content_id("fig", self.evidence.document_id, self.evidence.span, self.measure, self.group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of how a value came about, for `rashomon explain`: a rule by name, its file, and a plain sentence."""

    rule: str
    file: str
    note: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim. `chain` has the publisher first and the original voice last.

    `about` is the id of the claim that this one speaks of (a denial, an endorsement, a doubt). `gaps` names what
    the rules could not fill. `confidence` is 0 to 1, of the machine in its own reading, not in the claim's truth.
    `identity` is the id under which it was read, where a person has changed what ids are made of.
    """

    document_id: str
    chain: tuple[Claimant, ...]
    stance: Stance
    status: Status
    content: Evidence
    confidence: float
    negated: bool = False
    deed: Deed | None = None
    roles: tuple[Role, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    when: When | None = None
    cue: Evidence | None = None
    status_cue: Evidence | None = None
    about: str | None = None
    labels: tuple[Label, ...] = ()
    gaps: tuple[str, ...] = ()
    trace: tuple[Step, ...] = ()
    reader: str = ""
    identity: str | None = None
    _id: str | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.chain:
            raise ValueError("a claim needs at least its publisher in the chain")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is 0 to 1, not {self.confidence}")

    @property
    def id(self) -> str:
        """An id from the words, the voice and the deed, stable across readings and across later grounding."""
        if self._id is None:  # hashed once: a ledger asks for it many times a claim
            object.__setattr__(self, "_id", self.identity or self._hashed())
        return self._id or ""

    def _hashed(self) -> str:
        voice = self.chain[-1]
        deed = self.deed.trigger.span if self.deed else None
        spot = voice.evidence.span if voice.evidence else None
        return content_id("clm", self.document_id, self.content.span, spot, self.stance, deed)

    @property
    def publisher(self) -> Claimant:
        """The first link of the chain."""
        return self.chain[0]

    @property
    def voice(self) -> Claimant:
        """The last link of the chain: the original voice as far as the page tells."""
        return self.chain[-1]

    def with_changes(self, **changes: object) -> Claim:
        """Return a copy with these fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def evidences(self) -> list[Evidence]:
        """Return every piece of evidence in the claim, for checks that each reproduces its words."""
        found: list[Evidence | None] = [self.content, self.cue, self.status_cue]
        for voice in self.chain:
            found += [voice.evidence, voice.antecedent]
        if self.deed:
            found.append(self.deed.trigger)
        found += [role.evidence for role in self.roles]
        for figure in self.figures:
            found += [figure.evidence, figure.group_evidence]
        for place in self.places:
            found += [place.evidence, place.name_evidence]
        if self.when:
            found.append(self.when.evidence)
        found += [label.word for label in self.labels]
        found += [step.evidence for step in self.trace]
        return [each for each in found if each is not None]
