"""The hard and the held-out pages of the suite `linking`: their gold speaks of words that they have."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rashomon.domain import Measure
from rashomon.knowledge.gazetteer import open_gazetteer

SETS = Path(__file__).parents[2] / "evaluation" / "sets"
GOLD = {name: json.loads((SETS / name / "gold.json").read_text("utf-8")) for name in ("linking_hard", "linking_held")}
TUNED = json.loads((SETS / "linking" / "gold.json").read_text(encoding="utf-8"))
NOT_IN_GAZETTEER = ("Red Sea", "Laiza")
PAGES = [(folder, name) for folder, gold in GOLD.items() for name in sorted(gold["pages"])]
EVENTS = {name: event for gold in GOLD.values() for name, event in gold["events"].items()}


@pytest.mark.parametrize(("folder", "name"), PAGES)
def test_each_quote_stands_in_its_page(folder: str, name: str) -> None:
    raw = (SETS / folder / "pages" / name).read_text(encoding="utf-8")
    body = raw.split("---\n", 2)[2]
    for claim in GOLD[folder]["pages"][name]["claims"]:
        assert claim["quote"] in body
        for figure in claim.get("figures", []):
            Measure(figure["measure"])


def test_all_pages_have_gold_and_none_is_among_the_tuned() -> None:
    for folder, gold in GOLD.items():
        assert {path.name for path in (SETS / folder / "pages").iterdir()} == set(gold["pages"])
        assert not set(gold["pages"]) & set(TUNED["pages"])
        assert not set(gold["events"]) & set(TUNED["events"])
    assert not set(GOLD["linking_hard"]["events"]) & set(GOLD["linking_held"]["events"])


def test_events_are_told_and_stand_on_days_and_towns() -> None:
    told = Counter(
        c["event_of"] for g in GOLD.values() for p in g["pages"].values() for c in p["claims"] if "event_of" in c
    )
    assert set(told) == set(EVENTS)
    gazetteer = open_gazetteer()
    for event in EVENTS.values():
        date.fromisoformat(event["day"])
        if event["place"] not in NOT_IN_GAZETTEER:
            assert event["country"] in {entry.country for entry in gazetteer.find(event["place"])}, event["place"]


def test_twins_of_one_day_and_of_one_town_are_there() -> None:
    days = Counter((event["country"], event["day"]) for event in EVENTS.values())
    towns = Counter((event["country"], event["place"]) for event in EVENTS.values())
    assert sum(count > 1 for count in days.values()) >= 3
    assert sum(count > 1 for count in towns.values()) >= 3
