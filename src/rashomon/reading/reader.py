"""The reader with the model: a document's reporting blocks to sentences, tokens, syntax, names and attributions.

Attributions are given twice: those of the model (kind "model"), one speaker a word, and those of the lexicon of voices,
which sees speech inside speech and can name its rule. The claims stage settles between the two.
"""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rashomon.domain.document import BlockKind, Document
from rashomon.domain.reading import Name, NameKind, Reading, Tokens
from rashomon.domain.span import Span
from rashomon.reading.attributions import Roles, join_windows, read_roles, to_attribution, without
from rashomon.reading.lexical_attributions import find_attributions
from rashomon.reading.lexical_lemmas import lemma_of
from rashomon.reading.network import Floats, Network, Scores
from rashomon.reading.pieces import shapes_of
from rashomon.reading.sentences import ends_dateline, split_sentences
from rashomon.reading.tags import best_tags, log_softmax, spans_of
from rashomon.reading.tokens import tokenize
from rashomon.reading.trees import NEVER, find_heads
from rashomon.reading.windows import Window, plan_windows
from rashomon.settings import Settings

_lemma: Final = lru_cache(maxsize=65_536)(lemma_of)
_NAN: Final = float("nan")
_AS_IT_IS: Final[Mapping[NameKind, NameKind]] = {}
#: The corpus of mentions does not tell facilities from places, so neither does the model there.
_MENTION_KINDS: Final[Mapping[NameKind, NameKind]] = {NameKind.FACILITY: NameKind.PLACE}


@dataclass(slots=True, kw_only=True)
class Cut:
    """A document's reporting text, cut: columns a token, the sentences' spans, and which tokens are datelines.

    `pieces` are filled in when its windows are planned.
    """

    words: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)
    pieces: list[tuple[int, ...]] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    datelines: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one window gives for the tokens that it owns; indexes are the document's."""

    upos: list[str]
    heads: list[int]
    deprels: list[str]
    certainty: list[float]
    names: list[tuple[int, int, int, float]]
    mentions: list[tuple[int, int, int, float]]
    roles: Roles


def cut_document(document: Document) -> Cut:
    """Cut the reporting blocks of a document. Comments, widgets and captions are never read."""
    cut = Cut()
    text, paragraph = document.text, -1
    for block in document.blocks:
        if not block.kind.is_reporting:
            continue
        paragraph += 1
        last = block.span.start
        for start, end in split_sentences(text, block.span.start, block.span.end):
            if text.count("\n", last, start) > 1:
                paragraph += 1
            before = len(cut.words)
            cut_sentence(cut, text, start, end, paragraph)
            if ends_dateline(text, start, end):
                cut.datelines.update(range(before, len(cut.words)))
            last = end
    return cut


def cut_sentence(cut: Cut, text: str, start: int, end: int, paragraph: int) -> None:
    """Append the tokens of one sentence, ``text[start:end]``."""
    number, before = len(cut.sentences), -1
    spans = tokenize(text, start, end)
    for left, right in spans:
        cut.words.append(text[left:right])
        cut.start.append(left)
        cut.end.append(right)
        cut.glued.append(left == before)
        before = right
    cut.sentence.extend([number] * len(spans))
    cut.paragraph.extend([paragraph] * len(spans))
    cut.sentences.append(Span(start, end))


class ModelReader:
    """Reads with the model. Documents are cut into windows, and windows are read side by side on `threads` threads."""

    def __init__(self, settings: Settings, network: Network | None = None) -> None:
        self.network = network or Network()
        self.name = self.network.name
        self._threads = settings.threads or len(os.sched_getaffinity(0))

    def read(self, document: Document) -> Reading:
        """Return the reading of one document."""
        return self.read_many([document])[0]

    def read_many(self, documents: Iterable[Document]) -> list[Reading]:
        """Return the readings of several documents, in order; their windows share the threads."""
        given = list(documents)
        cuts = [cut_document(document) for document in given]
        jobs = [(place, window) for place, cut in enumerate(cuts) for window in self.plan(cut)]
        results: list[list[Read]] = [[] for _ in given]
        if self._threads == 1 or len(jobs) == 1:
            done: Iterable[Read] = (self.read_window(cuts[place], window) for place, window in jobs)
            self._collect(results, jobs, done)
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                self._collect(results, jobs, pool.map(lambda job: self.read_window(cuts[job[0]], job[1]), jobs))
        return [self._assemble(document, cut, found) for document, cut, found in zip(given, cuts, results, strict=True)]

    def _collect(self, results: list[list[Read]], jobs: Sequence[tuple[int, Window]], done: Iterable[Read]) -> None:
        for (place, _), found in zip(jobs, done, strict=True):
            results[place].append(found)

    def plan(self, cut: Cut) -> list[Window]:
        """Return the windows of a cut document."""
        cut.pieces = [self.network.pieces.of(word) for word in cut.words]
        return plan_windows([len(found) for found in cut.pieces], cut.sentence, self.network.most)

    def score_window(self, cut: Cut, window: Window) -> Scores:
        """Score one window of a cut document that was planned."""
        a, b = window.start, window.end
        shapes = shapes_of(cut.words[a:b], cut.glued[a:b], cut.sentence[a:b], cut.paragraph[a:b])
        return self.network.run(cut.pieces[a:b], shapes, cut.sentence[a:b])

    def read_window(self, cut: Cut, window: Window) -> Read:
        """Score one window and decode the tokens that it owns."""
        a, skip = window.start, window.own - window.start
        sentence = cut.sentence[a : window.end]
        scores = self.score_window(cut, window)
        heads = decode_heads(scores.arcs, sentences_in(sentence, skip))
        owned = sentences_in(sentence[skip:])
        names, mentions = decode_names([scores.names[skip:], scores.mentions[skip:]], owned, window.own)
        labels = self.network.labels
        relations = self.network.relate(scores, heads, skip).tolist()
        own = heads[skip:].tolist()
        return Read(
            upos=[labels.upos[i] for i in scores.upos[skip:].argmax(axis=1).tolist()],
            heads=[head + a if head >= 0 else -1 for head in own],
            deprels=["root" if head < 0 else labels.relations[i] for i, head in zip(relations, own, strict=True)],
            certainty=_certainties(scores.certainty[skip:]),
            names=names,
            mentions=mentions,
            roles=read_roles(self.network, scores, np.array(sentence), a, window.own),
        )

    def certainties(self, cut: Cut) -> list[float]:
        """Return how certain each token's event would be if it told one, -3 to 3."""
        values: list[float] = []
        for window in self.plan(cut):
            scores = self.score_window(cut, window)
            values.extend(np.clip(scores.certainty[window.own - window.start :, 0], -3.0, 3.0).tolist())
        return values

    def _assemble(self, document: Document, cut: Cut, found: list[Read]) -> Reading:
        upos = [tag for read in found for tag in read.upos]
        tokens = Tokens(
            start=tuple(cut.start),
            end=tuple(cut.end),
            sentence=tuple(cut.sentence),
            lemma=tuple(_lemma(word, tag) for word, tag in zip(cut.words, upos, strict=True)),
            upos=tuple(upos),
            head=tuple(head for read in found for head in read.heads),
            deprel=tuple(label for read in found for label in read.deprels),
            certainty=tuple(value for read in found for value in read.certainty),
        )
        relations = [without(relation, cut.datelines) for relation in join_windows(read.roles for read in found)]
        modelled = [to_attribution(relation, cut.start, cut.end) for relation in relations]
        titles = [block.span for block in document.blocks if block.kind is BlockKind.TITLE]
        by_rule = find_attributions(document.text, tuple(cut.sentences), tokens, titles)
        return Reading(
            document_id=document.id,
            sentences=tuple(cut.sentences),
            tokens=tokens,
            names=self._names(cut, [name for read in found for name in read.names]),
            mentions=self._names(cut, [name for read in found for name in read.mentions], _MENTION_KINDS),
            attributions=(*modelled, *by_rule),
            model=self.name,
        )

    def _names(
        self, cut: Cut, found: list[tuple[int, int, int, float]], merged: Mapping[NameKind, NameKind] = _AS_IT_IS
    ) -> tuple[Name, ...]:
        kinds = [NameKind(kind) for kind in self.network.labels.kinds]
        return tuple(
            Name(
                span=Span(cut.start[a], cut.end[b - 1]),
                kind=merged.get(kinds[kind], kinds[kind]),
                score=score,
            )
            for kind, a, b, score in found
        )


def sentences_in(sentence: Sequence[int], skip: int = 0) -> list[tuple[int, int]]:
    """Return (start, end) of the sentences of a window, from token `skip` on; `sentence` numbers them."""
    edges = [skip, *(i for i in range(skip + 1, len(sentence)) if sentence[i] != sentence[i - 1]), len(sentence)]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]


def decode_heads(arcs: Floats, sentences: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Return each token's head in the window, -1 for roots: a tree for each of `sentences`, (start, end) in the window.

    A sentence that the window cuts in two makes a tree of each part.
    """
    heads = np.full(len(arcs), -1, dtype=np.int64)
    for start, end in sentences:
        block = np.empty((end - start, end - start + 1), dtype=np.float32)
        block[:, 0] = arcs[start:end, 0]
        block[:, 1:] = arcs[start:end, start + 1 : end + 1]
        np.fill_diagonal(block[:, 1:], NEVER)
        heads[start:end] = [head + start if head >= 0 else -1 for head in find_heads(block)]
    return heads


def decode_names(
    scores: Sequence[Floats], sentences: Sequence[tuple[int, int]], offset: int
) -> list[list[tuple[int, int, int, float]]]:
    """Return (kind, first token, token after the last, score) of each layer's names; none crosses a sentence's edge.

    `scores` are the layers', with the same rows and columns; `sentences` are rows; `offset` is added to indexes.
    """
    size = len(scores[0])
    stretches = [(a + layer * size, b + layer * size) for layer in range(len(scores)) for a, b in sentences]
    joined = np.concatenate(scores)
    tags = best_tags(joined, stretches)
    chances: list[float] = log_softmax(joined)[np.arange(len(tags)), tags].tolist()
    found: list[list[tuple[int, int, int, float]]] = []
    for start in range(0, len(tags), max(size, 1)):
        held = chances[start : start + size]
        found.append(
            [
                (kind, a + offset, b + offset, round(math.exp(sum(held[a:b]) / (b - a)), 3))
                for kind, a, b in spans_of(tags[start : start + size])
            ]
        )
    return found


def _certainties(scores: Floats) -> list[float]:
    """Return how certain each event is, -3 to 3; NaN for words that tell none."""
    values = np.clip(scores[:, 0], -3.0, 3.0)
    return [round(v, 2) if e > 0 else _NAN for v, e in zip(values.tolist(), scores[:, 1].tolist(), strict=True)]


def open_model(settings: Settings) -> ModelReader:
    """Open the reader with the model; raises KnowledgeError where it is missing or damaged."""
    return ModelReader(settings)
