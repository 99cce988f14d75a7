"""Near-copies: linked and never deleted. Where a copy's number differs from its original, that is the news."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rashomon.domain import BlockKind, Document, Finding

SHINGLE = 5
"""Words in a shingle: shorter ones are shared by any two pages on one event."""

NEAR = 0.6
"""Containment from which a page is a near-copy: a copy with a new lede keeps 0.8, a re-worded one nothing."""

COMMON = 40
"""A shingle on more pages than this is boilerplate and links nothing."""

_WORD = re.compile(r"\w+", re.UNICODE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """`document_id` repeats `of`; `containment` is the share of its shingles that the other has, 0 to 1."""

    document_id: str
    of: str
    containment: float
    changes: tuple[str, ...]


def find_copies(documents: Sequence[Document]) -> list[Copy]:
    """Find near-copies by shared shingles: the later page is the copy of the earliest that it repeats."""
    ordered = sorted(documents, key=_age)
    shingles = [_shingles(document) for document in ordered]
    where: dict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        for shingle in own:
            where[shingle].append(index)
    copies = []
    for index, own in enumerate(shingles):
        shared: Counter[int] = Counter()
        for shingle in own:
            if len(where[shingle]) <= COMMON:
                shared.update(other for other in where[shingle] if other < index)
        best = _best(index, own, shared, shingles)
        if best is not None:
            containment = shared[best] / max(1, min(len(own), len(shingles[best])))
            copies.append(
                Copy(
                    document_id=ordered[index].id,
                    of=ordered[best].id,
                    containment=min(1.0, containment),
                    changes=tuple(_changes(ordered[best], ordered[index])),
                )
            )
    return copies


def copy_findings(copies: Sequence[Copy], documents: dict[str, Document]) -> dict[str, list[Finding]]:
    """Return what each copy changed, by the copy's document id."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for copy in copies:
        this, that = documents[copy.document_id], documents[copy.of]
        for change in copy.changes:
            found[copy.document_id].append(
                Finding(
                    kind="changed copy",
                    note=f"{this.source.name} repeats {that.source.name} ({copy.containment:.0%} of the words) but "
                    f"{change}.",
                    document_ids=(that.id, this.id),
                )
            )
    return found


def _best(index: int, own: frozenset[int], shared: Counter[int], shingles: list[frozenset[int]]) -> int | None:
    del index
    near = [
        other
        for other, count in shared.items()
        if min(len(own), len(shingles[other])) >= SHINGLE * 2 and count / min(len(own), len(shingles[other])) >= NEAR
    ]
    return min(near) if near else None


def _age(document: Document) -> tuple[str, str, str]:
    day = document.published.earliest if document.published.known else None
    return (day.isoformat() if day else "9999", document.retrieved_at.isoformat(), document.id)


def _shingles(document: Document) -> frozenset[int]:
    """Return hashes of the body's shingles, numbers masked so that a changed toll does not hide a copy."""
    words = [_NUMBER.sub("0", word) for word in _WORD.findall(_body(document).lower())]
    return frozenset(
        int.from_bytes(blake2b(" ".join(words[i : i + SHINGLE]).encode(), digest_size=8).digest())
        for i in range(len(words) - SHINGLE + 1)
    )


def _body(document: Document) -> str:
    return "\n".join(document.words_of(block) for block in document.blocks if block.kind is BlockKind.BODY)


def _changes(original: Document, copy: Document) -> Iterator[str]:
    """Yield the numbers and names that differ between aligned words of two pages."""
    mine, theirs = _body(original).split(), _body(copy).split()
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "replace" or b - a > 3 or d - c > 3:
            continue
        before, after = " ".join(mine[a:b]).strip(".,;:"), " ".join(theirs[c:d]).strip(".,;:")
        if _NUMBER.search(before) or _NUMBER.search(after) or (before[:1].isupper() and after[:1].isupper()):
            context = " ".join(theirs[d : d + 4]).strip(".,;:")
            yield f"says “{after} {context}” where the other says “{before}”"
