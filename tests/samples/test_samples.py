"""The bundled pages are there, listed, safe to open, and hold the words that the gold names."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from rashomon.domain import Measure, Modifier, Stance, Status
from rashomon.errors import KnowledgeError
from rashomon.samples import index as index_module
from rashomon.samples import samples

GOLD = json.loads((Path(__file__).parent / "gold.json").read_text("utf-8"))
PAGES = GOLD["pages"]


def words_of(name: str) -> str:
    raw = next(sample.path for sample in samples() if sample.file == name).read_bytes()
    if name.endswith(".txt"):
        text = raw.decode("utf-8")
    else:
        tree = lxml.html.fromstring(raw)
        for node in list(tree.iter("script", "style")):
            node.drop_tree()
        text = tree.text_content()
    return re.sub(r"\s+", " ", text)


def claims() -> list[tuple[str, dict]]:
    return [(name, claim) for name, page in PAGES.items() for claim in page["claims"]]


def test_every_page_has_gold_and_three_rivals_at_least() -> None:
    assert {sample.file for sample in samples()} == set(PAGES)
    by_event: dict[str, set[str]] = {}
    for sample in samples():
        by_event.setdefault(sample.event, set()).add(sample.outlet)
    assert len(by_event) == 3
    assert all(len(outlets) >= 3 for outlets in by_event.values())
    assert {sample.kind for sample in samples()} >= {"agency", "partisan", "monitor", "local", "daily"}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_gold_words_stand_in_the_page(name: str) -> None:
    page, text = PAGES[name], words_of(name)
    for words in [page["title"], page["body_first"], page["body_last"], *page["not_body"]]:
        assert re.sub(r"\s+", " ", words) in text
    for claim in page["claims"]:
        assert re.sub(r"\s+", " ", claim["quote"]) in text


@pytest.mark.parametrize("name", sorted(PAGES))
def test_pages_call_nothing_outside(name: str) -> None:
    raw = next(sample.path for sample in samples() if sample.file == name).read_text("latin-1")
    hosts = set(re.findall(r"https?://([^/\"'\s]+)", raw))
    assert all(host.endswith((".example", "schema.org")) for host in hosts)
    assert "invented" in raw or name.endswith(".txt")


def test_gold_speaks_the_domain() -> None:
    for name, claim in claims():
        Stance(claim["stance"])
        Status(claim["status"])
        assert claim["chain"][0].casefold() == PAGES[name]["publisher"].casefold()
        for figure in claim.get("figures", []):
            Measure(figure["measure"])
            Modifier(figure.get("modifier", "exact"))
            if figure.get("modifier") in ("vague", "unknown"):
                assert figure["low"] is None
                assert figure["high"] is None
        if "event_of" in claim:
            assert claim["event_of"] in GOLD["events"]


def test_dates_are_days_or_open_years() -> None:
    for page in PAGES.values():
        published = page["published"]
        assert date.fromisoformat(published.replace("XXXX", "2024"))
        if not published.startswith("XXXX"):
            assert page["published"] > "2023"


def test_near_copy_changes_one_number_only() -> None:
    page = PAGES["ansongo-copy.html"]
    copy, source = words_of("ansongo-copy.html"), words_of(page["copy_of"])
    start = copy.index("soldiers were killed and 14")
    tail = copy[start : copy.index("JNIM said")]
    assert tail in source
    assert [pair["is"] for pair in page["changed"]] == ["18"]


def test_index_that_leaves_a_page_out_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "lone.txt").write_text("words")
    (tmp_path / "index.toml").write_text("page = []")
    monkeypatch.setattr(index_module, "_HERE", tmp_path)
    index_module.samples.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match=r"lone\.txt"):
            index_module.samples()
    finally:
        index_module.samples.cache_clear()
