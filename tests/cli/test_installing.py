"""What an installation brings, and what a failure of it looks like."""

import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def test_the_cleaner_that_opening_html_needs_is_asked_for_by_its_own_name():
    """Older pips drop an extra that is spelled another way than its package spells it, and say so in a warning only."""
    asked = [
        Requirement(line) for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    ]
    seen = set()
    while asked:
        one = asked.pop()
        if one.name in seen or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        seen.add(one.name)
        try:
            asked += [Requirement(line) for line in requires(one.name) or ()]
        except PackageNotFoundError:
            continue
    assert "lxml_html_clean" in seen


def test_a_page_that_breaks_a_stage_is_one_line_on_the_screen_and_a_traceback_in_the_log(tmp_path):
    (tmp_path / "page.html").write_text(
        "<html><body><article><p>Five people were killed in Kyiv on Monday.</p></article>"
    )
    code = (
        "import sys; sys.modules['trafilatura'] = None\n"
        "from rashomon.cli import main\n"
        "sys.argv = ['rashomon', 'read', 'page.html']\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1
    assert "refused (intake): page.html: " in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" in (tmp_path / "rashomon.db.log").read_text()


def test_a_demo_into_a_place_that_takes_no_folder_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    command = [sys.executable, "-m", "rashomon", "demo", "--folder", "file/demo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "the folder cannot be made" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
