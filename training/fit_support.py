"""Fits the weights of the support score to human labels and writes `rag/verification/weights.py`.

    python training/fit_support.py DATA [--write]

DATA is a folder with `items.jsonl` as `evals.benchmarks.faithfulness` reads it. Each of its sets and
labels has the same weight. A claim of several sentences has the mean of its sentences' features,
which is what the mean of their logits comes to.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.benchmarks.faithfulness import fitted, load_items, out_of_fold

TARGET = Path(__file__).resolve().parent.parent / "rag" / "verification" / "weights.py"


# The penalty that keeps the weights alike draws all scores to 0.5; this spreads them, in the same order.
SPREAD = 4.0


def main() -> None:
    """Print the balanced accuracy out of fold, and write the weights fitted on all items."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    items = load_items(arguments.data)
    for line in out_of_fold(items).lines():
        print(line)
    if arguments.write:
        bias, weights = fitted(items)
        rows = "".join(f'    "{name}": {SPREAD * weight:.3f},\n' for name, weight in weights.items())
        TARGET.write_text(
            '"""Weights of the support score; written by `training/fit_support.py`."""\n\n'
            f"BIAS = {SPREAD * bias:.3f}\nWEIGHTS = {{\n{rows}}}\n"
            "# The share of known content words below which a claim must be borne out as a whole.\n"
            "FLOOR = 0.2\n"
        )


if __name__ == "__main__":
    main()
