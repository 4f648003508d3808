"""Exports a trained reader as int8 ONNX with its tokenizer and configuration.

python -m training.export_reader BASE CHECKPOINT --out rag/assets/reader [--float32]
"""

from __future__ import annotations

import json

from torch import Tensor

from rag.networks import CONFIG_FILE
from training.exporting import PlainEncoder, arguments, export, with_weights
from training.reader_network import ReaderNetwork

HEADS = ("span", "relevance")


class PlainReader(PlainEncoder):
    """The trained reader in plain operators."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__(network)
        self.span = network.span

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        hidden = self.encode(input_ids, attention_mask, token_type_ids)
        logits = self.span(hidden)
        return logits[..., 0], logits[..., 1], self.relevance(hidden[:, 0])[:, 0]


def main() -> None:
    args = arguments(__doc__)
    path = args.out / CONFIG_FILE
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    tokens = {0: "rows", 1: "tokens"}
    export(
        PlainReader(with_weights(ReaderNetwork(args.base), args.checkpoint)),
        args.base,
        args.out,
        outputs={"start": tokens, "end": tokens, "relevance": {0: "rows"}},
        heads=HEADS,
        config={
            "base": "all-MiniLM-L6-v2",
            "input": "[CLS] question [SEP] title [SEP] window [SEP]",
            "max_tokens": 208,
            "max_answer_tokens": 20,
            "batch": known.get("batch", 1),
        },
        float32=args.float32,
    )


if __name__ == "__main__":
    main()
