"""One type for a whole text, and one PLOVER record."""

from __future__ import annotations

import pytest

from rashomon.claims.deeds import find_deeds
from rashomon.claims.deeds_page import choose_type, score_types
from rashomon.claims.deeds_plover import code

from .test_deeds_examples import read


def choose(text):
    return choose_type(find_deeds(*read(text)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Airstrikes hit a clinic in the valley. Two nurses were killed.", "Air/drone strike"),
        ("Clashes between the army and rebels went on as jets carried out airstrikes.", "Armed clash"),
        ("Hundreds marched in the capital. Some protesters threw stones and bottles.", "Violent demonstration"),
        ("Hundreds marched in the capital with candles.", "Peaceful protest"),
        ("Police found a bomb under the bridge and took it away.", "Disrupted weapons use"),
        ("An earthquake destroyed dozens of homes on the island.", "natural disaster"),
        ("The treasurer of the choir read his report.", None),
    ],
)
def test_a_text_gets_one_type(text, label):
    assert choose(text) == label


def test_what_is_denied_or_planned_weighs_less():
    told = score_types(find_deeds(*read("Rebels shelled the town.")))
    planned = score_types(find_deeds(*read("Rebels will shell the town.")))
    kind = "Shelling/artillery/missile attack"
    assert planned[kind] < told[kind]


@pytest.mark.parametrize(
    ("text", "kind", "sources", "targets"),
    [
        ("Ruritania accused Strelsau of arming the gunmen.", "DISAPPROVE", ["Ruritania"], ["Strelsau"]),
        (
            "Ruritanian soldiers demolished homes of Strelsau villagers.",
            "COERCE",
            ["Ruritanian soldiers"],
            ["Strelsau villagers"],
        ),
        ("The union will support the plan of Ruritania.", "AGREE", ["union"], ["Ruritania"]),
        ("The minister refused to meet the envoy of Ruritania.", "REJECT", ["minister"], ["Ruritania"]),
    ],
)
def test_a_plover_record(text, kind, sources, targets):
    document, reading = read(text)
    record = code(document, reading, find_deeds(document, reading))
    assert record is not None
    assert record.type == kind
    assert [each.text for each in record.sources] == sources
    assert [each.text for each in record.targets] == targets


def test_a_text_without_deeds_has_no_record():
    document, reading = read("The treasurer of the choir read his report.")
    assert code(document, reading, find_deeds(document, reading)) is None
