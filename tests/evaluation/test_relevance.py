"""The suite of the relevance gate on a small root made by hand."""

import hashlib
from pathlib import Path

from evaluation.figures import Options
from evaluation.relevance import run

CLASH = "Gunmen killed six soldiers in an attack on an army outpost and set off a bomb, and rebels shelled the town."
SCHOOL = "The school board hired two teachers of mathematics, and parents asked whether the library lends tablets."


def _ids(part: str, count: int) -> list[str]:
    """Return ids of the snippets that belong to a part."""
    found = [str(n) for n in range(200) if (hashlib.sha256(str(n).encode()).digest()[0] % 2 == 0) == (part == "dev")]
    return found[:count]


def _root(folder: Path) -> Path:
    (folder / "case2021").mkdir()
    first, second, third = _ids("test", 3)
    (tuned,) = _ids("dev", 1)
    rows = [
        ("id", "EventSnippet", "SubType"),
        (first, CLASH, "ARMED_CLASH"),
        (second, SCHOOL, "ATTACK"),
        (third, SCHOOL, "DIPLO"),
        (tuned, CLASH, "ARMED_CLASH"),
    ]
    (folder / "case2021" / "task2.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
    (folder / "polnear" / "dev" / "text").mkdir(parents=True)
    for name, text in (("a", SCHOOL), ("b", SCHOOL), ("c", CLASH)):
        (folder / "polnear" / "dev" / "text" / f"{name}.txt").write_text(text)
    return folder


def test_figures_worked_by_hand(tmp_path: Path) -> None:
    details = tmp_path / "details.jsonl"
    found = {f.metric: (round(f.value, 3), f.n) for f in run(_root(tmp_path), Options(details=details))}
    assert found == {
        "case2021_recall": (0.5, 2),
        "case2021_other_set_aside": (1.0, 1),
        "polnear_set_aside": (0.667, 3),
    }
    assert len(details.read_text().splitlines()) == 2, "one that was lost, one that was kept"


def test_the_development_part_holds_other_snippets(tmp_path: Path) -> None:
    found = {f.metric: (f.value, f.n) for f in run(_root(tmp_path), Options(split="dev"))}
    assert found["case2021_recall"] == (1.0, 1)
