"""Compile the outlines for the report's maps from a TopoJSON of Natural Earth's countries.

Run by hand, seldom: ``python -m rashomon.report.atlas.compile countries-50m.json outlines.json``. PROVENANCE.md says
where the input comes from. Arcs are simplified, not polygons, so that neighbours keep sharing their border.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SCALE = 100
"""Units a degree in the output: 0.01 degrees, about 1.1 km, finer than the input's generalisation."""

TOLERANCE = 0.022
"""How far, in degrees, a simplified line may leave the original."""

Point = tuple[float, float]


def compile_outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the compact form: arcs as first point and steps in 1/SCALE degrees, countries as rings of arc numbers.

    A ring's arc number n below zero means arc -1 - n walked backwards, as in TopoJSON.
    """
    arcs = [_compact(_simplify(points)) for points in _decoded(topology)]
    countries = [
        [shape["properties"]["name"], rings]
        for shape in topology["objects"]["countries"]["geometries"]
        if (rings := _rings(shape))
    ]
    return {"scale": SCALE, "arcs": arcs, "countries": sorted(countries)}


def _decoded(topology: dict[str, Any]) -> list[list[Point]]:
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        decoded.append(points)
    return decoded


def _rings(shape: dict[str, Any]) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return [list(ring) for ring in shape["arcs"]]
    if shape["type"] == "MultiPolygon":
        return [list(ring) for polygon in shape["arcs"] for ring in polygon]
    return []


def _simplify(points: Sequence[Point]) -> list[Point]:
    """Douglas-Peucker with a stack: ends stay, a point stays where it leaves the chord by more than TOLERANCE."""
    keep = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        worst, distance = first, TOLERANCE
        for index in range(first + 1, last):
            here = _distance(points[index], points[first], points[last])
            if here > distance:
                worst, distance = index, here
        if worst != first:
            keep.add(worst)
            waiting += [(first, worst), (worst, last)]
    return [points[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, start, end
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length))
    return float(((x - x0 - along * (x1 - x0)) ** 2 + (y - y0 - along * (y1 - y0)) ** 2) ** 0.5)


def _compact(points: Sequence[Point]) -> list[int]:
    flat: list[int] = []
    last = (0, 0)
    for x, y in points:
        here = (round(x * SCALE), round(y * SCALE))
        if flat and here == last and len(points) > 2:
            continue
        flat += [here[0] - last[0], here[1] - last[1]]
        last = here
    return flat


def main(arguments: Sequence[str]) -> int:
    """Read the TopoJSON named first and write the outlines to the file named second."""
    source, target = arguments
    outlines = compile_outlines(json.loads(Path(source).read_text("utf-8")))
    Path(target).write_text(json.dumps(outlines, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
