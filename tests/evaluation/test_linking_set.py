"""The set of pages for the suite `linking`: its gold speaks of words that the pages have, and its events are many."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rashomon.domain import BlockKind, Document, Measure, Modifier, Stance, Status
from rashomon.intake import gather, open_page
from rashomon.intake.page import Page
from rashomon.knowledge.gazetteer import open_gazetteer
from rashomon.settings import Settings

FOLDER = Path(__file__).parents[2] / "evaluation" / "sets" / "linking"
GOLD = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
PAGES: dict[str, dict[str, Any]] = GOLD["pages"]
REAL_OUTLETS = re.compile(
    r"\b(?:reuters|afp|apnews|bbc|cnn|aljazeera|alarabiya|sana\.sy|tass|ria\.ru|interfax|ukrinform|xinhua|anadolu|dpa"
    r"|tolonews|pajhwok|irrawaddy|mizzima|dabanga|sudantribune|punchng|vanguardngr|eltiempo|semana|actualite\.cd"
    r"|radiookapi|garowe|goobjoog|almasirah|sabanews|rudaw|kurdistan24|fanabc|addisstandard|nytimes|guardian"
    r"|washingtonpost|liveuamap|southfront)\b",
    re.IGNORECASE,
)


@cache
def opened(name: str) -> Document:
    (page,) = gather([str(FOLDER / "pages" / name)], Settings())
    assert isinstance(page, Page)
    return open_page(page, Settings())


def claims() -> list[tuple[str, dict[str, Any]]]:
    return [(name, claim) for name, page in PAGES.items() for claim in page["claims"]]


def test_every_page_has_gold_and_there_are_enough() -> None:
    files = {path.name for path in (FOLDER / "pages").iterdir()}
    assert files == set(PAGES)
    assert len(files) >= 30
    assert 6 <= sum(name.endswith(".html") for name in files) <= 12


@pytest.mark.parametrize("name", sorted(PAGES))
def test_quotes_stand_in_the_reporting_text(name: str) -> None:
    document = opened(name)
    bodies = [block.span for block in document.blocks if block.kind is BlockKind.BODY]
    for claim in PAGES[name]["claims"]:
        start = document.text.find(claim["quote"])
        assert start >= 0, claim["quote"]
        assert document.text.count(claim["quote"]) == 1, claim["quote"]
        end = start + len(claim["quote"])
        assert any(span.start <= start and end <= span.end for span in bodies), claim["quote"]


@pytest.mark.parametrize("name", sorted(name for name in PAGES if name.endswith(".html")))
def test_comments_and_widgets_are_on_the_page_and_not_in_its_reporting(name: str) -> None:
    raw, document = (FOLDER / "pages" / name).read_text(encoding="utf-8"), opened(name)
    reporting = "\n".join(document.words_of(block) for block in document.reporting())
    assert PAGES[name]["not_body"]
    for words in PAGES[name]["not_body"]:
        assert words in raw
        assert words not in reporting


@pytest.mark.parametrize("name", sorted(PAGES))
def test_pages_open_with_their_title_day_and_source(name: str) -> None:
    document, page = opened(name), PAGES[name]
    assert document.title == page["title"]
    assert document.source.name == page["publisher"]
    assert document.published is not None
    assert document.published.earliest == document.published.latest == date.fromisoformat(page["published"])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_pages_are_short_and_name_no_real_outlet(name: str) -> None:
    raw = (FOLDER / "pages" / name).read_text(encoding="utf-8")
    document = opened(name)
    assert 80 <= sum(len(document.words_of(block).split()) for block in document.reporting()) <= 260
    assert not REAL_OUTLETS.search(raw)
    hosts = set(re.findall(r"https?://([^/\"'\s]+)", raw))
    assert all(host.endswith((".example", "schema.org")) for host in hosts)
    assert name.endswith(".txt") or "is invented" in raw or "are invented" in raw


def test_every_event_has_claims_and_many_have_rival_outlets() -> None:
    outlets: dict[str, set[str]] = {event: set() for event in GOLD["events"]}
    for name, claim in claims():
        if "event_of" in claim:
            outlets[claim["event_of"]].add(PAGES[name]["publisher"])
    assert len(outlets) >= 11
    assert all(outlets.values())
    assert sum(len(names) >= 2 for names in outlets.values()) >= 10


def test_events_stand_on_real_towns_and_days() -> None:
    gazetteer = open_gazetteer()
    for event in GOLD["events"].values():
        date.fromisoformat(event["day"])
        assert event["country"] in {entry.country for entry in gazetteer.find(event["place"])}, event["place"]


def test_hard_cases_are_there() -> None:
    days: dict[tuple[str, str], list[str]] = {}
    for event, gold in GOLD["events"].items():
        days.setdefault((gold["country"], gold["day"]), []).append(event)
    assert sum(len(events) >= 2 for events in days.values()) >= 3
    told = {name: {c["event_of"] for c in page["claims"] if "event_of" in c} for name, page in PAGES.items()}
    assert any(len(events) >= 3 for events in told.values())
    assert any(page.get("copy_of") and page.get("changed") for page in PAGES.values())
    assert any(figure.get("aggregate") for _, claim in claims() for figure in claim.get("figures", []))
    assert {claim["stance"] for _, claim in claims()} >= {"asserts", "denies", "retracts", "admits", "accuses"}


def test_figures_are_ordered_and_speak_the_domain() -> None:
    for name, claim in claims():
        Stance(claim["stance"])
        Status(claim["status"])
        assert claim["chain"][0] == PAGES[name]["publisher"]
        for figure in claim.get("figures", []):
            Measure(figure["measure"])
            modifier = Modifier(figure.get("modifier", "exact"))
            low, high = figure["low"], figure["high"]
            assert low is None or high is None or 0 <= low <= high
            assert (low is None and high is None) == (modifier in (Modifier.VAGUE, Modifier.UNKNOWN))


def test_claims_have_names_of_their_own_and_answer_claims_of_their_page() -> None:
    for page in PAGES.values():
        names = [claim["id"] for claim in page["claims"]]
        assert len(names) == len(set(names))
        assert {claim["about"] for claim in page["claims"] if "about" in claim} <= set(names)
        assert page.get("copy_of", "") in {"", *PAGES}
