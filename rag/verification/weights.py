"""Weights of the support score; written by `training/fit_support.py`."""

BIAS = -3.375
WEIGHTS = {
    "best_line": 3.360,
    "pairs": 1.739,
    "words3": 0.615,
    "copied": 0.945,
    "novel_run": -0.184,
    "failed": -0.833,
}
# The share of known content words below which no claim is supported.
FLOOR = 0.1
