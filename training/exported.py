"""The weights of an exported entailment network, to train on from what is shipped.

    python -m training.exported BASE rag/assets/entailment/model.onnx --out shipped.pt

int8 weights times their scales: within half a step of what was trained. The vectors of words and places,
which no training changes, are those of BASE.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from rag.verification.entailment import MAX_TOKENS
from training.entailment_network import LAYERS, EntailmentEncoder

BODY = "encoder.encoder"
PRODUCTS = ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o")
PRODUCTS += ("intermediate.dense", "output.dense")
HEADS = ("relevance.0", "relevance.2")
INT8 = "_quantized"


def exported_weights(base: Path, model: Path) -> dict[str, Tensor]:
    """Give the weights by the names of `EntailmentEncoder`, in float32.

    Raises:
        ValueError: the model has not the layers of the network.
    """
    graph = onnx.load(model).graph
    held = {one.name: torch.tensor(numpy_helper.to_array(one)) for one in graph.initializer}
    network = EntailmentEncoder(base)
    weights = network.state_dict()
    for name in weights:
        plain = name.replace(f"{BODY}.layer.", "layers.").removeprefix("encoder.")
        if plain in held:
            weights[name] = held[plain]
    names = [*(f"{BODY}.layer.{n}.{part}" for n in range(LAYERS) for part in PRODUCTS), *HEADS]
    products = [_matrix(one.input[1], held) for one in graph.node if _has_weights(one, held)]
    if len(products) != len(names):
        raise ValueError(f"{model} has {len(products)} products with weights, not {len(names)}")
    for name, found in zip(names, products, strict=True):
        if found.T.shape != weights[f"{name}.weight"].shape:
            raise ValueError(f"{name} in {model} is {tuple(found.shape)}: not this network")
        weights[f"{name}.weight"] = found.T.contiguous()
    places = torch.arange(MAX_TOKENS)
    buckets = network.encoder.encoder.relative_position_bucket(places[None, :] - places[:, None])
    by_head = held["biases"][0].permute(1, 2, 0)
    biases = weights[f"{BODY}.relative_attention_bias.weight"]
    biases[buckets.flatten()] = by_head.reshape(-1, biases.shape[1])
    return weights


def _has_weights(node: onnx.NodeProto, held: dict[str, Tensor]) -> bool:
    return node.op_type in {"MatMul", "MatMulInteger", "Gemm"} and node.input[1] in held


def _matrix(name: str, held: dict[str, Tensor]) -> Tensor:
    """A matrix in float32, as the product has it: inputs by outputs."""
    if not name.endswith(INT8):
        return held[name]
    plain = name.removesuffix(INT8)
    return (held[name].float() - held[f"{plain}_zero_point"].float()) * held[f"{plain}_scale"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.save({"network": exported_weights(arguments.base, arguments.model)}, arguments.out)


if __name__ == "__main__":
    main()
