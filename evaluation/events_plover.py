"""PLOVER gold records: the event type of a sentence, and its source and target actors as words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from evaluation.figures import Figure, Options, Tally
from evaluation.text_documents import make_document
from rashomon.claims.deeds import find_deeds
from rashomon.claims.deeds_plover import code
from rashomon.domain.span import Evidence

_DETERMINERS = re.compile(r"^(?:the|a|an|its|their|his|her|some|\d[\d,]*)\s+", re.IGNORECASE)


def score_plover(folder: Path, options: Options, reader: object) -> list[Figure]:
    """Score types (share right) and actors (F1 of exact words, determiners and case apart)."""
    right = total = 0
    source, target = Tally(), Tally()
    for record in _records(folder)[: options.limit]:
        text = record["text"].strip().strip("{}")
        document = make_document(record["id"], text)
        reading = reader.read(document)  # type: ignore[attr-defined]
        coded = code(document, reading, find_deeds(document, reading))
        total += 1
        right += coded is not None and coded.type == record["event"]
        count_actors(source, _words(coded.sources if coded else ()), _texts(record.get("source")))
        count_actors(target, _words(coded.targets if coded else ()), _texts(record.get("target")))
    return [
        Figure(suite="events", metric="plover_type_accuracy", value=right / total if total else 0.0, n=total),
        Figure(suite="events", metric="plover_source_f1", value=source.f, n=source.true + source.missed),
        Figure(suite="events", metric="plover_target_f1", value=target.f, n=target.true + target.missed),
    ]


def _records(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        found += [
            record
            for record in json.loads(path.read_text(encoding="utf-8"))
            if record.get("event") not in (None, "DOCUMENT")
        ]
    return found


def _texts(actors: object) -> list[str]:
    if not isinstance(actors, list):
        return []
    return [normalise(each["actorText"]) for each in actors if each.get("actorText")]


def _words(actors: tuple[Evidence, ...]) -> list[str]:
    return [normalise(actor.text) for actor in actors]


def normalise(words: str) -> str:
    """Fold case, white space and a leading determiner: the gold has "United States" in one record, "the US" in another.

    >>> normalise("The  Israeli army")
    'israeli army'
    """
    folded = re.sub(r"['’]s?$", "", " ".join(words.split()).casefold().strip(" ,."))
    return _DETERMINERS.sub("", folded)


def count_actors(tally: Tally, guesses: list[str], gold: list[str]) -> None:
    """Count exact matches of folded words; each gold actor can be matched once.

    Where two parties act on each other, the gold lists both as sources and no target, and so do we.
    """
    left = list(gold)
    for guess in guesses:
        if guess in left:
            left.remove(guess)
            tally.true += 1
        else:
            tally.false += 1
    tally.missed += len(left)
