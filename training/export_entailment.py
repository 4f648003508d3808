"""Exports a trained entailment network as int8 ONNX with its tokenizer and configuration.

python -m training.export_entailment BASE CHECKPOINT --out rag/assets/entailment [--float32]
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rag.verification.entailment import MAX_CLAIM, MAX_TOKENS, PAD
from training.entailment_network import LAYERS, EntailmentEncoder
from training.exporting import Attention, arguments, closed_to, export, plain_layer, with_weights

HEADS = ("relevance",)


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
        biases = self.biases[:, :, :length, :length] + closed_to(attention_mask)
        for layer in self.layers:
            own = layer.attention.attn
            attention = Attention(own.q, own.k, own.v, own.o, layer.attention.LayerNorm)
            hidden = plain_layer(layer, attention, hidden, biases, self.heads)
        return self.relevance(hidden[:, 0])[:, 0]


def main() -> None:
    args = arguments(__doc__)
    export(
        PlainEntailment(with_weights(EntailmentEncoder(args.base), args.checkpoint)),
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
