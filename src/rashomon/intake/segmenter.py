"""The line model: a linear-chain model over the lines of a scrape, its weights a data file made by training."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from rashomon.domain import BlockKind
from rashomon.errors import KnowledgeError
from rashomon.intake.linefeatures import PageShape, features_of, look_at
from rashomon.intake.linerules import settle

LABELS = (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.BODY, BlockKind.COMMENT, BlockKind.WIDGET)
"""What a line can be, in the order of the weights."""

_BODY, _COMMENT = LABELS.index(BlockKind.BODY), LABELS.index(BlockKind.COMMENT)

WEIGHTS = "segmenter.tsv"

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineModel:
    """Weights of features and of steps from one label to the next, in the order of LABELS."""

    weights: Mapping[str, Row]
    steps: tuple[Row, ...]

    def scores(self, features: Sequence[Sequence[str]]) -> list[list[float]]:
        """Return the score of each label for each line, by its own features."""
        scored = []
        for names in features:
            rows = [row for name in names if (row := self.weights.get(name)) is not None]
            scored.append([sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(LABELS))
        return scored

    def best(self, scored: Sequence[Sequence[float]]) -> list[int]:
        """Return the best sequence of labels (Viterbi), as positions in LABELS.

        Nobody comments before there is something to comment on: a comment needs a line of body above it. So each label
        is met twice, before and after the first line of body.
        """
        if not scored:
            return []
        size = len(LABELS)
        states = [(label, told) for told in (False, True) for label in range(size) if _may_stand(label, told=told)]
        sofar = {state: scored[0][state[0]] for state in states if state[1] == (state[0] == _BODY)}
        came: list[dict[tuple[int, bool], tuple[int, bool]]] = []
        for row in scored[1:]:
            reached: dict[tuple[int, bool], float] = {}
            from_where: dict[tuple[int, bool], tuple[int, bool]] = {}
            for before, score in sofar.items():
                steps = self.steps[before[0]]
                for label in range(size):
                    after = (label, before[1] or label == _BODY)
                    if label == _COMMENT and not after[1]:
                        continue
                    total = score + steps[label] + row[label]
                    if total > reached.get(after, float("-inf")):
                        reached[after], from_where[after] = total, before
            came.append(from_where)
            sofar = reached
        state = max(sofar, key=sofar.__getitem__)
        path = [state[0]]
        for from_where in reversed(came):
            state = from_where[state]
            path.append(state[0])
        return path[::-1]


def _may_stand(label: int, *, told: bool) -> bool:
    return told or label not in (_BODY, _COMMENT)


def label_lines(lines: Sequence[str], model: LineModel | None = None) -> list[BlockKind]:
    """Return the kind of each line: title, byline, body, comment or widget. At most one line is the title."""
    if not lines:
        return []
    used = model or line_model()
    page = look_at(lines)
    scored = used.scores(features_of(lines, page))
    kinds = [LABELS[label] for label in used.best(scored)]
    leaning = [row[_COMMENT] - row[_BODY] for row in scored]
    return settle(_one_title(kinds, scored, page), leaning, lines, page)


def _one_title(kinds: list[BlockKind], scored: Sequence[Sequence[float]], page: PageShape) -> list[BlockKind]:
    """Keep the best title; without one, take the line above the text that comes nearest to being one."""
    title, widget = LABELS.index(BlockKind.TITLE), LABELS.index(BlockKind.WIDGET)
    told = [i for i, kind in enumerate(kinds) if kind is BlockKind.TITLE]
    body = next((i for i, kind in enumerate(kinds) if kind is BlockKind.BODY), None)
    if not told and body is not None:
        above = [i for i in range(body + 1) if kinds[i] is not BlockKind.COMMENT and not page.shapes[i].prose]
        told = [i for i in above if scored[i][title] > scored[i][widget] - _NEARLY]
    best = max(told, key=lambda i: scored[i][title] - scored[i][widget], default=None)
    return [
        BlockKind.TITLE if i == best else (BlockKind.WIDGET if kind is BlockKind.TITLE else kind)
        for i, kind in enumerate(kinds)
    ]


_NEARLY = 2.0
"""Score that a line may lack and still be the title where no line is a plain one."""


@functools.cache
def line_model() -> LineModel:
    """Load the weights.

    Raises KnowledgeError naming the line when the file is damaged.
    """
    weights: dict[str, Row] = {}
    steps: list[Row] = []
    text = resources.files("rashomon.intake").joinpath(WEIGHTS).read_text("utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        name, *cells = line.split("\t")
        try:
            row = tuple(float(cell) for cell in cells)
        except ValueError:
            row = ()
        if len(row) != len(LABELS):
            raise KnowledgeError(f"{WEIGHTS}:{number}", f"a line must be a name and {len(LABELS)} numbers")
        if name.startswith("step:"):
            steps.append(row)
        else:
            weights[name] = row
    if len(steps) != len(LABELS):
        raise KnowledgeError(WEIGHTS, f"it must have {len(LABELS)} lines of steps")
    return LineModel(weights=weights, steps=tuple(steps))
