"""Weights to what the package ships: an int8 ONNX model, its tokenizer, its labels and a manifest with their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from training.encoder import Encoder
from training.graph import NEVER, build_graph
from training.labels import KINDS, NAME_TAGS, NOMINALS, ROLE_TAGS, ROLES, UPOS
from training.model import LINK, OUTPUTS, Model

#: head -> what is added to the scores of tags on export. Chosen on PolNeAR's held-out training share: the losses alone
#: find too many cues. (The like for names, chosen on the small parts that there are to tune by, did not carry over.)
LEANINGS: dict[str, tuple[list[str], dict[str, float]]] = {
    "roles": (list(ROLE_TAGS), {"B-cue": -0.4, "I-cue": -0.4, "O": 0.2}),
}


def load_model(path: Path) -> tuple[Model, list[str]]:
    """Load weights or a checkpoint; returns the model, ready to read, and its dependency labels in order."""
    state = torch.load(path, weights_only=True, map_location="cpu")
    labels = sorted(state["relations"], key=state["relations"].__getitem__)
    sizes = state.get("encoder") or {"width": 384}
    model = Model(len(labels), width=sizes["width"], encoder=Encoder(**sizes))
    model.load_state_dict(state["model"])
    model.eval()
    return model, labels


def export(weights: Path, encoder: Path, into: Path, *, other: Path | None = None, share: float = 0.25) -> None:
    """Write the model folder. The float32 model goes beside the weights, for comparison only.

    `other` is another run from the same start (same seed): its weights are mixed in by `share`, which costs nothing at
    run time and does some good on small corpora.
    """
    model, labels = load_model(weights)
    if other is not None:
        mix(model, load_model(other), labels, share)
    lean(model)
    into.mkdir(parents=True, exist_ok=True)
    exact = weights.parent / "float.onnx"
    build_graph(model, exact, small=False)
    check(model, exact)
    build_graph(model, into / "model.onnx", small=True)
    shutil.copy(encoder / "tokenizer.json", into / "tokenizer.json")
    write_scorers(model, into / "scorers.npz")
    write_labels(labels, into / "labels.json")
    write_manifest(into, encoder)


def mix(model: Model, other: tuple[Model, list[str]], labels: list[str], share: float) -> None:
    """Move the weights of `model` towards those of `other` by `share`; raises SystemExit where labels differ."""
    if other[1] != labels:
        raise SystemExit("the other run has other dependency labels: mix runs on the same corpora only")
    theirs = other[0].state_dict()
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if tensor.is_floating_point():
                tensor.lerp_(theirs[name], share)


def lean(model: Model) -> None:
    """Add `LEANINGS` to the biases of the heads."""
    with torch.no_grad():
        for head, (tags, added) in LEANINGS.items():
            for tag, value in added.items():
                getattr(model, head).bias[tags.index(tag)] += value


def check(model: Model, path: Path) -> None:
    """See that the graph without rounding says what the model says; raises SystemExit where it does not."""
    chance = torch.Generator().manual_seed(3)
    ids = torch.randint(1000, 2000, (1, 60), generator=chance)
    shape = torch.randint(0, 40, (1, 60), generator=chance)
    first = torch.arange(1, 59, 2)[None]
    sentence = (torch.arange(29) // 8)[None]
    given = {"ids": ids, "shape": shape, "first": first, "sentence": sentence}
    with torch.no_grad():
        wanted = dict(zip(OUTPUTS, model.read(*given.values()), strict=True))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = dict(zip(OUTPUTS, session.run(None, {name: ids.numpy() for name, ids in given.items()}), strict=True))
    # The model rules out tokens as their own heads; where the graph prefers those, the labels are another head's.
    same = found["arcs"].argmax(2) == wanted["arcs"].numpy().argmax(2)
    for name, array in found.items():
        told = wanted[name].numpy()
        off = np.where(told > NEVER, array - told, 0.0)[0][same[0]]
        if not np.abs(off).max() < 1e-3 * max(1.0, float(np.abs(told[told > NEVER]).max())):
            raise SystemExit(f"the graph's {name} is {np.abs(off).max():.4f} off the model's: mend training/graph.py")


def write_scorers(model: Model, path: Path) -> None:
    """Write the small matrices that the runtime applies itself: dependency labels and attribution links."""
    arrays = {
        "relation_product": model.relation_product.weight.T,
        "relation_sum": model.relation_sum.weight.T,
        "relation_bias": model.relation_product.bias + model.relation_sum.bias,
        "link_weight": model.link_weight * (4.0 / LINK**0.5),
        "link_near": model.link_near,
    }
    np.savez(path, **{name: array.detach().numpy().astype(np.float32) for name, array in arrays.items()})


def write_labels(relations: list[str], path: Path) -> None:
    """Write the label schemes in the order of the outputs' columns."""
    labels = {
        "upos": UPOS,
        "relations": relations,
        "names": NAME_TAGS,
        "kinds": KINDS,
        "nominals": NOMINALS,
        "roles": ROLE_TAGS,
        "parts": ROLES,
        "outputs": OUTPUTS,
    }
    path.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


def write_manifest(folder: Path, encoder: Path) -> None:
    """Write what the folder holds, with sizes and SHA-256. The graph is to be run as it is written, see `graph.py`."""
    files = {
        name: {
            "bytes": (folder / name).stat().st_size,
            "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
        }
        for name in ("model.onnx", "tokenizer.json", "scorers.npz", "labels.json")
    }
    called = encoder_name(encoder)
    name = f"{called.rpartition('/')[2].lower()}-{files['model.onnx']['sha256'][:8]}"
    manifest = {"name": name, "encoder": called, "most_pieces": 192, "as_written": True, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def encoder_name(folder: Path) -> str:
    """Return what an encoder's folder calls itself, or the folder's name."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return str(config.get("_name_or_path") or folder.name)
