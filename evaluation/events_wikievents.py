"""WikiEvents: triggers of events and their arguments, by overlap of words; only families that deeds cover are asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation.figures import Figure, Options, Tally
from evaluation.text_documents import make_document
from rashomon.claims.deeds import FoundDeed, find_deeds
from rashomon.domain.claim import RoleKind
from rashomon.domain.span import Span

#: Event families of the corpus's ontology that deeds cover; talk, transport, trade and medicine are no deeds.
FAMILIES = (
    "Conflict.",
    "Life.Die",
    "Life.Injure",
    "Justice.ArrestJailDetain",
    "Justice.ReleaseParole",
    "Justice.InvestigateCrime",
    "Justice.Convict",
    "Justice.Sentence",
    "Contact.ThreatenCoerce",
    "Contact.RequestCommand",
    "Contact.Contact.Meet",
    "ArtifactExistence.DamageDestroy",
    "GenericCrime",
    "Disaster.",
    "Personnel.EndPosition",
    "Control.ImpedeInterfereWith",
)
#: Roles of the corpus that agree with a role kind of ours.
ROLES = {
    "Attacker": RoleKind.AGENT,
    "Killer": RoleKind.AGENT,
    "Injurer": RoleKind.AGENT,
    "Perpetrator": RoleKind.AGENT,
    "Jailer": RoleKind.AGENT,
    "Demonstrator": RoleKind.AGENT,
    "Impeder": RoleKind.AGENT,
    "Investigator": RoleKind.AGENT,
    "JudgeCourt": RoleKind.AGENT,
    "Communicator": RoleKind.AGENT,
    "Participant": RoleKind.AGENT,
    "Employee": RoleKind.AGENT,
    "Target": RoleKind.TARGET,
    "Victim": RoleKind.TARGET,
    "Detainee": RoleKind.TARGET,
    "Defendant": RoleKind.TARGET,
    "Recipient": RoleKind.TARGET,
}


def score_wikievents(folder: Path, options: Options, reader: object) -> list[Figure]:
    """Score triggers (overlapping words) and arguments (trigger found, words overlap, role agrees)."""
    triggers, arguments = Tally(), Tally()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines()[: options.limit]:
            record = json.loads(line)
            document = make_document(record["doc_id"], record["text"])
            found = find_deeds(document, reader.read(document))  # type: ignore[attr-defined]
            score_document(record, list(found), triggers, arguments)
    return [
        Figure(suite="events", metric="wikievents_trigger_f1", value=triggers.f, n=triggers.true + triggers.missed),
        Figure(suite="events", metric="wikievents_argument_f1", value=arguments.f, n=arguments.true + arguments.missed),
    ]


def score_document(record: dict[str, Any], found: list[FoundDeed], triggers: Tally, arguments: Tally) -> None:
    """Add one document's counts. A deed with several gold triggers in its words and outcomes answers each of them."""
    offsets = [(start, end) for tokens, _ in record["sentences"] for _, start, end in tokens]
    entities = {each["id"]: span_of(each, offsets) for each in record["entity_mentions"]}
    used: set[int] = set()
    for event in record["event_mentions"]:
        wanted = event["event_type"].startswith(FAMILIES)
        span = span_of(event["trigger"], offsets)
        hits = [at for at, deed in enumerate(found) if _covers(deed, span)]
        used.update(hits)
        if not wanted:
            continue
        triggers.true += bool(hits)
        triggers.missed += not hits
        gold = [
            (entities[each["entity_id"]], ROLES[each["role"]]) for each in event["arguments"] if each["role"] in ROLES
        ]
        _score_arguments([role for at in hits[:1] for role in found[at].roles], gold, arguments)
    triggers.false += len([at for at, deed in enumerate(found) if at not in used and (deed.deed.type or deed.topic)])


def _score_arguments(roles: list[Any], gold: list[tuple[Span, RoleKind]], tally: Tally) -> None:
    left = list(gold)
    for role in roles:
        kind = RoleKind.AGENT if role.kind is RoleKind.AGENT else RoleKind.TARGET
        hit = next((each for each in left if each[1] is kind and each[0].overlaps(role.evidence.span)), None)
        if hit is None:
            tally.false += 1
        else:
            left.remove(hit)
            tally.true += 1
    tally.missed += len(left)


def span_of(mention: dict[str, Any], offsets: list[tuple[int, int]]) -> Span:
    """Return a mention's code points from its token range (end excluded)."""
    return Span(offsets[mention["start"]][0], offsets[max(mention["start"], mention["end"] - 1)][1])


def _covers(deed: FoundDeed, span: Span) -> bool:
    return deed.deed.trigger.span.overlaps(span) or any(outcome.overlaps(span) for outcome in deed.outcomes)
