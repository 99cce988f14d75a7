"""Inputs: files, folders, globs, addresses of files, standard input, JSON Lines; and front matter."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

from rashomon.errors import PageError
from rashomon.intake import Page, gather, open_page
from rashomon.intake.frontmatter import read_front_matter
from rashomon.settings import Settings

TEXT = "The council said on Monday that two people were hurt when a shell fell near the market, and that the road was shut."


def got(*inputs: str, **given: object) -> list[Page | PageError]:
    return list(gather(inputs, Settings(), **given))  # type: ignore[arg-type]


def test_files_folders_globs_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "sub" / "b.html").write_text("<p>x</p>")
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    names = [Path(page.name).name for page in got(str(tmp_path)) if isinstance(page, Page)]
    assert names == ["a.txt", "b.html"]
    assert [type(page) for page in got(str(tmp_path / "*.txt"), (tmp_path / "a.txt").as_uri())] == [Page, Page]


def test_one_bad_input_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "big.txt").write_bytes(b"a" * 30_000_000)
    results = got("missing.txt", str(tmp_path / "no*.txt"), str(tmp_path / "big.txt"), str(tmp_path / "a.txt"))
    assert [isinstance(result, PageError) for result in results] == [True, True, True, False]


def test_json_lines_and_their_damage(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT, "url": "https://a.example/1", "date": "2021-05-12", "source": "A"}),
        "{broken",
        "[1]",
        "{}",
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(lines))
    page, *errors = got(str(tmp_path / "p.jsonl"))
    assert isinstance(page, Page)
    assert (page.url, page.published, page.source) == ("https://a.example/1", date(2021, 5, 12), "A")
    assert [error.where.rpartition(":")[2] for error in errors if isinstance(error, PageError)] == ["2", "3", "4"]


def test_standard_input_is_a_page_or_json_lines() -> None:
    (page,) = got("-", stdin=io.BytesIO(TEXT.encode()))
    assert isinstance(page, Page)
    assert page.name == "stdin"
    record = json.dumps({"text": TEXT}).encode()
    assert len(got("-", stdin=io.BytesIO(record + b"\n" + record))) == 2


def test_front_matter_is_given_with_the_page() -> None:
    raw = f"title: Shell hurts two\ndate: 12 May 2021\nsource: The Valley Courier\nurl: https://c.example/x\n\n{TEXT}"
    document = open_page(Page(raw=raw.encode(), name="a.txt"), Settings())
    assert document.title == "Shell hurts two"
    assert document.published.day == date(2021, 5, 12)
    assert document.published.basis == "given"
    assert document.source.name == "The Valley Courier"
    assert document.url == "https://c.example/x"
    assert "date:" not in document.text


def test_a_body_that_opens_with_a_key_is_no_front_matter() -> None:
    assert read_front_matter(f"Source: the ministry\nsaid so on Monday.\n\n{TEXT}").fields == {}
    assert read_front_matter(f"---\ntitle: A\nlang: en\n---\n{TEXT}").fields == {"title": "A"}
