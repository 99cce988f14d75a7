"""The encoder: MiniLM-L6 as a plain torch module, with an added embedding for what the uncased vocabulary drops.

The pretrained vocabulary is uncased. `shape` gives back case, spacing and where sentences and paragraphs begin, as one
small id a piece (see `training.windows`). In capitals the case part is always "unknown", so an upper-case wire and its
mixed-case original look the same to the model but for that.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

SHAPES = 64


def drop(x: Tensor, rate: float, training: bool) -> Tensor:
    """Drop channels of `x` (batch, tokens, width), the same ones for all tokens of a window.

    One mask a window is what biaffine parsers do best with, and drawing it costs next to nothing on a processor.
    """
    if not training or rate <= 0.0:
        return x
    keep = torch.rand(x.shape[0], 1, x.shape[2], dtype=x.dtype, device=x.device) >= rate
    return x * (keep / (1.0 - rate)).to(x.dtype)


def keep_eight_bits(x: Tensor) -> Tensor:
    """Round `x` (batch, tokens, width) as dynamic quantisation will, row by row; gradients pass straight through."""
    with torch.no_grad():
        exact = x.float()
        low, high = exact.amin((1, 2), keepdim=True).clamp(max=0), exact.amax((1, 2), keepdim=True).clamp(min=0)
        step = ((high - low) / 255).clamp(min=1e-8)
        off = (torch.round((exact - low) / step) * step + low - exact).to(x.dtype)
    return x + off


class Matrix(nn.Linear):
    """A linear map whose weights may be seen as 8 bits a channel will keep them, so that training makes up for it."""

    off: Tensor | None = None

    @torch.no_grad()
    def round_weights(self) -> None:
        """Note how far each weight is from its rounded value; to be called after every change of the weights."""
        exact = self.weight.float()
        step = (exact.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        self.off = torch.round(exact / step) * step - exact

    def forward(self, x: Tensor) -> Tensor:
        """Map `x`: in training by the rounded weights, once they were rounded; gradients pass straight through."""
        if self.off is None or not self.training:
            return super().forward(x)
        return F.linear(x, self.weight + self.off, self.bias)


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (Matrix(width, width) for _ in range(3))
        self.out, self.up, self.down = Matrix(width, width), Matrix(width, inner), Matrix(inner, width)
        self.norm_attention, self.norm_out = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout
        self.rounds = False

    def held(self, x: Tensor) -> Tensor:
        """Return what a matrix sees of `x`: in training, once `rounds` is set, only what 8 bits keep of it."""
        return keep_eight_bits(x) if self.rounds and self.training else x

    def round_weights(self) -> None:
        """Round what the matrices see, and the matrices themselves, from now on."""
        self.rounds = True
        for part in (self.query, self.key, self.value, self.out, self.up, self.down):
            part.round_weights()

    def attend(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
        """Mix values by attention.

        Done by hand: on a processor in bfloat16 that is four times as fast, backwards, as the fused kernel.
        """
        batch, size, width = query.shape
        each = width // self.heads
        q, k, v = (t.view(batch, size, self.heads, each).transpose(1, 2) for t in (query, key, value))
        scores = torch.matmul(q * each**-0.5, k.transpose(2, 3)) + mask
        return torch.matmul(torch.softmax(scores, dim=-1), v).transpose(1, 2).reshape(batch, size, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Transform `x` (batch, pieces, width); `mask` is added to attention scores."""
        seen = self.held(x)
        mixed = self.out(self.held(self.attend(self.query(seen), self.key(seen), self.value(seen), mask)))
        x = self.norm_attention(x + drop(mixed, self.dropout, self.training))
        inner = self.down(self.held(F.gelu(self.up(self.held(x)))))
        return self.norm_out(x + drop(inner, self.dropout, self.training))


class Encoder(nn.Module):
    """Pieces in, one vector a piece out."""

    def __init__(
        self,
        *,
        layers: int = 6,
        width: int = 384,
        heads: int = 12,
        inner: int = 1536,
        vocabulary: int = 30522,
        dropout: float = 0.05,
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width, sparse=True)
        self.positions = nn.Embedding(512, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.dropout = dropout

    def forward(
        self, ids: Tensor, shape: Tensor, places: Tensor | None = None, segment: Tensor | None = None
    ) -> Tensor:
        """Encode `ids` and `shape` (batch, pieces); id 0 is padding.

        Rows may pack several windows: `segment` numbers them, and `places` counts pieces within each.
        """
        if places is None:
            places = torch.arange(ids.shape[1], device=ids.device)[None]
        x = self.words(ids) + self.positions(places) + self.shapes(shape) + self.kind
        x = drop(self.norm(x), self.dropout, self.training)
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)
        if segment is None:
            mask = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        else:
            mask = (segment[:, :, None] != segment[:, None, :])[:, None].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


def read_config(folder: Path) -> dict[str, int]:
    """Return the sizes of a BERT checkpoint, as arguments of `Encoder`."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return {
        "layers": config["num_hidden_layers"],
        "width": config["hidden_size"],
        "heads": config["num_attention_heads"],
        "inner": config["intermediate_size"],
        "vocabulary": config["vocab_size"],
    }


def load_pretrained(encoder: Encoder, folder: Path) -> None:
    """Fill the encoder from a BERT checkpoint in safetensors, by name; raises KeyError if one is missing."""
    source = load_file(str(folder / "model.safetensors"))
    get = lambda name: source[name] if name in source else source["bert." + name]  # noqa: E731
    with torch.no_grad():
        encoder.words.weight.copy_(get("embeddings.word_embeddings.weight"))
        encoder.positions.weight.copy_(get("embeddings.position_embeddings.weight"))
        encoder.kind.copy_(get("embeddings.token_type_embeddings.weight")[0])
        for part in ("weight", "bias"):
            getattr(encoder.norm, part).copy_(get(f"embeddings.LayerNorm.{part}"))
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_out": "output.LayerNorm",
        }
        for number, layer in enumerate(encoder.layers):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    getattr(getattr(layer, ours), part).copy_(get(f"encoder.layer.{number}.{theirs}.{part}"))
