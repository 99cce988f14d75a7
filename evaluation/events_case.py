"""CASE 2021 task 2: snippets with one of 30 labels, 25 of them ACLED's sub-event types."""

from __future__ import annotations

from pathlib import Path

#: Our labels (ACLED sub-event types and topics) as the corpus spells them.
LABELS = {
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Armed clash": "ARMED_CLASH",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Peaceful protest": "PEACE_PROTEST",
    "Violent demonstration": "VIOL_DEMONSTR",
    "Mob violence": "MOB_VIOL",
    "Chemical weapon": "CHEM_WEAP",
    "Air/drone strike": "AIR_STRIKE",
    "Suicide bomb": "SUIC_BOMB",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Grenade": "GRENADE",
    "Sexual violence": "SEX_VIOL",
    "Attack": "ATTACK",
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Agreement": "AGREEMENT",
    "Arrests": "ARREST",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Disrupted weapons use": "DISR_WEAP",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": "OTHER",
    "natural disaster": "NATURAL_DISASTER",
    "man-made disaster": "MAN_MADE_DISASTER",
    "crime": "ORG_CRIME",
    "responsibility": "ATTRIB",
    "diplomacy": "DIPLO",
}


def label_of(choice: str | None) -> str:
    """Return the corpus's label; a text in which nothing was found is OTHER, the label for the rest."""
    return LABELS[choice] if choice is not None else "OTHER"


def read_snippets(path: Path) -> list[tuple[str, str, str]]:
    """Read (id, text, label) rows; the header row is left out."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and cells[2] in LABELS.values():
            rows.append((cells[0], cells[1], cells[2]))
    return rows
