"""Incidents of a MUC message: deeds that the task asks for, joined where they tell of the same one."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.claims.deeds import FoundDeed
from rashomon.domain.claim import Figure, Measure, Modifier, Role, RoleKind
from rashomon.domain.document import Document
from rashomon.domain.reading import NameKind, Reading
from rashomon.domain.span import Span
from rashomon.knowledge.deeds import load_lexicon

_KINDS = {
    "remote_explosive": "BOMBING",
    "suicide": "BOMBING",
    "grenade": "BOMBING",
    "abduction": "KIDNAPPING",
    "property": "ARSON",
}
_ATTACKS = frozenset({"violence", "armed_clash", "shelling", "air_strike", "sexual"})
_ARSON = frozenset(["burn", "torch", "set_fire", "fire", "arson", "ablaze", "alight"])
_ROBBERY_WORDS = """
rob loot stole steal robbed stolen looted pillage pillaged plundered ransacked
"""
_ROBBERY = frozenset(_ROBBERY_WORDS.split())
_NO_PEOPLE_WORDS = """
people person one man men he him they them who individuals elements
"""
_ANYONE_WORDS = """
people person persons victim victims men women man woman they them him her who civilians civilian citizens
citizen members member individuals official officials leaders leader population residents inhabitants others
children families
"""
_ANYONE = frozenset(_ANYONE_WORDS.split())
_FIGHTS = frozenset({"armed_clash", "shelling", "air_strike"})
_OUTCOMES = frozenset({"die", "wound", "found-dead"})
#: From this sentence on, a single mention without a name or an effect is background.
_LATE = 7
_NO_PEOPLE = frozenset(_NO_PEOPLE_WORDS.split())


@dataclass(slots=True)
class Victim:
    """Someone hit: words as said, whether a name, how many, and what happened."""

    words: str
    is_name: bool
    number: str
    effect: str | None


@dataclass(slots=True)
class Incident:
    """One incident in the making."""

    kind: str
    deeds: list[FoundDeed] = field(default_factory=list)
    victims: list[Victim] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    doers: list[Role] = field(default_factory=list)

    @property
    def sentences(self) -> list[int]:
        """The sentences that tell of it."""
        return sorted({deed.sentence for deed in self.deeds})


def kind_of(deed: FoundDeed) -> str | None:
    """Return the MUC type of a deed, or None where the task asks for none."""
    words = set(deed.deed.trigger.text.lower().split())
    if deed.group == "property":
        if words & _ROBBERY:
            return "ROBBERY"
        return (
            "ARSON"
            if words & {"burned", "burn", "burning", "burnt", "torched", "fire", "arson", "ablaze"}
            else "ATTACK"
        )
    if deed.deed.frame in ("detonate", "explode", "vehicle-bomb", "bombing", "explosion", "device", "bomb"):
        return "BOMBING"
    if deed.group in _KINDS:
        return _KINDS[deed.group]
    if deed.group in _ATTACKS:
        return "ATTACK"
    return None


def gather(
    document: Document, reading: Reading, deeds: tuple[FoundDeed, ...], figures: tuple[Figure, ...]
) -> list[Incident]:
    """Return the incidents of a message, those without any target left out."""
    people = [name.span for name in reading.names if name.kind is NameKind.PERSON] if reading.has_syntax else None
    incidents: list[Incident] = []
    for deed in deeds:
        kind = kind_of(deed)
        if kind is None or deed.negated or deed.modality in ("hypothetical", "predicted"):
            continue
        fresh = _open(document, kind, deed, figures, people)
        home = next((each for each in reversed(incidents) if _same(each, fresh)), None)
        if home is None:
            incidents.append(fresh)
        else:
            _join(home, fresh)
    return [each for each in incidents if _counts(each)]


def _open(
    document: Document, kind: str, deed: FoundDeed, figures: tuple[Figure, ...], people: list[Span] | None
) -> Incident:
    incident = Incident(kind, [deed])
    outcome = _effect_of(document, deed)
    lexicon = load_lexicon()
    for role in deed.roles:
        words = tuple(role.mention.lower().replace("-", " ").split())
        named = _named(role, people)
        if role.kind is RoleKind.AGENT:
            incident.doers.append(role)
        elif named or lexicon.in_class(words[-1:], "person"):
            incident.victims.append(_victim(role, named, figures, outcome))
        elif lexicon.in_class(words, "building") or lexicon.in_class(words, "civil_site"):
            incident.things.append(role.mention)
    for figure in figures:
        if figure.evidence.span.within(deed.span):
            _add_figure(incident, figure)
    return incident


def _named(role: Role, people: list[Span] | None) -> bool:
    """Tell whether a mention names a person: by the reading's names where it has any, by its looks where not."""
    if people is None:
        return is_proper(role.mention)
    return any(span.overlaps(role.evidence.span) for span in people)


def _victim(role: Role, named: bool, figures: tuple[Figure, ...], effect: str | None) -> Victim:
    figure = next((each for each in figures if each.evidence.span.overlaps(role.evidence.span)), None)
    if figure is None:
        near = Span(max(0, role.evidence.span.start - 3), role.evidence.span.end)
        figure = next((each for each in figures if each.evidence.span.overlaps(near)), None)
    words = " ".join(role.mention.split())
    number = number_of(figure) if figure is not None else ("PLURAL" if is_plural(words) and not named else "1")
    return Victim(words, named, number, effect)


def _add_figure(incident: Incident, figure: Figure) -> None:
    effect = {Measure.KILLED: "DEATH", Measure.WOUNDED: "INJURY"}.get(figure.measure)
    if effect is None or figure.group_evidence is None:
        return
    words = " ".join(figure.group_evidence.text.split())
    for victim in incident.victims:
        if victim.words in words or words in victim.words:
            victim.number = number_of(figure)
            victim.effect = effect
            return
    if figure.low != 0:
        incident.victims.append(Victim(words, False, number_of(figure), effect))


def number_of(figure: Figure) -> str:
    """Write a figure as the keys do: "7", "~7", "5 - 7", "6 -", "PLURAL"."""
    if figure.low is None and figure.high is None:
        return "PLURAL"
    if figure.modifier is Modifier.ABOUT:
        return f"~{figure.low}"
    if figure.low is not None and figure.high is None:
        return f"{figure.low} -"
    if figure.low is not None and figure.low != figure.high:
        return f"{figure.low} - {figure.high}"
    return str(figure.high)


def _effect_of(document: Document, deed: FoundDeed) -> str | None:
    words = [deed.deed.trigger.text.lower(), *(document.text[span.start : span.end].lower() for span in deed.outcomes)]
    text = " ".join(words)
    if any(
        stem in text
        for stem in (
            "kill",
            "murder",
            "assassin",
            "massacr",
            "slain",
            "slay",
            "died",
            "dead",
            "death",
            "execut",
            "slaughter",
        )
    ):
        return "DEATH"
    if any(stem in text for stem in ("wound", "injur", "hurt")):
        return "INJURY"
    return None


def is_plural(words: str) -> bool:
    """Tell whether a noun phrase in capitals is plural by its last word."""
    last = words.rsplit(maxsplit=1)[-1].upper()
    return (last.endswith("S") and not last.endswith("SS")) or last in (
        "MEN",
        "WOMEN",
        "PEOPLE",
        "CHILDREN",
        "POLICE",
        "PERSONNEL",
    )


def is_proper(words: str) -> bool:
    """Tell whether a phrase in capitals is a person's name: two words or more, none of them a common noun."""
    parts = words.split()
    lexicon = load_lexicon()
    known = [
        lexicon.in_class((part.lower(),), name)
        for part in parts
        for name in ("person", "building", "weapon", "place", "aircraft")
    ]
    return (
        len(parts) >= 2
        and not any(known)
        and all(part.isalpha() and len(part) > 1 for part in parts)
        and parts[-1].lower() not in _NO_PEOPLE
    )


def _same(one: Incident, other: Incident) -> bool:
    """Tell whether two tellings are of one incident: same type, and shared or missing targets."""
    if one.kind != other.kind and "ATTACK" not in (one.kind, other.kind):
        return False
    if one.kind != other.kind and abs(one.sentences[-1] - other.sentences[0]) > 1:
        return False
    ours, theirs = _names(one), _names(other)
    if ours and theirs:
        return bool(ours & theirs)
    return True


def _names(incident: Incident) -> set[str]:
    """Return the words that tell an incident's targets apart; "PEOPLE" and "THE VICTIM" may be anyone's."""
    words = [word for victim in incident.victims for word in victim.words.split()]
    words += [word for thing in incident.things for word in thing.split()]
    return {word for word in words if len(word) > 3 and word.lower() not in _ANYONE}


def _join(home: Incident, fresh: Incident) -> None:
    if home.kind == "ATTACK" and fresh.kind != "ATTACK":
        home.kind = fresh.kind
    home.deeds += fresh.deeds
    home.doers += fresh.doers
    home.things += [thing for thing in fresh.things if thing not in home.things]
    for victim in fresh.victims:
        twin = next((each for each in home.victims if each.words in victim.words or victim.words in each.words), None)
        if twin is None:
            home.victims.append(victim)
        elif twin.effect is None:
            twin.effect = victim.effect


def _counts(incident: Incident) -> bool:
    """Leave out what the task leaves out: incidents with no target, fights of the armed alone, background."""
    civil = [victim for victim in incident.victims if victim.is_name or not is_armed(victim)]
    if not civil and not incident.things:
        return False
    if all(deed.group in _FIGHTS for deed in incident.deeds) and not any(each.effect for each in civil):
        return False
    if all(deed.deed.frame in _OUTCOMES for deed in incident.deeds):
        return False
    told_apart = bool(_names(incident)) or any(victim.number.isdigit() and victim.effect for victim in civil)
    late = incident.sentences[0] > _LATE and len(incident.deeds) == 1
    return told_apart and not (late and not any(victim.is_name or victim.effect for victim in incident.victims))


def is_armed(victim: Victim) -> bool:
    """Tell whether a victim is a fighter, soldier or policeman."""
    return load_lexicon().in_class(tuple(victim.words.lower().split()), "armed")
