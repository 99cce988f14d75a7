"""The MUC scorer on cases worked by hand (texts and keys written for these tests)."""

from __future__ import annotations

import pytest
from evaluation.muc_keys import Fill, Template, parse_fill, read_keys
from evaluation.muc_marks import mark, mark_string
from evaluation.muc_scores import map_templates, score_messages, score_slot

KEY = """\
;;; a comment of the keepers
0.  MESSAGE: ID                     OWN-0001
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  02 MAR 90 / - 03 MAR 90
3.  INCIDENT: LOCATION              PERU: LIMA (CITY): COMAS (NEIGHBORHOOD)
4.  INCIDENT: TYPE                  BOMBING
10. PERP: ORGANIZATION ID           "RED DAWN" / "RD"
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT / CLAIMED OR ADMITTED: "RED DAWN" / "RD"
12. PHYS TGT: ID                    "\\"LA PAZ\\" BANK" / "BANK"
18. HUM TGT: NAME                   "ANA SOTO"
19. HUM TGT: DESCRIPTION            "CASHIER": "ANA SOTO"
                                    ? "GUARDS"
21. HUM TGT: NUMBER                 1: "ANA SOTO"
                                    ? ~3: "GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "ANA SOTO"
                                    ? INJURY: "GUARDS"

0.  MESSAGE: ID                     OWN-0001
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
2.  INCIDENT: DATE                  -
3.  INCIDENT: LOCATION              PERU
4.  INCIDENT: TYPE                  ATTACK
9.  PERP: INDIVIDUAL ID             "GUNMEN"

0.  MESSAGE: ID                     OWN-0002
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
"""


@pytest.fixture
def keys(tmp_path):
    path = tmp_path / "key-own"
    path.write_text(KEY, encoding="latin-1")
    return read_keys(path)


def test_keys_are_read_with_alternatives_references_and_options(keys):
    first, second = keys["OWN-0001"]
    assert keys["OWN-0002"] == []
    assert not first.optional
    assert second.optional
    assert first.of("incident_date") == [Fill(("02 MAR 90", "- 03 MAR 90"))]
    assert first.of("perp_org_confidence") == [Fill(("REPORTED AS FACT", "CLAIMED OR ADMITTED"), ("RED DAWN", "RD"))]
    assert first.of("phys_tgt") == [Fill(('"LA PAZ" BANK', "BANK"))]
    assert first.of("hum_tgt_num") == [Fill(("1",), ("ANA SOTO",)), Fill(("~3",), ("GUARDS",), optional=True)]
    assert second.of("incident_date") == []


@pytest.mark.parametrize(
    ("slot", "response", "key", "expected"),
    [
        ("incident_type", "ATTACK", "BOMBING", 0.5),
        ("incident_type", "BOMBING", "ATTACK", 0.0),
        ("incident_date", "02 MAR 90", "02 MAR 90", 1.0),
        ("incident_date", "02 MAR 90", "01 MAR 90 - 03 MAR 90", 0.5),
        ("incident_date", "02 MAR 90", "- 03 MAR 90", 0.5),
        ("incident_date", "- 03 MAR 90", "03 MAR 90", 0.5),
        ("incident_date", "- 03 MAR 90", "02 MAR 90", 0.0),
        ("incident_location", "PERU: LIMA (CITY)", "PERU: LIMA (CITY)", 1.0),
        ("incident_location", "PERU", "PERU: LIMA (CITY)", 0.5),
        ("incident_location", "PERU: CUZCO (CITY)", "PERU: LIMA (CITY)", 0.5),
        ("incident_location", "CHILE: LIMA (CITY)", "PERU: LIMA (CITY)", 0.5),
        ("incident_location", "CHILE", "PERU: LIMA (CITY)", 0.0),
        ("incident_location", "PERU: LIMA (CITY)", "PERU: LIMA (CITY) - CUZCO (CITY)", 0.5),
        ("hum_tgt_num", '7: "JUDGES"', '7: "JUDGES"', 1.0),
        ("hum_tgt_num", '7: "PEOPLE"', '7: "JUDGES"', 0.5),
        ("hum_tgt_num", '7: "JUDGES"', '5 - 7: "JUDGES"', 0.5),
        ("hum_tgt_num", '7: "JUDGES"', '~7: "JUDGES"', 0.5),
        ("hum_tgt_num", '8: "JUDGES"', '7: "JUDGES"', 0.0),
        ("hum_tgt_effect", 'NO INJURY: "SOTO"', 'NO INJURY OR DEATH: "SOTO"', 0.5),
        ("hum_tgt_effect", 'DEATH: "SOTO"', 'INJURY: "SOTO"', 0.0),
        ("perp_org_confidence", 'SUSPECTED OR ACCUSED: "RD"', 'SUSPECTED OR ACCUSED BY AUTHORITIES: "RD"', 0.5),
    ],
)
def test_marks_of_the_guidelines(slot, response, key, expected):
    assert mark(parse_fill(response, slot), parse_fill(key, slot), slot) == expected


def test_strings_earn_by_heads_and_modifiers():
    assert mark_string("THE 3 PEASANTS", ("PEASANTS",)) == 1.0
    assert mark_string("TORRES", ("ALBERTO ROBERTO TORRES",)) == 0.5
    assert mark_string("THE PEASANTS WHO FLED", ("PEASANTS",)) == 0.5
    assert mark_string("BANK", ("FARM",)) == 0.0


def test_optional_fillers_neither_miss_nor_hurt():
    keys = [Fill(("1",), ("SOTO",)), Fill(("3",), ("GUARDS",), optional=True)]
    left_out = score_slot([Fill(("1",), ("SOTO",))], keys, "hum_tgt_num")
    assert (left_out.earned, left_out.possible, left_out.actual) == (1.0, 1, 1)
    given = score_slot([Fill(("1",), ("SOTO",)), Fill(("3",), ("GUARDS",))], keys, "hum_tgt_num")
    assert (given.earned, given.possible, given.actual) == (2.0, 2, 2)


def make(kind, **fills):
    template = Template(message="OWN-0001")
    template.fills = {"incident_type": [Fill((kind,))]}
    for slot, texts in fills.items():
        template.fills[slot] = [parse_fill(text, slot) for text in texts]
    return template


def test_templates_are_mapped_by_type_and_content(keys):
    response = make("BOMBING", hum_tgt_name=['"SOTO"'], hum_tgt_num=['1: "SOTO"'], incident_location=["PERU"])
    stray = make("BOMBING", hum_tgt_name=['"PEREZ"'])
    pairs = map_templates([stray, response], keys["OWN-0001"])
    assert (response, keys["OWN-0001"][0]) in pairs
    assert (stray, None) in pairs
    assert len(pairs) == 2, "the optional template that nothing answers is not missing"


def test_a_message_scored_by_hand(keys):
    response = make(
        "BOMBING",
        incident_date=["02 MAR 90"],
        incident_location=["PERU"],
        hum_tgt_name=['"ANA SOTO"'],
        hum_tgt_num=['1: "ANA SOTO"', '9: "GUARDS"'],
        hum_tgt_effect=['INJURY: "ANA SOTO"'],
    )
    scores = score_messages([([response], keys["OWN-0001"])])
    # type 1, date 1, location 0.5, number 1 of the two given, organisation and confidence missing; the effect's value
    # is that of the optional filler with another reference: 0.5, and that filler counts since it is answered.
    assert scores["all"].earned == 4.0
    assert scores["all"].possible == 8
    assert scores["all"].actual == 6
    assert scores["incident_location"].recall == 0.5
    assert scores["hum_tgt_num"].precision == 0.5
    assert scores["perp_org"].possible == 1


def test_missing_and_spurious_templates_count(keys):
    missing = score_messages([([], keys["OWN-0001"])])
    assert (missing["all"].possible, missing["all"].actual) == (7, 0)
    spurious = score_messages([([make("ATTACK", incident_location=["CHILE"])], [])])
    assert (spurious["all"].possible, spurious["all"].actual) == (0, 2)
