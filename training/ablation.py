"""What each corpus brings: the same short run with every corpus, and without each in turn.

A short run is not the shipped model: it shows which corpora carry which figures, not how high they get.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from training.data import SHARES
from training.train import Plan, train

#: Heads, and the corpora that teach them. A corpus is left out only of the runs whose figures it could move.
GROUPS: dict[str, tuple[str, ...]] = {
    "syntax": ("ewt", "gum", "polnear"),
    "names": ("gum", "uner", "wnut", "crossner", "re3d", "wikievents"),
    "attribution": ("polnear", "ewt", "gum"),
}
WATCHED: dict[str, tuple[str, ...]] = {
    "syntax": ("ewt_las", "gum_las"),
    "names": ("wnut_names", "re3d_names", "re3d_mentions", "uner_names"),
    "attribution": ("polnear_source", "polnear_cue", "polnear_content"),
}

NEVER = 10**9


def ablate(plan: Plan) -> Path:
    """Train each variant for `plan.steps` steps; writes and prints a JSON line each, and takes up where it stopped."""
    plan.run.mkdir(parents=True, exist_ok=True)
    table = plan.run / "ablation.jsonl"
    done = (
        {(r["group"], r["without"]) for r in map(json.loads, table.read_text().splitlines())}
        if table.exists()
        else set()
    )
    for group, corpora in GROUPS.items():
        for without in ("", *corpora):
            if (group, without) in done:
                continue
            kept = tuple(name for name in SHARES if name in corpora and name != without)
            run = plan.run / f"{group}-{without or 'all'}"
            train(replace(plan, run=run, corpora=kept, rounds_from=2.0, tune_every=NEVER, keep_every=NEVER, uner=0.25))
            entries = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
            figures = next(e["tuning"] for e in reversed(entries) if "tuning" in e)
            row = {"group": group, "without": without, "steps": plan.steps, "seed": plan.seed}
            row |= {name: figures[name] for name in WATCHED[group] if name in figures}
            line = json.dumps(row)
            print(line, flush=True)
            with table.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
            for left in ("checkpoint.pt", "weights.pt"):
                (run / left).unlink(missing_ok=True)
    return table
