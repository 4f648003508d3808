"""The network: a MiniLM encoder with start and end scores per token and one relevance score."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn
from transformers import AutoModel

_MASKED = -1e4


class ReaderNetwork(nn.Module):
    """Start and end logits over tokens (token 0 is "no answer") and the relevance logit of the window."""

    def __init__(self, base: Path, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            base,
            add_pooling_layer=False,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        size = int(self.encoder.config.hidden_size)
        self.dropout = nn.Dropout(dropout)
        self.span = nn.Linear(size, 2)
        self.relevance = nn.Sequential(
            nn.Linear(size, size), nn.Tanh(), nn.Dropout(dropout), nn.Linear(size, 1)
        )
        for layer in (self.span, self.relevance[0], self.relevance[3]):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)

    def freeze_embeddings(self) -> None:
        """Leave the word vectors as they are: half of the weights, and little to learn from small data."""
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, span_mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        logits = self.span(self.dropout(hidden)).float()
        closed = (1.0 - span_mask.float()) * _MASKED
        relevance = self.relevance(self.dropout(hidden[:, 0])).squeeze(-1).float()
        return logits[..., 0] + closed, logits[..., 1] + closed, relevance
