"""Averages the weights of several readers trained from one another.

    python -m training.average_weights A.pt B.pt [C.pt …] --shares 0.5 0.5 --out average.pt

Weights that were trained from the same start lie in one valley of the loss, and their mean is often better
than any of them (Wortsman et al. 2022, "Model soups", https://arxiv.org/abs/2203.05482).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def averaged(states: list[dict[str, Tensor]], shares: list[float]) -> dict[str, Tensor]:
    """The sum of the weights, each times its share; the shares must add up to 1."""
    if len(states) != len(shares) or abs(sum(shares) - 1) > 1e-6:
        raise SystemExit(f"{len(states)} files need as many shares that add up to 1, not {shares}")
    names = states[0].keys()
    return {
        n: sum((s[n].float() * share for s, share in zip(states, shares, strict=True)), torch.zeros(()))
        for n in names
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="checkpoints of `training.train_reader`")
    parser.add_argument("--shares", type=float, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    states = [torch.load(path, weights_only=True)["network"] for path in args.files]
    torch.save({"network": averaged(states, args.shares)}, args.out)


if __name__ == "__main__":
    main()
