"""The accounts of an event side by side: one panel a unit, one block a group harmed, one row a voice and figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.domain import Account, Claim, Event, Figure, Measure, Stance, Status
from rashomon.report.marks import Axis, Mark, axis_for, mark_of
from rashomon.report.words import INTERESTS, THINGS, bounds, figure_note, group_words, measure_words, voice_words

PEOPLE = frozenset(
    {
        Measure.KILLED,
        Measure.WOUNDED,
        Measure.KILLED_OR_WOUNDED,
        Measure.CAPTURED,
        Measure.MISSING,
        Measure.SURRENDERED,
        Measure.NEUTRALISED,
    }
)
"""Measures of people harmed or taken: they share an axis, and they are what is meant by losses."""

_UNITS = {
    Measure.DISPLACED: "displaced",
    Measure.ATTACKS: "attacks and strikes",
    Measure.STRIKES: "attacks and strikes",
    Measure.SITES: "sites",
    Measure.VEHICLES: "vehicles",
    Measure.PEOPLE_PRESENT: "people present",
    Measure.OTHER: "other counts",
}
_ORDER = ["people", "displaced", "people present", "vehicles", "sites", "attacks and strikes", "other counts"]
_MEASURE_ORDER = list(Measure)
UNNAMED = "Not said who"
COLOURS = 5
"""How many colours the style sheet has for groups; a sixth group starts again with the first."""

NEUTRAL = COLOURS
"""The colour of those of whom nobody says who they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One voice's figure. `again` says that the row above is the same voice; `part` that it is part of the row above.

    `claim_ids` are the claims that say it; `pages` how many pages carry it.
    """

    voice: str
    interest: str
    mark: Mark
    value: str
    note: str
    status: str
    claim_ids: tuple[str, ...]
    pages: int
    again: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The rows about one group and one measure."""

    group: str
    measure: str
    colour: int
    rows: tuple[Row, ...]
    group_first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Blocks that share an axis, because they count the same sort of thing."""

    unit: str
    axis: Axis
    blocks: tuple[Block, ...]

    @property
    def summary(self) -> str:
        """The panel in one sentence for those who do not see it."""
        said = [
            f"{row.voice}: {row.value} {block.measure} among {block.group}"
            for block in self.blocks
            for row in block.rows
            if not row.part
        ]
        return f"Claimed {self.unit}. " + "; ".join(said) + "."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A figure with who said it, how, and in which claims. `group` is the key of whom it counts, `name` its words."""

    account: Account
    group: str
    name: str
    figure: Figure
    status: Status
    stance: Stance
    claim_ids: tuple[str, ...]
    pages: int
    part: str
    withdrawn: bool = False


def draw_panels(event: Event, claims: Mapping[str, Claim]) -> tuple[Panel, ...]:
    """Return the panels of an event. Every figure of every account is in exactly one row; none is left out."""
    said = [each for account in event.accounts for each in _said(account, claims)]
    units: dict[str, list[_Said]] = {}
    for each in said:
        units.setdefault(_unit(each.figure), []).append(each)
    names = {group: _heading([each for each in said if each.group == group]) for group in {each.group for each in said}}
    order = sorted(
        names,
        key=lambda group: (
            names[group] == UNNAMED,
            min(_MEASURE_ORDER.index(each.figure.measure) for each in said if each.group == group),
            -_voices(said, group),
            names[group],
            group,
        ),
    )
    groups = {group: number for number, group in enumerate(order)}
    return tuple(_panel(unit, units[unit], groups, names) for unit in _ORDER if unit in units)


def _voices(said: list[_Said], group: str) -> int:
    return len({each.account.root for each in said if each.group == group})


def _unit(figure: Figure) -> str:
    return "people" if figure.measure in PEOPLE else _UNITS[figure.measure]


def _heading(said: list[_Said]) -> str:
    """Return a group's name: the words that most accounts use for it, the longer ones among equals."""
    words = Counter(each.name for each in said if each.name and not each.part)
    if not words:
        return UNNAMED
    best = max(words, key=lambda name: (words[name], len(name), name))
    return best[:1].upper() + best[1:]


def _said(account: Account, claims: Mapping[str, Claim]) -> list[_Said]:
    """Return an account's different figures, each once, with all the claims that repeat it."""
    merged: dict[tuple[object, ...], list[tuple[Claim, Figure]]] = {}
    for item in account.figures:
        claim = claims.get(item.claim_id)
        if claim is None:
            continue
        figure = item.figure
        value = (figure.measure, figure.low, figure.high, figure.modifier, figure.word)
        key = (_group_of(figure, claim), *value, claim.stance, claim.status, _part_of(figure), item.withdrawn)
        merged.setdefault(key, []).append((claim, figure))
    return [
        _Said(
            account=account,
            group=str(key[0]),
            name=group_words(pairs[0][1], pairs[0][0]),
            figure=pairs[0][1],
            status=pairs[0][0].status,
            stance=pairs[0][0].stance,
            claim_ids=tuple(dict.fromkeys(claim.id for claim, _ in pairs)),
            pages=len({claim.document_id for claim, _ in pairs}),
            part=_part_of(pairs[0][1]),
            withdrawn=bool(key[-1]),
        )
        for key, pairs in merged.items()
    ]


def _group_of(figure: Figure, claim: Claim) -> str:
    """Return the key of whom a figure counts; a part ("including 3 children") stays with what it is part of."""
    whole = next((each for each in claim.figures if each.id == figure.subset_of), figure)
    return whole.group_actor or (whole.group or "").casefold()


def _part_of(figure: Figure) -> str:
    return (figure.group or "part of them") if figure.subset_of else ""


def _panel(unit: str, said: list[_Said], groups: Mapping[str, int], names: Mapping[str, str]) -> Panel:
    axis = axis_for(each.figure for each in said)
    blocks: dict[tuple[str, Measure], list[_Said]] = {}
    for each in sorted(said, key=lambda each: (groups[each.group], _MEASURE_ORDER.index(each.figure.measure))):
        blocks.setdefault((each.group, each.figure.measure), []).append(each)
    drawn: list[Block] = []
    for (group, _measure), inside in blocks.items():
        unnamed = names[group] == UNNAMED
        thing = unnamed and inside[0].figure.measure in THINGS
        words = measure_words(inside[0].figure, "" if unnamed else names[group])
        name = f"{words[:1].upper()}{words[1:]}" if thing else names[group]
        drawn.append(
            Block(
                group=name,
                measure="" if thing else words,
                colour=NEUTRAL if names[group] == UNNAMED else groups[group] % COLOURS,
                rows=_rows(inside, axis),
                group_first=not drawn or drawn[-1].group != name,
            )
        )
    return Panel(unit=unit, axis=axis, blocks=tuple(drawn))


def _rows(inside: list[_Said], axis: Axis) -> tuple[Row, ...]:
    roots = list(dict.fromkeys(each.account.root for each in inside))
    rows: list[Row] = []
    last = ""
    for each in sorted(inside, key=lambda said: (roots.index(said.account.root), bool(said.part))):
        rows.append(
            Row(
                voice=voice_words(each.account.claimant),
                interest=INTERESTS[each.account.interest],
                mark=mark_of(each.figure, axis, each.status, each.stance, withdrawn=each.withdrawn),
                value=bounds(each.figure),
                note=figure_note(each.figure),
                status=_putting(each),
                claim_ids=each.claim_ids,
                pages=each.pages,
                again=each.account.root == last,
                part=each.part,
            )
        )
        last = each.account.root
    return tuple(rows)


def _putting(said: _Said) -> str:
    words = [] if said.stance is Stance.ASSERTS else [said.stance.value]
    if said.status not in (Status.STATED, Status.ATTRIBUTED):
        words.append(said.status.value)
    return ", ".join(words)
