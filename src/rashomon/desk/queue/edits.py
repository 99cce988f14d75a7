"""What a form says, as the value of a verdict: checked by the domain's own types, its words found in the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rashomon.domain import (
    Claim,
    Claimant,
    Deed,
    Document,
    Evidence,
    Figure,
    FlowOrStock,
    Granularity,
    Measure,
    Modifier,
    PartOfDay,
    Place,
    PlaceState,
    Role,
    RoleKind,
    Stance,
    Status,
    VoiceKind,
    When,
)
from rashomon.domain.judging import Value
from rashomon.domain.serial import from_plain, to_plain

Form = Mapping[str, str]
MOST_VOICES = 8


class Misfit(ValueError):
    """What a form says cannot be a value; the message is for the person who filled it in."""


def edited(value: Value, form: Form, document: Document, claim: Claim) -> Any:
    """Return the plain value that an edit form sets. Raises Misfit with what does not fit."""
    base = value.now if value.now is not None else value.read
    try:
        if value.kind == "stance":
            return {"stance": Stance(form.get("stance", "")).value, "negated": form.get("negated") == "on"}
        return to_plain(_edited(value.kind, base, form, document, claim))
    except Misfit:
        raise
    except ValueError as error:
        raise Misfit(str(error)) from error


def _edited(kind: str, base: Any, form: Form, document: Document, claim: Claim) -> Any:
    if kind == "status":
        return Status(form.get("status", "")).value
    if kind == "chain":
        return _chain(tuple(from_plain(Claimant, each) for each in base), form, document, claim)
    if kind == "deed":
        return _deed(from_plain(Deed, base), form, document, claim)
    if kind == "role":
        return _role(from_plain(Role, base), form, document, claim)
    if kind == "figure":
        return figure_from(form, words_in(form, document, claim), from_plain(Figure, base))
    if kind == "place":
        return place_from(form, words_in(form, document, claim), from_plain(Place, base))
    return _when(from_plain(When, base), form)


def words_in(form: Form, document: Document, claim: Claim | None = None) -> Evidence:
    """Return the evidence that a form names: `start` and `end` where words were selected, else `words` as typed.

    Typed words are looked for in the page's text, nearest to the claim first. Raises Misfit when they are not there.
    """
    start, end = form.get("start", ""), form.get("end", "")
    if start.isdigit() and end.isdigit() and form.get("words", "") in ("", document.text[int(start) : int(end)]):
        try:
            return _reporting(document, int(start), int(end))
        except ValueError as error:
            raise Misfit(str(error)) from error
    words = form.get("words", "").strip()
    if not words:
        raise Misfit("A value needs the words that say so: select them in the page, or type them as they stand there.")
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    found = [match.span() for match in re.finditer(pattern, document.text)]
    if not found:
        raise Misfit(f"“{words}” does not stand in the page like this.")
    near = claim.content.span.start if claim else 0
    kept = [span for span in found if _is_reporting(document, *span)] or found
    return _reporting(document, *min(kept, key=lambda span: abs(span[0] - near)))


def _reporting(document: Document, start: int, end: int) -> Evidence:
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    if not _is_reporting(document, start, end):
        raise Misfit("These words are not the outlet's reporting (a comment, a widget or a caption), or none at all.")
    return document.quote(start, end)


def _is_reporting(document: Document, start: int, end: int) -> bool:
    return any(block.span.start <= start < end <= block.span.end for block in document.reporting())


def figure_from(form: Form, evidence: Evidence, base: Figure | None = None) -> Figure:
    """Return a figure as a form says it."""
    low, high = _number(form, "low"), _number(form, "high")
    group = form.get("group", "").strip() or None
    modifier = Modifier(form.get("modifier") or _modifier(low, high).value)
    made = base or Figure(measure=Measure.OTHER, evidence=evidence, low=None, high=None, rule="person")
    same_group = group == made.group
    return replace(
        made,
        evidence=evidence,
        measure=Measure(form.get("measure", "")),
        low=low,
        high=high,
        modifier=modifier,
        group=group,
        group_evidence=made.group_evidence if same_group else None,
        group_actor=made.group_actor if same_group else None,
        word=made.word if low is None and high is None else None,
        flow_or_stock=FlowOrStock(form.get("flow_or_stock") or "flow"),
    )


def place_from(form: Form, evidence: Evidence, base: Place | None = None) -> Place:
    """Return a place as a form says it: one of the candidates, coordinates with a radius, or unresolved."""
    made = base or Place(
        evidence=evidence, name=evidence.text, name_evidence=evidence, state=PlaceState.PENDING, role="where"
    )
    made = replace(made, evidence=evidence, role=form.get("role") or made.role)
    choice = form.get("choice", "keep")
    if choice == "keep" and made.state is not PlaceState.PENDING:
        return made
    if choice == "set":
        return _set_by_hand(made, form)
    if choice.startswith("c") and choice[1:].isdigit() and int(choice[1:]) < len(made.candidates):
        return _chosen(made, int(choice[1:]), form)
    return replace(
        made,
        state=PlaceState.UNRESOLVED,
        gazetteer_id=None,
        gazetteer_source=None,
        resolved_name=None,
        lat=None,
        lon=None,
        country=None,
        admin_path=(),
        geometry=None,
        acled_precision=None,
        ucdp_precision=None,
        reasons=(*made.reasons, "a person says that it cannot be told which place this is"),
    )


def _chosen(place: Place, number: int, form: Form) -> Place:
    found = place.candidates[number]
    radius = _radius(form, 5.0 if found.population < 50_000 else 10.0)
    return replace(
        place,
        state=PlaceState.RESOLVED,
        gazetteer_id=found.gazetteer_id,
        resolved_name=found.name,
        kind=found.kind,
        lat=found.lat,
        lon=found.lon,
        country=found.country,
        admin_path=found.admin_path,
        **_drawn(found.lat, found.lon, radius),
        reasons=(*place.reasons, f"a person chose {found.name}, {found.country}"),
    )


def _set_by_hand(place: Place, form: Form) -> Place:
    lat, lon = _degree(form, "lat", 90.0), _degree(form, "lon", 180.0)
    name = form.get("name", "").strip() or place.resolved_name or place.name
    return replace(
        place,
        state=PlaceState.RESOLVED,
        gazetteer_id=None,
        gazetteer_source="person",
        resolved_name=name,
        lat=lat,
        lon=lon,
        country=form.get("country", "").strip().upper()[:2] or place.country,
        **_drawn(lat, lon, _radius(form, 5.0)),
        reasons=(*place.reasons, "a person set it on the map"),
    )


def _drawn(lat: float, lon: float, radius: float) -> dict[str, Any]:
    """Return geometry and precision codes: ACLED 1 to 5 km, 2 to 50, else 3; UCDP 1 exact, 2 to 25 km, else 5."""
    from rashomon.resolve.shapes import as_geometry, draw_circle  # noqa: PLC0415 - shapely waits for a place

    shape = as_geometry(draw_circle(lat, lon, radius), "circle", "person/1", (lat, lon))
    return {
        "geometry": shape,
        "acled_precision": 1 if radius <= 5 else 2 if radius <= 50 else 3,
        "ucdp_precision": 1 if radius <= 1 else 2 if radius <= 25 else 5,
    }


def _chain(voices: tuple[Claimant, ...], form: Form, document: Document, claim: Claim) -> tuple[Claimant, ...]:
    out = []
    for number in range(MOST_VOICES):
        name = form.get(f"name{number}", "").strip()
        if not name:
            continue
        kind = VoiceKind(form.get(f"kind{number}") or VoiceKind.UNNAMED.value)
        old = voices[number] if number < len(voices) else None
        if old is not None and name in (old.described, old.name):
            out.append(replace(old, kind=kind))
        elif old is not None and not form.get(f"words{number}", "").strip():
            out.append(replace(old, name=name, kind=kind, described=None, actor_id=None))
        else:
            evidence = words_in({"words": form.get(f"words{number}", "") or name}, document, claim)
            out.append(Claimant(name=name, kind=kind, evidence=evidence))
    if not out:
        raise Misfit("A claim needs at least its publisher.")
    return tuple(out)


def _deed(deed: Deed, form: Form, document: Document, claim: Claim) -> Deed:
    from rashomon.knowledge.deeds import TYPE_OF  # noqa: PLC0415 - the lexicon waits for an edit

    sub_type = form.get("sub_type") or None
    if sub_type is not None and sub_type not in TYPE_OF:
        raise Misfit(f"{sub_type!r} is no ACLED sub-event type.")
    return replace(
        deed,
        trigger=words_in(form, document, claim),
        sub_type=sub_type,
        type=TYPE_OF[sub_type] if sub_type else None,
        plover=form.get("plover") or None,
        frame=deed.frame,
    )


def _role(role: Role, form: Form, document: Document, claim: Claim) -> Role:
    kind, name = RoleKind(form.get("kind", "")), form.get("actor", "").strip()
    made = replace(role, kind=kind, evidence=words_in(form, document, claim))
    if not name or name == (role.actor_name or role.mention):
        return made
    actor = actor_named(name)
    return replace(made, actor_name=actor[1] if actor else name, actor_id=actor[0] if actor else None)


def actor_named(name: str) -> tuple[str, str] | None:
    """Return id and name of the one actor of the registry that has this name or alias, or None."""
    from rashomon.knowledge.actors import open_registry  # noqa: PLC0415 - the registry waits for an edit

    registry = open_registry()
    found = registry.named(name)
    return (found[0], registry.name_of(found[0])) if len(found) == 1 else None


def _when(when: When, form: Form) -> When:
    earliest, latest = _day(form, "earliest"), _day(form, "latest")
    part = form.get("part_of_day")
    granularity = Granularity(form.get("granularity") or Granularity.OPEN.value)
    made = replace(
        when,
        earliest=earliest,
        latest=latest,
        granularity=granularity,
        part_of_day=PartOfDay(part) if part else None,
        year_open=False,
        edtf=None,
        reasons=(*when.reasons, "a person set these bounds"),
    )
    return made if made.day is None else replace(made, edtf=made.day.isoformat())


def _number(form: Form, name: str) -> int | None:
    text = form.get(name, "").strip().replace(",", "").replace(" ", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Misfit(f"{name}: {text!r} is no whole number.")
    return int(text)


def _degree(form: Form, name: str, most: float) -> float:
    try:
        value = float(form.get(name, ""))
    except ValueError as error:
        raise Misfit(f"{name} is a number of degrees, such as 34.88.") from error
    if not -most <= value <= most:
        raise Misfit(f"{name} lies between -{most:g} and {most:g}.")
    return round(value, 6)


def _radius(form: Form, otherwise: float) -> float:
    try:
        value = float(form.get("radius_km") or otherwise)
    except ValueError as error:
        raise Misfit("The radius is a number of kilometres.") from error
    if not 0.05 <= value <= 2_000:
        raise Misfit("The radius lies between 0.05 and 2000 km.")
    return value


def _day(form: Form, name: str) -> date | None:
    text = form.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Misfit(f"{name}: {text!r} is no day; write YYYY-MM-DD.") from error


def _modifier(low: int | None, high: int | None) -> Modifier:
    if low is None and high is None:
        return Modifier.UNKNOWN
    if high is None:
        return Modifier.AT_LEAST
    if low is None:
        return Modifier.UP_TO
    return Modifier.EXACT if low == high else Modifier.BETWEEN
