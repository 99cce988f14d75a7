"""Suite `actors`: mentions to the registry, and sides between linked actors.

`linked_accuracy` counts, together: sources and targets of PLOVER (the linked actor is of the coded country, or an
international body where the code says so), pairs that re3d marks as synonyms, persons left out (both link to the same
actor, where one of them links at all), and mentions of our own set (the very actor, or nobody where the words name
nobody). `sides_accuracy` counts re3d's FightingAgainst (against) and AlliesOf (with) between two linked parties, and
the dated pairs of our own set. Each part is given on its own too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from evaluation.figures import Figure, Options, Ratio
from rashomon.domain import Block, BlockKind, Document, Reading, Source, Span, Tokens, When
from rashomon.knowledge.actors import Linker, Registry, open_registry, side_between
from rashomon.reading.sentences import split_sentences
from rashomon.resolve.actors_page import page_actors

SET = Path(__file__).parent / "sets" / "actors.tsv"
_BODIES = frozenset({"IGO", "NGO", "IMG", "MNC"})
_BODY_KINDS = frozenset({"Organisation", "Monitor", "External/Other forces"})
# Codes of PLOVER's coders that are not ISO 3166.
_CODES = {"ITL": "ITA", "JAP": "JPN", "GER": "DEU"}


@dataclass(slots=True)
class ActorScore:
    """Hits by part, and what was missed."""

    parts: dict[str, Ratio] = field(default_factory=dict)
    missed: list[dict[str, str]] = field(default_factory=list)

    def add(self, part: str, right: bool, **told: str) -> None:
        """Count one case."""
        self.parts[part] = self.parts.get(part, Ratio()) + Ratio(int(right), 1)
        if not right:
            self.missed.append({"part": part, **told})

    def over(self, *parts: str) -> Ratio:
        """Return the sum of parts."""
        total = Ratio()
        for part in parts:
            total = total + self.parts.get(part, Ratio())
        return total


def linker_of(text: str, registry: Registry) -> Linker:
    """Return the linker of a text as if it were a page's body."""
    document = Document(
        id="doc",
        url=None,
        source=Source(id="src", name="suite"),
        title="",
        text=text,
        blocks=(Block(kind=BlockKind.BODY, span=Span(0, len(text))),),
        published=When(text=""),
        retrieved_at=datetime(2026, 1, 1, tzinfo=UTC),
        language="en",
        raw_sha256="",
        extractor="suite",
    )
    sentences = tuple(Span(start, end) for start, end in split_sentences(text))
    tokens = Tokens(start=(), end=(), sentence=(), lemma=())
    reading = Reading(document_id="doc", sentences=sentences, tokens=tokens)
    return page_actors(document, reading, (), registry).linker(registry)


# ---- PLOVER ------------------------------------------------------------------------------------------------------


def score_plover(path: Path, registry: Registry, score: ActorScore, limit: int | None) -> None:
    """Count PLOVER's sources and targets by country."""
    codes = {code: state for state, code in _iso3().items()}
    for record in json.loads(path.read_text("utf-8"))[:limit]:
        text = record.get("text")
        if not isinstance(text, str) or not text:
            continue
        linker = linker_of(text, registry)
        for words, code in _parties(record):
            link = linker.link(words)
            actor = registry.get(link.actor_id) if link.actor_id else None
            if code in _BODIES:
                right = actor is not None and actor.kind in _BODY_KINDS
            else:
                right = actor is not None and actor.country == codes.get(_CODES.get(code, code))
            score.add("plover", right, words=words, gold=code, ours=str(link.actor_id), how=link.how)


def _parties(record: dict[str, object]) -> Iterator[tuple[str, str]]:
    for kind in ("source", "target"):
        parties = record.get(kind)
        parties = [parties] if isinstance(parties, dict) else parties
        for party in parties if isinstance(parties, list) else []:
            words, code = party.get("actorText"), party.get("code")
            if isinstance(words, str) and isinstance(code, str) and len(code) == 3:
                yield words, code


def _iso3() -> dict[str, str]:
    """Return two-letter codes with their three-letter ones, from the registry's table of states."""
    from importlib import resources  # noqa: PLC0415 - only PLOVER's codes need it

    text = resources.files("rashomon.knowledge.actors").joinpath("countries.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


# ---- re3d --------------------------------------------------------------------------------------------------------


def score_re3d(corpus: Path, registry: Registry, score: ActorScore, limit: int | None) -> None:
    """Count re3d's synonyms, enemies and allies."""
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        documents = {each["_id"]: each["text"] for each in _lines(folder / "documents.json")}
        wanted = set(list(documents)[:limit])
        linkers: dict[str, Linker] = {}
        persons = {
            (each["documentId"], each["value"]) for each in _lines(folder / "entities.json") if each["type"] == "Person"
        }
        for relation in _lines(folder / "relations.json"):
            document = relation["documentId"]
            if document not in wanted:
                continue
            if relation["type"] == "IsSynonymOf" and (document, relation["source"]) in persons:
                continue
            if relation["type"] == "IsSynonymOf" and (document, relation["target"]) in persons:
                continue
            linker = linkers.setdefault(document, linker_of(documents[document], registry))
            _score_relation(relation, linker, registry, score)


def _score_relation(relation: dict[str, str], linker: Linker, registry: Registry, score: ActorScore) -> None:
    one, other = linker.link(relation["source"]).actor_id, linker.link(relation["target"]).actor_id
    told = {"source": relation["source"], "target": relation["target"], "ours": f"{one} {other}"}
    if relation["type"] == "IsSynonymOf" and (one or other):
        score.add("re3d_synonyms", one == other, **told)
    gold = {"FightingAgainst": "against", "AlliesOf": "with"}.get(relation["type"])
    if gold is None or one is None or other is None or _is_bystander(one) or _is_bystander(other):
        return
    side = side_between(one, other, registry, None)
    score.add("re3d_sides", side is not None and side.value == gold, gold=gold, side=str(side), **told)


def _is_bystander(actor_id: str) -> bool:
    return actor_id.endswith((".civilians", ".people", ".protesters"))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


# ---- our own set ---------------------------------------------------------------------------------------------------


def score_own(registry: Registry, score: ActorScore) -> None:
    """Count the mentions and dated sides of our own set."""
    linker = Linker(registry=registry)
    for line in SET.read_text("utf-8").splitlines():
        if line.startswith("= "):
            linker = linker_of(line[2:], registry)
        elif line.startswith("sides\t"):
            _, one, other, day, gold = line.split("\t")
            side = side_between(one, other, registry, date.fromisoformat(day))
            score.add("own_sides", (side.value if side else "-") == gold, words=f"{one} {other} {day}", gold=gold)
        elif line and not line.startswith("#"):
            words, gold = line.split("\t")
            link = linker.link(words)
            right = (link.actor_id or "-") == gold
            score.add("own_mentions", right, words=words, gold=gold, ours=str(link.actor_id), how=link.how)


def run(root: Path, options: Options) -> list[Figure]:
    """Score what the root holds, and our own set."""
    registry = open_registry()
    score = ActorScore()
    for path in sorted((root / "plover").glob("*.json")) if (root / "plover").is_dir() else []:
        score_plover(path, registry, score, options.limit)
    if (root / "re3d").is_dir():
        score_re3d(root / "re3d", registry, score, options.limit)
    score_own(registry, score)
    if options.details is not None:
        with options.details.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in score.missed)
    sums = {
        "linked_accuracy": score.over("plover", "re3d_synonyms", "own_mentions"),
        "sides_accuracy": score.over("re3d_sides", "own_sides"),
    }
    named = sums | score.parts
    return [Figure(suite="actors", metric=metric, value=ratio.value, n=ratio.n) for metric, ratio in named.items()]
