"""Figures of a run: each metric's mean with its interval, over all cases or by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evals.metrics import METRICS, Metric
from evals.rows import Row, Timing
from evals.statistics import Estimate, mean, quantile

TYPE_COLUMNS = (
    "exact_match",
    "f1",
    "answer_contains",
    "citation_recall",
    "citation_precision",
    "recall@5",
    "false_refusals",
)
"""The metrics that reports show by type of case."""

PLOTTED = (
    "exact_match",
    "f1",
    "answer_contains",
    "numeric_match",
    "citation_recall",
    "citation_precision",
    "span_iou",
    "abstention_recall",
    "abstention_precision",
    "false_refusals",
    "recall@1",
    "recall@5",
    "recall@10",
    "mrr",
    "ndcg@10",
)
"""The metrics that reports plot."""

Outcome = Literal["right", "wrong", "abstained", "crashed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The values of one metric, with the case and the article of each."""

    ids: tuple[str, ...]
    values: tuple[float, ...]
    articles: tuple[str, ...]


def metric_values(rows: Sequence[Row], name: str) -> Values:
    """Give the values of a metric over the cases that it applies to."""
    scored = [row for row in rows if name in row.scores]
    return Values(
        ids=tuple(row.id for row in scored),
        values=tuple(row.scores[name].value for row in scored),
        articles=tuple(row.article for row in scored),
    )


def estimates(rows: Sequence[Row], metrics: Sequence[Metric] = METRICS) -> dict[str, Estimate]:
    """Give the mean of every metric that applies to any of the rows, in the order of the metrics."""
    found: dict[str, Estimate] = {}
    for metric in metrics:
        scored = metric_values(rows, metric.name)
        if scored.values:
            found[metric.name] = mean(scored.values, scored.articles)
    return found


def by_type(rows: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
    """Give the rows of each type of case, the types by name."""
    return {
        kind: tuple(row for row in rows if row.type == kind) for kind in sorted({row.type for row in rows})
    }


def failures(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the rows of cases that crashed."""
    return tuple(row for row in rows if row.error is not None)


def badness(row: Row) -> tuple[float, str]:
    """Give a key that sorts the worst cases first, ties by id."""
    if row.error is not None:
        return (-100.0, row.id)
    directions = {metric.name: metric.lower_is_better for metric in METRICS if _judged(metric)}
    loss = sum(
        score.value if directions[name] else 1 - score.value
        for name, score in row.scores.items()
        if name in directions
    )
    return (-loss, row.id)


def outcome_of(row: Row) -> Outcome:
    """Tell in one word how a case went; an abstention is right where the articles hold no answer."""
    if row.error is not None:
        return "crashed"
    if row.status == "no_evidence":
        return "abstained" if row.answerable else "right"
    if not row.answerable:
        return "wrong"
    contains = row.scores.get("answer_contains")
    return "right" if contains is not None and contains.value == 1 else "wrong"


def times(timings: Sequence[Timing]) -> dict[str, Estimate]:
    """Give p50 and p95 of the times, in milliseconds."""
    columns = {
        "retrieve": [timing.retrieve_ms for timing in timings],
        "first token": [timing.first_ms for timing in timings],
        "total": [timing.total_ms for timing in timings],
    }
    return {
        f"{name} p{int(share * 100)}": quantile(values, share)
        for name, values in columns.items()
        if values
        for share in (0.5, 0.95)
    }


def _judged(metric: Metric) -> bool:
    gates = (metric.exactly, metric.at_least, metric.at_most)
    return metric.paired or any(gate is not None for gate in gates)
