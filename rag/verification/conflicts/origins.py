"""Near-identical wire copy: texts that share more than half of their runs of five words have one origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RUN = 5
_SHARED = 0.5
_WORD = re.compile(r"\w+")

Runs = frozenset[tuple[str, ...]]


def count_origins(texts: Sequence[str]) -> int:
    """Give how many of the texts were written on their own.

    >>> wire = "The harbour was closed on Monday after a crane fell into the water near the quay."
    >>> count_origins([wire, wire + " More follows.", "A crane fell into the harbour."])
    2
    """
    kept: list[Runs] = []
    for text in texts:
        runs = runs_of(text)
        if not any(have_one_origin(runs, other) for other in kept):
            kept.append(runs)
    return len(kept)


def runs_of(text: str) -> Runs:
    """Give the runs of five words of a text; a shorter text is one run."""
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def have_one_origin(first: Runs, second: Runs) -> bool:
    """Whether more than half of the runs of the shorter text stand in the other."""
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) > _SHARED * shorter
