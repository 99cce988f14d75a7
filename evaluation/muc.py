"""Suite `muc`: incident templates of MUC-3/4 messages, scored slot by slot by the guidelines of MUC-4.

`tst1` and `tst2` were looked at while the rules were written; `tst3`, and any other `tst*` folder of a root, report.
"""

from __future__ import annotations

import json
from pathlib import Path

from evaluation.figures import Figure, Options
from evaluation.muc_keys import SCORED, Template, read_keys
from evaluation.muc_scores import map_templates, score_messages
from evaluation.muc_templates import TemplateMaker
from evaluation.muc_texts import read_messages
from rashomon.knowledge.gazetteer import open_gazetteer
from rashomon.reading import open_reader
from rashomon.settings import Settings

TUNED = ("tst1", "tst2")


def run(root: Path, options: Options) -> list[Figure]:
    """Score the reporting folders, or the one that `options.split` names ("tune" for tst1 and tst2 together)."""
    folders = choose_folders(root / "muc34", options.split)
    maker = TemplateMaker(open_reader(Settings()), open_gazetteer(Settings()))
    pairs: list[tuple[list[Template], list[Template]]] = []
    for folder in folders:
        keys = {
            message: templates
            for path in sorted(folder.glob("key-*"))
            for message, templates in read_keys(path).items()
        }
        texts = [message for path in sorted(folder.glob("*-muc*")) for message in read_messages(path)]
        for message in texts[: options.limit]:
            if message.id in keys:
                pairs.append((maker.make(message), keys[message.id]))
    if options.details is not None:
        _write_details(options.details, pairs)
    scores = score_messages(pairs)
    figures = [
        Figure(suite="muc", metric="recall", value=scores["all"].recall, n=scores["all"].possible),
        Figure(suite="muc", metric="precision", value=scores["all"].precision, n=scores["all"].actual),
        Figure(suite="muc", metric="f", value=scores["all"].f, n=scores["all"].possible),
    ]
    for slot in SCORED:
        score = scores[slot]
        figures.append(Figure(suite="muc", metric=f"{slot}_recall", value=score.recall, n=score.possible))
        figures.append(Figure(suite="muc", metric=f"{slot}_precision", value=score.precision, n=score.actual))
    return figures


def choose_folders(base: Path, split: str | None) -> list[Path]:
    """Return the folders to score: the named split, "tune" for those tuned on, or all others that have keys."""
    if split and split != "tune":
        return [base / split]
    folders = [path for path in sorted(base.glob("tst*")) if list(path.glob("key-*"))]
    chosen = [path for path in folders if (path.name in TUNED) == (split == "tune")]
    return chosen or folders


def _write_details(path: Path, pairs: list[tuple[list[Template], list[Template]]]) -> None:
    lines = []
    for responses, keys in pairs:
        for response, key in map_templates(responses, keys):
            one = {"message": (response or key).message if (response or key) else ""}
            one |= {f"response_{slot}": str(response.of(slot)) for slot in SCORED} if response else {}
            one |= {f"key_{slot}": str(key.of(slot)) for slot in SCORED} if key else {}
            lines.append(json.dumps(one) + "\n")
    path.write_text("".join(lines), encoding="utf-8")
