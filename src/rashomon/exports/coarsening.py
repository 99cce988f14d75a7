"""Public exports: no more precise than the claim, coarser for facilities, and no words of people without an office.

What is withheld is taken out at the root: the page's text is blacked out where it stood, claims that rest on such words
go with it, and the events are made anew from the claims that are left, so that nothing comes back through a title, a
dispute or a note.
"""

from __future__ import annotations

import hmac
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rashomon.domain import (
    BlockKind,
    Claim,
    Document,
    Event,
    Geometry,
    Place,
    PlaceCandidate,
    Span,
    VoiceKind,
)
from rashomon.domain.serial import to_plain
from rashomon.exports.privacy import Private, open_private
from rashomon.exports.view import ExportView
from rashomon.reconcile import reconcile

FACILITY_KM = 5.0
"""How far a facility's, shelter's or camp's point is moved at most, and the radius then given."""

BLACK = "█"
"""What stands for each withheld character of a page's text, so that all other offsets hold."""

LEAST = 12
"""Withheld words of at least so many characters are blacked out wherever they stand, in copies and titles too."""

_EXACT = re.compile(r"\d\.\d{2,}")
"""A number that might be a coordinate, in a note."""


def coarsened(view: ExportView, *, salt: str) -> ExportView:
    """Return the view as it may be published, with a list of what was coarsened or withheld.

    `salt` is the ledger's own secret: it seeds each place's move, so that repeated exports move it alike and do not
    average out, and nobody who lacks it can move the point back.
    """
    private = open_private()
    hidden = {key for key, claim in view.claims.items() if private.is_private_claim(claim)}
    withheld = [f"{key}: the words of a person without an office" for key in view.claims if key in hidden]
    secrets = _secrets(view, hidden, private)
    own: dict[str, list[Claim]] = defaultdict(list)
    for key in hidden:
        own[view.claims[key].document_id].append(view.claims[key])
    documents = {key: _blacked(page, own[key], secrets.on(key)) for key, page in view.documents.items()}
    claims: dict[str, Claim] = {}
    for key, claim in view.claims.items():
        if key in hidden:
            continue
        if claim.document_id not in documents or not _stands(claim, documents[claim.document_id], secrets):
            withheld.append(f"{key}: it rests on words that are withheld")
            continue
        claims[key] = claim
    withheld += _other_notes(view)
    events = reconcile(tuple(claims.values()), tuple(documents.values()), view.verdicts)
    moved: dict[str, Claim] = {}
    for key, claim in claims.items():
        moved[key] = _moved_claim(claim, salt, private)
        if moved[key] is not claim:
            withheld.append(f"{key}: the point of a facility, moved by up to {FACILITY_KM:g} km")
    return replace(
        view,
        events=tuple(_moved_event(event, salt, private) for event in events),
        claims=moved,
        documents=documents,
        verdicts=(),
        outcomes=(),
        read={},
        public=True,
        withheld=tuple(withheld),
    )


def _other_notes(view: ExportView) -> Iterator[str]:
    """Say what else is withheld: readers' comments, who judged what, and the names of files read."""
    for key, page in view.documents.items():
        comments = sum(block.kind is BlockKind.COMMENT for block in page.blocks)
        if comments:
            yield f"{key}: reader comments"
    if view.verdicts:
        yield f"{len(view.verdicts)} verdicts: who judged what is not published"
    if view.outcomes:
        yield f"{len(view.outcomes)} ends of pages: the names of files are not published"


@dataclass(frozen=True, slots=True)
class _Secrets:
    """Withheld strings: quotes and people's names, wherever they stand, and by page what is one only there."""

    quotes: tuple[str, ...]
    names: tuple[str, ...]
    by_page: Mapping[str, tuple[str, ...]]

    def on(self, page: str) -> tuple[str, ...]:
        """Return all that must not stand on a page."""
        return (*self.quotes, *self.names, *self.by_page.get(page, ()))

    def of_claims(self, page: str) -> tuple[str, ...]:
        """Return what a claim of a page must not hold in any of its notes: they are made of that page's words."""
        return (*self.names, *self.by_page.get(page, ()))


def _secrets(view: ExportView, hidden: Iterable[str], private: Private) -> _Secrets:
    quotes: dict[str, None] = {}
    names: dict[str, None] = {}
    by_page: dict[str, dict[str, None]] = defaultdict(dict)
    for key in sorted(hidden):
        claim = view.claims[key]
        for each in (claim.content.text, *_parts(claim.content.text)):
            if len(each) >= LEAST:
                quotes[each] = by_page[claim.document_id][each] = None
        for voice in claim.chain[1:]:
            if not private.is_private_voice(voice):
                continue
            for words in (voice.name, voice.described or ""):
                if voice.kind is VoiceKind.PERSON and " " in words.strip():
                    names[words] = None
                elif len(words) >= LEAST:
                    by_page[claim.document_id][words] = None  # "local residents" are no secret on another page
    return _Secrets(tuple(quotes), tuple(names), {page: tuple(words) for page, words in by_page.items()})


def _parts(words: str) -> Iterator[str]:
    """Yield the words as they may be printed elsewhere: on one line."""
    flat = " ".join(words.split())
    if flat != words:
        yield flat


def _blacked(page: Document, hidden: Sequence[Claim], everywhere: Sequence[str]) -> Document:
    """Return a page with its withheld words, and those of its comments, blacked out; all other offsets hold.

    `hidden` are its own withheld claims, `everywhere` what is withheld on whatever page it stands.
    """
    spans = [block.span for block in page.blocks if block.kind is BlockKind.COMMENT]
    for claim in hidden:
        spans.append(claim.content.span)
        spans += [voice.evidence.span for voice in claim.chain[1:] if voice.evidence]
    for words in everywhere:
        if words not in page.text:  # many times faster than looking for where
            continue
        spans += [Span(found.start(), found.end()) for found in re.finditer(re.escape(words), page.text)]
    text = list(page.text)
    for span in spans:
        for at in range(span.start, min(span.end, len(text))):
            if not text[at].isspace():
                text[at] = BLACK
    title, byline = page.title, page.byline
    for words in everywhere:
        title = title.replace(words, BLACK * len(words))
        byline = byline.replace(words, BLACK * len(words)) if byline else byline
    evidence = page.published.evidence
    published = page.published
    if evidence and not evidence.holds_in("".join(text)):
        published = replace(published, evidence=None, text="")
    blocks = tuple(replace(block, author=None) for block in page.blocks)
    return replace(
        page, text="".join(text), title=title, byline=byline, blocks=blocks, published=published, date_rivals=()
    )


def _stands(claim: Claim, page: Document, secrets: _Secrets) -> bool:
    """Tell whether a claim rests on nothing withheld: its evidence stands, and no string of it holds a secret."""
    if not all(evidence.holds_in(page.text) for evidence in claim.evidences()):
        return False
    words = secrets.of_claims(page.id)
    return not words or not any(each in said for said in _strings(to_plain(claim)) for each in words)


def _strings(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, Mapping):
        for value in plain.values():
            yield from _strings(value)
    elif isinstance(plain, Sequence):
        for value in plain:
            yield from _strings(value)


def _moved_claim(claim: Claim, salt: str, private: Private) -> Claim:
    """Return a claim with the points of facilities moved, and without notes or candidates that could give them away."""
    places = tuple(_coarse(place, salt, private) for place in claim.places)
    if places == claim.places:
        return claim
    trace = tuple(step for step in claim.trace if not _EXACT.search(step.note))
    return claim.with_changes(places=places, trace=trace)


def _moved_event(event: Event, salt: str, private: Private) -> Event:
    place = _coarse(event.place, salt, private) if event.place else None
    if place == event.place:
        return event
    reasons = tuple(reason for reason in event.reasons if not _EXACT.search(reason))
    return replace(event, place=place, reasons=reasons)


def _coarse(place: Place, salt: str, private: Private) -> Place:
    candidates = tuple(each for each in place.candidates if not _is_sensitive(each, private))
    if place.lat is None or place.lon is None or not private.is_sensitive_place(place):
        return place if len(candidates) == len(place.candidates) else replace(place, candidates=candidates)
    lat, lon = _moved(place.lat, place.lon, salt)
    geometry = Geometry(
        kind="circle",
        wkt=f"POINT ({lon:.4f} {lat:.4f})",
        lat=lat,
        lon=lon,
        radius_km=FACILITY_KM,
        rule="public-facility/2",
    )
    return replace(
        place,
        lat=lat,
        lon=lon,
        geometry=geometry,
        candidates=(),
        gazetteer_id=None,
        acled_precision=max(2, place.acled_precision or 2),
        ucdp_precision=max(2, place.ucdp_precision or 2),
        reasons=(f"moved by up to {FACILITY_KM:g} km for publication",),
    )


def _is_sensitive(candidate: PlaceCandidate, private: Private) -> bool:
    return private.is_sensitive(candidate.kind, candidate.name)


def _moved(lat: float, lon: float, salt: str) -> tuple[float, float]:
    """Move a point by 1.5 to 5 km, the same way each time for the same point and secret; degrees to 4 decimals."""
    digest = hmac.digest(salt.encode(), f"{lat:.4f} {lon:.4f}".encode(), "sha256")
    angle = int.from_bytes(digest[:4]) / 2**32 * 2 * math.pi
    distance = (0.3 + 0.7 * int.from_bytes(digest[4:8]) / 2**32) * FACILITY_KM
    north = lat + math.cos(angle) * distance / 110.57
    east = lon + math.sin(angle) * distance / (111.32 * max(0.1, math.cos(math.radians(lat))))
    return round(north, 4), round(east, 4)
