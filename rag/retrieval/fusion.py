"""Fusion of rankings by weighted reciprocal rank, and the nearness of dates as a gentle signal."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

# Ranks are damped by this constant: the first few places differ little, so that two lists that
# agree outweigh one that is sure.
DAMPING = 60.0
PAST_DAYS = 14.0
FUTURE_DAYS = 3.0


def fuse(rankings: Sequence[tuple[float, Sequence[Key]]]) -> dict[Key, float]:
    """Give the sum of weight / (damping + rank) of every key over the weighted rankings.

    >>> fuse([(1.0, ["a", "b"]), (1.0, ["b"])])["b"] > fuse([(1.0, ["a", "b"])])["a"]
    True
    """
    scores: dict[Key, float] = {}
    for weight, ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (DAMPING + rank)
    return scores


def order(scores: Mapping[Key, float], ties: Mapping[Key, tuple[str, int]]) -> list[Key]:
    """Give the keys, highest score first, ties by their article and place in it."""
    return sorted(scores, key=lambda key: (-scores[key], ties[key]))


def nearness(day: int | None, asked_day: int) -> float:
    """Give 1 for an article of the day of asking, falling towards 0 with the days between.

    It falls faster for what was published after the question was asked. An article without a
    date gets 0.
    """
    if day is None:
        return 0.0
    days = asked_day - day
    return 1.0 / (1.0 + (days / PAST_DAYS if days >= 0 else -days / FUTURE_DAYS))
