"""How certain an event is: MEANTIME's gold values, and weak values read off gold syntax trees.

MEANTIME is small, and nearly all of its events are certain. So the verbs of the training treebanks get a value by plain
rules over their gold trees (negation, modals, conditionals, reported and wished-for complements). The values follow the
scale of the unified factuality corpora: 3 certainly happened, 0 open, -3 certainly did not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from training.corpora import _from_cut
from training.labels import UPOS
from training.passages import Passage, cut_text

_NEGATORS = frozenset({"not", "n't", "n’t", "never", "nt", "neither", "nor", "hardly", "no"})
_AUXILIARIES = {
    **dict.fromkeys(("may", "might", "could"), 0.7),
    **dict.fromkeys(("can", "should", "must", "ought"), 0.9),
    **dict.fromkeys(("would", "'d", "’d"), 0.6),
    **dict.fromkeys(("will", "'ll", "’ll", "shall", "wo"), 1.8),
}
_ADVERBS = {
    **dict.fromkeys(("perhaps", "possibly", "maybe", "potentially"), 0.7),
    **dict.fromkeys(("allegedly", "reportedly", "supposedly", "apparently", "seemingly", "purportedly"), 1.5),
    **dict.fromkeys(("probably", "likely", "presumably"), 1.7),
}
#: verb (lemma-like prefix match on its forms) -> value of what it governs
_GOVERNORS = {
    **dict.fromkeys(("want", "hope", "plan", "intend", "try", "seek", "wish", "expect", "agree", "promise"), 0.6),
    **dict.fromkeys(("threaten", "need", "urge", "ask", "order", "call", "demand", "consider", "vow", "pledge"), 0.5),
    **dict.fromkeys(("believe", "think", "suppose", "guess", "assume", "suspect", "fear", "seem", "appear"), 1.4),
    **dict.fromkeys(("claim", "allege", "accuse", "suggest", "insist", "argue"), 1.5),
    **dict.fromkeys(("said", "say", "report", "announce", "state", "told", "tell", "add"), 2.2),
    **dict.fromkeys(("deny", "denied", "denie", "refuse", "refusing", "decline", "reject"), -2.0),
    **dict.fromkeys(("fail", "forget", "prevent", "avoid", "stop"), -2.3),
    **dict.fromkeys(("doubt",), -1.0),
}


def weigh_verbs(passage: Passage) -> None:
    """Give the verbs of a treebank passage their weak values; everything else stays NaN."""
    children: list[list[int]] = [[] for _ in passage.tokens]
    for index, head in enumerate(passage.heads or []):
        if head >= 0:
            children[head].append(index)
    questions = {s for s, t in zip(passage.sentence, passage.tokens, strict=True) if t.endswith("?")}
    nan = float("nan")
    passage.certainty = [nan] * len(passage.tokens)
    verb = UPOS.index("VERB")
    for index, tag in enumerate(passage.upos or []):
        if tag == verb:
            passage.certainty[index] = _value(passage, children, index, questions)


def _value(passage: Passage, children: list[list[int]], index: int, questions: set[int]) -> float:
    words = {passage.tokens[c].lower(): (passage.deprels or [])[c] for c in children[index]}
    relations = set(words.values())
    value = 3.0
    for word, relation in words.items():
        if relation.startswith("aux"):
            value = min(value, _AUXILIARIES.get(word, 3.0))
        elif relation.startswith("advmod"):
            value = min(value, _ADVERBS.get(word, 3.0))
    relation, head = (passage.deprels or [])[index], (passage.heads or [])[index]
    value = min(value, _governed(passage, relation, head, words))
    subject = any(r.startswith(("nsubj", "csubj", "expl")) for r in relations)
    if (
        relation == "root"
        and not subject
        and "aux" not in relations
        and passage.tokens[index].lower()
        in {
            "go",
            "get",
            "let",
            "take",
            "make",
            "call",
            "see",
            "please",
            "try",
            "do",
            "give",
            "look",
            "tell",
            "keep",
            "check",
        }
    ):
        value = min(value, 0.3)
    if passage.sentence[index] in questions and relation in {"root", "conj", "ccomp"}:
        value = min(value, 0.4)
    return -value if _negated(passage, children, index, words) else value


def _governed(passage: Passage, relation: str, head: int, words: dict[str, str]) -> float:
    """Return the most that the clause's own governor and marker allow."""
    marks = {w for w, r in words.items() if r == "mark"}
    if marks & {"if", "unless", "whether"}:
        return 0.2
    if head < 0:
        return 3.0
    governor = passage.tokens[head].lower()
    base = relation.split(":", maxsplit=1)[0]
    if base in {"xcomp", "ccomp"}:
        for stem, value in _GOVERNORS.items():
            if governor.startswith(stem) or (governor.startswith(stem.removesuffix("e")) and len(stem) > 4):
                return value
        return 1.2 if "to" in marks else 3.0
    if base in {"advcl", "acl"} and "to" in marks:
        return 0.7
    if base == "parataxis":
        return 3.0
    return 3.0


def _negated(passage: Passage, children: list[list[int]], index: int, words: dict[str, str]) -> bool:
    if any(w in _NEGATORS and r.split(":")[0] in {"advmod", "cc", "det"} for w, r in words.items()):
        return True
    if words.get("without") == "mark":
        return True
    for child in children[index]:
        if (passage.deprels or [])[child].startswith(("nsubj", "obj")):
            if passage.tokens[child].lower() in {"nobody", "nothing", "none"}:
                return True
            if any(passage.tokens[g].lower() == "no" for g in children[child]):
                return True
    return False


def read_factuality(path: Path, corpus: str) -> Iterator[Passage]:
    """Read a unified factuality file: a passage a sentence, values on the last word of each predicate."""
    rows: list[tuple[str, float]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""]):
        parts = line.rstrip("\n").split("\t")
        if len(parts) >= 3:
            rows.append((parts[1], float("nan") if parts[2] == "_" else float(parts[2])))
        elif rows:
            yield _sentence(rows, corpus, f"{path.stem}-{number}")
            rows = []


def _sentence(rows: list[tuple[str, float]], corpus: str, name: str) -> Passage:
    text, values = "", []
    for word, value in rows:
        values.append((len(text), len(text) + len(word), value))
        text += word + " "
    cut = cut_text(text)
    passage = _from_cut(cut, corpus, name)
    passage.sentence = [0] * len(cut.tokens)
    passage.paragraph = [0] * len(cut.tokens)
    passage.certainty = [float("nan")] * len(cut.tokens)
    for start, end, value in values:
        words = cut.covered(start, end)
        if value == value and words:
            passage.certainty[words[-1]] = value
    return passage
