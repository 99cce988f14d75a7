"""Templates for MUC messages from what the program finds: deeds, roles, figures, times, places, organisations."""

from __future__ import annotations

import re
from datetime import date, timedelta

from evaluation.muc_incidents import Incident, gather
from evaluation.muc_keys import Fill, Template
from evaluation.muc_orgs import acronyms, find_organisations, is_authority
from evaluation.muc_places import NamedPlace, fill_location, find_named_places, home_country
from evaluation.muc_texts import Message
from evaluation.text_documents import make_document
from rashomon.claims.deeds import find_deeds
from rashomon.claims.figures import find_figures
from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.domain.span import Span
from rashomon.knowledge.gazetteer import Gazetteer
from rashomon.knowledge.times import find_times
from rashomon.reading import Reader
from rashomon.resolve.times import anchor

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DOUBT = re.compile(
    r"\b(ALLEGED|ALLEGEDLY|SUSPECTED|PRESUMED|PRESUMABLY|APPARENTLY|ACCUSED?|ACCUSES|BLAMED?|ATTRIBUTED|SUSPECT)\b"
)
_CLAIM = re.compile(
    r"\b(CLAIMED|CLAIMS|CLAIMING|ADMITTED|TOOK|ASSUMED) (?:THE )?(?:CREDIT|RESPONSIBILITY)|\bCLAIMED RESPONSIBILITY"
)
_AUTHORITY = re.compile(
    r"\b(POLICE|ARMY|MILITARY|AUTHORITIES|GOVERNMENT|MINISTER|PRESIDENT|ARMED FORCES|COLONEL|GENERAL|OFFICIAL SOURCES)\b"
)
_REBELS = re.compile(r"\b(GUERRILLA|REBEL|TERRORIST|SUBVERSIVE|INSURGENT|EXTREMIST|URBAN COMMANDO|COLUMN)S?\b")


class TemplateMaker:
    """Makes templates of messages with one reader and one gazetteer."""

    def __init__(self, reader: Reader, gazetteer: Gazetteer) -> None:
        self._reader = reader
        self._gazetteer = gazetteer

    def make(self, message: Message) -> list[Template]:
        """Return the templates of one message."""
        document = make_document(message.id, message.text)
        reading = self._reader.read(document)
        incidents = gather(document, find_deeds(document, reading), find_figures(document, reading))
        home = home_country(message.text, message.city, self._gazetteer)
        places = find_named_places(message.text, self._gazetteer, home)
        organisations = find_organisations(message.text)
        made = []
        for incident in incidents:
            template = Template(message=message.id)
            template.fills["incident_type"] = [Fill((incident.kind,))]
            template.fills["incident_date"] = _date(document, reading, incident, message.day)
            template.fills["incident_location"] = _location(reading, incident, places, home)
            _fill_targets(template, incident)
            _fill_perpetrators(template, document, reading, incident, organisations)
            made.append(template)
        return made


def write_day(day: date) -> str:
    """Write a day as the keys do.

    >>> write_day(date(1990, 2, 4))
    '04 FEB 90'
    """
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year % 100:02d}"


def _date(document: Document, reading: Reading, incident: Incident, issued: date | None) -> list[Fill]:
    """Settle the day from the incident's own sentences; otherwise the default: not after the message's day."""
    if issued is None:
        return []
    for sentence in incident.sentences[:3]:
        span = reading.sentences[sentence]
        for expression in find_times(document.text, span.start, span.end):
            if not expression.is_dating or expression.weekday is not None:
                continue
            when = anchor(expression, issued)
            low, high = when.earliest, when.latest
            if low is None or high is None or low > issued or (issued - low) > timedelta(days=400):
                continue
            if low == high:
                return [Fill((write_day(low),))]
            if (high - low).days <= 31:
                return [Fill((f"{write_day(low)} - {write_day(min(high, issued))}",))]
    return [Fill((f"- {write_day(issued)}",))]


def _location(reading: Reading, incident: Incident, places: list[NamedPlace], home: str) -> list[Fill]:
    chosen: list[NamedPlace] = []
    for sentence in incident.sentences[:2]:
        span = reading.sentences[sentence]
        inside = [place for place in places if span.start <= place.start < span.end]
        trigger = next(deed for deed in incident.deeds if deed.sentence == sentence).deed.trigger.span.start
        chosen += sorted(inside, key=lambda place: (place.start < trigger, abs(place.start - trigger)))
    words = fill_location(chosen, home)
    return [Fill((words,))] if words else []


def _fill_targets(template: Template, incident: Incident) -> None:
    for victim in incident.victims:
        slot = "hum_tgt_name" if victim.is_name else "hum_tgt_description"
        template.fills.setdefault(slot, []).append(Fill((victim.words,)))
        template.fills.setdefault("hum_tgt_num", []).append(Fill((victim.number,), (victim.words,)))
        if victim.effect:
            template.fills.setdefault("hum_tgt_effect", []).append(Fill((victim.effect,), (victim.words,)))
    template.fills["phys_tgt"] = [Fill((thing,)) for thing in incident.things]


def _fill_perpetrators(
    template: Template, document: Document, reading: Reading, incident: Incident, organisations: list[tuple[int, str]]
) -> None:
    """Fill individuals from the agents, the organisation from an agent's words or the incident's sentences."""
    spans = [reading.sentences[sentence] for sentence in incident.sentences[:3]]
    template.fills["perp_individual"] = [Fill((" ".join(role.mention.split()),)) for role in incident.doers[:2]]
    agents = [role.evidence.span for role in incident.doers]
    named = [name for start, name in organisations if any(_near(start, len(name), span) for span in agents)]
    if not named and any(_REBELS.search(role.mention) for role in incident.doers):
        rebels = [name for _, name in organisations if not is_authority(name)]
        named = rebels[:1] if len(set(rebels)) <= 2 else []
    if not named:
        named = [name for start, name in organisations if _claims(document, start, spans)]
    if not named:
        return
    name = acronyms(document.text).get(named[0], named[0])
    text = " ".join(document.text[span.start : span.end] for span in spans)
    template.fills["perp_org"] = [Fill((name,))]
    template.fills["perp_org_confidence"] = [Fill((confidence(text),), (name,))]


def _near(start: int, size: int, agent: Span) -> bool:
    return start < agent.end + 40 and agent.start < start + size and start >= agent.start - 4


def _claims(document: Document, start: int, spans: list[Span]) -> bool:
    return any(span.start <= start < span.end and _CLAIM.search(document.text[span.start : span.end]) for span in spans)


def confidence(text: str) -> str:
    """Choose the confidence by the guidelines' decision tree: claimed, doubted (by authorities or not), or fact."""
    if _CLAIM.search(text):
        return "CLAIMED OR ADMITTED"
    if _DOUBT.search(text):
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if _AUTHORITY.search(text) else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"
