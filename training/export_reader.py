"""Exports a trained checkpoint as int8 ONNX with its tokenizer and configuration.

    python -m training.export_reader BASE CHECKPOINT --out rag/assets/reader [--float32]

The matrix products are quantized (weights per channel, activations per call); the word vectors are
stored in int8 with one scale per tensor; the small heads stay in float32.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from rag.models.span_network import CONFIG_FILE, MODEL_FILE, TOKENIZER_FILE
from training.reader_network import ReaderNetwork

HEADS = ("/span/MatMul", "/relevance/0/MatMul", "/relevance/3/MatMul")


class PlainReader(nn.Module):
    """The trained network in plain operators, so that the exported graph is small and easy to fuse."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.embeddings = network.encoder.embeddings
        self.layers = network.encoder.encoder.layer
        self.heads = int(network.encoder.config.num_attention_heads)
        self.span = network.span
        self.relevance = network.relevance

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        parts = self.embeddings
        places = torch.arange(input_ids.shape[1])
        hidden = (
            parts.word_embeddings(input_ids)
            + parts.token_type_embeddings(token_type_ids)
            + parts.position_embeddings(places)
        )
        hidden = parts.LayerNorm(hidden)
        closed = (1.0 - attention_mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            hidden = self._layer(layer, hidden, closed)
        logits = self.span(hidden)
        return logits[..., 0], logits[..., 1], self.relevance(hidden[:, 0])[:, 0]

    def _layer(self, layer: nn.Module, hidden: Tensor, closed: Tensor) -> Tensor:
        own = layer.attention.self

        def split(values: Tensor) -> Tensor:
            return values.view(values.shape[0], values.shape[1], self.heads, -1).transpose(1, 2)

        query, key, value = split(own.query(hidden)), split(own.key(hidden)), split(own.value(hidden))
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + closed
        mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(hidden.shape)
        hidden = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + hidden)
        inner = nn.functional.gelu(layer.intermediate.dense(hidden))
        return layer.output.LayerNorm(layer.output.dense(inner) + hidden)


def load_network(base: Path, checkpoint: Path) -> ReaderNetwork:
    """The network of a checkpoint, in float32, ready to answer."""
    network = ReaderNetwork(base)
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    return network.float().eval()


def write_float32(network: ReaderNetwork, path: Path) -> None:
    """Write the graph with dynamic numbers of rows and tokens."""
    sample = torch.ones((2, 12), dtype=torch.long)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "rows", 1: "tokens"} for name in [*names, "start", "end"]} | {"relevance": {0: "rows"}}
    torch.onnx.export(
        PlainReader(network).eval(),
        (sample, sample, sample),
        str(path),
        input_names=names,
        dynamo=False,
        output_names=["start", "end", "relevance"],
        dynamic_axes=axes,
        opset_version=17,
    )


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(args: argparse.Namespace) -> None:
    args.out.mkdir(parents=True, exist_ok=True)
    model = args.out / MODEL_FILE
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        write_float32(load_network(args.base, args.checkpoint), whole)
        if args.float32:
            shutil.copy(whole, model)
        else:
            quantize_dynamic(
                whole,
                model,
                per_channel=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=list(HEADS),
                op_types_to_quantize=["MatMul", "Gather"],
            )
    tokenizer = json.loads((args.base / TOKENIZER_FILE).read_text("utf-8")) | {
        "truncation": None,
        "padding": None,
    }
    (args.out / TOKENIZER_FILE).write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")
    config_path = args.out / CONFIG_FILE
    config = json.loads(config_path.read_text("utf-8")) if config_path.exists() else {}
    config |= {
        "base": "all-MiniLM-L6-v2",
        "input": "[CLS] question [SEP] title [SEP] window [SEP]",
        "max_tokens": 208,
        "max_answer_tokens": 20,
        "batch": config.get("batch", 1),
        "sha256": {MODEL_FILE: sha256(model), TOKENIZER_FILE: sha256(args.out / TOKENIZER_FILE)},
    }
    config_path.write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    print(json.dumps({path.name: path.stat().st_size for path in sorted(args.out.iterdir())}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true")
    export(parser.parse_args())


if __name__ == "__main__":
    main()
