"""The held-out pages: their quotes are the page's own words, and the scorer counts what it should."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from evaluation.held_out import SETS, score_page
from tests.claims.made import document_of

from rashomon.claims import extract
from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings

PAGES = sorted(SETS.glob("*.toml"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_golden_quote_is_in_its_page(path: Path) -> None:
    page = tomllib.loads(path.read_text("utf-8"))
    ids = [claim["id"] for claim in page["claim"]]
    assert len(ids) == len(set(ids))
    for each in (*page["claim"], *page["not"]):
        assert each["quote"] in page["text"], each
        assert each.get("denies", ids[0]) in ids
        assert each.get("beside", ids[0]) in ids


def test_the_scorer_on_a_page_worked_by_hand() -> None:
    text = "The army said over 20 rebels were killed and 4 wounded."
    settings = Settings(reader="lexical")
    document = document_of(text)
    claims = extract(document, LexicalReader(settings).read(document), settings)
    toll: dict[str, Any] = {"measure": "killed", "of": "rebels", "low": 21, "high": "open"}
    page = {
        "claim": [
            {"id": "killed", "quote": "over 20 rebels were killed", "chain": ["The Outlet", "army"], "figure": toll},
            {
                "id": "wounded",
                "quote": "4 wounded",
                "beside": "killed",
                "figure": {"measure": "wounded", "low": 4, "high": 4},
            },
            {
                "id": "civilians",
                "quote": "over 20 rebels were killed",
                "beside": "killed",
                "figure": toll | {"of": "nuns"},
            },
        ],
        "not": [
            {"why": "it has no upper bound", "quote": "over 20 rebels", "figure": toll | {"high": 30}},
            {"why": "it is broken", "quote": "over 20 rebels were killed", "stance": "asserts"},
        ],
    }
    scored = score_page("made", page, claims)
    assert [missed.id for missed in scored.missed] == ["civilians"]
    assert scored.broken == ("it is broken",)
