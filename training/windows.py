"""From passages to the windows that the model is trained on, with augmentation."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from rashomon.reading.pieces import EDGE_SHAPE, INNER_SHAPE, Pieces, shapes_of
from training.labels import ROLE_TAGS
from training.passages import Passage, Relation

_QUOTES = frozenset("\"“”„''``")
_CASES = 7
IGNORE = -100


@dataclass(slots=True, kw_only=True)
class Window:
    """Model input of consecutive sentences, and their labels by token (None where the corpus has no such layer)."""

    ids: list[int]
    shape: list[int]
    first: list[int]
    sentence: list[int]
    upos: list[int] | None = None
    heads: list[int] | None = None
    relations: list[int] | None = None
    names: list[int] | None = None
    mentions: list[int] | None = None
    nominals: list[int] | None = None
    roles: list[int] | None = None
    links: list[Relation] = field(default_factory=list)
    certainty: list[float] | None = None
    gold: float = 1.0


def sentence_ranges(passage: Passage) -> list[tuple[int, int]]:
    """Return the token ranges of a passage's sentences."""
    ranges, start = [], 0
    for index in range(1, len(passage.tokens) + 1):
        if index == len(passage.tokens) or passage.sentence[index] != passage.sentence[start]:
            ranges.append((start, index))
            start = index
    return ranges


def cut_windows(
    passage: Passage, pieces: Pieces, most: int, chance: random.Random | None = None
) -> list[tuple[int, int]]:
    """Cut a passage into token ranges of whole sentences of at most `most` pieces; with `chance`, of any length."""
    windows: list[tuple[int, int]] = []
    target = _target(most, chance)
    opened, size = -1, 0
    end = 0
    for a, b in sentence_ranges(passage):
        stop = _shorten(passage, pieces, a, b, most - 2)
        length = sum(len(pieces.of(t)) for t in passage.tokens[a:stop])
        if opened >= 0 and (size + length > target - 2 or end != a):
            windows.append((opened, end))
            opened, size, target = -1, 0, _target(most, chance)
        if opened < 0:
            opened = a
        size, end = size + length, stop
    if opened >= 0:
        windows.append((opened, end))
    return windows


def _target(most: int, chance: random.Random | None) -> int:
    if chance is None:
        return most
    roll = chance.random()
    return 3 if roll < 0.15 else chance.randint(32, most) if roll < 0.6 else most


def _shorten(passage: Passage, pieces: Pieces, a: int, b: int, most: int) -> int:
    size = 0
    for index in range(a, b):
        size += len(pieces.of(passage.tokens[index]))
        if size > most:
            return index
    return b


def build_window(
    passage: Passage,
    span: tuple[int, int],
    pieces: Pieces,
    relations: dict[str, int],
    chance: random.Random | None = None,
) -> Window:
    """Build the model's input and labels for a token range; with `chance`, as augmentation changes them."""
    keep = list(range(*span))
    if chance is not None and chance.random() < 0.1:
        keep = _drop_marks(passage, keep, chance)
    tokens = [passage.tokens[i] for i in keep]
    glued = [passage.glued[i] for i in keep]
    sentence = [passage.sentence[i] for i in keep]
    if chance is not None and chance.random() < 0.12:
        glued = [chance.random() < 0.15 if chance.random() < 0.5 else g for g in glued]
    shapes = shapes_of(tokens, glued, sentence, [passage.paragraph[i] for i in keep])
    if chance is not None:
        shapes = _change_case(shapes, chance)
    window = _pack(tokens, shapes, sentence, pieces)
    _label(window, passage, keep, relations)
    return window


def _change_case(shapes: list[int], chance: random.Random) -> list[int]:
    """Set a window in capitals (case says nothing), or in small letters, now and then."""
    roll = chance.random()
    if roll < 0.15:
        return [s - s % _CASES if s % _CASES <= 4 else s for s in shapes]
    if roll < 0.18:
        return [s - s % _CASES + 1 if s % _CASES <= 4 else s for s in shapes]
    return shapes


def _drop_marks(passage: Passage, keep: list[int], chance: random.Random) -> list[int]:
    """Leave out quotation marks, or commas and stops, as bad scans and scrapes do."""
    quotes = chance.random() < 0.7
    heads = set(passage.heads or ())

    def goes(index: int) -> bool:
        token = passage.tokens[index]
        if index in heads:
            return False
        return token in _QUOTES if quotes else token in {",", "."} and chance.random() < 0.4

    left = [i for i in keep if not goes(i)]
    return left or keep


def _pack(tokens: list[str], shapes: list[int], sentence: list[int], pieces: Pieces) -> Window:
    start, end = pieces.edges
    ids, shape, first = [start], [EDGE_SHAPE], []
    for token, kind in zip(tokens, shapes, strict=True):
        found = pieces.of(token)
        first.append(len(ids))
        ids.extend(found)
        shape.append(kind)
        shape.extend([INNER_SHAPE] * (len(found) - 1))
    return Window(ids=[*ids, end], shape=[*shape, EDGE_SHAPE], first=first, sentence=sentence)


def _label(window: Window, passage: Passage, keep: list[int], relations: dict[str, int]) -> None:
    """Copy the label columns of the kept tokens, with heads and relations renumbered."""
    place = {old: new for new, old in enumerate(keep)}
    for layer in ("upos", "names", "mentions", "nominals", "certainty"):
        column = getattr(passage, layer)
        if column is not None:
            setattr(window, layer, [column[i] for i in keep])
    if passage.heads is not None and passage.deprels is not None:
        window.heads = [
            0 if passage.heads[i] < 0 else place[passage.heads[i]] + 1 if passage.heads[i] in place else IGNORE
            for i in keep
        ]
        window.relations = [relations.get(passage.deprels[i], IGNORE) for i in keep]
    if passage.roles is not None:
        window.roles = _repair([passage.roles[i] for i in keep])
        for relation in passage.relations:
            parts = {
                r: frozenset(place[i] for i in getattr(relation, r) if i in place) for r in ("source", "cue", "content")
            }
            if parts["cue"]:
                window.links.append(Relation(**parts))


def _repair(tags: list[int]) -> list[int]:
    """Join pieces of a span that stood on either side of a dropped mark, and begin spans that the window cuts."""
    fixed, before = [], 0
    for tag in tags:
        stray = ROLE_TAGS[tag].startswith("I-") and before not in {tag, tag - 1}
        before = tag - 1 if stray else tag
        fixed.append(before)
    return fixed
