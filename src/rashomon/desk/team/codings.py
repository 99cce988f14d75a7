"""What each coder of a page said of each value, side by side, for agreement and adjudication."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rashomon.desk.queue.cards import Card, Row, cards_of, visible
from rashomon.desk.team.agreement import Agreement, Level, agreement
from rashomon.domain import Claim, Granularity, Judgement, Verdict
from rashomon.domain.judging import Value, live, standing, values_of
from rashomon.domain.serial import from_plain

if TYPE_CHECKING:
    from rashomon.desk.context import Desk

REJECTED = "rejected"
_FINENESS = {each.value: number for number, each in enumerate(Granularity)}
_LEVELS = {"place precision": Level.ORDINAL, "time precision": Level.ORDINAL, "figure low": Level.INTERVAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one coder said: the row as this coder left it, and the verdict; both None where nothing was said."""

    coder: str
    row: Row | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A value, or a claim as a whole, with what each coder said of it. `settled` is what a reviewer decided."""

    subject: str
    label: str
    machine: str
    said: tuple[Said, ...]
    agree: bool
    settled: Verdict | None
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codings:
    """A page coded blind: claims as read, and every coder's verdicts."""

    document_id: str
    coders: tuple[str, ...]
    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]

    def of(self, coder: str) -> list[Verdict]:
        """Return one coder's verdicts as if they counted."""
        return visible(self.verdicts, blind_for=coder)


def codings_of(desk: Desk, document_id: str, coders: Sequence[str]) -> Codings:
    """Load a page's codings, with the claims that coders added."""
    verdicts = desk.decisions.of_page(document_id)
    as_read = desk.decisions.as_read(document_id)
    claims = {claim.id: as_read.get(claim.id, claim) for claim in desk.ledger.claims(document_id=document_id)}
    for each in verdicts:
        if each.judgement is Judgement.ADD and "/" not in each.subject and each.value and each.blind:
            claims.setdefault(each.subject, from_plain(Claim, json.loads(each.value)))
    ordered = sorted(claims.values(), key=lambda claim: (claim.content.span, claim.id))
    return Codings(document_id=document_id, coders=tuple(coders), claims=tuple(ordered), verdicts=tuple(verdicts))


def compared(codings: Codings) -> list[tuple[Card, list[Compared]]]:
    """Return each claim of which a coder said something, with its values side by side."""
    open_ones = visible(codings.verdicts, blind_for=None)
    cards = cards_of(codings.claims, open_ones)
    by_coder = {
        coder: {card.claim.id: card for card in cards_of(codings.claims, codings.of(coder))} for coder in codings.coders
    }
    out = []
    for card in cards:
        lines = [line for line in _lines(card, by_coder, open_ones) if any(each.verdict for each in line.said)]
        if lines:
            out.append((card, lines))
    return out


def _lines(card: Card, by_coder: Mapping[str, Mapping[str, Card]], open_ones: Sequence[Verdict]) -> Iterator[Compared]:
    theirs = {coder: cards[card.claim.id] for coder, cards in by_coder.items()}
    stands = live(open_ones)
    whole = tuple(Said(coder=coder, row=None, verdict=each.last) for coder, each in theirs.items())
    yield _line(card.claim.id, "whole claim", "", whole, stands, card.seen)
    rows = {row.subject: row for row in card.rows}
    for each in theirs.values():
        rows |= {row.subject: rows.get(row.subject, row) for row in each.rows}
    for subject, row in rows.items():
        said = tuple(_said(coder, each, subject) for coder, each in theirs.items())
        machine = row.words if row.hand == "machine" else (row.was or row.words)
        own = next((each.seen for each in card.rows if each.subject == subject), "")
        yield _line(subject, row.label, machine, said, stands, own)


def _line(
    subject: str, label: str, machine: str, said: tuple[Said, ...], stands: Sequence[Verdict], seen: str
) -> Compared:
    marks = [_mark(each) for each in said if each.verdict]
    return Compared(
        subject=subject,
        label=label,
        machine=machine,
        said=said,
        agree=len(marks) == len(said) and len(set(marks)) == 1,
        settled=standing(each for each in stands if each.subject == subject),
        seen=seen,
    )


def _said(coder: str, card: Card, subject: str) -> Said:
    row = next((each for each in card.rows if each.subject == subject), None)
    return Said(coder=coder, row=row if row and row.last else None, verdict=row.last if row else None)


def _mark(said: Said) -> Hashable:
    verdict = said.verdict
    if verdict is None:
        return None
    return (REJECTED,) if verdict.judgement is Judgement.REJECT else (verdict.value,)


def agreements(all_codings: Sequence[Codings]) -> list[Agreement]:
    """Return agreement by field over all pages that two or more people coded."""
    units: dict[str, list[list[Hashable | None]]] = defaultdict(list)
    for codings in all_codings:
        for claim in codings.claims:
            _add_units(units, claim, [codings.of(coder) for coder in codings.coders])
    order = ("claim", "chain", "stance", "status", "deed", "role", "figure", "figure low", "place", "place precision")
    fields = sorted(units, key=lambda field: (order.index(field) if field in order else len(order), field))
    return [agreement(field, _LEVELS.get(field, Level.NOMINAL), units[field]) for field in fields]


def _add_units(units: dict[str, list[list[Hashable | None]]], claim: Claim, by_coder: list[list[Verdict]]) -> None:
    whole = [standing(each for each in live(said) if each.subject == claim.id) for said in by_coder]
    units["claim"].append([each and (REJECTED if each.judgement is Judgement.REJECT else "kept") for each in whole])
    values = [{value.key: value for value in values_of(claim, said)} for said in by_coder]
    for key in dict.fromkeys(key for each in values for key in each):
        rows = [_fields(each.get(key)) for each in values]
        for field in {field for row in rows for field in row}:
            units[field].append([row.get(field) for row in rows])


def _fields(value: Value | None) -> dict[str, Hashable]:  # noqa: PLR0911 - one return a kind of value
    """Return what a coder's value says in each field that is compared; nothing where the coder said nothing."""
    if value is None or value.last is None:
        return {}
    if value.last.judgement is Judgement.REJECT or value.now is None:
        return {value.kind: REJECTED}
    now: Any = value.now
    if value.kind == "chain":
        return {"chain": tuple(str(each.get("actor_id") or each["name"]).casefold() for each in now)}
    if value.kind == "stance":
        return {"stance": (now["stance"], now["negated"])}
    if value.kind == "deed":
        return {"deed": now.get("sub_type") or now.get("plover") or "none"}
    if value.kind == "role":
        return {"role": (now["kind"], now.get("actor_id") or str(now.get("actor_name") or now["mention"]).casefold())}
    if value.kind == "figure":
        bounds = {"figure": (now["measure"], now.get("low"), now.get("high"))}
        return bounds | ({"figure low": now["low"]} if now.get("low") is not None else {})
    if value.kind == "place":
        where = now.get("gazetteer_id") or (now.get("lat"), now.get("lon"))
        precision = now.get("acled_precision")
        return {"place": where} | ({"place precision": precision} if precision is not None else {})
    if value.kind == "when":
        fine = _FINENESS[now.get("granularity", Granularity.OPEN.value)]
        return {"when": (now.get("earliest"), now.get("latest")), "time precision": fine}
    return {value.kind: str(now)}
