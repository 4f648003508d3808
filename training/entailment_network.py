"""The network: the lower layers of MPNet with one score, the log odds that the evidence carries the claim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import MPNetModel

from rag.verification.entailment import PAD

LAYERS = 8  # of 12: two thirds of the size and the time


class EntailmentEncoder(nn.Module):
    """An encoder of MPNet and a head over its first token."""

    def __init__(self, base: Path, *, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = MPNetModel.from_pretrained(
            base, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        size = int(self.encoder.config.hidden_size)
        self.relevance = nn.Sequential(nn.Linear(size, size), nn.Tanh(), nn.Linear(size, 1))

    def freeze_embeddings(self) -> None:
        """Leave the vectors of words and places as they are: a quarter of the weights, seldom seen."""
        self.encoder.embeddings.requires_grad_(False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The log odds, one per row."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return self.relevance(hidden[:, 0]).squeeze(-1).float()


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """The token ids of rows as a tensor, and its mask."""
    width = max(len(ids) for ids in rows)
    tokens = torch.tensor([[*ids, *[PAD] * (width - len(ids))] for ids in rows])
    return tokens, (tokens != PAD).long()
