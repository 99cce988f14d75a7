"""The training loop: seeded, resumable, logged."""

from __future__ import annotations

import copy
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from rashomon.reading.pieces import Pieces
from training.data import SHARES, Mixer, load_training, load_tuning, relation_labels, stream
from training.encoder import Encoder, load_pretrained, read_config
from training.losses import WEIGHTS, Row, collate, count_labels, losses_of, pack
from training.model import Model
from training.tuning import score_all

#: Rows of one piece of work. Two of 200 pieces keep matrices large enough and the threads evenly busy.
CHUNK = 2
Chunk = tuple[list[Row], dict[str, torch.Tensor]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run goes.

    `minutes` ends it by the clock (0: by steps alone): the learning rate falls with whichever comes first. From the
    share `rounds_from` of the run on, the encoder sees its activations and its matrices as 8 bits will keep them, so
    that int8 costs it little. `corpora` names those to train on (empty: all); each keeps its share of a batch, which
    shrinks by what is left out. `uner` is the share of UNER's documents held out to tune by. `start` names the weights
    of a finished run to go on from, under a new seed and a new warm-up (a warm restart). `average` is the decay of a
    running mean of the weights; with one above 0 the mean is what is tuned by and written at the end.
    """

    data: Path
    run: Path
    encoder: Path
    steps: int = 6000
    minutes: float = 0.0
    pieces: int = 2000
    most: int = 192
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warm_up: int = 200
    seed: int = 1
    threads: int = 2
    keep_every: int = 200
    tune_every: int = 1000
    rounds_from: float = 0.5
    corpora: tuple[str, ...] = ()
    uner: float = 0.0
    start: Path | None = None
    average: float = 0.0


def train(plan: Plan) -> Path:
    """Train by `plan`; returns the path of the final weights. A run folder with a checkpoint is taken up again."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    plan.run.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(plan.encoder / "tokenizer.json")
    passages = load_training(plan.data, uner=plan.uner)
    if plan.corpora:
        passages = {name: found for name, found in passages.items() if name in plan.corpora}
    tuning = load_tuning(plan.data, uner=plan.uner)
    relations = relation_labels([*passages.get("ewt", []), *passages.get("gum", [])])
    sizes = read_config(plan.encoder)
    model = Model(len(relations), width=sizes["width"], encoder=Encoder(**sizes))
    load_pretrained(model.encoder, plan.encoder)
    if plan.start is not None:
        load_weights(model, relations, plan.start)
    loop = Loop(plan, model, relations)
    loop.resume()
    streams = {
        name: stream(found, pieces, relations, plan.most, plan.seed * 1000 + number + loop.step)
        for number, (name, found) in enumerate(passages.items())
        if found
    }
    share = sum(SHARES[name] for name in streams) / sum(SHARES.values())
    mixer = Mixer(streams, round(plan.pieces * share))
    ahead = ThreadPoolExecutor(1)
    upcoming = ahead.submit(loop.prepare, mixer)
    while loop.progress() < 1.0:
        ready, upcoming = upcoming, ahead.submit(loop.prepare, mixer)
        loop.take_step(*ready.result())
        if loop.step % plan.keep_every == 0:
            loop.save()
        if loop.step % plan.tune_every == 0:
            loop.note({"tuning": score_all(loop.mean or model, tuning, pieces, relations, plan.most)})
    loop.note({"tuning": score_all(loop.mean or model, tuning, pieces, relations, plan.most)})
    return loop.finish()


def load_weights(model: Model, relations: dict[str, int], path: Path) -> None:
    """Put a finished run's weights into `model`. ValueError if that run knew other relations of the tree."""
    state = torch.load(path, weights_only=True)
    if state["relations"] != relations:
        raise ValueError(f"{path}: trained with other dependency relations than this data has")
    model.load_state_dict(state["model"])


class Loop:
    """The state of a run: model, optimizers, step, time spent."""

    def __init__(self, plan: Plan, model: Model, relations: dict[str, int]) -> None:
        self.plan, self.model, self.relations = plan, model, relations
        words = model.encoder.words.weight
        encoder = [p for n, p in model.encoder.named_parameters() if p is not words and not n.startswith("shapes")]
        inside = {id(p) for p in [*encoder, words]}
        heads = [p for p in model.parameters() if id(p) not in inside]
        self.dense = torch.optim.AdamW(
            [
                {"params": encoder, "lr": plan.encoder_rate, "weight_decay": 0.01},
                {"params": heads, "lr": plan.head_rate, "weight_decay": 0.003},
            ],
            betas=(0.9, 0.98),
            fused=True,
        )
        self.sparse = torch.optim.SparseAdam([words], lr=plan.encoder_rate)
        self.mean = copy.deepcopy(model) if plan.average else None
        self.rates = [plan.encoder_rate, plan.head_rate]
        self.step, self.spent, self._since = 0, 0.0, time.monotonic()
        self.sums: dict[str, float] = {}
        self.workers = ThreadPoolExecutor(plan.threads)

    def progress(self) -> float:
        """Share of the run that is done, by steps or by the clock, whichever is further."""
        done = self.step / self.plan.steps
        if self.plan.minutes:
            done = max(done, (self.spent + time.monotonic() - self._since) / 60 / self.plan.minutes)
        return done

    def prepare(self, mixer: Mixer) -> tuple[list[Chunk], dict[str, int]]:
        """Draw the next batch and cut it into chunks, as many as keep all threads busy to the end."""
        rows = pack(mixer.draw(), self.plan.most + 8)
        number = -(-len(rows) // CHUNK)
        number += -number % self.plan.threads
        parts = [rows[i::number] for i in range(number)]
        chunks = [(part, collate(part)) for part in parts if part]
        return chunks, count_labels(chunks)

    def take_step(self, chunks: list[Chunk], counts: dict[str, int]) -> None:
        """Take one optimizer step over a batch."""
        self.model.train()
        if self.progress() >= self.plan.rounds_from:
            for layer in self.model.encoder.layers:
                layer.round_weights()
        for found in self.workers.map(lambda chunk: self._work(*chunk, counts), chunks):
            for name, value in found.items():
                self.sums[name] = self.sums.get(name, 0.0) + value
        links = [p for n, p in self.model.named_parameters() if n.startswith("link")]
        own = {id(p) for p in links}
        nn.utils.clip_grad_norm_(links, 1.0)
        nn.utils.clip_grad_norm_([p for g in self.dense.param_groups for p in g["params"] if id(p) not in own], 2.0)
        factor = min(1.0, (self.step + 1) / self.plan.warm_up) * max(0.0, 1.0 - self.progress())
        for group, rate in zip(self.dense.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        self.sparse.param_groups[0]["lr"] = self.plan.encoder_rate * factor
        self.dense.step()
        self.sparse.step()
        self.dense.zero_grad()
        self.sparse.zero_grad()
        self.step += 1
        self._average()
        if self.step % 50 == 0:
            self.note({"losses": {name: round(value / 50, 4) for name, value in self.sums.items()}})
            self.sums = {}

    def _average(self) -> None:
        """Draw the running mean towards the weights; its first steps count more, so that the start is forgotten."""
        if self.mean is None:
            return
        part = 1.0 - min(self.plan.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.mean.parameters()), list(self.model.parameters()), part)

    def _work(self, rows: list[Row], tensors: dict[str, torch.Tensor], counts: dict[str, int]) -> dict[str, float]:
        """Add one chunk's gradients; returns its share of each loss. Chunks run side by side, a thread each.

        Threads that take chunks as they come keep a shared machine busy; one operation spread over two cores would wait
        for the slower core at every step.
        """
        torch.set_flush_denormal(True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = losses_of(self.model, tensors, rows)
        if not found:
            return {}
        total = torch.stack([loss * (WEIGHTS[name] / counts[name]) for name, (loss, _) in found.items()]).sum()
        total.backward()
        return {name: float(loss.detach()) / counts[name] for name, (loss, _) in found.items()}

    def note(self, entry: dict) -> None:
        """Write a line to the run's log and to the screen."""
        seconds = round(self.spent + time.monotonic() - self._since)
        line = json.dumps({"step": self.step, "seconds": seconds, "progress": round(self.progress(), 4), **entry})
        print(line, flush=True)
        with (self.plan.run / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def save(self) -> None:
        """Keep a checkpoint that the run can be taken up from."""
        state = {
            "model": self.model.state_dict(),
            "dense": self.dense.state_dict(),
            "sparse": self.sparse.state_dict(),
            "step": self.step,
            "spent": self.spent + time.monotonic() - self._since,
            "relations": self.relations,
            "mean": self.mean.state_dict() if self.mean else None,
        }
        torch.save(state, self.plan.run / "checkpoint.new")
        (self.plan.run / "checkpoint.new").replace(self.plan.run / "checkpoint.pt")

    def resume(self) -> None:
        """Take up the run folder's checkpoint, if there is one."""
        path = self.plan.run / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        if self.mean is not None and state.get("mean"):
            self.mean.load_state_dict(state["mean"])
        self.dense.load_state_dict(state["dense"])
        self.sparse.load_state_dict(state["sparse"])
        self.step, self.spent = state["step"], state["spent"]
        self.note({"resumed": True})

    def finish(self) -> Path:
        """Write the final weights and the plan beside them."""
        self.save()
        path = self.plan.run / "weights.pt"
        sizes = read_config(self.plan.encoder)
        best = self.mean or self.model
        torch.save({"model": best.state_dict(), "relations": self.relations, "encoder": sizes}, path)
        plan = {k: str(v) if isinstance(v, Path) else v for k, v in asdict(self.plan).items()}
        (self.plan.run / "plan.json").write_text(json.dumps(plan, indent=2), encoding="utf-8")
        return path
