"""Intervals and comparisons: known values, seeds, and the courage to say "cannot tell"."""

from __future__ import annotations

import pytest

from evals.statistics import balanced_accuracy, compare, mean, quantile, wilson


def test_wilson_by_hand() -> None:
    # 8 of 10: the textbook interval 0.490 to 0.943
    estimate = wilson(8, 10)
    assert (round(estimate.low, 3), round(estimate.high, 3)) == (0.490, 0.943)


def test_mean_of_a_sure_thing_still_has_an_interval() -> None:
    estimate = mean([1.0] * 20, ["a"] * 10 + ["b"] * 10)
    assert estimate.value == 1.0
    assert estimate.low < 0.5  # two articles say little


def test_clusters_widen_the_interval() -> None:
    values = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0] * 5
    clusters = [f"{index // 4}" for index in range(40)]
    together, alone = mean(values, clusters), mean(values)
    assert together.high - together.low > alone.high - alone.low


def test_bootstrap_is_seeded() -> None:
    values = [0.1, 0.5, 0.9, 0.3]
    assert mean(values, list("aabb")) == mean(values, list("aabb"))


def test_quantile_of_known_values() -> None:
    assert quantile([1.0, 2.0, 3.0, 4.0, 5.0], 0.5).value == 3.0


def test_balanced_accuracy_by_hand() -> None:
    # recalls 3/4 and 1/2
    predicted = [True, True, True, False, False, True]
    labels = [True, True, True, True, False, False]
    estimate = balanced_accuracy(predicted, labels, list("abcdef"))
    assert estimate.value == pytest.approx(0.625)
    assert estimate.low <= 0.625 <= estimate.high


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        pytest.param([0.0] * 20, [1.0] * 20, "better", id="better"),
        pytest.param([1.0] * 20, [0.0] * 20, "worse", id="worse"),
        pytest.param([1.0] * 20, [1.0] * 20, "same", id="same"),
        pytest.param([1.0, 0.0] * 10, [0.0, 1.0] * 10, "cannot tell", id="as-many-won-as-lost"),
        pytest.param([1.0] * 20, [0.0] + [1.0] * 19, "cannot tell", id="one-of-twenty"),
        pytest.param([1.0] * 3, [0.0] * 3, "cannot tell", id="too-few"),
    ],
)
def test_compare_says_what_the_pairs_allow(before: list[float], after: list[float], verdict: str) -> None:
    assert compare(before, after, [str(index) for index in range(len(before))]).verdict == verdict


def test_mean_needs_values() -> None:
    with pytest.raises(ValueError, match="one or more"):
        mean([])
