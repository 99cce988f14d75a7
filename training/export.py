"""Weights to what the package ships: an int8 ONNX model, its tokenizer, its labels and a manifest with their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.encoder import Encoder
from training.labels import KINDS, NAME_TAGS, NOMINALS, ROLE_TAGS, ROLES, UPOS
from training.model import LINK, OUTPUTS, Model

#: The heads are a hundredth of the work and decide the answers: they stay in floating point.
EXACT = ("upos", "root", "arc_bias", "names", "mentions", "nominals", "roles", "certainty")

#: head -> what is added to the scores of tags on export. Chosen on PolNeAR's held-out training share: the losses alone
#: find too many cues. (The like for names, chosen on the small parts that there are to tune by, did not carry over.)
LEANINGS: dict[str, tuple[list[str], dict[str, float]]] = {
    "roles": (list(ROLE_TAGS), {"B-cue": -0.4, "I-cue": -0.4, "O": 0.2}),
}


class FusedAttention(torch.autograd.Function):
    """Attention as one operator of the runtime, which is faster there than its parts. It knows no padding."""

    @staticmethod
    def symbolic(g, query, key, value, heads):
        """Name the runtime's operator."""
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())

    @staticmethod
    def forward(ctx, query, key, value, heads):  # noqa: ARG004
        """Stand in for the operator while the graph is traced: only shapes matter there."""
        return value.clone()


class Reading(torch.nn.Module):
    """The model as the runtime calls it."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids, shape, first, sentence):
        """Return every output in the order of `OUTPUTS`."""
        return self.model.read(ids, shape, first, sentence)


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
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        trace(model, plain)
        quantize(plain, into / "model.onnx")
        shutil.copy(plain, weights.parent / "float.onnx")
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


def trace(model: Model, path: Path) -> None:
    """Trace the model to ONNX with free piece and token counts. It takes windows one at a time, without padding."""
    for layer in model.encoder.layers:
        layer.attend = lambda q, k, v, _, heads=layer.heads: FusedAttention.apply(q, k, v, heads)
    ids = torch.randint(1000, 2000, (1, 12))
    first = torch.arange(1, 9)[None]
    example = (ids, torch.ones_like(ids), first, torch.zeros_like(first))
    names = ("ids", "shape", "first", "sentence")
    axes = {"ids": {1: "pieces"}, "shape": {1: "pieces"}}
    axes.update({name: {1: "tokens"} for name in ("first", "sentence", *OUTPUTS)})
    axes["arcs"] = {1: "tokens", 2: "heads"}
    torch.onnx.export(
        Reading(model),
        example,
        str(path),
        input_names=list(names),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantize(plain: Path, path: Path) -> None:
    """Quantise the encoder's matrices by channel, and its word embeddings, to signed 8 bits."""
    prepared = plain.with_suffix(".prepared.onnx")
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    graph = onnx.load(prepared)
    inside = [
        node.name
        for node in graph.graph.node
        if node.op_type == "MatMul" and ("/encoder/layers" in node.name) and _has_weight(graph, node)
    ]
    quantize_dynamic(
        str(prepared),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul"],
        nodes_to_quantize=inside,
        extra_options={"MatMulConstBOnly": True},
    )
    graph = onnx.load(path)
    shrink_embeddings(graph)
    onnx.save(graph, path)


def _has_weight(graph: onnx.ModelProto, node: onnx.NodeProto) -> bool:
    names = {tensor.name for tensor in graph.graph.initializer}
    return any(name in names for name in node.input)


def shrink_embeddings(graph: onnx.ModelProto) -> None:
    """Store large float tables that are only gathered from as int8, with one scale a row."""
    tensors = {tensor.name: tensor for tensor in graph.graph.initializer}
    for node in list(graph.graph.node):
        if node.op_type != "Gather" or node.input[0] not in tensors:
            continue
        tensor = tensors[node.input[0]]
        table = numpy_helper.to_array(tensor)
        if table.dtype != np.float32 or table.ndim != 2 or table.shape[0] < 500:
            continue
        scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127.0
        small = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
        name, out = tensor.name, node.output[0]
        graph.graph.initializer.remove(tensor)
        graph.graph.initializer.append(numpy_helper.from_array(small, name + "_int8"))
        graph.graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), name + "_scale"))
        rows = onnx.helper.make_node("Gather", [name + "_int8", node.input[1]], [out + "_rows"], name=out + "_gather")
        cast = onnx.helper.make_node(
            "Cast", [out + "_rows"], [out + "_cast"], name=out + "_cast", to=onnx.TensorProto.FLOAT
        )
        scales = onnx.helper.make_node(
            "Gather", [name + "_scale", node.input[1]], [out + "_scales"], name=out + "_scales"
        )
        product = onnx.helper.make_node("Mul", [out + "_cast", out + "_scales"], [out], name=out + "_product")
        place = list(graph.graph.node).index(node)
        graph.graph.node.remove(node)
        for offset, new in enumerate((rows, cast, scales, product)):
            graph.graph.node.insert(place + offset, new)


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
    """Write what the folder holds, with sizes and SHA-256."""
    files = {
        name: {
            "bytes": (folder / name).stat().st_size,
            "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
        }
        for name in ("model.onnx", "tokenizer.json", "scorers.npz", "labels.json")
    }
    called = encoder_name(encoder)
    name = f"{called.rpartition('/')[2].lower()}-{files['model.onnx']['sha256'][:8]}"
    manifest = {"name": name, "encoder": called, "most_pieces": 192, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def encoder_name(folder: Path) -> str:
    """Return what an encoder's folder calls itself, or the folder's name."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return str(config.get("_name_or_path") or folder.name)
