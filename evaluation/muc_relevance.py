"""Which incidents of a message the task asks for: points for what specific, recent attacks are told with.

The guidelines exclude generic, summary and old incidents, and fights of the armed alone (`muc34/doc`, part 1). The
points were weighed on the development texts (`dev`, `tst1`, `tst2`); `tst3` had no part in it.
"""

from __future__ import annotations

import re

from evaluation.muc_incidents import Incident, is_armed
from evaluation.muc_keys import Template

_RECENT = re.compile(
    r"\b(YESTERDAY|TODAY|LAST NIGHT|THIS MORNING|TONIGHT|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)\b"
)
_SUMMARY = re.compile(
    r"\b(MONTHS|YEARS|EVERY|ALWAYS|MANY|THOUSANDS|HUNDREDS|CONSTANT|CONTINUE|COULD|WOULD|SHOULD|AGAINST)\b"
)
_SPEECH = re.compile(r"\b(WE|OUR|I|YOU)\b")
#: Words for those whom the task is about.
REBELS = re.compile(r"\b(GUERRILLA|REBEL|TERRORIST|SUBVERSIVE|INSURGENT|EXTREMIST|URBAN COMMANDO|COLUMN)S?\b")

#: Points below which an incident is left out.
ENOUGH = 0.7


def points(incident: Incident, template: Template, text: str) -> float:
    """Weigh an incident; `text` are the sentences that tell of it, in capitals."""
    dates = template.of("incident_date")
    places = template.of("incident_location")
    found = {
        2.0: [
            any(victim.effect for victim in incident.victims),
        ],
        1.5: [
            any(REBELS.search(role.mention) for role in incident.doers),
            incident.kind == "ARSON",
        ],
        1.0: [
            bool(_RECENT.search(text)),
            bool(template.of("perp_org")),
            incident.sentences[0] == 0,
            incident.kind == "KIDNAPPING",
        ],
        0.7: [
            bool(dates) and not dates[0].values[0].startswith("-"),
            bool(places) and ":" in places[0].values[0],
            len(incident.deeds) >= 4,
            incident.deeds[0].deed.frame.endswith("noun"),
            1 <= incident.sentences[0] <= 6,
        ],
        -2.0: [
            bool(incident.victims) and all(victim.number == "PLURAL" for victim in incident.victims),
            any(deed.group == "armed_clash" for deed in incident.deeds),
        ],
        -1.5: [any(is_armed(victim) for victim in incident.victims)],
        -0.8: [
            bool(_SUMMARY.search(text)),
            bool(_SPEECH.search(text)),
            any(deed.modality != "fact" for deed in incident.deeds),
        ],
    }
    return sum(value * sum(marks) for value, marks in found.items())
