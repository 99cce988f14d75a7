"""MUC target numbers against figures, on a key worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.figure_muc import measure_muc
from evaluation.figures import Options

from rashomon.reading.lexical import LexicalReader
from rashomon.settings import Settings

KEY = """
0.  MESSAGE: ID                     TST9-MUC9-0001
1.  MESSAGE: TEMPLATE               1
21. HUM TGT: NUMBER                 {number}: "PEASANTS"
22. HUM TGT: FOREIGN NATION         -
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "PEASANTS"
"""
TEXT = "TST9-MUC9-0001\n\nLIMA, 3 MAY 89 -- [TEXT] {words}\n"


@pytest.mark.parametrize(
    ("number", "words", "exact", "counted"),
    [
        ("4", "FOUR PEASANTS WERE KILLED YESTERDAY.", 1.0, 1.0),
        ("4", "FOUR SOLDIERS WERE KILLED YESTERDAY.", 0.0, 1.0),
        ("4", "FOUR PEASANTS WERE WOUNDED YESTERDAY.", 0.0, 0.0),
        ("5", "FOUR PEASANTS WERE KILLED YESTERDAY.", 0.0, 0.0),
        ("7 -", "AT LEAST SEVEN PEASANTS WERE KILLED YESTERDAY.", 1.0, 1.0),
        ("~20", "OVER 20 PEASANTS WERE KILLED YESTERDAY.", 1.0, 1.0),
        ("PLURAL", "SEVERAL PEASANTS WERE KILLED YESTERDAY.", 1.0, 1.0),
    ],
)
def test_a_target_is_met_by_one_figure_that_says_the_same(
    tmp_path: Path, number: str, words: str, exact: float, counted: float
) -> None:
    folder = tmp_path / "muc34" / "tst9"
    folder.mkdir(parents=True)
    (folder / "key-tst9").write_text(KEY.format(number=number), encoding="latin-1")
    (folder / "tst9-muc9").write_text(TEXT.format(words=words), encoding="latin-1")
    figures = measure_muc(tmp_path, LexicalReader(Settings(reader="lexical")), Options())
    assert [(f.metric, f.value, f.n) for f in figures] == [("muc_exact", exact, 1), ("muc_number", counted, 1)]


def test_without_the_corpus_there_is_no_figure(tmp_path: Path) -> None:
    assert measure_muc(tmp_path, LexicalReader(Settings(reader="lexical")), Options()) == []
