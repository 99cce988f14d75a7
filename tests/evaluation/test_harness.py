"""The harness: scorers on cases worked by hand, suites that are missing or crash, and the gate."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from evaluation.figures import Figure, Ratio, Tally
from evaluation.gate import Floors, check_hashes, hash_corpus
from evaluation.pages import PageScore
from evaluation.scrapes import ScrapeScore, gold_labels, read_as_body
from evaluation.webpages import GoldPage, gold_day, same_title

from rashomon.intake import Page, open_page
from rashomon.settings import Settings

ROOT = Path(__file__).parents[2]
BODY = "The council said on 4 May 2021 that two people were hurt near the market, and that the road had been shut since dawn."


def gold(**given: object) -> GoldPage:
    fields = {
        "url": "https://a.example", "path": Path("a.html"), "musts": (), "must_nots": (), "comments": (), "title": None, "day": None,
    }  # fmt: skip
    return GoldPage(**{**fields, **given})  # type: ignore[arg-type]


def test_a_tally_by_hand() -> None:
    tally = Tally(true=6, false=2, missed=4)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert Tally().f == 0.0
    assert (Ratio(1, 2) + Ratio(0, 2)).value == 0.25


def test_pages_are_counted_by_hand() -> None:
    document = open_page(Page(raw=BODY.encode(), name="a"), Settings())
    page = gold(
        musts=("two people", "three people"), must_nots=("market", "cookies"), comments=("never heard", "not there")
    )
    score = PageScore()
    score.add(page, document, f"{BODY} never heard")
    assert (score.strings.true, score.strings.missed, score.strings.false) == (1, 1, 1)
    assert score.found == Ratio(0, 1)
    assert score.leaked == Ratio(0, 1)
    score.add(gold(day=date(2021, 5, 4), title="Two hurt"), None, "")
    assert score.dates == Ratio(0, 1)
    assert score.titles == Ratio(0, 1)


def test_gold_strings_label_lines_unless_they_are_everywhere() -> None:
    lines = ["a shell fell", "Share", "no!", "Share", "1 a", "1 b", "1 c", "1 d"]
    page = gold(musts=("shell", "1"), must_nots=("Share",), comments=("no!",))
    assert gold_labels(lines, page) == ["body", "other", "comment", "other", None, None, None, None]
    score = ScrapeScore()
    score.add(page, lines, [True, True, True, False, True, True, True, True], "lines")
    assert (score.lines.true, score.lines.false, score.lines.missed) == (1, 2, 0)
    assert score.leaked == Ratio(1, 1)


def test_lines_are_found_in_blocks_in_order() -> None:
    text = f"MARVALE, May 4 (Agency) - {BODY}"
    document = open_page(Page(raw=f"Menu\n\n{text}".encode(), name="a"), Settings())
    assert read_as_body(document, ["Menu", text, "absent"]) == [False, True, False]
    assert read_as_body(None, ["Menu"]) == [False]


def test_gold_dates_and_titles() -> None:
    assert gold_day("2022-29-11") == date(2022, 11, 29)
    assert gold_day("") is None
    assert same_title("Who’s  there – ‘us’", "who's there - 'us'")
    assert not same_title("Who is there", "Who was there")


def test_the_gate_by_hand(tmp_path: Path) -> None:
    floors = Floors(
        floors={("a", "f"): 0.9, ("b", "f"): 0.5},
        ceilings={("a", "leak"): 0.05},
        hashes={"corpus": "0" * 64},
    )
    figures = [Figure(suite="a", metric="f", value=0.89, n=9), Figure(suite="a", metric="leak", value=0.05, n=9)]
    assert list(floors.breaches(figures, ["a"])) == ["a f: 0.8900 is under its floor of 0.9"]
    assert list(floors.breaches([], ["b"])) == ["b f: no figure, the bound is 0.5"]
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "x").write_text("x")
    assert "pinned on" in next(check_hashes(floors, tmp_path, ["corpus"]))
    before = hash_corpus(tmp_path / "corpus")
    (tmp_path / "corpus" / "x").write_text("y")
    assert hash_corpus(tmp_path / "corpus") != before


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "evaluation", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_missing_corpus_is_skipped_by_name_and_a_crash_is_told(tmp_path: Path) -> None:
    (tmp_path / "webpages").mkdir()
    (tmp_path / "webpages" / "gold.json").write_text("{broken")
    done = run("pages", "timex", "--data", str(tmp_path), "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "pages: failed" in done.stderr
    assert "timex: skipped, no timex below" in done.stderr


def test_json_lines_have_the_four_keys(tmp_path: Path) -> None:
    folder = tmp_path / "webpages"
    (folder / "html").mkdir(parents=True)
    (folder / "html" / "a.html").write_text(f"<html><body><h1>Two hurt</h1><p>{BODY}</p></body></html>")
    record = {
        "file": "a.html",
        "with": ["two people"],
        "without": ["cookies"],
        "date": "2021-05-04",
        "title": "Two hurt",
    }
    (folder / "gold.json").write_text(json.dumps({"https://a.example/": record}))
    done = run("pages", "--data", str(tmp_path), "--json")
    assert done.returncode == 0, done.stderr
    figures = {line["metric"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert all(set(line) == {"suite", "metric", "value", "n"} for line in figures.values())
    assert figures["recall"]["value"] == 1.0
    assert figures["title_accuracy"] == {"suite": "pages", "metric": "title_accuracy", "value": 1.0, "n": 1}
