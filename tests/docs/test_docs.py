"""What the documentation shows is what the program does."""

import re
from pathlib import Path

import pytest

from rashomon.cli.reference import faults, render_reference
from rashomon.version import __version__
from tests.docs.tutorial import PAGE, Step, agrees, run, steps, write_files

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


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path) -> None:
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    shown = re.search(r"^What `make demo` prints.*?^```\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert shown is not None
    excerpt = unwrapped(shown[1])
    printed = run(Step(f"rashomon demo --folder {tmp_path}", "", 0, 0), tmp_path)
    title = excerpt.partition("\n")[0]
    (event,) = [each for each in printed.split("\n\n") if each.startswith(f"{title}\n")]
    assert agrees(excerpt, f"{event}\n"), f"README shows\n{excerpt}\nand the demo prints\n{event}"


def unwrapped(excerpt: str) -> str:
    """Return an excerpt in which a sentence that was wrapped, since it is long, is one line again."""
    return re.sub(r"^(.{100,})\n  (?=[a-z])", r"\1 ", excerpt, flags=re.MULTILINE)


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
