"""The coder's guide shows the lexicon as it is."""

from __future__ import annotations

from pathlib import Path

from rashomon.knowledge.voices import load_voices
from rashomon.knowledge.voices.guide import fill_guide

GUIDE = Path(__file__).parents[3] / "docs" / "claims.md"


def test_the_tables_are_up_to_date() -> None:
    text = GUIDE.read_text("utf-8")
    assert fill_guide(text, load_voices()) == text, "make the tables anew: rashomon.knowledge.voices.guide.fill_guide"


def test_every_stance_and_status_has_an_example() -> None:
    text = GUIDE.read_text("utf-8")
    for name in ("asserts", "denies", "doubts", "admits", "accuses", "endorses", "predicts", "plans", "retracts"):
        assert f"| {name} |" in text
    for name in ("stated", "attributed", "distanced", "unconfirmed", "disputed", "hypothetical"):
        assert f"| {name} |" in text
