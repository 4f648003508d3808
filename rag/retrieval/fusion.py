"""Fusion of rankings by weighted reciprocal rank, and the nearness of dates as a gentle signal."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# Ranks are damped by this constant. On two kinds of question, one close to the words of the
# articles and one rephrased, small values kept the first place that BM25 alone gives to the one
# and gained as much on the other as the usual 60.
DAMPING = 2.0
# Nearness halves at these distances, before and after the day of asking.
PAST_DAYS = 14.0
FUTURE_DAYS = 3.0
# What nearness adds, as a share of the score and by itself.
NEARNESS_SHARE = 1.0
NEARNESS_ALONE = 0.1


def fuse(rankings: Sequence[tuple[float, Mapping[Key, int]]]) -> dict[Key, float]:
    """Give the sum of weight / (damping + rank) of every key over the weighted rankings.

    >>> fuse([(1.0, {"a": 1, "b": 2}), (1.0, {"b": 1})])["b"] > fuse([(1.0, {"a": 1, "b": 2})])["a"]
    True
    """
    scores: dict[Key, float] = {}
    for weight, ranks in rankings:
        for key, rank in ranks.items():
            scores[key] = scores.get(key, 0.0) + weight / (DAMPING + rank)
    return scores


def ranks(found: Sequence[tuple[Key, float]]) -> dict[Key, int]:
    """Give the rank of each key, from 1, by its score; equal scores share a rank.

    >>> ranks([("a", 0.5), ("b", 0.9), ("c", 0.5)])
    {'b': 1, 'a': 2, 'c': 2}
    """
    places: dict[Key, int] = {}
    rank, last = 0, None
    for place, (key, score) in enumerate(sorted(found, key=lambda each: -each[1]), start=1):
        # Chroma and exact search give the same cosine to about six digits.
        rounded = round(score, 5)
        if rounded != last:
            rank, last = place, rounded
        places[key] = rank
    return places


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
    return 1.0 / (1.0 + (days / (PAST_DAYS if days >= 0 else FUTURE_DAYS)) ** 2)


def raised(score: float, near: float, *, scale: float) -> float:
    """Give a score raised by the nearness of its date; `scale` is the weight of the best ranking."""
    return score * (1.0 + NEARNESS_SHARE * near) + NEARNESS_ALONE * scale * near


def names_another_year(question: str, asked_year: int) -> bool:
    """Say whether a question names a year other than the one it is asked in.

    >>> names_another_year("Who won the 2019 election?", 2026)
    True
    """
    return any(int(year) != asked_year for year in _YEAR.findall(question))
