"""Balanced accuracy of the support score against human labels: FaithBench and QAGS.

    python -m evals.benchmarks.faithfulness --data DIR [--json FILE]

DIR holds `items.jsonl` ({`id`, `dataset`, `source`, `claim_or_summary`, `label`}) or a folder
`faithfulness` with it. Reported per set: the balanced accuracy of the shipped score at 0.5, and out
of fold over 5 folds by source with weights and threshold fitted on the other folds; the same with the
statuses of the facts alone; and the share of supported items that the shipped setting does not pass.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.text import sentence_spans
from rag.types import Article
from rag.verification import check
from rag.verification.check import check_best
from rag.verification.weights import WEIGHTS

FOLDS = 5
_PENALTY = 20.0
_NAMES = list(WEIGHTS)
Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One labelled claim with its mean features, and what the shipped checks say."""

    id: str
    dataset: str
    source: str
    supported: bool
    features: tuple[float, ...]
    score: float
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The figures of one set, as shares."""

    dataset: str
    items: int
    shipped: float
    out_of_fold: float
    interval: tuple[float, float]
    status_alone: float
    false_alarms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of every set."""

    results: tuple[Result, ...]

    def lines(self) -> list[str]:
        """The table, one line per set."""
        columns = ("set", "items", "shipped score at 0.5", "out of fold", "95% interval", "statuses alone")
        head = "| " + " | ".join([*columns, "supported, not passed"]) + " |"
        rows = [
            f"| {r.dataset} | {r.items} | {100 * r.shipped:.1f} | {100 * r.out_of_fold:.1f} "
            f"| {100 * r.interval[0]:.1f}-{100 * r.interval[1]:.1f} | {100 * r.status_alone:.1f} "
            f"| {100 * r.false_alarms:.1f} % |"
            for r in self.results
        ]
        return [head, "|---|---|---|---|---|---|---|", *rows]


def load_items(data: Path) -> list[Item]:
    """Check every item of a folder."""
    path = data / "items.jsonl" if (data / "items.jsonl").exists() else data / "faithfulness" / "items.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [_item(row) for row in rows]


def _item(row: dict[str, Any]) -> Item:
    article = Article(id=str(row["id"]), text=str(row["source"]))
    claim = str(row["claim_or_summary"])
    verification = check(claim, article)
    checked = [check_best(claim[span.start : span.end], [article]) for span in sentence_spans(claim)]
    rows = [[getattr(each.features, name) for name in _NAMES] for each in checked]
    return Item(
        id=article.id,
        dataset=str(row["dataset"]),
        source=article.text,
        supported=row["label"] == "supported",
        features=tuple(np.mean(rows, axis=0).tolist()),
        score=verification.score,
        status=verification.status,
    )


def fitted(items: Sequence[Item]) -> tuple[float, dict[str, float]]:
    """Fit bias and weights by penalized logistic regression, every set and label weighing the same."""
    bias, weights = _fit(*_matrix(items))
    return bias, dict(zip(_NAMES, weights.tolist(), strict=True))


def out_of_fold(items: Sequence[Item]) -> Report:
    """Score every item by weights and threshold of the folds that lack its source."""
    folds = np.array([_fold(item) for item in items])
    passed = np.zeros(len(items), dtype=bool)
    for fold in range(FOLDS):
        inside = [item for item, at in zip(items, folds, strict=True) if at != fold]
        bias, weights = _fit(*_matrix(inside))
        for index, item in enumerate(items):
            if folds[index] == fold:
                threshold = _threshold(
                    [each for each in inside if each.dataset == item.dataset], bias, weights
                )
                passed[index] = _logit(item, bias, weights) >= threshold
    names = sorted({item.dataset for item in items})
    return Report(results=tuple(_result(name, items, passed) for name in names))


def _fold(item: Item) -> int:
    return int(hashlib.sha256(item.source.encode()).hexdigest(), 16) % FOLDS


def _matrix(items: Sequence[Item]) -> tuple[Rows, Rows, Rows]:
    groups = [(item.dataset, item.supported) for item in items]
    weight = np.array([100.0 / groups.count(group) for group in groups])
    return (
        np.array([item.features for item in items]),
        np.array([float(item.supported) for item in items]),
        weight,
    )


def _fit(rows: Rows, labels: Rows, weight: Rows) -> tuple[float, Rows]:
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    inputs = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    penalty = np.diag([1e-6] + [_PENALTY] * rows.shape[1])
    beta = np.zeros(inputs.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-inputs @ beta))
        slope = inputs.T @ (weight * (guess - labels)) + penalty @ beta
        curve = (inputs * (weight * guess * (1 - guess))[:, None]).T @ inputs + penalty
        beta = beta - np.linalg.solve(curve, slope)
    weights = beta[1:] / spread
    return float(beta[0] - weights @ mean), weights


def _logit(item: Item, bias: float, weights: Rows) -> float:
    return float(bias + np.array(item.features) @ weights)


def _threshold(items: Sequence[Item], bias: float, weights: Rows) -> float:
    logits = [_logit(item, bias, weights) for item in items]
    labels = [item.supported for item in items]
    return max(sorted(logits), key=lambda at: balanced_accuracy(labels, [logit >= at for logit in logits]))


def balanced_accuracy(labels: Sequence[bool], passed: Sequence[bool]) -> float:
    """The mean of the share of supported claims passed and of unsupported ones refused."""
    good = [given for label, given in zip(labels, passed, strict=True) if label]
    bad = [not given for label, given in zip(labels, passed, strict=True) if not label]
    return (sum(good) / max(1, len(good)) + sum(bad) / max(1, len(bad))) / 2


def _result(name: str, items: Sequence[Item], passed: NDArray[np.bool_]) -> Result:
    at = [index for index, item in enumerate(items) if item.dataset == name]
    mine = [items[index] for index in at]
    labels = [item.supported for item in mine]
    folded = [bool(passed[index]) for index in at]
    return Result(
        dataset=name,
        items=len(mine),
        shipped=balanced_accuracy(labels, [item.score >= 0.5 for item in mine]),
        out_of_fold=balanced_accuracy(labels, folded),
        interval=_interval(mine, labels, folded),
        status_alone=balanced_accuracy(labels, [item.status == "supported" for item in mine]),
        false_alarms=sum(i.status != "supported" for i in mine if i.supported) / max(1, sum(labels)),
    )


def _interval(items: Sequence[Item], labels: Sequence[bool], passed: Sequence[bool]) -> tuple[float, float]:
    """A seeded bootstrap over the sources."""
    draw = np.random.default_rng(7)
    sources = sorted({item.source for item in items})
    rows = {source: [i for i, item in enumerate(items) if item.source == source] for source in sources}
    values: list[float] = []
    for _ in range(1000):
        chosen = [i for at in draw.integers(0, len(sources), len(sources)) for i in rows[sources[at]]]
        values.append(balanced_accuracy([labels[i] for i in chosen], [passed[i] for i in chosen]))
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    report = out_of_fold(load_items(arguments.data))
    print("\n".join(report.lines()))
    if arguments.json:
        arguments.json.write_text(json.dumps(asdict(report), indent=1))


if __name__ == "__main__":
    main()
