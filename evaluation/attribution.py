"""Suite `attribution`: who says what, on PolNeAR: exact and token F1 of each role, and F1 of whole relations.

A span is a run of words with one role in one attribution (a content in two pieces is two spans); it is exact if its
words are the gold span's. Token F1 counts words by role. A relation is right when its source, cue and content each
share with the gold ones at least half of the words of the larger of the two, and neither side has a role that the other
lacks; each gold relation is matched once. The model's attributions are measured, not the lexicon's beside them. PolNeAR
gives each word to one attribution at most, so attributions inside another's content are left out of what is measured.
Of several annotations of a text, the first by name counts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.figures import Figure, Options, Skipped, Tally
from evaluation.model_reading import document_of_lines, open_reader, raise_case
from rashomon.domain.reading import Attribution, Reading
from rashomon.domain.span import Span

ROLES = ("source", "cue", "content")
Words = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An attribution as sets of token indexes."""

    source: Words
    cue: Words
    content: Words


@dataclass(slots=True)
class AttributionScore:
    """Counts over all documents."""

    exact: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    tokens: dict[str, Tally] = field(default_factory=lambda: {role: Tally() for role in ROLES})
    relations: Tally = field(default_factory=Tally)

    def add(self, ours: list[Relation], gold: list[Relation]) -> None:
        """Count one document."""
        for role in ROLES:
            found = {run for relation in ours for run in runs(getattr(relation, role))}
            wanted = {run for relation in gold for run in runs(getattr(relation, role))}
            _count(self.exact[role], found, wanted)
            _count(
                self.tokens[role],
                {w for r in ours for w in getattr(r, role)},
                {w for r in gold for w in getattr(r, role)},
            )
        right = match_relations(ours, gold)
        self.relations.true += right
        self.relations.false += len(ours) - right
        self.relations.missed += len(gold) - right


def run(root: Path, options: Options) -> list[Figure]:
    """Measure on the test part of PolNeAR if the root has one, else on the dev part."""
    reader = open_reader()
    corpus = root / "polnear"
    part = next((s for s in (options.split, "test", "dev") if s and (corpus / s / "text").exists()), None)
    if part is None:
        raise Skipped("no test or dev part of polnear")
    score = AttributionScore()
    for name, text, notes in itertools.islice(read_part(corpus / part), options.limit):
        reading = reader.read(document_of_lines(name, raise_case(text) if options.upper else text))
        ours = [
            _relation(reading, a.source, a.cue, a.content)
            for a in outermost(a for a in reading.attributions if a.kind == "model")
        ]
        gold = _one_role_a_word(_relation(reading, *note) for note in notes)
        score.add(ours, gold)
    figures = []
    for kind, tallies in (("exact", score.exact), ("token", score.tokens)):
        for role in ROLES:
            tally = tallies[role]
            n = tally.true + tally.missed
            figures.append(Figure(suite="attribution", metric=f"{role}_{kind}_f1", value=tally.f, n=n))
    whole = score.relations
    figures.append(Figure(suite="attribution", metric="relation_f1", value=whole.f, n=whole.true + whole.missed))
    return figures


Note = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]


def read_part(folder: Path) -> Iterator[tuple[str, str, list[Note]]]:
    """Yield (name, text, annotations) of the documents of a part that are annotated."""
    for path in sorted((folder / "text").iterdir()):
        found = sorted(
            p
            for p in (folder / "attributions").glob("*.ann")
            if p.stem == path.stem or p.stem.rpartition("_")[0] == path.stem
        )
        if found:
            yield path.stem, path.read_bytes().decode("utf-8"), read_notes(found[0])


def read_notes(path: Path) -> list[Note]:
    """Read a brat file: spans (T) and the events (E) that join them; numbered roles are further pieces of a role."""
    spans: dict[str, list[Span]] = {}
    notes: list[Note] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("T") and line.count("\t") >= 2:
            key, middle, _ = line.split("\t", 2)
            offsets = middle.partition(" ")[2].split(";")
            spans[key] = [Span(int(a), int(b)) for a, b in (piece.split(" ") for piece in offsets)]
        elif line.startswith("E") and "\t" in line:
            roles: dict[str, list[Span]] = {role: [] for role in ROLES}
            for part in line.split("\t", 1)[1].split():
                name, _, key = part.partition(":")
                role = name.rstrip("0123456789").lower()
                if role in roles:
                    roles[role].extend(spans.get(key, []))
            notes.append((tuple(roles["source"]), tuple(roles["cue"]), tuple(roles["content"])))
    return notes


def _relation(reading: Reading, source: Iterable[Span], cue: Iterable[Span], content: Iterable[Span]) -> Relation:
    def words(spans: Iterable[Span]) -> Words:
        return frozenset(i for span in spans for i in reading.tokens_in(span))

    return Relation(source=words(source), cue=words(cue), content=words(content))


def _one_role_a_word(relations: Iterable[Relation]) -> list[Relation]:
    """Give a word on the edge of two gold spans (half a token each) to the first; drop relations without a cue."""
    taken: set[int] = set()
    kept: list[Relation] = []
    for relation in relations:
        parts = {}
        for role in ROLES:
            parts[role] = frozenset(getattr(relation, role) - taken)
            taken |= parts[role]
        if parts["cue"]:
            kept.append(Relation(**parts))
    return kept


def outermost(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Leave out attributions whose cue lies inside another's content."""
    given = list(attributions)
    contents = [(span, a) for a in given for span in a.content]
    return [
        a
        for a in given
        if not any(
            other is not a and span.start <= cue.start and cue.end <= span.end
            for cue in a.cue
            for span, other in contents
        )
    ]


def runs(words: Words) -> list[tuple[int, int]]:
    """Return the runs of neighbouring words as (first, after the last)."""
    found: list[tuple[int, int]] = []
    for word in sorted(words):
        if found and found[-1][1] == word:
            found[-1] = (found[-1][0], word + 1)
        else:
            found.append((word, word + 1))
    return found


def match_relations(ours: list[Relation], gold: list[Relation]) -> int:
    """Return how many of our relations are right; each gold one is matched once."""
    by_cue: dict[int, list[int]] = {}
    for place, relation in enumerate(gold):
        for word in relation.cue:
            by_cue.setdefault(word, []).append(place)
    used: set[int] = set()
    for relation in ours:
        near = {place for word in relation.cue for place in by_cue.get(word, [])} - used
        best = next((p for p in sorted(near) if all(_alike(relation, gold[p], role) for role in ROLES)), None)
        if best is not None:
            used.add(best)
    return len(used)


def _alike(one: Relation, two: Relation, role: str) -> bool:
    """Tell whether two relations have the same words in a role, by half or more of the larger side, or both none."""
    a, b = getattr(one, role), getattr(two, role)
    if not a and not b:
        return True
    return 2 * len(a & b) >= max(len(a), len(b)) and bool(a & b)


def _count(tally: Tally, found: set, wanted: set) -> None:  # type: ignore[type-arg]
    tally.true += len(found & wanted)
    tally.false += len(found - wanted)
    tally.missed += len(wanted - found)
