"""Lines of a scrape to features for the line model: a line's own shape, its neighbours', and its place on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.intake.lineshapes import LineShape, shape_of

_LENGTHS = (4, 10, 20, 40, 60, 80, 120, 200, 400, 800)
_COUNTS = (0, 1, 2, 3, 5, 8, 13, 20, 40, 80)
_SHARES = (0.001, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.999)
_WORD = re.compile(r"[^\W\d_]{4,}")
_PENALTY = 60
"""Characters that a line which is no prose takes from the weight of a run of lines."""

_BEFORE_COMMENTS = 300
"""Characters of prose that must stand above a line for it to open the comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShape:
    """What is told of the page as a whole.

    `region` is the run of lines (first, last) with most prose; `opened` is the line that opens the comments, as far as
    one names them, else the number of lines; `before` is the share of all prose characters above each line.
    """

    shapes: tuple[LineShape, ...]
    counts: Counter[str]
    region: tuple[int, int]
    opened: int
    before: tuple[float, ...]
    story_words: frozenset[str]
    first_words: frozenset[str]


def look_at(lines: Sequence[str]) -> PageShape:
    """Look at all lines of a page."""
    shapes = tuple(shape_of(line) for line in lines)
    opened = _comments_open(shapes)
    region = _densest(shapes[:opened])
    total = sum(shape.length for shape in shapes if shape.prose) or 1
    before, sofar = [], 0
    for shape in shapes:
        before.append(sofar / total)
        sofar += shape.length if shape.prose else 0
    first, last = region
    story = " ".join(
        line for line, shape in zip(lines[first : last + 1], shapes[first : last + 1], strict=True) if shape.prose
    )
    return PageShape(
        shapes=shapes,
        counts=Counter(lines),
        region=region,
        opened=opened,
        before=tuple(before),
        story_words=frozenset(_WORD.findall(story[:4000].lower())),
        first_words=frozenset(_WORD.findall(lines[0].lower())) if lines else frozenset(),
    )


def _comments_open(shapes: Sequence[LineShape]) -> int:
    """Return the first short line below enough prose that names comments, else the number of lines."""
    prose = 0
    for number, shape in enumerate(shapes):
        if prose >= _BEFORE_COMMENTS and "comment" in shape.groups and shape.length <= 80:
            return number
        prose += shape.length if shape.prose else 0
    return len(shapes)


def _densest(shapes: Sequence[LineShape]) -> tuple[int, int]:
    """Return the run of lines with most prose: characters of prose count for it, lines without against it."""
    best, at = 0.0, (0, 0)
    weight, start = 0.0, 0
    for number, shape in enumerate(shapes):
        weight += min(shape.length, 1500) if shape.prose else -_PENALTY
        if weight <= 0:
            weight, start = 0.0, number + 1
        elif weight > best:
            best, at = weight, (start, number)
    return at


def features_of(lines: Sequence[str], page: PageShape) -> list[list[str]]:
    """Return the features of each line, as names that a weight can be looked up for."""
    own = [_own(shape) for shape in page.shapes]
    return [
        [
            *own[i],
            *_around(page.shapes, i),
            *_placed(page, i),
            *_repeated(lines, page, i),
            *_like_title(lines[i], page, i),
        ]
        for i in range(len(lines))
    ]


def _bucket(value: float, bounds: Sequence[float]) -> int:
    return sum(value > bound for bound in bounds)


def _own(shape: LineShape) -> list[str]:
    length = _bucket(shape.length, _LENGTHS)
    found = [
        "bias",
        f"len={length}",
        f"words={_bucket(shape.words, _COUNTS)}",
        f"end={shape.ending}",
        f"len={length}&end={shape.ending}",
        f"sents={min(shape.sentences, 4)}",
        f"commas={min(shape.commas, 4)}",
        f"first={shape.first}",
        f"caps={_bucket(shape.capitals, (0.1, 0.3, 0.6, 0.9))}&len={_bucket(shape.length, (20, 60, 120))}",
        f"digits={_bucket(shape.digits, (0.001, 0.1, 0.3, 0.6))}",
        f"letters={_bucket(shape.letters, (0.3, 0.6, 0.75))}",
        f"person={min(shape.person, 3)}&len={_bucket(shape.length, (80, 300))}",
    ]
    for name in ("date", "clock", "address", "mark", "loud", "prose", "name_like"):
        if getattr(shape, name):
            found.append(name)
    if shape.date_share > 0.5:
        found.append("date_only")
    found += [f"says={group}" for group in shape.groups]
    found += [f"says={group}&short" for group in shape.groups if shape.length <= 40]
    return found


def _around(shapes: Sequence[LineShape], i: int) -> list[str]:
    found = []
    for step in (-2, -1, 1, 2):
        if not 0 <= i + step < len(shapes):
            found.append(f"{step}:edge")
            continue
        near = shapes[i + step]
        found.append(f"{step}:len={_bucket(near.length, _LENGTHS)}")
        found.append(f"{step}:end={near.ending}")
        for name in ("date", "name_like", "prose", "clock"):
            if getattr(near, name):
                found.append(f"{step}:{name}")
        if near.length <= 80:
            found += [f"{step}:says={group}" for group in near.groups]
    above, below = shapes[max(0, i - 5) : i], shapes[i + 1 : i + 6]
    found.append(f"prose above={sum(s.prose for s in above)}")
    found.append(f"prose below={sum(s.prose for s in below)}")
    near_by = (*above, *below)
    found.append(f"dates near={min(4, sum(s.date or 'ago' in s.groups for s in near_by))}")
    found.append(f"replies near={min(4, sum('reply' in s.groups and s.length <= 60 for s in near_by))}")
    found.append(f"names near={min(5, sum(s.name_like for s in near_by))}")
    found.append(f"mean={_bucket(sum(s.length for s in near_by) / max(1, len(near_by)), (15, 30, 60, 100, 200))}")
    return found


def _placed(page: PageShape, i: int) -> list[str]:
    first, last = page.region
    prose = "prose" if page.shapes[i].prose else ("mid" if page.shapes[i].length > 40 else "short")
    if i < first:
        place = f"above={_bucket(first - i, _COUNTS)}"
    elif i > last:
        place = f"below={_bucket(i - last, _COUNTS)}"
    else:
        place = "inside"
    since = i - page.opened
    opened = "no" if since < 0 else f"{_bucket(since, (0, 2, 6, 15, 40, 120))}"
    return [
        f"at={place}",
        f"at={place}&{prose}",
        f"share={_bucket(page.before[i], _SHARES)}&{prose}",
        f"opened={opened}",
        f"opened={opened}&{prose}",
        f"opened={since >= 0}&at={place.split('=')[0]}&{prose}",
        f"line={_bucket(i, (0, 1, 3, 8, 20, 50))}",
    ]


def _repeated(lines: Sequence[str], page: PageShape, i: int) -> list[str]:
    count = page.counts[lines[i]]
    if count == 1:
        return ["once"]
    length = _bucket(page.shapes[i].length, (20, 60, 120))
    return [f"times={_bucket(count, (2, 3, 6))}&len={length}"]


def _like_title(line: str, page: PageShape, i: int) -> list[str]:
    shape = page.shapes[i]
    if not 2 <= shape.words <= 30:
        return []
    words = set(_WORD.findall(line.lower()))
    if not words:
        return ["story=none"]
    story = _bucket(len(words & page.story_words) / len(words), (0.2, 0.4, 0.6, 0.8))
    place = "above" if i < page.region[0] else "later"
    found = [f"story={story}&{place}", f"story={story}&{place}&end={shape.ending}"]
    if i > 0 and page.first_words:
        heads = _bucket(len(words & page.first_words) / len(words), (0.3, 0.6, 0.9))
        found.append(f"heads={heads}&{place}")
    return found
