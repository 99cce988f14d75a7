"""Resolves the place mentions of a page together: each to one entry of the gazetteer, or to reasons why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from rashomon.domain import (
    Claim,
    Document,
    Evidence,
    Place,
    PlaceCandidate,
    PlaceRelation,
    PlaceState,
    Reading,
    Span,
)
from rashomon.knowledge.gazetteer import Entry, EntryKind, Gazetteer, open_gazetteer
from rashomon.knowledge.gazetteer.relations import RelationMatch
from rashomon.knowledge.places import all_names, is_named, place_names, trim_name
from rashomon.resolve.geometry import Drawing, draw_place
from rashomon.resolve.place_candidates import Candidate, propose_candidates
from rashomon.resolve.place_mentions import (
    Mention,
    NameGroup,
    PlaceContext,
    collect_mentions,
    count_demonyms,
    group_names,
    name_key,
    outlet_country,
)
from rashomon.resolve.place_roles import with_containers
from rashomon.resolve.place_scoring import contains, distance_km, drop_unlikely_spellings, score_together

_KEPT = 8
_MARGIN = 0.5
_SAME_KM = 25.0
_FAMILY = (EntryKind.PLACE, EntryKind.ADMIN1, EntryKind.ADMIN2)


@dataclass(slots=True, kw_only=True)
class PageSenses:
    """What each name of a page means: its candidates best first, by name key."""

    groups: dict[str, NameGroup]
    candidates: dict[str, list[Candidate]]
    dropped: dict[str, list[Candidate]]


def settle_names(text: str, mentions: Sequence[Mention], context: PlaceContext, gazetteer: Gazetteer) -> PageSenses:
    """Return the candidates of every name of a page, scored together.

    Transliteration matches stay only where the page speaks of their country: a folded key alone proves nothing.
    """
    groups = group_names(mentions)
    demonyms = count_demonyms(text)
    candidates = {group.key: propose_candidates(group, gazetteer) for group in groups}
    dropped = drop_unlikely_spellings(groups, candidates, context, demonyms)
    score_together(groups, candidates, context, demonyms)
    return PageSenses(groups={group.key: group for group in groups}, candidates=candidates, dropped=dropped)


def resolve_mentions(
    text: str,
    mentions: Sequence[tuple[int, int]],
    context: PlaceContext | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Place]:
    """Return a place for each mention (start and end, code points into `text`), in the order given.

    One sense a page: equal names get equal places. Raises KnowledgeError when the gazetteer cannot be opened.
    """
    context = context or PlaceContext()
    gazetteer = gazetteer or open_gazetteer()
    found = collect_mentions(text, mentions)
    senses = settle_names(text, found, context, gazetteer)
    by_start = {mention.start: mention for mention in found}
    places = []
    for start, end in mentions:
        mention = by_start[start]
        evidence = Evidence(document_id=context.document_id, span=Span(start, end), text=text[start:end])
        pending = Place(evidence=evidence, name=mention.name, name_evidence=evidence, relation=mention.phrase.relation)
        places.append(settle_place(pending, mention.key, senses, mention.phrase))
    return places


def settle_place(place: Place, key: str, senses: PageSenses, phrase: RelationMatch | None = None) -> Place:
    """Return a place with the sense that its name has on the page, its rivals and the reasons.

    Where a name has one sense but stands for a town and for its area ("Idlib"), `phrase` settles which of the two.
    """
    found = in_phrase(senses, key, phrase)
    rivals = tuple(_as_candidate(candidate) for candidate in found[:_KEPT])
    if not found:
        return replace(place, state=PlaceState.UNRESOLVED, reasons=_why_unresolved(place, senses.dropped.get(key, [])))
    best = found[0]
    entry = best.entry
    settled = replace(
        place,
        kind=entry.kind.value,
        gazetteer_id=entry.id,
        gazetteer_source=entry.source,
        resolved_name=entry.name,
        country=entry.country or None,
        admin_path=entry.admin_path,
        candidates=rivals,
    )
    doubt = _doubt(found)
    if doubt:
        reasons = (*dict.fromkeys(best.reasons), doubt)
        close = [c.entry.country for c in found if c.score > best.score - _MARGIN]
        if best.stray or any(country != entry.country for country in close):
            settled = replace(settled, country=None, admin_path=())
        return replace(settled, state=PlaceState.AMBIGUOUS, reasons=reasons)
    return replace(
        settled, state=PlaceState.RESOLVED, lat=entry.lat, lon=entry.lon, reasons=tuple(dict.fromkeys(best.reasons))
    )


def _doubt(found: Sequence[Candidate]) -> str:
    """Return why the best candidate is not surely meant, "" when nothing speaks against it."""
    best = found[0]
    rest = [
        c
        for c in found[1:]
        if c.score > best.score - _MARGIN
        and distance_km(c.entry, best.entry) > _reach(best, c)
        and not _are_family(best.entry, c.entry)
    ]
    if rest:
        names = "; ".join(f"{c.entry.name} ({', '.join((*c.entry.admin_path, c.entry.country))})" for c in rest[:4])
        return f"as likely: {names}"
    if best.outside:
        return f"not in {best.outside}, which the words name with it"
    if best.stray:
        return f"a small place of {best.entry.country}, and the page speaks of other countries"
    return ""


def _reach(best: Candidate, other: Candidate) -> float:
    """Return within how many kilometres two candidates are the same answer: a town and the area about it are."""
    return max(_SAME_KM, best.entry.radius_km, other.entry.radius_km)


def in_phrase(senses: PageSenses, key: str, phrase: RelationMatch | None) -> list[Candidate]:
    """Return the candidates with that member of the best one's family first that a phrase asks for.

    A family are a town, its district and its province under one name. "Idlib province" and "southwestern Idlib" ask
    for the area; "Idlib city", "near Idlib" and the ends of a road for the town; without such words the town is meant
    where other mentions ask for an area.
    """
    found = senses.candidates.get(key, [])
    if phrase is None or len(found) < 2 or found[0].entry.kind not in _FAMILY:
        return found
    best = found[0]
    family = [c for c in found if c is best or _are_family(best.entry, c.entry)]
    if len(family) < 2:
        return found
    part = phrase.relation is PlaceRelation.PART and phrase.direction is not None
    area = phrase.relation in (PlaceRelation.COUNTRYSIDE, PlaceRelation.ACROSS)
    wanted: tuple[EntryKind, ...] = phrase.kinds
    if not wanted and (part or area):
        wanted = (EntryKind.ADMIN1,)
    elif not wanted and (phrase.relation is not PlaceRelation.IN or _asked_for_area(senses, key)):
        wanted = (EntryKind.PLACE,)
    for kind in wanted:
        chosen = [c for c in family if c.entry.kind is kind]
        if chosen:
            return [chosen[0], *(c for c in found if c is not chosen[0])]
    return found


def _asked_for_area(senses: PageSenses, key: str) -> bool:
    return key in senses.groups and bool(senses.groups[key].kinds)


def _are_family(one: Entry, two: Entry) -> bool:
    if one.country != two.country or one.kind is two.kind or one.kind not in _FAMILY or two.kind not in _FAMILY:
        return False
    return contains(one, two) or contains(two, one)


def ground_places(
    document: Document, reading: Reading, claims: tuple[Claim, ...], gazetteer: Gazetteer
) -> tuple[Claim, ...]:
    """Return the claims with their pending places resolved over the whole page, with areas and precisions.

    All place names of the reporting take part, also those that no claim needs: they settle one another. What cannot
    be settled stays without coordinates, with its reasons.
    """
    if not any(claim.places for claim in claims):
        return claims
    mentions = collect_mentions(document.text, sorted(_page_spans(document, reading, claims)))
    context = PlaceContext(
        document_id=document.id, country=outlet_country(document.source.country, document.source.host)
    )
    senses = settle_names(document.text, mentions, context, gazetteer)
    by_start = {mention.start: mention for mention in mentions}
    grounded = []
    for claim in claims:
        places = tuple(_ground(place, by_start, senses, gazetteer) for place in claim.places)
        grounded.append(
            replace(claim, places=with_containers(with_apposed(document.text, places))) if places else claim
        )
    return tuple(grounded)


def _page_spans(document: Document, reading: Reading, claims: tuple[Claim, ...]) -> set[tuple[int, int]]:
    told = [block.span for block in document.reporting()]
    spans: set[tuple[int, int]] = set()
    for name in place_names(document.text, all_names(document.text, reading.names, reading.mentions)):
        if any(name.span.within(block) for block in told):
            span = trim_name(document.text, name.span)
            if is_named(document.text, span):
                spans.add((span.start, span.end))
    for place in (place for claim in claims for place in claim.places):
        span = place.name_evidence.span
        if not any(start < span.end and span.start < end for start, end in spans):
            spans.add((span.start, span.end))
    return spans


def _ground(place: Place, by_start: dict[int, Mention], senses: PageSenses, gazetteer: Gazetteer) -> Place:
    if place.state is not PlaceState.PENDING:
        return place
    span = place.name_evidence.span
    mention = by_start.get(span.start)
    if mention is None:
        plain = RelationMatch(start=place.evidence.span.start, end=place.evidence.span.end)
        mention = Mention(start=span.start, end=span.end, name=place.name, key=name_key(place.name), phrase=plain)
    phrase = replace(
        mention.phrase,
        relation=place.relation,
        direction=place.direction,
        distance_km=place.distance_km,
        other_name=place.other_name,
    )
    return ground_mention(place, replace(mention, phrase=phrase), senses, gazetteer)


def ground_mention(place: Place, mention: Mention, senses: PageSenses, gazetteer: Gazetteer) -> Place:
    """Return a place with its sense on the page and, where that is settled, the area that its phrase draws."""
    phrase = mention.phrase
    settled = settle_place(place, mention.key, senses, phrase)
    found = in_phrase(senses, mention.key, phrase)
    if settled.state is not PlaceState.RESOLVED or not found:
        return settled
    other = in_phrase(senses, name_key(phrase.other_name), phrase) if phrase.other_name else []
    end = other[0].entry if other else None
    beyond = found[0].entry.country if phrase.relation is PlaceRelation.BORDER else ""
    within = gazetteer.country(main_country(senses, beyond))
    drawing = draw_place(found[0].entry, phrase, gazetteer, end, within)
    lone = phrase.other_name and not other
    missing = (f"the other end, {phrase.other_name!r}, is not in the gazetteer",) if lone else ()
    return with_drawing(settled, drawing, missing)


def main_country(senses: PageSenses, besides: str = "") -> str:
    """Return the country that most of a page's mentions lie in (ISO code), `besides` apart; "" where there is none."""
    counts: Counter[str] = Counter()
    for key, found in senses.candidates.items():
        if found and found[0].entry.country not in ("", besides):
            counts[found[0].entry.country] += len(senses.groups[key].mentions)
    return counts.most_common(1)[0][0] if counts else ""


def with_drawing(place: Place, drawing: Drawing, reasons: tuple[str, ...] = ()) -> Place:
    """Return a place with the area and codes of a drawing; its point only where the drawing has one to show."""
    geometry = drawing.geometry
    pin = geometry if drawing.pin else None
    return replace(
        place,
        lat=pin.lat if pin else None,
        lon=pin.lon if pin else None,
        geometry=geometry,
        acled_precision=drawing.acled,
        ucdp_precision=drawing.ucdp,
        reasons=(*place.reasons, *reasons),
    )


def with_apposed(text: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Give an unresolved name the area of the words set beside it, else of the container named with it.

    "Gobara, 15 km northwest of Gwoza" lies in that sector; "the villages of A and B in Idlib" lie in Idlib. The place
    stays unresolved: only its area is known, and the reasons say by which words.
    """
    out = list(places)
    for index in range(1, len(out)):
        before, here = out[index - 1], out[index]
        between = text[before.name_evidence.span.end : here.evidence.span.start].strip(" ,(")
        beside = here.relation in (PlaceRelation.DIRECTION, PlaceRelation.NEAR) and not between
        if beside and before.state is PlaceState.UNRESOLVED and here.geometry is not None:
            out[index - 1] = _placed_by(before, here, "placed by the words beside it")
    for index in range(len(out) - 2, -1, -1):
        place, after = out[index], _narrowest(out, index + 1)
        if place.state is not PlaceState.UNRESOLVED or place.geometry is not None or place.role == "admin":
            continue
        listed = after.state is PlaceState.UNRESOLVED and after.geometry is not None and after.kind == place.kind
        if after.geometry is not None and (after.role == "admin" or listed):
            words = after.reasons[-1].partition(": ")[2] if listed else repr(after.evidence.text)
            reason = f"known only to lie in the area named with it: {words}"
            area = _placed_by(place, after, "")
            out[index] = replace(area, lat=None, lon=None, reasons=(*place.reasons, reason))
    return tuple(out)


def _narrowest(places: list[Place], at: int) -> Place:
    """Return the place there, or the smallest of the containers that begin there ("in Syria's southern Idlib")."""
    held = list(takewhile(lambda place: place.role == "admin" and place.geometry is not None, places[at:]))
    return min(held, key=lambda place: place.geometry.radius_km if place.geometry else 0.0, default=places[at])


def _placed_by(place: Place, by: Place, how: str) -> Place:
    return replace(
        place,
        lat=by.lat,
        lon=by.lon,
        geometry=by.geometry,
        country=by.country,
        admin_path=by.admin_path,
        acled_precision=by.acled_precision,
        ucdp_precision=by.ucdp_precision,
        reasons=(*place.reasons, f"{how}: {by.evidence.text!r}"),
    )


def _why_unresolved(place: Place, dropped: Sequence[Candidate]) -> tuple[str, ...]:
    reasons = [
        f"not in the gazetteer: {place.name!r}",
        "`rashomon gazetteer update CC` or `rashomon gazetteer add FILE` can fill the gap",
    ]
    if dropped:
        names = ", ".join(dict.fromkeys(f"{c.entry.name} ({c.entry.country})" for c in dropped[:4]))
        reasons.insert(1, f"only transliterations match, in countries that the page does not speak of: {names}")
    return tuple(reasons)


def _as_candidate(candidate: Candidate) -> PlaceCandidate:
    entry = candidate.entry
    return PlaceCandidate(
        gazetteer_id=entry.id,
        name=entry.name,
        kind=entry.kind.value,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin_path=entry.admin_path,
        population=entry.population,
        score=round(candidate.score, 3),
        reasons=tuple(dict.fromkeys((*candidate.reasons, *(f"but {reason}" for reason in candidate.penalties)))),
    )
