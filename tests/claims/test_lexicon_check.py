"""Every word list has examples that read as it says, and one that does not is named with what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.claims.test_deeds_examples import read
from typer.testing import CliRunner

from rashomon.claims.lexicon_check import check_words
from rashomon.cli.lexicon import program
from rashomon.knowledge.examples import Example, read_examples


def test_every_example_reads_as_its_entry_says() -> None:
    examples = read_examples()
    assert len(examples) > 250
    assert {example.kind for example in examples} == {"claim", "aside", "voice", "label", "figures", "time", "holder"}
    assert [str(fault) for fault in check_words(examples, read)] == []


@pytest.mark.parametrize(
    ("kind", "entry", "wanted"),
    [
        ("claim", "plain speech", {"stance": "denies", "status": "attributed"}),
        ("claim", "denial", {"name": "denial", "stance": "asserts", "status": "attributed"}),
        ("aside", "unconfirmed", {"name": "unconfirmed", "stance": "doubts"}),
        ("voice", "agency", {}),
        ("label", "terrorist", {"tone": "hostile"}),
        ("figures", "killed", {"figures": [["killed", "men", 3, 3]]}),
        ("time", "month day", {}),
        ("holder", "Mike Pompeo", {"holder": "Mike Pompeo"}),
    ],
)
def test_a_wrong_example_is_named_with_what_was_found(kind: str, entry: str, wanted: dict[str, object]) -> None:
    example = Example(file="some.toml", entry=entry, kind=kind, text="The army said two men died.", wanted=wanted)
    (fault,) = check_words([example], read)
    assert str(fault).startswith(f"some.toml: {entry} wants ")
    assert str(fault).count("found") == 1
    right = replace(example, kind="claim", wanted={"stance": "asserts", "status": "attributed"})
    assert list(check_words([right], read)) == []


def test_the_command_checks_one_file_or_all() -> None:
    runner = CliRunner()
    one = runner.invoke(program, ["verbs.toml"])
    assert one.exit_code == 0, one.output
    assert "0 triggers and" in one.output
    assert runner.invoke(program, ["no-such-list"]).exit_code != 0
