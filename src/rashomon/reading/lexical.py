"""A reader without a model: sentences, tokens, dictionary forms, names by their looks, attributions by lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.domain.document import BlockKind, Document
from rashomon.domain.reading import Name, NameKind, Reading, Tokens
from rashomon.domain.span import Span
from rashomon.knowledge.voices.sets import word_set
from rashomon.reading.lexical_attributions import find_attributions
from rashomon.reading.lexical_lemmas import lemma_of
from rashomon.reading.sentences import split_sentences
from rashomon.reading.tokens import tokenize
from rashomon.settings import Settings

_SITES = (
    r"villages?|towns?|cit(?:y|ies)|provinces?|districts?|regions?|areas?|governorates?|oblasts?|states?|"
    r"ports?|outskirts|countryside|"
    r"hamlets?|municipalit(?:y|ies)|townships?|counties|county|territor(?:y|ies)|banks?|camps?|capital|"
    r"suburbs?|island|valley|markets?|districts?"
)
_COMPASS = r"(?:north|south|east|west|central)(?:[-\s]?(?:east|west))?(?:ern)?"
_PLACE_BEFORE = re.compile(
    rf"(?:\b(?:in|near|at|outside|around|towards?|from|into|across|over|inside|reached|leaving|entered)\s+"
    rf"(?:the\s+)?(?:(?:[A-Z]\w+[’']s\s+)?{_COMPASS}\s+)?(?:(?:{_SITES})\s+(?:of\s+)?)?(?:the\s+)?"
    rf"|\b(?:{_SITES}|{_COMPASS})\s+of\s+(?:the\s+)?)$"
)
_AND_BEFORE = re.compile(r"^(?:,\s+(?:and\s+)?|\s+and\s+)$")
_POSSESSIVE = re.compile(r"[’']s?$")
_CAPITALS = re.compile(r"\b(?:[Aa][dlnrstz]{1,2}[-’'])?[A-Z][\w’'-]*(?:\s+(?:al-|el-|de\s|del\s|la\s)?[A-Z][\w’'-]*)*")


_TIMES = word_set("lexical.times")


_BODIES = word_set("lexical.bodies")


class LexicalReader:
    """Reads by rules and word lists alone: no parts of speech, no dependencies. Its readings say so in `model`."""

    name = "lexical/1"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def read(self, document: Document) -> Reading:
        """Return the reading of a document's reporting blocks; comments, widgets and captions are left unread."""
        text = document.text
        sentences: list[Span] = []
        starts: list[int] = []
        ends: list[int] = []
        column: list[int] = []
        for block in document.blocks:
            if not block.kind.is_reporting:
                continue
            for start, end in split_sentences(text, block.span.start, block.span.end):
                for left, right in tokenize(text, start, end):
                    starts.append(left)
                    ends.append(right)
                    column.append(len(sentences))
                sentences.append(Span(start, end))
        lemmas = tuple(lemma_of(text[left:right]) for left, right in zip(starts, ends, strict=True))
        tokens = Tokens(start=tuple(starts), end=tuple(ends), sentence=tuple(column), lemma=lemmas)
        titles = [block.span for block in document.blocks if block.kind is BlockKind.TITLE]
        return Reading(
            document_id=document.id,
            sentences=tuple(sentences),
            tokens=tokens,
            names=tuple(_names(text, sentences)),
            attributions=find_attributions(text, tuple(sentences), tokens, titles),
            model=self.name,
            notices=("read without a model: no parts of speech and no dependencies",),
        )

    def read_many(self, documents: Iterable[Document]) -> list[Reading]:
        """Return the readings of several documents, in order."""
        return [self.read(document) for document in documents]


def _names(text: str, sentences: list[Span]) -> Iterable[Name]:
    """Yield capitalised runs that stand after a word of place, and those listed with them; nothing else is guessed."""
    for sentence in sentences:
        last = -1
        for match in _CAPITALS.finditer(text, sentence.start, sentence.end):
            words = _POSSESSIVE.sub("", match[0])
            if words.lower() in _TIMES or not words or words.split()[-1] in _BODIES:
                continue
            listed = last >= 0 and bool(_AND_BEFORE.match(text[last : match.start()]))
            if listed or _PLACE_BEFORE.search(text, max(sentence.start, match.start() - 60), match.start()):
                last = match.start() + len(words)
                yield Name(span=Span(match.start(), last), kind=NameKind.PLACE, score=0.4)
