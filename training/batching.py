"""Batches of rows of like length."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
POOL = 3000  # rows; a row stays in its pool, so that the order of the examples is kept in the large


def batches(rows: Sequence[Row], length: Callable[[Row], int], *, tokens: int, seed: int) -> list[list[Row]]:
    """Give batches of about `tokens` tokens, padding included; `length` gives the tokens of a row."""
    rng = random.Random(seed)
    ordered: list[list[Row]] = []
    for at in range(0, len(rows), POOL):
        made: list[list[Row]] = [[]]
        for row in sorted(rows[at : at + POOL], key=length):
            if (len(made[-1]) + 1) * length(row) > tokens:
                made.append([])
            made[-1].append(row)
        rng.shuffle(made)
        ordered += [batch for batch in made if batch]
    return ordered
