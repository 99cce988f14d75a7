"""Templates for MUC messages from what the program finds: deeds, roles, figures, times, places, organisations."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

from evaluation.muc_incidents import Incident, gather
from evaluation.muc_keys import Fill, Template
from evaluation.muc_orgs import acronyms, find_organisations, is_authority, is_telling
from evaluation.muc_places import NamedPlace, fill_location, find_named_places, home_country
from evaluation.muc_relevance import ENOUGH, REBELS, points
from evaluation.muc_texts import Message
from evaluation.text_documents import make_document
from rashomon.claims.deeds import find_deeds
from rashomon.claims.figures import find_figures
from rashomon.domain.claim import Role
from rashomon.domain.document import Document
from rashomon.domain.reading import Reading
from rashomon.domain.span import Span
from rashomon.domain.when import PartOfDay, When
from rashomon.knowledge.deeds import load_lexicon
from rashomon.knowledge.gazetteer import Gazetteer
from rashomon.knowledge.times import TimeExpression, find_times
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
    r"\b(POLICE|ARMY|MILITARY|AUTHORITIES|GOVERNMENT|MINISTER|PRESIDENT|ARMED FORCES|COLONEL|"
    r"GENERAL|OFFICIAL SOURCES)\b"
)
_REPORTING = re.compile(
    r"\b(REPORTED|SAID|DENIED|ANNOUNCED|STATED|CONFIRMED|ADDED|TOLD|DISCLOSED|REVEALED|CONDEMNED|ACCUSED|REPORTS|"
    r"INFORMED|NOTED|CLAIMED)"
    r"(?: HERE)?(?: LATE| EARLY)?(?: ON)?$"
)
_ENOUGH = 2
_PRONOUNS = frozenset({"he", "they", "she", "them", "who", "him", "her"})


class TemplateMaker:
    """Makes templates of messages with one reader and one gazetteer."""

    def __init__(self, reader: Reader, gazetteer: Gazetteer) -> None:
        self._reader = reader
        self._gazetteer = gazetteer

    def make(self, message: Message) -> list[Template]:
        """Return the templates of one message."""
        document = make_document(message.id, message.text)
        reading = self._reader.read(document)
        incidents = gather(document, reading, find_deeds(document, reading), find_figures(document, reading))
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
            told = [reading.sentences[sentence] for sentence in incident.sentences[:3]]
            if points(incident, template, " ".join(document.text[span.start : span.end] for span in told)) >= ENOUGH:
                made.append(template)
        return made


def write_day(day: date) -> str:
    """Write a day as the keys do.

    >>> write_day(date(1990, 2, 4))
    '04 FEB 90'
    """
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year % 100:02d}"


def _date(document: Document, reading: Reading, incident: Incident, issued: date | None) -> list[Fill]:
    """Settle the day from the incident's own words; otherwise the default: not after the message's day."""
    if issued is None:
        return []
    for sentence in incident.sentences[:3]:
        span = reading.sentences[sentence]
        deed = next(each for each in incident.deeds if each.sentence == sentence)
        found = [each for each in find_times(document.text, span.start, span.end) if _dates(document, each)]
        middle = deed.deed.trigger.span.start
        for expression in sorted(found, key=lambda each: abs(each.span.start - middle)):
            fill = _write_period(anchor(expression, issued), issued)
            if fill:
                return [Fill((fill,))]
    return [Fill((f"- {write_day(issued)}",))]


def _dates(document: Document, expression: TimeExpression) -> bool:
    """Tell whether an expression dates an incident: no weekday (guidelines: default then), not the day of a report."""
    if not expression.is_dating or expression.weekday is not None:
        return False
    before = document.text[max(0, expression.span.start - 28) : expression.span.start]
    return _REPORTING.search(" ".join(before.split())) is None


def _write_period(when: When, issued: date) -> str:
    low, high = when.earliest, when.latest
    if low is None or high is None or low > issued or (issued - low) > timedelta(days=400):
        return ""
    if low == high:
        # "Last night" may be before or after midnight: the keys give both days.
        night = when.part_of_day is PartOfDay.NIGHT and issued - low == timedelta(days=1)
        return f"{write_day(low)} - {write_day(issued)}" if night else write_day(low)
    return f"{write_day(low)} - {write_day(min(high, issued))}" if (high - low).days <= 31 else ""


def _location(reading: Reading, incident: Incident, places: list[NamedPlace], home: str) -> list[Fill]:
    """Take the place nearest to the incident's words, then of the sentence before; otherwise the country."""
    chosen: list[NamedPlace] = []
    for sentence in incident.sentences[:3]:
        trigger = next(deed for deed in incident.deeds if deed.sentence == sentence).deed.trigger.span.start
        chosen += sorted(
            _inside(reading, sentence, places), key=lambda place: (place.start < trigger, abs(place.start - trigger))
        )
    first = incident.sentences[0]
    if first > 0:
        chosen += _inside(reading, first - 1, places)
    at_home = [place for place in chosen if place.country == home]
    words = fill_location(at_home, home)
    return [Fill((words,))] if words else []


def _inside(reading: Reading, sentence: int, places: list[NamedPlace]) -> list[NamedPlace]:
    span = reading.sentences[sentence]
    return [place for place in places if span.start <= place.start < span.end]


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
    template.fills["perp_individual"] = [
        Fill((" ".join(role.mention.split()),)) for role in incident.doers if _may_do(role)
    ][:2]
    name = _organisation(document, incident, organisations, spans)
    if name is None:
        return
    full = acronyms(document.text).get(name, name)
    text = " ".join(document.text[span.start : span.end] for span in spans)
    template.fills["perp_org"] = [Fill((full,))]
    template.fills["perp_org_confidence"] = [Fill((confidence(text),), (full,))]


def _may_do(role: Role) -> bool:
    """Tell whether an agent is someone who could do it, and no pronoun: its last word is a word for people."""
    last = role.mention.split()[-1].lower()
    return last not in _PRONOUNS and load_lexicon().in_class((last,), "person")


def _organisation(
    document: Document, incident: Incident, organisations: list[tuple[int, str]], spans: list[Span]
) -> str | None:
    """Choose the organisation that most speaks for: in an agent's words, claiming, beside the incident."""
    agents = [role.evidence.span for role in incident.doers]
    rebels = any(REBELS.search(role.mention) for role in incident.doers)
    scores: Counter[str] = Counter()
    full_names = set(acronyms(document.text).values())
    for start, name in organisations:
        if not is_telling(name, full_names):
            continue
        inside = any(span.start <= start < span.end for span in spans)
        scores[name] += 6 * any(_near(start, len(name), span) for span in agents)
        scores[name] += 4 * _claims(document, start, spans)
        if not is_authority(name):
            scores[name] += 2 * inside + (1 if rebels else 0)
        elif inside and _DOUBT.search(" ".join(document.text[span.start : span.end] for span in spans)):
            scores[name] += 3
    best = scores.most_common(1)
    return best[0][0] if best and best[0][1] >= _ENOUGH else None


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
