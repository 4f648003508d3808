"""The optimizer of the networks' trainings: AdamW over float32 copies of bfloat16 weights, and its rate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn


class Masters:
    """AdamW over float32 copies of the weights, which themselves run in bfloat16 (twice as fast).

    Weight decay is on matrices only; the new heads learn five times as fast.
    """

    def __init__(self, network: nn.Module, *, lr: float, decay: float = 0.01) -> None:
        named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        self.weights = [p for _, p in named]
        self.copies = [p.detach().float().clone().requires_grad_() for p in self.weights]
        self.peaks = [lr * (1 if n.startswith("encoder.") else 5) for n, _ in named]
        groups = [
            {"params": [c], "lr": peak, "weight_decay": decay if c.dim() > 1 else 0.0}
            for c, peak in zip(self.copies, self.peaks, strict=True)
        ]
        self.optimizer = torch.optim.AdamW(groups, fused=True)

    def step(self, factor: float) -> None:
        """One update from the gradients of the weights, at `factor` of the peak learning rate."""
        for group, peak in zip(self.optimizer.param_groups, self.peaks, strict=True):
            group["lr"] = peak * factor
        for weight, copy in zip(self.weights, self.copies, strict=True):
            copy.grad = None if weight.grad is None else weight.grad.float()
        nn.utils.clip_grad_norm_(self.copies, 1.0)
        self.optimizer.step()
        with torch.no_grad():
            for weight, copy in zip(self.weights, self.copies, strict=True):
                weight.copy_(copy)

    def save(self, path: Path, network: nn.Module, step: int) -> None:
        """Write what a run needs to go on at a step; the file is whole or as it was."""
        state = {
            "network": float_state(network, self),
            "copies": self.copies,
            "optimizer": self.optimizer.state_dict(),
            "step": step,
        }
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").rename(path)


def rate_at(step: int, total: int, *, warm: float = 0.06) -> float:
    """The share of the peak rate at a step: straight up for the share `warm`, then straight down to 0."""
    before = max(1, int(total * warm))
    return min(1.0, (step + 1) / before) * max(0.0, 1 - max(0, step - before) / max(1, total - before))


def float_state(network: nn.Module, masters: Masters) -> dict[str, Tensor]:
    """The weights in float32, from the copies where there are any."""
    names = [n for n, p in network.named_parameters() if p.requires_grad]
    exact = dict(zip(names, masters.copies, strict=True))
    return {n: exact.get(n, v).detach().float().clone() for n, v in network.state_dict().items()}


def restore(state: dict[str, Any], masters: Masters) -> int:
    """Put a saved run back; gives the next step."""
    masters.optimizer.load_state_dict(state["optimizer"])
    with torch.no_grad():
        for weight, copy, saved in zip(masters.weights, masters.copies, state["copies"], strict=True):
            copy.copy_(saved)
            weight.copy_(saved)
    return int(state["step"])
