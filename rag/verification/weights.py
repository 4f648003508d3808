"""Weights of the support score; written by `training/fit_support.py`."""

BIAS = -3.440
WEIGHTS = {
    "best_line": 3.592,
    "pairs": 1.848,
    "words3": 0.624,
    "copied": 0.512,
    "novel_run": -0.204,
    "failed": -0.792,
}
# The share of known content words below which no claim is supported.
FLOOR = 0.1
