"""Organisations of MUC texts: names in capitals by their last words, by acronyms in brackets, and well-known ones."""

from __future__ import annotations

import re

from rashomon.knowledge.deeds import load_lexicon

_LAST = (
    "FRONT|MOVEMENT|ARMY|FORCES|CARTEL|PATH|PARTY|ALLIANCE|COMMAND|COMMANDO|BATTALION|BRIGADE|"
    "ORGANIZATION|GUARD|UNITY|FEDERATION|COORDINATOR|COORDINATING BOARD|POLICE|SQUAD|SQUADRON|"
    "COMMITTEE|MILITIA|MILITIAS|LEAGUE|NATION|COLUMN|UNION"
)
_NAME = re.compile(
    rf"\b((?:[A-Z]+(?:'S)? (?:OF (?:THE )?|FOR (?:THE )?|DE |DEL |AND )?){{1,6}}(?:{_LAST}))(?: -)?\s*"
    r"(?:[\[(-]\s*([A-Z]{2,8}(?:-[A-Z]+)?)\s*[\])-])?"
)
_OF = re.compile(
    r"\b((?:ARMY|FRONT|FORCES|MOVEMENT) (?:OF|FOR) (?:[A-Z]+ )*?(?:LIBERATION|UNITY))\s*"
    r"(?:[\[(]\s*([A-Z]{2,8})\s*[\])])?"
)
_KNOWN = re.compile(
    r"\b(FMLN|URNG|ELN|EPL|FARC|MRTA|FPMR|M-19|ARENA|EXTRADITABLES|THE EXTRADITABLES|SHINING PATH|SENDERO LUMINOSO|"
    r"LAUTARO|MEDELLIN CARTEL|CALI CARTEL|ARMED FORCES|ATLACATL BATTALION|DRUG MAFIA|MAFIA|RED SUN|CGSB|FPL|ERP|MJL|"
    r"RICARDO FRANCO|MANUEL RODRIGUEZ PATRIOTIC FRONT|TUPAC AMARU REVOLUTIONARY MOVEMENT|ARMY OF NATIONAL LIBERATION|"
    r"FARABUNDO MARTI NATIONAL LIBERATION FRONT|NATIONAL LIBERATION ARMY|"
    r"POPULAR LIBERATION ARMY|"
    r"REVOLUTIONARY ARMED FORCES OF COLOMBIA)\b"
)
_LEAD_WORDS = """
THE A AN OF IN BY FROM AND WITH THAT TO FOR SAID ITS HIS THEIR MEMBERS UNITS LEADER LEADERS GUERRILLAS REBELS MEMBER
ALLEGED PRESUMED FORMER WHEN SEVERAL SOME TROOPS OFFICERS SPOKESMAN COMMANDER GENERAL CALLED AGAINST LEFTIST
SALVADORAN SO-CALLED
"""
_LEAD = frozenset(_LEAD_WORDS.split())
_JOINTS = frozenset({"OF", "FOR", "THE", "AND", "DE", "DEL"})
_AUTHORITIES = frozenset(["POLICE", "ARMY", "GUARD", "NATIONAL", "SALVADORAN", "COLOMBIAN", "AIR", "AIRFORCE", "NAVY"])


def find_organisations(text: str) -> list[tuple[int, str]]:
    """Return organisations with their offsets, in the order of the text; a bracketed acronym follows its name."""
    found: dict[int, str] = {}
    for pattern in (_NAME, _OF):
        for match in pattern.finditer(text):
            start, name = _strip(match.start(1), match.group(1))
            if len(name.split()) > 1:
                found.setdefault(start, name)
    for match in _KNOWN.finditer(text):
        inside = any(start <= match.start() < start + len(name) for start, name in found.items())
        if not inside:
            found[match.start()] = match.group(1)
    return sorted(found.items())


def acronyms(text: str) -> dict[str, str]:
    """Return what stands before bracketed acronyms: acronym to full name."""
    found = {}
    for match in [*_NAME.finditer(text), *_OF.finditer(text)]:
        if match.group(2):
            found[match.group(2)] = _strip(0, match.group(1))[1]
    return found


def _strip(start: int, name: str) -> tuple[int, str]:
    """Cut a name to what follows its last word that no name holds: a verb, a title, a word for people."""
    words = list(re.finditer(r"\S+", name))
    lexicon = load_lexicon()
    first = 0
    for at, word in enumerate(words[:-1]):
        lower = word.group().lower()
        if word.group() in _JOINTS:
            continue
        common = word.group() in _LEAD or lower in lexicon.verb_forms or lower in lexicon.lists["boundary"]
        people = lexicon.in_class((lower,), "civilian") or lower in (
            "guerrillas",
            "rebels",
            "terrorists",
            "soldiers",
            "troops",
        )
        if common or people:
            first = at + 1
    while first < len(words) - 1 and words[first].group() in _JOINTS:
        first += 1
    return start + words[first].start(), " ".join(name[words[first].start() :].split())


def is_telling(name: str, full_names: set[str]) -> bool:
    """Tell whether a name is one: well known, given with its acronym, of three words or more, or a state's force.

    Two words ("NEW COMMAND", "OUR UNITY") are mostly a description.
    """
    words = name.split()
    if words[0] in ("OUR", "THIS", "THAT", "ITS", "THEIR", "NEW", "LEFTIST", "RIGHTIST"):
        return False
    return bool(_KNOWN.fullmatch(name)) or name in full_names or len(words) >= 3 or is_authority(name)


def is_authority(name: str) -> bool:
    """Tell whether an organisation is a state's force: named by army, police or guard alone."""
    words = set(name.split())
    return name == "ARMED FORCES" or bool(words & {"POLICE", "BATTALION", "BRIGADE", "GUARD"}) or words <= _AUTHORITIES
