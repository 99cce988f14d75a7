"""Names on a map that do not run into each other: the first to ask gets the room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Point = tuple[float, float]

LETTER = 6.6
"""Width of a letter in drawing units at the size that maps are set in; generous, since fonts differ."""

FAR = 5
"""Lines above or below its mark that a name which must be set may move to."""

LINE = 15.0
"""Height of a line in drawing units."""


@dataclass(frozen=True, slots=True)
class _Rectangle:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Rectangle) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a name stands: at the left or the right of its mark, or across it, and how far below (above: negative)."""

    left: bool
    drop: float
    across: bool = False


@dataclass(slots=True)
class LabelRoom:
    """The free room of a drawing of this size. Not shared between maps."""

    width: float
    height: float
    _taken: list[_Rectangle] = field(default_factory=list)

    def block(self, centre: Point, radius: float) -> None:
        """Keep names off a mark."""
        x, y = centre
        self._taken.append(_Rectangle(x - radius, y - radius, x + radius, y + radius))

    def place(self, text: str, anchor: Point, gap: float, *, must: bool = False) -> Standing | None:
        """Take room for a name beside its mark: level with it if it can be, else a line above or below.

        Returns None where there is no room; with `must` more lines are tried, and the name is set in any case, where it
        is cut least.
        """
        x, y = anchor
        long = len(text) * LETTER + 4
        sides = [(False, x + gap), (True, x - gap - long)]
        if x > self.width * 0.62:
            sides.reverse()
        for drop in _drops(FAR if must else 1):
            middle = _Rectangle(x - long / 2, y + drop - LINE / 2, x + long / 2, y + drop + LINE / 2)
            if abs(drop) > LINE and self._fits(middle):
                self._taken.append(middle)
                return Standing(left=False, drop=drop, across=True)
            for left, start in sides:
                wanted = _Rectangle(start, y + drop - LINE / 2, start + long, y + drop + LINE / 2)
                if self._fits(wanted):
                    self._taken.append(wanted)
                    return Standing(left=left, drop=drop)
        if not must:
            return None
        left, start = min(sides, key=lambda side: max(0.0, -side[1]) + max(0.0, side[1] + long - self.width))
        self._taken.append(_Rectangle(start, y - LINE / 2, start + long, y + LINE / 2))
        return Standing(left=left, drop=0.0)

    def middle_of(self, text: str, rings: Sequence[Sequence[Point]]) -> Point | None:
        """Take room for a country's name inside its visible part, as far from its edges and other names as can be."""
        half = len(text) * LETTER * 0.62
        best: tuple[float, Point] | None = None
        for x, y in self._grid(half):
            corners = [(x - half, y), (x, y), (x + half, y)]
            wanted = _Rectangle(x - half, y - LINE, x + half, y + LINE)
            if not all(inside(corner, rings) for corner in corners) or not self._fits(wanted):
                continue
            distance = min((abs(x - (r.left + r.right) / 2) + abs(y - r.top) for r in self._taken), default=0.0)
            central = -abs(x - self.width / 2) * 0.2 - abs(y - self.height / 2) * 0.2
            score = min(distance, 120.0) + central
            if best is None or score > best[0]:
                best = (score, (x, y))
        if best is None:
            return None
        x, y = best[1]
        self._taken.append(_Rectangle(x - half, y - LINE, x + half, y + LINE))
        return round(x, 1), round(y + 4, 1)

    def _grid(self, half: float) -> Iterable[Point]:
        for row in range(1, 16):
            for column in range(1, 20):
                x, y = self.width * column / 20, self.height * row / 17
                if half + 6 <= x <= self.width - half - 6:
                    yield x, y

    def _fits(self, wanted: _Rectangle) -> bool:
        within = wanted.left >= 2 and wanted.right <= self.width - 2 and wanted.top >= 2
        return within and wanted.bottom <= self.height - 2 and not any(wanted.meets(each) for each in self._taken)


def _drops(lines: int) -> Iterable[float]:
    """Yield how far below its mark a name may stand, the nearest first, above before below."""
    yield 0.0
    for line in range(1, lines + 1):
        yield -line * LINE
        yield line * LINE


def inside(point: Point, rings: Sequence[Sequence[Point]]) -> bool:
    """Tell whether a point lies in an area of rings, by the even-odd rule."""
    x, y = point
    odd = False
    for ring in rings:
        before = ring[-1]
        for here in ring:
            if (here[1] > y) != (before[1] > y):
                crossing = here[0] + (y - here[1]) / (before[1] - here[1]) * (before[0] - here[0])
                odd ^= x < crossing
            before = here
    return odd
