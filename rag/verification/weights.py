"""Weights of the support score; written by `training/fit_support.py`."""

BIAS = -3.465
WEIGHTS = {
    "best_line": 3.380,
    "pairs": 1.742,
    "words3": 0.655,
    "copied": 0.971,
    "novel_run": -0.191,
    "failed": -0.780,
}
# The share of known content words below which no claim is supported.
FLOOR = 0.1
