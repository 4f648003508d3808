"""Near-identical wire copy: texts that share most of their runs of five words have one origin."""

from __future__ import annotations

from collections.abc import Sequence

from rag.verification.tokens import tokenize

_RUN = 5
_SHARED = 0.6


def count_origins(texts: Sequence[str]) -> int:
    """Give how many of the texts were written on their own.

    >>> wire = "The harbour was closed on Monday after a crane fell into the water near the quay."
    >>> count_origins([wire, wire + " More follows.", "A crane fell into the harbour."])
    2
    """
    kept: list[frozenset[tuple[str, ...]]] = []
    for text in texts:
        runs = _runs(text)
        if not any(_is_same(runs, other) for other in kept):
            kept.append(runs)
    return len(kept)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [token.stem for token in tokenize(text) if token.is_word]
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _is_same(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> bool:
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) / smaller >= _SHARED
