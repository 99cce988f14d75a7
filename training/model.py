"""The reader's model: one encoder and its heads."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from training.encoder import Encoder, drop
from training.labels import NAME_TAGS, NOMINALS, ROLE_TAGS, UPOS

ARC, RELATION, LINK = 256, 256, 128
OUTPUTS = (
    "upos",
    "arcs",
    "relations",
    "relation_dependent",
    "relation_head",
    "names",
    "mentions",
    "nominals",
    "roles",
    "links",
    "certainty",
)


class Projection(nn.Module):
    """A linear map, a GELU and dropout."""

    def __init__(self, width: int, out: int, dropout: float) -> None:
        super().__init__()
        self.linear, self.dropout = nn.Linear(width, out), dropout

    def forward(self, x: Tensor) -> Tensor:
        """Project `x`."""
        return drop(F.gelu(self.linear(x)), self.dropout, self.training)


class Model(nn.Module):
    """Encoder and heads. `relations` is the number of dependency labels."""

    def __init__(
        self, relations: int, *, width: int = 384, dropout: float = 0.2, encoder: Encoder | None = None
    ) -> None:
        super().__init__()
        self.encoder = encoder or Encoder(width=width)
        self.dropout = dropout
        self.upos = nn.Linear(width, len(UPOS))
        self.arc_dependent, self.arc_head = (Projection(width, ARC, 0.33) for _ in range(2))
        self.arc_weight = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias, self.root = nn.Linear(ARC, 1), nn.Linear(ARC, 1)
        self.relation_dependent, self.relation_head = (Projection(width, RELATION, 0.33) for _ in range(2))
        self.relation_product = nn.Linear(RELATION, relations)
        self.relation_sum = nn.Linear(RELATION, relations)
        self.names, self.mentions = nn.Linear(width, len(NAME_TAGS)), nn.Linear(width, len(NAME_TAGS))
        self.nominals, self.roles = nn.Linear(width, len(NOMINALS)), nn.Linear(width, len(ROLE_TAGS))
        self.link_cue, self.link_other = (Projection(width, LINK, 0.2) for _ in range(2))
        self.link_weight = nn.Parameter(torch.randn(2, LINK, LINK) * 0.05)
        self.link_near = nn.Parameter(torch.tensor([[-0.5, 0.5, 0.0, 0.5, 0.5]] * 2))
        self.certainty = nn.Linear(width, 2)
        nn.init.xavier_uniform_(self.arc_weight, 0.5)

    def embed(
        self, ids: Tensor, shape: Tensor, first: Tensor, places: Tensor | None = None, segment: Tensor | None = None
    ) -> Tensor:
        """Return one vector a token: that of its first piece."""
        hidden = drop(self.encoder(ids, shape, places, segment), self.dropout, self.training)
        return torch.gather(hidden, 1, first[:, :, None].expand(-1, -1, hidden.shape[-1]))

    def arcs(self, x: Tensor, sentence: Tensor) -> Tensor:
        """Score heads (batch, dependent, 1 + head): column 0 is the root; heads outside the sentence get -1e4."""
        dependent, head = self.arc_dependent(x), self.arc_head(x)
        scores = dependent @ self.arc_weight @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        scores = scores / ARC**0.5 * 4.0
        place = torch.arange(x.shape[1], device=x.device)
        apart = (sentence[:, :, None] != sentence[:, None, :]) | (place[:, None] == place[None, :])[None]
        scores = scores.masked_fill(apart, -1e4)
        return torch.cat([self.root(dependent), scores], dim=2)

    def relate(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Score the label of pairs of projected tokens (pairs, RELATION)."""
        return self.relation_product(dependent * head) + self.relation_sum(F.relu(dependent + head))

    def read(self, ids: Tensor, shape: Tensor, first: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        """Everything that the runtime needs, in the order of `OUTPUTS`.

        Labels are those of each word's best head; the projections go out too, for words that a tree gives another head.
        """
        x = self.embed(ids, shape, first)
        arcs, dependent, head = self.arcs(x, sentence), self.relation_dependent(x), self.relation_head(x)
        best = arcs.argmax(dim=2)
        chosen = torch.gather(head, 1, (best - 1).clamp(min=0)[:, :, None].expand(-1, -1, RELATION))
        return (
            self.upos(x),
            arcs,
            self.relate(dependent, chosen * (best > 0).to(chosen.dtype)[:, :, None]),
            dependent,
            head,
            self.names(x),
            self.mentions(x),
            self.nominals(x),
            self.roles(x),
            torch.cat([self.link_cue(x), self.link_other(x)], dim=2),
            self.certainty(x),
        )
