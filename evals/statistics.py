"""Intervals and paired comparisons: every figure comes with its count and a 95% interval.

Questions about one article are not independent, so the bootstrap draws whole clusters (articles).
All draws are seeded: the same values give the same interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

SEED = 20261122
DRAWS = 2000
FEWEST_CLUSTERS = 6
"""Below this many articles no comparison is called: 6 equal signs are the first that chance rarely gives."""
_Z95 = 1.959963984540054

Verdict = Literal["better", "worse", "same", "cannot tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its 95% interval and the number of values behind it."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The mean paired difference B − A of one metric, and what it allows one to say."""

    difference: Estimate
    verdict: Verdict
    gained: int
    lost: int


def wilson(successes: int, n: int) -> Estimate:
    """Give a proportion with its Wilson interval.

    >>> wilson(10, 10).low > 0.72
    True
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no proportion")
    share, z2 = successes / n, _Z95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Estimate(value=share, low=max(0.0, centre - half), high=min(1.0, centre + half), n=n)


def mean(values: Sequence[float], clusters: Sequence[str] | None = None, *, seed: int = SEED) -> Estimate:
    """Give the mean with its interval: Wilson for plain proportions, else the clustered bootstrap.

    Args:
        values: one value per case.
        clusters: the article of each case; None where each case stands alone.
    """
    if not values:
        raise ValueError("no values: a mean needs one or more")
    names = list(clusters) if clusters is not None else [str(index) for index in range(len(values))]
    if set(values) <= {0.0, 1.0}:
        if len(set(names)) == len(names):
            return wilson(int(sum(values)), len(values))
        if len(set(values)) == 1:  # a bootstrap of equal values would claim certainty
            bounds = wilson(len(set(names)) if values[0] else 0, len(set(names)))
            return Estimate(value=values[0], low=bounds.low, high=bounds.high, n=len(values))
    low, high = _bootstrap_mean(values, names, seed)
    return Estimate(value=float(np.mean(values)), low=low, high=high, n=len(values))


def quantile(values: Sequence[float], share: float, *, seed: int = SEED) -> Estimate:
    """Give a quantile (0.5 is the median) with its bootstrap interval."""
    if not values:
        raise ValueError("no values: a quantile needs one or more")
    sample = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(sample), size=(DRAWS // 2, len(sample)))
    low, high = np.quantile(np.quantile(sample[draws], share, axis=1), (0.025, 0.975))
    return Estimate(value=float(np.quantile(sample, share)), low=float(low), high=float(high), n=len(sample))


def balanced_accuracy(predicted: Sequence[bool], labels: Sequence[bool], clusters: Sequence[str]) -> Estimate:
    """Give the mean of the two classes' recalls, with a bootstrap over clusters.

    Raises:
        ValueError: one of the two classes is missing.
    """
    if len(set(labels)) != 2:
        raise ValueError("balanced accuracy needs both labels")
    right = np.asarray([p == label for p, label in zip(predicted, labels, strict=True)], dtype=np.float64)
    is_true = np.asarray(labels, dtype=np.float64)
    columns = np.stack([right * is_true, is_true, right * (1 - is_true), 1 - is_true], axis=1)
    sums = _drawn_sums(columns, list(clusters), SEED)
    whole = columns.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = (sums[:, 0] / sums[:, 1] + sums[:, 2] / sums[:, 3]) / 2
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    value = float((whole[0] / whole[1] + whole[2] / whole[3]) / 2)
    return Estimate(value=value, low=float(low), high=float(high), n=len(labels))


def compare(before: Sequence[float], after: Sequence[float], clusters: Sequence[str]) -> Comparison:
    """Compare two runs question by question; an interval that holds 0 means "cannot tell".

    >>> compare([0.0] * 30, [1.0] * 30, [str(i) for i in range(30)]).verdict
    'better'
    """
    differences = [b - a for a, b in zip(before, after, strict=True)]
    estimate = _difference(differences, clusters)
    return Comparison(
        difference=estimate,
        verdict=_verdict(estimate, differences, clusters),
        gained=sum(value > 0 for value in differences),
        lost=sum(value < 0 for value in differences),
    )


def _difference(differences: Sequence[float], clusters: Sequence[str]) -> Estimate:
    if not differences:
        raise ValueError("no common cases to compare")
    low, high = _bootstrap_mean(differences, list(clusters), SEED)
    return Estimate(value=float(np.mean(differences)), low=low, high=high, n=len(differences))


def _verdict(estimate: Estimate, differences: Sequence[float], clusters: Sequence[str]) -> Verdict:
    if not any(differences):
        return "same"
    if len(set(clusters)) < FEWEST_CLUSTERS:
        return "cannot tell"
    if estimate.low > 0:
        return "better"
    return "worse" if estimate.high < 0 else "cannot tell"


def _bootstrap_mean(values: Sequence[float], clusters: list[str], seed: int) -> tuple[float, float]:
    columns = np.stack([np.asarray(values, dtype=np.float64), np.ones(len(values))], axis=1)
    sums = _drawn_sums(columns, clusters, seed)
    low, high = np.quantile(sums[:, 0] / sums[:, 1], (0.025, 0.975))
    return float(low), float(high)


def _drawn_sums(columns: NDArray[np.float64], clusters: list[str], seed: int) -> NDArray[np.float64]:
    # One multinomial draw per replicate says how often each cluster was drawn.
    _, index = np.unique(np.asarray(clusters), return_inverse=True)
    size = int(index.max()) + 1
    totals = np.zeros((size, columns.shape[1]))
    np.add.at(totals, index, columns)
    weights = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=DRAWS)
    return weights @ totals
