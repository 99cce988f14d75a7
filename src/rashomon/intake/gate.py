"""The relevance gate: does a page tell of a conflict event at all? A linear model over words, asked before reading.

A page is cut into overlapping passages of a few dozen words, and each passage adds up the weights of its words and
word pairs; the page's score is that of its strongest passages. The words and weights are a file that can be read
(`gate_weights.tsv`), made by `training/relevance.py`; what was measured is in `docs/watch.md`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from rashomon.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rashomon.domain import Document
    from rashomon.settings import Settings

PASSAGE, STEP = 40, 20
"""Words of a passage, and words from one passage's beginning to the next."""

PARTS = 6
"""The strongest passages, one in so many, make a page's score."""

LANGUAGES = frozenset({"en"})
"""Languages whose words have weights. A page in another is never set aside."""

_FILE = "gate_weights.tsv"
WORD = re.compile(r"[a-zà-öø-ÿ]+(?:-[a-zà-öø-ÿ]+)*|[0-9][0-9.,:]*")
"""A word of a text in lower case, hyphenated ones as one, or a figure."""

FIGURE = "0"
"""What stands for every figure: "March 7" is no march, and "7 killed" is a toll."""

_DIGITS = frozenset("0123456789")
_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """What the gate says of a page. `score` is in log odds; `reasons` are sentences for the user."""

    score: float
    relevant: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateWeights:
    """The model: weights of words and of pairs ("air strike"), in log odds, and what every passage starts from."""

    bias: float
    words: Mapping[str, float]

    def features(self, words: Sequence[str]) -> set[str]:
        """Return the distinct words and pairs of a passage that have a weight."""
        return {name for name in features_of(words) if name in self.words}

    def score(self, words: Sequence[str]) -> float:
        """Add up a passage."""
        return self.bias + sum(self.words[name] for name in self.features(words))


def judge(document: Document, settings: Settings) -> Relevance:
    """Judge by the title and the blocks in which the outlet speaks; `settings.relevance_threshold` parts the two kinds.

    A page in a language without weights is relevant: nothing is set aside that cannot be judged.
    """
    if document.language not in LANGUAGES:
        return Relevance(
            score=0.0, relevant=True, reasons=(f"The gate has no words for the language {document.language}.",)
        )
    text = "\n".join((document.title, *(document.words_of(block) for block in document.reporting())))
    return judge_words(text, settings.relevance_threshold)


def judge_words(text: str, threshold: float, *, parts: int = PARTS) -> Relevance:
    """Judge English words by their strongest passages, one in so many `parts`; a text without words is relevant."""
    passages = passages_of(words_of(text))
    if not passages:
        return Relevance(score=0.0, relevant=True, reasons=("It has no words that the gate can judge.",))
    weights = load_weights()
    scored = [weights.score(passage) for passage in passages]
    score = page_score(scored, parts)
    strongest = passages[max(range(len(scored)), key=scored.__getitem__)]
    return Relevance(score=score, relevant=score >= threshold, reasons=_reasons(weights, strongest, score, threshold))


def words_of(text: str) -> list[str]:
    """Return a text's words in lower case, each figure as the same sign; punctuation is left out.

    >>> words_of("On March 7, 12 people ...")
    ['on', 'march', '0', '0', 'people']
    """
    return [FIGURE if word[0] in _DIGITS else word for word in WORD.findall(text.lower())]


def passages_of(words: Sequence[str]) -> list[Sequence[str]]:
    """Cut words into passages that overlap by half; the last is as long as the others where the text is."""
    if len(words) <= PASSAGE:
        return [words] if words else []
    starts = [*range(0, len(words) - PASSAGE, STEP), len(words) - PASSAGE]
    return [words[start : start + PASSAGE] for start in starts]


def features_of(words: Sequence[str]) -> list[str]:
    """Return words and pairs of neighbours.

    >>> features_of(["air", "strike"])
    ['air', 'strike', 'air strike']
    """
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def page_score(scored: Sequence[float], parts: int = PARTS) -> float:
    """Return the mean of the strongest sixth of the passages' scores: an aside does not make a long page a report.

    >>> page_score([4.0, -2.0, 1.0]), page_score([4.0, 0.0, 2.0, -1.0, -1.0, -3.0, -3.0])
    (4.0, 3.0)
    """
    best = sorted(scored, reverse=True)[: -(-len(scored) // parts)]
    return sum(best) / len(best)


def _reasons(weights: GateWeights, passage: Sequence[str], score: float, threshold: float) -> tuple[str, ...]:
    found = sorted(weights.features(passage), key=lambda name: (-weights.words[name], name))
    telling = [name for name in found if weights.words[name] > 0][:_TOLD]
    words = ", ".join(f"“{name}”" for name in telling) or "none"
    side = "not under" if score >= threshold else "under"
    return (
        f"Its score {score:.1f} is {side} the threshold {threshold:.1f}.",
        f"Words for conflict in its strongest passage: {words}.",
    )


@cache
def load_weights() -> GateWeights:
    """Load the weights. Raises KnowledgeError with the file and line of what is wrong."""
    text = resources.files("rashomon.intake").joinpath(_FILE).read_text("utf-8")
    return parse_weights(text)


def parse_weights(text: str) -> GateWeights:
    r"""Read lines of `word TAB weight`; `#` begins a remark, and `(bias)` is the weight of every passage.

    >>> parse_weights("# made by hand\n(bias)\t-3\nair strike\t2.5\n").words["air strike"]
    2.5
    """
    words: dict[str, float] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, tab, weight = line.partition("\t")
        where = f"intake/{_FILE}:{number}"
        if not tab or not name.strip() or name in words:
            raise KnowledgeError(where, "it is no new word with a weight", "write word, tab, weight")
        try:
            words[name] = float(weight)
        except ValueError as error:
            raise KnowledgeError(where, f"{weight!r} is no weight", "write a number such as 1.25") from error
        if not abs(words[name]) <= 100:  # so that NaN, which is not comparable, is refused too
            raise KnowledgeError(where, f"{weight!r} is no weight", "write a number between -100 and 100")
    if "(bias)" not in words:
        raise KnowledgeError(f"intake/{_FILE}", "it has no (bias)", "make it anew: python -m training.relevance")
    bias = words.pop("(bias)")
    return GateWeights(bias=bias, words=MappingProxyType(words))
