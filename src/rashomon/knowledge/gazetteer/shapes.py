"""Outlines of areas and courses of rivers and roads, to hundredths of a degree, 4 bytes a point."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

_STEP = 100
_LINE, _POLYGON = 1, 2


def encode_shape(geometry: Any) -> bytes:
    """Return a shapely polygon, line or collection of either as bytes; empty bytes where nothing is left of it.

    Holes narrower than the grid vanish; rings with fewer than four points are left out.
    """
    out = bytearray()
    for part in getattr(geometry, "geoms", (geometry,)):
        if part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
            packed = [ring for ring in (_pack(ring.coords) for ring in rings) if len(ring) >= 4 * 4]
            if packed:
                out += struct.pack("<BB", _POLYGON, len(packed))
                out += b"".join(struct.pack("<H", len(ring) // 4) + ring for ring in packed)
        elif part.geom_type == "LineString":
            line = _pack(part.coords)
            out += struct.pack("<BBH", _LINE, 1, len(line) // 4) + line
    return bytes(out)


def decode_shape(data: bytes) -> Any:
    """Return the shapely geometry of `encode_shape`'s bytes."""
    from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon  # noqa: PLC0415 - slow to import

    lines: list[Any] = []
    polygons: list[Any] = []
    at = 0
    while at < len(data):
        kind, count = struct.unpack_from("<BB", data, at)
        at += 2
        rings: list[list[tuple[float, float]]] = []
        for _ in range(count):
            (size,) = struct.unpack_from("<H", data, at)
            flat = struct.unpack_from(f"<{2 * size}h", data, at + 2)
            at += 2 + 4 * size
            rings.append([(flat[i] / _STEP, flat[i + 1] / _STEP) for i in range(0, len(flat), 2)])
        if kind == _POLYGON:
            polygon = Polygon(rings[0], rings[1:])
            polygons.append(polygon if polygon.is_valid else polygon.buffer(0))
        else:
            lines.append(LineString(rings[0]))
    if polygons:
        whole = [part for polygon in polygons for part in getattr(polygon, "geoms", (polygon,))]
        return whole[0] if len(whole) == 1 else MultiPolygon(whole)
    return lines[0] if len(lines) == 1 else MultiLineString(lines)


def _pack(points: Sequence[tuple[float, ...]]) -> bytes:
    flat: list[tuple[int, int]] = []
    for point in points:
        step = (round(point[0] * _STEP), round(point[1] * _STEP))
        if not flat or flat[-1] != step:
            flat.append(step)
    return b"".join(struct.pack("<hh", *step) for step in flat)
