"""The model at run time: an ONNX session, its tokenizer, its label schemes and the small matrices beside it."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import KnowledgeError
from rashomon.reading.pieces import EDGE_SHAPE, INNER_SHAPE, Pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float32]
MODEL_FOLDER: Final = Path(__file__).parent / "model"
#: Link scores are bent towards this bound, as in training.
_CAP: Final = 20.0
#: Rewritings of the graph that cost time: the runtime normalises a sum slower than it adds and then normalises.
_SLOWER: Final = ("SkipLayerNormFusion",)
_DO: Final = "install Rashomon again, or build the model with `make train`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The label schemes, in the order of the columns of the model's outputs."""

    upos: tuple[str, ...]
    relations: tuple[str, ...]
    kinds: tuple[str, ...]
    nominals: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the model says of one window; the first axis of every array is the token."""

    upos: Floats
    arcs: Floats
    relations: Floats
    relation_dependent: Floats
    relation_head: Floats
    names: Floats
    mentions: Floats
    nominals: Floats
    roles: Floats
    links: Floats
    certainty: Floats


def has_model(folder: Path = MODEL_FOLDER) -> bool:
    """Tell whether a model is installed."""
    return (folder / "manifest.json").exists()


class Network:
    """The model, loaded and checked. Safe to call from several threads at once."""

    __slots__ = (
        "_inputs",
        "_link_near",
        "_link_weight",
        "_outputs",
        "_relation",
        "_session",
        "labels",
        "most",
        "name",
        "pieces",
    )

    def __init__(self, folder: Path = MODEL_FOLDER, *, model: Path | None = None) -> None:
        """Load the model of `folder`, or another ONNX file `model` with the same tokenizer and labels.

        Raises KnowledgeError where a file is missing or its SHA-256 is not the manifest's.
        """
        manifest = _read_manifest(folder)
        self.name: str = manifest["name"]
        self.most: int = int(manifest["most_pieces"]) - 2
        self.labels = _read_labels(folder / "labels.json")
        self.pieces = Pieces(folder / "tokenizer.json")
        scorers = np.load(folder / "scorers.npz")
        self._relation = (scorers["relation_product"], scorers["relation_sum"], scorers["relation_bias"])
        self._link_weight: Floats = scorers["link_weight"]
        self._link_near: Floats = scorers["link_near"]
        self._session = _open_session(model or folder / "model.onnx", as_written=bool(manifest.get("as_written")))
        self._inputs = tuple(taken.name for taken in self._session.get_inputs())
        self._outputs = self.labels.outputs

    def run(self, pieces: Sequence[tuple[int, ...]], shapes: Sequence[int], sentence: Sequence[int]) -> Scores:
        """Score one window of tokens, given as what `pieces.of` says of each.

        `shapes` come from `pieces.shapes_of`; `sentence` numbers the sentences.
        """
        sizes = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        ends = sizes.cumsum()
        first, size = ends - sizes + 1, int(ends[-1]) + 2
        ids, shape = np.empty(size, dtype=np.int64), np.full(size, INNER_SHAPE, dtype=np.int64)
        ids[0], ids[-1] = self.pieces.edges
        ids[1:-1] = np.fromiter(itertools.chain.from_iterable(pieces), dtype=np.int64, count=size - 2)
        shape[first] = shapes
        shape[[0, -1]] = EDGE_SHAPE
        feed = {"ids": ids, "shape": shape, "first": first, "sentence": np.array(sentence, dtype=np.int64)}
        arrays = self._session.run(self._outputs, {name: feed[name][None] for name in self._inputs})
        return Scores(**{name: array[0] for name, array in zip(self._outputs, arrays, strict=True)})

    def relate(self, scores: Scores, heads: NDArray[np.int64], skip: int = 0) -> NDArray[np.int64]:
        """Return the dependency label of each token from token `skip` on; `heads` are the window's, -1 for a root.

        The model has scored labels for each token's best head; only tokens that the tree gave another are scored anew.
        """
        labels = scores.relations[skip:].argmax(axis=1)
        moved = np.flatnonzero(scores.arcs[skip:].argmax(axis=1) - 1 != heads[skip:])
        if len(moved):
            product, added, bias = self._relation
            over = scores.relation_head[heads[skip:][moved]]
            under = scores.relation_dependent[skip:][moved]
            labels[moved] = ((under * over) @ product + np.maximum(under + over, 0.0) @ added + bias).argmax(axis=1)
        return np.asarray(labels)

    def link(
        self,
        scores: Scores,
        spans: NDArray[np.int64],
        cues: NDArray[np.int64],
        sentence: NDArray[np.int64],
        *,
        content: bool,
    ) -> Floats:
        """Score spans (rows of start, end) of sources, or of contents, against cues: an array (spans, cues)."""
        which = int(content)
        middle = scores.links.shape[1] // 2
        cue, other = scores.links[:, :middle], scores.links[:, middle:]
        pooled = (other[spans[:, 0]] + other[spans[:, 1] - 1]) / 2
        cued = (cue[cues[:, 0]] + cue[cues[:, 1] - 1]) / 2
        near = link_features(spans, cues, sentence) @ self._link_near[which]
        # Numpy was seen to call this product invalid; a score that is would lose to every other.
        with np.errstate(invalid="ignore", over="ignore"):
            linked = _CAP * np.tanh(pooled @ self._link_weight[which] @ cued.T / _CAP) + near
        return np.nan_to_num(np.asarray(linked, dtype=np.float32), nan=-_CAP)


def link_features(spans: NDArray[np.int64], cues: NDArray[np.int64], sentence: NDArray[np.int64]) -> Floats:
    """Features of pairs: nearness, one sentence, the cue standing after, the nearest cue, touching."""
    start, end, first, last = spans[:, None, 0], spans[:, None, 1], cues[None, :, 0], cues[None, :, 1]
    gap = np.maximum(np.maximum(first - end, start - last), 0)
    rank = np.argsort(np.argsort(gap, axis=1, kind="stable"), axis=1, kind="stable")
    together = (sentence[start] == sentence[first]) | (sentence[end - 1] == sentence[first])
    return np.stack([np.log1p(gap), together, first >= end, rank == 0, gap <= 1], axis=2).astype(np.float32)


def _read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest and check every file of it by size and SHA-256."""
    path = folder / "manifest.json"
    if not path.exists():
        raise KnowledgeError(str(path), "the reader's model is not installed", _DO)
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name, facts in manifest["files"].items():
        file = folder / name
        if not file.exists():
            raise KnowledgeError(str(file), "a file of the reader's model is missing", _DO)
        if hashlib.sha256(file.read_bytes()).hexdigest() != facts["sha256"]:
            raise KnowledgeError(str(file), "the file is not the one that the manifest names (SHA-256)", _DO)
    return manifest


def _read_labels(path: Path) -> Labels:
    columns = json.loads(path.read_text(encoding="utf-8"))
    wanted = ("upos", "relations", "kinds", "nominals", "outputs")
    return Labels(**{name: tuple(columns[name]) for name in wanted})


def _open_session(path: Path, *, as_written: bool) -> Any:
    """Open a session of one thread: windows run side by side, which wastes less than splitting each of them.

    Graphs that are made of the runtime's own operators run `as_written`; what the runtime would rewrite in them costs
    time, when they are opened and when they are run.
    """
    import onnxruntime  # noqa: PLC0415 - heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = True
    if as_written:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOWER)
    )
