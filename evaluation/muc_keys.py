"""MUC-4 answer keys: templates as the guidelines define them (`muc34/doc`), read from the key files.

A filler stands on its own line. Alternatives are parted by slashes, "?" marks a filler that may be left out, "*" a slot
that does not apply, "-" nothing. A cross-reference follows a colon: `DEATH: "PEASANT"`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

#: The slots that the suite scores, by number, and those that only help to map templates.
SLOTS = {
    2: "incident_date",
    3: "incident_location",
    4: "incident_type",
    9: "perp_individual",
    10: "perp_org",
    11: "perp_org_confidence",
    12: "phys_tgt",
    18: "hum_tgt_name",
    19: "hum_tgt_description",
    21: "hum_tgt_num",
    23: "hum_tgt_effect",
}
SCORED = (
    "incident_type",
    "incident_date",
    "incident_location",
    "perp_org",
    "perp_org_confidence",
    "hum_tgt_num",
    "hum_tgt_effect",
)
_LINE = re.compile(r"^(\d{1,2})\.\s+[A-Z]+(?: TGT)?: (?:[A-Z]+ ?)+?\s{2,}(.*)$")
_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|[^"/]+|/')


@dataclass(frozen=True, slots=True)
class Fill:
    """One filler: its alternatives, the alternatives of its cross-reference, and whether it may be left out."""

    values: tuple[str, ...]
    tags: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class Template:
    """One incident of one message: fillers by slot name."""

    message: str
    optional: bool = False
    fills: dict[str, list[Fill]] = field(default_factory=dict)

    def of(self, slot: str) -> list[Fill]:
        """Return a slot's fillers."""
        return self.fills.get(slot, [])


def read_keys(path: Path) -> dict[str, list[Template]]:
    """Read a key file: message id to its templates; a message about no incident has an empty list."""
    messages: dict[str, list[Template]] = {}
    template: Template | None = None
    slot = ""
    message = ""
    for line in path.read_text(encoding="latin-1").splitlines():
        if not line.strip() or line.startswith(";"):
            continue
        found = _LINE.match(line.rstrip())
        if found:
            number, rest = int(found.group(1)), found.group(2).strip()
            slot = SLOTS.get(number, "")
            if number == 0:
                message = rest.split()[0]
                messages.setdefault(message, [])
            elif number == 1:
                template = _open_template(message, rest, messages)
        else:
            rest = line.strip()
        if slot and template is not None:
            fill = parse_fill(rest, slot)
            if fill is not None:
                template.fills.setdefault(slot, []).append(fill)
    return messages


def _open_template(message: str, rest: str, messages: dict[str, list[Template]]) -> Template | None:
    if rest.startswith("*"):
        return None
    template = Template(message=message, optional="OPTIONAL" in rest)
    messages[message].append(template)
    return template


def parse_fill(text: str, slot: str) -> Fill | None:
    """Read one filler line; None for "-" and "*".

    >>> parse_fill('REPORTED AS FACT / CLAIMED OR ADMITTED: "UNITY" / "URNG"', "perp_org_confidence")
    Fill(values=('REPORTED AS FACT', 'CLAIMED OR ADMITTED'), tags=('UNITY', 'URNG'), optional=False)
    >>> parse_fill('? "PEASANT"', "hum_tgt_description")
    Fill(values=('PEASANT',), tags=(), optional=True)
    """
    optional = text.startswith("?")
    text = text.lstrip("? ").strip()
    if text in ("", "-", "*"):
        return None
    if slot in ("incident_location", "incident_date"):
        return Fill(tuple(_split_alternatives(text)), (), optional)
    if slot in ("hum_tgt_num", "hum_tgt_effect", "perp_org_confidence", "incident_type"):
        return _parse_tagged(text, optional)
    own, _, tag = _split_reference(text)
    return Fill(_strings(own), _strings(tag), optional)


def _split_alternatives(text: str) -> list[str]:
    """Split at slashes outside parentheses; alternatives may stand in parentheses of their own.

    >>> _split_alternatives("(PERU: LIMA (CITY / DISTRICT)) / (PERU)")
    ['PERU: LIMA (CITY / DISTRICT)', 'PERU']
    """
    parts, depth, last = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "/" and depth == 0:
            parts.append(text[last:at])
            last = at + 1
    parts.append(text[last:])
    stripped = [part.strip(" ?") for part in parts]
    return [part[1:-1] if part.startswith("(") and part.endswith(")") else part for part in stripped]


def _parse_tagged(text: str, optional: bool) -> Fill:
    values: list[str] = []
    tags: list[str] = []
    for piece in _PIECE.findall(text):
        if piece.startswith('"'):
            tags.append(_bare(piece))
        else:
            value = piece.strip(" /:?")
            if value and value not in values:
                values.append(value)
    return Fill(tuple(values), tuple(tags), optional)


def _split_reference(text: str) -> tuple[str, str, str]:
    """Split `"MAYOR OF ACHI": "TORRES"` at the colon between quotes."""
    found = re.search(r'"\s*:\s*"', text)
    if not found:
        return text, "", ""
    return text[: found.start() + 1], ":", text[found.end() - 1 :]


def _strings(text: str) -> tuple[str, ...]:
    return tuple(_bare(piece) for piece in re.findall(r'"(?:\\.|[^"\\])*"', text))


def _bare(quoted: str) -> str:
    return quoted[1:-1].replace('\\"', '"')
