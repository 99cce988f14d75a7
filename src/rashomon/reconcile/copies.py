"""Near-copies: linked and never deleted. Where a copy's number differs from its original, that is the news."""

from __future__ import annotations

import difflib
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from rashomon.domain import BlockKind, Document, Finding
from rashomon.knowledge.numerals import find_numerals

SHINGLE = 5
"""Words in a shingle: shorter ones are shared by any two pages on one event."""

NEAR = 0.6
"""Containment from which a page is a near-copy: a copy with a new lede keeps 0.8, a re-worded one nothing."""

FIRST_ONES = 40
"""Of the pages that share a shingle only so many are looked at, the earliest: the original is among them."""

SCALE = 4
"""One in so many shingles is kept, chosen by hash, so that two pages keep the same ones and containment can be told
from what is kept (scaled MinHash)."""

LEAST = 5
"""Pages with fewer kept shingles are too short to be called copies."""

_WORD = re.compile(r"\w+", re.UNICODE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """`document_id` repeats `of`; `containment` is the share of its shingles that the other has, 0 to 1."""

    document_id: str
    of: str
    containment: float
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sketched:
    """A page as copies are looked for: its id, its age for sorting, and the hashes kept of its words."""

    document_id: str
    age: tuple[str, str]
    kept: array[int]


def sketched(document: Document) -> Sketched:
    """Return a page as copies are looked for."""
    return Sketched(document.id, _age(document), array("Q", sketch(document)))


def find_copies(documents: Sequence[Document]) -> list[Copy]:
    """Find near-copies by shared shingles, with what they changed."""
    pages = {document.id: document for document in documents}
    return with_changes(link_copies([sketched(document) for document in documents]), pages)


def link_copies(pages: Sequence[Sketched]) -> list[Copy]:
    """Find near-copies by shared shingles: the later page is the copy of the earliest that it repeats."""
    ordered = sorted(pages, key=lambda page: page.age)
    again = _said_again(ordered)
    where: dict[int, list[int]] = defaultdict(list)
    copies = []
    for index, page in enumerate(ordered):
        own = frozenset(page.kept)
        shared: Counter[int] = Counter()
        full = False
        for shingle in own & again:
            known = where[shingle]
            shared.update(known)
            if len(known) < FIRST_ONES:
                known.append(index)
            else:
                full = True
        near = {}
        for other, count in shared.items():
            both = len(own.intersection(ordered[other].kept)) if full else count
            share = _share(both, len(own), len(ordered[other].kept))
            if share >= NEAR:
                near[other] = share
        if near:
            first = min(near)
            copies.append(Copy(document_id=page.document_id, of=ordered[first].document_id, containment=near[first]))
    return copies


def with_changes(copies: Iterable[Copy], documents: Mapping[str, Document]) -> list[Copy]:
    """Return copies with what each changed of its original."""
    return [replace(copy, changes=tuple(_changes(documents[copy.of], documents[copy.document_id]))) for copy in copies]


def _said_again(pages: Sequence[Sketched]) -> frozenset[int]:
    """Return the shingles that more than one page has: most are of one page alone, and need no looking up."""
    kept = array("Q")
    for page in pages:
        kept.extend(page.kept)
    hashes, counts = np.unique(np.frombuffer(kept, dtype=np.uint64), return_counts=True)
    return frozenset(hashes[counts > 1].tolist())


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of the smaller sketch that the other holds, 0 to 1; too short pages have nothing to compare."""
    return _share(len(one & other), len(one), len(other))


def _share(both: int, one: int, other: int) -> float:
    smaller = min(one, other)
    return both / smaller if smaller >= LEAST else 0.0


def sketch(document: Document) -> frozenset[int]:
    """Return the hashes of a page's body that are kept for comparing, numbers masked: a changed toll hides no copy."""
    found = _WORD.findall(_body(document).lower())
    words = [(word if word.isalpha() else _NUMBER.sub("0", word)).encode() for word in found]
    kept = []
    for start in range(len(words) - SHINGLE + 1):
        digest = blake2b(b" ".join(words[start : start + SHINGLE]), digest_size=7).digest()
        if not digest[-1] % SCALE:  # the last byte tells, for 256 is a multiple of SCALE
            kept.append(int.from_bytes(digest))
    return frozenset(kept)


def copy_findings(copies: Iterable[Copy], documents: Mapping[str, Document]) -> dict[str, list[Finding]]:
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


def _age(document: Document) -> tuple[str, str]:
    """Return what pages are ordered by: the day of publication, then the id.

    When a page was read says nothing: reading the same pages again, or in another order, must not turn a copy round.
    """
    day = document.published.earliest if document.published.known else None
    return (day.isoformat() if day else "9999", document.id)


def _body(document: Document) -> str:
    return "\n".join(document.words_of(block) for block in document.blocks if block.kind is BlockKind.BODY)


def _changes(original: Document, copy: Document) -> Iterator[str]:
    """Yield the numbers, names and days that differ between aligned words of two pages."""
    mine, theirs = _body(original).split(), _body(copy).split()
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "replace" or b - a > 3 or d - c > 3:
            continue
        before, after = " ".join(mine[a:b]).strip(".,;:"), " ".join(theirs[c:d]).strip(".,;:")
        if _counts(before) or _counts(after) or (before[:1].isupper() and after[:1].isupper()):
            context = " ".join(theirs[d : d + 4]).strip(".,;:")
            yield f"says “{after} {context}” where the other says “{before}”"


def _counts(words: str) -> bool:
    """Tell whether words hold a number, in figures or spelled out."""
    return bool(_NUMBER.search(words) or find_numerals(words.split()))
