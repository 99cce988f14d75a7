"""Quick figures on the tuning parts while a run goes. The figures that are reported come from `evaluation/`."""

from __future__ import annotations

import torch

from rashomon.reading.pieces import Pieces
from training.labels import EVERYTHING, NAME_TAGS
from training.losses import collate, embed, link_scores, pack, spans_in
from training.model import Model
from training.passages import Passage
from training.windows import IGNORE, Window, build_window, cut_windows


def score_all(
    model: Model, tuning: dict[str, list[Passage]], pieces: Pieces, relations: dict[str, int], most: int
) -> dict[str, float]:
    """Score every tuning part; returns figures from 0 to 1."""
    model.eval()
    figures: dict[str, float] = {}
    for name, passages in tuning.items():
        windows = [build_window(p, span, pieces, relations) for p in passages for span in cut_windows(p, pieces, most)]
        tally = _Tally()
        for window in windows:
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                _score_window(model, window, tally)
        figures.update({f"{name}_{key}": round(value, 4) for key, value in tally.figures().items()})
    return figures


class _Tally:
    """Counts of right, predicted and gold by name."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {}

    def add(self, name: str, right: int, predicted: int, gold: int) -> None:
        row = self.counts.setdefault(name, [0, 0, 0])
        for place, value in enumerate((right, predicted, gold)):
            row[place] += value

    def figures(self) -> dict[str, float]:
        return {k: 2 * r / max(p + g, 1) for k, (r, p, g) in self.counts.items()}


def _score_window(model: Model, window: Window, tally: _Tally) -> None:
    batch = collate(pack([window], 1000))
    x = embed(model, batch)
    if window.heads is not None:
        _score_syntax(model, batch, x, tally)
    for layer, head in (("names", model.names), ("mentions", model.mentions)):
        column = getattr(window, layer)
        if column is not None and (layer == "mentions" or window.heads is None):
            _score_names(head(x)[0].float(), column, layer, tally)
    if window.roles is not None:
        tags = model.roles(x)[0].float().argmax(1).tolist()
        predicted, gold = spans_in(tags), spans_in(window.roles)
        for role, name in enumerate(("source", "cue", "content")):
            ours, theirs = ({s for s in spans if s[0] == role} for spans in (predicted, gold))
            tally.add(name, len(ours & theirs), len(ours), len(theirs))
        _score_links(model, window, x[0], tally)


def _score_syntax(model: Model, batch: dict, x: torch.Tensor, tally: _Tally) -> None:
    heads = model.arcs(x, batch["sentence"])[0].float().argmax(1)
    gold, labels = batch["heads"][0], batch["relations"][0]
    over = model.relation_head(x)[0][(heads - 1).clamp(min=0)] * (heads > 0)[:, None]
    names = model.relate(model.relation_dependent(x)[0], over).float().argmax(1)
    known = gold != IGNORE
    size, arcs = int(known.sum()), (heads == gold) & known
    tally.add("uas", int(arcs.sum()), size, size)
    tally.add("las", int((arcs & (names == labels)).sum()), size, size)
    right = int((model.upos(x)[0].argmax(1) == batch["upos"][0]).sum())
    tally.add("upos", right, size, size)


def _score_names(logits: torch.Tensor, masks: list[int], layer: str, tally: _Tally) -> None:
    """Exact spans, where a predicted kind counts as right if the gold mask allows its tag."""
    known = [m != EVERYTHING for m in masks]
    tags = logits.argmax(1).tolist()
    gold = _mask_spans(masks)
    ours = []
    for index, tag in enumerate(tags):
        if tag == 0 or not known[index] or (masks[index] & 1 and masks[index] >> tag & 1):
            continue
        kind, inner = (tag - 1) // 2, NAME_TAGS[tag].startswith("I-")
        if inner and ours and ours[-1][2] == index and ours[-1][0] == kind:
            ours[-1] = (kind, ours[-1][1], index + 1)
        else:
            ours.append((kind, index, index + 1))
    right = sum(
        1 for kind, a, b in ours if any(a == c and b == d and mask >> (1 + 2 * kind) & 1 for mask, c, d in gold)
    )
    tally.add(layer, right, len(ours), len(gold))


def _mask_spans(masks: list[int]) -> list[tuple[int, int, int]]:
    """Read spans off a column of masks: (mask of the first word, start, end)."""
    begins = sum(1 << i for i, t in enumerate(NAME_TAGS) if t.startswith("B-"))
    inners = sum(1 << i for i, t in enumerate(NAME_TAGS) if t.startswith("I-"))
    spans: list[tuple[int, int, int]] = []
    for index, mask in enumerate(masks):
        if mask & 1 or mask == EVERYTHING:
            continue
        if mask & begins:
            spans.append((mask, index, index + 1))
        elif mask & inners and spans and spans[-1][2] == index:
            spans[-1] = (spans[-1][0], spans[-1][1], index + 1)
    return spans


def _score_links(model: Model, window: Window, x: torch.Tensor, tally: _Tally) -> None:
    """With gold spans: the share of sources and contents that find their own cue."""
    spans = spans_in(window.roles or [])
    cues = [(a, b) for role, a, b in spans if role == 1]
    if not cues:
        return
    for role, name in ((0, "source"), (2, "content")):
        chosen = [(a, b) for which, a, b in spans if which == role]
        if not chosen:
            continue
        scores = link_scores(
            model, x, torch.tensor(chosen), torch.tensor(cues), torch.tensor(window.sentence), int(role == 2)
        )
        for (a, _), best in zip(chosen, scores.argmax(1).tolist(), strict=True):
            owner = next((r for r in window.links if a in getattr(r, name)), None)
            if owner is not None:
                right = int(cues[best][0] in owner.cue)
                tally.add(f"{name}_links", right, 1, 1)
