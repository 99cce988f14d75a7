"""MUC target numbers as figures: for each human target whose fate a key tells, whether a figure says the same.

`muc_exact` asks of one figure of the message everything that the key gives: the measure (death: killed, injury:
wounded, or both together where the page does not part them), the group (its head noun is that of the target's
description, or it is the target's name) and the bounds. A number with "~" is met by either bound, one with a dash by
its lower bound, "PLURAL" by any count but one. `muc_number` leaves the group out. Optional templates and fillers are
left out. The keys do not hold all that a message counts, so there is no precision.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from evaluation.figures import Figure, Options, Ratio
from evaluation.muc import choose_folders
from evaluation.muc_keys import Fill, Template, read_keys
from evaluation.muc_texts import read_messages
from rashomon.claims.figures import find_figures
from rashomon.domain import claim
from rashomon.domain.claim import Measure
from rashomon.domain.document import Document
from rashomon.reading import Reader

_EFFECTS = {
    "DEATH": frozenset({Measure.KILLED, Measure.KILLED_OR_WOUNDED}),
    "INJURY": frozenset({Measure.WOUNDED, Measure.KILLED_OR_WOUNDED}),
}
_SINGULAR = re.compile(r"(?:IES|MEN|S)$")


def measure_muc(root: Path, reader: Reader, options: Options) -> list[Figure]:
    """Return the figures on the reporting folders of `muc34`, or on those that `options.split` names; none without."""
    base = root / "muc34"
    if not base.exists():
        return []
    split = options.split if options.split in ("tune", "tst1", "tst2", "tst3") else None
    number, exact = Ratio(), Ratio()
    for folder in choose_folders(base, split):
        keys = {k: v for path in sorted(folder.glob("key-*")) for k, v in read_keys(path).items()}
        texts = [message for path in sorted(folder.glob("*-muc*")) for message in read_messages(path)]
        for message in texts[: options.limit]:
            page = _page(message.text)
            figures = find_figures(page, reader.read(page)) if keys.get(message.id) else ()
            for template in keys.get(message.id, []):
                for target in _targets(template):
                    near = [f for f in figures if f.measure in _EFFECTS[target[1]] and _counts(f, target[0])]
                    whole = any(_is_group(f, target[0].tags) for f in near)
                    number += Ratio(int(bool(near)), 1)
                    exact += Ratio(int(whole), 1)
                    if options.details is not None and not whole:
                        _note(options.details, message.id, target, bool(near))
    prefix = "muc_tune" if split == "tune" else "muc"
    return [
        Figure(suite="figures", metric=f"{prefix}_exact", value=exact.value, n=exact.n),
        Figure(suite="figures", metric=f"{prefix}_number", value=number.value, n=number.n),
    ]


def _page(text: str) -> Document:
    from evaluation.figure_set import page_of  # noqa: PLC0415 - that module runs this one

    return page_of(text)


def _targets(template: Template) -> list[tuple[Fill, str]]:
    """Return the obligatory target numbers of a template with the effect that the key gives for the same target."""
    if template.optional:
        return []
    found = []
    for fill in template.of("hum_tgt_num"):
        effects = {e.values[0] for e in template.of("hum_tgt_effect") if set(e.tags) & set(fill.tags) and e.values}
        known = effects & _EFFECTS.keys()
        if not fill.optional and fill.tags and len(known) == 1:
            found.append((fill, known.pop()))
    return found


def _counts(figure: claim.Figure, fill: Fill) -> bool:
    """Whether a figure has the number; one who is named in a list is counted with the others that it names."""
    named = figure.rule.startswith("named") and any(tag in (figure.group or "").upper() for tag in fill.tags)
    return any(_is_number(figure, value.strip()) or (named and value.strip() == "1") for value in fill.values)


def _is_number(figure: claim.Figure, value: str) -> bool:
    bounds = (figure.low, figure.high)
    if value == "PLURAL":
        return bounds != (1, 1)
    if (between := re.fullmatch(r"(\d+)\s*-\s*(\d+)", value)) is not None:
        return bounds == (int(between[1]), int(between[2]))
    if (about := re.fullmatch(r"~\s*(\d+)", value)) is not None:
        number = int(about[1])
        return number in bounds or figure.low == number + 1
    if (least := re.fullmatch(r"(\d+)\s*-", value)) is not None:
        return figure.low == int(least[1])
    return value.isdigit() and bounds == (int(value), int(value))


def _is_group(figure: claim.Figure, tags: tuple[str, ...]) -> bool:
    """Whether a figure counts the target: one head noun in its group or its own words ("67 dead"), or a name's last."""
    words_told = f"{figure.group or ''} {figure.evidence.text}".upper()
    told = {_head(word) for word in re.findall(r"[A-Z]+", words_told)}
    for tag in tags:
        words = [_head(word) for word in re.findall(r"[A-Z]+", tag)]
        if words and words[-1] in told:
            return True
    return False


def _head(word: str) -> str:
    """A noun without its plural: "PEASANTS" and "PEASANT", "POLICEMEN" and "POLICEMAN"."""
    plural = _SINGULAR.search(word)
    if plural is None or len(word) < len("MEN") + 1:
        return word
    return word[: plural.start()] + {"IES": "Y", "MEN": "MAN", "S": ""}[plural.group()]


def _note(path: Path, message: str, target: tuple[Fill, str], counted: bool) -> None:
    fill, effect = target
    if message.startswith("TST3"):
        return
    told = {"suite": "figures", "message": message, "values": fill.values, "tags": fill.tags, "effect": effect}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told | {"number_found": counted}) + "\n")
