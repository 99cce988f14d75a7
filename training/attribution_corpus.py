"""PolNeAR: attributions as role tags and as relations between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.labels import ROLE_TAGS, ROLES
from training.passages import Passage, Relation, cut_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One attribution of a brat file: code point spans of each role."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def read_annotations(path: Path) -> list[Annotation]:
    """Read a brat file. Roles whose name ends in a digit are further pieces of the same role."""
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("T") and line.count("\t") >= 2:
            key, middle, _ = line.split("\t", 2)
            _, _, offsets = middle.partition(" ")
            spans[key] = tuple((int(a), int(b)) for a, b in (piece.split(" ") for piece in offsets.split(";")))
        elif line.startswith("E") and "\t" in line:
            roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
            for part in line.split("\t", 1)[1].split():
                name, _, key = part.partition(":")
                role = name.rstrip("0123456789").lower()
                if role in roles:
                    roles[role].extend(spans.get(key, ()))
            found.append(Annotation(**{role: tuple(sorted(pieces)) for role, pieces in roles.items()}))
    return found


def find_annotations(folder: Path, stem: str) -> Path | None:
    """Return a document's annotation: its file name ends in the annotator's mark; of several, the first by name."""
    found = sorted(p for p in folder.glob("*.ann") if p.stem == stem or p.stem.rpartition("_")[0] == stem)
    return found[0] if found else None


def read_polnear(root: Path, split: str) -> Iterator[Passage]:
    """Read a part of PolNeAR: a passage a document, cut by the reader's own tokenizer."""
    for path in sorted((root / split / "text").iterdir()):
        notes = find_annotations(root / split / "attributions", path.stem)
        if notes is None:
            continue
        text = path.read_bytes().decode("utf-8")
        cut = cut_text(text)
        starts = {i: n for n, (a, b) in enumerate(cut.spans) for i in range(a, b)}
        passage = Passage(
            corpus="polnear",
            id=path.stem,
            tokens=cut.tokens,
            glued=cut.glued,
            sentence=cut.sentence,
            paragraph=cut.paragraph,
        )
        passage.roles = [0] * len(cut.tokens)
        for note in read_annotations(notes):
            sets = {}
            for role in ROLES:
                words = sorted({starts[i] for a, b in getattr(note, role) for i in range(a, b) if i in starts})
                words = [w for w in words if passage.roles[w] == 0]
                sets[role] = frozenset(words)
                for place, word in enumerate(words):
                    inner = place > 0 and words[place - 1] == word - 1
                    passage.roles[word] = ROLE_TAGS.index(f"{'I' if inner else 'B'}-{role}")
            if sets["cue"] or sets["source"]:
                passage.relations.append(Relation(**sets))
        yield passage
