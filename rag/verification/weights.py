"""Weights of the support score; written by `training/fit_support.py`."""

BIAS = -13.768
WEIGHTS = {
    "best_line": 5.284,
    "pairs": 1.215,
    "words3": -0.302,
    "copied": 2.288,
    "novel_run": -0.191,
    "failed": -1.094,
    "length": 3.309,
}
# The share of known content words below which a claim must be borne out as a whole.
FLOOR = 0.2
