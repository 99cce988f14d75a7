"""The model as a graph of the runtime's own operators, written node by node.

Traced graphs leave the runtime work that nobody needs: rearranged axes, steps in wider types, six products where one
does. Here every product of the encoder, and the one of all the heads'
projections, is a single operator that takes 8-bit weights by channel and rounds what it is given as it goes. The small
products that decide tags stay in floating point.

The graph takes one window: `ids` and `shape` (1, pieces), `first` (1, tokens), the place of each token's first piece,
and `sentence` (1, tokens), which numbers the sentences. It gives what the model's `read` gives, each (1, tokens,
columns). The last layer is worked out for first pieces alone, since only they are read. A token may be scored as its
own head: who decodes arcs leaves that out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.model import ARC, LINK, OUTPUTS, RELATION, Model

RUNTIME = "com.microsoft"
PROJECTIONS = ("arc_dependent", "arc_head", "relation_dependent", "relation_head", "link_cue", "link_other")
#: The score of an arc between sentences.
NEVER = -1e4
TAGS = ("upos", "names", "mentions", "nominals", "roles", "certainty")


@dataclass(slots=True, kw_only=True)
class Graph:
    """A graph in the making: `weights` are the model's, `small` says whether products take 8-bit weights."""

    weights: dict[str, NDArray[np.float32]]
    small: bool
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def hold(self, name: str, array: NDArray) -> str:
        """Add a constant, once; returns its name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def run(self, kind: str, inputs: list[str], *outputs: str, **attributes) -> str:
        """Add a node of the operator `kind`, "domain:" before it where it has one; returns its first output."""
        domain, _, bare = kind.rpartition(":")
        number = len(self.nodes)
        names = outputs or (f"{bare}_{number}",)
        self.nodes.append(helper.make_node(bare, inputs, names, name=f"{bare}_{number}", domain=domain, **attributes))
        return names[0]

    def matrix(self, name: str) -> tuple[NDArray, NDArray]:
        """Return the matrix (in, out) and the bias of a linear map."""
        return self.weights[name + ".weight"].T, self.weights[name + ".bias"]

    def normalize(self, x: str, name: str) -> str:
        """Normalise the rows of `x`."""
        parts = [self.hold(f"{name}.{part}", self.weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.run("LayerNormalization", [x, *parts], axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        """Apply the exact GELU."""
        return self.run(f"{RUNTIME}:Gelu", [x])

    def multiply(self, x: str, name: str, weight: NDArray, bias: NDArray) -> str:
        """Multiply by a constant matrix and add a bias, with 8-bit weights where the graph has them."""
        held = self.hold(name + ".bias", bias)
        if not self.small:
            return self.run("Add", [self.run("MatMul", [x, self.hold(name + ".weight", weight)]), held])
        small, scale = round_columns(weight)
        inputs = [x, self.hold(name + ".int8", small), self.hold(name + ".scale", scale), "", held]
        return self.run(f"{RUNTIME}:DynamicQuantizeMatMul", inputs)

    def multiply_by_each(self, x: str, names: list[str]) -> list[str]:
        """Multiply by several matrices of the model; what is multiplied is rounded once for all."""
        if not self.small:
            return [self.multiply(x, name, *self.matrix(name)) for name in names]
        rounded = [f"{x}_{part}" for part in ("int8", "scale", "zero")]
        self.run("DynamicQuantizeLinear", [x], *rounded)
        products = []
        for name in names:
            weight, bias = self.matrix(name)
            small, scale = round_columns(weight)
            left, right = self.hold(name + ".int8", small), self.hold(name + ".scale", scale)
            inputs = [rounded[0], left, rounded[1], right, rounded[2], "", self.hold(name + ".bias", bias)]
            products.append(self.run(f"{RUNTIME}:MatMulIntegerToFloat", inputs))
        return products


def round_columns(weight: NDArray) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round a matrix (in, out) to signed 8 bits; returns it and the scale of each column."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / 127.0
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def build_graph(model: Model, path: Path, *, small: bool) -> None:
    """Write the model's graph; `small` makes it one with 8-bit weights."""
    weights = {name: tensor.detach().float().numpy() for name, tensor in model.state_dict().items()}
    graph = Graph(weights=weights, small=small)
    first = graph.run("Squeeze", ["first", graph.hold("rows", np.array([0]))])
    x = embed(graph)
    for number, layer in enumerate(model.encoder.layers):
        name = f"encoder.layers.{number}."
        read = first if number == len(model.encoder.layers) - 1 else None
        x = transform(graph, x, name, heads=layer.heads, read=read)
    score_tags(graph, x)
    score_pairs(graph, x)
    sizes = {"ids": "pieces", "shape": "pieces", "first": "tokens", "sentence": "tokens"}
    made = helper.make_graph(
        graph.nodes,
        "reader",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, size]) for name, size in sizes.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "tokens", None]) for name in OUTPUTS],
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(RUNTIME, 1)]
    onnx.save(helper.make_model(made, opset_imports=opsets, ir_version=9), path)


def embed(graph: Graph) -> str:
    """Add up the embeddings of pieces, places and shapes. Those of pieces are the largest part of the file."""
    words = graph.weights["encoder.words.weight"]
    if graph.small:
        small, scale = round_columns(words.T)
        rows = graph.run("Gather", [graph.hold("words.int8", small.T), "ids"])
        scales = graph.run("Gather", [graph.hold("words.scale", scale[:, None]), "ids"])
        x = graph.run("Mul", [graph.run("Cast", [rows], to=TensorProto.FLOAT), scales])
    else:
        x = graph.run("Gather", [graph.hold("words", words), "ids"])
    places = graph.hold("places", graph.weights["encoder.positions.weight"] + graph.weights["encoder.kind"])
    size = graph.run("Shape", ["ids"], start=1, end=2)
    x = graph.run("Add", [x, graph.run("Slice", [places, graph.hold("rows", np.array([0])), size])])
    shapes = graph.run("Gather", [graph.hold("shapes", graph.weights["encoder.shapes.weight"]), "shape"])
    return graph.normalize(graph.run("Add", [x, shapes]), "encoder.norm")


def transform(graph: Graph, x: str, name: str, *, heads: int, read: str | None) -> str:
    """Add one layer of the encoder; `read` names the places that it is worked out for, all of them where None."""
    kept = x if read is None else graph.run("Gather", [x, read], axis=1)
    if read is None:
        parts = graph.multiply_by_each(x, [name + part for part in ("query", "key", "value")])
    else:
        query = graph.multiply(kept, name + "query", *graph.matrix(name + "query"))
        parts = [query, *graph.multiply_by_each(x, [name + "key", name + "value"])]
    mixed = graph.run(f"{RUNTIME}:MultiHeadAttention", parts, num_heads=heads)
    mixed = graph.multiply(mixed, name + "out", *graph.matrix(name + "out"))
    x = graph.normalize(graph.run("Add", [kept, mixed]), name + "norm_attention")
    inner = graph.gelu(graph.multiply(x, name + "up", *graph.matrix(name + "up")))
    inner = graph.multiply(inner, name + "down", *graph.matrix(name + "down"))
    return graph.normalize(graph.run("Add", [x, inner]), name + "norm_out")


def score_tags(graph: Graph, x: str) -> None:
    """Add the heads that score tags, as one product in floating point."""
    matrices = [graph.matrix(name) for name in TAGS]
    weight = graph.hold("tags.weight", np.concatenate([matrix for matrix, _ in matrices], axis=1))
    bias = graph.hold("tags.bias", np.concatenate([added for _, added in matrices]))
    scores = graph.run("Add", [graph.run("MatMul", [x, weight]), bias])
    sizes = graph.hold("tags.sizes", np.array([len(added) for _, added in matrices]))
    graph.run("Split", [scores, sizes], *TAGS, axis=-1)


def score_pairs(graph: Graph, x: str) -> None:
    """Add the projections for pairs of tokens, as one product, and the scores of arcs.

    A head's own score is folded into its product with dependents: d A h + b h is (d A + b) h.
    """
    matrices = [graph.matrix(name + ".linear") for name in PROJECTIONS]
    weight = np.concatenate([matrix for matrix, _ in matrices], axis=1)
    bias = np.concatenate([added for _, added in matrices])
    projected = graph.gelu(graph.multiply(x, "projections", weight, bias))
    sizes = graph.hold("projections.sizes", np.array([ARC, ARC, RELATION, RELATION, 2 * LINK]))
    parts = ("arc_dependent", "arc_head", "relation_dependent", "relation_head", "links")
    graph.run("Split", [projected, sizes], *parts, axis=-1)
    own = graph.weights
    scale = 4.0 / ARC**0.5
    weight = np.concatenate([own["arc_weight"] * scale, own["root.weight"].T], axis=1)
    bias = np.concatenate([own["arc_bias.weight"][0] * scale, own["root.bias"]])
    held = graph.hold("arcs.weight", weight), graph.hold("arcs.bias", bias)
    moved = graph.run("Add", [graph.run("MatMul", ["arc_dependent", held[0]]), held[1]])
    graph.run("Split", [moved, graph.hold("arcs.sizes", np.array([ARC, 1]))], "arc_moved", "arc_root", axis=-1)
    turned = graph.run("Transpose", ["arc_head"], perm=[0, 2, 1])
    added = graph.hold("arcs.added", (own["arc_bias.bias"] * scale).astype(np.float32))
    scores = graph.run("Add", [graph.run("MatMul", ["arc_moved", turned]), added])
    near = [graph.run("Unsqueeze", ["sentence", graph.hold(f"axis{axis}", np.array([axis]))]) for axis in (1, 2)]
    never = graph.hold("never", np.array(NEVER, dtype=np.float32))
    scores = graph.run("Where", [graph.run("Equal", near), scores, never])
    graph.run("Concat", ["arc_root", scores], "arcs", axis=2)
    label_arcs(graph)


def label_arcs(graph: Graph) -> None:
    """Add the scores of labels for each token's best head. The root's vector is nought."""
    best = graph.run("ArgMax", ["arcs"], axis=2, keepdims=0)
    root = graph.hold("root.vector", np.zeros((1, 1, RELATION), dtype=np.float32))
    heads = graph.run("Concat", [root, "relation_head"], axis=1)
    over = graph.run("Gather", [graph.run("Squeeze", [heads, graph.hold("rows", np.array([0]))]), best])
    both = graph.run("Relu", [graph.run("Add", ["relation_dependent", over])])
    pair = graph.run("Concat", [graph.run("Mul", ["relation_dependent", over]), both], axis=2)
    product, added = graph.matrix("relation_product"), graph.matrix("relation_sum")
    weight = graph.hold("relations.weight", np.concatenate([product[0], added[0]]))
    scores = graph.run("MatMul", [pair, weight])
    graph.run("Add", [scores, graph.hold("relations.bias", product[1] + added[1])], "relations")
