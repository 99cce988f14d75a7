"""What the documentation shows is what the program does."""

import re
from pathlib import Path

import pytest

from rashomon.cli.reference import faults, render_reference
from rashomon.version import __version__
from tests.docs.tutorial import PAGE, agrees, run, steps, write_files

DOCS = Path(__file__).parents[2] / "docs"


def test_every_command_argument_and_option_says_what_it_is() -> None:
    assert faults() == []


def test_the_reference_of_commands_is_that_of_the_program() -> None:
    assert (DOCS / "cli.md").read_text("utf-8") == render_reference(), "run make docs"


def test_the_tutorial_shows_what_its_commands_print(tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    write_files(text, tmp_path)
    found = steps(text)
    assert len(found) >= 8
    for step in found:
        printed = run(step, tmp_path)
        assert agrees(step.shown, printed), f"{step.command}\nprints\n{printed}\nand the tutorial shows\n{step.shown}"


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_citation_names_the_version_of_the_program() -> None:
    said = re.search(r"^version: (.+)$", (DOCS.parent / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert said is not None
    assert said[1] == __version__
    assert f"Version {__version__}." in (DOCS / "citing.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("shown", "printed", "holds"),
    [
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\n", "a\n", True),
        ("at ...db\n", "at /tmp/x/rashomon.db\n", True),
        ("a\n", "a\nb\n", False),
        ("a ... c\n", "a\nc\n", False),
        ("(a.b)\n", "(axb)\n", False),
    ],
)
def test_dots_stand_for_what_was_left_out_and_for_nothing_else(shown: str, printed: str, holds: bool) -> None:
    assert agrees(shown, printed) is holds
