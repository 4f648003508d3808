"""Writes a trained network as int8 ONNX with its tokenizer and configuration.

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
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from rag.networks import CONFIG_FILE, MODEL_FILE, TOKENIZER_FILE
from training.reader_network import ReaderNetwork

Network = TypeVar("Network", bound=nn.Module)

BERT_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class PlainEncoder(nn.Module):
    """The encoder in plain operators, so that the exported graph is small and easy to fuse."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.embeddings = network.encoder.embeddings
        self.layers = network.encoder.encoder.layer
        self.heads = int(network.encoder.config.num_attention_heads)
        self.relevance = network.relevance

    def encode(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """The last hidden states, one per token."""
        vectors = self.embeddings
        places = torch.arange(input_ids.shape[1])
        hidden = (
            vectors.word_embeddings(input_ids)
            + vectors.token_type_embeddings(token_type_ids)
            + vectors.position_embeddings(places)
        )
        hidden = vectors.LayerNorm(hidden)
        closed = closed_to(attention_mask)
        for layer in self.layers:
            own, after = layer.attention.self, layer.attention.output
            parts = Attention(own.query, own.key, own.value, after.dense, after.LayerNorm)
            hidden = plain_layer(layer, parts, hidden, closed, self.heads)
        return hidden


class Attention(NamedTuple):
    """The parts of the attention of an encoder's layer, which encoders name differently."""

    query: nn.Module
    key: nn.Module
    value: nn.Module
    out: nn.Module
    norm: nn.Module


def plain_layer(layer: nn.Module, own: Attention, hidden: Tensor, biases: Tensor, heads: int) -> Tensor:
    """The hidden states after a layer; `biases` are added to its scores, one per head and pair of tokens."""

    def split(values: Tensor) -> Tensor:
        return values.view(values.shape[0], values.shape[1], heads, -1).transpose(1, 2)

    query, key, value = split(own.query(hidden)), split(own.key(hidden)), split(own.value(hidden))
    scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + biases
    mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(hidden.shape)
    hidden = own.norm(own.out(mixed) + hidden)
    inner = nn.functional.gelu(layer.intermediate.dense(hidden))
    return layer.output.LayerNorm(layer.output.dense(inner) + hidden)


def closed_to(attention_mask: Tensor) -> Tensor:
    """What keeps every token from attending to padding, to be added to the scores."""
    return (1.0 - attention_mask[:, None, None, :].float()) * -1e4


def arguments(description: str | None) -> argparse.Namespace:
    """What the command line of an export says: `base`, `checkpoint`, `out` and `float32`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("base", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true")
    return parser.parse_args()


def with_weights(network: Network, checkpoint: Path) -> Network:
    """The network with the weights of a checkpoint, in float32, ready to answer."""
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["network"])
    return network.float().eval()


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(
    plain: nn.Module,
    base: Path,
    out: Path,
    *,
    inputs: Sequence[str] = BERT_INPUTS,
    outputs: dict[str, dict[int, str]],
    heads: Sequence[str],
    config: dict[str, Any],
    float32: bool = False,
) -> None:
    """Write a network into a folder; what the folder's configuration already says is kept.

    Args:
        plain: the network in plain operators.
        base: the folder that has its tokenizer.
        out: the folder to write.
        inputs: the names of the inputs.
        outputs: the names of the outputs with their dynamic axes.
        heads: the modules whose matrix products stay in float32.
        config: what the configuration has to say.
        float32: do not quantize.

    Raises:
        ValueError: the network has no product of one of the heads.
    """
    out.mkdir(parents=True, exist_ok=True)
    model = out / MODEL_FILE
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _write_float32(plain, whole, inputs, outputs)
        if float32:
            shutil.copy(whole, model)
        else:
            quantize_dynamic(
                whole,
                model,
                per_channel=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=_products(whole, heads),
                op_types_to_quantize=["MatMul", "Gather"],
            )
    tokenizer = json.loads((base / TOKENIZER_FILE).read_text("utf-8")) | {"truncation": None, "padding": None}
    (out / TOKENIZER_FILE).write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")
    path = out / CONFIG_FILE
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    checksums = {"sha256": {MODEL_FILE: sha256(model), TOKENIZER_FILE: sha256(out / TOKENIZER_FILE)}}
    path.write_text(json.dumps(known | config | checksums, indent=2) + "\n", "utf-8")
    print(json.dumps({path.name: path.stat().st_size for path in sorted(out.iterdir())}))


def _products(model: Path, heads: Sequence[str]) -> list[str]:
    """The names of the matrix products of some modules, whole and as quantizing splits those with a bias."""
    names = [node.name for node in onnx.load(model).graph.node if node.op_type in {"MatMul", "Gemm"}]
    if lacking := [head for head in heads if not any(name.startswith(f"/{head}/") for name in names)]:
        raise ValueError(f"no matrix product of {lacking} in the graph; its products: {names}")
    inside = [name for name in names if name.startswith(tuple(f"/{head}/" for head in heads))]
    return [*inside, *(f"{name}_MatMul" for name in inside)]


def _write_float32(
    plain: nn.Module, path: Path, inputs: Sequence[str], outputs: dict[str, dict[int, str]]
) -> None:
    """Write the graph with dynamic numbers of rows and tokens."""
    sample = torch.ones((2, 12), dtype=torch.long)
    torch.onnx.export(
        plain.eval(),
        (sample,) * len(inputs),
        str(path),
        input_names=list(inputs),
        dynamo=False,
        output_names=list(outputs),
        dynamic_axes={name: {0: "rows", 1: "tokens"} for name in inputs} | outputs,
        opset_version=17,
    )
