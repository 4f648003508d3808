"""Exports a trained entailment network as int8 ONNX with its tokenizer and configuration.

python -m training.export_entailment BASE CHECKPOINT --out rag/assets/entailment [--float32]
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn

from rag.verification.entailment import MAX_CLAIM, MAX_TOKENS, PAD
from training.entailment_network import LAYERS, EntailmentEncoder
from training.exporting import arguments, export

HEADS = ("/relevance/0/MatMul", "/relevance/2/MatMul")


class PlainEntailment(nn.Module):
    """The trained network in plain operators, so that the exported graph is small and easy to fuse."""

    def __init__(self, network: EntailmentEncoder) -> None:
        super().__init__()
        body = network.encoder.encoder
        self.embeddings = network.encoder.embeddings
        self.layers = body.layer
        self.heads = int(network.encoder.config.num_attention_heads)
        self.relevance = network.relevance
        places = torch.arange(MAX_TOKENS)
        buckets = body.relative_position_bucket(places[None, :] - places[:, None])
        self.register_buffer("biases", body.relative_attention_bias(buckets).detach().permute(2, 0, 1)[None])

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        parts, length = self.embeddings, input_ids.shape[1]
        places = torch.arange(length) + PAD + 1  # of a row's own tokens; padding is masked
        hidden = parts.LayerNorm(parts.word_embeddings(input_ids) + parts.position_embeddings(places))
        closed = (1.0 - attention_mask[:, None, None, :].float()) * -1e4
        biases = self.biases[:, :, :length, :length] + closed
        for layer in self.layers:
            hidden = self._layer(layer, hidden, biases)
        return self.relevance(hidden[:, 0])[:, 0]

    def _layer(self, layer: nn.Module, hidden: Tensor, biases: Tensor) -> Tensor:
        own = layer.attention.attn

        def split(values: Tensor) -> Tensor:
            return values.view(values.shape[0], values.shape[1], self.heads, -1).transpose(1, 2)

        query, key, value = split(own.q(hidden)), split(own.k(hidden)), split(own.v(hidden))
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + biases
        mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(hidden.shape)
        hidden = layer.attention.LayerNorm(own.o(mixed) + hidden)
        inner = nn.functional.gelu(layer.intermediate.dense(hidden))
        return layer.output.LayerNorm(layer.output.dense(inner) + hidden)


def load_network(base: Path, checkpoint: Path) -> EntailmentEncoder:
    """The network of a checkpoint, in float32, ready to answer."""
    network = EntailmentEncoder(base)
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    return network.float().eval()


def main() -> None:
    args = arguments(__doc__)
    export(
        PlainEntailment(load_network(args.base, args.checkpoint)),
        args.base,
        args.out,
        inputs=("input_ids", "attention_mask"),
        outputs={"log_odds": {0: "rows"}},
        heads=HEADS,
        config={
            "base": "all-mpnet-base-v2",
            "layers": LAYERS,
            "input": "<s> claim </s></s> evidence </s>",
            "max_claim_tokens": MAX_CLAIM,
            "max_tokens": MAX_TOKENS,
        },
        float32=args.float32,
    )


if __name__ == "__main__":
    main()
