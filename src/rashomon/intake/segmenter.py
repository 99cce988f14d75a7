"""The line model: a linear-chain model over the lines of a scrape, its weights a data file made by training."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from rashomon.domain import BlockKind
from rashomon.errors import KnowledgeError
from rashomon.intake.letters import names_readers
from rashomon.intake.linefeatures import PageShape, features_of, look_at
from rashomon.intake.lineshapes import LineShape

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
    return _settled(_one_title(kinds, scored, page), lines, page)


def _settled(kinds: list[BlockKind], lines: Sequence[str], page: PageShape) -> list[BlockKind]:
    """Settle what holds on every page: a short line that comes again is no text, and comments go on to their end.

    The model weighs single lines and may leave a long row of comments; a line that talks, once they are open, is one.
    """
    told = list(kinds) if BlockKind.BODY in kinds else _some_body(kinds, page)
    commenting = False
    for i, kind in enumerate(told):
        shape = page.shapes[i]
        if kind is BlockKind.BODY and page.counts[lines[i]] > 1 and shape.length <= _SHORT and not shape.sentences:
            told[i] = BlockKind.WIDGET
        remark = kind is BlockKind.COMMENT or (kind is BlockKind.WIDGET and shape.person > 0 and _talks(shape))
        commenting = commenting or (remark and i >= page.opened)
        if kind is BlockKind.COMMENT and "comment" in shape.groups and shape.length <= _SHORT / 2:
            told[i] = BlockKind.WIDGET
        elif commenting and kind is BlockKind.WIDGET and _talks(shape):
            told[i] = BlockKind.COMMENT
    return _with_letters(_joined(told, lines, page) if commenting else told, lines, page)


def _with_letters(told: list[BlockKind], lines: Sequence[str], page: PageShape) -> list[BlockKind]:
    """Take for comments what stands under a heading of readers' letters, up to the next line of the page's frame."""
    first = told.index(BlockKind.BODY) if BlockKind.BODY in told else len(told)
    heading = next((i for i in range(first + 1, len(told)) if names_readers(lines[i])), None)
    if heading is None:
        return told
    told[heading] = BlockKind.WIDGET
    for i in range(heading + 1, len(told)):
        shape = page.shapes[i]
        if shape.groups and shape.length <= _SHORT / 2 and not shape.sentences and told[i] is BlockKind.WIDGET:
            break
        told[i] = BlockKind.COMMENT
    return told


def _some_body(kinds: list[BlockKind], page: PageShape) -> list[BlockKind]:
    """Take for body what reads like sentences, where the model found no body: a short text is a page too."""
    spoken = [shape.prose or (shape.sentences > 0 and shape.words > 5) for shape in page.shapes]
    prose = any(shape.prose for shape in page.shapes)
    return [
        BlockKind.BODY if spoken[i] and (page.shapes[i].prose or not prose) and i < page.opened else kind
        for i, kind in enumerate(kinds)
    ]


def _talks(shape: LineShape) -> bool:
    long = shape.length > _SHORT and shape.words > 11
    return long or (shape.length > 40 and bool(shape.person or shape.loud or shape.sentences) and not shape.groups)


def _joined(told: list[BlockKind], lines: Sequence[str], page: PageShape) -> list[BlockKind]:
    """Take names and short remarks between two comments, and right after the last one, as part of them."""
    comment = BlockKind.COMMENT
    last = max((i for i, kind in enumerate(told) if kind is comment), default=len(told))
    for i in range(1, len(told)):
        if told[i] is not BlockKind.WIDGET or page.shapes[i].groups or not page.shapes[i].words:
            continue
        between = i + 1 < len(told) and told[i + 1] is comment and comment in told[max(0, i - 3) : i]
        after = last < i <= last + 3 and page.counts[lines[i]] == 1
        names = page.opened < i + 1 < len(told) and told[i + 1] is comment and page.shapes[i].name_like
        if between or after or names:
            told[i] = comment
    return told


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


_SHORT = 80
"""Characters of a line that may be a button, a heading or a call rather than a paragraph."""

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
