"""Exports a trained entailment network as int8 ONNX with its tokenizer and configuration.

python -m training.export_entailment BASE CHECKPOINT --out rag/assets/entailment [--float32]
"""

from __future__ import annotations

from torch import Tensor

from rag.verification.entailment import MAX_CLAIM, MAX_TOKENS
from training.exporting import PlainEncoder, arguments, export, load_network

HEADS = ("/relevance/0/MatMul", "/relevance/3/MatMul")


class PlainEntailment(PlainEncoder):
    """The trained network in plain operators."""

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        return self.relevance(self.encode(input_ids, attention_mask, token_type_ids)[:, 0])[:, 0]


def main() -> None:
    args = arguments(__doc__)
    export(
        PlainEntailment(load_network(args.base, args.checkpoint)),
        args.base,
        args.out,
        outputs={"log_odds": {0: "rows"}},
        heads=HEADS,
        config={
            "base": "all-MiniLM-L6-v2",
            "input": "[CLS] claim [SEP] evidence [SEP]",
            "max_claim_tokens": MAX_CLAIM,
            "max_tokens": MAX_TOKENS,
        },
        float32=args.float32,
    )


if __name__ == "__main__":
    main()
