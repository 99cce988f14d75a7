"""The held-out pages of the suite `linking`: their gold speaks of words that they have, and hard cases are among them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rashomon.domain import Measure
from rashomon.knowledge.gazetteer import open_gazetteer

SETS = Path(__file__).parents[2] / "evaluation" / "sets"
FOLDER = SETS / "linking_held"
GOLD = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
TUNED = json.loads((SETS / "linking" / "gold.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(GOLD["pages"]))
def test_each_quote_stands_in_its_page(name: str) -> None:
    raw = (FOLDER / "pages" / name).read_text(encoding="utf-8")
    body = raw.split("---\n", 2)[2]
    for claim in GOLD["pages"][name]["claims"]:
        assert claim["quote"] in body
        for figure in claim.get("figures", []):
            Measure(figure["measure"])


def test_all_pages_have_gold_and_none_is_among_the_tuned() -> None:
    files = {path.name for path in (FOLDER / "pages").iterdir()}
    assert files == set(GOLD["pages"])
    assert not files & set(TUNED["pages"])
    assert not set(GOLD["events"]) & set(TUNED["events"])


def test_events_are_told_and_stand_on_days_and_towns() -> None:
    told = Counter(c["event_of"] for page in GOLD["pages"].values() for c in page["claims"] if "event_of" in c)
    assert set(told) == set(GOLD["events"])
    gazetteer = open_gazetteer()
    for event in GOLD["events"].values():
        date.fromisoformat(event["day"])
        if not event["place"].endswith("Sea"):
            assert event["country"] in {entry.country for entry in gazetteer.find(event["place"])}, event["place"]


def test_twins_of_one_day_and_of_one_town_are_there() -> None:
    days = Counter((event["country"], event["day"]) for event in GOLD["events"].values())
    towns = Counter((event["country"], event["place"]) for event in GOLD["events"].values())
    assert sum(count > 1 for count in days.values()) >= 3
    assert sum(count > 1 for count in towns.values()) >= 3
