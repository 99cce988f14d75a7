"""Maps drawn without a network: outlines, areas of uncertainty, the candidates that lost, a scale."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rashomon.domain import Claim, Event, Place
from rashomon.report.atlas import Box, Projection, clip_ring, countries_within
from rashomon.report.atlas.projection import box_around
from rashomon.report.atlas.towns import towns_within
from rashomon.report.labels import LINE, LabelRoom, Standing
from rashomon.report.words import place_words

PIN_KM = 1.0
"""Above this radius an area is drawn and never a pin: a pin would say more than the source does."""

WINDOWS_KM = (30.0, 60.0, 120.0)
"""Half the widths of event maps: the first that shows enough towns to recognise the region."""

ENOUGH_TOWNS = 3
"""Towns in sight by which a reader knows the region."""

APART = 60.0
"""Rival places nearer to each other than this, in drawing units, are shown on the nearest map, towns or not."""

TOGETHER = 22.0
"""Drawing units under which events share a ring on the common map."""

FEW_NUMBERS = 4
"""Event numbers that a shared ring spells out."""

_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")
_RINGS = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country's visible part, and where its name has room (None where it has not)."""

    name: str
    path: str
    label: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place on the map: a circle of `radius` drawing units, or a shape; `pin` only where it is known to 1 km."""

    label: str
    x: float
    y: float
    radius: float
    shape: str = ""
    pin: bool = False
    href: str = ""
    note: str = ""
    standing: Standing | None = None
    gap: float = 10.0
    tag: str = ""

    @property
    def lead(self) -> tuple[float, float] | None:
        """The end of a thin line from the area's middle to its name, where that had to move off; else None."""
        if self.standing is None or self.tag or abs(self.standing.drop) < LINE:
            return None
        side = 0 if self.standing.across else -1 if self.standing.left else 1
        facing = 7.0 if self.standing.drop < 0 else -8.0
        return round(self.x + side * self.gap, 1), round(self.y + self.standing.drop + facing, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Another place for orientation: one that the pages name, or (`town`) one from the gazetteer."""

    label: str
    x: float
    y: float
    standing: Standing
    town: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """Everything that a map shows, in drawing units."""

    width: float
    height: float
    lands: tuple[Land, ...]
    areas: tuple[Area, ...]
    spots: tuple[Spot, ...]
    scale_units: float
    scale_km: int
    summary: str


def event_map(event: Event, claims: Sequence[Claim], width: float = 360, height: float = 300) -> MapDrawing | None:
    """Return the map of one event: every place that its claims give for it, or None where none is located.

    Rival places stand side by side; places named in other roles are marked faintly for orientation.
    """
    places = _distinct(place for claim in claims for place in claim.places if place.located)
    own = [place for place in places if place.role == "where" and _small(place)]
    if event.place and event.place.located and not own:
        own = [event.place]
    if not own:
        return None
    projection = _fitted(own, width, height)
    others = [place for place in places if place not in own and _small(place)]
    return _drawing(projection, [_area(place, projection) for place in own], others, towns=6)


def _fitted(own: Sequence[Place], width: float, height: float) -> Projection:
    boxes = [_box_of(place) for place in own]
    fitted = [Projection.fitting(_window(boxes, least), width, height) for least in WINDOWS_KM]
    if len(own) > 1 and _spread(own, fitted[1]) < APART:
        return fitted[0]
    return next((each for each in fitted if len(towns_within(each.box, ENOUGH_TOWNS)) == ENOUGH_TOWNS), fitted[-1])


def _spread(places: Sequence[Place], projection: Projection) -> float:
    """Return how far places lie apart on the drawing, in its units."""
    points = [projection.point(longitude, latitude) for latitude, longitude, _ in map(_centre, places)]
    return max(math.dist(one, other) for one in points for other in points)


def overview_map(events: Sequence[tuple[int, Event]], width: float = 600, height: float = 400) -> MapDrawing | None:
    """Return one map of all located events, each an area with the event's number in the list.

    Events too near to tell apart at this scale share a ring that names all their numbers.
    """
    located = [(number, event) for number, event in events if event.place and event.place.located]
    if not located:
        return None
    box = _window([_box_of(event.place) for _, event in located if event.place], 250.0)
    projection = Projection.fitting(box.grown(0.06), width, height)
    spots = [(number, event, _area(event.place, projection)) for number, event in located if event.place]
    rings: list[list[tuple[int, Event, Area]]] = []
    for spot in spots:
        area = spot[2]
        near = (ring for ring in rings if math.hypot(ring[0][2].x - area.x, ring[0][2].y - area.y) < TOGETHER)
        ring = next(near, None)
        if ring is None:
            rings.append([spot])
        else:
            ring.append(spot)
    return _drawing(projection, [_ring(ring) for ring in rings], ())


def _ring(spots: Sequence[tuple[int, Event, Area]]) -> Area:
    """Return one ring for events at about one spot: its numbers, the commonest name, and all their titles."""
    names = [_bare(event, area) for _, event, area in spots]
    name = max(names, key=lambda each: (names.count(each), -names.index(each)))
    numbers = [str(number) for number, _, _ in spots]
    tag = ", ".join(numbers) if len(numbers) <= FEW_NUMBERS else f"{', '.join(numbers[: FEW_NUMBERS - 1])} …"
    first = spots[0][2]
    return replace(
        first,
        shape=first.shape if first.radius > TOGETHER else "",
        label=first.label if len(spots) == 1 else name if len(set(names)) == 1 else f"{name} and nearby",
        tag=tag,
        note="; ".join(f"{number}: {event.title}" for number, event, _ in spots),
        href=f"#{spots[0][1].id}",
    )


def _bare(event: Event, area: Area) -> str:
    """Return the name of an event's place without its relation."""
    return (event.place.resolved_name or event.place.name) if event.place else area.label


def _drawing(projection: Projection, areas: Sequence[Area], others: Sequence[Place], towns: int = 0) -> MapDrawing:
    room = LabelRoom(projection.width, projection.height)
    room.block((70, projection.height - 12), 16)
    for area in areas:
        room.block((area.x, area.y), max(4.0, min(area.radius * 0.7, 40.0)))
    km = _scale_km(projection)
    named = [_named(area, room) for area in areas]
    spots = _spots(others, projection, room, {area.label for area in areas})
    marked = [*((area.x, area.y) for area in areas), *((spot.x, spot.y) for spot in spots)]
    spots += _towns(projection, room, marked, towns)
    said = ", ".join(f"{area.label}{f' ({area.note})' if area.note else ''}" for area in areas)
    return MapDrawing(
        width=projection.width,
        height=projection.height,
        lands=_lands(projection, room),
        areas=tuple(named),
        spots=tuple(spots),
        scale_units=round(km * projection.units_per_km, 1),
        scale_km=km,
        summary=f"Map: {said}.",
    )


def _named(area: Area, room: LabelRoom) -> Area:
    gap = 8 if area.shape else min(max(area.radius, 5) + 5, room.width * 0.3)
    words = f"{area.tag} {area.label}".strip()
    standing = room.place(words, (area.x, area.y), gap, must=True)
    return replace(area, standing=standing, gap=round(gap, 1))


def _lands(projection: Projection, room: LabelRoom) -> tuple[Land, ...]:
    window = projection.box.grown(0.04)
    lands = []
    for country in countries_within(window):
        rings = [clipped for ring in country.rings if (clipped := clip_ring(ring, window))]
        path = projection.path(rings)
        if path:
            drawn = [[projection.point(*point) for point in ring] for ring in rings]
            lands.append(Land(name=country.name, path=path, label=room.middle_of(country.name, drawn)))
    return tuple(lands)


def _area(place: Place, projection: Projection) -> Area:
    latitude, longitude, km = _centre(place)
    x, y = projection.point(longitude, latitude)
    radius = km * projection.units_per_km
    shape = _shape(place, projection)
    if shape:
        x, y = _middle(place, projection)
    return Area(
        label=place_words(place),
        x=x,
        y=y,
        radius=round(radius, 1),
        shape=shape if radius > 4 else "",
        pin=km <= PIN_KM,
        note=f"within {km:.0f} km" if km > PIN_KM else "",
    )


def _spots(places: Sequence[Place], projection: Projection, room: LabelRoom, taken: set[str]) -> list[Spot]:
    spots = []
    for place in places:
        name = place.resolved_name or place.name
        if place.lat is None or place.lon is None or name in taken or not projection.box.holds((place.lon, place.lat)):
            continue
        x, y = projection.point(place.lon, place.lat)
        standing = room.place(name, (x, y), 7)
        if standing:
            taken.add(name)
            spots.append(Spot(label=name, x=x, y=y, standing=standing))
    return spots


def _towns(projection: Projection, room: LabelRoom, marked: Sequence[tuple[float, float]], limit: int) -> list[Spot]:
    """Return the largest towns that have room for their name, away from what is marked already."""
    spots: list[Spot] = []
    for town in towns_within(projection.box) if limit else ():
        if len(spots) == limit:
            break
        x, y = projection.point(town.longitude, town.latitude)
        seen = [*marked, *((spot.x, spot.y) for spot in spots)]
        if any(math.hypot(x - other[0], y - other[1]) < 44 for other in seen):
            continue
        standing = room.place(town.name, (x, y), 7)
        if standing:
            spots.append(Spot(label=town.name, x=x, y=y, standing=standing, town=True))
    return spots


def _centre(place: Place) -> tuple[float, float, float]:
    """Return latitude, longitude and radius in km."""
    if place.geometry:
        return place.geometry.lat, place.geometry.lon, place.geometry.radius_km
    return place.lat or 0.0, place.lon or 0.0, 0.0


def _small(place: Place) -> bool:
    """Tell whether a place is a spot or a district, not a whole province or country."""
    return _centre(place)[2] <= 150 and place.kind not in ("country", "admin1")


def _distinct(places: Iterable[Place]) -> list[Place]:
    seen: dict[tuple[object, ...], Place] = {}
    for place in places:
        latitude, longitude, km = _centre(place)
        seen.setdefault((round(latitude, 2), round(longitude, 2), round(km), place.role == "where"), place)
    return list(seen.values())


def _box_of(place: Place) -> Box:
    latitude, longitude, km = _centre(place)
    return box_around(latitude, longitude, max(km, 0.1))


def _window(boxes: Sequence[Box], least_km: float) -> Box:
    whole = Box(
        min(box.west for box in boxes),
        min(box.south for box in boxes),
        max(box.east for box in boxes),
        max(box.north for box in boxes),
    ).grown(0.15)
    middle = box_around((whole.south + whole.north) / 2, (whole.west + whole.east) / 2, least_km)
    return Box(
        min(whole.west, middle.west),
        min(whole.south, middle.south),
        max(whole.east, middle.east),
        max(whole.north, middle.north),
    )


def _shape(place: Place, projection: Projection) -> str:
    """Return a geometry's WKT as a path; a point, or what cannot be read, gives nothing and is drawn as a circle."""
    if not place.geometry or place.geometry.wkt.startswith("POINT"):
        return ""
    rings = [_coordinates(ring) for ring in _RINGS.findall(place.geometry.wkt)]
    window = projection.box.grown(0.1)
    if place.geometry.wkt.startswith(("POLYGON", "MULTIPOLYGON")):
        return projection.path(clipped for ring in rings if len(ring) > 2 and (clipped := clip_ring(ring, window)))
    return ""


def _middle(place: Place, projection: Projection) -> tuple[float, float]:
    """Return the middle of a shape's frame: its geometry counts from the named place, which may lie outside it."""
    rings = _RINGS.findall(place.geometry.wkt) if place.geometry else []
    points = [projection.point(*point) for ring in rings for point in _coordinates(ring)]
    across, down = [x for x, _ in points], [y for _, y in points]
    return round((min(across) + max(across)) / 2, 1), round((min(down) + max(down)) / 2, 1)


def _coordinates(ring: str) -> list[tuple[float, float]]:
    numbers = [float(each) for each in _NUMBERS.findall(ring)]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _scale_km(projection: Projection) -> int:
    rough = projection.width / 4 / projection.units_per_km
    power = 10 ** math.floor(math.log10(max(rough, 1)))
    return int(max(factor * power for factor in (1, 2, 5) if factor * power <= max(rough, 1)))
