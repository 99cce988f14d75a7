"""Losses of the heads over a batch, summed so that micro-batches add up; layers that a window lacks cost nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from rashomon.reading.pieces import EDGE_SHAPE, PAD
from training.labels import EVERYTHING, NAME_TAGS, ROLE_TAGS, UPOS
from training.model import LINK, Model
from training.windows import IGNORE, Window

#: Link scores are bent towards this bound, so that none grows without end.
CAP = 20.0
WEIGHTS = {
    "upos": 0.4,
    "arcs": 1.0,
    "relations": 0.8,
    "names": 1.0,
    "mentions": 1.0,
    "nominals": 0.25,
    "roles": 1.3,
    "links": 0.2,
    "certainty": 0.15,
    "events": 0.15,
}


def pad(rows: list[list], value: int, dtype: torch.dtype = torch.long) -> Tensor:
    """Stack rows of unequal length."""
    size = max(len(row) for row in rows)
    return torch.tensor([row + [value] * (size - len(row)) for row in rows], dtype=dtype)


@dataclass(slots=True)
class Row:
    """Windows that share one row of a batch, each with the offset of its first token."""

    windows: list[Window] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    pieces: int = 0
    tokens: int = 0

    def add(self, window: Window) -> None:
        """Put a window at the end of the row."""
        self.windows.append(window)
        self.offsets.append(self.tokens)
        self.pieces += len(window.ids)
        self.tokens += len(window.first)


def pack(windows: list[Window], most: int) -> list[Row]:
    """Put windows into rows of at most `most` pieces, the longest first."""
    rows: list[Row] = []
    for window in sorted(windows, key=lambda w: -len(w.ids)):
        row = next((r for r in rows if r.pieces + len(window.ids) <= most), None)
        if row is None:
            row = Row()
            rows.append(row)
        row.add(window)
    return rows


def collate(rows: list[Row]) -> dict[str, Tensor]:
    """Make the tensors of a batch of rows."""
    batch = {
        "ids": pad([[i for w in r.windows for i in w.ids] for r in rows], PAD),
        "shape": pad([[i for w in r.windows for i in w.shape] for r in rows], EDGE_SHAPE),
        "places": pad([[i for w in r.windows for i in range(len(w.ids))] for r in rows], 0),
        "segment": pad([[n for n, w in enumerate(r.windows) for _ in w.ids] for r in rows], -1),
        "first": pad([_shifted(r, "first", [0]) for r in rows], 0),
        "sentence": pad([[1000 * n + s for n, w in enumerate(r.windows) for s in w.sentence] for r in rows], -1),
        "heads": pad([_heads(r) for r in rows], IGNORE),
    }
    for layer in ("upos", "relations", "nominals", "roles"):
        batch[layer] = pad([[v for w in r.windows for v in _column(w, layer, IGNORE)] for r in rows], IGNORE)
    for layer in ("names", "mentions"):
        batch[layer] = pad([[v for w in r.windows for v in _column(w, layer, EVERYTHING)] for r in rows], EVERYTHING)
    nan = float("nan")
    columns = [[v for w in r.windows for v in _column(w, "certainty", nan)] for r in rows]
    batch["certainty"] = pad(columns, nan, torch.float32)
    batch["judged"] = pad([[v for w in r.windows for v in _judged(w)] for r in rows], 0)
    return batch


def count_labels(chunks: list[tuple[list[Row], dict[str, Tensor]]]) -> dict[str, int]:
    """Count the labelled tokens (or spans) of each loss over a whole batch, so that its chunks add up to its mean."""
    counts: dict[str, int] = {}
    for rows, batch in chunks:
        known = batch["heads"] != IGNORE
        event = (batch["judged"] == 1) & ~batch["certainty"].isnan()
        found = {
            "upos": batch["upos"] != IGNORE,
            "nominals": batch["nominals"] != IGNORE,
            "roles": batch["roles"] != IGNORE,
            "names": batch["names"] != EVERYTHING,
            "mentions": batch["mentions"] != EVERYTHING,
            "arcs": known,
            "relations": known & (batch["relations"] != IGNORE),
            "events": batch["judged"] == 1,
            "certainty": event,
        }
        for name, mask in found.items():
            counts[name] = counts.get(name, 0) + int(mask.sum())
        spans = sum(len(p[1]) for r in rows for w in r.windows if w.links and w.roles for p in link_pairs(w))
        counts["links"] = counts.get("links", 0) + spans
    return counts


def _shifted(row: Row, layer: str, start: list[int]) -> list[int]:
    """Join a column of piece indexes, each window's shifted by the pieces before it."""
    joined: list[int] = []
    shift = start[0]
    for window in row.windows:
        joined.extend(value + shift for value in getattr(window, layer))
        shift += len(window.ids)
    return joined


def _heads(row: Row) -> list[int]:
    """Join head columns: 0 stays the root, others shift by the tokens before their window."""
    joined: list[int] = []
    for window, offset in zip(row.windows, row.offsets, strict=True):
        joined.extend(h + offset if h > 0 else h for h in _column(window, "heads", IGNORE))
    return joined


def _column(window: Window, layer: str, missing: float) -> list:
    """Return a label column, or one of `missing` where the window has no such layer."""
    column = getattr(window, layer)
    return column if column is not None else [missing] * len(window.first)


def _judged(window: Window) -> list[int]:
    """Say for each token whether it is known to tell an event or not: the treebanks' weak values know verbs only."""
    if window.certainty is None:
        return [0] * len(window.first)
    if window.upos is None:
        return [1] * len(window.first)
    noun = UPOS.index("NOUN")
    return [int(tag != noun) for tag in window.upos]


def masked_likelihood(logits: Tensor, masks: Tensor) -> Tensor:
    """Sum over tokens of minus the log of the probability that the allowed tags have together."""
    counted = masks != EVERYTHING
    logits, masks = logits[counted].float(), masks[counted]
    allowed = (masks[:, None] >> torch.arange(len(NAME_TAGS))) & 1
    total = torch.logsumexp(logits, 1)
    within = torch.logsumexp(logits.masked_fill(allowed == 0, -1e9), 1)
    return (total - within).sum()


def embed(model: Model, batch: dict[str, Tensor]) -> Tensor:
    """Return the token vectors of a batch."""
    return model.embed(batch["ids"], batch["shape"], batch["first"], batch["places"], batch["segment"])


def losses_of(model: Model, batch: dict[str, Tensor], rows: list[Row]) -> dict[str, tuple[Tensor, int]]:
    """Return each head's summed loss and the number of tokens (or spans) it is over."""
    x = embed(model, batch)
    found: dict[str, tuple[Tensor, int]] = {}

    def classify(name: str, head: torch.nn.Module, gold: Tensor) -> None:
        chosen = gold != IGNORE
        if chosen.any():
            loss = F.cross_entropy(head(x[chosen]).float(), gold[chosen], reduction="sum")
            found[name] = (loss, int(chosen.sum()))

    classify("upos", model.upos, batch["upos"])
    classify("nominals", model.nominals, batch["nominals"])
    classify("roles", model.roles, batch["roles"])
    for layer, head in (("names", model.names), ("mentions", model.mentions)):
        counted = int((batch[layer] != EVERYTHING).sum())
        if counted:
            found[layer] = (masked_likelihood(head(x), batch[layer]), counted)
    _syntax(model, x, batch, found)
    _certainty(model, x, batch, found)
    _links(model, x, rows, found)
    return found


def _syntax(model: Model, x: Tensor, batch: dict[str, Tensor], found: dict[str, tuple[Tensor, int]]) -> None:
    rows = (batch["heads"] != IGNORE).any(1)
    if not rows.any():
        return
    x, heads, relations = x[rows], batch["heads"][rows], batch["relations"][rows]
    chosen = heads != IGNORE
    scores = model.arcs(x, batch["sentence"][rows]).float()
    found["arcs"] = (F.cross_entropy(scores[chosen], heads[chosen], reduction="sum"), int(chosen.sum()))
    dependents, projected = model.relation_dependent(x), model.relation_head(x)
    labelled = chosen & (relations != IGNORE)
    row, column = labelled.nonzero(as_tuple=True)
    head = heads[row, column]
    over = projected[row, (head - 1).clamp(min=0)] * (head > 0)[:, None]
    logits = model.relate(dependents[row, column], over).float()
    found["relations"] = (F.cross_entropy(logits, relations[row, column], reduction="sum"), int(labelled.sum()))


def _certainty(model: Model, x: Tensor, batch: dict[str, Tensor], found: dict[str, tuple[Tensor, int]]) -> None:
    known = batch["judged"] == 1
    if not known.any():
        return
    out, gold = model.certainty(x[known]).float(), batch["certainty"][known]
    event = ~gold.isnan()
    found["events"] = (F.binary_cross_entropy_with_logits(out[:, 1], event.float(), reduction="sum"), int(known.sum()))
    if event.any():
        found["certainty"] = (F.smooth_l1_loss(out[event, 0], gold[event], reduction="sum"), int(event.sum()))


def spans_in(tags: list[int]) -> list[tuple[int, int, int]]:
    """Return (role, start, end) of the spans of a BIO column; a stray inner tag opens a span."""
    spans: list[tuple[int, int, int]] = []
    for index, tag in enumerate(tags):
        if tag <= 0:
            continue
        role, inner = (tag - 1) // 2, ROLE_TAGS[tag].startswith("I-")
        if inner and spans and spans[-1][0] == role and spans[-1][2] == index:
            spans[-1] = (role, spans[-1][1], index + 1)
        else:
            spans.append((role, index, index + 1))
    return spans


def link_features(spans: Tensor, cues: Tensor, sentence: Tensor) -> Tensor:
    """Features of pairs (spans, cues): nearness, same sentence, the cue standing after, no cue between, touching."""
    start, end, first, last = spans[:, None, 0], spans[:, None, 1], cues[None, :, 0], cues[None, :, 1]
    gap = torch.maximum(first - end, start - last).clamp(min=0)
    after = (first >= end).float()
    rank = torch.argsort(torch.argsort(gap, dim=1), dim=1).float()
    together = sentence[start].eq(sentence[first]) | sentence[end - 1].eq(sentence[first])
    return torch.stack(
        [torch.log1p(gap.float()), together.float(), after, (rank == 0).float(), (gap <= 1).float()], dim=2
    )


def _links(model: Model, x: Tensor, rows: list[Row], found: dict[str, tuple[Tensor, int]]) -> None:
    total, count = x.new_zeros((), dtype=torch.float32), 0
    for number, row in enumerate(rows):
        for window, offset in zip(row.windows, row.offsets, strict=True):
            if window.links and window.roles is not None:
                # Links are learnt on top of the encoder and pull on nothing below: they are soon nearly all right, and
                # what is left are rare, large errors that would shake every other head.
                vectors = x[number, offset : offset + len(window.first)].detach()
                for pairs in link_pairs(window):
                    total, count = total + _link_loss(model, vectors, window, pairs), count + len(pairs[1])
    if count:
        found["links"] = (total, count)


Pairs = tuple[int, list[tuple[int, int]], list[tuple[int, int]], list[list[int]]]


def link_pairs(window: Window) -> list[Pairs]:
    """Return for sources and contents: role, their spans, the cues, and which cues are right for each span."""
    spans = spans_in(window.roles or [])
    cues = [(a, b) for role, a, b in spans if role == 1]
    owner = [next((n for n, r in enumerate(window.links) if a in r.cue), -1) for a, _ in cues]
    found: list[Pairs] = []
    for role, name in ((0, "source"), (2, "content")):
        chosen, gold = [], []
        for which, a, b in spans:
            if which != role:
                continue
            relation = next((n for n, r in enumerate(window.links) if a in getattr(r, name)), -1)
            right = [i for i, n in enumerate(owner) if n == relation and n >= 0]
            if right:
                chosen.append((a, b))
                gold.append(right)
        if chosen:
            found.append((role, chosen, cues, gold))
    return found


def _link_loss(model: Model, x: Tensor, window: Window, pairs: Pairs) -> Tensor:
    role, chosen, cues, gold = pairs
    scores = link_scores(
        model, x, torch.tensor(chosen), torch.tensor(cues), torch.tensor(window.sentence), int(role == 2)
    )
    within = torch.full_like(scores, -1e9)
    for row, right in enumerate(gold):
        within[row, right] = 0.0
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores + within, 1)).sum()


def link_scores(model: Model, x: Tensor, spans: Tensor, cues: Tensor, sentence: Tensor, which: int) -> Tensor:
    """Score spans of one role (0 source, 1 content) against the cues of a window (spans, cues)."""
    other, cue = model.link_other(x[None])[0], model.link_cue(x[None])[0]
    pooled = (other[spans[:, 0]] + other[spans[:, 1] - 1]) / 2
    cued = (cue[cues[:, 0]] + cue[cues[:, 1] - 1]) / 2
    scores = pooled.float() @ model.link_weight[which].float() @ cued.float().T * (4.0 / LINK**0.5)
    scores = CAP * torch.tanh(scores / CAP)
    return scores + link_features(spans, cues, sentence) @ model.link_near[which]
